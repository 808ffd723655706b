"""How an answer is judged: right; a mistake that has a name; or different, and then where."""

from dataclasses import dataclass
from textwrap import wrap

import numpy as np

from .comparison import difference, same
from .exercise import NotComparable, gaps_in

SIGNS = {"right": "✓", "mistake": "✗", "different": "✗", "unanswered": "…"}
GAP = "fill in your answer where the ... stands, and run again"
RIGHT = ("right", "right", ())


@dataclass(frozen=True)
class Result:
    """What a check found: a status, a sentence, and the names of the mistakes that fit.

    status: "right", "mistake", "different" or "unanswered".
    """

    name: str
    status: str
    message: str
    mistakes: tuple = ()

    def __repr__(self):
        head = f"{SIGNS[self.status]} {self.name}: {self.message}"
        return "\n".join(wrap(head, 98, subsequent_indent="  "))


class Results(tuple):
    """What the checks of a lesson's exercises found, one a line."""

    __slots__ = ()

    def __repr__(self):
        return "\n".join(map(repr, self))


class Failed:
    """A function that did not get as far as an answer, and why."""

    def __init__(self, why):
        self.why = why


def judge(exercise, answer, stages):
    """(status, message, mistakes that fit) of an answer, at the first stage where it fails."""
    if gaps_in(answer):
        return "unanswered", GAP, ()
    if exercise.asks_for == "drawing":
        return _find_fault(exercise, answer)
    if exercise.asks_for == "function" and not callable(answer):
        return "different", f"a function is asked for, not {answer!r}", ()
    verdicts = (_diagnose(exercise, answer, examples) for examples in stages)
    return next((verdict for verdict in verdicts if verdict[0] != "right"), RIGHT)


def _diagnose(exercise, answer, examples):
    """Is it the right formula's work? A wrong one's? Else, where does it differ first?"""
    given = [_answer_to(exercise, answer, example) for example in examples]
    if any(value is ... for value in given):
        return "unanswered", GAP, ()
    if failed := next((value for value in given if isinstance(value, Failed)), None):
        return "different", failed.why, ()
    wanted = made_by(exercise, exercise.right, examples)
    if _agree(exercise, given, wanted):
        return RIGHT
    found = [
        slip
        for slip in exercise.mistakes
        if _agree(exercise, given, made_by(exercise, slip.formula, examples))
    ]
    if found:
        return "mistake", _tell(found), tuple(slip.name for slip in found)
    pairs = zip(given, wanted, strict=True)
    first = next((g, w) for g, w in pairs if not same(exercise, g, w))
    return "different", difference(exercise, *first), ()


def made_by(exercise, formula, examples):
    """What a formula of ours gives on each example."""
    return [exercise.outcome(formula, example) for example in examples]


def _answer_to(exercise, answer, example):
    """The value itself; or what the function returns, `...` where its gap is still there."""
    if exercise.asks_for == "value":
        return answer
    try:
        made = exercise.outcome(answer, example)
    except NotComparable as fault:
        return Failed(str(fault))
    except Exception as error:
        if "ellipsis" in str(error):
            return ...
        return Failed(f"your function raised {type(error).__name__}: {error}")
    return Failed("your function returns nothing") if made is None else made


def _agree(exercise, given, wanted):
    return all(same(exercise, g, w) for g, w in zip(given, wanted, strict=True))


def _tell(found):
    """One mistake and its hint; or all that give this very answer."""
    if len(found) == 1:
        return f"{found[0].name}? {found[0].hint}"
    each = " ".join(f"({i}) {slip.name}? {slip.hint}" for i, slip in enumerate(found, start=1))
    return f"{len(found)} slips give this answer here. {each}"


def _find_fault(exercise, answer):
    try:
        fault = exercise.find_fault(np.asarray(answer, dtype=float))
    except (TypeError, ValueError):
        fault = "numbers are asked for, in rows of the same length"
    return ("different", fault, ()) if fault else RIGHT
