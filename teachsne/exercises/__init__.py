"""Exercises: say what you think, and see whether it is so.

check(name, answer) compares a value, an array or a function with the module's own; `...`
means that nothing has been filled in yet. compare(guess, outcome) puts a prediction beside
what came of it.

    judge         how an answer is judged
    five_points   what lessons 00 to 07 ask
    digits        what lessons 09 and 13 ask
    data          what lessons 08 and 12 ask
    lecture       what lessons 10 and 11 ask
    yoked         what lessons 14 and 15 ask
"""

from . import data, digits, five_points, lecture, yoked
from .judge import Open, Result, compare, judge

PARTS = (five_points, data, digits, lecture, yoked)
EXERCISES = {name: exercise for part in PARTS for name, exercise in part.EXERCISES.items()}

__all__ = ["EXERCISES", "Open", "Result", "check", "compare", "names"]


def check(name, answer):
    """Is this the answer to exercise `name`?  answer: a value, an array, or a function."""
    if name not in EXERCISES:
        raise ValueError(f"no exercise is called {name!r}; there are {', '.join(EXERCISES)}")
    expected, *examples = EXERCISES[name]()
    status, message = judge(expected, answer, examples)
    return Result(name, status, message)


def names():
    """The exercises, in the order of the lessons."""
    return list(EXERCISES)
