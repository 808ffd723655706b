"""What is drawn: every edge once an epoch; noise, uniform, and never a point with itself."""

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from sklearn.neighbors import kneighbors_graph

import teachsne as ts
from teachsne.contrastive.fast_gradient import forces, gather
from teachsne.contrastive.sampling import (
    batch_gradient,
    batches,
    both_ways,
    draw,
    edge_probabilities,
    noise_pairs,
)

X = cloud(40, 3)
EDGES = ts.knn_edges(X, 4)
LOSSES = ("nce", "negative", "umap", "infonce")


def test_edges_are_scikit_learns_neighbours_in_both_directions():
    graph = kneighbors_graph(X, 4).toarray()
    assert np.array_equal(edge_probabilities(EDGES, 40) > 0, (graph + graph.T) > 0)
    assert np.isclose(edge_probabilities(EDGES, 40).sum(), 1, rtol=1e-14)
    assert len(np.unique(EDGES, axis=0)) == len(EDGES)
    assert (EDGES[:, 0] != EDGES[:, 1]).all()


def test_a_table_with_names_has_the_same_edges():
    named = pd.DataFrame(X, [f"point {i}" for i in range(40)])
    assert np.array_equal(ts.knn_edges(named, 4), EDGES)


def test_points_at_one_place_are_each_others_neighbours_and_not_their_own():
    edges = ts.knn_edges(np.ones((9, 2)), 3)
    assert (edges[:, 0] != edges[:, 1]).all()
    assert set(edges[:, 0]) == set(range(9))


def test_noise_never_pairs_a_point_with_itself():
    for n in (2, 3, 50):
        heads, tails = noise_pairs(n, (400, 5), np.random.default_rng(n))
        assert (heads != tails).all()
        assert min(heads.min(), tails.min()) == 0
        assert max(heads.max(), tails.max()) == n - 1


def test_noise_is_uniform_over_ordered_pairs():
    """χ² of 90 cells has a mean of 89 and a deviation of 13; the seed is fixed."""
    heads, tails = noise_pairs(10, 90_000, np.random.default_rng(0))
    counts = np.bincount(heads * 10 + tails, minlength=100).reshape(10, 10)
    seen = counts[~np.eye(10, dtype=bool)]
    assert ((seen - 1000) ** 2 / 1000).sum() < 89 + 3 * 13


@pytest.mark.parametrize("size", [1, 7, 64, 10**6])
def test_an_epoch_has_every_edge_once_in_another_order_and_m_noise_pairs_each(size):
    parts = list(batches(EDGES, 40, 3, size, np.random.default_rng(1)))
    assert {len(heads) for heads, _ in parts[:-1]} <= {size}
    heads, tails = (np.concatenate(end) for end in zip(*parts, strict=True))
    assert heads.shape == tails.shape == (len(EDGES), 4)
    drawn = np.column_stack([heads[:, 0], tails[:, 0]])
    assert np.array_equal(np.unique(drawn, axis=0), EDGES)
    assert not np.array_equal(drawn, EDGES)
    assert (heads != tails).all()


def test_the_size_of_a_batch_changes_nothing_that_is_drawn():
    whole = draw(EDGES, 40, 3, np.random.default_rng(1))
    parts = zip(*batches(EDGES, 40, 3, 9, np.random.default_rng(1)), strict=True)
    assert len(whole) == 2
    for at_once, part in zip(whole, parts, strict=True):
        assert np.array_equal(at_once, np.concatenate(part))


@pytest.mark.parametrize("c", [1e-6, 0.2, 1, 1e6])
@pytest.mark.parametrize("loss", LOSSES)
def test_the_fast_batch_is_the_readable_one(loss, c):
    Y = 0.3 * cloud(40, 2, seed=2)
    Y[3] = Y[4]  # two points at one place
    heads, tails = draw(EDGES, 40, 5, np.random.default_rng(0))
    pulls, surplus = forces(Y[:, 0] + 1j * Y[:, 1], heads, tails, loss, c)
    fast = gather(pulls, heads, tails, 40)
    slow = batch_gradient(Y, heads, tails, loss, c)
    assert np.allclose(np.column_stack([fast.real, fast.imag]), slow, rtol=1e-11, atol=1e-13)
    if loss == "nce":
        D2 = ((Y[heads] - Y[tails]) ** 2).sum(axis=-1)
        assert np.isclose(surplus, ts.log_z_slope(D2, c), rtol=1e-10)


def test_umaps_pushes_are_cut_and_the_others_need_not_be():
    Y = np.array([[0.0, 0], [0.01, 0], [5, 5]])
    heads, tails = np.array([[0, 0]]), np.array([[2, 1]])  # an edge to 2, noise at 1
    cut = batch_gradient(Y, heads, tails, "umap", 1.0)
    assert cut[1].tolist() == [-4, 0]  # the gradient; the step goes against it
    assert abs(batch_gradient(Y, heads, tails, "negative", 1.0)).max() < 1


def test_a_number_of_neighbours_that_cannot_be_is_refused():
    for k in (0, 40, -1, 2.5):
        with pytest.raises(ValueError, match="n_neighbors"):
            ts.knn_edges(X, k)


# ------------------------------------------------------------------ integers of 32 bits


def test_edges_of_many_points_keep_their_numbers_in_32_bits():
    n = 60_000
    heads, tails = np.array([n - 1, 5, n - 2], np.int32), np.array([n - 2, 7, n - 1], np.int32)
    edges = both_ways(heads, tails, n)
    assert edges.tolist() == [[5, 7], [7, 5], [n - 2, n - 1], [n - 1, n - 2]]
    assert edges.dtype == np.int64


def test_what_is_counted_has_the_machines_own_integers(monkeypatch):
    seen = []
    real = np.bincount
    monkeypatch.setattr(np, "bincount", lambda x, *a: (seen.append(x.dtype), real(x, *a))[1])
    for kind in (np.int32, np.int64):
        heads, tails = (
            part.astype(kind) for part in next(batches(EDGES, 40, 3, 50, np.random.default_rng(0)))
        )
        z = X[:, 0] + 1j * X[:, 1]
        gather(forces(z, heads, tails, "nce", 1.0)[0], heads, tails, 40)
    assert len(seen) == 8
    assert set(seen) == {np.dtype(np.intp)}


def test_noise_is_drawn_as_64_bits_and_is_the_same_as_ever():
    heads, tails = noise_pairs(10, 5, np.random.default_rng(0))
    random = np.random.default_rng(0)
    assert heads.dtype == tails.dtype == np.int64
    assert np.array_equal(heads, random.integers(10, size=5))
    drawn = random.integers(9, size=5)
    assert np.array_equal(tails, drawn + (drawn >= heads))
