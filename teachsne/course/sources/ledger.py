"""The ledger: every number that the sources printed, beside what this package computes.

A table of `PRINTED` has a shape, a file in data/, and two ways to compute it: as its caption
defines it (true), and as the source came to it (by the source's own rounding).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

import teachsne as ts

from ...datasets.files import five_points, read
from .entry import LedgerEntry
from .five_points_map import recovered_map
from .five_points_rounding import SIGMA, density, recipe

ALIASES = {"web page": "five points", "000": "blog post", "001": "five points"}
ALIASES |= {"002": "abstract", "003": "lecture"}
ROUNDING = 0.0011  # what rounding three times can do to the third decimal


@dataclass(frozen=True)
class Printed:
    """A printed table: where it stands, and how its numbers come about."""

    table: str
    shape: tuple[int, int]
    true: Callable  # world -> what the caption defines, in full precision
    made: Callable  # world -> what the source's own steps give
    note: str = ""
    errata: tuple = ()  # rows whose caption defines something else than what is printed


class World:
    """What the tables are computed from: the five points, their map, true values, recipes."""

    def __init__(self):
        self.X = five_points()
        self.layout = recovered_map().to_numpy()
        D2 = ts.squared_distances(self.X).to_numpy()
        self.distance = ts.distances(self.X).to_numpy()
        self.P = ts.conditional_probabilities(D2, SIGMA)
        self.made = recipe(self.X)
        self.map_made = recipe(self.layout)
        self.Q = ts.similarities(self.layout, "student", "rows")

    def row_A(self):
        return np.array([self.distance[0], _no_self(density(self.distance[0])), self.P[0]])

    def row_A_map(self):
        distance = self.map_made[0][0]
        cauchy = _no_self(ts.student(distance**2) / np.pi)
        return np.array([distance, cauchy, cauchy / cauchy.sum()])


def _no_self(row):
    return np.append(0.0, row[1:])


def _interleaved(P, Q):
    return np.stack([P, Q], axis=1).reshape(10, 5)


PRINTED = (
    Printed("points", (5, 3), lambda w: w.X, lambda w: w.X),
    Printed("distances", (5, 5), lambda w: w.distance, lambda w: w.made[0]),
    Printed(
        "distances_from_A",
        (5, 1),
        lambda w: w.distance[:, :1],
        lambda w: w.made[0][:, :1],
    ),
    Printed(
        "row_A_data",
        (3, 5),
        lambda w: w.row_A(),
        lambda w: np.array([table[0] for table in w.made]),
        note="the row called probability holds densities",
    ),
    Printed(
        "P_A",
        (4, 1),
        lambda w: w.P[0, 1:, None],
        lambda w: w.made[2][0, 1:, None],
        note="said to be p(A|X); each is p(X|A)",
    ),
    Printed(
        "P",
        (5, 5),
        lambda w: w.P,
        lambda w: w.made[2],
        note="headed low-dim; it is the distribution of the data",
    ),
    Printed(
        "row_A_map",
        (3, 5),
        lambda w: w.row_A_map(),
        lambda w: np.array([table[0] for table in w.map_made]),
        note="said to be Student-t; it is the Gaussian with sigma .5",
        errata=("density", "normalized"),
    ),
    Printed(
        "P_and_Q",
        (10, 5),
        lambda w: _interleaved(w.P, w.Q),
        lambda w: _interleaved(w.made[2], w.map_made[2]),
        note="Q is said to be Student-t; one Gaussian layout gives all of it",
        errata=tuple(f"Q_{name}" for name in "ABCDE"),
    ),
    Printed(
        "iris_head",
        (6, 4),
        lambda w: read("iris").iloc[:6, :4],
        lambda w: read("iris").iloc[:6, :4],
        note="the head of the Iris data",
    ),
)


def ledger(source=None):
    """Every number printed in the sources, computed anew; or of one source.

    source: "five points" (or "web page"), "lecture", "blog post", "abstract"; None is all four.
    -> DataFrame: source, table, row, column, printed, computed, true, status, note.
    `true` is what the caption defines, `computed` how the printed number came about;
    status is "input" (the points), "exact" (true rounds to it), "recipe" (through the
    source's own rounding), "erratum" (not what its caption defines), or "missed".
    The lecture's array is scikit-learn's map of a walk: "exact" to 1e-5, or "alike" (but for
    a rotation and 5 %) with a scikit-learn that draws another. The blog post's numbers are said
    in words: "exact" where it is so, "erratum" where it is not. The abstract has none; its claims
    are given one each, "exact" or, where it is a trend, "shown" on Iris.
    """
    sources = {"blog post": _aligned_entries, "five points": _five_points_entries}
    sources |= {"abstract": _contrastive_entries, "lecture": _lecture_entries}
    chosen = [ALIASES.get(source, source)] if source else sources
    parts = [sources[name]() for name in chosen]
    return pd.concat(parts, ignore_index=True)


def _aligned_entries():
    from .alignment_claims import entries  # descents, half a second that the walk does without

    return entries()


def _five_points_entries():
    world = World()
    return pd.concat([_entries(table, world) for table in PRINTED])


def _contrastive_entries():
    from .contrastive_claims import (
        entries,  # maps of Iris, a second or two that the walk does without
    )

    return entries()


def _lecture_entries():
    from .lecture_map import entries  # scikit-learn, a second that the walk does without

    return entries()


def expected_entries():
    """How many numbers the web page's ledger must hold, from the shapes of its printed tables."""
    return sum(int(np.prod(table.shape)) for table in PRINTED)


def accounted(entries):
    """How many entries of a ledger are reproduced or explained."""
    return int((entries.status != "missed").sum())


def _entries(spec, world):
    printed = read("five_points" if spec.table == "points" else f"five_points_{spec.table}")
    true, made = (np.asarray(compute(world), dtype=float) for compute in (spec.true, spec.made))
    return pd.DataFrame(
        _entry(spec, row, column, printed.loc[row, column], made[i, j], true[i, j])
        for i, row in enumerate(printed.index)
        for j, column in enumerate(printed.columns)
    )


def _entry(spec, row, column, printed, made, true):
    status = _status(spec, row, printed, made, true)
    computed = true if status == "exact" else made
    where = "five points", spec.table, str(row), column
    return LedgerEntry(*where, printed, computed, true, status, _note(spec, row, status))


def _status(spec, row, printed, made, true):
    same = abs(np.round([made, true], 3) - printed) < 1e-9
    if spec.table == "points":
        return "input"
    if row in spec.errata and printed:
        return "erratum" if same[0] else "missed"
    if same[1]:
        return "exact"
    return "recipe" if same[0] and abs(true - printed) < ROUNDING else "missed"


def _note(spec, row, status):
    if status == "recipe":
        return "full precision gives another last digit; rounding at each step gives this one"
    return spec.note if not spec.errata or row in spec.errata else ""
