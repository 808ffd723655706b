"""The door: what comes in is made an array of float64, or is refused with a reason.

Behind it the mathematics is bare. Each public function has one line in `CHECKS`: a check
for each argument, which returns the clean value or raises. A check sees the value, the
argument's name, and the arguments that passed before it. A pandas table that goes in lends
its labels to the table that comes out.
"""

import inspect
import numbers
from functools import wraps

import numpy as np

# ------------------------------------------------------------------ single numbers


def real(value, name):
    """A finite real number that is no bool and no text."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number, got {value!r} of type {type(value).__name__}")
    if not np.isfinite(value):
        raise ValueError(f"{name} must be finite, got {value!r}")
    return float(value)


def positive(value, name, given=None):
    if real(value, name) <= 0:
        raise ValueError(f"{name} must be greater than 0, got {value!r}")
    return float(value)


def at_least_one(value, name, given=None):
    if real(value, name) < 1:
        raise ValueError(f"{name} must be at least 1 (1 changes nothing), got {value!r}")
    return float(value)


def fraction(value, name, given=None):
    if not 0 <= real(value, name) < 1:
        raise ValueError(f"{name} must be in [0, 1), got {value!r}; .5 to .9 is usual")
    return float(value)


def log_base(value, name, given=None):
    if positive(value, name) == 1:
        raise ValueError(f"{name} must not be 1; use 2 for bits, e for nats")
    return float(value)


def perplexity_below(n, value, name):
    """1 <= perplexity < n − 1, where n − 1 would make all neighbours alike."""
    usable = max(1.5, min(30.0, (n - 1) / 3))
    if n < 3:
        raise ValueError(f"{name} has no meaning for {n} points: each has one neighbour")
    if not 1 <= real(value, name) < n - 1:
        raise ValueError(
            f"{name} must be at least 1 and less than n - 1 = {n - 1} "
            f"for {n} points, got {value!r}; try {usable:.3g}"
        )
    return float(value)


# ------------------------------------------------------------------ arrays


def array(value, name):
    """float64, C order, a copy only where one is needed; text, dates, gaps are refused."""
    _refuse_kind(value, name)
    if hasattr(value, "dtypes"):
        _refuse_columns(value, name)
    try:
        raw = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} is ragged: all rows need the same length ({error})") from None
    if raw.dtype.kind in "cSUmMV":
        raise TypeError(f"{name} must hold real numbers, got {_kind(raw)}; encode or drop them")
    if raw.dtype.kind == "O":
        _refuse_objects(raw, name)
    return np.ascontiguousarray(raw, dtype=np.float64).reshape(raw.shape)


def _refuse_kind(value, name):
    if value is None or isinstance(value, str | bytes | dict | set):
        raise TypeError(f"{name} must be a table of numbers, got {type(value).__name__}")
    if hasattr(value, "toarray"):
        raise TypeError(f"{name} is sparse, and dense data are required; call .toarray()")
    if np.ma.isMaskedArray(value):
        raise TypeError(f"{name} is a masked array; fill it first with .filled(...)")


def _refuse_columns(frame, name):
    for column, kind in frame.dtypes.items() if frame.ndim == 2 else [(frame.name, frame.dtype)]:
        if not (hasattr(kind, "kind") and kind.kind in "fiubO"):
            raise TypeError(
                f"column {column!r} of {name} holds {kind}, not numbers; encode or drop it"
            )
        if kind.kind == "O":
            values = frame[column] if frame.ndim == 2 else frame
            _refuse_objects(np.asarray(values), f"column {column!r} of {name}")


def _refuse_objects(raw, name):
    for place, entry in np.ndenumerate(raw):
        if entry is None or type(entry).__name__ in ("NAType", "NaTType"):
            raise ValueError(f"{name} has a missing value (NaN) at {place}; drop or fill it")
        if not isinstance(entry, numbers.Real):
            raise TypeError(f"{name} holds {entry!r} at {place}, which is not a real number")


def _kind(raw):
    kinds = {"c": "complex data", "S": "text", "U": "text", "m": "durations", "M": "dates"}
    return f"{kinds.get(raw.dtype.kind, 'records')} ({raw.dtype})"


def _where(labels, place):
    """Row and column as the caller knows them: labels of a DataFrame, else numbers."""
    axes = [getattr(labels, "index", None), getattr(labels, "columns", None)]
    words = [
        f"{word} {position if axis is None else repr(axis[position])}"
        for word, position, axis in zip(("row", "column"), place, axes, strict=False)
    ]
    return ", ".join(words)


def finite(value, name):
    """An array without NaN and infinity; the message names the first bad cell."""
    clean = array(value, name)
    bad = np.argwhere(~np.isfinite(clean))
    if len(bad):
        wrong = clean[tuple(bad[0])]
        word = "NaN" if np.isnan(wrong) else "infinity"
        raise ValueError(
            f"{name} contains {word} at {_where(value, bad[0])} "
            f"({len(bad)} such value(s)); drop or fill them"
        )
    return clean


def points(X, name, given=None):
    """n ≥ 2 points with at least one coordinate, of a spread that can be squared."""
    if getattr(X, "size", 1) == 0 and getattr(X, "ndim", 0) == 2:
        pass  # told below, before any column is looked at
    clean = finite(X, name)
    if clean.ndim != 2:
        raise ValueError(
            f"Expected 2D array, got {clean.ndim}D array instead: {name} has shape {clean.shape}. "
            "Reshape your data either using array.reshape(-1, 1) if it has a single feature "
            "or array.reshape(1, -1) if it contains a single sample."
        )
    for axis, word in enumerate(("sample", "feature")):
        least = 2 - axis
        if clean.shape[axis] < least:
            raise ValueError(
                f"Found array with {clean.shape[axis]} {word}(s) (shape={clean.shape}) "
                f"while a minimum of {least} is required: {name} needs more {word}s"
            )
    _refuse_scale(clean, name)
    return clean


def _refuse_scale(X, name):
    largest = np.max(X.max(axis=0) / 2 - X.min(axis=0) / 2)
    if largest > 1e150 or 0 < largest < 1e-140:
        raise ValueError(
            f"the spread of {name} is {2 * largest:.3g}, whose square leaves the range of "
            f"float64; rescale, for example {name} / {largest:.3g}"
        )


def square(value, name, given=None):
    clean = finite(value, name)
    if clean.ndim != 2 or clean.shape[0] != clean.shape[1]:
        raise ValueError(f"{name} must be square, n rows and n columns; got shape {clean.shape}")
    if len(clean) < 2:
        raise ValueError(f"{name} needs at least 2 points (a minimum of 2 samples), got 1 sample")
    if (clean < 0).any():
        place = np.argwhere(clean < 0)[0]
        raise ValueError(f"{name} is negative at {_where(value, place)}: {clean[tuple(place)]:.4g}")
    return clean


def squares(D2, name, given=None):
    """Squared distances: square, zero diagonal, symmetric, not negative."""
    clean = square(D2, name)
    if np.diag(clean).any():
        at = int(np.flatnonzero(np.diag(clean))[0])
        raise ValueError(
            f"{name} must have a zero diagonal: the distance from {_where(D2, [at])} "
            f"to itself is {clean[at, at]:.4g}"
        )
    if not np.allclose(clean, clean.T, rtol=1e-6, atol=0):
        i, j = np.argwhere(~np.isclose(clean, clean.T, rtol=1e-6, atol=0))[0]
        raise ValueError(
            f"{name} must be symmetric, but at {_where(D2, (i, j))} it is "
            f"{clean[i, j]:.6g} one way and {clean[j, i]:.6g} the other"
        )
    return clean


def row_of_squares(d2, name, given=None):
    """Squared distances from one point to the others, itself left out."""
    clean = finite(d2, name)
    if clean.ndim != 1 or len(clean) < 2:
        raise ValueError(
            f"{name} must be one row: at least 2 squared distances to the *other* points; "
            f"got shape {clean.shape}"
        )
    if (clean < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return clean


def chances(P, name, given=None):
    """A square of probabilities whose rows sum to 1, up to the rounding of a printed table."""
    clean = square(P, name)
    sums = clean.sum(axis=1)
    if (off := abs(sums - 1) > 0.005).any():
        at = int(np.flatnonzero(off)[0])
        raise ValueError(
            f"every row of {name} must sum to 1, but {_where(P, [at])} sums to {sums[at]:.4g}; "
            "p(j|i) comes from conditional_probabilities"
        )
    return clean


def weights(P, name, given=None):
    """Not negative, without gaps, of any shape."""
    clean = finite(P, name)
    if (clean < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return clean


def same_shape(Q, name, given):
    clean = weights(Q, name)
    if clean.shape != given["P"].shape:
        raise ValueError(
            f"P has shape {given['P'].shape} and {name} {clean.shape}; they must agree"
        )
    return clean


def widths(sigmas, name, given):
    """One positive number, or one a point."""
    if np.ndim(sigmas) == 0:
        return positive(sigmas, name)
    clean, n = finite(sigmas, name), len(given["D2"])
    if clean.shape != (n,):
        raise ValueError(f"{name} must be one number or {n} of them, got shape {clean.shape}")
    if (clean <= 0).any():
        at = int(np.flatnonzero(clean <= 0)[0])
        raise ValueError(
            f"{name} must be greater than 0, got {clean[at]:.4g} at {_where(sigmas, [at])}"
        )
    return clean


def perplexity(value, name, given):
    return perplexity_below(len(given["D2"]), value, name)


def perplexity_of_row(value, name, given):
    """Within reach for this row: above the number of its tied nearest neighbours."""
    d2 = given["d2"]
    clean = perplexity_below(len(d2) + 1, value, name)
    tied = int((d2 - d2.min() <= 1e-13 * d2.min()).sum())
    if clean <= tied:
        raise ValueError(
            f"{name}={clean:g} cannot be reached: {tied} nearest neighbour(s) are at one and "
            f"the same distance, so it is above {tied} for every sigma"
        )
    return clean


# ------------------------------------------------------------------ words and functions


def word(*allowed):
    def check(value, name, given=None):
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(
                f"{name} must be one of {', '.join(map(repr, allowed))}; got {value!r}"
            )
        return value

    return check


def axis(value, name, given):
    dimensions = given["P"].ndim
    if value is None or (isinstance(value, numbers.Integral) and -dimensions <= value < dimensions):
        return value
    raise ValueError(f"{name} must be None (all pairs) or 1 (rows), got {value!r}")


def kernel(value, name, given=None):
    from .kernels import gaussian, student

    if isinstance(value, str):
        return {"student": student, "gaussian": gaussian()}[
            word("student", "gaussian")(value, name)
        ]
    if isinstance(value, type) or not all(hasattr(value, part) for part in ("log", "pull")):
        raise TypeError(
            f"{name} must be 'student', 'gaussian' or a kernel such as gaussian(sigma=0.5); "
            f"got {value!r}"
        )
    return value


def slope(value, name, given=None):
    if not callable(value):
        raise TypeError(f"{name} must be a function Y -> slope, got {type(value).__name__}")
    return value


def map_of(Y, name, given):
    clean = points(Y, name)
    if len(clean) != len(given["P"]):
        raise ValueError(f"P is about {len(given['P'])} points and {name} about {len(clean)}")
    return clean


def normalized(value, name, given):
    """P must sum to what the loss expects: every row to 1, or all pairs to 1."""
    word("joint", "rows")(value, name)
    sums = given["P"].sum(axis=None if value == "joint" else 1)
    if (abs(sums - 1) > 0.005).any():
        remedy = {"joint": "joint_probabilities", "rows": "conditional_probabilities"}[value]
        what = "all pairs of P" if value == "joint" else "every row of P"
        wrong = np.ravel(sums)[np.argmax(abs(np.ravel(sums) - 1))]
        raise ValueError(
            f"with {name}={value!r} {what} must sum to 1, found {wrong:.4g}; use {remedy}(...)"
        )
    return value


CHECKS = {
    "squared_distances": {"X": points},
    "distances": {"X": points},
    "conditional_probabilities": {"D2": squares, "sigmas": widths},
    "perplexity": {"P": chances},
    "find_sigmas": {"D2": squares, "perplexity": perplexity},
    "bisect_sigma": {"d2": row_of_squares, "perplexity": perplexity_of_row, "tol": positive},
    "joint_probabilities": {"P": chances},
    "similarities": {"Y": points, "kernel": kernel, "normalize": word("joint", "rows")},
    "kl_divergence": {"P": weights, "Q": same_shape, "base": log_base, "axis": axis},
    "kl_gradient": {
        "P": square,
        "Y": map_of,
        "kernel": kernel,
        "normalize": normalized,
        "exaggeration": at_least_one,
    },
    "descend": {
        "gradient": slope,
        "Y": points,
        "learning_rate": positive,
        "momentum": fraction,
    },
}


def guarded(function):
    """The function behind its door: checked arguments in, labels out."""
    name = getattr(function, "__name__", None)
    if name not in CHECKS:
        return function
    signature = inspect.signature(function)

    @wraps(function)
    def checked(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        raw = dict(bound.arguments)
        for argument, check in CHECKS[name].items():
            bound.arguments[argument] = check(raw[argument], argument, bound.arguments)
        return labelled(function(*bound.args, **bound.kwargs), raw)

    checked.__module__ = "teachsne"  # so that it pickles by its public name
    return checked


def labelled(result, raw):
    """(n,) → Series, (n, n) and (n, d) → DataFrame, named like the first table that came in."""
    tables = [v for v in raw.values() if hasattr(v, "index") and hasattr(v, "columns")]
    if not tables or not isinstance(result, np.ndarray) or result.ndim == 0:
        return result
    import pandas as pd

    index = tables[0].index
    if result.ndim == 1:
        return pd.Series(result, index=index)
    columns = (
        list(index) if result.shape[1] == len(index) else getattr(raw.get("Y"), "columns", None)
    )
    return pd.DataFrame(result, index=index, columns=columns)
