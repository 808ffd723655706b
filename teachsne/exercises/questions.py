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
    from .recall_maps import QUESTIONS as later
    from .recall_steps import QUESTIONS as earlier

    asked = {**earlier, **later}
    lesson = str(lesson)[:2]
    if lesson not in asked:
        raise ValueError(f"no questions for lesson {lesson!r}; there are {', '.join(asked)}")
    questions = asked[lesson]
    if len(answers) > len(questions):
        raise ValueError(
            f"lesson {lesson} has {len(questions)} questions, got {len(answers)} answers"
        )
    answers = [*answers, *[...] * (len(questions) - len(answers))]
    blocks = [tell(i, *both) for i, both in enumerate(zip(questions, answers, strict=True), 1)]
    print("\n\n".join(blocks))


def tell(number, question, answer):
    """A question with its options, or the verdict on an answer and its reason."""
    head = wrapped(f"{number}. {question.text}", "   ")
    if answer is ...:
        lines = [
            wrapped(f"   {x}  {o}", 6 * " ")
            for x, (o, _) in zip(LETTERS, question.options, strict=True)
        ]
        return "\n".join([head, *lines])
    letter = str(answer).strip().casefold()
    if letter not in [*LETTERS]:
        return f"{head}\n   … answer with a, b or c, not {answer!r}"
    option, reason = question.options[LETTERS.index(letter)]
    sign = "✓" if letter == question.right else "✗"
    return "\n".join(
        [
            head,
            wrapped(f"   {sign} {letter}  {option}", 8 * " "),
            wrapped(f"     {reason}", 5 * " "),
        ]
    )


def wrapped(text, indent):
    start = text[: len(text) - len(text.lstrip())]
    return fill(text.strip(), 98, initial_indent=start, subsequent_indent=indent)
