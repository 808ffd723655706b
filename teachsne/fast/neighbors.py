"""P over the k nearest neighbours only: beyond 3 · perplexity of them, p is nearly 0.

scikit-learn finds the neighbours. Their distances are computed again from differences, so that
p keeps its digits.
"""

import numpy as np
from scipy.sparse import csr_array

from ..steps.perplexity import sigmas_of_rows

PER_PERPLEXITY = 3  # neighbours, as in van der Maaten (2014)
CHUNK = 2**18  # coordinates that are computed together
CANCELLATION_TOL = (
    1e-10  # of |x|²: smaller d² have lost their digits where |x|² + |z|² − 2xz is taken
)
FAR_FROM_ORIGIN = 1e3  # spreads from the origin


def nearest(X, k, n_jobs=None):
    """The k nearest others of each point, and their squared distances: two arrays (n, k)."""
    how = "brute" if X.shape[1] > 15 else "auto"
    X = centred_if_far(X)
    numbers, _ = search(X, k, algorithm=how, n_jobs=n_jobs)
    D2 = _squares(X, numbers)
    farthest = D2.max(axis=1)
    if ((0 < farthest) & (farthest < CANCELLATION_TOL * (X**2).sum(axis=1))).any():
        numbers, _ = search(X, k, algorithm="kd_tree", n_jobs=n_jobs)  # differences first
        D2 = _squares(X, numbers)
    return numbers, D2


def search(X, k, **how):
    """scikit-learn's search among the points themselves: numbers and distances, (n, k) each."""
    from sklearn.neighbors import NearestNeighbors

    D, numbers = NearestNeighbors(n_neighbors=k, **how).fit(X).kneighbors()
    return numbers, D


def nearest_of_all(strips, n, k):
    """The k nearest others of each of n points, and how far: (n, k) each, of all pairs.

    strips yield each pair once: a row's number, and a table (r, n − row) of the distances
    from the r points from there on to all from there on.
    """
    numbers, D = np.zeros((n, k), dtype=int), np.full((n, k), np.inf)
    for row, table in strips:
        height = len(table)
        later = np.arange(row + height, n)
        _keep_nearest(numbers, D, later, table[:, height:].T, np.arange(row, row + height))
        np.fill_diagonal(table, np.inf)  # no point is its own neighbour
        _keep_nearest(numbers, D, np.arange(row, row + height), table, np.arange(row, n))
    order = D.argsort(axis=1, kind="stable")
    return np.take_along_axis(numbers, order, axis=1), np.take_along_axis(D, order, axis=1)


def _keep_nearest(numbers, D, rows, table, columns):
    """The k nearest of those that these rows have, and of those that are new."""
    both = np.hstack([D[rows], table])
    k = D.shape[1]
    best = both.argpartition(k - 1, axis=1)[:, :k]
    names = np.hstack([numbers[rows], np.broadcast_to(columns, table.shape)])
    numbers[rows], D[rows] = np.take_along_axis(names, best, 1), np.take_along_axis(both, best, 1)


def _squares(X, numbers):
    """d² of each point to its neighbours: differences first."""
    D2 = np.empty(numbers.shape)
    step = max(1, CHUNK // (numbers.shape[1] * X.shape[1]))
    for row in range(0, len(X), step):
        part = slice(row, row + step)
        gaps = X[part, None, :] - X[numbers[part]]
        D2[part] = np.einsum("ijk,ijk->ij", gaps, gaps)
    return D2


def sparse_probabilities(numbers, D2, perplexity):
    """p_ij = (p(j|i) + p(i|j)) / 2n over the neighbours: a symmetric CSR matrix (n, n).

    numbers, D2 (n, k), as `nearest` gives them. For k = n − 1 it is what `find_sigmas`,
    `conditional_probabilities` and `joint_probabilities` compute in the lessons.
    """
    n, k = D2.shape
    sigmas = sigmas_of_rows(D2, perplexity) if perplexity < k else np.full(n, np.inf)
    W = np.exp(-(D2 - D2.min(axis=1, keepdims=True)) / (2 * sigmas[:, None] ** 2))
    P = W / W.sum(axis=1, keepdims=True)
    rows = csr_array((P.ravel(), numbers.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    joint = (rows + rows.T).tocsr() / (2 * n)
    joint.sort_indices()
    return joint


def centred_if_far(X):
    """The same points, centred if far from the origin, where fast distances lose digits."""
    middle = np.median(X, axis=0)
    return X - middle if abs(middle).max() > FAR_FROM_ORIGIN * np.ptp(X, axis=0).max() else X
