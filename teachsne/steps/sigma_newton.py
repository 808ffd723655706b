"""The search for all σ at once: Newton's method on log β, with β = 1/2σ².

`bisect_sigma` in `perplexity` finds the same σ a step at a time, and is easier to follow.
"""

import numpy as np

from ..warn import warn_user

CHUNK = 2**16  # numbers that Newton looks at together: they stay in the cache
TIE_TOL = 1e-300  # of the largest gap; what is smaller has no room in a float
SMALLEST = 2e-304  # a gap whose σ² is a float with all its digits


def sigmas_of_rows(D2, perplexity):
    """The same for rows of squared distances to *other* points, all of them or the nearest.

    D2 (n, k)  ->  (n,)
    """
    sigmas, tied, start = np.empty(len(D2)), np.empty(len(D2), dtype=int), 0.0
    strip = max(1, CHUNK // D2.shape[1])
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
    ties = np.maximum(np.maximum(1e-13 * nearest, TIE_TOL * scale), SMALLEST)
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
