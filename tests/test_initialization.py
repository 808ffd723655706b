"""Where a map starts: principal components with fixed signs, or scikit-learn's noise."""

from time import process_time

import numpy as np
import pytest
from helpers import cloud
from scipy.sparse.linalg import ArpackNoConvergence
from sklearn.decomposition import PCA
from threadpoolctl import threadpool_limits

from teachsne.tsne import initialization
from teachsne.tsne.initialization import INITIAL_STD, new_embedding, pca_embedding


def seeded(seed=0):
    return np.random.RandomState(seed)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_scikit_learns_components_are_the_same_up_to_their_signs(k):
    X = cloud(30, 5)
    theirs = PCA(k, svd_solver="full").fit_transform(X)
    assert np.allclose(abs(pca_embedding(X, k)), abs(theirs) / theirs[:, 0].std(), rtol=1e-10)


def test_of_each_component_the_entry_farthest_from_zero_is_positive():
    for seed in range(5):
        Y = pca_embedding(cloud(20, 4, seed=seed), 3)
        assert (np.take_along_axis(Y, abs(Y).argmax(axis=0)[None, :], axis=0) > 0).all()


def test_a_mirrored_cloud_gets_the_same_signs_rule():
    X = cloud(20, 4)
    assert np.allclose(pca_embedding(X * [-1, 1, 1, 1]), pca_embedding(X), rtol=1e-9)


@pytest.mark.parametrize("init", ["pca", "random"])
def test_the_first_coordinate_deviates_by_a_ten_thousandth(init):
    Y = new_embedding(cloud(400, 5), init, 2, seeded())
    assert np.isclose(Y[:, 0].std(), INITIAL_STD, rtol=1e-9 if init == "pca" else 0.1)


def test_the_noise_of_a_seed_is_that_of_scikit_learns_start():
    theirs = 1e-4 * seeded(7).standard_normal(size=(30, 2))
    assert np.array_equal(new_embedding(cloud(30, 5), "random", 2, seeded(7)), theirs)


@pytest.mark.parametrize("X", [cloud(30, 1), np.outer(np.arange(30.0), [1, 2, 3])])
def test_where_the_data_have_one_direction_noise_takes_the_second(X):
    Y = new_embedding(X, "pca", 2, seeded())
    assert abs(np.corrcoef(Y[:, 0], X[:, 0])[0, 1]) > 1 - 1e-12
    assert 0.3 * INITIAL_STD < Y[:, 1].std() < 3 * INITIAL_STD


def test_identical_points_start_as_noise():
    assert (new_embedding(np.ones((30, 4)), "pca", 2, seeded()).std(axis=0) > 0).all()


def test_more_components_than_points_can_be_had():
    Y = new_embedding(cloud(3, 2), "pca", 6, seeded())
    assert Y.shape == (3, 6)
    assert np.isfinite(Y).all()


def decomposed(X, k):
    """U S of the whole decomposition, as `principal_map` scales it."""
    U, S, _ = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return U[:, :k] * S[:k] / (U[:, 0] * S[0]).std()


def spread(S, n, p, seed=0):
    """Centred points with these singular values."""
    A, B = np.random.default_rng(seed).normal(size=(n, len(S))), cloud(p, len(S), seed=seed + 1)
    return (np.linalg.qr(A - A.mean(axis=0))[0] * S) @ np.linalg.qr(B)[0].T


FALLING = np.linspace(4, 0.1, 300)
LARGE = {
    "no direction dominates, wide": cloud(300, 400),
    "no direction dominates, tall": cloud(400, 300),
    "units that differ ten million times": cloud(400, 300) * np.r_[1e7, 1e3, np.ones(298)],
    "constant columns": np.hstack([cloud(400, 250), np.full((400, 50), 7.0)]),
    "two that nearly agree": spread(np.r_[5, 5 - 1e-5, FALLING[:200]], 400, 300),
    "far from the origin": cloud(400, 300) + 1e6,
}


@pytest.mark.parametrize("name", LARGE)
def test_the_leading_directions_alone_are_those_of_the_whole_decomposition(name, monkeypatch):
    monkeypatch.setattr(initialization, "LARGE", 0)
    monkeypatch.setattr(initialization, "_decomposed", None)  # not asked
    X = LARGE[name]
    ours, theirs = pca_embedding(X), decomposed(X, 2)
    signs = np.sign((ours * theirs).sum(axis=0))
    off = np.linalg.norm(ours - signs * theirs, axis=0) / np.linalg.norm(theirs, axis=0)
    assert off.max() < 1e-6


@pytest.mark.parametrize("table", [0, 2000])
def test_with_and_without_a_table_of_products_the_directions_are_the_same(table, monkeypatch):
    monkeypatch.setattr(initialization, "LARGE", 0)
    monkeypatch.setattr(initialization, "TABLE", table)
    X = cloud(300, 400)
    assert np.allclose(abs(pca_embedding(X)), abs(decomposed(X, 2)), atol=1e-9)


def test_of_several_directions_that_spread_alike_two_are_found(monkeypatch):
    monkeypatch.setattr(initialization, "LARGE", 0)
    X = spread(np.r_[[5.0] * 6, FALLING[:200]], 400, 300)
    Y = pca_embedding(X)
    own = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)[0][:, :6]
    assert np.allclose(own @ (own.T @ Y), Y, atol=1e-9)  # within what the six span
    assert np.allclose(Y.T @ Y, 400 * np.eye(2), atol=1e-6)


def test_where_the_large_data_have_one_direction_the_second_is_nothing(monkeypatch):
    monkeypatch.setattr(initialization, "LARGE", 0)
    Y = pca_embedding(np.outer(np.arange(300.0), np.ones(250)))
    assert not Y[:, 1].any()
    assert not pca_embedding(np.ones((300, 250))).any()
    assert (new_embedding(np.ones((300, 250)), "pca", 2, seeded()).std(axis=0) > 0).all()


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e150, 1e300])
@pytest.mark.parametrize("shape", [(30, 5), (300, 250)])
def test_no_scale_changes_the_principal_map(scale, shape, monkeypatch):
    monkeypatch.setattr(initialization, "LARGE", 1e6)
    X = cloud(*shape)
    assert np.allclose(pca_embedding(X * scale), pca_embedding(X), rtol=1e-6, atol=1e-9)


def test_a_search_that_does_not_end_gives_way_to_the_decomposition(monkeypatch):
    def never(*args, **kwargs):
        raise ArpackNoConvergence("no", np.empty(0), np.empty((0, 0)))

    X = cloud(300, 250)
    whole = pca_embedding(X)
    monkeypatch.setattr(initialization, "LARGE", 0)
    monkeypatch.setattr("scipy.sparse.linalg.eigsh", never)
    assert np.array_equal(pca_embedding(X), whole)


def test_two_directions_of_a_large_table_take_less_than_half_of_all():
    X = np.random.default_rng(0).normal(size=(1200, 1500)) + np.linspace(0, 9, 1200)[:, None]
    with threadpool_limits(1, "blas"):
        begin = process_time()
        pca_embedding(X)
        ours = process_time() - begin
        decomposed(X, 2)
        assert ours < (process_time() - begin - ours) / 2


def test_the_same_data_start_at_the_same_place_to_the_bit(monkeypatch):
    monkeypatch.setattr(initialization, "LARGE", 0)
    X = cloud(300, 250)
    assert np.array_equal(pca_embedding(X), pca_embedding(X.copy()))
