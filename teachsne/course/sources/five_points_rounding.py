"""How the web page came to its tables: look up a normal density, and round after every step.

Its P table cannot be had in full precision (two cells differ by 6e-4), and exactly so
with this recipe: the distance to 3 decimals, the density of N(0, σ) there to 3 decimals,
each row divided by its sum, to 3 decimals again.
"""

import numpy as np

import teachsne as ts

SIGMA = 0.5  # one width for all points; the perplexities show that none was searched


def density(distance, sigma=SIGMA):
    r"""$e^{-d^2 / 2\sigma^2} / \sigma\sqrt{2\pi}$: the normal density N(0, σ) at a distance."""
    return ts.gaussian(sigma=sigma)(np.square(distance)) / (sigma * np.sqrt(2 * np.pi))


def normalize_rows(W):
    return W / W.sum(axis=1, keepdims=True)


def recipe(points):
    """points (n, d)  ->  distance, density and normalized row, each (n, n) and rounded."""
    distance = ts.distances(np.asarray(points)).round(3)
    W = density(distance).round(3)
    np.fill_diagonal(W, 0)  # nobody picks itself
    return distance, W, normalize_rows(W).round(3)
