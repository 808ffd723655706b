"""What the lessons on real data ask: 08, the irises, and 12, data of one's own."""

import numpy as np

import teachsne as ts

from ...datasets import load_iris
from ...steps.divergence import kl_divergence
from . import examples
from .exercise import Exercise, Written, mistake
from .lessons_00_to_02 import normal, table
from .lessons_03_to_05 import joint_of, rows_at

# The right formulas


def share_after(X, column, factor):
    """A column's part of the mean squared distance, after it alone is given in other units."""
    spread = X.var(axis=0, ddof=1)
    spread[column] *= factor**2
    return float(spread[column] / spread.sum())


def most_siblings(n):
    """How many neighbours of its own kind one of n has."""
    return float(n - 1)


def loss_of_a_map(X, Y, perplexity):
    """KL of a map, from the data's points and the map's."""
    return float(ts.kl_divergence(joint_of(X, perplexity), ts.similarities(Y)))


def gigabytes(n):
    """One n × n table at 8 bytes a number, in units of 10⁹ bytes."""
    return n**2 * 8 / 1e9


def standardise(X):
    """Each column with mean 0 and deviation 1; a constant one with zeros."""
    deviation = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(deviation > 0, deviation, 1)


def place(d2, sigma, Y):
    """A new point's place: the mean of the old ones' places, by its chances to pick them."""
    weight = np.exp(-d2 / (2 * sigma**2))
    return weight @ Y / weight.sum()


# What slips are made of


def share(X, column, factor, power):
    spread = X.std(axis=0, ddof=1) ** power
    return factor * spread[column] / (spread.sum() + (factor - 1) * spread[column])


def kl(P, Q):
    return float(kl_divergence(P, Q))


def scaled(X, middle, width):
    return (X - middle) / width


def nearer(d2, sigma, Y):
    return Y[np.argmin(d2)]


def newcomer(random):
    return (
        examples.squares(random, n=7)[0, 1:],
        random.uniform(1.2, 1.8),
        examples.cloud(random, p=2),
    )


def irises():
    return load_iris()[0].to_numpy()


def with_a_constant(random):
    return (np.column_stack([examples.cloud(random), np.full(6, 7.0)]),)


SHARE = Exercise(
    "08",
    share_after,
    lesson_example=lambda: (irises(), 1, 10),
    fresh_example=lambda random: (
        examples.cloud(random, 30),
        examples.one_of(random, 4),
        random.uniform(1.5, 3),
    ),
    hints=(
        "What becomes of a squared difference if the difference is ten times as large?",
        "A column's mean squared difference goes with its variance. Multiply one of the four "
        "by the square of the factor, then divide by the sum of all four.",
    ),
    mistakes=(
        mistake(
            "factor not squared",
            lambda X, c, f: share(X, c, f, 2),
            "Distances are squared here. What happens to a square when its side grows?",
        ),
        mistake(
            "still in the old unit",
            lambda X, c, f: share(X, c, 1, 2),
            "That is its share before the change of units.",
        ),
        mistake(
            "deviation for variance",
            lambda X, c, f: share(X, c, f, 1),
            "Deviations were compared. What adds up in d²?",
        ),
        mistake(
            "against the others",
            lambda X, c, f: 1 / (1 / share_after(X, c, f) - 1),
            "You divided by what the other columns have. A share is a part of all.",
        ),
    ),
)

SIBLINGS = Exercise(
    "08",
    most_siblings,
    lesson_example=lambda: (12,),
    fresh_example=lambda random: (int(random.integers(6, 60)),),
    hints=(
        "The perplexity counts neighbours. How many of a flower's own kind are there for it?",
        "Nobody is a neighbour of itself.",
    ),
    mistakes=(
        mistake("the point itself counted", lambda n: n),
        mistake(
            "Rtsne's rule",
            lambda n: (n - 1) / 3,
            "The 3 is one program's caution. How many siblings are there to be counted?",
        ),
    ),
)

LOSS = Written(
    "08",
    loss_of_a_map,
    lesson_example=lambda: (irises()[::10], irises()[::10, :2], 4.0),
    fresh_example=lambda random: (
        examples.cloud(random),
        examples.cloud(random, p=2),
        random.uniform(2, 3.5),
    ),
    hints=(
        "Six functions of `ts`, in the order of lessons 01 to 05. What does each need?",
        "Data: squared distances, a σ for each point, rows, then pairs. Map: similarities, over "
        "all pairs. Then what the data pay for believing the map.",
    ),
    mistakes=(
        mistake("x for y", lambda X, Y, u: loss_of_a_map(X, X, u)),
        mistake("P and Q exchanged", lambda X, Y, u: kl(ts.similarities(Y), joint_of(X, u))),
        mistake("log₂ for ln", lambda X, Y, u: loss_of_a_map(X, Y, u) / np.log(2)),
        mistake("sign of KL", lambda X, Y, u: -loss_of_a_map(X, Y, u)),
        mistake(
            "Gaussian for Student",
            lambda X, Y, u: kl(joint_of(X, u), ts.similarities(Y, "gaussian")),
        ),
        mistake(
            "rows for all pairs",
            lambda X, Y, u: kl(rows_at(X, u), ts.similarities(Y, normalize="rows")),
        ),
        mistake(
            "rows against pairs",
            lambda X, Y, u: kl(rows_at(X, u), ts.similarities(Y)),
            "One of your tables sums to 1, the other to n. A step between them is missing.",
        ),
        mistake("one opinion only", lambda X, Y, u: kl(rows_at(X, u) / len(X), ts.similarities(Y))),
        mistake(
            "perplexity taken for σ",
            lambda X, Y, u: kl(
                ts.joint_probabilities(ts.conditional_probabilities(table(X), u)),
                ts.similarities(Y),
            ),
            "A perplexity counts neighbours; a σ is a width. A search lies between them.",
        ),
        mistake(
            "exaggeration left on", lambda X, Y, u: kl(12 * joint_of(X, u), ts.similarities(Y))
        ),
        mistake("d for d²", lambda X, Y, u: kl(joint_of_distances(X, u), ts.similarities(Y))),
    ),
    uses=("joint_probabilities", "similarities", "kl_divergence"),
)


def joint_of_distances(X, perplexity):
    D = ts.distances(X)
    return ts.joint_probabilities(ts.conditional_probabilities(D, ts.find_sigmas(D, perplexity)))


MEMORY = (
    mistake("four bytes a number", lambda n: n**2 * 4 / 1e9),
    mistake("2³⁰ for 10⁹", lambda n: n**2 * 8 / 2**30),
    mistake("bits for bytes", lambda n: n**2 * 64 / 1e9),
    mistake("each pair once, in memory", lambda n: n * (n - 1) / 2 * 8 / 1e9),
    mistake(
        "a thousand too many",
        lambda n: n**2 * 8 / 1e6,
        "Giga is a one and nine zeros. Which prefix did you take?",
    ),
    mistake(
        "numbers for bytes",
        lambda n: n**2 / 1e9,
        "That is how many numbers there are, in billions. Each takes some bytes.",
    ),
)


def many(random):
    return (int(random.integers(5, 100)) * 1000,)


GIGABYTES = Exercise(
    "12",
    gigabytes,
    lesson_example=lambda: (20_000,),
    fresh_example=many,
    hints=(
        "How many numbers has a table of 20 000 rows and as many columns?",
        "Rows times columns times bytes a number; then in units of 10⁹.",
    ),
    mistakes=MEMORY,
)

STANDARDISE = Written(
    "12",
    standardise,
    lesson_example=lambda: (irises()[::20],),
    fresh_example=lambda random: (examples.cloud(random) + 3,),
    hard_example=with_a_constant,
    hints=(
        "Two numbers for each column: one to subtract, one to divide by.",
        "Mean and standard deviation, each with axis=0. Where the deviation is 0, divide by "
        "something harmless.",
    ),
    mistakes=(
        mistake(
            "variance for deviation",
            lambda X: scaled(X, X.mean(axis=0), X.var(axis=0)),
            "Which units has what you divide by? The result should have none.",
        ),
        mistake(
            "rows for columns",
            lambda X: scaled(X.T, X.mean(axis=1), X.std(axis=1)).T,
            "Each column is a measurement with a unit of its own. Which way did you go?",
        ),
        mistake(
            "not centred",
            lambda X: X / X.std(axis=0),
            "The spreads are right now. And the means?",
        ),
        mistake(
            "only centred",
            lambda X: X - X.mean(axis=0),
            "The means are right now. And the spreads?",
        ),
        mistake(
            "one mean for all",
            lambda X: scaled(X, X.mean(), X.std()),
            "Each column needs its own mean and its own deviation.",
        ),
        mistake(
            "n − 1 for n",
            lambda X: scaled(X, X.mean(axis=0), X.std(axis=0, ddof=1)),
            "pandas divides by n − 1, numpy by n. Here the columns shall have deviation 1 by n.",
        ),
        mistake(
            "range for deviation",
            lambda X: scaled(X, X.min(axis=0), np.ptp(X, axis=0)),
            "That squeezes each column between 0 and 1; one outlier would rule it.",
        ),
        mistake(
            "0/0 in a constant column",
            lambda X: scaled(X, X.mean(axis=0), X.std(axis=0)),
            "What is the deviation of a column that never changes?",
        ),
    ),
)

PLACE = Written(
    "12",
    place,
    lesson_example=lambda: (table(ts.five_points())[0, 1:], 0.3, irises()[:4, :2]),
    fresh_example=newcomer,
    hints=(
        "Whom would the newcomer pick, and how often? That is one row, as in lesson 02.",
        "Bell-shaped weights of d2, divided by their sum; then the mean of the rows of Y with "
        "these chances.",
    ),
    mistakes=(
        mistake("d for d²", lambda d2, s, Y: place(d2**0.5, s, Y)),
        mistake("σ for σ²", lambda d2, s, Y: place(d2, s**0.5, Y)),
        mistake("σ² multiplied", lambda d2, s, Y: place(d2, 1 / s, Y)),
        mistake("the 2 of 2σ² dropped", lambda d2, s, Y: place(d2, s / 2**0.5, Y)),
        mistake("not divided", lambda d2, s, Y: np.exp(-d2 / (2 * s**2)) @ Y),
        mistake("Student for Gaussian", lambda d2, s, Y: normal(1 / (1 + d2)) @ Y),
        mistake(
            "all alike",
            lambda d2, s, Y: Y.mean(axis=0),
            "That is the middle of everybody. Near neighbours should count for more.",
        ),
        mistake(
            "on top of the nearest",
            nearer,
            "That is one neighbour's place. The others have a say, too.",
        ),
    ),
)

EXERCISES = {
    "share in millimetres": SHARE,
    "perplexity of siblings": SIBLINGS,
    "loss of a map": LOSS,
    "gigabytes": GIGABYTES,
    "standardise": STANDARDISE,
    "place": PLACE,
}
