"""How badly does Q describe P?   KL(P‖Q) = Σ p log(p / q)"""

import numpy as np


def kl_divergence(P, Q, base=np.e, axis=None):
    r"""$KL(P \| Q) = \sum_{ij} p_{ij} \log (p_{ij} / q_{ij})$

    The mean extra surprise of someone who believes Q while P is true. It is zero only if
    P = Q, and not symmetric. A pair with p = 0 adds 0; a pair with q = 0 < p makes it ∞.

    P, Q of one shape  ->  a number, or one value a row for axis=1. In nats; base=2 gives
    bits. P and Q may each sum to 1 over a row, or over all pairs.
    ValueError: different shapes, a negative or missing entry, a base that is no base.
    Source: Kullback & Leibler (1951); van der Maaten & Hinton (2008), equation 2.
    """
    met = P > 0  # 0 log 0 = 0: what never happens costs nothing
    terms = np.zeros(np.shape(P))
    terms[met] = P[met] * log_ratio(P[met], Q[met])
    return terms.sum(axis=axis) / np.log(base)


def log_ratio(p, q):
    """log(p/q); where they nearly agree by log1p((p − q)/q), or its digits are lost."""
    with np.errstate(divide="ignore", over="ignore"):
        return np.where(abs(p - q) < q / 2, np.log1p((p - q) / q), np.log(p) - np.log(q))
