"""What lessons 00 to 07 ask."""

from itertools import islice

import numpy as np

import teachsne as ts

from ..rounding import SIGMA
from ..tables import read, written_start


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
