"""What ties the maps of `teachsne.YokedTSNE`; each map's own parameters are checked as TSNE's."""

from dataclasses import dataclass

import numpy as np

from ..numeric.arrays import where
from ..numeric.scalars import InputTypeError, number, whole
from ..tsne.estimator import TSNE
from ..tsne.initialization import new_embedding
from ..tsne.parameters import make_settings, random_generator
from ..validation.data_sets import data_sets, refuse_other_names
from ..validation.labels import one_a_row
from ..validation.scalars import boolean, choice, or_none, weight


def per_map(value, name, count):
    """A list with an entry a map; one value goes for all."""
    several = isinstance(value, list | tuple) or np.ndim(value) == 1
    if not several:
        return [value] * count
    if len(value) != count:
        raise ValueError(
            f"{name} has {len(value)} entries for {count} data sets; give one, or each"
        )
    return list(value)


def initial_per_map(value, name, count):
    """A start a map: one word or one array (n, 2) goes for all."""
    stack = not isinstance(value, list | tuple) and np.ndim(value) == 3
    mixed = isinstance(value, list | tuple) and any(
        isinstance(start, str) or np.ndim(start) == 2 for start in value
    )
    return per_map(list(value), name, count) if stack or mixed else [value] * count


def fixed_map(value, name, count):
    """The number of the map that is held, from 0."""
    try:
        whole(value, name)
    except InputTypeError:
        told = f"{name} must be None or the number of a map, from 0; got {value!r}"
        raise InputTypeError(told) from None
    says = f"{{name}}={{value}}: there are {count} maps, numbered 0 to {count - 1}"
    return number(0, count - 1, integer=True, says=says)(value, name)


def fixed_map_has_embedding(starts, fixed):
    """A map that is held must lie somewhere already."""
    if fixed is not None and isinstance(starts[fixed], str):
        raise ValueError(
            f"fixed={fixed} holds map {fixed} where its init is, and init={starts[fixed]!r} is but "
            "a dot to start from; give its map, for example init=[Y, 'pca'] with fixed=0"
        )


def class_numbers(value, name, n):
    """The numbers (n,) of the classes."""
    if value is None:
        raise ValueError(f"by_label=True yokes the centres of classes; give {name}, one a row")
    import pandas as pd

    codes, _ = pd.factorize(one_a_row(value, name, n))
    if (codes < 0).any():
        at = where(value, [int(np.flatnonzero(codes < 0)[0])])
        raise ValueError(f"{name} has a missing value at {at}; drop the row, or name it")
    return codes


@dataclass(frozen=True, eq=False)
class Settings:
    """What a fit of `YokedTSNE` is told, checked.

    labels: None, or a number for each point; maps: the settings of each map by itself.
    """

    lam: float
    penalty: str
    pairs: str
    fixed: int | None
    labels: np.ndarray | None
    maps: list


def validate_parameters(estimator, Xs, labels):
    """The settings of a fit of `YokedTSNE` to the tables Xs."""
    tables = data_sets(Xs)
    refuse_other_names(Xs, estimator.init, labels)
    parameters, count = estimator.get_params(deep=False), len(tables)
    checked = {
        "lam": weight(parameters["lam"], "lam"),
        "penalty": choice("sum", "mean")(parameters["penalty"], "penalty"),
        "pairs": choice("all", "chain")(parameters["pairs"], "pairs"),
        "fixed": or_none(lambda k, name, _: fixed_map(k, name, count))(
            parameters["fixed"], "fixed"
        ),
    }
    by_label = boolean(parameters["by_label"], "by_label")
    if by_label or labels is not None:
        labels = class_numbers(labels, "labels", len(tables[0]))
    maps = _settings_of_maps(parameters, Xs, tables, checked["fixed"])
    return Settings(**checked, labels=labels if by_label else None, maps=maps)


def _settings_of_maps(parameters, Xs, tables, fixed):
    """Each map's own settings, checked as those of `TSNE`."""
    count = len(tables)
    perplexities = per_map(parameters["perplexity"], "perplexity", count)
    starts = initial_per_map(parameters["init"], "init", count)
    fixed_map_has_embedding(starts, fixed)
    random = random_generator(parameters["random_state"], "random_state")
    starts = with_noise(starts, tables[0], random)
    usual = TSNE().get_params()
    common = usual | {name: parameters[name] for name in parameters if name in usual}
    common["random_state"] = random
    return [
        make_settings(common | {"perplexity": p, "init": init}, raw, X, f"Xs[{t}]")
        for t, (p, init, raw, X) in enumerate(zip(perplexities, starts, Xs, tables, strict=True))
    ]


def with_noise(starts, X, random):
    """The starts; where noise is asked for, one cloud of it, the same for all maps."""
    asked = [isinstance(start, str) and start == "random" for start in starts]
    if not any(asked):
        return starts
    noise = new_embedding(X, "random", 2, random)
    return [noise if noisy else start for noisy, start in zip(asked, starts, strict=True)]
