"""Exercises: say what you think, and see whether it is so.

check(name, answer) compares a value, an array or a function with the module's own; `...`
means that nothing has been filled in yet. compare(guess, outcome) puts a prediction beside
what came of it.
"""

from dataclasses import dataclass
from itertools import islice

import numpy as np

import teachsne as ts

from .rounding import SIGMA
from .tables import read, written_start

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
            if "ellipsis" in str(error):  # the gap is still there
                return _unanswered(name)
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


def _joint_of(points, perplexity=3):
    D2 = ts.squared_distances(points)
    return ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, perplexity)))


def _spring_A_to_E(exaggeration=1):
    """What E does to A on the written start: 4 (p − q) w (y_A − y_E), two numbers."""
    Y = written_start().to_numpy()
    P, W = _joint_of(ts.five_points()).to_numpy(), ts.student(ts.squared_distances(Y))
    stiffness = exaggeration * P - ts.similarities(Y)
    return 4 * stiffness[0, 4] * W[0, 4] * (Y[0] - Y[4])


def _five_steps(gradient, Y, learning_rate, momentum):
    """The map after five steps, without gains."""
    return next(islice(ts.descend(gradient, Y, learning_rate, momentum, gains=False), 5, None)).Y


def _second_step():
    """Where 2.0 is after two steps down y², learning rate .1, momentum .5, no gains."""
    path = ts.descend(_bowl, [[2.0], [0.0]], 0.1, 0.5, gains=False)
    return float(next(islice(path, 2, None)).Y[0, 0])


def _bowl(Y):
    return 2 * Y  # the slope of |Y|²


def _surprise_of_row_B():
    both = read("seed001_P_and_Q")
    return ts.kl_divergence(both.loc["P_B"], both.loc["Q_B"], base=2)


def _with_a_zero():
    """P and Q whose diagonals are zero, and one more zero in P."""
    P, Q = _rows_of(_cloud()), ts.similarities(_cloud(p=2), "student", "rows")
    P[1] = [0.5, 0, 0.5, 0, 0, 0]
    return P, Q


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
    "pair B and E": lambda: (float(_joint_of(ts.five_points()).loc["B", "E"]), None),
    "share of an outlier": lambda: (1 / 200, None),
    "joint probabilities": lambda: (ts.joint_probabilities, (_rows_of(_cloud()),)),
    "weight at alpha 1/2": lambda: (float(ts.heavy_tailed(alpha=0.5)(4.0)), None),
    "farther with Student": lambda: (float(np.sqrt(np.exp(1.5**2) - 1)), None),
    "heavy-tailed similarities": lambda: (
        lambda Y, alpha: ts.similarities(Y, ts.heavy_tailed(alpha)),
        (_cloud(p=2), 0.5),
    ),
    "surprise of row B": lambda: (float(_surprise_of_row_B()), None),
    "bits in a nat": lambda: (float(1 / np.log(2)), None),
    "KL divergence": lambda: (ts.kl_divergence, _with_a_zero()),
    "spring A to E": lambda: (_spring_A_to_E(), None),
    "the same, exaggerated": lambda: (_spring_A_to_E(exaggeration=12), None),
    "gradient": lambda: (ts.kl_gradient, (_joint_of(_cloud()), _cloud(p=2))),
    "second step": lambda: (_second_step(), None),
    "largest perplexity": lambda: (5.0, None),
    "descent": lambda: (_five_steps, (_bowl, _cloud(p=2), 0.1, 0.8)),
}


def names():
    """The exercises, in the order of the lessons."""
    return list(EXERCISES)
