"""Input validation: arguments become arrays of float64, or are refused with a reason.

The functions themselves check nothing. Each public function has a rule in `rules.VALIDATORS`:
a check for each argument, which returns the clean value or raises. A check sees the value, the
argument's name and the arguments that passed before it. If a pandas table goes in, the result
carries its labels.

    scalars        numbers of a certain meaning, words, functions (`numeric` has the bounds)
    points         points and maps (n, d)
    matrices       square tables: distances, squared distances, probabilities of pairs
    memory         what this process may take, and whether n x n tables fit into it
    pairs          tables of pairs, and arguments that must fit another argument
    data_sets      several data sets of the same points
    names          do two tables name the same points?
    labels         a class for each row, some of them missing
    rules          which function takes what
"""

import inspect
from functools import wraps

import numpy as np

from .names import refuse_crossed_axes, refuse_other_points
from .rules import VALIDATORS


def validated(function):
    """The function with checked arguments and a labelled result."""
    name = getattr(function, "__name__", None)
    if name not in VALIDATORS:
        return function
    signature, rule = inspect.signature(function), VALIDATORS[name]

    @wraps(function)
    def checking(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        raw = dict(bound.arguments)
        with np.errstate(all="ignore"):  # numbers beyond float64 are refused in words, below
            for argument, check in rule.checks.items():
                bound.arguments[argument] = check(raw[argument], argument, bound.arguments)
            refuse_other_names(rule, raw)
            result = within_floats(name, function, bound)
        return with_labels(result, raw, rule.out)

    checking.__module__ = "teachsne"  # so that it pickles by its public name
    return checking


def within_floats(name, function, bound):
    """The function's result; a ValueError if it overflows or contains NaN."""
    try:
        result = function(*bound.args, **bound.kwargs)
    except (OverflowError, np.linalg.LinAlgError):
        result = np.nan
    if isinstance(result, np.ndarray | float) and np.isnan(result).any():
        raise ValueError(f"{name} left the range of float64; rescale, so that distances are ~1")
    return result


def refuse_other_names(rule, raw):
    """All pandas tables that a function is given must be about the same points."""
    for argument in rule.square:
        refuse_crossed_axes(raw[argument], argument)
    refuse_other_points({**raw, **raw.get("parameters", {})}, columns=rule.same_columns)


def with_labels(result, raw, out):
    """(n,) → Series, (n, n) and (n, d) → DataFrame, with the labels that `out` declares."""
    if out is None or not isinstance(result, np.ndarray):
        return result
    tables = [raw[name] for name in out.rows if getattr(raw[name], "ndim", 0) == 2]
    tables = [table for table in tables if hasattr(table, "iloc")]
    if not tables:
        return result
    import pandas as pd

    rows = tables[0].index
    if result.ndim == 1:
        sums_of_columns = raw.get(out.axis) in (0, -2)
        return pd.Series(result, index=tables[0].columns if sums_of_columns else rows)
    columns = getattr(raw[out.columns], "columns", None) if out.columns else list(rows)
    return pd.DataFrame(result, index=rows, columns=columns)
