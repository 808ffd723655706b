"""What `teachsne.YokedTSNE` and its functions take: several data sets of the same points.

The parameters of each single map, such as its perplexity, are checked as those of `TSNE` are.
"""

import numpy as np

from ..numeric.arrays import finite
from ..numeric.scalars import InputTypeError
from .names import first_difference, refuse_other_points
from .points import points_any_scale, points_squarable
from .scalars import weight


def data_sets(Xs, name="Xs", checked=None):
    """Two tables or more of the same points, in the same order: a list of clean ones."""
    if not (isinstance(Xs, list | tuple) or getattr(Xs, "ndim", 0) == 3):
        raise _one_alone(Xs, name)
    if len(Xs) < 2:
        raise ValueError(f"{name} holds {len(Xs)} data set(s); a yoke takes two or more: [X1, X2]")
    clean = [points_any_scale(X, f"{name}[{t}]") for t, X in enumerate(Xs)]
    for t, (X, raw) in enumerate(zip(clean, Xs, strict=True)):
        if len(X) != len(clean[0]):
            raise ValueError(
                _matched_points(name, t, f"has {len(X)} rows and {name}[0] {len(clean[0])}")
            )
        for s in range(t):
            _refuse_other_rows(name, s, t, Xs[s], raw)
    return clean


def _one_alone(X, name):
    """A single table: an error in it is reported first, and then that it is only one."""
    shape = np.shape(points_any_scale(X, name))
    return InputTypeError(
        f"{name} must be a list of data sets, [X1, X2], a map each; got one "
        f"{type(X).__name__} of shape {shape}, of which TSNE makes the map"
    )


def _matched_points(name, t, what):
    return (
        f"{name}[{t}] {what}. Row i must be the same point in all data sets: a spring joins row i "
        "of one map with row i of the other. Leave out the points that one of them lacks, and "
        "put the rows into one order, for example X2.loc[X1.index] of two DataFrames"
    )


def _refuse_other_rows(name, s, t, first, other):
    """Two DataFrames must name the same points in the same order."""
    if not (hasattr(first, "iloc") and hasattr(other, "iloc")):
        return
    if places := first_difference(f"{name}[{s}]", f"{name}[{t}]", first, other):
        same = set(first.index) == set(other.index)
        what = "its rows in another order than" if same else "other rows than"
        raise ValueError(f"{_matched_points(name, t, f'names {what} {name}[{s}]')}. Here {places}")


def refuse_other_names(Xs, init, labels):
    """Initial maps and labels that carry names must name the rows of Xs."""
    starts = init if isinstance(init, list | tuple) else [init]
    tables = {f"init[{t}]" if len(starts) > 1 else "init": Y for t, Y in enumerate(starts)}
    for name, table in (tables | {"labels": labels}).items():
        for t, X in enumerate(Xs):
            refuse_other_points({f"Xs[{t}]": X, name: table})


def weights(value, name, checked=None):
    """A list of λ without repeats."""
    if isinstance(value, str) or not np.iterable(value) or not len(list(value)):
        raise InputTypeError(
            f"{name} must be a list of numbers such as [1e-6, 1e-5], got {value!r}"
        )
    clean = [weight(lam, f"{name}[{place}]") for place, lam in enumerate(value)]
    if len(set(clean)) < len(clean):
        raise ValueError(f"{name} holds a number twice: {clean}")
    return clean


def same_shape_as_first(Y, name, checked):
    """A second map of the points of Y1, of the same shape."""
    clean = points_squarable(Y, name)
    if clean.shape != checked["Y1"].shape:
        raise ValueError(
            f"Y1 has shape {checked['Y1'].shape} and {name} {clean.shape}; both must be maps of "
            "the same points, in the same order"
        )
    return clean


def sweep(value, name, checked=None):
    """A table from `yoke_sweep` with at least two starts."""
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
