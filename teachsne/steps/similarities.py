"""Who is whose neighbour on the map?   q = w / Σ w, over each row or over all pairs

Two kernels and two ways to sum make four variants:

                     each row sums to 1       all pairs sum to 1
    Gaussian         SNE                      symmetric SNE
    Student          the lecture's loss       t-SNE
"""

import numpy as np

from .distances import squared_distances
from .kernels import student


def similarities(Y, kernel=student, normalize="joint"):
    r"""$q_{ij} = w_{ij} \,/\, \sum_{k \ne l} w_{kl}$

    That is "joint", over all pairs; "rows" is $q_{j|i} = w_{ij} / \sum_{k \ne i} w_{ik}$.
    It is the probability that two map points are picked as neighbours. No point picks itself.

    Y (n, d), kernel: "student", "gaussian" (SNE's exp(−d²)) or a kernel such as
    gaussian(sigma=.5); normalize: "joint" or "rows"  ->  (n, n).
    ValueError: an unknown word, or Y as in `squared_distances`.
    Source: van der Maaten & Hinton (2008), equations 3 and 4.
    """
    return similarities_at(squared_distances(Y), kernel, normalize)


def similarities_at(D2, kernel=student, normalize="joint"):
    r"""$q = w / \sum w$ from squared distances D2 (n, n)

    All weights are divided by the largest one, which cancels. Otherwise the row of a Gaussian
    would be 0/0 where all other points are far away.
    """
    axis = {"joint": None, "rows": 1}[normalize]
    logW = kernel.log(D2)
    np.fill_diagonal(logW, -np.inf)
    W = np.exp(logW - logW.max(axis=axis, keepdims=True))
    return W / W.sum(axis=axis, keepdims=True)


def log_similarities(Y, kernel=student, normalize="joint"):
    r"""$\log q_{ij} = \log w_{ij} - \log \sum w$

    The logarithm stays finite where q itself is too small for a float: a Gaussian's at 40
    widths, say. Y, kernel, normalize as in `similarities`  ->  (n, n), −∞ on the diagonal.
    """
    axis = 1 if normalize == "rows" else None
    logW = kernel.log(squared_distances(Y))
    logW[np.diag_indices(len(Y))] = -np.inf
    top = logW.max(axis=axis, keepdims=True)
    return logW - top - np.log(np.exp(logW - top).sum(axis=axis, keepdims=True))
