"""Which map did the web page draw, and with which kernel? It printed neither.

It printed 28 numbers of it: 20 entries of Q, and point A's 4 distances and 4 densities.
A Gaussian layout gives all 28 (`recovered_map`). A Student layout can give the 20 of Q
(`student_twin`), but never with A's printed distances (`best_student_row`).

The numbers fix a layout only up to a rotation and their rounding, so one of each kind is
written down in data/. `tests/test_five_points_map.py` finds such layouts anew: least squares comes
near, and a small random search then meets every digit.
"""

from functools import cache

import numpy as np
from scipy.optimize import least_squares

import teachsne as ts

from ...datasets.files import read
from .five_points_rounding import recipe

OFF = ~np.eye(5, dtype=bool)


@cache
def printed_q():
    """The Q rows of the final table (5, 5), and point A's distances and densities (4,) each."""
    row_A = read("five_points_row_A_map").to_numpy()[:, 1:]
    return read("five_points_P_and_Q").to_numpy()[1::2], row_A[0], row_A[1]


def matches(layout):
    """How many of the 28 printed numbers a layout gives, to the digit, by the recipe."""
    Q, distance_A, density_A = printed_q()
    distance, W, row = recipe(layout)
    return int(
        (row == Q)[OFF].sum()
        + (distance[0, 1:] == distance_A).sum()
        + (W[0, 1:] == density_A).sum()
    )


def student_matches(layout):
    """How many of the 20 entries of Q a layout gives with Student's kernel, rounded once."""
    return int((ts.similarities(layout, "student", "rows").round(3) == printed_q()[0])[OFF].sum())


def recovered_map():
    """A layout with A at the origin that gives all 28 numbers with a Gaussian: DataFrame (5, 2)."""
    return read("five_points_map")


def student_twin():
    """A layout that gives all 20 entries of Q with Student's kernel, not A's distances: (5, 2)."""
    return read("five_points_student_map")


def best_student_row(seed=0):
    """With A's four distances imposed: the layout whose Student Q comes closest to the table."""
    Q, distance_A, _ = printed_q()

    def on_circles(angles):
        ring = distance_A[:, None] * np.c_[np.cos(angles), np.sin(angles)]
        return np.vstack([np.zeros(2), ring])

    def misfit(angles):
        return (ts.similarities(on_circles(angles), "student", "rows") - Q)[OFF]

    starts = np.random.default_rng(seed).uniform(0, 2 * np.pi, size=(10, 4))
    fits = [least_squares(misfit, start) for start in starts]
    return on_circles(min(fits, key=lambda fit: fit.cost).x)
