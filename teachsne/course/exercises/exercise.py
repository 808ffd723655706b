"""What an exercise is: a formula, examples to try it on, and the classic slips it invites.

A value and a function are asked for in the same way. The right formula and every wrong one
take the same example, a tuple of arguments; a value is the formula at the lesson's own
example, a function is tried on that one and on freshly drawn ones.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from .mistakes import HINTS


@dataclass(frozen=True, eq=False)
class Mistake:
    """A slip that people make: its name, the wrong formula, and a hint that gives nothing away."""

    name: str
    formula: Callable
    hint: str


def mistake(name, formula, hint=None):
    """One entry of a catalogue; a classic brings its own hint."""
    return Mistake(name, formula, hint or HINTS[name])


@dataclass(frozen=True, eq=False)
class Exercise:
    """An exercise of a lesson, such as "06", whose answer is a value.

    right: the formula; lesson_example: () -> the lesson's own example;
    fresh_example: a generator -> another one; hints: from a nudge to nearly all;
    uses: public functions that the formula uses.
    """

    lesson: str
    right: Callable
    lesson_example: Callable
    fresh_example: Callable
    hints: tuple
    mistakes: tuple = ()
    uses: tuple = ()

    asks_for = "value"

    def fixed_examples(self):
        """What an answer is judged on, stage by stage: lists of examples."""
        return [[self.lesson_example()]]

    def fresh_stages(self, random):
        return [[self.fresh_example(random)]]

    def outcome(self, formula, example):
        with np.errstate(all="ignore"):
            return formula(*example)


@dataclass(frozen=True, eq=False)
class Written(Exercise):
    """An exercise whose answer is a function.

    hard_example: a generator -> an example on which some functions break: far out, with zeros.
    compare_by: what is compared of the function's result, if the result is random;
    tolerance: by how much two of these may differ.
    """

    hard_example: Callable | None = None
    compare_by: Callable | None = None
    tolerance: float = 0.0

    asks_for = "function"

    def fixed_examples(self):
        return [
            [self.lesson_example(), *stage]
            for stage in self.fresh_stages(np.random.default_rng(20))
        ]

    def fresh_stages(self, random):
        """Ordinary examples; then, for an answer that is right there, a hard one as well."""
        ordinary = [self.fresh_example(random), self.fresh_example(random)]
        return (
            [ordinary, [*ordinary, self.hard_example(random)]] if self.hard_example else [ordinary]
        )

    def outcome(self, formula, example):
        """What a function makes of a copy of the example: it cannot change ours."""
        made = super().outcome(formula, deepcopy(example))
        empty = made is None or made is ...
        return made if empty or not self.compare_by else self.compare_by(made, *example)


@dataclass(frozen=True, eq=False)
class Open:
    """An exercise with many right answers: one of them, and what finds the fault in an array.

    find_fault: an array -> a sentence that says what is wrong, "" where it is right.
    """

    lesson: str
    right: Callable
    find_fault: Callable
    hints: tuple
    mistakes: tuple = ()
    uses: tuple = ()

    asks_for = "drawing"

    def fixed_examples(self):
        return [[()]]


class NotComparable(ValueError):
    """What a function returned cannot be looked at; the message says why."""


class Text(str):
    """Words to be read: a notebook shows them as they are."""

    __slots__ = ()

    def __repr__(self):
        return str(self)


def gaps_in(answer):
    """Is a `...` still there, in place of the answer or inside it?"""
    return answer is ... or (isinstance(answer, tuple | list) and any(a is ... for a in answer))
