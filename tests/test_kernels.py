"""Kernels: largest at zero, falling, and a pull that is the slope of the logarithm."""

import numpy as np
import oracle
import pytest
from helpers import COUSINS, relative
from scipy.stats import norm, t

import teachsne as ts
from teachsne.kernels import unchecked

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
