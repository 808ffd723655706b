"""Descent: the rule by hand, states that stay as they were, and failures that say where."""

import pickle
from itertools import islice

import numpy as np
import oracle
import pytest
from helpers import aim, cloud, floats

import teachsne as ts
from teachsne.steps.descent import Diverged, descend, next_gains


def bowl(Y):
    return 2 * Y  # the slope of |Y|²


def test_the_start_comes_first_and_untouched():
    Y = cloud(4, 2)
    first = next(ts.descend(bowl, Y, 0.1))
    assert first.iteration == 0
    assert (first.Y == Y).all()
    assert not first.update.any()
    assert (first.gradient == 2 * Y).all()


def test_plain_descent_is_y_minus_rate_times_slope():
    states = list(islice(ts.descend(bowl, cloud(4, 2), 0.1, momentum=0, gains=False), 3))
    assert np.allclose(states[2].Y, 0.8**2 * cloud(4, 2), rtol=1e-15)


def test_momentum_keeps_a_part_of_the_last_update():
    a, b, c = islice(ts.descend(bowl, cloud(4, 2), 0.1, momentum=0.5, gains=False), 3)
    assert np.allclose(c.Y - b.Y, 0.5 * (b.Y - a.Y) - 0.1 * b.gradient)
    assert (c.update == 0.5 * b.update - 0.1 * b.gradient).all()


@pytest.mark.parametrize(
    ("gain", "update", "slope", "then"),
    [(1, -1, 1, 1.2), (1, 1, 1, 0.8), (1, 0, 1, 0.8), (0.011, 1, 1, 0.01), (0.01, -1, 2, 0.21)],
)
def test_a_gain_grows_by_a_fifth_or_shrinks_to_four_fifths(gain, update, slope, then):
    assert np.isclose(next_gains(np.array(gain), np.array(update), np.array(slope)), then)


def test_ten_steps_agree_with_50_digits():
    P, Y = aim(5, "joint"), cloud(5, 2)
    ours = islice(ts.descend(lambda Y: ts.kl_gradient(P, Y), Y, 1.0, 0.5), 11)
    theirs = oracle.descend(
        lambda Y: oracle.kl_gradient(oracle.table(P), Y, oracle.student, "joint"),
        oracle.table(Y),
        steps=10,
        learning_rate=1.0,
        momentum=0.5,
    )
    for state, Y in zip(ours, theirs, strict=True):
        assert np.allclose(state.Y, floats(Y), rtol=1e-12, atol=1e-13)


def test_five_points_come_to_rest_where_the_loss_is_small():
    D2 = ts.squared_distances(ts.five_points())
    P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3))).to_numpy()
    path = ts.descend(lambda Y: ts.kl_gradient(P, Y), cloud(5, 2), 1.0, 0.5)
    end = next(islice(path, 1000, None))
    assert ts.kl_divergence(P, ts.similarities(end.Y)) < 1e-4
    assert abs(end.gradient).max() < 1e-4


def test_states_never_change_afterwards():
    states = list(islice(ts.descend(bowl, cloud(4, 2), 0.1), 5))
    copies = [[np.array(value) for value in state] for state in states]
    list(islice(ts.descend(bowl, states[-1].Y, 0.3), 5))
    for state, copy in zip(states, copies, strict=True):
        assert all((a == b).all() for a, b in zip(state, copy, strict=True))
    with pytest.raises(ValueError, match="read-only"):
        states[2].Y[0] = 7


def test_a_gradient_may_write_into_one_array_again_and_again():
    kept = np.empty((4, 2))
    states = list(islice(ts.descend(lambda Y: np.multiply(2, Y, out=kept), cloud(4, 2), 0.1), 5))
    assert all((state.gradient == 2 * state.Y).all() for state in states)


def test_phases_are_successive_descents():
    first = list(islice(ts.descend(bowl, cloud(4, 2), 0.1), 4))[-1]
    second = next(ts.descend(bowl, first.Y, 0.2, momentum=0.9))
    assert (second.Y == first.Y).all()
    assert not second.update.any()


def test_the_callers_start_stays_as_it_was_and_writable():
    Y = cloud(4, 2)
    copy = Y.copy()
    list(islice(ts.descend(bowl, Y, 0.1), 4))
    assert np.array_equal(Y, copy)
    assert Y.flags.writeable


def test_a_step_that_blows_up_names_iteration_and_learning_rate():
    with pytest.raises(FloatingPointError, match=r"iteration \d+ .*learning_rate=1e\+200"):
        list(islice(ts.descend(bowl, cloud(4, 2), 1e200), 50))


def test_a_learning_rate_of_1e10_throws_the_points_far_and_stays_finite():
    P = aim(5, "joint")
    path = ts.descend(lambda Y: ts.kl_gradient(P, Y), cloud(5, 2), 1e10)
    assert all(np.isfinite(state.Y).all() for state in islice(path, 200))


def test_two_runs_give_the_same_bits():
    P = aim(9, "joint")
    runs = [islice(ts.descend(lambda Y: ts.kl_gradient(P, Y), cloud(9, 2), 2.0), 60) for _ in "ab"]
    assert all((a.Y == b.Y).all() for a, b in zip(*runs, strict=True))


def test_leaving_early_leaves_what_was_computed():
    seen = []
    for state in ts.descend(bowl, cloud(4, 2), 0.1):
        seen.append(state)
        if state.iteration == 3:
            break
    assert [state.iteration for state in seen] == [0, 1, 2, 3]


def test_a_gradient_that_writes_into_the_map_is_refused_and_nothing_moves():
    Y = cloud(4, 2)
    copy = Y.copy()

    def writes(map_):
        map_[:] = 0
        return map_

    with pytest.raises(ValueError, match="gradient writes into Y; it must leave Y as it is"):
        next(ts.descend(writes, Y, 0.1))
    with pytest.raises(ValueError, match="read-only"):
        next(descend(writes, Y, 0.1))
    assert np.array_equal(Y, copy)


def test_a_start_that_fails_is_not_laid_to_the_learning_rate():
    with pytest.raises(FloatingPointError, match=r"the start is 1e\+151 wide, too wide") as told:
        next(descend(bowl, np.array([[0.0], [1e151]]), 0.1))
    assert "learning_rate" not in str(told.value)
    with pytest.raises(FloatingPointError, match="gradient at the start is not finite") as told:
        next(ts.descend(lambda Y: Y * np.nan, cloud(4, 2), 0.1))
    assert "learning_rate" not in str(told.value)


def test_a_failure_travels_between_processes():
    error = Diverged("iteration 3 is no longer finite", 3, "use a smaller learning_rate")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.iteration) == (str(error), 3)


def test_no_array_of_a_state_can_be_written_to():
    states = list(islice(ts.descend(lambda Y: 2 * Y, np.ones((3, 2)), 0.1), 3))
    arrays = [array for state in states for array in state[1:]]
    assert len(arrays) == 12
    assert not any(array.flags.writeable for array in arrays)
