"""The parameters of `teachsne.ContrastiveTSNE`, and what its free functions are given."""

from .arrays import finite, slack_of_sum
from .matrices import no_pick_of_itself, not_negative, refuse_size
from .scalars import integer, positive, real

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
    """Z̄ or Z, for a loss that has one that can be chosen."""
    return _unless(("umap", "infonce"), positive)(value, name, given)


def noise_of_expected(value, name, given):
    """m, for a loss that draws noise at all."""
    return _unless(("infonce",), integer(1))(value, name, given)


def _unless(losses, check):
    """None; or what passes the check, but for these losses, which would ignore it."""

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


def joint_probabilities_matrix(P, name, given=None):
    """A square of chances that all pairs share: they sum to 1, up to a printed table's rounding."""
    clean = no_pick_of_itself(P, name)
    refuse_size(len(clean), name)
    if abs((total := clean.sum()) - 1) > 0.005 + slack_of_sum(P, clean.size):
        raise ValueError(
            f"all pairs of {name} must sum to 1, found {total:.4g}; use joint_probabilities(...)"
        )
    return clean


def pair_table(D2, name, given=None):
    """Rows of an edge and its noise: two columns or more."""
    clean = not_negative(D2, name)
    if clean.ndim != 2 or clean.shape[1] < 2:
        raise ValueError(
            f"{name} must be a table of squared distances, in each row an edge's and then "
            f"its noise's, of shape (b, 1 + m); got shape {clean.shape}"
        )
    return clean


def any_number(value, name, given=None):
    return real(value, name)


def any_numbers(x, name, given=None):
    return finite(x, name)
