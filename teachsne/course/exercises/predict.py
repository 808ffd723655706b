"""Predict, then see: what was said and what is, side by side, with a verdict."""

import re

import numpy as np


def compare(guess, outcome, decimals=3, also=()):
    """A prediction beside its outcome, as a sentence that ends in right, close, or not so.

    outcome: a number, a word, some letters such as "DE", or several of these in a tuple or a
    set, whose order does not matter; also: other guesses that are right.
    """
    is_so = f"{outcome:.{decimals}f}" if isinstance(outcome, float) else _told(outcome)
    if guess is ...:
        print(f"You made no guess; it is {is_so}.")
        return
    verdicts = [_verdict(guess, right, decimals) for right in (outcome, *also)]
    best = next((v for v in ("right", "close") if v in verdicts), "not so")
    print(f"You said {_told(guess)}; it is {is_so}: {best}.")


def _told(value):
    if isinstance(value, set | frozenset | list):
        return ", ".join(sorted(map(str, value)))
    return f"{value}"


def _verdict(guess, outcome, decimals):
    if _words_in(outcome):
        return "right" if _words_in(guess) == _words_in(outcome) else "not so"
    try:
        guess, outcome = (np.asarray(value, dtype=float) for value in (guess, outcome))
        gap = float(abs(guess - outcome).max()) if guess.shape == outcome.shape else np.inf
    except (TypeError, ValueError):
        return "not so"
    if gap <= 0.51 * 10**-decimals:
        return "right"
    return "close" if gap <= 0.2 * float(abs(outcome).max()) else "not so"


def _words_in(value):
    """The words of an answer in any order; letters of points ("ED") in any order, too."""
    values = value if isinstance(value, tuple | list | set | frozenset) else [value]
    if not any(isinstance(one, str) for one in values):
        return None
    words = (word for one in values for word in re.split(r"[\s,;/–]+", str(one)))
    return sorted(_same_letters(word) for word in words if word and word != "and")


def _same_letters(word):
    points = re.fullmatch(r"[A-F]{2,6}", word) or re.fullmatch(r"[a-f]{2}", word)
    return "".join(sorted(word.upper())) if points else word.casefold()
