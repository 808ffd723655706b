"""Where the data are: tables and arrays, read by name from data/."""

import json
from functools import cache
from math import prod
from pathlib import Path

import numpy as np
import pandas as pd

MOST_BYTES = 100_000_000  # of arrays, in memory


@cache
def folder():
    """data/ inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    return package / "data" if (package / "data").is_dir() else package.parent / "data"


def read(name):
    """One table of data/, with its first column as the index."""
    return pd.read_csv(folder() / f"{name}.csv", index_col=0)


def reference():
    """data/five_points_reference.json: every step on the five points, to 17 digits, by name."""
    return json.loads((folder() / "five_points_reference.json").read_text(encoding="utf-8"))


def written_start():
    """The map (5, 2) from which the reference begins its descent."""
    return pd.DataFrame(reference()["start"], list("ABCDE"), ["y1", "y2"])


def read_arrays(name):
    """The arrays of one .npz file of data/, by name; numbers only, no pickles, not too many."""
    with np.load(folder() / f"{name}.npz", allow_pickle=False) as arrays:
        if (size := sum(_sizes(arrays.zip))) > MOST_BYTES:
            raise ValueError(f"{name}.npz says that it holds {size / 1e6:.0f} MB; that is not ours")
        return dict(arrays)


def _sizes(archive):
    """The bytes of each array, by its header alone."""
    for name in archive.namelist():
        with archive.open(name) as file:
            np.lib.format.read_magic(file)
            shape, _, kind = np.lib.format.read_array_header_1_0(file)
        yield prod(shape) * kind.itemsize


def five_points():
    """The five points of the web page, A–E, in three dimensions: a DataFrame (5, 3)."""
    return read("five_points")
