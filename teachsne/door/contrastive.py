"""The parameters of `teachsne.ContrastiveTSNE`, and what its free functions are given."""

import numpy as np

from ..warn import warn_user
from .arrays import finite
from .parameters import function, generator, loudness, start
from .tables import no_pick_of_itself, not_negative, refuse_size, square
from .values import or_none, positive, real, whole, word

LOSSES = ("negative", "nce", "infonce", "umap")
FARTHEST = 10  # along the spectrum, where Z̄ stays within float64


def settle(parameters, X):
    """The clean values, by name; X (n, p) is clean already."""
    given = {"X": X, "n_components": 2, "metric": "euclidean"}  # what a start is held against
    for name, check in CONTRASTIVE.items():
        given[name] = check(parameters[name], name, given)
    if (X == X[0]).all():
        warn_user(
            "all rows of X are the same, so who is whose neighbour is arbitrary; and so is the map",
        )
    given["random"] = stream(given["random_state"], parameters["random_state"])
    return given


def few_neighbours(value, name, given):
    """1 <= k < n."""
    clean, n = whole(1)(value, name), len(given["X"])
    if clean >= n:
        raise ValueError(
            f"{name} ({value}) must be less than n_samples ({n}): from 1 to {n - 1} others can "
            f"be a point's neighbours; try {min(n - 1, max(1, n // 3))}"
        )
    return clean


def fixed_z(value, name, given):
    """Z̄ > 0, for a loss that has one."""
    if value is None:
        return None
    _only_negative(name, value, given)
    clean = positive(value, name)
    if not 1e-100 < clean < 1e100:
        n = len(given["X"])
        raise ValueError(f"{name}={value} is out of reach; Σ 1/(1 + d²) is at most {n * (n - 1)}")
    return clean


def along(value, name, given):
    """s, and not Z̄ as well."""
    if value is None:
        return None
    _only_negative(name, value, given)
    if given["z_bar"] is not None:
        raise ValueError(
            f"z_bar={given['z_bar']:g} and {name}={value} both set Z̄; give one of them, and None "
            "for the other"
        )
    if abs(clean := real(value, name)) > FARTHEST:
        raise ValueError(
            f"{name} must be from -{FARTHEST} to {FARTHEST}, got {value}; 0 is t-SNE, 1 is UMAP"
        )
    return clean


def _only_negative(name, value, given):
    if given["loss"] != "negative":
        why = {"nce": "learns its Z", "infonce": "needs no Z", "umap": "has Z̄ = n(n−1)/m"}
        raise ValueError(
            f"{name}={value} is for loss='negative'; loss={given['loss']!r} "
            f"{why[given['loss']]}, so leave {name}=None"
        )


def stream(random, seed):
    """What noise is drawn from: a generator that a seed makes, or the caller's own."""
    if isinstance(random, np.random.Generator):
        return random
    if seed is random:  # the caller's RandomState goes on where it stands
        return np.random.default_rng(random.randint(2**31 - 1, size=4))
    return np.random.default_rng(seed)


CONTRASTIVE = {
    "loss": word(*LOSSES),
    "z_bar": fixed_z,
    "spectrum": along,
    "n_noise": whole(1),
    "n_neighbors": few_neighbours,
    "batch_size": whole(1),
    "learning_rate": positive,
    "n_epochs": whole(1),
    "n_early_epochs": whole(0),
    "init": start,
    "random_state": generator,
    "verbose": loudness,
    "callback": or_none(function),
    "n_jobs": or_none(whole(-(2**31))),
}


def joint(P, name, given=None):
    """A square of chances that all pairs share: they sum to 1, up to a printed table's rounding."""
    clean = square(P, name)
    refuse_size(len(clean), name)
    if abs((total := clean.sum()) - 1) > 0.005:
        raise ValueError(
            f"all pairs of {name} must sum to 1, found {total:.4g}; use joint_probabilities(...)"
        )
    return no_pick_of_itself(P, name)


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
