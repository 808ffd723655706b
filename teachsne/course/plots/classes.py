"""Which points are of which class, and how each class looks; the missing are grey."""

from typing import NamedTuple

import numpy as np

from ...numeric.arrays import finite
from ...validation.labels import one_a_row
from ...validation.names import refuse_other_points
from ...warn import warn_user
from .page import COLOURS, MARKERS, style

GREY = {"color": "#999999", "marker": "o"}
LOOKS = np.lcm(len(COLOURS), len(MARKERS))  # so many are distinct


class Classes(NamedTuple):
    """names in order; which (n,), the number of each point's class, −1: missing; a look a class."""

    names: list
    which: np.ndarray
    looks: list

    def look_of(self, point):
        return self.looks[self.which[point]] if self.which[point] >= 0 else GREY


def plane(Y, name="Y"):
    """A map in the plane, (n, 2), without gaps."""
    clean = finite(Y, name)
    if clean.ndim != 2 or clean.shape[1] != 2:
        raise ValueError(f"{name} must be a map in the plane, of shape (n, 2); got {clean.shape}")
    return clean


def classes(labels, n, Y=None, name="labels"):
    """The classes of n points, in the order of a Categorical, or else sorted."""
    refuse_other_points({"Y": Y, name: labels})
    entries = one_a_row(labels, name, n)
    found = _in_order(labels, {entry for entry in entries if entry is not None})
    number = {entry: place for place, entry in enumerate(found)}
    which = np.array([-1 if entry is None else number[entry] for entry in entries], dtype=int)
    names = [_told(entry) for entry in found]
    if len(names) > LOOKS:
        warn_user(
            f"{name} holds {len(names)} classes, and {LOOKS} can be told apart by colour and "
            "marker; put rare ones together"
        )
    return Classes(names, which, _looks(names))


def _in_order(labels, found):
    categories = getattr(getattr(labels, "cat", labels), "categories", None)
    if categories is not None:
        return [entry for entry in categories if entry in found]
    try:
        return sorted(found)
    except TypeError:  # numbers and words
        return sorted(found, key=lambda one: (isinstance(one, str), str(type(one)), str(one)))


def _looks(names):
    """A to E keep their looks everywhere; the others take those that are left."""
    taken = {"ABCDE".index(name) for name in names if name in tuple("ABCDE")}
    free = (place for place in range(len(names) + 5) if place not in taken)
    return [style(name, None if name in tuple("ABCDE") else next(free)) for name in names]


def _told(entry):
    if isinstance(entry, float | np.floating):
        return f"{entry:g}"
    return str(entry)


def in_words(names):
    return max(map(len, names), default=0) > 2
