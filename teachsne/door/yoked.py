"""What `teachsne.YokedTSNE` is given: data sets of the same points, and how to yoke them.

What each map has for itself, such as its perplexity, is checked as `TSNE`'s is.
"""

import numbers

import numpy as np

from .arrays import finite, where
from .tables import about_the_origin, rows
from .values import WrongKind, or_none, real, switch, word


def data_sets(Xs, name="Xs", given=None):
    """Two tables or more of the same points, in the same order: a list of clean ones."""
    if not (isinstance(Xs, list | tuple) or getattr(Xs, "ndim", 0) == 3):
        raise _one_alone(Xs, name)
    if len(Xs) < 2:
        raise ValueError(f"{name} holds {len(Xs)} data set(s); a yoke takes two or more: [X1, X2]")
    clean = [rows(X, f"{name}[{t}]") for t, X in enumerate(Xs)]
    for t, (X, raw) in enumerate(zip(clean, Xs, strict=True)):
        if len(X) != len(clean[0]):
            raise ValueError(_twins(name, t, f"has {len(X)} rows and {name}[0] {len(clean[0])}"))
        if _other_order(Xs[0], raw):
            raise ValueError(_twins(name, t, f"names its rows in another order than {name}[0]"))
    return clean


def _one_alone(X, name):
    """One table has its own faults told first, and then that it is but one."""
    shape = np.shape(rows(X, name))
    return WrongKind(
        f"{name} must be a list of data sets, [X1, X2], a map each; got one "
        f"{type(X).__name__} of shape {shape}, of which TSNE makes the map"
    )


def _twins(name, t, what):
    return (
        f"{name}[{t}] {what}. Row i must be the same point in all data sets: a spring joins row i "
        "of one map with row i of the other. Leave out the points that one of them lacks, and "
        "put the rows into one order, for example X2.loc[X1.index] of two DataFrames"
    )


def _other_order(first, other):
    """Two DataFrames with the same names of rows, differently sorted: wrong twins."""
    if not (hasattr(first, "iloc") and hasattr(other, "iloc")):
        return False
    return not first.index.equals(other.index) and set(first.index) == set(other.index)


def weight(value, name, given=None):
    if (clean := real(value, name)) < 0:
        raise ValueError(f"{name} must not be negative, got {value}; 0 leaves the maps alone")
    return clean


def weights(value, name, given=None):
    """Some λ, each once."""
    if isinstance(value, str) or not np.iterable(value) or not len(list(value)):
        raise WrongKind(f"{name} must be a list of numbers such as [1e-6, 1e-5], got {value!r}")
    clean = [weight(lam, f"{name}[{place}]") for place, lam in enumerate(value)]
    if len(set(clean)) < len(clean):
        raise ValueError(f"{name} holds a number twice: {clean}")
    return clean


def one_each(value, name, count):
    """A list with an entry a map; one value goes for all."""
    several = isinstance(value, list | tuple) or np.ndim(value) == 1
    if not several:
        return [value] * count
    if len(value) != count:
        raise ValueError(
            f"{name} has {len(value)} entries for {count} data sets; give one, or each"
        )
    return list(value)


def start_each(value, name, count):
    """A start a map: one word or one array (n, 2) goes for all."""
    stack = not isinstance(value, list | tuple) and np.ndim(value) == 3
    mixed = isinstance(value, list | tuple) and any(
        isinstance(start, str) or np.ndim(start) == 2 for start in value
    )
    return one_each(list(value), name, count) if stack or mixed else [value] * count


def held(value, name, count):
    """The number of the map that is held, from 0."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise WrongKind(f"{name} must be None or the number of a map, from 0; got {value!r}")
    if not 0 <= value < count:
        raise ValueError(f"{name}={value}: there are {count} maps, numbered 0 to {count - 1}")
    return int(value)


def held_at(starts, fixed):
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

    if np.shape(value) != (n,):
        raise ValueError(f"{name} must be one a row, {n} of them, got shape {np.shape(value)}")
    codes, _ = pd.factorize(np.asarray(value))
    if (codes < 0).any():
        at = where(value, [int(np.flatnonzero(codes < 0)[0])])
        raise ValueError(f"{name} has a missing value at {at}; drop the row, or name it")
    return codes


def like_the_first(Y, name, given):
    """A second map of the points of Y1, with as many coordinates."""
    clean = about_the_origin(Y, name)
    if clean.shape != given["Y1"].shape:
        raise ValueError(
            f"Y1 has shape {given['Y1'].shape} and {name} {clean.shape}; both must be maps of "
            "the same points, in the same order"
        )
    return clean


def sweep(value, name, given=None):
    """What `yoke_sweep` gives, with a spread to judge by."""
    needed = ["lam", "start", "kl", "kl_unyoked"]
    missing = [column for column in needed if column not in getattr(value, "columns", ())]
    if missing:
        raise ValueError(f"{name} must be a table from yoke_sweep; it lacks {missing}")
    finite(value[needed], name)
    if value.start.nunique() < 2:
        raise ValueError(f"{name} has one start, and chance needs two to show: starts=3 or more")
    if not (value.lam > 0).any():
        raise ValueError(f"{name} has no λ above 0, of which one could be chosen")
    return value


def settle(parameters, count, n, given_labels):
    """The clean values of the yoke's own parameters, for `count` maps of n points."""
    given = {
        "lam": weight(parameters["lam"], "lam"),
        "penalty": word("sum", "mean")(parameters["penalty"], "penalty"),
        "pairs": word("all", "chain")(parameters["pairs"], "pairs"),
        "fixed": or_none(lambda k, name, _: held(k, name, count))(parameters["fixed"], "fixed"),
        "by_label": switch(parameters["by_label"], "by_label"),
    }
    if given["by_label"] or given_labels is not None:
        given["labels"] = labels(given_labels, "labels", n)
    given["perplexity"] = one_each(parameters["perplexity"], "perplexity", count)
    given["init"] = start_each(parameters["init"], "init", count)
    held_at(given["init"], given["fixed"])
    return given
