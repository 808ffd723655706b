"""Square tables, a row and a column for each point: distances, and probabilities of pairs."""

from typing import NamedTuple

import numpy as np

from ..numeric.arrays import (
    finite,
    holds_integers,
    not_negative,
    slack,
    slack_of_sum,
    where,
    without_rounding,
)
from .scalars import choice

PRINTED = 0.005  # how far off 1 the sum of a printed table may be


class Entries(NamedTuple):
    """What the entries of a table are, and what is told of wrong ones."""

    square: str = "square, n rows and n columns; got shape {shape}"
    negative: str = "{name} is negative at {place}: {entry:.4g}"
    diagonal: str = (
        "{name} must have a zero diagonal: the distance from {place} to itself is {entry:.4g}; "
        "set the diagonal to 0 if that is rounding"
    )

    def rounding(self, as_given, clean, precision):
        """The largest entry of the diagonal that counts as 0."""
        return slack(as_given, clean, precision)


class Distances(Entries):
    def rounding(self, as_given, clean, precision):
        """Distances have rounding errors in double precision, too; whole numbers have none."""
        if holds_integers(as_given):
            return 0.0
        return max(slack(as_given, clean, precision), 1e-9 * float(clean.max()))


SQUARED_DISTANCES = Entries()
DISTANCES = Distances(
    square="a square distance matrix, n rows and n columns; got {shape}",
    negative="All distances must be zero or positive, and {name} is {entry:.4g} at {place}; "
    "correct them, or the metric given",
)
PROBABILITIES = Entries(
    diagonal="{name} pairs a point with itself; its diagonal must be zero, and at {place} it is "
    "{entry:.4g}. conditional_probabilities leaves it out; or np.fill_diagonal({name}, 0), and "
    "divide by the sums anew"
)


def square_matrix(entries, *, symmetric=False, sums=None):
    """A check: n × n numbers, n ≥ 2, none negative, with a zero diagonal.

    symmetric: must it be?   sums: what must sum to 1, "rows", "joint" (all pairs), or what the
    argument `normalize` says.   precision, of the check: that of the numbers from which the
    entries were computed, if it was not their own.
    """

    def check(value, name, checked=None, precision=None):
        clean = finite(value, name)
        if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
            raise ValueError(f"{name} must be {entries.square.format(shape=clean.shape)}")
        if len(clean) < 2:
            raise ValueError(
                f"{name} needs at least 2 points (a minimum of 2 samples), got 1 sample"
            )
        clean = _without_negative(clean, name, value, entries, precision)
        if np.diag(clean).any():
            clean = np.where(np.eye(len(clean), dtype=bool), 0.0, clean)
        if symmetric:
            clean = _both_ways_alike(clean, name, value, precision)
        if sums:
            _refuse_sums(clean, name, value, sums, checked)
        return clean

    return check


def _without_negative(clean, name, as_given, entries, precision, row=0):
    """No entry below 0; a negative one, and a diagonal other than 0, are refused.

    row: the row and the column of the whole table at which `clean` begins, if it is a part.
    """

    def refusal(message, *at):
        place = where(as_given, [int(i) + row for i in at])
        entry = clean[at[0], at[-1]]
        return ValueError(message.format(name=name, place=place, entry=entry))

    if ((clean := without_rounding(as_given, clean, precision)) < 0).any():
        raise refusal(entries.negative, *np.argwhere(clean < 0)[0])
    own = np.diag(clean)
    if own.any() and (wrong := own > entries.rounding(as_given, clean, precision)).any():
        raise refusal(entries.diagonal, np.argmax(wrong))
    return clean


def _both_ways_alike(clean, name, as_given, precision):
    """A symmetric table; if rounding made it unsymmetric, the mean of both ways."""
    if np.array_equal(clean, clean.T):
        return clean
    excuse = slack(as_given, clean, precision)
    share = 0 if holds_integers(as_given) else 1e-6
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


def _refuse_sums(P, name, as_given, what, checked):
    """Every row sums to 1, or all pairs do, up to the rounding of a printed table."""
    when = ""
    if what == "normalize":
        what = choice("joint", "rows")(checked["normalize"], "normalize")
        when = f"with normalize={what!r} "
    sums = np.ravel(P.sum(axis=None if what == "joint" else 1))
    off = abs(sums - 1) > PRINTED + slack_of_sum(as_given, P.size // len(sums))
    if not off.any():
        return
    at = int(np.argmax(off))
    if what == "joint":
        raise ValueError(
            f"{when}all pairs of {name} must sum to 1, found {sums[at]:.4g}; "
            "use joint_probabilities(...)"
        )
    raise ValueError(
        f"{when}every row of {name} must sum to 1, but {where(as_given, [at])} sums to "
        f"{sums[at]:.4g}; for p(j|i), use conditional_probabilities(...)"
    )


row_probabilities = square_matrix(PROBABILITIES, sums="rows")
joint_probabilities_matrix = square_matrix(PROBABILITIES, sums="joint")
target_probabilities = square_matrix(PROBABILITIES, sums="normalize")
distance_matrix = square_matrix(DISTANCES, symmetric=True)
_squared_distances = square_matrix(SQUARED_DISTANCES, symmetric=True)


def squared_distance_matrix(D2, name, checked=None):
    return _in_range(_squared_distances(D2, name), name)


def squared_distance_row(d2, name, checked=None):
    """Squared distances from one point to the others, itself left out."""
    clean = finite(d2, name)
    if clean.ndim != 1 or len(clean) < 2:
        raise ValueError(
            f"{name} must be one row: at least 2 squared distances to the *other* points; "
            f"got shape {clean.shape}"
        )
    return _in_range(not_negative(d2, name), name)


def _in_range(D2, name):
    """Squares that have all their digits, and a finite sum."""
    if D2.max() > 1e304 or 0 < D2.max() < 1e-290:
        raise ValueError(
            f"the largest entry of {name} is {D2.max():.3g}, at the end of the range of float64; "
            "rescale the points before squaring their distances"
        )
    return D2


def some_distances(D, name, row, precision):
    """Part of a distance matrix: from some points, first of all `row`, to all from `row` on."""
    return _without_negative(finite(D, name, (row, row)), name, D, DISTANCES, precision, row)


def refuse_two_ways(there, back, places, name, precision):
    """The distances `there` and `back` must agree; places: the pairs of rows that they join."""
    excuse = slack(there, there, precision)
    off = abs(there - back) > np.maximum(excuse, 1e-6 * abs(back))
    if off.any():
        at = int(np.flatnonzero(off)[0])
        raise _two_ways(name, where(None, places[at]), there[at], back[at])
