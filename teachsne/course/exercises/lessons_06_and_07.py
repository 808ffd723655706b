"""What lessons 06 and 07 ask: which way a point should move, and the walk downhill."""

from itertools import islice

import numpy as np

import teachsne as ts

from ...steps.similarities import similarities
from . import examples
from .exercise import Exercise, Written, mistake
from .lessons_03_to_05 import joint_of, written_map

# The right formulas


def slope_from(P, Y, i, j, exaggeration=1):
    """j's part of the slope at i: 4 (ρp − q) w (y_i − y_j), two numbers."""
    Q, W = ts.similarities(Y), ts.student(ts.squared_distances(Y))
    return 4 * (exaggeration * P - Q)[i, j] * W[i, j] * (Y[i] - Y[j])


def second_step(start, learning_rate, momentum):
    """Where a point is after two steps in the valley y², without gains."""
    path = ts.descend(bowl, [[start], [0.0]], learning_rate, momentum, gains=False)
    return float(next(islice(path, 2, None)).Y[0, 0])


def bowl(Y):
    return 2 * Y  # the slope of |Y|²


def after_three(start, learning_rate):
    """Where a point is after three steps in the valley y², without momentum."""
    return start * (1 - 2 * learning_rate) ** 3


def five_steps(gradient, Y, learning_rate, momentum):
    """The map after five steps, without gains."""
    path = ts.descend(gradient, Y, learning_rate, momentum, gains=False)
    return next(islice(path, 5, None)).Y


# What slips are made of


def spring(stiffness):
    """Slope of j at i for another stiffness(p, q, w, ρ), which holds the factor, too."""

    def slope(P, Y, i, j, exaggeration=1):
        q, d2 = ts.similarities(Y)[i, j], ts.squared_distances(Y)[i, j]
        return stiffness(P[i, j], q, 1 / (1 + d2), exaggeration) * (Y[i] - Y[j])

    return slope


def springs(stiffness, **cousin):
    """Σ_j stiffness(p, q, w) (y_i − y_j), with Q of one of the cousins."""

    def slope(P, Y):
        D2 = ts.squared_distances(Y)
        S = stiffness(P, ts.similarities(Y, **cousin), 1 / (1 + D2))
        return S.sum(axis=1)[:, None] * Y - S @ Y

    return slope


def heavier(P, Y):
    """The spring with d for d² in its pull."""
    S = 4 * (P - similarities(Y)) / (1 + ts.distances(Y))
    return S.sum(axis=1)[:, None] * Y - S @ Y


def one_end(P, Y):
    """The spring that sees y_i, and not y_i − y_j."""
    S = 4 * (P - ts.similarities(Y)) * ts.student(ts.squared_distances(Y))
    return S.sum(axis=1)[:, None] * Y


def scaled_places(gradient, Y, rate, mu):
    for _ in range(5):
        Y = mu * Y - rate * gradient(Y)
    return Y


def five_by(step):
    """Five steps of another rule: step(update, the one before, η · slope, μ) -> update."""

    def walk(gradient, Y, learning_rate, momentum, steps=5):
        update = before = np.zeros_like(Y)
        for _ in range(steps):
            change = step(update, before, learning_rate * gradient(Y), momentum)
            update, before = change, update
            Y = Y + update
        return Y

    return walk


def two_by(step, slope=bowl):
    walk = five_by(step)
    return lambda start, rate, mu: float(walk(slope, np.array([start]), rate, mu, steps=2)[0])


RULES = {  # of the step: last update u, the one before it v, slope times rate g, momentum m
    "no momentum": lambda u, v, g, m: -g,
    "momentum one step late": lambda u, v, g, m: m * v - g,
    "momentum as an average": lambda u, v, g, m: m * u - (1 - m) * g,
    "momentum on the slope too": lambda u, v, g, m: m * (u - g),
    "uphill": lambda u, v, g, m: m * u + g,
}


def right_step(u, v, g, m):
    return m * u - g


def pair_on_start(*rest):
    return joint_of(ts.five_points()), written_map(), 3, 2, *rest


def two_on_a_map(random):
    """P, a map, and a pair that is not at rest on it."""
    P, Y = examples.joint(random), examples.cloud(random, p=2, scale=1.5)
    return P, Y, *examples.two_of(random)


def valley(random):
    """The slope of a quadratic valley, and where the points begin in it."""
    steep = random.uniform(0.5, 2, size=(6, 2))
    return (lambda Y: steep * Y), examples.cloud(random, p=2), 0.1, random.uniform(0.5, 0.8)


FORCES = (
    mistake("no factor 4", spring(lambda p, q, w, r: (r * p - q) * w)),
    mistake("2 for 4", spring(lambda p, q, w, r: 2 * (r * p - q) * w)),
    mistake("sign of the gradient", spring(lambda p, q, w, r: -4 * (r * p - q) * w)),
    mistake("no pull w", spring(lambda p, q, w, r: 4 * (r * p - q))),
    mistake("only the attraction", spring(lambda p, q, w, r: 4 * r * p * w)),
    mistake("d for d²", spring(lambda p, q, w, r: 4 * (r * p - q) / (1 + np.sqrt(1 / w - 1)))),
)

SLOPE_AT_D = Exercise(
    "06",
    slope_from,
    lesson_example=pair_on_start,
    fresh_example=two_on_a_map,
    hints=(
        "Four numbers multiply: a constant, a difference of chances, a weight, and an arrow.",
        "Take the entries of P, Q and W that stand in D's row and C's column; the arrow leads "
        "from C to D, y_D − y_C.",
    ),
    mistakes=(
        *FORCES,
        mistake("exaggeration left on", spring(lambda p, q, w, r: 4 * (12 * p - q) * w)),
    ),
    uses=("kl_gradient",),
)

EXAGGERATED = Exercise(
    "06",
    slope_from,
    lesson_example=lambda: pair_on_start(12),
    fresh_example=lambda random: (*two_on_a_map(random), int(random.integers(4, 13))),
    hints=(
        "Which of the two forces grows twelvefold: the pull, the push, or both?",
        "Only p is multiplied, inside the bracket. All else stays as it was.",
    ),
    mistakes=(
        *FORCES,
        mistake("exaggeration forgotten", lambda P, Y, i, j, r: slope_from(P, Y, i, j)),
        mistake("exaggeration of pushes too", lambda P, Y, i, j, r: r * slope_from(P, Y, i, j)),
        mistake("exaggeration of the pushes", spring(lambda p, q, w, r: 4 * (p - r * q) * w)),
    ),
    uses=("kl_gradient",),
)

GRADIENT = Written(
    "06",
    ts.kl_gradient,
    lesson_example=lambda: (joint_of(ts.five_points()), written_map()),
    fresh_example=lambda random: (examples.joint(random), examples.cloud(random, p=2)),
    hints=(
        "The stiffness of all springs at once is a table: a difference, times the weights.",
        "Σ_j S_ij (y_i − y_j) splits in two: y_i times the row's sum of S, minus the product of "
        "the table S with Y. Four times that.",
    ),
    mistakes=(
        mistake("no factor 4", springs(lambda P, Q, W: (P - Q) * W)),
        mistake("2 for 4", springs(lambda P, Q, W: 2 * (P - Q) * W)),
        mistake("sign of the gradient", springs(lambda P, Q, W: -4 * (P - Q) * W)),
        mistake("no pull w", springs(lambda P, Q, W: 4 * (P - Q))),
        mistake("q for the pull w", springs(lambda P, Q, W: 4 * (P - Q) * Q)),
        mistake("d for d²", heavier),
        mistake("rows for all pairs", springs(lambda P, Q, W: 4 * (P - Q) * W, normalize="rows")),
        mistake(
            "Gaussian for Student", springs(lambda P, Q, W: 4 * (P - Q) * W, kernel="gaussian")
        ),
        mistake("only the attraction", springs(lambda P, Q, W: 4 * P * W)),
        mistake("exaggeration left on", springs(lambda P, Q, W: 4 * (12 * P - Q) * W)),
        mistake(
            "the other end of the spring forgotten",
            one_end,
            "Shift the whole map: no force may change. Does yours see y_i alone?",
        ),
        mistake(
            "log₂ with the factor 4",
            springs(lambda P, Q, W: 4 / np.log(2) * (P - Q) * W),
        ),
    ),
)

SECOND_STEP = Exercise(
    "07",
    second_step,
    lesson_example=lambda: (2.0, 0.1, 0.5),
    fresh_example=lambda random: (
        random.uniform(1, 3),
        random.uniform(0.07, 0.12),
        random.uniform(0.4, 0.6),
    ),
    hints=(
        "The first step has no past: how long is it? The second keeps a part of it.",
        "Second update: momentum times the first update, minus η times the slope at the new place.",
    ),
    mistakes=(
        *(mistake(name, two_by(rule)) for name, rule in RULES.items()),
        mistake(
            "one step only",
            lambda start, rate, mu: start - rate * 2 * start,
            "That is where the first step ends.",
        ),
        mistake(
            "height for slope",
            two_by(right_step, slope=lambda Y: Y**2),
            "You walked by the height y². The slope is asked for.",
        ),
        mistake(
            "slope without its 2",
            two_by(right_step, slope=lambda Y: Y),
            "How steep is y² at y? Its slope has a factor.",
        ),
    ),
    uses=("descend",),
)

AFTER_THREE = Exercise(
    "07",
    after_three,
    lesson_example=lambda: (2.0, 1.1),
    fresh_example=lambda random: (random.uniform(1, 3), random.uniform(1.05, 1.3)),
    hints=(
        "The slope at 2 is 4. Is the step longer than the way to the bottom?",
        "Each step multiplies the place by the same factor, 1 − 2η. It is negative here.",
    ),
    mistakes=(
        mistake(
            "two steps for three",
            lambda start, rate: start * (1 - 2 * rate) ** 2,
            "Count your steps.",
        ),
        mistake(
            "four steps for three",
            lambda start, rate: start * (1 - 2 * rate) ** 4,
            "Count your steps.",
        ),
        mistake(
            "the slope of the start",
            lambda start, rate: start * (1 - 6 * rate),
            "After a step you stand somewhere else. Where do you ask for the slope?",
        ),
        mistake(
            "stopped at the bottom",
            lambda start, rate: 0.0 * start,
            "The step is longer than the way to the bottom, and nothing stops it there.",
        ),
        mistake(
            "the other side forgotten",
            lambda start, rate: start * (2 * rate - 1) ** 3,
            "On which side of the bottom are you? Keep the sign.",
        ),
        mistake("uphill", lambda start, rate: start * (1 + 2 * rate) ** 3),
        mistake(
            "slope without its 2",
            lambda start, rate: start * (1 - rate) ** 3,
            "How steep is y² at y? Its slope has a factor.",
        ),
        mistake(
            "height for slope",
            lambda start, rate: float(
                five_by(lambda u, v, g, m: -g)(lambda Y: Y**2, np.array([start]), rate, 0, 3)[0]
            ),
            "You walked by the height y². The slope is asked for.",
        ),
    ),
    uses=("descend",),
)

DESCENT = Written(
    "07",
    five_steps,
    lesson_example=lambda: (bowl, written_map(), 0.1, 0.8),
    fresh_example=valley,
    hints=(
        "Two lines a step: a new update out of the last one and the slope; then a new place.",
        "The update is momentum times itself minus learning rate times the slope here; "
        "the place is the place plus the update.",
    ),
    mistakes=(
        *(mistake(name, five_by(rule)) for name, rule in RULES.items()),
        mistake(
            "the slope of the start",
            lambda gradient, Y, rate, mu: five_by(right_step)(lambda _: gradient(Y), Y, rate, mu),
            "After a step you stand somewhere else. Where do you ask for the slope?",
        ),
        mistake(
            "the momentum on the place",
            scaled_places,
            "Momentum keeps a part of the last step, not of where you stand.",
        ),
        mistake(
            "four steps for five",
            lambda gradient, Y, rate, mu: five_by(right_step)(gradient, Y, rate, mu, steps=4),
            "Count your steps.",
        ),
        mistake(
            "six steps for five",
            lambda gradient, Y, rate, mu: five_by(right_step)(gradient, Y, rate, mu, steps=6),
            "Count your steps.",
        ),
    ),
    uses=("descend",),
)


EXERCISES = {
    "slope at D from C": SLOPE_AT_D,
    "the same, exaggerated": EXAGGERATED,
    "gradient": GRADIENT,
    "second step": SECOND_STEP,
    "three steps too far": AFTER_THREE,
    "descent": DESCENT,
}
