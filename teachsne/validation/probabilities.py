"""Square tables of probabilities: a zero diagonal, and rows or all pairs that sum to 1."""

import numpy as np

from ..numeric.arrays import slack, slack_of_sum, where
from .distances import first_on_diagonal, square_matrix
from .memory import refuse_size
from .scalars import choice

PRINTED = 0.005  # how far off 1 the sum of a printed table may be


def no_pair_of_one_point(clean, name, as_given):
    """A point has no probability of being its own neighbour."""
    if (at := first_on_diagonal(clean, as_given, slack)) is not None:
        raise ValueError(
            f"{name} pairs a point with itself; its diagonal must be zero, and at "
            f"{where(as_given, [at])} it is {clean[at, at]:.4g}. conditional_probabilities leaves "
            f"it out; or np.fill_diagonal({name}, 0), and divide by the sums anew"
        )
    return clean


def _off(sums, as_given, terms):
    """Which sums are not 1, up to the rounding of a printed table?"""
    return abs(sums - 1) > PRINTED + slack_of_sum(as_given, terms)


def rows_sum_to_1(P, name, as_given, checked=None):
    sums = P.sum(axis=1)
    if (off := _off(sums, as_given, len(P))).any():
        at = int(np.flatnonzero(off)[0])
        raise ValueError(
            f"every row of {name} must sum to 1, but {where(as_given, [at])} sums to "
            f"{sums[at]:.4g}; p(j|i) comes from conditional_probabilities"
        )


def all_pairs_sum_to_1(P, name, as_given, checked=None):
    refuse_size(len(P), name)
    if _off(total := P.sum(), as_given, P.size):
        raise ValueError(
            f"all pairs of {name} must sum to 1, found {total:.4g}; use joint_probabilities(...)"
        )


def sums_match(P, name, as_given, checked):
    """Every row sums to 1, or all pairs do, as `normalize` says."""
    by = checked["normalize"]
    joint = choice("joint", "rows")(by, "normalize") == "joint"
    sums = np.ravel(P.sum(axis=None if joint else 1))
    if _off(sums, as_given, P.size // len(sums)).any():
        remedy = "joint_probabilities" if joint else "conditional_probabilities"
        what = f"all pairs of {name}" if joint else f"every row of {name}"
        wrong = sums[np.argmax(abs(sums - 1))]
        raise ValueError(
            f"with normalize={by!r} {what} must sum to 1, found {wrong:.4g}; use {remedy}(...)"
        )


row_probabilities = square_matrix(no_pair_of_one_point, last=rows_sum_to_1)
joint_probabilities_matrix = square_matrix(no_pair_of_one_point, last=all_pairs_sum_to_1)
target_probabilities = square_matrix(no_pair_of_one_point, last=sums_match)
