"""How well does a map keep the structure of the data? Four measures; 1 is the best value.

    trustworthiness   are the neighbours on the map neighbours in the data?
    continuity        are the neighbours in the data neighbours on the map?
    knn_recall        what part of each point's neighbours is the same?
    spearman          are far pairs far on the map, and near pairs near?

The first three look at neighbourhoods, the last at all distances.
"""

import numpy as np

from .fast.neighbors import centred_if_far
from .tsne.metric import to_unit_scale

ALL_PAIRS = 2000  # points of which all pairs are taken; of more, a sample
SAMPLE = 1_000_000
FAR = 1e4  # nearest distances from the origin, scikit-learn's fast ones have lost digits


def trustworthiness(X, Y, n_neighbors=5):
    r"""$T(k) = 1 - \frac{2}{nk(2n - 3k - 1)} \sum_i \sum_{j \in N_k^Y(i)} \max(0, r_X(i, j) - k)$

    A false neighbour costs as much as it is too far away in the data: r_X(i, j) is j's
    place in i's list of others there. 1 is without a false neighbour; a map by chance
    gets about 1/2. Of points at the same distance, chance says which comes first.

    X (n, p), Y (n, d), n_neighbors k < n/2  ->  a number.
    ValueError: X and Y of different n, k out of range.
    Source: Venna & Kaski (2001).
    """
    n, k = len(X), n_neighbors
    too_far = np.maximum(0, ranks(X, neighbours(Y, k)) - k)
    return float(1 - 2 / (n * k * (2 * n - 3 * k - 1)) * too_far.sum())


def continuity(X, Y, n_neighbors=5):
    r"""$C(k) = 1 - \frac{2}{nk(2n - 3k - 1)} \sum_i \sum_{j \in N_k^X(i)} \max(0, r_Y(i, j) - k)$

    A missed neighbour costs as much as it was thrown away on the map: trustworthiness
    with data and map exchanged.

    X (n, p), Y (n, d), n_neighbors k < n/2  ->  a number.
    Errors as in `trustworthiness`.   Source: Venna & Kaski (2001).
    """
    return trustworthiness(Y, X, n_neighbors)


def knn_recall(X, Y, n_neighbors=10):
    r"""$\frac{1}{nk} \sum_i |N_k^X(i) \cap N_k^Y(i)|$

    The part of the k nearest neighbours in the data that are among the k nearest on the
    map. A map by chance gets k / (n − 1).

    X (n, p), Y (n, d), n_neighbors k < n  ->  a number.
    ValueError: X and Y of different n, k out of range.
    Source: Lee & Verleysen (2009), there Q_NX.
    """
    pairs = zip(neighbours(X, n_neighbors), neighbours(Y, n_neighbors), strict=True)
    kept = sum(len(np.intersect1d(there, here)) for there, here in pairs)
    return kept / (len(X) * n_neighbors)


def spearman(X, Y):
    r"""$\rho = \mathrm{corr}(\mathrm{rank}\, d^X_{ij},\; \mathrm{rank}\, d^Y_{ij}), \quad i < j$

    Does the order of distances survive? This is about the large picture: 1 if every
    farther pair is drawn farther, 0 for a map by chance. t-SNE does not aim at it.
    Up to 2 000 points all pairs count, beyond them a million pairs, always the same.

    X (n, p), Y (n, d)  ->  a number; NaN never, 0 where all distances are equal.
    ValueError: X and Y of different n.
    Source: Spearman (1904).
    """
    from scipy.stats import rankdata

    there, here = rankdata(pair_distances(X)), rankdata(pair_distances(Y))
    there, here = there - there.mean(), here - here.mean()
    size = np.sqrt((there**2).sum() * (here**2).sum())
    return float((there * here).sum() / size) if size else 0.0


def neighbours(points, k):
    """N_k(i): each point's k nearest others, nearest first.   (n, d)  ->  (n, k) numbers"""
    from .fast.neighbors import nearest

    return nearest(to_unit_scale(points), k)[0]


def ranks(points, picked):
    """r(i, j): the place, from 1, of each picked j in i's list of others.   (n, k)  ->  (n, k)"""
    D = distances_to_others(points)
    place = np.empty(D.shape, dtype=int)
    np.put_along_axis(place, D.argsort(axis=1), np.arange(1, len(D) + 1)[None, :], axis=1)
    return np.take_along_axis(place, picked, axis=1)


def pair_distances(points):
    """d_ij of all pairs i < j, or of a sample that is the same for data and map."""
    from scipy.spatial.distance import pdist

    points, n = to_unit_scale(points), len(points)
    if n <= ALL_PAIRS:
        return pdist(points)
    random = np.random.default_rng(0)
    i = random.integers(n, size=SAMPLE)
    j = (i + random.integers(1, n, size=SAMPLE)) % n
    strips = zip(np.array_split(i, SAMPLE // 5000), np.array_split(j, SAMPLE // 5000), strict=True)
    return np.concatenate([np.linalg.norm(points[a] - points[b], axis=1) for a, b in strips])


def distances_to_others(points):
    """d_ij, ∞ to oneself: the fast way, unless the nearest are too near for it to see them."""
    from scipy.spatial.distance import cdist
    from sklearn.metrics import pairwise_distances

    points = centred_if_far(to_unit_scale(points))
    D = _without_self(pairwise_distances(points))
    gaps = np.linalg.norm(points - points[D.argmin(axis=1)], axis=1)
    far = np.linalg.norm(points, axis=1).max()
    unseen = ((0 < gaps) & (gaps < far / FAR)).any()
    return _without_self(cdist(points, points)) if unseen else D


def _without_self(D):
    np.fill_diagonal(D, np.inf)
    return D
