"""Names of rows: two pandas tables about the same points must name them alike.

Rows are compared by their place. If the names say that row 3 is another point in the second
table, every number would still come out, and every number would be wrong. So:

    the same names in the same order        accepted
    the same names in another order         refused: .loc puts them into one order
    some names in common, others not        refused: each table has points that the other lacks
    no name in common                       accepted: two ways to name, and places count
    one table has default names 0, 1, 2, …  accepted: it has no names, and places count
    default names, shuffled, beside these   refused: somebody has sorted or sampled one of them

The columns of a square table stand for the same points as its rows, and are held against
them in the same way.
"""

from itertools import combinations

import numpy as np

from .scalars import gradient_function

ANOTHER_ORDER = "{other} names its {axis}s in another order than {first}"
OTHER_POINTS = "{other} names other {axis}s than {first}, and only some are the same"


def refuse_other_points(tables, columns=False):
    """tables: {argument: value}, of which only pandas tables have names.

    columns: their columns are about the same things, too, as in two tables of pairs.
    """
    named = {name: value for name, value in tables.items() if hasattr(value, "iloc")}
    for (first, a), (other, b) in combinations(named.items(), 2):
        if why := _clash(a.index, b.index):
            told = why.format(first=first, other=other, axis="row")
            raise ValueError(f"{told}. {_remedy(first, other, a.index, b.index)}")
        if columns and a.ndim == b.ndim == 2 and (why := _clash(a.columns, b.columns)):
            told = why.format(first=first, other=other, axis="column")
            raise ValueError(
                f"{told}. Column j must be the same in both: "
                f"put the columns into one order, {other}[{first}.columns]"
            )


def refuse_crossed_axes(table, name):
    """A square pandas table whose columns name its points in another order than its rows."""
    if not (hasattr(table, "iloc") and table.ndim == 2):
        return
    rows, columns = table.index, table.columns
    if not _clash(rows, columns):
        return
    at = _first_difference(rows, columns)
    raise ValueError(
        f"{name} names its columns in another order than its rows: row {at} is "
        f"{_told(rows[at])} and column {at} is {_told(columns[at])}. Entry (i, i) must be about "
        f"one point; put the columns into the rows' order, {name}[{name}.index], or give "
        f"{name}.to_numpy() if the columns are in order and only their names are not"
    )


def first_difference(first, other, a, b):
    """The first row that two tables name differently, in words; "" if there is none."""
    if not _clash(a.index, b.index):
        return ""
    at = _first_difference(a.index, b.index)
    return f"row {at} is {_told(a.index[at])} in {first} and {_told(b.index[at])} in {other}"


def gradient_of_same(value, name, checked):
    """A function Y -> slope; if it returns a pandas table, its names must be those of Y."""
    Y = checked.get("Y")
    if not (callable(value) and hasattr(Y, "iloc")):
        return gradient_function(value, name)

    def watched(y):
        found = value(y)
        refuse_other_points({"Y": Y, f"what {name} returns": found})
        return found

    return gradient_function(watched, name)


def _clash(a, b):
    """A message if two indexes of one length name different points, else None."""
    if len(a) != len(b) or a.equals(b):
        return None  # of another length is told elsewhere, in shapes
    if _default(a) or _default(b):
        return ANOTHER_ORDER if _numbered(a) and _numbered(b) else None
    if not a.isin(b).any():
        return None
    return ANOTHER_ORDER if _same_names(a, b) else OTHER_POINTS


def _default(index):
    """0, 1, 2, …: the names that pandas gives if the user gives none."""
    return index.dtype.kind in "iu" and np.array_equal(index, np.arange(len(index)))


def _numbered(index):
    """0, 1, 2, … in any order."""
    return index.dtype.kind in "iu" and np.array_equal(np.sort(index), np.arange(len(index)))


def _same_names(a, b):
    """The same set of names. `set` tells two NaN apart, and `isin` two NA, so either may agree."""
    return set(a) == set(b) or bool(a.isin(b).all() and b.isin(a).all())


def _remedy(first, other, a, b):
    """The first difference between the indexes a and b, and what to do."""
    at = _first_difference(a, b)
    places = f"row {at} is {_told(a[at])} in {first} and {_told(b[at])} in {other}"
    order = f"put the rows into one order, {other}.loc[{first}.index]"
    if not (a.is_unique and b.is_unique):
        order = "the names are not unique, so give each row a name of its own first"
    elif not _same_names(a, b):
        order = f"leave out the points that one of them lacks, and {order}"
    return (
        f"Row i must be the same point in both, but {places}: {order}, or give "
        f"{other}.to_numpy() if only the names are wrong"
    )


def _first_difference(a, b):
    return next(i for i in range(len(a)) if not a[i : i + 1].equals(b[i : i + 1]))


def _told(name):
    if isinstance(name, tuple):
        return f"({', '.join(map(_told, name))})"
    return repr(name) if isinstance(name, str) else str(name)
