"""Labels: a class of any type for each row, some of them missing."""

import numpy as np


def one_a_row(value, name, n):
    """Labels as an array of objects (n,), None where one is missing; other shapes are refused."""
    import pandas as pd

    if isinstance(value, dict | set | frozenset) or np.shape(_listed(value)) != (n,):
        raise ValueError(f"{name} must be one a row, {n} of them, got {_told(value)}")
    entries = np.empty(n, dtype=object)
    entries[:] = list(value)  # `asarray` would make "nan" of NaN among words
    entries[pd.isna(entries)] = None
    if np.ma.isMaskedArray(value):
        entries[np.ma.getmaskarray(value)] = None
    return entries


def _listed(value):
    """Something that has a shape: lists become an array of objects."""
    if hasattr(value, "shape"):
        return value
    try:
        return np.array(value, dtype=object)
    except ValueError:  # lists of different lengths
        return value


def _told(value):
    if isinstance(value, dict | set | frozenset):
        return f"a {type(value).__name__}, which has no order; give a list or a Series"
    shape = np.shape(_listed(value))
    column = "; take one column" if len(shape) == 2 else ""
    return f"shape {shape}{column}"
