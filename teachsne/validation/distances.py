"""Tables of n x n distances or squared distances, and how a square table is checked."""

import numpy as np

from ..numeric.arrays import finite, not_negative, slack, where, whole, without_rounding


def square_matrix(diagonal, symmetric=False, last=None):
    """A check: n × n numbers, n ≥ 2, none negative, with a zero diagonal.

    diagonal: a function that refuses other diagonals.   symmetric: must it be?
    last: a function that checks size or sums.
    """

    def check(value, name, checked=None):
        clean = _zero_diagonal(diagonal(_no_negative_square(value, name), name, value))
        if symmetric:
            clean = both_ways_alike(clean, name, value)
        if last:
            last(clean, name, value, checked)
        return clean

    return check


def _no_negative_square(value, name):
    """n × n numbers for n ≥ 2 points, none of them negative."""
    if not _is_square(clean := finite(value, name)):
        raise ValueError(f"{name} must be square, n rows and n columns; got shape {clean.shape}")
    if len(clean) < 2:
        raise ValueError(f"{name} needs at least 2 points (a minimum of 2 samples), got 1 sample")
    if ((clean := without_rounding(value, clean)) < 0).any():
        place = np.argwhere(clean < 0)[0]
        raise ValueError(f"{name} is negative at {where(value, place)}: {clean[tuple(place)]:.4g}")
    return clean


def _is_square(clean):
    return clean.ndim == 2 and clean.shape[0] == clean.shape[1]


def zero_distance(clean, name, as_given):
    """A point's distance to itself is 0, up to the rounding of single precision."""
    _refuse_diagonal(clean, name, as_given, slack)
    return clean


def in_range(D2, name, as_checked=None, checked=None):
    """Squares that have all their digits, and a finite sum."""
    if D2.max() > 1e304 or 0 < D2.max() < 1e-290:
        raise ValueError(
            f"the largest entry of {name} is {D2.max():.3g}, at the end of the range of float64; "
            "rescale the points before squaring their distances"
        )
    return D2


squared_distance_matrix = square_matrix(zero_distance, symmetric=True, last=in_range)


def squared_distance_row(d2, name, checked=None):
    """Squared distances from one point to the others, itself left out."""
    clean = finite(d2, name)
    if clean.ndim != 1 or len(clean) < 2:
        raise ValueError(
            f"{name} must be one row: at least 2 squared distances to the *other* points; "
            f"got shape {clean.shape}"
        )
    return in_range(not_negative(d2, name), name)


def distance_matrix(D, name, checked=None, precision=None):
    """Distances that the user or scikit-learn computed; a diagonal of rounding errors becomes 0.

    precision: of the numbers that they were computed from, if it was not D's own.
    """
    if not _is_square(clean := finite(D, name)):
        raise ValueError(
            f"{name} must be a square distance matrix, n rows and n columns; got {clean.shape}"
        )
    clean = _no_less_than_zero(clean, name, D, precision)
    _refuse_diagonal(clean, name, D, lambda *table: _next_to_nothing(*table, precision))
    return both_ways_alike(_zero_diagonal(clean), name, D, precision)


def some_distances(D, name, row, precision):
    """Part of a distance matrix: from some points, first of all `row`, to all from `row` on."""
    clean = _no_less_than_zero(finite(D, name, (row, row)), name, D, precision, row)
    _refuse_diagonal(clean, name, D, lambda *table: _next_to_nothing(*table, precision), row)
    return clean


def refuse_two_ways(there, back, places, name, precision):
    """The distances `there` and `back` must agree; places: the pairs of rows that they join."""
    excuse = slack(there, there, precision)
    off = abs(there - back) > np.maximum(excuse, 1e-6 * abs(back))
    if off.any():
        at = int(np.flatnonzero(off)[0])
        raise _two_ways(name, where(None, places[at]), there[at], back[at])


def _no_less_than_zero(clean, name, as_given, precision, row=0):
    if ((clean := without_rounding(as_given, clean, precision)) < 0).any():
        at = np.argwhere(clean < 0)[0]
        raise ValueError(
            f"All distances must be zero or positive, and {name} is {clean[tuple(at)]:.4g} at "
            f"{where(as_given, [int(i) + row for i in at])}; correct them, or the metric given"
        )
    return clean


def _next_to_nothing(D, clean, precision):
    """The largest rounding error on a diagonal, in double precision, too; 0 for whole numbers."""
    return 0.0 if whole(D) else max(slack(D, clean, precision), 1e-9 * float(clean.max()))


def _refuse_diagonal(clean, name, as_given, excuse, row=0):
    """excuse(as given, clean): the largest entry that counts as 0."""
    if (at := first_on_diagonal(clean, as_given, excuse)) is not None:
        raise ValueError(
            f"{name} must have a zero diagonal: the distance from {where(as_given, [at + row])} "
            f"to itself is {clean[at, at]:.4g}; set the diagonal to 0 if that is rounding"
        )


def first_on_diagonal(clean, as_given, excuse):
    """The first row whose diagonal entry is above its excuse, or None."""
    own = np.diag(clean)
    wrong = own > excuse(as_given, clean) if own.any() else own > 0
    return int(np.argmax(wrong)) if wrong.any() else None


def _zero_diagonal(clean):
    """The same table with exact zeros on the diagonal."""
    if not np.diag(clean).any():
        return clean
    return np.where(np.eye(len(clean), dtype=bool), 0.0, clean)


def both_ways_alike(clean, name, as_given, precision=None):
    """A symmetric table; if rounding made it unsymmetric, the mean of both ways."""
    if np.array_equal(clean, clean.T):
        return clean
    excuse = slack(as_given, clean, precision)
    share = 0 if whole(as_given) else 1e-6
    alike = np.isclose(clean, clean.T, rtol=share, atol=excuse)
    if not alike.all():
        i, j = np.argwhere(~alike)[0]
        raise _two_ways(name, where(as_given, (i, j)), clean[i, j], clean[j, i])
    return (clean + clean.T) / 2 if excuse else clean


def _two_ways(name, place, there, back):
    return ValueError(
        f"{name} must be symmetric, but at {place} it is {there:.6g} one way and {back:.6g} the "
        "other; take the mean of both ways if that is rounding"
    )
