"""What an array must be to take part: points, squared distances, chances, widths."""

import numbers
import os

import numpy as np

from .arrays import array, finite, where
from .values import perplexity_below, width, word


def points(X, name, given=None):
    """n ≥ 2 points with at least one coordinate, of a spread that can be squared."""
    return apart(few_rows(X, name), name)


def rows(X, name, given=None):
    """n ≥ 2 points with at least one coordinate, of any size: who takes them rescales."""
    _refuse_shape(np.shape(array(X, name)), name)
    return finite(X, name)


def few_rows(X, name, given=None):
    """The same, for a table of n × n to be made of them."""
    shape = np.shape(array(X, name))
    _refuse_shape(shape, name)
    refuse_size(shape[0], name)
    return finite(X, name)


def rows_of_same(Y, name, given):
    """A map of the same points as X."""
    return _about_same(rows(Y, name), name, "X", given)


def _about_same(clean, name, first, given):
    if len(clean) != len(given[first]):
        raise ValueError(
            f"{first} is about {len(given[first])} points and {name} about {len(clean)}; "
            "both must be about the same points, in the same order"
        )
    return clean


def map_points(Y, name, given=None):
    """The same on a map, which may shrink to nothing: there a square of 0 is right enough."""
    return map_rows(few_rows(Y, name), name)


def map_rows(Y, name, given=None):
    """A map of any size, for what makes no table of n × n."""
    clean = rows(Y, name)
    if (spread := _spread(clean)) > 1e150:
        raise _beyond_squares(spread, name)
    return clean


def apart(X, name, given=None):
    """Rows whose differences can be multiplied, neither too large nor too small for that."""
    clean = map_rows(X, name)
    if 0 < (spread := _spread(clean)) < 1e-140:
        raise _beyond_squares(spread, name)
    return clean


def _refuse_shape(shape, name):
    if len(shape) != 2:
        kind = f"{len(shape)}D" if shape else "scalar"
        raise ValueError(
            f"Expected 2D array, got {kind} array instead: {name} has shape {shape}. "
            "Reshape your data either using array.reshape(-1, 1) if it has a single feature "
            "or array.reshape(1, -1) if it contains a single sample."
        )
    for size, least, what in zip(shape, (2, 1), ("sample", "feature"), strict=True):
        if size < least:
            raise ValueError(
                f"Found array with {size} {what}(s) (shape={shape}) "
                f"while a minimum of {least} is required: {name} needs more {what}s"
            )


def refuse_size(n, name, instead=None):
    """Four tables of n × n must fit into this machine, before any is made."""
    needed, there = 4 * 8 * n**2, memory()
    if needed > there:
        sample = f"take a sample of at most {int((there / 32) ** 0.5)} rows of {name}"
        raise ValueError(
            f"{n} points need about {needed / 1e9:.3g} GB (four tables of n x n), and this "
            f"machine has {there / 1e9:.3g} GB; {instead or sample}"
        )


def memory():
    """Bytes of this machine; 16 GB where the system does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 16e9


def _spread(X):
    """Half the width of the widest coordinate: the whole could overflow."""
    return np.max(X.max(axis=0) / 2 - X.min(axis=0) / 2)


def _beyond_squares(spread, name):
    return ValueError(
        f"the spread of {name} is {2 * spread:.3g}, whose square leaves the range of "
        f"float64; rescale, for example {name} / {spread:.3g}"
    )


def square(value, name, given=None):
    clean = finite(value, name)
    if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
        raise ValueError(f"{name} must be square, n rows and n columns; got shape {clean.shape}")
    if len(clean) < 2:
        raise ValueError(f"{name} needs at least 2 points (a minimum of 2 samples), got 1 sample")
    if (clean < 0).any():
        place = np.argwhere(clean < 0)[0]
        raise ValueError(f"{name} is negative at {where(value, place)}: {clean[tuple(place)]:.4g}")
    return clean


def squares(D2, name, given=None):
    """Squared distances: square, zero diagonal, symmetric, not negative."""
    clean = square(D2, name)
    _refuse_diagonal(clean, name, D2)
    _refuse_asymmetry(clean, name, D2)
    return in_range(clean, name)


def distances(D, name, given=None):
    """Distances that somebody else computed; what is next to nothing on the diagonal is nothing."""
    clean = finite(D, name)
    if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
        raise ValueError(
            f"{name} must be a square distance matrix, n rows and n columns; got {clean.shape}"
        )
    if (clean < 0).any():
        place = np.argwhere(clean < 0)[0]
        raise ValueError(
            f"All distances must be zero or positive, and {name} is {clean[tuple(place)]:.4g} at "
            f"{where(D, place)}; correct them, or the metric given"
        )
    _refuse_diagonal(np.where(clean > 1e-9 * clean.max(), clean, 0), name, D)
    _refuse_asymmetry(clean, name, D)
    return clean


def _refuse_diagonal(D, name, as_given):
    if np.diag(D).any():
        at = int(np.flatnonzero(np.diag(D))[0])
        raise ValueError(
            f"{name} must have a zero diagonal: the distance from {where(as_given, [at])} "
            f"to itself is {D[at, at]:.4g}"
        )


def _refuse_asymmetry(D, name, as_given):
    if not np.allclose(D, D.T, rtol=1e-6, atol=0):
        i, j = np.argwhere(~np.isclose(D, D.T, rtol=1e-6, atol=0))[0]
        raise ValueError(
            f"{name} must be symmetric, but at {where(as_given, (i, j))} it is "
            f"{D[i, j]:.6g} one way and {D[j, i]:.6g} the other"
        )


def in_range(D2, name):
    """Squares with all their digits, and with a sum."""
    if D2.max() > 1e304 or 0 < D2.max() < 1e-290:
        raise ValueError(
            f"the largest entry of {name} is {D2.max():.3g}, at the end of the range of float64; "
            "rescale the points before squaring their distances"
        )
    return D2


def row_of_squares(d2, name, given=None):
    """Squared distances from one point to the others, itself left out."""
    clean = finite(d2, name)
    if clean.ndim != 1 or len(clean) < 2:
        raise ValueError(
            f"{name} must be one row: at least 2 squared distances to the *other* points; "
            f"got shape {clean.shape}"
        )
    if (clean < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return in_range(clean, name)


def chances(P, name, given=None):
    """A square of probabilities whose rows sum to 1, up to the rounding of a printed table."""
    clean = square(P, name)
    sums = clean.sum(axis=1)
    if (off := abs(sums - 1) > 0.005).any():
        at = int(np.flatnonzero(off)[0])
        raise ValueError(
            f"every row of {name} must sum to 1, but {where(P, [at])} sums to {sums[at]:.4g}; "
            "p(j|i) comes from conditional_probabilities"
        )
    return clean


def not_negative(P, name, given=None):
    """Not negative, without gaps, of any shape."""
    clean = finite(P, name)
    if (clean < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return clean


def same_shape(Q, name, given):
    clean = not_negative(Q, name)
    if clean.shape != given["P"].shape:
        raise ValueError(
            f"P has shape {given['P'].shape} and {name} {clean.shape}; both must be "
            "about the same pairs"
        )
    return clean


def widths(sigmas, name, given):
    """One positive number, or one a point."""
    alone = isinstance(sigmas, str) or not hasattr(sigmas, "__len__")
    if alone or getattr(sigmas, "ndim", 1) == 0:
        return width(sigmas, name)
    clean, n = finite(sigmas, name), len(given["D2"])
    if clean.shape != (n,):
        raise ValueError(f"{name} must be one number or {n} of them, got shape {clean.shape}")
    for at, sigma in enumerate(clean):
        width(sigma, f"{name} at {where(sigmas, [at])}")
    return clean


def perplexity(value, name, given):
    return perplexity_below(len(given["D2"]), value, name)


def perplexity_of_row(value, name, given):
    """Within reach for this row: above the number of its tied nearest neighbours."""
    d2 = given["d2"]
    clean = perplexity_below(len(d2) + 1, value, name)
    tied = int((d2 - d2.min() <= 1e-13 * d2.min()).sum())
    if clean <= tied:
        raise ValueError(
            f"{name}={clean:g} cannot be reached: {tied} nearest neighbour(s) are at one and "
            f"the same distance, so it is above {tied} for every sigma"
        )
    return clean


def axis(value, name, given):
    dimensions = given["P"].ndim
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if value is None or (whole and -dimensions <= value < dimensions):
        return value
    raise ValueError(f"{name} must be None (all pairs) or 1 (rows), got {value!r}")


def map_of(Y, name, given):
    return _about_same(map_points(Y, name), name, "P", given)


def normalized(value, name, given):
    """P must sum to what the loss expects: every row to 1, or all pairs to 1."""
    word("joint", "rows")(value, name)
    sums = given["P"].sum(axis=None if value == "joint" else 1)
    if (abs(sums - 1) > 0.005).any():
        remedy = {"joint": "joint_probabilities", "rows": "conditional_probabilities"}[value]
        what = "all pairs of P" if value == "joint" else "every row of P"
        wrong = np.ravel(sums)[np.argmax(abs(np.ravel(sums) - 1))]
        raise ValueError(
            f"with {name}={value!r} {what} must sum to 1, found {wrong:.4g}; use {remedy}(...)"
        )
    return value
