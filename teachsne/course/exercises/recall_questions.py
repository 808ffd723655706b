"""Recall: a few questions a lesson, three options each, and a reason for every one of them."""

from dataclasses import dataclass
from textwrap import fill

LETTERS = "abc"


@dataclass(frozen=True)
class Question:
    """right: the letter of the right option; options: three pairs (option, why or why not)."""

    text: str
    right: str
    options: tuple


def ask(text, right, a, b, c):
    return Question(text, right, (a, b, c))


def recall(lesson, *answers):
    """Ask what stayed of a lesson such as "06"; with answers, "a", "b" or "c", judge them.

    `...`, or no answer, leaves a question open.
    """
    questions = questions_of(lesson)
    if len(answers) > len(questions):
        raise ValueError(
            f"lesson {lesson} has {len(questions)} questions, got {len(answers)} answers"
        )
    answers = [*answers, *[...] * (len(questions) - len(answers))]
    told = (tell(*one) for one in zip(range(1, 6), questions, answers, strict=False))
    print("\n\n".join(told))


def questions_of(lesson):
    """The questions of a lesson, by its number or its file's name."""
    from . import recall_00_to_07, recall_08_to_17

    all_of_them = recall_00_to_07.QUESTIONS | recall_08_to_17.QUESTIONS
    if str(lesson)[:2] not in all_of_them:
        raise ValueError(f"no questions for {lesson!r}; there are {', '.join(all_of_them)}")
    return all_of_them[str(lesson)[:2]]


def tell(number, question, answer):
    """A question with its options; or the verdict on an answer, and its reason."""
    head = lines(f"{number}. {question.text}", indent=3)
    if answer is ...:
        options = zip(LETTERS, question.options, strict=True)
        return "\n".join(
            [head, *(lines(f"   {x}  {words}", indent=6) for x, (words, _) in options)]
        )
    letter = str(answer).strip().casefold()
    if letter not in tuple(LETTERS):
        return f"{head}\n   … answer with a, b or c, not {answer!r}"
    option, reason = question.options[LETTERS.index(letter)]
    sign = "✓" if letter == question.right else "✗"
    return "\n".join([head, lines(f"   {sign} {letter}  {option}", 8), lines(f"     {reason}", 5)])


def lines(text, indent):
    """A text in lines of at most 98, those after the first indented."""
    return fill(text, 98, subsequent_indent=" " * indent)
