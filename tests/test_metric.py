"""Distances of the data in any metric: squared, up to one factor, or refused with a reason."""

import numpy as np
import pytest
from helpers import cloud
from sklearn.metrics import pairwise_distances

from teachsne.distance import squared_distances
from teachsne.metric import squares, to_unit_scale

X = cloud(8, 3)


def relative(D2):
    """What t-SNE sees: distances up to one factor."""
    return D2 / D2.max()


def test_a_power_of_two_changes_no_digit():
    for A in (X, 1e-300 * X, 1e300 * X):
        scaled = to_unit_scale(A)
        assert 0.5 <= abs(scaled).max() < 1
        mantissa, theirs = np.frexp(A)[0], np.frexp(scaled)[0]
        assert np.array_equal(mantissa, theirs)


def test_nothing_but_zeros_stays_so():
    assert not to_unit_scale(np.zeros((3, 2))).any()


def test_euclid_is_the_first_lessons():
    assert np.array_equal(relative(squares(X)), relative(squared_distances(X)))


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e-30, 1e30, 1e150, 1e300])
def test_no_size_is_too_large_or_too_small(scale):
    assert np.allclose(relative(squares(X * scale)), relative(squared_distances(X)), rtol=1e-13)
    D = np.sqrt(squared_distances(X)) * scale
    assert np.allclose(relative(squares(D, "precomputed")), relative(squared_distances(X)))


@pytest.mark.parametrize("metric", ["manhattan", "cosine", "chebyshev", "correlation", "l2"])
def test_another_metric_is_scikit_learns_squared(metric):
    theirs = pairwise_distances(X, metric=metric)
    assert np.allclose(relative(squares(X, metric)), relative(theirs**2), rtol=1e-14)


def test_a_metric_may_be_a_function_or_have_parameters():
    def reach(a, b):
        return abs(a - b).max()

    assert np.allclose(squares(X, reach), squares(X, "chebyshev"))
    cubes = squares(X, "minkowski", {"p": 3})
    assert not np.allclose(relative(cubes), relative(squares(X)))


def test_mahalanobis_takes_a_covariance_or_its_inverse_and_asks_for_one():
    V = np.cov(X.T)
    by_inverse = squares(X, "mahalanobis", {"VI": np.linalg.inv(V)})
    assert np.allclose(squares(X, "mahalanobis", {"V": V}), by_inverse)
    with pytest.raises(ValueError, match=r"Must provide either V or VI .*np\.cov\(X\.T\)"):
        squares(X, "mahalanobis")


def test_precomputed_distances_are_never_written_to():
    D = pairwise_distances(X)
    copy = D.copy()
    D.flags.writeable = False
    squares(D, "precomputed")
    assert np.array_equal(D, copy)


def put(table, place, value):
    changed = table.copy()
    changed[place] = value
    return changed


D = pairwise_distances(X)
REFUSED = {
    "not square": (D[:5], r"square distance matrix, n rows and n columns; got \(5, 8\)"),
    "negative": (put(D, (1, 2), -3), "All distances must be zero or positive.*-3 at row 1, column"),
    "asymmetric": (put(D, (1, 2), 9), "must be symmetric, but at row 1, column 2 it is 9"),
    "a diagonal": (put(D, (3, 3), 1), "zero diagonal: the distance from row 3 to itself is 1"),
    "NaN, told before asymmetry": (put(D, (1, 2), np.nan), "contains NaN at row 1, column 2"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_of_distances_is_refused_by_name(what):
    table, says = REFUSED[what]
    with pytest.raises(ValueError, match=says):
        squares(table, "precomputed")


def test_a_diagonal_of_rounding_errors_is_none():
    assert np.isfinite(squares(put(D, (3, 3), 1e-15), "precomputed")).all()


def test_a_metric_that_gives_no_distances_is_refused():
    with pytest.raises(ValueError, match=r"All distances must be zero or positive.*metric given"):
        squares(X, lambda a, b: -1.0)
    with pytest.raises(ValueError, match="metric's table contains NaN"):
        squares(np.vstack([X, np.ones((1, 3))]), "correlation")


def test_an_unknown_metric_is_told_the_known_ones():
    with pytest.raises(ValueError, match=r"'metric' parameter.*'cosine'.*'nonsense'"):
        squares(X, "nonsense")
