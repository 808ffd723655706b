"""The springs between maps: what they weigh, which way they pull, and that all else is apart."""

from itertools import islice

import numpy as np
import pytest
from helpers import aim, cloud

import teachsne as ts
from teachsne.aligned.penalty import (
    AlignedObjective,
    AlignmentPenalty,
    centres,
    in_parallel,
    optimize_aligned,
)
from teachsne.aligned.procrustes import pairs_of
from teachsne.fast.objectives import ExactObjective
from teachsne.steps.descent import descend
from teachsne.steps.gradient import central_differences
from teachsne.tsne.objective import ReferenceObjective
from teachsne.tsne.parameters import validate_parameters
from teachsne.tsne.schedule import make_schedule

N = 8
LABELS = [0, 1, 1, 2, 0, 2, 2, 1]


def stack(maps=2, seed=0):
    return np.array([cloud(N, 2, seed=seed + t) for t in range(maps)])


def yoked(weight, pairs=((0, 1),), ends=None, maps=2, fixed=None):
    aims = [ExactObjective(aim(N, "joint", seed=t)) for t in range(maps)]
    return AlignedObjective(aims, AlignmentPenalty(weight, tuple(pairs), ends), fixed)


KINDS = {
    "two maps": ([(0, 1)], None, 2),
    "four, all pairs": (pairs_of(4, "all"), None, 4),
    "four, a chain": (pairs_of(4, "chain"), None, 4),
    "centres of classes": ([(0, 1)], centres(LABELS), 2),
    "centres, three in a chain": (pairs_of(3, "chain"), centres(LABELS), 3),
}


@pytest.mark.parametrize("weight", [0.0, 1e-4, 1.0])
@pytest.mark.parametrize("kind", KINDS)
def test_the_slope_of_every_map_agrees_with_central_differences(kind, weight):
    pairs, ends, maps = KINDS[kind]
    yoke, Y = yoked(weight, pairs, ends, maps), stack(maps)
    slope, nudged = yoke.gradient(Y), central_differences(yoke.kl, Y)
    for ours, theirs in zip(slope, nudged, strict=True):
        assert abs(ours - theirs).max() < 1e-6 * abs(theirs).max()


def test_the_loss_is_both_divergences_and_the_springs():
    yoke, Y = yoked(0.3), stack()
    error = sum(np.linalg.norm(a - b) ** 2 for a, b in zip(*Y, strict=True))
    assert np.isclose(yoke.penalty.error(Y), error)
    assert np.isclose(
        yoke.kl(Y), yoke.objectives[0].kl(Y[0]) + yoke.objectives[1].kl(Y[1]) + 0.3 * error
    )


def test_a_spring_pulls_twice_its_weight_times_the_gap_and_its_twin_as_hard():
    pull = AlignmentPenalty(0.5, ((0, 1),)).gradient(stack())
    assert np.allclose(pull[0], stack()[0] - stack()[1])
    assert np.array_equal(pull[0], -pull[1])


def test_four_maps_have_six_pairs_or_a_chain_of_three():
    assert pairs_of(4, "all") == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert pairs_of(4, "chain") == [(0, 1), (1, 2), (2, 3)]
    Y = stack(4)
    every, chain = (
        AlignmentPenalty(1.0, tuple(pairs_of(4, kind))).error(Y) for kind in ("all", "chain")
    )
    assert np.isclose(chain, (np.diff(Y, axis=0) ** 2).sum())
    assert every > chain


def test_centres_are_the_means_of_their_classes():
    table = centres(LABELS)
    assert table.shape == (3, N)
    Y = cloud(N, 2)
    assert np.allclose(table @ Y, [Y[np.array(LABELS) == label].mean(axis=0) for label in range(3)])


def test_every_class_of_its_own_is_every_point_of_its_own():
    alone, Y = AlignmentPenalty(1.0, ((0, 1),), centres(np.arange(N))), stack()
    plain = AlignmentPenalty(1.0, ((0, 1),))
    assert np.isclose(alone.error(Y), plain.error(Y))
    assert np.allclose(alone.gradient(Y), plain.gradient(Y))


def test_exaggeration_multiplies_the_pulls_of_p_and_leaves_the_springs():
    yoke, Y = yoked(1.0), stack()
    alone = [aim.gradient(y, 12.0) for aim, y in zip(yoke.objectives, Y, strict=True)]
    assert np.array_equal(yoke.gradient(Y, 12.0), alone + yoke.penalty.gradient(Y))


def test_a_fixed_map_feels_nothing_and_pulls_as_before():
    held, free = yoked(1.0, fixed=0).gradient(stack()), yoked(1.0).gradient(stack())
    assert not held[0].any()
    assert np.array_equal(held[1], free[1])


def run(yoke, Y, steps=60):
    return next(islice(descend(yoke.gradient, Y, 5.0), steps, None))


@pytest.mark.parametrize(
    "objective", [lambda P: ReferenceObjective(P, ts.student, "joint"), ExactObjective]
)
def test_in_one_descent_each_map_has_its_own_momentum_and_gains(objective):
    """With springs of no weight, each map takes the very steps that it takes alone."""
    aims = [objective(aim(N, "joint", seed=t)) for t in range(3)]
    together = run(
        AlignedObjective(aims, AlignmentPenalty(0.0, tuple(pairs_of(3, "all")))), stack(3)
    )
    for t, one in enumerate(aims):
        alone = next(islice(descend(one.gradient, stack(3)[t], 5.0), 60, None))
        for part in ("Y", "update", "gains"):
            assert np.array_equal(getattr(together, part)[t], getattr(alone, part))


def test_exchanging_the_data_exchanges_the_maps_bit_for_bit():
    one, two = (ExactObjective(aim(N, "joint", seed=t)) for t in (0, 1))
    springs = AlignmentPenalty(0.01, ((0, 1),))
    here, there = (
        run(AlignedObjective([one, two], springs), stack()),
        run(AlignedObjective([two, one], springs), stack()[::-1]),
    )
    assert np.array_equal(here.Y, there.Y[::-1])


def phases(max_iter=400):
    how = {"early_exaggeration": 12.0, "learning_rate": 5.0, "n_iter_without_progress": 100}
    model = ts.TSNE(perplexity=2, max_iter=max_iter, schedule="classic", **how)
    return make_schedule(validate_parameters(model, cloud(N, 2)))


def test_without_a_yoke_maps_wait_for_each_other_where_they_came_to_rest():
    yoke, bound = yoked(0.0), 1e-4
    yoke.objectives[1] = ExactObjective(
        aim(N, "joint", seed=0) * 0 + (1 - np.eye(N)) / (N * (N - 1))
    )
    Y = stack() * [[[1]], [[1e-9]]]  # all neighbours alike, and all in one place: nothing to do
    alone = [
        list(optimize_aligned(one, Y[[t]], phases(), bound))
        for t, one in enumerate(yoke.separate())
    ]
    both = list(optimize_aligned(yoke, Y, phases(), bound))
    assert len(alone[1]) < len(alone[0]) == len(both)
    assert [m.iteration for m in both] == list(range(len(both)))
    for t, moments in enumerate(alone):
        assert np.array_equal(both[-1].Y[t], moments[-1].Y[0])
        assert np.array_equal(both[len(moments) - 2].Y[t], moments[-2].Y[0])


def test_twins_on_stiff_springs_step_less_and_their_common_way_is_as_long():
    aims = [ExactObjective(aim(N, "joint", seed=t)) for t in range(2)]
    full = AlignedObjective(aims, AlignmentPenalty(0.5, ((0, 1),)), rate=0.125).gradient(stack())
    eased = AlignedObjective(aims, AlignmentPenalty(0.5, ((0, 1),)), rate=1.25).gradient(stack())
    assert np.isclose(AlignmentPenalty(0.5, ((0, 1),)).curvature, 2)  # a rate of 1/8 bears it
    assert np.array_equal(
        full, AlignedObjective(aims, AlignmentPenalty(0.5, ((0, 1),))).gradient(stack())
    )
    assert np.allclose(eased.mean(axis=0), full.mean(axis=0), atol=1e-12)
    assert np.allclose(eased[0] - eased[1], (full[0] - full[1]) / 10)


def test_a_chain_is_less_stiff_than_all_pairs():
    every, chain = (AlignmentPenalty(10.0, tuple(pairs_of(5, kind))) for kind in ("all", "chain"))
    assert np.isclose(every.curvature, 2 * 10 * 5)
    assert chain.curvature < 2 * 10 * 4


@pytest.mark.parametrize("kind", KINDS)
def test_stiffness_is_the_steepest_curvature_of_the_springs(kind):
    pairs, ends, maps = KINDS[kind]
    springs, size = AlignmentPenalty(0.7, tuple(pairs), ends), maps * N * 2
    unit = np.eye(size).reshape(size, maps, N, 2)
    curvature = np.array([springs.gradient(direction).ravel() for direction in unit])
    assert np.isclose(springs.curvature, np.linalg.eigvalsh(curvature).max())


def test_abreast_has_the_phase_and_the_loss_of_the_whole():
    yoke = yoked(0.0)
    paths = [
        optimize_aligned(one, stack()[[t]], phases(300), 0) for t, one in enumerate(yoke.separate())
    ]
    last = list(in_parallel(paths, yoke))[-1]
    assert last.phase == "plain"
    assert last.kl == sum(yoke.kls(last.Y))
    assert last.gradient.shape == last.Y.shape == (2, N, 2)


def test_a_fixed_map_stays_where_it_is_with_springs_and_without():
    for weight in (0.0, 0.1):
        *_, last = optimize_aligned(yoked(weight, fixed=1), stack(), phases(60), 0)
        assert np.array_equal(last.Y[1], stack()[1])
        assert not np.array_equal(last.Y[0], stack()[0])
