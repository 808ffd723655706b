"""Where a map starts: principal components with fixed signs, or scikit-learn's noise."""

import numpy as np
import pytest
from helpers import cloud
from sklearn.decomposition import PCA

from teachsne.start import TINY, first_map, principal_map


def seeded(seed=0):
    return np.random.RandomState(seed)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_scikit_learns_components_are_the_same_up_to_their_signs(k):
    X = cloud(30, 5)
    theirs = PCA(k, svd_solver="full").fit_transform(X)
    assert np.allclose(abs(principal_map(X, k)), abs(theirs) / theirs[:, 0].std(), rtol=1e-10)


def test_of_each_component_the_entry_farthest_from_zero_is_positive():
    for seed in range(5):
        Y = principal_map(cloud(20, 4, seed=seed), 3)
        assert (np.take_along_axis(Y, abs(Y).argmax(axis=0)[None, :], axis=0) > 0).all()


def test_a_mirrored_cloud_gets_the_same_signs_rule():
    X = cloud(20, 4)
    assert np.allclose(principal_map(X * [-1, 1, 1, 1]), principal_map(X), rtol=1e-9)


@pytest.mark.parametrize("init", ["pca", "random"])
def test_the_first_coordinate_deviates_by_a_ten_thousandth(init):
    Y = first_map(cloud(400, 5), init, 2, seeded())
    assert np.isclose(Y[:, 0].std(), TINY, rtol=1e-9 if init == "pca" else 0.1)


def test_the_noise_of_a_seed_is_that_of_scikit_learns_start():
    theirs = 1e-4 * seeded(7).standard_normal(size=(30, 2))
    assert np.array_equal(first_map(cloud(30, 5), "random", 2, seeded(7)), theirs)


@pytest.mark.parametrize("X", [cloud(30, 1), np.outer(np.arange(30.0), [1, 2, 3])])
def test_where_the_data_have_one_direction_noise_takes_the_second(X):
    Y = first_map(X, "pca", 2, seeded())
    assert abs(np.corrcoef(Y[:, 0], X[:, 0])[0, 1]) > 1 - 1e-12
    assert 0.3 * TINY < Y[:, 1].std() < 3 * TINY


def test_identical_points_start_as_noise():
    assert (first_map(np.ones((30, 4)), "pca", 2, seeded()).std(axis=0) > 0).all()


def test_more_components_than_points_can_be_had():
    Y = first_map(cloud(3, 2), "pca", 6, seeded())
    assert Y.shape == (3, 6)
    assert np.isfinite(Y).all()
