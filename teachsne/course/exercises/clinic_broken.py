"""The clinic's patients: slips that were really made, each in a few lines of our own.

Read them with suspicion. Each runs, and each gives the wrong number that `clinic` prints;
`clinic_fixed` has the same functions, corrected.
"""

import numpy as np


def map_chances(Y):
    """t-SNE's q_ij of a map Y (n, 2), Student-t kernel."""
    d2 = ((Y[:, None] - Y[None, :]) ** 2).sum(axis=2)
    w = 1 / (1 + d2)
    np.fill_diagonal(w, 0)
    return w / w.sum(axis=1, keepdims=True)


def two_axes(ab):
    """From two axes, the rows of ab (2, p): two of length 1 at a right angle."""
    ab = ab.copy()
    a, b = ab[:, 0], ab[:, 1]
    ab[:, 1] = b - a * (a @ b) / np.sqrt(b @ b)
    return ab / np.linalg.norm(ab, axis=1, keepdims=True)


def data_chances(d2, sigma):
    """One point's p_{j|i} from its squared distances d2 to the others, Gaussian of width sigma."""
    w = np.exp(-d2 / 2 * sigma**2)
    return w / w.sum()


def student_row(d):
    """One point's chances on the map from its distances d to the others, Student-t kernel."""
    w = np.exp(-(d**2) / (2 * 0.5**2))
    return w / w.sum()


def half_row(d):
    """One point's chances on the map from its distances d, by the bell exp(−d²/2)."""
    return np.exp(-(d**2) / 2) / np.exp(-(d**2)).sum()


def slope_in_bits(P, Y):
    """The slope at each map point of Σ p log₂(p/q), Student-t kernel, all pairs."""
    gap = Y[:, None] - Y[None, :]
    w = 1 / (1 + (gap**2).sum(axis=2))
    np.fill_diagonal(w, 0)
    stiffness = (P - w / w.sum()) * w
    return 4 * (stiffness[:, :, None] * gap).sum(axis=1)


def pair_chances(P):
    """t-SNE's p_ij from the rows p_{j|i}."""
    return (P + P.T) / 2
