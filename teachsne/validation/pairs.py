"""Arguments that must fit another argument, and what the contrastive losses are given."""

import numbers

from ..numeric.arrays import finite, not_negative, where
from ..numeric.scalars import bandwidth, integer, positive
from ..steps.sigma_newton import tied_nearest
from .scalars import perplexity_below

LOSSES = ("negative", "nce", "infonce", "umap")
WITHOUT_Z = {"nce": "learns its Z", "infonce": "needs no Z", "umap": "has Z̄ = n(n−1)/m"}


def z_of_expected(value, name, checked):
    """Z̄ or Z, for the losses that let the user choose it."""
    return _unless(("umap", "infonce"), positive)(value, name, checked)


def noise_of_expected(value, name, checked):
    """m, for the losses that draw noise."""
    return _unless(("infonce",), integer(1))(value, name, checked)


def _unless(losses, check):
    """None, or what passes the check; refused with these losses, which would ignore it."""

    def check_of_loss(value, name, checked):
        if value is None:
            return None
        if checked["loss"] in losses:
            why = {"z_bar": WITHOUT_Z, "n_noise": {"infonce": "holds a pair against all others"}}
            raise ValueError(
                f"{name}={value} has no effect: loss={checked['loss']!r} "
                f"{why[name][checked['loss']]}; leave {name}=None"
            )
        return check(value, name)

    return check_of_loss


def pair_table(D2, name, checked=None):
    """Squared distances of an edge and its noise pairs in each row: two columns or more."""
    clean = not_negative(D2, name)
    if clean.ndim != 2 or clean.shape[1] < 2:
        raise ValueError(
            f"{name} must be a table of squared distances, in each row an edge's and then "
            f"its noise's, of shape (b, 1 + m); got shape {clean.shape}"
        )
    return clean


def same_shape(Q, name, checked):
    clean = not_negative(Q, name)
    if clean.shape != checked["P"].shape:
        raise ValueError(
            f"P has shape {checked['P'].shape} and {name} {clean.shape}; both must be "
            "about the same pairs"
        )
    return clean


def bandwidths(sigmas, name, checked):
    """One positive number, or one for each point."""
    alone = isinstance(sigmas, str) or not hasattr(sigmas, "__len__")
    if alone or getattr(sigmas, "ndim", 1) == 0:
        return bandwidth(sigmas, name)
    clean, n = finite(sigmas, name), len(checked["D2"])
    if clean.shape != (n,):
        raise ValueError(f"{name} must be one number or {n} of them, got shape {clean.shape}")
    for at, sigma in enumerate(clean):
        bandwidth(sigma, f"{name} at {where(sigmas, [at])}")
    return clean


def perplexity(value, name, checked):
    return perplexity_below(len(checked["D2"]), value, name)


def perplexity_of_row(value, name, checked):
    """A perplexity above the number of nearest neighbours at one and the same distance."""
    d2 = checked["d2"]
    clean = perplexity_below(len(d2) + 1, value, name)
    tied = int(tied_nearest(d2)[0])
    if clean <= tied:
        bound = "above" if tied < len(d2) else "exactly"  # no farther point, nothing to add
        raise ValueError(
            f"{name}={clean:g} cannot be reached: {tied} nearest neighbour(s) are at one and "
            f"the same distance, so it is {bound} {tied} for every sigma"
        )
    return clean


def axis(value, name, checked):
    dimensions = checked["P"].ndim
    whole = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if value is None or (whole and -dimensions <= value < dimensions):
        return value
    raise ValueError(f"{name} must be None (all pairs) or 1 (rows), got {value!r}")
