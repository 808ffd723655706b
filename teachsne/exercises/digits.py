"""What lessons 09 and 13 ask."""

import numpy as np
from sklearn.neighbors import NearestNeighbors

import teachsne as ts


def _same_label(Y, labels, k):
    """The share of the k nearest on the map that bear the point's own label."""
    near = NearestNeighbors(n_neighbors=k).fit(Y).kneighbors(return_distance=False)
    return float((labels[near] == labels[:, None]).mean())


def _labelled():
    random = np.random.default_rng(20)
    return random.normal(size=(30, 2)), random.integers(3, size=30), 5


def _partition_by_potential(Y):
    """Z = Σ_i ψ(y_i) − n, with ψ(y) = Σ_j 1 / (1 + |y − y_j|²)."""
    return float((1 / (1 + ts.squared_distances(Y))).sum() - len(Y))


EXERCISES = {
    "gigabytes of P": lambda: (8 * 70_000**2 / 1e9,),
    "pairs of 70 000": lambda: (70_000 * 69_999 / 2,),
    "share with the same label": lambda: (_same_label, _labelled()),
    "times as many points": lambda: (100.0,),
    "partition from potential": lambda: (
        _partition_by_potential,
        (np.random.default_rng(20).normal(size=(8, 2)),),
    ),
}
