"""What ties the maps of `teachsne.YokedTSNE`; each map's own parameters are checked as TSNE's."""

import numbers

import numpy as np

from ..validation.arrays import where
from ..validation.data_sets import weight
from ..validation.labels import one_a_row
from ..validation.scalars import InputTypeError, boolean, choice, or_none


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
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise InputTypeError(f"{name} must be None or the number of a map, from 0; got {value!r}")
    if not 0 <= value < count:
        raise ValueError(f"{name}={value}: there are {count} maps, numbered 0 to {count - 1}")
    return int(value)


def fixed_map_has_embedding(starts, fixed):
    """A map that is held must lie somewhere already."""
    if fixed is not None and isinstance(starts[fixed], str):
        raise ValueError(
            f"fixed={fixed} holds map {fixed} where its init is, and init={starts[fixed]!r} is but "
            "a dot to start from; give its map, for example init=[Y, 'pca'] with fixed=0"
        )


def labels(value, name, n):
    """The numbers (n,) of the classes."""
    if value is None:
        raise ValueError(f"by_label=True yokes the centres of classes; give {name}, one a row")
    import pandas as pd

    codes, _ = pd.factorize(one_a_row(value, name, n))
    if (codes < 0).any():
        at = where(value, [int(np.flatnonzero(codes < 0)[0])])
        raise ValueError(f"{name} has a missing value at {at}; drop the row, or name it")
    return codes


def validate_parameters(parameters, count, n, given_labels):
    """The clean values of the yoke's own parameters, for `count` maps of n points."""
    given = {
        "lam": weight(parameters["lam"], "lam"),
        "penalty": choice("sum", "mean")(parameters["penalty"], "penalty"),
        "pairs": choice("all", "chain")(parameters["pairs"], "pairs"),
        "fixed": or_none(lambda k, name, _: fixed_map(k, name, count))(
            parameters["fixed"], "fixed"
        ),
        "by_label": boolean(parameters["by_label"], "by_label"),
    }
    if given["by_label"] or given_labels is not None:
        given["labels"] = labels(given_labels, "labels", n)
    given["perplexity"] = per_map(parameters["perplexity"], "perplexity", count)
    given["init"] = initial_per_map(parameters["init"], "init", count)
    fixed_map_has_embedding(given["init"], given["fixed"])
    return given
