"""Single numbers, words and functions: a check returns the clean value or raises."""

import numbers
import sys

import numpy as np

from ..steps.kernels import Foreign, Kernel, gaussian, student
from ..steps.kernels import read_only as read_only  # for the functions that a user gives


class InputTypeError(TypeError, ValueError):
    """Text, dates or None in place of numbers: a TypeError that is a ValueError, too."""


RETURN = "return an array of its own, such as 2 * Y"


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


def number(must="", low=-np.inf, high=np.inf, closed="[]", remedy=""):
    """A check: a number from low to high, where "(" leaves out low itself, and ")" high itself."""

    def check(value, name, given=None):
        clean = real(value, name)
        out = clean < low or clean > high
        if out or (clean == low and closed[0] == "(") or (clean == high and closed[1] == ")"):
            raise ValueError(f"{name} must {must}, got {value}{remedy}")
        return clean

    return check


any_number = number()
positive = number("be greater than 0", low=0, closed="(]")
at_least_one = number("be at least 1 (1 changes nothing)", low=1)
unit_interval = number("be in [0, 1)", low=0, high=1, closed="[)", remedy="; .5 to .9 is usual")
log_base = number("be greater than 1", low=1, closed="(]", remedy="; use 2 for bits, e for nats")
weight = number("not be negative", low=0, remedy="; 0 leaves the maps alone")


def bandwidth(value, name, given=None):
    """A positive number whose square is positive and finite, too."""
    if not 1e-153 < (clean := positive(value, name)) < 1e153:
        raise ValueError(f"the square of {name} = {value} leaves the range of float64; rescale")
    return clean


def perplexity_below(n, value, name):
    """1 <= perplexity < n − 1; at n − 1 all neighbours would have the same probability."""
    if n < 3:
        raise ValueError(f"{name} has no meaning for {n} points; at least 3 are needed")
    usable = max(1.5, min(30.0, (n - 1) / 3))
    remedy = f"{name} must be at least 1 and less than n - 1 = {n - 1} for {n} points"
    try:
        if 1 <= (clean := real(value, name)) < n - 1:
            return clean
    except ValueError as error:
        raise type(error)(f"{remedy}, and {error}; try {usable:.3g}") from None
    raise ValueError(f"{remedy}, got {value}; try {usable:.3g}")


def integer(least):
    """A check: an integer of at least `least`; 2.0 and True are refused."""

    def check(value, name, given=None):
        if isinstance(value, bool) or not isinstance(value, numbers.Integral):
            raise InputTypeError(f"{name} must be a whole number, got {value!r}")
        if value < least:
            raise ValueError(f"{name} must be at least {least}, got {value}")
        return int(value)

    return check


def fewer_than(part):
    """A check: a number of neighbours, at least 1 and below n / part."""

    def check(value, name, given):
        clean, n = integer(1)(value, name), len(given["X"])
        if clean >= n / part:
            limit = "n_samples" if part == 1 else f"n_samples / {part}"
            raise ValueError(f"{name} ({value}) should be less than {limit} ({n / part:g})")
        return clean

    return check


def or_none(check):
    """None, or what passes the check."""
    return lambda value, name, given=None: None if value is None else check(value, name, given)


def choice(*allowed):
    def check(value, name, given=None):
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(
                f"{name} must be one of {', '.join(map(repr, allowed))}; got {value!r}"
            )
        return value

    return check


def kernel(value, name, given=None):
    if isinstance(value, str):
        return {"student": student, "gaussian": gaussian()}[
            choice("student", "gaussian")(value, name)
        ]
    if isinstance(value, type) or not all(hasattr(value, part) for part in ("log", "pull")):
        raise InputTypeError(
            f"{name} must be 'student', 'gaussian' or a kernel such as gaussian(sigma=0.5); "
            f"got {value!r}"
        )
    return value if isinstance(value, Kernel | Foreign) else Foreign(value)


def gradient_function(value, name, given=None):
    """A function of Y; whatever it returns must have the shape of Y."""
    if not callable(value):
        raise InputTypeError(f"{name} must be a function Y -> slope, got {type(value).__name__}")

    def checked(Y):
        try:
            found = np.asarray(value(Y), dtype=float)
        except ValueError as error:
            if "read-only" in str(error):
                raise ValueError(
                    f"{name} writes into Y; it must leave Y as it is, and {RETURN}"
                ) from error
            raise
        if found.shape != Y.shape:
            raise ValueError(
                f"{name} must return a slope of Y's shape {Y.shape}, got shape {found.shape}"
            )
        return found

    return checked


def n_processors(value, name, given=None):
    """A number of processors as joblib counts them: from 1 up, −1 for all, −2 for all but one."""
    clean = integer(-(2**31))(value, name)
    if clean == 0:
        raise ValueError(
            f"{name} must not be 0, since nobody would do the work; use None or 1 for one "
            "processor, -1 for all of them"
        )
    return clean


def boolean(value, name, given=None):
    if not isinstance(value, bool | np.bool_):
        raise InputTypeError(f"{name} must be True or False, got {value!r}")
    return bool(value)
