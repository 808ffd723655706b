"""Numbers with a meaning, words and functions: a check returns the clean value or raises."""

import numpy as np

from ..numeric.scalars import InputTypeError, integer, number, real
from ..steps.kernels import Foreign, Kernel, gaussian, student

at_least_one = number(1, must="be at least 1 (1 changes nothing)")
unit_interval = number(0, 1, "[)", must="be in [0, 1)", remedy="; .5 to .9 is usual")
log_base = number(1, closed="(]", remedy="; use 2 for bits, e for nats")
weight = number(0, must="not be negative", remedy="; 0 leaves the maps alone")


def perplexity_below(n, value, name):
    """1 <= perplexity < n − 1; at n − 1 all neighbours would have the same probability."""
    if n < 3:
        raise ValueError(f"{name} has no meaning for {n} points; at least 3 are needed")
    allowed = f"be at least 1 and less than n - 1 = {n - 1} for {n} points"
    usable = f"; try {max(1.5, min(30.0, (n - 1) / 3)):.3g}"
    try:
        real(value, name)
    except ValueError as error:
        raise type(error)(f"{name} must {allowed}, and {error}{usable}") from None
    return number(1, n - 1, "[)", must=allowed, remedy=usable)(value, name)


def neighbours(share):
    """A check: a number of neighbours, at least 1 and less than n_samples / share."""
    limit = "n_samples" if share == 1 else f"n_samples / {share}"

    def check(value, name, checked):
        most = len(checked["X"]) / share
        says = f"{{name}} ({{value}}) should be less than {limit} ({most:g})"
        integer(1)(value, name)
        return number(high=most, closed="[)", integer=True, says=says)(value, name)

    return check


def few_neighbours(value, name, checked):
    """1 <= k < n, for the graph of nearest neighbours."""
    n = len(checked["X"])
    says = f"{{name}} ({{value}}) must be less than n_samples ({n})"
    remedy = f": from 1 to {n - 1} others can be a point's neighbours; try {max(1, n // 3)}"
    integer(1)(value, name)
    return number(high=n - 1, integer=True, says=says, remedy=remedy)(value, name)


def or_none(check):
    """None, or what passes the check."""
    return lambda value, name, checked=None: None if value is None else check(value, name, checked)


def choice(*allowed):
    def check(value, name, checked=None):
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(
                f"{name} must be one of {', '.join(map(repr, allowed))}; got {value!r}"
            )
        return value

    return check


def kernel(value, name, checked=None):
    if isinstance(value, str):
        choice("student", "gaussian")(value, name)
        return student if value == "student" else gaussian()
    if isinstance(value, type) or not all(hasattr(value, part) for part in ("log", "pull")):
        raise InputTypeError(
            f"{name} must be 'student', 'gaussian' or a kernel such as gaussian(sigma=0.5); "
            f"got {value!r}"
        )
    return value if isinstance(value, Kernel | Foreign) else Foreign(value)


def gradient_function(value, name, checked=None):
    """A function of Y; whatever it returns must have the shape of Y."""
    if not callable(value):
        raise InputTypeError(f"{name} must be a function Y -> slope, got {type(value).__name__}")

    def watched(Y):
        try:
            found = np.asarray(value(Y), dtype=float)
        except ValueError as error:
            if "read-only" in str(error):
                raise ValueError(
                    f"{name} writes into Y; it must leave Y as it is, and return an array of its "
                    "own, such as 2 * Y"
                ) from error
            raise
        if found.shape != Y.shape:
            raise ValueError(
                f"{name} must return a slope of Y's shape {Y.shape}, got shape {found.shape}"
            )
        return found

    return watched


def n_processors(value, name, checked=None):
    """A number of processors as joblib counts them: from 1 up, −1 for all, −2 for all but one."""
    clean = integer(-(2**31))(value, name)
    if clean == 0:
        raise ValueError(
            f"{name} must not be 0, since nobody would do the work; use None or 1 for one "
            "processor, -1 for all of them"
        )
    return clean


def boolean(value, name, checked=None):
    if not isinstance(value, bool | np.bool_):
        raise InputTypeError(f"{name} must be True or False, got {value!r}")
    return bool(value)
