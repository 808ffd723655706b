"""Two descents in turn: who begins where, with which momentum, and when they are at rest."""

import re
import warnings
from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest
from helpers import aim, cloud
from sklearn.base import clone

from teachsne.steps.descent import descend
from teachsne.steps.divergence import kl_divergence
from teachsne.steps.gradient import kl_gradient
from teachsne.steps.kernels import gaussian, heavy_tailed, length, student
from teachsne.steps.similarities import similarities
from teachsne.tsne.convergence import ConvergenceCheck
from teachsne.tsne.estimator import TSNE
from teachsne.tsne.parameters import validate_parameters
from teachsne.tsne.schedule import auto_learning_rate, make_schedule, optimize

P, START = aim(12, "joint"), cloud(12, 2, 1e-4)


def slope(Y, exaggeration=1.0):
    return kl_gradient(P, Y, exaggeration=exaggeration)


def loss(Y):
    return kl_divergence(P, similarities(Y))


def planned(n, **parameters):
    """The stages of a fit of n points with these parameters."""
    return make_schedule(validate_parameters(TSNE(perplexity=2, **parameters), cloud(n, 2)))


def moments(max_iter=300, exaggeration=12.0, patience=300, least=0.0, rate=5.0, slope=slope):
    stages = planned(
        len(P),
        max_iter=max_iter,
        early_exaggeration=exaggeration,
        learning_rate=rate,
        n_iter_without_progress=patience,
        schedule="classic",
    )
    objective = SimpleNamespace(gradient=slope, kl=loss)
    return list(optimize(objective, START, stages, least))


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
    rest = ConvergenceCheck(patience, 0.0)

    class Look:
        gradient_norm = 1.0

        def __init__(self, iteration):
            self.iteration, self.kl = iteration, abs(iteration - 300) + 1

    assert next(i for i in range(250, 2000) if rest.converged(Look(i))) == last


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
    assert auto_learning_rate(n, exaggeration, student, "joint") == rate
    assert auto_learning_rate(n, exaggeration, student, "rows") == rate / n


def test_springs_that_do_not_slacken_get_shorter_steps():
    assert np.isclose(auto_learning_rate(480, 12, gaussian(), "joint"), 10)
    assert np.isclose(auto_learning_rate(480, 12, gaussian(sigma=0.5), "joint"), 5)
    assert auto_learning_rate(480, 12, heavy_tailed(alpha=3), "joint") == 10
    assert auto_learning_rate(480, 12, heavy_tailed(alpha=0.5), "joint") == 50


def stages(n, **changed):
    """(last iteration, attraction, momentum, rate) of each phase."""
    phases = planned(n, **changed)
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
    for early, lasting in ((12.0, 4.0), (12.0, 30.0)):
        how = {"early_exaggeration": early, "exaggeration": lasting}
        first, last = planned(480, schedule="classic", **how)
        assert (first.exaggeration, last.exaggeration) == (max(early, lasting), lasting)
        assert first.rate == last.rate == 480 / first.exaggeration / 4
        assert last.patience == np.inf  # KL is not what falls


# ------------------------------------------------------------------ defaults that fit the kernel


NOISE = {n: np.random.default_rng(n).normal(size=(n, 5)) for n in (25, 60)}
LIGHT = {
    "gaussian": gaussian(),
    "narrow": gaussian(sigma=1e-4),
    "wide": gaussian(sigma=1e4),
    "alpha 10": heavy_tailed(alpha=10),
    "alpha 2": heavy_tailed(alpha=2),
}


@pytest.mark.parametrize("init", ["pca", "random"])
@pytest.mark.parametrize("normalize", ["joint", "rows"])
@pytest.mark.parametrize("n", NOISE)
@pytest.mark.parametrize("name", LIGHT)
def test_no_default_leaves_a_dot_or_a_map_flung_apart(name, n, normalize, init):
    model = TSNE(kernel=LIGHT[name], normalize=normalize, init=init, random_state=0)
    model.set_params(perplexity=0.4 * n).fit(NOISE[n])
    assert 0.5 < np.ptp(model.embedding_, axis=0).max() / length(LIGHT[name]) < 50
    assert model.kl_divergence_ < 0.8 * dots_kl(model, NOISE[n])


def dots_kl(model, X):
    """KL where all points are one: nobody is nearer than anybody."""
    again = clone(model).set_params(init=1e-9 * X[:, :2], max_iter=1)
    return next(again.iterate(X)).kl


def test_a_gaussian_twice_as_wide_makes_the_same_map_twice_as_large():
    one, two = (
        TSNE(kernel=gaussian(sigma), perplexity=10, max_iter=40).fit_transform(NOISE[60])
        for sigma in (0.5, 1.0)
    )
    assert np.allclose(2 * one, two, rtol=1e-6)


@pytest.mark.parametrize(
    ("kernel", "early"),
    [(student, 12), (heavy_tailed(0.5), 12), (gaussian(), 1), (heavy_tailed(3), 1)],
)
def test_the_usual_exaggeration_fits_the_kernel_and_a_number_is_taken_as_it_is(kernel, early):
    given = {"kernel": kernel, "schedule": "classic", "early_exaggeration": "auto"}
    assert stages(480, **given)[0][1] == early
    assert stages(480, **given | {"early_exaggeration": 12.0})[0][1] == 12


@pytest.mark.parametrize("normalize", ["joint", "rows"])
def test_a_map_that_ends_as_a_dot_is_told(normalize):
    model = TSNE(kernel="gaussian", normalize=normalize, perplexity=10, early_exaggeration=12)
    with pytest.warns(UserWarning, match="the map ends as a dot.*smaller early_exaggeration"):
        model.fit(NOISE[60])
    assert np.ptp(model.embedding_, axis=0).max() < 1e-3


def test_a_map_that_ends_flung_apart_is_told_with_the_parameter_that_did_it():
    model = TSNE(method="exact", perplexity=10, early_exaggeration=1e7)
    with pytest.warns(UserWarning, match=r"flung apart.*early_exaggeration=1e\+07 multiplies"):
        model.fit(NOISE[60])


@pytest.mark.parametrize("early", [1e3, 1e6])
@pytest.mark.parametrize("schedule", ["auto", "classic"])
def test_a_huge_exaggeration_on_the_mesh_is_never_laid_to_a_rate_that_nobody_chose(early, schedule):
    X = np.random.default_rng(0).normal(size=(300, 5))
    model = TSNE(method="mesh", early_exaggeration=early, schedule=schedule, max_iter=400)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            model.fit(X)
        except FloatingPointError as error:
            told.append(SimpleNamespace(message=error))
    assert all("early_exaggeration=" in str(one.message) for one in told)
    if not told:
        assert model.kl_divergence_ < dots_kl(model, X)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"learning_rate": 5.0}, "use a smaller learning_rate, or learning_rate='auto'"),
        (
            {"early_exaggeration": 1e4},
            "early_exaggeration=10000 .*use a smaller early_exaggeration",
        ),
        ({"exaggeration": 40.0}, "and exaggeration=40 .*use a smaller exaggeration"),
        ({}, "give a smaller one, such as learning_rate=12"),
    ],
)
def test_the_remedy_is_a_parameter_that_was_set_or_can_be(given, says):
    first = planned(480 * 12, max_iter=9, schedule="swift", **given)[0]
    assert re.search(says, first.remedy)
