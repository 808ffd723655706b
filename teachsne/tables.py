"""Where the data are: tables and arrays, read by name from data/."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd


@cache
def folder():
    """data/ inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    return here / "data" if (here / "data").is_dir() else here.parent / "data"


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
    """The arrays of one .npz file of data/, by name; numbers only, no pickles."""
    with np.load(folder() / f"{name}.npz", allow_pickle=False) as arrays:
        return dict(arrays)


def five_points():
    """The five points of seed 001, A–E, in three dimensions: a DataFrame (5, 3)."""
    return read("seed001_points")
