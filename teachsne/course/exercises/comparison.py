"""Is this the number that was asked for? If it is not: how many differ, and where first."""

import numpy as np

ROUNDED = 6e-4  # a value with three decimals is exact enough
CLOSE = 1e-4  # what a function returns was computed, not typed


def tolerance(exercise, wanted):
    """(relative, absolute): how far an answer may be from a number that is right."""
    size = abs(wanted[np.isfinite(wanted)]).max(initial=0)
    if exercise.asks_for == "function":
        return CLOSE, exercise.tolerance or CLOSE * size / 10
    return 2e-3, min(ROUNDED, 1.5e-2 * size)


def numbers(value):
    """The value as an array of floats, or None where it is none."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None


def misses(exercise, given, wanted):
    """Which numbers are off, a table of True and False; None where they cannot be compared."""
    given, wanted = numbers(given), numbers(wanted)
    if given is None or given.shape != wanted.shape:
        return None
    relative, absolute = tolerance(exercise, wanted)
    return ~np.isclose(given, wanted, rtol=relative, atol=absolute, equal_nan=True)


def same(exercise, given, wanted):
    off = misses(exercise, given, wanted)
    return off is not None and not off.any()


def difference(exercise, given, wanted):
    """The first difference, as a sentence."""
    off, answer, expected = misses(exercise, given, wanted), numbers(given), numbers(wanted)
    if answer is None:
        return f"a number or an array is asked for, not {given!r}"
    if off is None:
        return f"shape {answer.shape} where {expected.shape} is asked for"
    if expected.ndim == 0 and exercise.asks_for == "value":
        near = np.isclose(answer, expected, rtol=0.05, atol=0)
        return f"{answer:g} is {'close: give more decimals' if near else 'not it'}"
    if exercise.asks_for == "function" and np.allclose(answer, expected, rtol=1e-3, atol=ROUNDED):
        return "close: is something rounded on the way, or added to be safe?"
    if expected.ndim == 0:
        return "its number is not the right one; look again"
    first = tuple(int(i) for i in np.argwhere(off)[0])
    return f"{off.sum()} of {off.size} differ, first at {place(wanted, first)}; look again"


def place(wanted, where):
    """Where in a table: by its labels if it has some, else counted from 0."""
    labels = [getattr(wanted, axis, None) for axis in ("index", "columns")]
    named = zip(where, labels, strict=False) if len(where) < 3 else ()
    names = [str(i if axis is None else axis[i]) for i, axis in named]
    if len(where) == 2:
        return "row {}, column {}".format(*names)
    return f"place {names[0]}" if len(where) == 1 else f"{list(where)}"
