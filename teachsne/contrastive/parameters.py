"""The parameters of `teachsne.ContrastiveTSNE`: each is checked when it fits, after the data."""

from dataclasses import dataclass, fields

import numpy as np
from sklearn.utils.validation import validate_data

from ..numeric.scalars import integer, number, positive
from ..tsne.parameters import function, initial_embedding, random_generator, verbosity
from ..validation.names import refuse_other_points
from ..validation.pairs import LOSSES, WITHOUT_Z
from ..validation.points import points_any_scale
from ..validation.scalars import choice, few_neighbours, n_processors, or_none
from ..warn import warn_user

MAX_SPECTRUM = 10  # along the spectrum, where Z̄ stays within float64
within_spectrum = number(
    *(-MAX_SPECTRUM, MAX_SPECTRUM),
    must=f"be from -{MAX_SPECTRUM} to {MAX_SPECTRUM}",
    remedy="; 0 is t-SNE, 1 is UMAP",
)


@dataclass(frozen=True, eq=False)
class Settings:
    """What a fit of `ContrastiveTSNE` is told, checked. noise: the generator that pairs come from.

    z_bar: None where it follows from spectrum, s, and z_tsne, Z₀; z_tsne: None where a t-SNE map
    must tell it. All else has the names of `ContrastiveTSNE`.
    """

    X: np.ndarray
    loss: str
    z_bar: float | None
    spectrum: float
    z_tsne: float | None
    n_noise: int
    n_neighbors: int
    batch_size: int
    learning_rate: float
    n_epochs: int
    n_early_epochs: int
    init: str | np.ndarray
    random_state: np.random.RandomState | np.random.Generator
    noise: np.random.Generator
    n_jobs: int | None


def validate_parameters(estimator, X):
    """The settings of a fit of `ContrastiveTSNE` to X."""
    points = points_any_scale(X, "X")
    validate_data(estimator, X, skip_check_array=True)  # counts features, notes their names
    parameters = estimator.get_params(deep=False)
    checked = {"X": points, "n_components": 2, "metric": "euclidean"}  # init is held against these
    for name, check in CONTRASTIVE.items():
        checked[name] = check(parameters[name], name, checked)
    if (points == points[0]).all():  # a width could overflow
        warn_user(
            "all rows of X are the same, so who is whose neighbour is arbitrary; and so is the map",
        )
    checked["noise"] = noise_generator(checked["random_state"], parameters["random_state"])
    refuse_other_points({"X": X, "init": parameters["init"]})
    checked["batch_size"] = min(checked["batch_size"], max(1, len(points) // 2))
    checked["spectrum"] = checked["spectrum"] or 0.0
    return Settings(**{field.name: checked[field.name] for field in fields(Settings)})


def partition_target(value, name, checked):
    """Z̄ > 0, for a loss that has one."""
    if value is None:
        return None
    _only_negative(name, value, checked)
    n = len(checked["X"])
    says = f"{{name}}={{value}} is out of reach; Σ 1/(1 + d²) is at most {n * (n - 1)}"
    return number(1e-100, 1e100, "()", says=says)(positive(value, name), name)


def spectrum_position(value, name, checked):
    """s, and not Z̄ as well."""
    if value is None:
        return None
    _only_negative(name, value, checked)
    if checked["z_bar"] is not None:
        raise ValueError(
            f"z_bar={checked['z_bar']:g} and {name}={value} both set Z̄; give one of them, and None "
            "for the other"
        )
    return within_spectrum(value, name)


def tsne_partition_given(value, name, checked):
    """Z₀ > 0, and no Z̄ beside it."""
    if value is None:
        return None
    clean = partition_target(value, name, checked)
    if checked["z_bar"] is not None:
        raise ValueError(
            f"{name}={value} has no effect beside z_bar={checked['z_bar']:g}: it is where the "
            f"spectrum begins; leave {name}=None, or z_bar=None"
        )
    return clean


def _only_negative(name, value, checked):
    if checked["loss"] != "negative":
        raise ValueError(
            f"{name}={value} is for loss='negative'; loss={checked['loss']!r} "
            f"{WITHOUT_Z[checked['loss']]}, so leave {name}=None"
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
    "z_tsne": tsne_partition_given,
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
