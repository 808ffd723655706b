"""Anything that holds numbers becomes float64; text, dates and gaps are refused by name."""

import numbers
from decimal import Decimal

import numpy as np

from .values import WrongKind

FEW = 16  # roundings, that add up to no more in a distance taken in single or half precision
NUMBER = numbers.Real | Decimal | np.bool_


def array(value, name):
    """float64, C order, a copy only where one is needed; text, dates, gaps are refused."""
    _refuse_kind(value, name)
    try:
        raw = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} is ragged: all rows need the same length ({error})") from None
    if raw.dtype.kind == "O":
        _refuse_objects(raw, name, value)
    elif raw.dtype.kind not in "biuf":
        raise WrongKind(f"{name} must hold real numbers, got {_kind(raw)}; {_remedy(raw)}")
    try:
        with np.errstate(over="ignore"):  # a long double beyond float64 is told as infinity
            return np.ascontiguousarray(raw, dtype=np.float64).reshape(raw.shape)
    except OverflowError:
        raise ValueError(f"{name} holds an integer beyond the range of float64; rescale") from None


def _refuse_kind(value, name):
    if hasattr(value, "toarray"):
        raise WrongKind(f"{name} is sparse, and dense data are required; call .toarray()")
    if value is None or isinstance(value, str | bytes | dict | set):
        raise _no_table(value, name)
    rows = value if isinstance(value, list | tuple) else ()
    if any(map(np.ma.isMaskedArray, (value, *rows))):
        raise WrongKind(f"{name} is a masked array; fill it first with .filled(...)")
    for label, kind in _kinds_of_columns(value):
        if kind.kind not in "biufO":
            raise WrongKind(
                f"column {label!r} of {name} holds {kind}, not numbers; encode or drop it"
            )


def _no_table(value, name):
    return WrongKind(
        f"{name} must be a table of numbers, got {type(value).__name__}; "
        "give an array, a list of rows or a DataFrame"
    )


def _kinds_of_columns(value):
    """The types of a DataFrame's columns, by their names; nothing for what is none."""
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
            raise WrongKind(
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
    """Row and column as the caller knows them: labels of a pandas table, else numbers from 0."""
    if hasattr(value, "iloc"):
        place = [axis[position] for axis, position in zip(value.axes, place, strict=False)]
    return ", ".join(
        f"{word} {label!r}" if isinstance(label, str) else f"{word} {label}"
        for word, label in zip(("row", "column"), place, strict=False)
    )


def kind_of(value, precision=None):
    """The type of the caller's numbers, unless somebody who still had them says which."""
    return np.asarray(value).dtype if precision is None else np.dtype(precision)


def rounding(value, clean, precision=None):
    """What may be a zero that was rounded: a few eps of the caller's own single or half precision.

    precision: in which the numbers were computed, if `value` does not say. Double precision
    and whole numbers have no excuse: 0.
    """
    kind = kind_of(value, precision)
    if kind not in (np.float32, np.float16):
        return 0.0
    return FEW * float(np.finfo(kind).eps) * float(abs(clean).max(initial=0))


def without_rounding(value, clean, precision=None):
    """The same, with nothing where rounding has left less than nothing; never in place."""
    slack = rounding(value, clean, precision)
    return np.where((-slack <= clean) & (clean < 0), 0.0, clean) if slack else clean


def finite(value, name, shift=None):
    """An array without NaN and infinity; the message names the first bad cell.

    shift: where in the whole table `value` begins, if it is a part of one.
    """
    clean = array(value, name)
    if np.isfinite(clean).all():
        return clean
    bad = np.argwhere(~np.isfinite(clean))
    word = "NaN" if np.isnan(clean[tuple(bad[0])]) else "infinity"
    place = where(
        value, [int(at + first) for at, first in zip(bad[0], shift or (0, 0), strict=False)]
    )
    count = f"{'at least ' if shift else ''}{len(bad)} such value(s)"
    raise ValueError(f"{name} contains {word} at {place} ({count}); drop or fill them")
