"""Exercises: say what you think, and see whether it is so.

check(name, answer) compares a value, an array or a function with the module's own; `...`
means that nothing has been filled in yet. compare(guess, outcome) puts a prediction beside
what came of it.
"""

from dataclasses import dataclass

import numpy as np

import teachsne as ts

from .rounding import SIGMA

HALF_DIGIT = 6e-4  # an answer with three decimals is exact enough


@dataclass(frozen=True)
class Result:
    """What a check found: status "right", "different" or "unanswered", and a sentence."""

    name: str
    status: str
    message: str

    def __repr__(self):
        sign = {"right": "✓", "different": "✗", "unanswered": "…"}[self.status]
        return f"{sign} {self.name}: {self.message}"


def check(name, answer):
    """Is this the answer to exercise `name`?  answer: a value, an array, or a function."""
    if name not in EXERCISES:
        raise ValueError(f"no exercise is called {name!r}; there are {', '.join(EXERCISES)}")
    if answer is ...:
        return _unanswered(name)
    expected, example = EXERCISES[name]()
    if callable(expected):
        if not callable(answer):
            return Result(name, "different", f"a function is asked for, not {answer!r}")
        try:
            answer = answer(*example)
        except Exception as error:
            words = f"your function raised {type(error).__name__}: {error}"
            return Result(name, "different", words)
        if answer is ...:
            return _unanswered(name)
        expected = expected(*example)
    return _compare_values(name, expected, answer)


def _unanswered(name):
    return Result(name, "unanswered", "fill in your answer where the ... stands, and run again")


def _compare_values(name, expected, answer):
    expected = np.asarray(expected, dtype=float)
    try:
        answer = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        return Result(name, "different", f"a number or an array is asked for, not {answer!r}")
    if answer.shape != expected.shape:
        shapes = f"shape {answer.shape} where {expected.shape} is asked for"
        return Result(name, "different", shapes)
    wrong = np.argwhere(~np.isclose(answer, expected, rtol=1e-3, atol=HALF_DIGIT))
    if len(wrong) == 0:
        return Result(name, "right", "right")
    place = tuple(int(i) for i in wrong[0])
    where = f", first at {place}" if place else ""
    return Result(name, "different", f"{len(wrong)} of {answer.size} differ{where}; look again")


def compare(guess, outcome, decimals=3):
    """A prediction beside its outcome, as a sentence."""
    said = "You made no guess" if guess is ... else f"You said {guess}"
    is_so = f"{outcome:.{decimals}f}" if isinstance(outcome, float) else f"{outcome}"
    print(f"{said}; it is {is_so}.")


def _rows_of(points, sigmas=SIGMA):
    return ts.conditional_probabilities(ts.squared_distances(points), sigmas)


def _cloud(n=6, p=4, seed=20):
    return np.random.default_rng(seed).normal(size=(n, p))


EXERCISES = {  # name -> () -> what is right, and for a function the arguments to try it on
    "nearest to D": lambda: (ts.distances(ts.five_points()).loc["D"].drop("D").min(), None),
    "distances": lambda: (ts.distances, (_cloud(),)),
    "distance D to F": lambda: (ts.distances([[1.5, 1.02, 0.1], [1.45, 1.0, 0.15]])[0, 1], None),
    "row B": lambda: (_rows_of(ts.five_points()).loc["B"], None),
    "conditional probabilities": lambda: (
        ts.conditional_probabilities,
        (ts.squared_distances(_cloud()), np.linspace(0.7, 1.5, 6)),
    ),
    "perplexity of a row": lambda: (float(ts.perplexity(_rows_of(ts.five_points()))["D"]), None),
    "sigma of D": lambda: (
        float(ts.find_sigmas(ts.squared_distances(ts.five_points()), 2)["D"]),
        None,
    ),
    "weight at alpha 1/2": lambda: (float(ts.heavy_tailed(alpha=0.5)(4.0)), None),
    "farther with Student": lambda: (float(np.sqrt(np.exp(1.5**2) - 1)), None),
    "heavy-tailed similarities": lambda: (
        lambda Y, alpha: ts.similarities(Y, ts.heavy_tailed(alpha)),
        (_cloud(p=2), 0.5),
    ),
}


def names():
    """The exercises, in the order of the lessons."""
    return list(EXERCISES)
