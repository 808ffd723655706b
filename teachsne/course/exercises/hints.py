"""Hints that grow each time they are asked for, and the module's own lines at the end."""

import inspect
from collections import Counter
from textwrap import dedent, fill

import numpy as np

import teachsne as ts

from .exercise import Text

_asked = Counter()  # how many hints of an exercise were given in this session


def hint_of(name, exercise, level=None):
    """Hint `level`, from 1; without one, the next. The last is the solution."""
    last = len(exercise.hints) + 1
    if level is None:
        level = min(_asked[name] + 1, last)
        _asked[name] = level
    if not 1 <= level <= last:
        raise ValueError(f"{name!r} has hints 1 to {last}, got level {level}")
    if level == last:
        return solution_of(name, exercise)
    more = f"{last - level} more to come: hint({name!r}) again, or hint({name!r}, {level + 1})."
    return Text("\n".join(fill(line, 98) for line in (exercise.hints[level - 1], more)))


def solution_of(name, exercise):
    """The source of the right formula, of what it is made of, and the value if one is asked."""
    functions = [exercise.right, *(getattr(ts, word) for word in exercise.uses)]
    source = "\n\n".join(dedent(inspect.getsource(inspect.unwrap(f))) for f in functions)
    if exercise.asks_for == "value":
        ((example,),) = exercise.fixed_examples()
        return Text(f"{source}\nHere it is {shown(exercise.right(*example))}.")
    return Text(source)


def shown(value):
    """A value or a row of them, with four digits."""
    listed = np.asarray(value, dtype=float).ravel()
    return ", ".join(f"{number:.4g}" for number in listed)
