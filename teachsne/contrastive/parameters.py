"""The parameters of `teachsne.ContrastiveTSNE`: each is checked when it fits, after the data."""

import numpy as np

from ..tsne.parameters import function, initial_embedding, random_generator, verbosity
from ..validation.pairs import LOSSES, WITHOUT_Z, few_neighbours
from ..validation.scalars import choice, integer, n_processors, or_none, positive, real
from ..warn import warn_user

MAX_SPECTRUM = 10  # along the spectrum, where Z̄ stays within float64


def validate_parameters(parameters, X):
    """The clean values, by name; X (n, p) is clean already."""
    given = {"X": X, "n_components": 2, "metric": "euclidean"}  # what a start is held against
    for name, check in CONTRASTIVE.items():
        given[name] = check(parameters[name], name, given)
    if (X == X[0]).all():  # a width could overflow
        warn_user(
            "all rows of X are the same, so who is whose neighbour is arbitrary; and so is the map",
        )
    given["random"] = noise_generator(given["random_state"], parameters["random_state"])
    return given


def partition_target(value, name, given):
    """Z̄ > 0, for a loss that has one."""
    if value is None:
        return None
    _only_negative(name, value, given)
    clean = positive(value, name)
    if not 1e-100 < clean < 1e100:
        n = len(given["X"])
        raise ValueError(f"{name}={value} is out of reach; Σ 1/(1 + d²) is at most {n * (n - 1)}")
    return clean


def spectrum_position(value, name, given):
    """s, and not Z̄ as well."""
    if value is None:
        return None
    _only_negative(name, value, given)
    if given["z_bar"] is not None:
        raise ValueError(
            f"z_bar={given['z_bar']:g} and {name}={value} both set Z̄; give one of them, and None "
            "for the other"
        )
    if abs(clean := real(value, name)) > MAX_SPECTRUM:
        raise ValueError(
            f"{name} must be from -{MAX_SPECTRUM} to {MAX_SPECTRUM}, got {value}; "
            "0 is t-SNE, 1 is UMAP"
        )
    return clean


def _only_negative(name, value, given):
    if given["loss"] != "negative":
        raise ValueError(
            f"{name}={value} is for loss='negative'; loss={given['loss']!r} "
            f"{WITHOUT_Z[given['loss']]}, so leave {name}=None"
        )


def noise_generator(random, seed):
    """What noise is drawn from: a generator that a seed makes, or the caller's own."""
    if isinstance(random, np.random.Generator):
        return random
    if seed is random:  # the caller's RandomState goes on where it stands
        return np.random.default_rng(random.randint(2**31 - 1, size=4, dtype=np.int64))
    return np.random.default_rng(seed)


CONTRASTIVE = {
    "loss": choice(*LOSSES),
    "z_bar": partition_target,
    "spectrum": spectrum_position,
    "n_noise": integer(1),
    "n_neighbors": few_neighbours,
    "batch_size": integer(1),
    "learning_rate": positive,
    "n_epochs": integer(1),
    "n_early_epochs": integer(0),
    "init": initial_embedding,
    "random_state": random_generator,
    "verbose": verbosity,
    "callback": or_none(function),
    "n_jobs": or_none(n_processors),
}
