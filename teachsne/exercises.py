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


def check(name, answer):
    """Is this the answer to exercise `name`?  answer: a value, an array, or a function."""
    if name not in EXERCISES:
        raise ValueError(f"no exercise is called {name!r}; there are {', '.join(EXERCISES)}")
    expected, *examples = EXERCISES[name]()
    status, message = _judge(expected, answer, examples)
    return Result(name, status, message)


def _judge(expected, answer, examples):
    if answer is ...:
        return "unanswered", "fill in your answer where the ... stands, and run again"
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
            return _judge(None, ..., ())
        return "different", f"your function raised {type(error).__name__}: {error}"
    if answer is None:
        return "different", "your function returns nothing"
    return _judge(expected(*example), answer, ())


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


def _rows_of(points, sigmas=SIGMA):
    return ts.conditional_probabilities(ts.squared_distances(points), sigmas)


def _joint_of(points, perplexity=3):
    D2 = ts.squared_distances(points)
    return ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, perplexity)))


def _slope_at_D_from_C(exaggeration=1):
    """C's part of the slope at D on the written start: 4 (p − q) w (y_D − y_C), two numbers."""
    Y = written_start().to_numpy()
    P, W = _joint_of(ts.five_points()).to_numpy(), ts.student(ts.squared_distances(Y))
    stiffness = exaggeration * P - ts.similarities(Y)
    return 4 * stiffness[3, 2] * W[3, 2] * (Y[3] - Y[2])


def _five_steps(gradient, Y, learning_rate, momentum):
    """The map after five steps, without gains."""
    return next(
        islice(
            ts.descend(gradient, Y, learning_rate, momentum, gains=False),
            5,
        )
    ).Y


def _second_step():
    """Where 2.0 is after two steps down y², learning rate .1, momentum .5, no gains."""
    path = ts.descend(_bowl, [[2.0], [0.0]], 0.1, 0.5, gains=False)
    return float(
        next(
            islice(
                path,
                2,
            )
        ).Y[0, 0]
    )


def _bowl(Y):
    return 2 * Y  # the slope of |Y|²


def _surprise_of_row_B():
    both = read("seed001_P_and_Q")
    return ts.kl_divergence(both.loc["P_B"], both.loc["Q_B"], base=2)


def _with_zeros(impossible=False):
    """P and Q whose diagonals are zero, and one more zero in P; or one in Q where P has none."""
    P, Q = _rows_of(_cloud()), ts.similarities(_cloud(p=2), "student", "rows")
    P[1] = [0.5, 0, 0.5, 0, 0, 0]
    Q[2, 3] *= not impossible
    return P, Q


def _cloud(n=6, p=4, seed=20):
    return np.random.default_rng(seed).normal(size=(n, p))


EXERCISES = {  # name -> () -> what is right; for a function also arguments, a tuple an example
    "nearest to D": lambda: (ts.distances(ts.five_points()).loc["D"].drop("D").min(),),
    "distances": lambda: (ts.distances, (_cloud(),)),
    "distance D to F": lambda: (ts.distances([[1.5, 1.02, 0.1], [1.45, 1.0, 0.15]])[0, 1],),
    "row B": lambda: (_rows_of(ts.five_points()).loc["B"],),
    "conditional probabilities": lambda: (
        ts.conditional_probabilities,
        (ts.squared_distances(_cloud()), np.linspace(0.7, 1.5, 6)),
    ),
    "perplexity of a row": lambda: (float(ts.perplexity(_rows_of(ts.five_points()))["D"]),),
    "sigma of D": lambda: (float(ts.find_sigmas(ts.squared_distances(ts.five_points()), 2)["D"]),),
    "pair B and E": lambda: (float(_joint_of(ts.five_points()).loc["B", "E"]),),
    "share of an outlier": lambda: (1 / 200,),
    "joint probabilities": lambda: (ts.joint_probabilities, (_rows_of(_cloud(), 1.5),)),
    "weight at alpha 1/2": lambda: (float(ts.heavy_tailed(alpha=0.5)(4.0)),),
    "farther with Student": lambda: (float(np.sqrt(np.exp(1.5**2) - 1)),),
    "heavy-tailed similarities": lambda: (
        lambda Y, alpha: ts.similarities(Y, ts.heavy_tailed(alpha)),
        (_cloud(p=2), 0.5),
    ),
    "surprise of row B": lambda: (float(_surprise_of_row_B()),),
    "bits in a nat": lambda: (float(1 / np.log(2)),),
    "KL divergence": lambda: (ts.kl_divergence, _with_zeros(), _with_zeros(impossible=True)),
    "slope at D from C": lambda: (_slope_at_D_from_C(),),
    "the same, exaggerated": lambda: (_slope_at_D_from_C(exaggeration=12),),
    "gradient": lambda: (ts.kl_gradient, (_joint_of(_cloud()), _cloud(p=2))),
    "second step": lambda: (_second_step(),),
    "largest perplexity": lambda: (5.0,),
    "descent": lambda: (_five_steps, (_bowl, _cloud(p=2), 0.1, 0.8)),
}


def names():
    """The exercises, in the order of the lessons."""
    return list(EXERCISES)
