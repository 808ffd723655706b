"""Points and maps (n, d), near enough to be squared, or few enough for tables of n x n."""

import numpy as np

from ..numeric.arrays import array, finite
from .memory import refuse_size


def points(X, name, checked=None):
    """n ≥ 2 points with at least one coordinate, of a spread that can be squared."""
    return points_squarable(points_for_n2(X, name), name)


def points_any_scale(X, name, checked=None):
    """n ≥ 2 points with at least one coordinate, of any size: the caller rescales them."""
    _refuse_shape(np.shape(array(X, name)), name)
    return finite(X, name)


def points_for_n2(X, name, checked=None):
    """The same, few enough for tables of n × n."""
    shape = np.shape(array(X, name))
    _refuse_shape(shape, name)
    refuse_size(shape[0], name)
    return finite(X, name)


def rows_of_same(Y, name, checked):
    """A map of the same points as X."""
    return _about_same(points_any_scale(Y, name), name, "X", checked)


def embedding_for_P(Y, name, checked):
    return _about_same(embedding(Y, name), name, "P", checked)


def _about_same(clean, name, first, checked):
    if len(clean) != len(checked[first]):
        raise ValueError(
            f"{first} is about {len(checked[first])} points and {name} about {len(clean)}; "
            "both must be about the same points, in the same order"
        )
    return clean


def embedding(Y, name, checked=None):
    """A map, few enough for tables of n × n. It may be tiny: squares of 0 do no harm there."""
    return _not_too_wide(points_for_n2(Y, name), name)


def embedding_any_size(Y, name, checked=None):
    """A map for algorithms without tables of n × n, near enough to the origin to be squared."""
    clean = _not_too_wide(points_any_scale(Y, name), name)
    if (far := float(abs(clean).max())) * clean.size**0.5 > 1e150:
        raise ValueError(
            f"{name} lies {far:.3g} from the origin, the square of which leaves the range of "
            f"float64; rescale, for example {name} / {far:.3g}"
        )
    return clean


def points_squarable(X, name, checked=None):
    """Rows whose differences can be multiplied, neither too large nor too small for that."""
    clean = _not_too_wide(points_any_scale(X, name), name)
    if 0 < (spread := _spread(clean)) < 1e-140:
        raise _beyond_squares(spread, name)
    return clean


def _not_too_wide(clean, name):
    if (spread := _spread(clean)) > 1e150:
        raise _beyond_squares(spread, name)
    return clean


def _spread(X):
    """Half the width of the widest coordinate: the whole could overflow."""
    return float(np.max(X.max(axis=0) / 2 - X.min(axis=0) / 2))


def _beyond_squares(spread, name):
    all_of_it = f"{2 * spread:.3g}" if 2 * spread < np.inf else f"2 x {spread:.3g}"
    return ValueError(
        f"the spread of {name} is {all_of_it}, whose square leaves the range of "
        f"float64; rescale, for example {name} / {spread:.3g}"
    )


def _refuse_shape(shape, name):
    if len(shape) != 2:
        kind = f"{len(shape)}D" if shape else "scalar"
        raise ValueError(
            f"Expected 2D array, got {kind} array instead: {name} has shape {shape}. "
            "Reshape your data either using array.reshape(-1, 1) if it has a single feature "
            "or array.reshape(1, -1) if it contains a single sample."
        )
    for size, least, what in zip(shape, (2, 1), ("sample", "feature"), strict=True):
        if size < least:
            raise ValueError(
                f"Found array with {size} {what}(s) (shape={shape}) "
                f"while a minimum of {least} is required: {name} needs more {what}s"
            )
