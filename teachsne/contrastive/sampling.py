"""Sampling: each edge of the data once an epoch, with noise pairs.

The data give only the graph of neighbours: p is the same for all edges of the symmetrised
graph of the k nearest neighbours, and 0 elsewhere. An edge counts once in each direction.

A noise pair is drawn uniformly from the n(n−1) ordered pairs of different points, so *both* of
its ends are random. (Published programs keep the edge's own first point for its noise; then
points with many edges get more noise, and InfoNCE normalises over a point's row instead of
over all pairs. Both ends make the losses what their equations say.)
"""

import numpy as np

from .losses import batch_loss_gradient


def knn_edges(X, n_neighbors=15, n_jobs=None):
    r"""$\{(i, j) : j \in N_k(i) \text{ or } i \in N_k(j)\}$

    The directed edges of the symmetrised graph of k nearest neighbours; both (i, j) and
    (j, i) are among them.

    X (n, p), n_neighbors k < n  ->  (e, 2) numbers of points, sorted.
    ValueError: X as in `TSNE`, k out of range.   Source: Damrich et al. (2023).
    """
    from ..tsne.metric import knn_squared

    n = len(X)
    near, _ = knn_squared(X, n_neighbors, n_jobs=n_jobs)
    return both_ways(np.repeat(np.arange(n), n_neighbors), near.ravel(), n)


def both_ways(heads, tails, n):
    """Edges and their opposites, each once, sorted.   (e,), (e,)  ->  (≤ 2e, 2)

    Each becomes one number below n², which 32 bits hold to n = 46 340 alone.
    """
    heads, tails = heads.astype(np.int64), tails.astype(np.int64)
    both = np.concatenate([heads * n + tails, tails * n + heads])
    return np.column_stack(np.divmod(np.unique(both), n))


def edge_probabilities(edges, n):
    """p, the same for every edge: what the data say, as a table.   (e, 2)  ->  P (n, n)"""
    P = np.zeros((n, n))
    P[edges[:, 0], edges[:, 1]] = 1 / len(edges)
    return P


def noise_pairs(n, shape, random):
    """Ordered pairs of n points, uniform, no point with itself: heads and tails of that shape."""
    heads, tails = (random.integers(most, size=shape, dtype=np.int64) for most in (n, n - 1))
    tails += tails >= heads  # the others of `heads`, all alike
    return heads, tails


def draw(edges, n, n_noise, random):
    """One epoch: every edge once, shuffled, and its noise beside it.

    edges (e, 2)  ->  heads and tails, (e, 1 + m) each; the first column holds the edges.
    """
    shuffled = edges[random.permutation(len(edges))]
    noise = noise_pairs(n, (len(edges), n_noise), random)
    return tuple(np.column_stack([shuffled[:, end], noise[end]]) for end in (0, 1))


def batches(edges, n, n_noise, batch_size, random):
    """The same, so many edges at a time.   ->  yields heads and tails, (b, 1 + m) each"""
    heads, tails = draw(edges, n, n_noise, random)
    for at in range(0, len(edges), batch_size):
        yield heads[at : at + batch_size], tails[at : at + batch_size]


def batch_gradient(Y, heads, tails, loss, c):
    r"""$\sum 2\, \frac{\partial loss}{\partial d^2} (y_i - y_j)$ over the pairs of a batch

    heads, tails (b, 1 + m), from `batches`; loss and c as in `losses`  ->  (n, d). Each pair
    moves both its ends. UMAP's pushes have no bound, so each is cut at ±4.
    """
    gaps = Y[heads] - Y[tails]
    slopes = batch_loss_gradient((gaps**2).sum(axis=-1), loss, c)
    forces = 2 * slopes[..., None] * gaps
    if loss == "umap":
        forces = np.clip(forces, -CLIP, CLIP)
    gradient = np.zeros_like(Y)
    np.add.at(gradient, heads, forces)
    np.add.at(gradient, tails, -forces)
    return gradient


CLIP = 4.0  # umap-learn's bound on the step of a coordinate by one pair, at learning rate 1
