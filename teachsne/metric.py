"""How far apart are the data, in a metric of one's choice?   D2 for `find_sigmas`

Euclidean distances are those of the first lesson, to the last bit, from scipy's loop in C.
Any other metric is scikit-learn's affair, and "precomputed" is yours: then X holds the
distances themselves.

t-SNE sees ratios of distances alone, since each σ follows its row. So all may be multiplied
by one number first; a power of two changes no digit, and lets 1e-300 and 1e300 be squared.
"""

import numpy as np
from scipy.spatial.distance import pdist, squareform

from .door.tables import distances

SAMPLE = 100  # points, for a look at a metric
FAR = 1e3  # spreads from the origin


def squares(X, metric="euclidean", parameters=None, precision=float):
    r"""$d_{ij}^2$ in any metric, up to one common factor

    X (n, p), or (n, n) distances for "precomputed"; precision in which other metrics get
    the numbers  ->  (n, n).
    ValueError: a metric that gives negative, asymmetric or non-finite distances, or a
    point a distance from itself; a word that scikit-learn's `pairwise_distances` does
    not know.
    """
    if metric == "euclidean":
        return squareform(pdist(to_unit_scale(X), "sqeuclidean"))
    if metric == "precomputed":
        return to_unit_scale(distances(X, "X")) ** 2
    D = pairwise(measurable(X, metric, parameters, precision), metric, **(parameters or {}))
    return to_unit_scale(distances(D, "the metric's table")) ** 2


def near_squares(X, k, metric="euclidean", parameters=None, precision=float, n_jobs=None):
    """The k nearest others of each point, and their d², up to one common factor: (n, k) each."""
    from .fast.neighbours import nearest, search

    if metric == "euclidean":
        return nearest(to_unit_scale(X), k, n_jobs)
    if metric == "precomputed":
        X = distances(X, "X")
    else:
        X = measurable(X, metric, parameters, precision)
        refuse_nonsense(X[:SAMPLE], metric, parameters)
    parameters = parameters or {}
    if metric == "mahalanobis":
        parameters = {"VI": _inverse_covariance(**parameters)}
    numbers, D = search(X, k, metric=metric, metric_params=parameters, n_jobs=n_jobs)
    return numbers, to_unit_scale(D.astype(float)) ** 2


def to_unit_scale(A):
    """The largest entry brought between 1/2 and 1, by a power of two."""
    return np.ldexp(A, -np.frexp(abs(A).max())[1])


def measurable(X, metric, parameters, precision):
    """The data as a metric gets them: at unit scale, if it has no scale of its own."""
    free = isinstance(metric, str) and metric != "haversine" and not parameters
    return (to_unit_scale(X) if free else X).astype(precision)


def refuse_nonsense(X, metric, parameters):
    """Some distances are looked at before a tree is grown with them: NaN would never end it."""
    distances(pairwise(X, metric, **(parameters or {})), "the metric's table")


def near_origin(X):
    """The same points, moved where they lie together far out: fast distances lose digits there."""
    middle = np.median(X, axis=0)
    return X - middle if abs(middle).max() > FAR * np.ptp(X, axis=0).max() else X


def pairwise(X, metric, **parameters):
    """scikit-learn's distances."""
    from sklearn.metrics import pairwise_distances

    if metric == "mahalanobis":
        parameters = {"VI": _inverse_covariance(**parameters)}
    return pairwise_distances(X, metric=metric, **parameters)


def _inverse_covariance(V=None, VI=None):
    """Mahalanobis's metric is asked which covariance it means, as in scikit-learn's default."""
    if V is None and VI is None:
        raise ValueError(
            "Must provide either V or VI for Mahalanobis distance; "
            "metric_params={'V': np.cov(X.T)} takes the covariance of the data"
        )
    return np.linalg.inv(V).T if VI is None else VI
