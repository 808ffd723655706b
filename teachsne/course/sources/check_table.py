"""One cell of a lesson: does our table agree with the printed one?"""

import numpy as np

from ...datasets.files import reference
from .ledger import ROUNDING, ledger

TABLES = ("points", "distances", "distances_from_A", "row_A_data", "P_A", "P", "row_A_map", "Q")


def check_table(values, name):
    """Print how many of the documented numbers `values` reproduces, or raise.

    name: a table of the web page, which printed three decimals ("distances", "P", "Q", …), or
    an entry of data/five_points_reference.json ("joint at perplexity 3"), which holds 17
    digits. values: our numbers, unrounded, in the same shape.
    A printed number counts as reproduced if ours rounds to it. A number that the web page
    rounded in the middle of its computation may be off by one in the last digit; such numbers
    are counted apart. The reference must agree to ten digits.
    ValueError: an unknown name, or another shape. AssertionError: a number that differs.
    """
    try:
        values = np.asarray(values, dtype=float)
    except (TypeError, ValueError) as why:
        raise ValueError(f"values for {name!r} must be a table of numbers; {why}") from None
    if name in TABLES:
        return _against_print(values, name)
    if name not in (known := reference()) or name == "about":
        raise ValueError(f"no table is called {name!r}; the web page has {', '.join(TABLES)}")
    told = np.array(known[name], dtype=float)
    values = _in_shape(values, told, name)
    _all_agree(abs(values - told) <= 1e-10 * abs(told).max(), values, told, name, "17 digits")
    print(f"{told.size} of {told.size} numbers agree with the reference, to 10 digits")


def _against_print(values, name):
    entries = ledger("five points")
    wanted = entries.row.str.startswith("Q_") if name == "Q" else entries.table == name
    entries = entries[wanted]
    shape = entries.row.nunique(), entries.column.nunique()
    printed, status = (entries[key].to_numpy().reshape(shape) for key in ("printed", "status"))
    values = _in_shape(values, printed, name)
    same = abs(values.round(3) - printed) < 1e-9
    rounded = (status != "exact") & (abs(values - printed) < ROUNDING)
    _all_agree(same | rounded, values, printed, name, "the web page's digits")
    more = (~same).sum()
    rest = f", and {more} more if one rounds at each step, as the page did" if more else ""
    print(f"{same.sum()} of {same.size} printed numbers reproduced{rest}")


def _in_shape(values, told, name):
    if values.size != told.size or (values.ndim == told.ndim and values.shape != told.shape):
        raise ValueError(f"{name!r} has the shape {told.shape}, and these values {values.shape}")
    return values.reshape(told.shape)


def _all_agree(agree, values, told, name, what):
    if not agree.all():
        place = tuple(int(i) for i in np.argwhere(~agree)[0])
        raise AssertionError(
            f"{(~agree).sum()} of {agree.size} numbers of {name!r} differ from {what}; the first "
            f"stands at {list(place)}: {values[place]:.6g}, where {told[place]:g} is documented"
        )
