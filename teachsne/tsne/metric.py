"""Squared distances of the data in any metric: D2 for `find_sigmas`.

Scipy computes Euclidean distances, equal to those of lesson 01 to the last bit. Scikit-learn
computes any other metric. If the metric is "precomputed", X holds the distances themselves.

t-SNE depends only on ratios of distances, since each σ scales with its row. So all distances
can be multiplied by one number. A power of two changes no digit, and makes it possible to
square 1e-300 and 1e300.
"""

import numpy as np
from scipy.spatial.distance import pdist, squareform

from ..numeric.scalars import InputTypeError, positive
from ..validation.matrices import distance_matrix, refuse_two_ways, some_distances
from ..warn import warn_user

TABLE = "the metric's table"
TREES = (
    "manhattan",
    "l1",
    "cityblock",
    "chebyshev",
    "minkowski",
)  # metrics for which trees are fast, in few columns
MAX_TREE_COLUMNS = 15
PAIRS = 2**22  # pairs of points computed together
STRIP = 512  # points whose distances to all others are computed together


def pairwise_squared(X, metric="euclidean", parameters=None, precision=float):
    r"""$d_{ij}^2$ in any metric, up to one common factor

    X (n, p), or (n, n) distances for "precomputed"; precision in which other metrics get
    the numbers, or in which those distances were computed  ->  (n, n).
    ValueError: a metric that gives negative, asymmetric or non-finite distances, or a
    point a distance from itself; a word that scikit-learn's `pairwise_distances` does
    not know.
    """
    if metric == "euclidean":
        return squareform(pdist(to_unit_scale(X), "sqeuclidean"))
    if metric == "precomputed":
        return to_unit_scale(distance_matrix(X, "X", precision=precision)) ** 2
    X = scaled_for_metric(X, metric, parameters, precision)
    D = distance_matrix(pairwise(X, metric, **(parameters or {})), TABLE, precision=floats_of(X))
    refuse_one_way(X, metric, parameters)
    return to_unit_scale(D) ** 2


def knn_squared(X, k, metric="euclidean", parameters=None, precision=float, n_jobs=None):
    """The k nearest others of each point, and their d², up to one common factor: (n, k) each.

    ValueError: as in `squares`. A metric is asked for all pairs, as there, unless it is known
    to be none of a kind that needs it: a tree would pass over the pair that is no distance,
    or never end with it, and finds the nearest only where no detour is shorter.
    """
    from ..fast.neighbors import nearest, nearest_of_all, search

    if metric == "euclidean":
        return nearest(to_unit_scale(X), k, n_jobs)
    if metric == "precomputed":
        numbers, D = search(
            distance_matrix(X, "X", precision=precision), k, metric=metric, n_jobs=n_jobs
        )
        return numbers, to_unit_scale(D) ** 2
    X = scaled_for_metric(X, metric, parameters, precision)
    if fit_for_a_tree(X, metric, parameters):
        p = (parameters or {}).get("p", 2)
        numbers, D = search(X.astype(float), k, metric=metric, p=p, n_jobs=n_jobs)
    else:
        refuse_one_way(X, metric, parameters)
        numbers, D = nearest_of_all(strips(X, metric, parameters, n_jobs), len(X), k)
    return numbers, to_unit_scale(D) ** 2


def to_unit_scale(A):
    """The largest entry brought between 1/2 and 1, by a power of two."""
    return np.ldexp(A, -np.frexp(abs(A).max())[1])


def scaled_for_metric(X, metric, parameters, precision):
    """The data as a metric gets them: at unit scale, if it has no scale of its own."""
    from sklearn.metrics.pairwise import PAIRWISE_BOOLEAN_FUNCTIONS

    if isinstance(metric, str) and metric in PAIRWISE_BOOLEAN_FUNCTIONS:
        if not ((X == 0) | (X == 1)).all():
            warn_user(
                f"metric={metric!r} is about truth values, and X holds other numbers than 0 and 1; "
                "all of them but 0 count as true"
            )
        return X.astype(bool)
    free = isinstance(metric, str) and metric != "haversine" and not parameters
    return (to_unit_scale(X) if free else X).astype(precision)


def floats_of(X):
    """The precision in which a metric computes with these."""
    return X.dtype if X.dtype.kind == "f" else np.dtype(float)


def fit_for_a_tree(X, metric, parameters):
    """Is this one of Minkowski's metrics, which no point can spoil, in few columns?"""
    if not isinstance(metric, str) or metric not in TREES or X.shape[1] > MAX_TREE_COLUMNS:
        return False
    if metric != "minkowski" or not parameters:
        return not parameters
    p = parameters.get("p")
    return set(parameters) == {"p"} and isinstance(p, int | float) and 1 <= p <= 10


def strips(X, metric, parameters, n_jobs):
    """Yield all pairs once: a row's number, and the distances from some rows to all from it on."""
    from joblib import Parallel, delayed

    parameters = filled_in(X, metric, parameters or {})
    height = max(1, min(STRIP, PAIRS // len(X)))
    for row in range(0, len(X), height):
        some, parts = X[row : row + height], range(row, len(X), 8 * height)
        found = Parallel(n_jobs, prefer="threads")(
            delayed(_table)(some, X[j : j + 8 * height], metric, parameters) for j in parts
        )
        D = np.hstack(found)
        if isinstance(metric, str):
            np.fill_diagonal(D, 0)  # as scikit-learn has it, whatever the formula says
        yield row, some_distances(D, TABLE, row, floats_of(X))


def pairwise(X, metric, **parameters):
    """scikit-learn's distances."""
    return _table(X, None, metric, filled_in(X, metric, parameters))


def _table(X, Z, metric, parameters):
    from sklearn.metrics import pairwise_distances

    try:
        return pairwise_distances(X, Z, metric=metric, **parameters)
    except TypeError as error:
        if not (parameters and isinstance(metric, str)):
            raise
        says = str(error).partition("\n")[0]
        raise InputTypeError(
            f"metric={metric!r} does not take {sorted(parameters)}: {says}"
        ) from None


def refuse_one_way(X, metric, parameters):
    """A function of two rows is asked once a pair; here also the other way, a pair each point."""
    if isinstance(metric, str):
        return
    pairs = [(i, (i + 1) % len(X)) for i in range(len(X))]
    there, back = (
        np.array([metric(X[i], X[j], **(parameters or {})) for i, j in way], dtype=float)
        for way in (pairs, [pair[::-1] for pair in pairs])
    )
    refuse_two_ways(there, back, pairs, TABLE, floats_of(X))


def filled_in(X, metric, parameters):
    """The parameters that scikit-learn takes from all the data, if they are not given."""
    if metric == "mahalanobis":
        return {"VI": _fitting(_inverse_covariance(**parameters), (X.shape[1],) * 2, "V or VI")}
    if metric == "minkowski" and parameters.get("p", 2) != np.inf:
        positive(parameters.get("p", 2), "p of metric='minkowski'")
    if metric == "seuclidean" and "V" not in parameters:
        V = np.var(X if X.dtype.kind == "f" else X.astype(float), axis=0, ddof=1)
        if not V.all():
            raise ValueError(
                "metric='seuclidean' divides by the variance of each column, and that of column "
                f"{int(np.argmin(V))} is 0; drop the column, or give metric_params={{'V': ...}}"
            )
        return {"V": V, **parameters}
    if metric == "seuclidean":
        return {**parameters, "V": _fitting(parameters["V"], X.shape[1:], "V")}
    return parameters


def _fitting(table, shape, name):
    """As many numbers as the data have columns: the loops in C would read on beyond the end."""
    if np.shape(table) != shape:
        raise ValueError(
            f"{name} must have the shape {shape} for data of {shape[0]} columns, "
            f"got {np.shape(table)}"
        )
    return table


def _inverse_covariance(V=None, VI=None):
    """Mahalanobis's metric is asked which covariance it means, as in scikit-learn's default."""
    if V is None and VI is None:
        raise ValueError(
            "Must provide either V or VI for Mahalanobis distance; "
            "metric_params={'V': np.cov(X.T)} takes the covariance of the data"
        )
    if VI is None:
        _refuse_flat(np.asarray(V, dtype=float))
    return np.linalg.inv(V).T if VI is None else VI


def _refuse_flat(V):
    """No inverse, no metric. By correlations, so that the columns' units do not matter."""
    name = "V of metric='mahalanobis'"
    if V.ndim != 2 or V.shape[0] != V.shape[1] or not np.isfinite(V).all():
        raise ValueError(
            f"{name} must be a square table of finite numbers, a row and a column for each "
            f"feature, such as np.cov(X.T); got shape {V.shape}"
        )
    if not (np.diag(V) > 0).all():
        at = int(np.argmin(np.diag(V)))
        raise ValueError(
            f"{name} gives column {at} the variance {V[at, at]:.4g}, and the distance divides by "
            "it; drop the column"
        )
    width = np.sqrt(np.diag(V))
    if (rank := np.linalg.matrix_rank(V / width / width[:, None])) < len(V):
        raise ValueError(
            f"{name} has no inverse: of {len(V)} columns {rank} are independent; drop those that "
            "follow from others, or give VI=np.linalg.pinv(V)"
        )


def metric_dtype(X, metric):
    """The precision in which a metric other than Euclid's gets X: float32 and bool stay so.

    Of distances that are given it is the precision in which they were computed.
    """
    if isinstance(metric, str) and metric == "precomputed":
        kind = np.asarray(X).dtype
        return kind if kind.kind in "biuf" else np.dtype(float)
    own = getattr(X, "dtype", None)
    return own if own in (np.float32, bool) else np.float64
