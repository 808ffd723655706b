"""Exercises: say what you think, and see whether it is so.

check(name, answer) compares a value, an array or a function with the module's own, and names
the classic mistake if it is one; `...` means that nothing has been filled in yet. A lesson's
number in place of the name checks all its exercises: check("02", first, second).
hint(name) helps, each time a little more; solution(name) shows the module's own function.
compare(guess, outcome) puts a prediction beside what came of it. recall(lesson) asks what
stayed, and clinic() shows functions to mend, all or one: clinic("a width").

    exercise          what an exercise is: a formula, examples, mistakes, hints
    judge             how an answer is judged
    comparison        whether numbers agree, and where they first do not
    predict           a prediction beside its outcome
    hints             hints that grow, and solutions
    recall_questions  recall: asked and answered
    mistakes          the hints for mistakes that many make
    examples          fresh examples

    lessons_00_to_02  what these lessons ask; and so on to lessons_16_and_17
    clinic_cases      slips that were really published
    clinic_broken     their functions, as they were
    clinic_fixed      the same, right
    recall_00_to_07   the recall questions of these lessons
    recall_08_to_17   and of the others
"""

from . import (
    lessons_00_to_02,
    lessons_03_to_05,
    lessons_06_and_07,
    lessons_08_and_12,
    lessons_09_and_13,
    lessons_10_and_11,
    lessons_14_and_15,
    lessons_16_and_17,
)
from .clinic_cases import CASES
from .exercise import Exercise, Mistake, Open, Written
from .hints import hint_of, solution_of
from .judge import Result, Results, judge
from .predict import compare
from .recall_questions import recall

PARTS = (
    lessons_00_to_02,
    lessons_03_to_05,
    lessons_06_and_07,
    lessons_08_and_12,
    lessons_09_and_13,
    lessons_10_and_11,
    lessons_14_and_15,
    lessons_16_and_17,
)
_ALL = {name: exercise for part in PARTS for name, exercise in part.EXERCISES.items()}
LESSONS = {exercise.lesson for exercise in _ALL.values()}
EXERCISES = dict(sorted(_ALL.items(), key=lambda item: item[1].lesson)) | CASES

__all__ = [
    "EXERCISES",
    "Exercise",
    "Mistake",
    "Open",
    "Result",
    "Written",
    "asked_in",
    "check",
    "clinic",
    "compare",
    "hint",
    "names",
    "recall",
    "solution",
]


def check(name, *answers):
    """Is this the answer to exercise `name`?  answer: a value, an array, or a function.

    Or all answers of a lesson at once, in the order of its exercises: check("02", row, sigma).
    """
    if name in LESSONS:
        return _check_lesson(name, answers)
    (answer,) = answers
    exercise = _named(name)
    return Result(name, *judge(exercise, answer, exercise.fixed_examples()))


def _check_lesson(lesson, answers):
    asked = asked_in(lesson)
    if len(answers) != len(asked):
        raise ValueError(
            f"lesson {lesson} asks for {len(asked)} answers, in this order: {', '.join(asked)}; "
            f"got {len(answers)}"
        )
    return Results(check(*one) for one in zip(asked, answers, strict=True))


def hint(name, level=None):
    """A hint, stronger each time it is asked for; or that of a level, from 1."""
    return hint_of(name, _named(name), level)


def solution(name):
    """The module's own function, as it stands in its file."""
    return solution_of(name, _named(name))


def names(lesson=None):
    """The exercises, in the order of the lessons; or those of one, such as "06"."""
    return [name for name, e in EXERCISES.items() if lesson in (None, e.lesson)]


def asked_in(lesson):
    """The exercises of a lesson, by its number or its file's name: "06", "06_gradient"."""
    return names(str(lesson)[:2])


def clinic(*cases):
    """Show the cases, or those named, such as "a width": where a slip was made, the function
    that has it, and the number that gives it away."""
    for name in [f"clinic: {case}" for case in cases] or CASES:
        print(f"{name}\n{'-' * len(name)}\n{_named(name)}\n")


def _named(name):
    if name not in EXERCISES:
        raise ValueError(f"no exercise is called {name!r}; there are {', '.join(EXERCISES)}")
    return EXERCISES[name]
