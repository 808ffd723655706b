"""How an answer is judged: a value, an array or a function against the module's own; or,
where many answers are right, by what is asked of them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

ROUNDED = 6e-4  # an answer with three decimals is exact enough


@dataclass(frozen=True)
class Result:
    """What a check found: status "right", "different" or "unanswered", and a sentence."""

    name: str
    status: str
    message: str

    def __repr__(self):
        sign = {"right": "✓", "different": "✗", "unanswered": "…"}[self.status]
        return f"{sign} {self.name}: {self.message}"


@dataclass(frozen=True, eq=False)
class Open:
    """An exercise with many right answers: one of them, and who finds the fault in an array.

    fault: an array -> a sentence that says what is wrong, "" where it is right.
    """

    example: np.ndarray
    fault: Callable


def judge(expected, answer, examples):
    if answer is ... or (isinstance(answer, (tuple, list)) and any(a is ... for a in answer)):
        return "unanswered", "fill in your answer where the ... stands, and run again"
    if isinstance(expected, Open):
        return _find_fault(expected, answer)
    if not callable(expected):
        return _compare_values(expected, answer)
    if not callable(answer):
        return "different", f"a function is asked for, not {answer!r}"
    verdicts = (_try(expected, answer, example) for example in examples)
    return next((verdict for verdict in verdicts if verdict[0] != "right"), ("right", "right"))


def _try(expected, function, example):
    """Both functions on one example; the learner's gets copies."""
    try:
        with np.errstate(all="ignore"):
            answer = function(*(np.copy(a) if isinstance(a, np.ndarray) else a for a in example))
    except Exception as error:
        if "ellipsis" in str(error):  # the gap is still there
            return judge(None, ..., ())
        return "different", f"your function raised {type(error).__name__}: {error}"
    if answer is None:
        return "different", "your function returns nothing"
    return judge(expected(*example), answer, ())


def _find_fault(expected, answer):
    try:
        fault = expected.fault(np.asarray(answer, dtype=float))
    except (TypeError, ValueError):
        fault = "numbers are asked for, in rows of the same length"
    return ("different", fault) if fault else ("right", "right")


def _compare_values(expected, answer):
    expected = np.asarray(expected, dtype=float)
    try:
        answer = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return "different", f"a number or an array is asked for, not {answer!r}"
    if answer.shape != expected.shape:
        return "different", f"shape {answer.shape} where {expected.shape} is asked for"
    small = 1.5e-2 * abs(expected[np.isfinite(expected)]).max(initial=0)
    wrong = np.argwhere(~np.isclose(answer, expected, rtol=2e-3, atol=min(ROUNDED, small)))
    if len(wrong) == 0:
        return "right", "right"
    if expected.ndim == 0:
        near = np.isclose(answer, expected, rtol=0.05, atol=0)
        return "different", f"{answer:g} is {'close: give more decimals' if near else 'not it'}"
    where = tuple(int(i) for i in wrong[0])
    return "different", f"{len(wrong)} of {answer.size} differ, first at {where}; look again"


def compare(guess, outcome, decimals=3):
    """A prediction beside its outcome, as a sentence."""
    is_so = f"{outcome:.{decimals}f}" if isinstance(outcome, float) else f"{outcome}"
    if guess is ...:
        print(f"You made no guess; it is {is_so}.")
    else:
        print(f"You said {guess}; it is {is_so}{_verdict(guess, outcome, decimals)}.")


def _verdict(guess, outcome, decimals):
    """ ": right", ": close", or nothing; the order of letters does not matter."""
    if isinstance(guess, str) and isinstance(outcome, str):
        return ": right" if sorted(guess.casefold()) == sorted(outcome.casefold()) else ""
    try:
        gap = float(np.max(abs(np.subtract(guess, outcome))))
    except (TypeError, ValueError):
        return ""
    if gap <= 0.51 * 10**-decimals:
        return ": right"
    return ": close" if gap <= 0.2 * float(np.max(np.abs(outcome))) else ""
