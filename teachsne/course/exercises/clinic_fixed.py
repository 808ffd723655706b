"""The same functions as in `clinic_broken`, corrected."""

import numpy as np


def map_chances(Y):
    """t-SNE's q_ij of a map Y (n, 2), Student-t kernel."""
    d2 = ((Y[:, None] - Y[None, :]) ** 2).sum(axis=2)
    w = 1 / (1 + d2)
    np.fill_diagonal(w, 0)
    return w / w.sum()  # one sum, over all pairs


def two_axes(ab):
    """From two axes, the rows of ab (2, p): two of length 1 at a right angle."""
    a, b = ab  # rows, not columns
    b = b - a * (a @ b) / (a @ a)  # the square of a's own length
    return np.array([a / np.linalg.norm(a), b / np.linalg.norm(b)])


def data_chances(d2, sigma):
    """One point's p_{j|i} from its squared distances d2 to the others, Gaussian of width sigma."""
    w = np.exp(-d2 / (2 * sigma**2))  # the brackets: σ² stands below the line
    return w / w.sum()


def student_row(d):
    """One point's chances on the map from its distances d to the others, Student-t kernel."""
    w = 1 / (1 + d**2)  # no Gaussian, and no width
    return w / w.sum()


def half_row(d):
    """One point's chances on the map from its distances d, by the bell exp(−d²/2)."""
    w = np.exp(-(d**2) / 2)  # one bell, above and below the line
    return w / w.sum()


def slope_in_bits(P, Y):
    """The slope at each map point of Σ p log₂(p/q), Student-t kernel, all pairs."""
    gap = Y[:, None] - Y[None, :]
    w = 1 / (1 + (gap**2).sum(axis=2))
    np.fill_diagonal(w, 0)
    stiffness = (P - w / w.sum()) * w
    return 4 / np.log(2) * (stiffness[:, :, None] * gap).sum(axis=1)  # the 4 is for nats


def pair_chances(P):
    """t-SNE's p_ij from the rows p_{j|i}."""
    return (P + P.T) / (2 * len(P))  # so that all pairs sum to 1
