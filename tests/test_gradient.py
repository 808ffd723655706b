"""The gradient: one formula for every cousin, against differences, 50 digits and scikit-learn."""

from functools import cache
from itertools import islice

import numpy as np
import oracle
import pytest
from helpers import COUSINS, aim, cloud, errors, floats
from scipy.optimize import minimize
from sklearn.manifold import _t_sne

import teachsne as ts
from teachsne.steps.gradient import central_differences

every_cousin = pytest.mark.parametrize("name", COUSINS)
every_case = pytest.mark.parametrize(
    ("n", "zeros"), [(2, False), (5, False), (5, True), (30, False), (30, True)]
)


@cache
def case(name, n, zeros):
    """A P that no map meets exactly, with zeros in its smaller half or without; three maps:
    a start of size 1e-4, one on its way, and one that has come to rest but for a trace."""
    kernel, normalize, _ = COUSINS[name]
    P = ts.similarities(cloud(n, 2), kernel, normalize)
    P *= np.random.default_rng(n).uniform(0.5, 1.5, size=(n, n))
    least = zeros * np.median(P, axis=1, keepdims=True)
    P = P * (least <= P)
    P /= P.sum(axis=1 if normalize == "rows" else None, keepdims=True)
    assert ((P + np.eye(n)) == 0).any() == zeros

    def slope(Y):
        return ts.kl_gradient(P, Y.reshape(n, 2), kernel, normalize)

    def loss(Y):
        return ts.kl_divergence(P, ts.similarities(Y.reshape(n, 2), kernel, normalize))

    rate = 0.05 * (n if normalize == "joint" else 1)
    halfway = next(islice(ts.descend(slope, cloud(n, 2, 0.5, seed=5), rate, 0.5), 15, None)).Y
    steep = abs(slope(halfway)).max()
    rest = minimize(loss, halfway.ravel(), jac=lambda Y: slope(Y).ravel(), tol=1e-5 * steep)
    assert abs(rest.jac).max() <= 1e-3 * steep + 1e-15  # two points have no slope at all
    return P, (cloud(n, 2, 1e-4, seed=4), halfway, rest.x.reshape(n, 2))


@every_cousin
def test_the_oracles_differences_are_those_of_the_whole_loss(name):
    """It redoes only what a nudge changes; here the whole loss is taken, twice for an entry."""
    _, normalize, exact = COUSINS[name]
    P, maps = case(name, 5, True)
    P, Y, h = oracle.table(P), oracle.table(maps[1]), oracle.mpf(10) ** -15

    def loss(i, k, h):
        nudged = [
            [y + h * ((i, k) == (m, axis)) for axis, y in enumerate(y)] for m, y in enumerate(Y)
        ]
        return oracle.kl_divergence(P, oracle.similarities(nudged, exact, normalize))

    found = oracle.central_differences(P, Y, exact, normalize)
    for i, k in np.ndindex(5, 2):
        assert abs(found[i][k] - (loss(i, k, h) - loss(i, k, -h)) / (2 * h)) < 1e-25


@every_cousin
@every_case
def test_central_differences_agree_to_1e_6_of_the_largest_entry(name, n, zeros):
    """The loss is differenced with 50 digits: near rest, where the slope is the small
    difference of large pulls, double precision has too few for a difference quotient."""
    kernel, normalize, exact = COUSINS[name]
    P, maps = case(name, n, zeros)
    for Y in maps:
        nudged = oracle.central_differences(oracle.table(P), oracle.table(Y), exact, normalize)
        slope = floats(nudged)
        allowed = 1e-6 * abs(slope).max() if n > 2 else 1e-15
        assert abs(ts.kl_gradient(P, Y, kernel, normalize) - slope).max() <= allowed


@every_cousin
@pytest.mark.parametrize("size", [1e-4, 1.0])
def test_central_differences_in_double_precision_agree_too(name, size):
    kernel, normalize, _ = COUSINS[name]
    P, Y = aim(6, normalize), cloud(6, 2, size)

    def loss(Y):
        return ts.kl_divergence(P, ts.similarities(Y, kernel, normalize))

    slope = ts.kl_gradient(P, Y, kernel, normalize)
    nudged = central_differences(loss, Y, step={1e-4: 3e-4, 1.0: 1e-5}[size])
    assert abs(slope - nudged).max() < 1e-6 * abs(slope).max()


@every_cousin
@every_case
def test_50_digits_agree_to_1e_13_of_all_pulls_and_pushes(name, n, zeros):
    kernel, normalize, exact = COUSINS[name]
    P, maps = case(name, n, zeros)
    for Y in maps:
        arguments = oracle.table(P), oracle.table(Y), exact, normalize
        wrong = errors(ts.kl_gradient(P, Y, kernel, normalize), oracle.kl_gradient(*arguments))
        assert (wrong <= 1e-13 * floats(oracle.gradient_size(*arguments)).ravel()).all()


@every_cousin
def test_the_springs_pull_the_whole_map_nowhere(name):
    kernel, normalize, _ = COUSINS[name]
    slope = ts.kl_gradient(aim(7, normalize), cloud(7, 2), kernel, normalize)
    assert np.allclose(slope.sum(axis=0), 0, atol=1e-14)


@every_cousin
def test_points_in_another_order_have_the_same_slopes(name):
    kernel, normalize, _ = COUSINS[name]
    P, Y, order = aim(7, normalize), cloud(7, 2), [3, 0, 6, 1, 5, 2, 4]
    slope = ts.kl_gradient(P[np.ix_(order, order)], Y[order], kernel, normalize)
    assert np.allclose(slope, ts.kl_gradient(P, Y, kernel, normalize)[order], rtol=1e-12)


@every_cousin
def test_a_turned_map_has_a_turned_gradient(name):
    kernel, normalize, _ = COUSINS[name]
    P, Y, turn = aim(7, normalize), cloud(7, 2), np.linalg.qr(cloud(2, 2, seed=3))[0]
    slope = ts.kl_gradient(P, Y, kernel, normalize)
    assert np.allclose(slope @ turn, ts.kl_gradient(P, Y @ turn, kernel, normalize), atol=1e-14)


@every_cousin
def test_a_map_that_says_what_the_data_say_has_no_slope(name):
    kernel, normalize, _ = COUSINS[name]
    Y = cloud(7, 2)
    P = ts.similarities(Y, kernel, normalize)
    assert not ts.kl_gradient(P, Y, kernel, normalize).any()


@every_cousin
def test_a_small_step_downhill_lowers_the_loss(name):
    kernel, normalize, _ = COUSINS[name]
    P, Y = aim(7, normalize), cloud(7, 2)
    lower = Y - 1e-3 * ts.kl_gradient(P, Y, kernel, normalize)
    before, after = (ts.kl_divergence(P, ts.similarities(Z, kernel, normalize)) for Z in (Y, lower))
    assert after < before


def test_exaggeration_multiplies_the_attraction_alone():
    P, Y = aim(6, "joint"), cloud(6, 2)
    pull = [ts.kl_gradient(P, Y, exaggeration=e) for e in (1, 2, 5)]
    assert np.allclose(pull[2] - pull[0], 4 * (pull[1] - pull[0]))
    truth = oracle.kl_gradient(oracle.table(P), oracle.table(Y), oracle.student, "joint", 5)
    assert errors(pull[2], truth).max() < 1e-15


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_from_the_points_to_the_gradient_50_digits_agree_to_1e_12(scale):
    X, Y, target = cloud(8, 4, scale), cloud(8, 2), 2.5
    D2 = ts.squared_distances(X)
    P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, target)))
    true_D2, true_Y = oracle.squared_distances(oracle.table(X)), oracle.table(Y)
    sigmas = oracle.find_sigmas(true_D2, target)
    true_P = oracle.joint_probabilities(oracle.conditional_probabilities(true_D2, sigmas))
    arguments = true_P, true_Y, oracle.student, "joint"
    true_kl = float(oracle.kl_divergence(true_P, oracle.similarities(*arguments[1:])))
    assert errors(P, true_P).max() < 1e-12 * P.max()
    assert np.isclose(ts.kl_divergence(P, ts.similarities(Y)), true_kl, rtol=1e-12)
    wrong = errors(ts.kl_gradient(P, Y), oracle.kl_gradient(*arguments))
    assert (wrong <= 1e-12 * floats(oracle.gradient_size(*arguments)).ravel()).all()


@pytest.mark.parametrize("seed", range(3))
def test_scikit_learns_exact_loss_and_gradient_are_t_snes(seed):
    P, Y = aim(12, "joint", seed), cloud(12, 2, seed=seed + 9)
    condensed = P[np.triu_indices(12, 1)]
    loss, slope = _t_sne._kl_divergence(Y.ravel(), condensed, 1, 12, 2)
    assert np.isclose(loss, ts.kl_divergence(P, ts.similarities(Y)), rtol=1e-10)
    assert np.allclose(slope.reshape(12, 2), ts.kl_gradient(P, Y), rtol=1e-9, atol=1e-12)
