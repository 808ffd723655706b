"""Single numbers: a check returns a plain float or int, or says what is wrong."""

import numbers
import sys

import numpy as np


class InputTypeError(TypeError, ValueError):
    """Text, dates or None in place of numbers: a TypeError that is a ValueError, too."""


def real(value, name):
    """A finite real number, neither bool nor text."""
    value = value.item() if getattr(value, "ndim", None) == 0 else value  # np.array(2.0)
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InputTypeError(
            f"{name} must be a number, got {value!r} of type {type(value).__name__}"
        )
    if not abs(value) <= sys.float_info.max:  # NaN is not below anything
        raise ValueError(f"{name} must be finite, got {value!r:.40}")
    return float(value)


def whole(value, name):
    """A whole number; 2.0 and True are refused."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise InputTypeError(f"{name} must be a whole number, got {value!r}")
    return int(value)


def number(low=-np.inf, high=np.inf, closed="[]", *, integer=False, must="", remedy="", says=""):
    """A check: a number from low to high, where "(" leaves out low itself, and ")" high itself.

    must: the range in words, where "be at least low" does not say it all; remedy: what to do;
    says: another message, in which {name} and {value} are filled in.
    """
    must = must or f"be {'greater than' if closed[0] == '(' else 'at least'} {low}"
    says = (says or "{name} must " + must + ", got {value}") + remedy

    def check(value, name, checked=None):
        clean = whole(value, name) if integer else real(value, name)
        above_low = clean > low if closed[0] == "(" else clean >= low
        below_high = clean < high if closed[1] == ")" else clean <= high
        if not (above_low and below_high):
            raise ValueError(says.format(name=name, value=value))
        return clean

    return check


def integer(least):
    """A check: a whole number of at least `least`."""
    return number(least, integer=True)


any_number = number()
positive = number(0, closed="(]")
zero_or_more = number(0, must="not be negative")


def bandwidth(value, name, checked=None):
    """A positive number whose square is positive and finite, too."""
    says = "the square of {name} = {value} leaves the range of float64; rescale"
    return number(1e-153, 1e153, "()", says=says)(positive(value, name), name)
