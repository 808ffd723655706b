"""How far apart are two points?   d²_ij = Σ_k (x_ik − x_jk)²

Everything that t-SNE knows about the data it learns from these distances: from here on
the coordinates are forgotten.
"""

import numpy as np


def squared_distances(X):
    r"""$d_{ij}^2 = \sum_k (x_{ik} - x_{jk})^2$

    For one coordinate after the other: the differences of all pairs, squared, and added up.
    The formula |x|² + |y|² − 2xy is faster, but it loses all digits for points far from the
    origin.

    X (n, p)  ->  (n, n), symmetric to the last bit, zeros on the diagonal.
    ValueError: fewer than two points, a value that is not finite, a spread so large or
    so small that its square leaves the range of float64.
    Source: van der Maaten & Hinton (2008), section 2.
    """
    return sum((x[:, None] - x[None, :]) ** 2 for x in X.T)


def distances(X):
    r"""$d_{ij} = \sqrt{\sum_k (x_{ik} - x_{jk})^2}$

    The straight-line distance between each two points.

    X (n, p)  ->  (n, n), in the units of X.
    Errors as in `squared_distances`.   Source: the web page, step 1.
    """
    return np.sqrt(squared_distances(X))
