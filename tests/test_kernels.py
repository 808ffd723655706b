"""Kernels: largest at zero, falling, and a pull that is the slope of the logarithm."""

import numpy as np
import oracle
import pytest
from helpers import COUSINS, relative
from scipy.stats import norm, t

import teachsne as ts
from teachsne.steps import kernels
from teachsne.steps.kernels import unchecked

KERNELS = [ts.student, ts.gaussian(), ts.gaussian(sigma=0.5), ts.heavy_tailed(alpha=0.4)]
D2 = np.array([0, 1e-8, 0.02, 0.5, 1, 7.5, 300])


@pytest.mark.parametrize("kernel", KERNELS, ids=repr)
def test_one_at_zero_and_falling(kernel):
    assert kernel(D2)[0] == 1
    assert (np.diff(kernel(D2)) < 0).all()


@pytest.mark.parametrize("kernel", KERNELS, ids=repr)
def test_the_pull_is_minus_the_slope_of_the_logarithm(kernel):
    h = 1e-6
    log = unchecked(kernel).log  # a step below zero is for the formula alone
    slope = (log(D2 + h) - log(D2 - h)) / (2 * h)
    assert np.allclose(kernel.pull(D2), -slope, rtol=1e-7)


def test_the_logarithm_keeps_its_digits_near_zero():
    tiny = np.array([1e-20, 1e-12, 1e-8])
    truth = [-oracle.log(1 + oracle.mpf(d2)) for d2 in tiny]
    assert relative(ts.student.log(tiny), truth) < 1e-15


@pytest.mark.parametrize("kernel", KERNELS, ids=repr)
def test_shapes_go_through(kernel):
    for shape in ((), (3,), (2, 2)):
        assert np.shape(kernel(np.ones(shape))) == shape
        assert np.shape(kernel.pull(np.ones(shape))) == shape


def test_student_is_the_heavy_tail_of_alpha_1_and_the_gaussian_its_limit():
    assert np.allclose(ts.student(D2), 1 / (1 + D2), rtol=1e-15)
    assert np.allclose(ts.heavy_tailed(alpha=1e9)(D2), np.exp(-D2), rtol=1e-4, atol=1e-100)


def test_the_default_gaussian_is_snes():
    assert np.allclose(ts.gaussian()(D2), np.exp(-D2), rtol=1e-12)


def test_scipys_densities_are_the_same_shapes():
    d = np.sqrt(D2)
    assert np.allclose(ts.student(D2) / np.pi, t(df=1).pdf(d), rtol=1e-12)
    assert np.allclose(ts.gaussian(sigma=0.5)(D2), norm(0, 0.5).pdf(d) / norm(0, 0.5).pdf(0))


@pytest.mark.parametrize("name", COUSINS)
def test_50_digits_agree(name):
    kernel, _, (weight, pull) = COUSINS[name]
    kernel = {"student": ts.student, "gaussian": ts.gaussian()}.get(kernel, kernel)
    exact = [oracle.mpf(float(d2)) for d2 in D2[:-1]]
    assert relative(kernel(D2[:-1]), [weight(d2) for d2 in exact]) < 1e-14
    assert relative(kernel.pull(D2[:-1]), [pull(d2) for d2 in exact]) < 1e-15


def test_equal_kernels_are_equal_and_say_what_they_are():
    assert ts.gaussian(sigma=2) == ts.gaussian(sigma=2) != ts.gaussian(sigma=3)
    assert repr(ts.heavy_tailed(alpha=2)) == "heavy_tailed(alpha=2.0)"


# ------------------------------------------------------------------ what is let in


KINDS = [ts.student, ts.gaussian(), ts.inverse_square()]


@pytest.mark.parametrize("kernel", KINDS, ids=repr)
@pytest.mark.parametrize("part", ["__call__", "log", "pull"])
def test_weight_logarithm_and_pull_check_alike(kernel, part):
    formula = getattr(kernel, part)
    for bad, says in ((-2.0, "must not be negative, got -2"), ([1, np.nan], "contains NaN")):
        with pytest.raises(ValueError, match=f"D2 {says}"):
            formula(bad)
    with pytest.raises(TypeError, match="D2"):
        formula("far")
    assert np.array_equal(formula([[0, 1], [4, 9]]), formula(np.array([[0.0, 1], [4, 9]])))


@pytest.mark.parametrize("make", [ts.gaussian, ts.heavy_tailed, ts.inverse_square])
def test_a_parameter_becomes_a_plain_float(make):
    for two in (2, np.float32(2), np.array(2.0), np.int8(2)):
        kernel = make(two)
        assert kernel == make(2.0)
        assert hash(kernel) == hash(make(2.0))
        assert all(type(value) is float for value in vars(kernel).values())
    for bad in (np.array([0.1, 0.2]), [2.0], "wide", None, np.nan, -1.0):
        with pytest.raises(ValueError, match="must"):
            make(bad)


def test_a_descent_does_not_check_its_own_distances(monkeypatch):
    checks = []
    real = kernels.not_negative
    monkeypatch.setattr(
        kernels, "not_negative", lambda *a: (checks.append(np.size(a[0])), real(*a))[1]
    )
    ts.TSNE(kernel="gaussian", perplexity=3, max_iter=5).fit(
        np.random.default_rng(0).normal(size=(12, 3))
    )
    assert checks  # of single numbers, which set the rate
    assert max(checks) == 1


class Writer:
    """Somebody's kernel, which takes its argument for a scratch pad."""

    def log(self, D2):
        D2 += 1
        return -np.log(D2)

    def pull(self, D2):
        return 1 / (1 + D2)


def test_a_kernel_that_writes_is_refused_and_the_distances_stay():
    D2 = np.ones((3, 3))
    with pytest.raises(ValueError, match="read-only"):
        ts.attraction(D2, 1.0, Writer())
    assert (D2 == 1).all()
    with pytest.raises(ValueError, match="read-only"):
        ts.TSNE(kernel=Writer(), perplexity=2).fit(np.random.default_rng(0).normal(size=(12, 3)))


@pytest.mark.parametrize(
    ("kernel", "light"),
    [
        (ts.student, False),
        (ts.heavy_tailed(0.2), False),
        (ts.inverse_square(1e-3), False),
        (ts.inverse_square(0), False),
        (ts.heavy_tailed(1.5), True),
        (ts.heavy_tailed(1e6), True),
        (ts.gaussian(1e-5), True),
        (ts.gaussian(1e5), True),
    ],
    ids=repr,
)
def test_tails_lighter_than_students_are_known(kernel, light):
    assert kernels.light_tailed(kernel) == light


def test_a_kernels_length_is_where_it_bends():
    assert kernels.length(ts.student) == kernels.length(ts.gaussian()) == 1
    assert np.isclose(kernels.length(ts.gaussian(sigma=1e5)), 2**0.5 * 1e5)
    assert np.isclose(kernels.length(ts.inverse_square(1e-4)), 1e-2)
    assert kernels.length(ts.inverse_square(0)) == 1


@pytest.mark.parametrize("kernel", [ts.gaussian(1e-3), ts.student, ts.heavy_tailed(1e-300)])
def test_infinitely_far_is_a_weight_of_nothing(kernel):
    far = np.array([1.7e308])
    assert kernel(far)[0] < 1e-300
    assert np.isfinite(kernel.pull(far)).all()


def test_a_weight_beyond_the_floats_is_infinite_without_a_warning():
    near = ts.inverse_square(5e-324)
    assert near(np.zeros(1)) == near.pull(np.zeros(1)) == np.inf
