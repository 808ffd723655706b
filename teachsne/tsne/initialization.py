"""The initial embedding: so small that points can still pass each other.

    "pca"     the first principal components, scaled: the data's own shape, the same each time
    "random"  a cloud of normal noise

Either way the first coordinate has a standard deviation of 1e-4 (of 1 where noise is sampled,
which moves a point by steps of that size). All pairs of a small map attract and repel each
other with nearly the same strength, so that neighbours in the data can find each other.
"""

import numpy as np

from ..steps.kernels import length
from ..warn import warn_user
from .metric import to_unit_scale

INITIAL_STD = 1e-4
WIDEST = 1000.0  # an initial map on the mesh: no pair's attraction is worth a step there
LARGE = 1e9  # multiplications, above which only the leading directions are computed
TABLE = 2000  # rows and columns of BᵀB, which is worth making up to there
ROUNDED = 1e-13  # relative size of the rest that is only rounding


def initial_embedding(X, settings):
    """Where a fit of X starts, in the kernel's own unit.   ->  (n, n_components)

    An array is taken as it is, but by the mesh: there a map so wide that no point feels
    another is narrowed.
    """
    if not isinstance(settings.init, str):
        return narrowed(settings.init) if settings.method == "mesh" else settings.init
    how = settings.init, settings.n_components, settings.random_state
    return new_embedding(X, *how, size=INITIAL_STD * length(settings.kernel))


def new_embedding(X, init, n_components, random, size=INITIAL_STD):
    """X (n, p), init "pca" or "random", random: a generator  ->  (n, n_components)."""
    noise = random.standard_normal(size=(len(X), n_components))
    if init == "random":
        return size * noise
    Y = pca_embedding(X, n_components)
    return size * np.where(Y.std(axis=0) > 1e-12, Y, noise)  # where PCA has nothing to say


def narrowed(Y):
    """Y, rescaled to the usual deviation where it is wider than 1000, as openTSNE does."""
    if (width := np.ptp(Y, axis=0).max()) <= WIDEST:
        return Y
    warn_user(
        f"init is {width:.4g} wide, where t-SNE's maps are some 10 to 300: so far apart no point "
        f"feels another. It is rescaled to a deviation of {INITIAL_STD:g}; give init / "
        f"{width / INITIAL_STD:.2g} to do so yourself, or method='exact' to start from it as it is"
    )
    Y = (Y - Y.mean(axis=0)) / width
    return INITIAL_STD / Y.std(axis=0).max() * Y


def pca_embedding(X, n_components=2):
    r"""$Y = U_k S_k$ of the centred data $X = U S V^\top$, the first column's deviation 1

    The directions in which the data spread most. Each sign is free; here the entry that is
    farthest from zero is positive. Columns beyond the data's own are zero.

    A large table is not decomposed whole: each direction is searched alone, until it is exact to
    the last bits that the data fix. It agrees with the whole decomposition to 1e-6 of its
    length where its spread differs from the next one's by more than 1e-9 of the largest. Where
    several spread alike, any directions among them are as good.

    X (n, p)  ->  (n, n_components).   Source: Kobak & Berens (2019) start t-SNE here.
    """
    X = to_unit_scale(np.asarray(X, dtype=float))
    centred = to_unit_scale(X - X.mean(axis=0))
    scores = np.zeros((len(X), n_components))
    found = _leading(centred, n_components) if _is_large(centred, n_components) else None
    if found is None:  # small, or a search that did not end
        found = _decomposed(centred, n_components)
    scores[:, : found.shape[1]] = found
    farthest = scores[abs(scores).argmax(axis=0), np.arange(n_components)]
    scores *= np.where(farthest < 0, -1, 1)
    return scores / (scores[:, 0].std() or 1.0)


def _is_large(centred, count):
    """Would a search for so many directions be sooner over than the decomposition?"""
    n, p = centred.shape
    return n * p * min(n, p) > LARGE and 100 * count < min(n, p)


def _decomposed(centred, count):
    """U S of the whole decomposition, its first columns.   (n, p)  ->  (n, count) or less"""
    padded = np.hstack([centred, np.zeros((len(centred), count))])
    U, S, _ = np.linalg.svd(padded, full_matrices=False)
    return U[:, :count] * S[:count]


def _leading(centred, count):
    """The same, one direction after the other, each taken out of the data before the next.

    So none of several that spread alike is missed, and a small one beside a huge one keeps its
    digits. (n, p)  ->  (n, count) or less, or None where a search does not end.
    """
    left, whole, scores = centred.copy(), np.linalg.norm(centred), []
    while len(scores) < count and np.linalg.norm(left) > ROUNDED * whole:
        along = _direction(left)
        if along is None:
            return None
        scores.append(left @ along)
        left -= np.outer(scores[-1], along)
    return np.reshape(scores, (len(scores), len(centred))).T


def _direction(A):
    """The unit vector v (p,) along which |A v| is largest; None where the search does not end."""
    from scipy.sparse.linalg import ArpackError, LinearOperator, eigsh

    B = A if len(A) >= A.shape[1] else A.T  # the search is among the fewer
    few = B.shape[1]
    whole = few <= TABLE  # a table BᵀB once, or two products with B at each step
    square = B.T @ B if whole else LinearOperator((few, few), lambda v: B.T @ (B @ v), dtype=float)
    begin = np.random.default_rng(0).standard_normal(few)  # the same each time
    try:
        found = eigsh(square, 1, which="LA", v0=begin)[1][:, 0]
    except ArpackError:
        return None
    along = found if B is A else B @ found
    return along / np.linalg.norm(along)
