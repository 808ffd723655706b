"""Anything that holds numbers becomes float64; text, dates and gaps are refused."""

import numbers
from decimal import Decimal

import numpy as np

from .scalars import InputTypeError

NUMBER = numbers.Real | Decimal | np.bool_
FEW = 16  # rounding errors, at most, that add up in a distance or a sum
EXACT = "biu"  # the kinds of number that are never rounded


def array(value, name):
    """float64 in C order, copied only if needed; text, dates and gaps are refused."""
    _refuse_kind(value, name)
    try:
        raw = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} is ragged: all rows need the same length ({error})") from None
    if raw.dtype.kind == "O":
        _refuse_objects(raw, name, value)
    elif raw.dtype.kind not in "biuf":
        raise InputTypeError(f"{name} must hold real numbers, got {_kind(raw)}; {_remedy(raw)}")
    try:
        with np.errstate(over="ignore"):  # a long double beyond float64 is told as infinity
            return np.ascontiguousarray(raw, dtype=np.float64).reshape(raw.shape)
    except OverflowError:
        raise ValueError(f"{name} holds an integer beyond the range of float64; rescale") from None


def _refuse_kind(value, name):
    if hasattr(value, "toarray"):
        raise InputTypeError(f"{name} is sparse, and dense data are required; call .toarray()")
    if value is None or isinstance(value, str | bytes | dict | set):
        raise _no_table(value, name)
    rows = value if isinstance(value, list | tuple) else ()
    if any(map(np.ma.isMaskedArray, (value, *rows))):
        raise InputTypeError(f"{name} is a masked array; fill it first with .filled(...)")
    for label, kind in _kinds_of_columns(value):
        if kind.kind not in "biufO":
            raise InputTypeError(
                f"column {label!r} of {name} holds {kind}, not numbers; encode or drop it"
            )


def _no_table(value, name):
    return InputTypeError(
        f"{name} must be a table of numbers, got {type(value).__name__}; "
        "give an array, a list of rows or a DataFrame"
    )


def _kinds_of_columns(value):
    """(name, type) of each column of a DataFrame; nothing for other values."""
    return value.dtypes.items() if hasattr(value, "iloc") and value.ndim == 2 else ()


def _refuse_objects(raw, name, value):
    if raw.ndim == 0 and not isinstance(value, NUMBER):
        raise _no_table(value, name)
    for place, entry in np.ndenumerate(raw):
        if entry is None or type(entry).__name__ in ("NAType", "NaTType"):
            raise ValueError(
                f"{name} has a missing value (NaN) at {where(value, place)}; drop or fill it"
            )
        if not isinstance(entry, NUMBER):
            raise InputTypeError(
                f"{name} holds {entry!r} at {where(value, place)}, which is not a real number"
                f"{_pythons_word(entry)}; encode or drop it"
            )


def _pythons_word(entry):
    try:
        float(entry)
    except TypeError as error:
        return f" ({error})"
    except ValueError:
        pass
    return ""


def _remedy(raw):
    if raw.dtype.kind == "c":
        return "Complex data not supported: take real and imaginary parts as two columns"
    return "encode or drop them"


def _kind(raw):
    kinds = {"c": "complex data", "S": "text", "U": "text", "T": "text"}
    kinds |= {"m": "durations", "M": "dates"}
    return f"{kinds.get(raw.dtype.kind, 'records')} ({raw.dtype})"


def where(value, place):
    """Row and column in words: the labels of a pandas table, or else numbers from 0."""
    if hasattr(value, "iloc"):
        place = [axis[position] for axis, position in zip(value.axes, place, strict=False)]
    return ", ".join(
        f"{word} {label!r}" if isinstance(label, str) else f"{word} {label}"
        for word, label in zip(("row", "column"), place, strict=False)
    )


def finite(value, name, shift=None):
    """An array without NaN and infinity; the message names the first bad cell.

    shift: where in the whole table `value` begins, if it is a part of one.
    """
    clean = array(value, name)
    if np.isfinite(clean).all():
        return clean
    bad = np.argwhere(~np.isfinite(clean))
    word = "NaN" if np.isnan(clean[tuple(bad[0])]) else "infinity"
    first = shift or (0, 0)
    place = where(value, [int(at + start) for at, start in zip(bad[0], first, strict=False)])
    count = f"{'at least ' if shift else ''}{len(bad)} such value(s)"
    raise ValueError(f"{name} contains {word} at {place} ({count}); drop or fill them")


def slack(value, clean, precision=None):
    """How far from 0 a rounded 0 may be: a few eps of the caller's precision × the largest entry.

    Only single and half precision have such an excuse; for double precision and whole numbers
    it is 0. precision: of the numbers that `value` was computed from, if it was another one.
    """
    unit = max(np.finfo(kind).eps for kind in _floats(value, precision))
    return FEW * float(unit * abs(clean).max(initial=0)) if unit > np.finfo(float).eps else 0.0


def slack_of_sum(value, terms):
    """How far from 1 the sum of so many probabilities may be, if each of them was rounded."""
    kind = max(_floats(value), key=lambda kind: np.finfo(kind).eps)
    if kind.itemsize >= 8:
        return 0.0
    return float(FEW * np.finfo(kind).eps + terms * np.finfo(kind).smallest_subnormal / 2)


def holds_integers(value):
    """Are these whole numbers, which are never rounded?"""
    return all(kind.kind in EXACT for kind in _kinds(value))


def without_rounding(value, clean, precision=None):
    """The same numbers; entries that rounding left just below 0 become 0."""
    if clean.min(initial=0) >= 0:
        return clean
    nothing = (clean < 0) & (clean >= -slack(value, clean, precision))
    return np.where(nothing, 0.0, clean) if nothing.any() else clean


def _floats(value, precision=None):
    """The float types in a table; double if it has none."""
    kinds = _kinds(value) | ({np.dtype(precision)} if precision is not None else set())
    return [kind for kind in kinds if kind.kind == "f"] or [np.dtype(float)]


def _kinds(value):
    """The number types in a table: of its columns, rows or entries, which may differ."""
    if hasattr(value, "iloc") and value.ndim == 2:
        value = [column for _, column in value.items()]
    own = getattr(value, "dtype", None)
    if isinstance(value, list | tuple) or (getattr(own, "kind", "") == "O" and value.ndim):
        return set().union(*map(_kinds, value))
    return {own if isinstance(own, np.dtype) else np.asarray(value).dtype}


def any_numbers(x, name, checked=None):
    """Finite numbers, of any shape."""
    return finite(x, name)


def not_negative(P, name, checked=None):
    """Not negative, without gaps, of any shape."""
    clean = finite(P, name)
    if ((clean := without_rounding(P, clean)) < 0).any():
        raise ValueError(f"{name} must not be negative, got {clean.min():.4g}")
    return clean
