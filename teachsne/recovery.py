"""Which map did seed 001 draw, and with which kernel? It printed neither.

It printed 28 numbers of it: 20 entries of Q, and point A's 4 distances and 4 densities.
Least squares finds a layout near them, and a small random search then meets every digit.
A Gaussian layout gives all 28. A Student layout can give the 20 of Q (`student_twin`),
but never with A's printed distances (`best_student_row`).
"""

from functools import cache

import numpy as np
from scipy.optimize import least_squares

import teachsne as ts

from .rounding import SIGMA, recipe
from .tables import read

OFF = ~np.eye(5, dtype=bool)
DIGIT = 5e-4  # half of the last printed digit
TRIES = 20_000  # of the random search; a few hundred do, for the Gaussian


@cache
def printed_q():
    """The Q rows of the final table (5, 5), and point A's distances and densities (4,) each."""
    row_A = read("seed001_row_A_map").to_numpy()[:, 1:]
    return read("seed001_P_and_Q").to_numpy()[1::2], row_A[0], row_A[1]


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


def recover_layout(seed=0):
    """A layout (5, 2) with A at the origin that gives all 28 numbers with a Gaussian."""
    Q, distance_A, _ = printed_q()
    kernel = ts.gaussian(sigma=SIGMA)

    def misfit(layout):
        q = ts.similarities(layout, kernel, "rows")
        return np.append((q - Q)[OFF], ts.distances(layout)[0, 1:] - distance_A)

    return _search(misfit, matches, goal=28, seed=seed)


def student_twin(seed=0):
    """A layout (5, 2) that gives all 20 entries of Q with Student's kernel, not A's distances."""
    Q = printed_q()[0]
    return _search(
        lambda layout: (ts.similarities(layout, "student", "rows") - Q)[OFF],
        student_matches,
        goal=20,
        seed=seed,
    )


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


def _search(misfit, score, goal, seed):
    """Least squares, then random steps that never lose a digit, until the goal is met."""
    rng = np.random.default_rng(seed)

    def layout(free):
        return np.vstack([np.zeros(2), free.reshape(4, 2)])

    fit = least_squares(lambda free: misfit(layout(free)) / DIGIT, rng.normal(scale=0.3, size=8))
    best = layout(fit.x)
    found = score(best)
    for _ in range(TRIES):
        if found == goal:
            break
        near = best + rng.normal(scale=rng.choice([3e-5, 1e-4, 3e-4, 1e-3]), size=best.shape)
        if (now := score(near)) >= found:
            best, found = near, now
    return best - best[0]
