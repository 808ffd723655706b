"""The abstract's claims: it has no number, so each claim gets the number that it amounts to.

    equal things    a difference of 0, a ratio of 1
    a spectrum      how many steps along it go the way they should: all of them

The first three are exact statements, shown on four points of the plane and on three. The
others are trends, shown on Iris with short runs; on digits, with long ones and beside openTSNE
and umap-learn, they stand in benchmarks/contrastive.md, where the trade-off is a small one.
"""

from functools import cache
from itertools import islice

import numpy as np
import pandas as pd

import teachsne as ts

from ...datasets.files import read
from .entry import LedgerEntry

MANY = 10**7  # noise pairs beside an edge, where NCE has become t-SNE
TRIANGLE = (1 - np.eye(3)) / 6  # three points, all alike
Z_BAR = 3.0
STEPS = (-0.5, 0.0, 0.5, 1.0, 1.5)  # s: the ends, one between, one beyond each


def entries():
    """The ledger's rows for these claims; see `printed.ledger`."""
    said = read("contrastive_claims").value
    found = [_nce(), _umap(), _distortion(), _compact(), _spectrum(), _beyond(), _trade_off()]
    rows = zip(said.index, said, found, strict=True)
    return pd.DataFrame(_row(claim, float(printed), *value) for claim, printed, value in rows)


def _row(claim, printed, true, tolerance, note):
    trend = tolerance is None  # a bound, or nothing to be off by
    so = true <= printed if trend else abs(true - printed) <= tolerance
    status = ("shown" if trend or tolerance == 0 else "exact") if so else "missed"
    where = "abstract", "abstract", claim, "value"
    return LedgerEntry(*where, printed, true, true, status, note)


def _nce():
    """NCE's slope with very many noise pairs, at any map, less t-SNE's."""
    Y = np.array([[0.0, 0], [1, 0], [0, 2], [3, 1]])
    P = ts.similarities(Y[::-1] * [1, 2])
    tsne, Z = ts.kl_gradient(P, Y), ts.partition_function(Y)
    off = abs(ts.expected_gradient(P, Y, "nce", Z, MANY) - tsne).max()
    return off, 1e-6, "with many noise pairs; with five its Z is another (tests/test_expected.py)"


def _umap():
    """UMAP's −log φ and −log(1 − φ) less negative sampling with the kernel 1/d²."""
    d2 = np.logspace(-3, 3, 50)
    phi, kernel = 1 / (1 + d2), ts.inverse_square(0.0)
    pull = ts.attraction(d2, 1.0, kernel) + np.log(phi)
    push = ts.repulsion(d2, 1.0, kernel) + np.log1p(-phi)
    return abs(np.array([pull, push])).max(), 1e-12, "at Z̄ = n(n−1)/m (tests/test_contrast.py)"


def _distortion():
    """Σφ / Z̄ of three points at the end of a descent."""
    start = np.array([[0.0, 0], [1, 0], [0, 2]])
    slope = lambda Y: ts.expected_gradient(TRIANGLE, Y, "negative", Z_BAR)  # noqa: E731
    end = next(islice(ts.descend(slope, start, 2.0, gains=False), 1500, None)).Y
    ratio = ts.partition_function(end) / Z_BAR
    return ratio, 1e-3, "where the plane has room: three points end at min(Z̄, 6)"


@cache
def iris_map(s):
    """A short run on Iris: the map, its Σφ, recall and Spearman."""
    X, Z0 = _iris()
    z_bar = ts.spectrum_z(s, Z0, len(X))
    how = {"z_bar": z_bar, "n_epochs": 40, "n_early_epochs": 20, "random_state": 0}
    Y = ts.ContrastiveTSNE(**how).fit_transform(X)
    return Y, ts.partition_function(Y), ts.knn_recall(X, Y, 15), ts.spearman(X, Y)


@cache
def _iris():
    X = read("iris").iloc[:, :4].to_numpy()
    return X, ts.tsne_partition(X)


def _width(Y):
    return float(((Y - Y.mean(axis=0)) ** 2).sum(axis=1).mean() ** 0.5)


def _compact():
    ratio = _width(iris_map(1.0)[0]) / _width(iris_map(0.0)[0])
    return ratio, None, "Iris, s = 1 against s = 0 (tests/test_abstract.py)"


def _rises():
    return np.diff([iris_map(s)[1] for s in STEPS]) > 0


def _spectrum():
    return float(_rises()[1:3].sum()), 0, "Iris, s = 0, .5, 1"


def _beyond():
    return float(_rises()[[0, 3]].sum()), 0, "Iris, s = −.5 to 0, and 1 to 1.5"


def _trade_off():
    """From s = −.5 to 1: are neighbours lost, is order gained?"""
    local, umap = iris_map(-0.5), iris_map(1.0)
    so = (local[2] > umap[2]) + (umap[3] > local[3])
    note = f"Iris: recall {local[2]:.2f} to {umap[2]:.2f}, Spearman {local[3]:.2f} to {umap[3]:.2f}"
    return float(so), 0, f"{note}; on digits next to no order is gained"
