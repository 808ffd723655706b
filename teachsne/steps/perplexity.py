r"""How wide does a point look?   p_j|i ∝ exp(−d²_ij / 2σ_i²), with σ_i such that 2^H = perplexity

A point in a crowd looks nearby, a lonely one far away: each gets the width σ_i at which it
has the same effective number of neighbours, the perplexity.
"""

import numpy as np

from .sigma_newton import sigmas_of_rows


def conditional_probabilities(D2, sigmas):
    r"""$p_{j|i} = e^{-d_{ij}^2 / 2\sigma_i^2} \,/\, \sum_{k \ne i} e^{-d_{ik}^2 / 2\sigma_i^2}$

    Row i holds the probability that point i picks each other point as its neighbour. The
    smallest d² of the row is subtracted first. It cancels, and a row that has only far points
    does not become 0/0.

    D2 (n, n) squared distances, sigmas one number or (n,)  ->  (n, n), every row sums to 1.
    ValueError: D2 not square, asymmetric, negative or with a diagonal; sigma not positive.
    Source: van der Maaten & Hinton (2008), equation 1; the web page, step 2.
    """
    others = ~np.eye(len(D2), dtype=bool)
    nearest = D2.min(axis=1, where=others, initial=np.inf, keepdims=True)
    width = np.broadcast_to(sigmas, len(D2))[:, None]
    W = np.exp(-(D2 - nearest) / (2 * width**2), where=others, out=np.zeros_like(D2))
    return W / W.sum(axis=1, keepdims=True)


def perplexity(P):
    r"""$\mathrm{Perp}(P_i) = 2^{H(P_i)}, \quad H(P_i) = -\sum_j p_{j|i} \log_2 p_{j|i}$

    The number of equally likely neighbours that would be as uncertain as row i: between 1
    (one neighbour takes all) and n − 1 (all alike).

    P (n, n) with rows that sum to 1  ->  (n,), a number of neighbours. H is in bits here;
    e^H with H in nats is the same number.
    ValueError: negative or missing entries, rows that do not sum to 1.
    Source: van der Maaten & Hinton (2008), section 2.
    """
    log2P = np.log2(P, where=P > 0, out=np.zeros_like(P))  # 0 log 0 = 0
    return 2 ** -(P * log2P).sum(axis=1)


def bisect_sigma(d2, perplexity, tol=1e-5):
    r"""find $\sigma_i$ with $2^{H(P_i)} = \mathrm{perplexity}$, by halving an interval

    Perplexity grows with σ. Double σ until it is too wide, then halve the interval between
    the widest that is too narrow and the narrowest that is too wide.

    d2 (n − 1,): squared distances from one point to the others  ->  yields (sigma,
    perplexity) at each step, until the perplexity is within tol.
    ValueError: a perplexity that no σ has; d2 negative or not finite; tol not positive.
    Source: van der Maaten & Hinton (2008), section 2 ("a binary search").
    """
    power = int(np.frexp(d2.max())[1]) // 2
    d2 = np.ldexp(d2, -2 * power)  # the farthest at about 1: no square of σ leaves the floats
    low, high, sigma = 0.0, np.inf, float(np.sqrt(d2.mean()))
    while low < sigma < high:
        found = perplexity_of_row(d2, sigma)
        yield float(np.ldexp(sigma, power)), found
        if abs(found - perplexity) <= tol:
            return
        low, high = (sigma, high) if found < perplexity else (low, sigma)
        sigma = 2 * sigma if high == np.inf else (low + high) / 2


def perplexity_of_row(d2, sigma):
    """2^H of one point's neighbours, seen with width σ."""
    W = np.exp(-(d2 - d2.min()) / (2 * sigma**2))
    p = W / W.sum()
    p = p[p > 0]  # 0 log 0 = 0, and a division makes zeros of the smallest
    return float(2 ** -(p * np.log2(p)).sum())


def find_sigmas(D2, perplexity):
    r"""find every $\sigma_i$ with $2^{H(P_i)} = \mathrm{perplexity}$, to the last bits

    The search of `bisect_sigma` for all rows at once, by Newton's method on log β with
    β = 1/2σ²: dH / d log β = −β² Var[d²]. A step that leaves the bracket becomes a
    bisection.

    D2 (n, n), 1 <= perplexity < n − 1  ->  (n,), in the units of the distances.
    ValueError: a perplexity outside that range. A warning where it cannot be reached,
    because that many nearest neighbours are tied: σ then sees them alone.
    Source: the target, van der Maaten & Hinton (2008); the search is ours.
    """
    return sigmas_of_rows(D2[~np.eye(len(D2), dtype=bool)].reshape(len(D2), -1), perplexity)


def usual_perplexity(n):
    """30, or (n − 1)/3 for fewer than 91 points, but at least 1.5 and at most n − 1."""
    return min(n - 1, max(1.5, min(30.0, (n - 1) / 3)))
