"""Predict, then see: what was said and what is, side by side."""

import numpy as np


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
