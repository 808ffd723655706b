"""Two descents in turn: who begins where, with which momentum, and when they are at rest."""

from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest
from helpers import aim, cloud

from teachsne.descent import descend
from teachsne.divergence import kl_divergence
from teachsne.gradient import kl_gradient
from teachsne.kernels import gaussian, heavy_tailed, student
from teachsne.map_q import similarities
from teachsne.phases import Rest, follow, plan, usual_rate

P, START = aim(12, "joint"), cloud(12, 2, 1e-4)


def slope(Y, exaggeration=1.0):
    return kl_gradient(P, Y, exaggeration=exaggeration)


def loss(Y):
    return kl_divergence(P, similarities(Y))


def moments(max_iter=300, exaggeration=12.0, patience=300, least=0.0, rate=5.0, slope=slope):
    given = {
        "max_iter": max_iter,
        "early_exaggeration": exaggeration,
        "exaggeration": 1,
        "learning_rate": rate,
    }
    given |= {"n_iter_without_progress": patience, "schedule": "classic"}
    aim_ = SimpleNamespace(gradient=slope, kl=loss)
    return list(follow(plan(len(P), given), aim_, START, least))


def test_two_phases_are_two_descents_from_where_the_first_one_ended():
    ours = moments(300)
    first = list(islice(descend(lambda Y: slope(Y, 12.0), START, 5.0, 0.5), 251))
    second = list(islice(descend(slope, first[-1].Y, 5.0, 0.8), 51))
    assert len(ours) == 301
    for moment, state in zip(ours, [*first[:-1], *second], strict=True):
        assert np.array_equal(moment.Y, state.Y)
        assert np.array_equal(moment.gradient, state.gradient)


def test_every_iteration_comes_once_and_in_order():
    ours = moments(300)
    assert [m.iteration for m in ours] == list(range(301))
    assert [m.phase for m in ours] == ["exaggeration"] * 250 + ["plain"] * 51


@pytest.mark.parametrize("max_iter", [1, 2, 249, 250])
def test_a_short_fit_has_only_the_first_phase(max_iter):
    ours = moments(max_iter)
    assert ours[-1].iteration == max_iter
    assert {m.phase for m in ours} == {"exaggeration"}


def test_kl_is_that_of_the_map_with_p_as_it_is():
    moment = moments(20)[-1]
    assert moment.kl == loss(moment.Y)
    assert moment.gradient_norm == np.linalg.norm(slope(moment.Y, 12.0))


def test_moments_cannot_be_changed():
    moment = moments(3)[0]
    with pytest.raises(AttributeError):
        moment.iteration = 7
    with pytest.raises(ValueError, match="read-only"):
        moment.Y[0] = 7


def test_a_descent_without_slope_ends_when_its_patience_does():
    with pytest.warns(UserWarning, match="the map ends as a dot, 0.00036 wide"):
        ours = moments(1000, slope=lambda Y, exaggeration: 0 * Y)
    assert [m.iteration for m in ours] == list(range(601))  # from 250, more than 300 without a low
    assert [m.phase for m in ours] == ["exaggeration"] * 250 + ["plain"] * 351


def test_a_map_that_exaggeration_shrank_to_a_dot_is_no_descent_at_rest():
    def shrinking(Y, exaggeration):
        return Y / 5 if exaggeration > 1 else slope(Y)

    ours = moments(1000, slope=shrinking, least=1e-7)
    assert min(m.gradient_norm for m in ours if m.phase == "exaggeration") < 1e-7
    assert next(m.iteration for m in ours if m.phase == "plain") == 250
    assert ours[-1].kl < 0.5 * ours[0].kl


def test_a_slope_below_the_bound_ends_the_descent():
    ours = moments(1000, least=1e-3)
    assert ours[-1].gradient_norm <= 1e-3
    looked_at = [m for m in ours if m.phase == "plain" and m.iteration % 50 == 0][:-1]
    assert min(m.gradient_norm for m in looked_at) > 1e-3


@pytest.mark.parametrize(
    ("patience", "last"), [(-1, 350), (0, 350), (49, 350), (50, 400), (120, 450)]
)
def test_without_a_new_low_the_descent_goes_on_for_its_patience(patience, last):
    """The loss is lowest at 300 (the first look of the phase is at 250, the start of it)."""
    rest = Rest(patience, 0.0)

    class Look:
        gradient_norm = 1.0

        def __init__(self, iteration):
            self.iteration, self.kl = iteration, abs(iteration - 300) + 1

    assert next(i for i in range(250, 2000) if rest.reached(Look(i))) == last


def test_a_failing_step_names_phase_iteration_and_rate():
    def wild(Y, exaggeration):
        return np.full(Y.shape, np.nan if exaggeration == 1 else 1e-9)

    says = r"plain phase, from iteration 250: iteration 0 is no longer finite at learning_rate=5"
    with pytest.raises(FloatingPointError, match=says):
        moments(1000, slope=wild)


@pytest.mark.parametrize(
    ("n", "exaggeration", "rate"), [(150, 12, 50), (4800, 12, 100), (4800, 1, 1200)]
)
def test_the_usual_rate_is_scikit_learns_and_for_rows_an_nth_of_it(n, exaggeration, rate):
    assert usual_rate(n, exaggeration, student, "joint") == rate
    assert usual_rate(n, exaggeration, student, "rows") == rate / n


def test_springs_that_do_not_slacken_get_shorter_steps():
    assert np.isclose(usual_rate(480, 12, gaussian(), "joint"), 10)
    assert np.isclose(usual_rate(480, 12, gaussian(sigma=0.5), "joint"), 5)
    assert usual_rate(480, 12, heavy_tailed(alpha=3), "joint") == 10
    assert usual_rate(480, 12, heavy_tailed(alpha=0.5), "joint") == 50


def stages(n, **changed):
    """(last iteration, attraction, momentum, rate) of each phase."""
    given = {"max_iter": 1000, "early_exaggeration": 12.0, "exaggeration": 1.0}
    given |= {"n_iter_without_progress": 300}
    given |= {"learning_rate": "auto", "kernel": student, "normalize": "joint"}
    given |= {"method": "auto", "n_components": 2}
    phases = plan(n, given | changed)
    return [(p.last, round(p.exaggeration, 9), p.momentum, round(p.rate, 9)) for p in phases]


CLASSIC = [(250, 12, 0.5, 100), (1000, 1, 0.8, 100)]
SWIFT = [(80, 12, 0.8, 100), (120, 4, 0.8, 300), (160, 2, 0.8, 600), (1000, 1, 0.9, 1200)]


def test_the_classic_schedule_is_scikit_learns():
    assert stages(4800, schedule="classic") == CLASSIC
    assert stages(48, schedule="classic") == [(250, 12, 0.5, 50), (1000, 1, 0.8, 50)]


def test_the_swift_schedule_lets_go_by_and_by_and_strides_as_it_does():
    assert stages(4800, schedule="swift") == SWIFT
    assert [rate for *_, rate in stages(48, schedule="swift")] == [1, 3, 6, 12]


def test_swift_is_usual_on_the_mesh_and_classic_where_all_pairs_are_summed():
    assert stages(4800, schedule="auto") == SWIFT
    assert stages(4800, schedule="auto", method="exact") == CLASSIC
    assert stages(4800, schedule="auto", n_components=3) == CLASSIC
    assert stages(480, schedule="auto") == stages(480, schedule="classic")
    assert stages(480, schedule="auto", method="mesh") == stages(480, schedule="swift")


@pytest.mark.parametrize("most", [80, 81, 160, 161])
def test_the_swift_schedule_ends_where_its_time_does(most):
    last = [last for last, *_ in stages(480, schedule="swift", max_iter=most)]
    assert last == [k for k in (80, 120, 160) if k < most] + [most]


def test_attraction_is_never_weakened():
    found = stages(480, schedule="swift", early_exaggeration=3.0)
    assert [attraction for _, attraction, *_ in found] == [3, 1, 1, 1]


def test_a_rate_that_is_given_is_taken_as_it_is():
    assert [r for *_, r in stages(4800, schedule="swift", learning_rate=7.0)] == [7] * 4


def test_an_exaggeration_that_lasts_is_never_less_before_and_takes_steps_of_its_own():
    given = {"max_iter": 1000, "n_iter_without_progress": 300, "learning_rate": "auto"}
    given |= {"kernel": student, "normalize": "joint", "schedule": "classic"}
    for early, lasting in ((12.0, 4.0), (12.0, 30.0)):
        given |= {"early_exaggeration": early, "exaggeration": lasting}
        first, last = plan(480, given)
        assert (first.exaggeration, last.exaggeration) == (max(early, lasting), lasting)
        assert first.rate == last.rate == 480 / first.exaggeration / 4
        assert last.patience == np.inf  # KL is not what falls
