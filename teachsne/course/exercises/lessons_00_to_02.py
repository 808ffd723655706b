"""What lessons 00 to 02 ask: distances, rows of chances, perplexity, and the width σ."""

import numpy as np

import teachsne as ts

from ...steps.perplexity import perplexity_of_row, sigmas_of_rows
from ..sources.five_points_rounding import SIGMA
from . import examples
from .exercise import Exercise, Written, mistake

# The right formulas: the module's functions, or a line or two around them


def nearest(points, i):
    """Row i of the table of distances without the 0 of point i itself: the least entry."""
    return float(np.delete(np.asarray(ts.distances(points))[i], i).min())


def distances_in_three_lines(X):
    """Subtract every point from every point; square; add over the coordinates; take the root."""
    difference = X[:, None, :] - X[None, :, :]
    d2 = (difference**2).sum(axis=2)
    return np.sqrt(d2)


def distance(a, b):
    """The distance between two points."""
    return float(ts.distances([a, b])[0, 1])


def row(points, i, sigma):
    """Row i of the conditional probabilities, one σ for all points."""
    P = ts.conditional_probabilities(ts.squared_distances(points), sigma)
    return P.iloc[i] if hasattr(P, "iloc") else P[i]


def sigma_of(points, i, perplexity):
    """The width with which point i has this perplexity."""
    return float(np.asarray(ts.find_sigmas(ts.squared_distances(points), perplexity))[i])


def perplexity_of(points, i, sigma):
    """The perplexity of point i, seen with width σ."""
    P = ts.conditional_probabilities(ts.squared_distances(points), sigma)
    return float(np.asarray(ts.perplexity(P))[i])


# What slips are made of


def table(points):
    return np.asarray(ts.squared_distances(points))


def gaps(points):
    return points[:, None] - points[None, :]


def weights(D2, sigmas):
    """The bell alone: not relative to the nearest, the diagonal still there, not divided."""
    return np.exp(-D2 / (2 * np.broadcast_to(sigmas, len(D2))[:, None] ** 2))


def off_diagonal(W):
    return np.where(np.eye(len(W), dtype=bool), 0, W)


def chances(D2, sigma, i):
    return ts.conditional_probabilities(D2, sigma)[i]


def bits(points, i, sigma):
    return np.log2(perplexity_of(points, i, sigma))


def nats(points, i, sigma):
    return np.log(perplexity_of(points, i, sigma))


def perplexity_of_column(points, i, sigma):
    p = np.delete(ts.conditional_probabilities(table(points), sigma)[:, i], i)
    p = p[p > 0]
    return float(2 ** -(p * np.log2(p)).sum())


NEAREST = Exercise(
    "00",
    nearest,
    lesson_example=lambda: (ts.five_points(), 3),
    fresh_example=lambda random: (examples.five(random), examples.one_of(random)),
    hints=(
        "The table of distances has a row for each point. Which row is asked for?",
        "In that row, leave out the 0, which is the point itself. Which number is the smallest?",
    ),
    mistakes=(
        mistake("d² for d", lambda X, i: nearest(X, i) ** 2),
        mistake("the point itself counted", lambda X, i: 0.0),
        mistake(
            "the farthest for the nearest",
            lambda X, i: np.asarray(ts.distances(X))[i].max(),
            "That is the distance to the farthest point. Which number of the row is smallest, "
            "apart from the 0?",
        ),
        mistake(
            "Manhattan distance",
            lambda X, i: np.delete(abs(gaps(np.asarray(X))).sum(axis=2)[i], i).min(),
        ),
    ),
    uses=("distances",),
)

DISTANCES = Written(
    "01",
    distances_in_three_lines,
    lesson_example=lambda: (ts.five_points().to_numpy(),),
    fresh_example=lambda random: (examples.cloud(random),),
    hints=(
        "X[:, None, :] and X[None, :, :] are two copies of X. What is their difference, and what "
        "is its shape?",
        "Three steps: subtract the two copies, square, and add over the last axis, which holds "
        "the coordinates. Then take the root.",
    ),
    mistakes=(
        mistake("d² for d", ts.squared_distances),
        mistake("Manhattan distance", lambda X: abs(gaps(X)).sum(axis=2)),
        mistake("largest coordinate", lambda X: abs(gaps(X)).max(axis=2)),
        mistake(
            "columns for rows",
            lambda X: ts.distances(X.T),
            "You measured between coordinates. A point is a row of X.",
        ),
        mistake(
            "summed over the points",
            lambda X: np.sqrt((gaps(X) ** 2).sum(axis=0)),
            "The sum runs over the p coordinates. Over which axis does yours run?",
        ),
        mistake("mean for sum", lambda X: np.sqrt((gaps(X) ** 2).mean(axis=2))),
        mistake(
            "root of each square",
            lambda X: gaps(X).sum(axis=2),
            "A root before the sum undoes the square. First add, then take the root.",
        ),
    ),
    uses=("distances",),
)

DISTANCE_D_TO_F = Exercise(
    "01",
    distance,
    lesson_example=lambda: ([1.5, 1.02, 0.1], [1.45, 1.0, 0.15]),
    fresh_example=lambda random: tuple(examples.cloud(random, 2, 3)),
    hints=(
        "There are three differences, one for each coordinate. What happens to each before you "
        "add them?",
        "Square the three differences and add them; that is d², and d is asked for.",
    ),
    mistakes=(
        mistake("d² for d", lambda a, b: distance(a, b) ** 2),
        mistake("Manhattan distance", lambda a, b: abs(np.subtract(a, b)).sum()),
        mistake("largest coordinate", lambda a, b: abs(np.subtract(a, b)).max()),
    ),
    uses=("distances",),
)

ROW_B = Exercise(
    "02",
    row,
    lesson_example=lambda: (ts.five_points(), 1, SIGMA),
    fresh_example=lambda random: (
        2 * examples.five(random),
        examples.one_of(random),
        random.uniform(0.6, 0.8),
    ),
    hints=(
        "Begin with the squared distances from B to the others, and leave B out.",
        "Each weight is a bell, exp(−d²/2σ²), and the weights are divided by their sum. "
        "B's own place holds 0.",
    ),
    mistakes=(
        mistake("d for d²", lambda X, i, s: chances(table(X) ** 0.5, s, i)),
        mistake("σ for σ²", lambda X, i, s: chances(table(X), s**0.5, i)),
        mistake("σ² multiplied", lambda X, i, s: chances(table(X), 1 / s, i)),
        mistake("the 2 of 2σ² dropped", lambda X, i, s: chances(table(X), s / 2**0.5, i)),
        mistake("diagonal kept", lambda X, i, s: normal(weights(table(X), s)[i])),
        mistake("not divided", lambda X, i, s: off_diagonal(weights(table(X), s))[i]),
        mistake(
            "the column beside",
            lambda X, i, s: ts.conditional_probabilities(table(X), s)[:, i],
        ),
        mistake(
            "all pairs for rows", lambda X, i, s: normal(off_diagonal(weights(table(X), s)))[i]
        ),
    ),
    uses=("conditional_probabilities",),
)


def normal(W):
    return W / W.sum()


SIGMA_OF_D = Exercise(
    "02",
    sigma_of,
    lesson_example=lambda: (ts.five_points(), 3, 2),
    fresh_example=lambda random: (
        examples.five(random),
        examples.one_of(random),
        random.uniform(1.6, 2.2),
    ),
    hints=(
        "A wider bell has more neighbours. So guess a σ, look at its perplexity, and correct it.",
        "`ts.bisect_sigma` halves the interval for you: give it D's squared distances to the "
        "others. Or `ts.find_sigmas`, for all at once.",
    ),
    mistakes=(
        mistake(
            "d for d²",
            lambda X, i, perplexity: ts.find_sigmas(table(X) ** 0.5, perplexity)[i],
        ),
        mistake("the 2 of 2σ² dropped", lambda X, i, u: sigma_of(X, i, u) * 2**0.5),
        mistake(
            "σ² for σ",
            lambda X, i, u: sigma_of(X, i, u) ** 2,
            "That is a variance. In which unit is the width of a bell?",
        ),
        mistake(
            "β for σ",
            lambda X, i, u: 1 / (2 * sigma_of(X, i, u) ** 2),
            "That is the factor before d² in the exponent. How does it hang together with σ?",
        ),
        mistake("2^H with H in nats", lambda X, i, u: sigma_of(X, i, u ** (1 / np.log(2)))),
        mistake(
            "diagonal kept",
            lambda X, i, u: sigmas_of_rows(table(X)[[i]], u)[0],
        ),
    ),
    uses=("find_sigmas", "bisect_sigma"),
)

PERPLEXITY_OF_A_ROW = Exercise(
    "02",
    perplexity_of,
    lesson_example=lambda: (ts.five_points(), 3, SIGMA),
    fresh_example=lambda random: (
        examples.five(random),
        examples.one_of(random),
        random.uniform(0.3, 0.5),
    ),
    hints=(
        "Two steps: how uncertain is the row, in bits? And how many equal neighbours are that?",
        "H = −Σ p log₂ p over the four others; the perplexity is 2 to the H.",
    ),
    mistakes=(
        mistake("entropy for perplexity", bits),
        mistake("entropy for perplexity, in nats", nats, "An uncertainty, in nats; see the units."),
        mistake("2^H with H in nats", lambda X, i, s: 2 ** nats(X, i, s)),
        mistake("e^H with H in bits", lambda X, i, s: np.exp(bits(X, i, s))),
        mistake("sign of the entropy", lambda X, i, s: 1 / perplexity_of(X, i, s)),
        mistake("d for d²", lambda X, i, s: perplexity_of_row(np.delete(table(X)[i], i) ** 0.5, s)),
        mistake("diagonal kept", lambda X, i, s: perplexity_of_row(table(X)[i], s)),
        mistake("the column beside", perplexity_of_column),
    ),
    uses=("perplexity",),
)

CONDITIONAL = Written(
    "02",
    ts.conditional_probabilities,
    lesson_example=lambda: (table(ts.five_points()), np.array([0.2, 0.18, 0.3, 0.5, 0.4])),
    fresh_example=lambda random: (examples.squares(random), examples.widths(random)),
    hard_example=lambda random: (examples.far_squares(random), examples.widths(random)),
    hints=(
        "First the weights, then the shares. Whose σ stands in row i?",
        "A bell over d², σ[:, None] in front of each row, zeros on the diagonal, and each row "
        "divided by its own sum. What if all weights of a row underflow?",
    ),
    mistakes=(
        mistake("no row minimum", lambda D2, s: by_rows(off_diagonal(weights(D2, s)))),
        mistake("d for d²", lambda D2, s: ts.conditional_probabilities(D2**0.5, s)),
        mistake("σ for σ²", lambda D2, s: ts.conditional_probabilities(D2, s**0.5)),
        mistake("σ² multiplied", lambda D2, s: ts.conditional_probabilities(D2, 1 / s)),
        mistake("the 2 of 2σ² dropped", lambda D2, s: ts.conditional_probabilities(D2, s / 2**0.5)),
        mistake(
            "the 2 squared as well", lambda D2, s: ts.conditional_probabilities(D2, s * 2**0.5)
        ),
        mistake("diagonal kept", lambda D2, s: by_rows(weights(D2, s))),
        mistake("σ of the column", lambda D2, s: by_rows(off_diagonal(weights(D2, s).T))),
        mistake("columns for rows", lambda D2, s: by_rows(off_diagonal(weights(D2, s)).T).T),
        mistake(
            "sums that lie flat",
            lambda D2, s: turned(off_diagonal(weights(D2, s))),
            "Add up one row of yours. The n sums must stand in a column, one before each row: "
            "keepdims, or [:, None].",
        ),
        mistake("all pairs for rows", lambda D2, s: normal(off_diagonal(weights(D2, s)))),
        mistake("not divided", lambda D2, s: off_diagonal(weights(D2, s))),
    ),
)


def turned(W):
    """Divided by the sums of the rows, but the sum of row j in column j."""
    return W / W.sum(axis=1)


def by_rows(W):
    return W / W.sum(axis=1, keepdims=True)


EXERCISES = {
    "nearest to D": NEAREST,
    "distances": DISTANCES,
    "distance D to F": DISTANCE_D_TO_F,
    "row B": ROW_B,
    "conditional probabilities": CONDITIONAL,
    "perplexity of a row": PERPLEXITY_OF_A_ROW,
    "sigma of D": SIGMA_OF_D,
}
