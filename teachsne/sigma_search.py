r"""How wide does a point look?   p_j|i ∝ exp(−d²_ij / 2σ_i²), with σ_i such that 2^H = perplexity

A point in a crowd looks nearby, a lonely one far away: each gets the width σ_i at which it
has the same effective number of neighbours, the perplexity.
"""

import numpy as np

from .warn import warn_user

STRIP = 2**16  # numbers that Newton looks at together: they stay in the cache
NOTHING = 1e-300  # of the largest gap; what is smaller has no room in a float
SMALLEST = 2e-304  # a gap whose σ² is a float with all its digits


def conditional_probabilities(D2, sigmas):
    r"""$p_{j|i} = e^{-d_{ij}^2 / 2\sigma_i^2} \,/\, \sum_{k \ne i} e^{-d_{ik}^2 / 2\sigma_i^2}$

    Row i is the chance that point i picks each other point as its neighbour; nobody picks
    itself. The nearest d² of the row is subtracted first: it cancels, and a row with only
    far points does not become 0/0.

    D2 (n, n) squared distances, sigmas one number or (n,)  ->  (n, n), every row sums to 1.
    ValueError: D2 not square, asymmetric, negative or with a diagonal; sigma not positive.
    Source: van der Maaten & Hinton (2008), equation 1; seed 001, step 2.
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


def sigmas_of_rows(D2, perplexity):
    """The same for rows of squared distances to *other* points, all of them or the nearest.

    D2 (n, k)  ->  (n,)
    """
    sigmas, tied, start = np.empty(len(D2)), np.empty(len(D2), dtype=int), 0.0
    strip = max(1, STRIP // D2.shape[1])
    for row in range(0, len(D2), strip):
        part = slice(row, row + strip)
        sigmas[part], tied[part], start = _search(D2[part], perplexity, start)
    if (lost := ~np.isfinite(sigmas)).any():
        raise ValueError(
            f"the distances from point {int(lost.argmax())} to others contain NaN or infinity, "
            "for which there is no sigma; correct them, or the metric given"
        )
    unreached = tied[tied >= perplexity]
    if len(unreached):
        warn_user(_ties_message(perplexity, unreached))
    return sigmas


def tied_nearest(D2):
    """How many nearest of each row are equally near, as far as a float can tell, and its gaps.

    D2 (…, k)  ->  numbers (…), gaps d² − nearest d² (…, k), and up to which they are ties (…, 1)
    """
    nearest = D2.min(axis=-1, keepdims=True)
    gaps = D2 - nearest
    scale = gaps.max(axis=-1, keepdims=True)
    ties = np.maximum(np.maximum(1e-13 * nearest, NOTHING * scale), SMALLEST)
    return (gaps <= ties).sum(axis=-1), gaps, ties


def _search(D2, perplexity, start):
    """One strip's sigmas, its numbers of tied nearest, and where the next strip may begin."""
    tied, gaps, ties = tied_nearest(D2)
    sigmas, alone = np.empty(len(gaps)), tied < perplexity
    sigmas[~alone] = [_width_of_ties(*row) for row in zip(gaps[~alone], ties[~alone], strict=True)]
    scale = gaps[alone].max(axis=1, keepdims=True)
    log_beta = _newton(gaps[alone] / scale, np.log(perplexity), start)
    sigmas[alone] = np.sqrt(scale[:, 0] / 2) * np.exp(-log_beta / 2)
    return sigmas, tied, float(np.median(log_beta)) if alone.any() else start


def _newton(gaps, target, start):
    """log β with H(β) = target; a bracket [low, high] keeps Newton honest, who is done leaves."""
    result, going = np.empty(len(gaps)), np.arange(len(gaps))
    log_beta = np.full(len(gaps), start)
    low, high = np.full(len(gaps), -np.inf), np.full(len(gaps), np.inf)
    while len(going):
        entropy, slope = _entropy(gaps[going], np.exp(log_beta))
        low = np.where(entropy > target, log_beta, low)
        high = np.where(entropy < target, log_beta, high)
        step = np.clip((target - entropy) / slope, -3, 3)
        newton, close = log_beta + step, abs(step) < 1e-9
        inside = (low < newton) & (newton < high)
        with np.errstate(invalid="ignore"):  # an open bracket has no middle, and needs none
            log_beta = np.where(inside | close, newton, (low + high) / 2)
        result[going] = log_beta  # Newton doubles the digits: a small step is the last
        wide = high - low >= 1e-15 * (1 + abs(log_beta))  # NaN is not, and so it ends
        done = close | ~wide
        going, log_beta, low, high = (part[~done] for part in (going, log_beta, low, high))
    return result


def _entropy(gaps, beta):
    """H = log Z + E[βd²] in nats, and its slope dH / d log β = −Var[βd²]."""
    gaps = beta[:, None] * gaps
    W = np.exp(-gaps)
    Z = W.sum(axis=1)
    W *= gaps
    mean = W.sum(axis=1) / Z
    variance = np.einsum("ij,ij->i", W, gaps) / Z - mean**2
    return np.log(Z) + mean, np.minimum(-variance, -np.finfo(float).tiny)


def _width_of_ties(gaps, ties):
    """A width that sees nothing but the tied nearest: all beyond them vanish."""
    beyond = gaps[gaps > ties]
    return np.sqrt(beyond.min() / 2000 if beyond.size else max(1.0, 1e13 * ties[0]))


def _ties_message(perplexity, tied):
    return (
        f"perplexity={perplexity:g} cannot be reached at {len(tied)} point(s), which have "
        f"{tied.min()} or more nearest neighbours at one and the same distance; "
        f"they get these alone. Use a perplexity above {tied.max()}, or remove duplicates"
    )
