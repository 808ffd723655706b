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

    right: the formula; own: () -> the lesson's example; draw: a generator -> a fresh one;
    hints: from a nudge to nearly all; made_of: functions of the module that the formula uses.
    """

    lesson: str
    right: Callable
    own: Callable
    draw: Callable
    hints: tuple
    mistakes: tuple = ()
    made_of: tuple = ()

    asks_for = "value"

    def own_stages(self):
        """What an answer is judged on, stage by stage: lists of examples."""
        return [[self.own()]]

    def fresh_stages(self, random):
        return [[self.draw(random)]]

    def outcome(self, formula, example):
        with np.errstate(all="ignore"):
            return formula(*example)


@dataclass(frozen=True, eq=False)
class Written(Exercise):
    """An exercise whose answer is a function.

    hard: a generator -> an example on which some break: far out, with zeros.
    lens: what is compared of what the function returns, if that is drawn by chance;
    slack: by how much two such may differ.
    """

    hard: Callable | None = None
    lens: Callable | None = None
    slack: float = 0.0

    asks_for = "function"

    def own_stages(self):
        return [[self.own(), *stage] for stage in self.fresh_stages(np.random.default_rng(20))]

    def fresh_stages(self, random):
        """Ordinary examples; then, for who is right there, a hard one as well."""
        ordinary = [self.draw(random), self.draw(random)]
        return [ordinary, [*ordinary, self.hard(random)]] if self.hard else [ordinary]

    def outcome(self, formula, example):
        """What a function makes of a copy of the example: it cannot change ours."""
        made = super().outcome(formula, deepcopy(example))
        empty = made is None or made is ...
        return made if empty or not self.lens else self.lens(made, *example)


@dataclass(frozen=True, eq=False)
class Open:
    """An exercise with many right answers: one of them, and who finds the fault in an array.

    fault: an array -> a sentence that says what is wrong, "" where it is right.
    """

    lesson: str
    right: Callable
    fault: Callable
    hints: tuple
    mistakes: tuple = ()
    made_of: tuple = ()

    asks_for = "drawing"

    def own_stages(self):
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
