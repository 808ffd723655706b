"""Arguments that must fit another argument, and what the contrastive losses are given."""

import numbers

from ..steps.sigma_newton import tied_nearest
from .arrays import finite, not_negative, where
from .scalars import bandwidth, integer, perplexity_below, positive

LOSSES = ("negative", "nce", "infonce", "umap")
WITHOUT_Z = {"nce": "learns its Z", "infonce": "needs no Z", "umap": "has Z̄ = n(n−1)/m"}


def few_neighbours(value, name, given):
    """1 <= k < n."""
    clean, n = integer(1)(value, name), len(given["X"])
    if clean >= n:
        raise ValueError(
            f"{name} ({value}) must be less than n_samples ({n}): from 1 to {n - 1} others can "
            f"be a point's neighbours; try {min(n - 1, max(1, n // 3))}"
        )
    return clean


def z_of_expected(value, name, given):
    """Z̄ or Z, for the losses that let the user choose it."""
    return _unless(("umap", "infonce"), positive)(value, name, given)


def noise_of_expected(value, name, given):
    """m, for the losses that draw noise."""
    return _unless(("infonce",), integer(1))(value, name, given)


def _unless(losses, check):
    """None, or what passes the check; refused with these losses, which would ignore it."""

    def checked(value, name, given):
        if value is None:
            return None
        if given["loss"] in losses:
            why = {"z_bar": WITHOUT_Z, "n_noise": {"infonce": "holds a pair against all others"}}
            raise ValueError(
                f"{name}={value} has no effect: loss={given['loss']!r} "
                f"{why[name][given['loss']]}; leave {name}=None"
            )
        return check(value, name)

    return checked


def pair_table(D2, name, given=None):
    """Squared distances of an edge and its noise pairs in each row: two columns or more."""
    clean = not_negative(D2, name)
    if clean.ndim != 2 or clean.shape[1] < 2:
        raise ValueError(
            f"{name} must be a table of squared distances, in each row an edge's and then "
            f"its noise's, of shape (b, 1 + m); got shape {clean.shape}"
        )
    return clean


def same_shape(Q, name, given):
    clean = not_negative(Q, name)
    if clean.shape != given["P"].shape:
        raise ValueError(
            f"P has shape {given['P'].shape} and {name} {clean.shape}; both must be "
            "about the same pairs"
        )
    return clean


def bandwidths(sigmas, name, given):
    """One positive number, or one for each point."""
    alone = isinstance(sigmas, str) or not hasattr(sigmas, "__len__")
    if alone or getattr(sigmas, "ndim", 1) == 0:
        return bandwidth(sigmas, name)
    clean, n = finite(sigmas, name), len(given["D2"])
    if clean.shape != (n,):
        raise ValueError(f"{name} must be one number or {n} of them, got shape {clean.shape}")
    for at, sigma in enumerate(clean):
        bandwidth(sigma, f"{name} at {where(sigmas, [at])}")
    return clean


def perplexity(value, name, given):
    return perplexity_below(len(given["D2"]), value, name)


def perplexity_of_row(value, name, given):
    """A perplexity above the number of nearest neighbours at one and the same distance."""
    d2 = given["d2"]
    clean = perplexity_below(len(d2) + 1, value, name)
    tied = int(tied_nearest(d2)[0])
    if clean <= tied:
        raise ValueError(
            f"{name}={clean:g} cannot be reached: {tied} nearest neighbour(s) are at one and "
            f"the same distance, so it is above {tied} for every sigma"
        )
    return clean


def axis(value, name, given):
    dimensions = given["P"].ndim
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if value is None or (whole and -dimensions <= value < dimensions):
        return value
    raise ValueError(f"{name} must be None (all pairs) or 1 (rows), got {value!r}")
