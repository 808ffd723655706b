"""What lessons 10 and 11 ask: a lecture's circle, two squares, and how to read a map."""

import numpy as np

import teachsne as ts

from . import examples
from .exercise import Exercise, Open, Written, mistake
from .lessons_03_to_05 import written_map
from .lessons_08_and_12 import SIBLINGS, most_siblings

SIDE = 10.0  # of the square, in metres
SIGHT = 2.0  # σ, how far each of the nine points looks, in metres
ALIKE, CHANGED = 1e-6, 0.05  # of the chances in one point's row

# Point 1 stands in the middle; the others move by quarter turns about it, each by its own
CORNERS = [[5, 5], [5, 10], [7, 5], [6, 6], [2, 5], [5, 3], [8, 7], [3, 4], [7, 6]]
TURNS = [0, 1, 2, 3, 1, 2, 0, 3, 2]


def neighbourhoods(square):
    """p_{j|i} of nine points in a square, all with the same σ.   (9, 2)  ->  (9, 9)"""
    return ts.conditional_probabilities(ts.squared_distances(square), SIGHT)


def two_squares():
    """An example, (2, 9, 2): of the second drawing point 1 notices nothing, and point 9 does."""
    first = np.array(CORNERS, dtype=float)
    quarter = np.array([[0, 1], [-1, 0]])
    away = [d @ np.linalg.matrix_power(quarter, k) for d, k in zip(first - 5, TURNS, strict=True)]
    return np.array([first, 5 + np.array(away)])


def fault_of_squares(squares):
    """What is wrong with two drawings, in a sentence; "" where nothing is."""
    if squares.shape != (2, 9, 2):
        return f"two drawings of nine points are asked for, (2, 9, 2); got shape {squares.shape}"
    outside = np.argwhere(~((squares >= 0) & (squares <= SIDE)).all(axis=2))
    if len(outside):
        drawing, point = outside[0]
        x, y = squares[drawing, point]
        which = ("first", "second")[drawing]
        return f"point {point + 1} of the {which} drawing is at ({x:g}, {y:g}), outside the square"
    before, after = (neighbourhoods(square) for square in squares)
    change = abs(after - before)
    if change[0].max() > ALIKE:
        other = change[0].argmax()
        d = [np.linalg.norm(square[other] - square[0]) for square in squares]
        return (
            f"point 1 notices: it picked point {other + 1} with {before[0, other]:.4f} and now "
            f"with {after[0, other]:.4f} (it was {d[0]:.3f} m away, and is {d[1]:.3f})"
        )
    if change[8].max() <= CHANGED:
        return f"point 9 hardly notices: its chances change by {change[8].max():.3f} at most"
    return ""


# The right formulas


def semi_axes(degrees, radius):
    """r √(1 ± cos θ): the longest and the shortest radius of the lecturer's ellipse."""
    slant = np.cos(np.radians(degrees))
    return radius * np.sqrt([1 + slant, 1 - slant])


def right_angled(axes):
    """Gram and Schmidt: from two rows, two of length 1 at a right angle, in the same plane."""
    first, second = axes
    second = second - first * (first @ second) / (first @ first)
    return np.array([first / np.linalg.norm(first), second / np.linalg.norm(second)])


def recall_by_chance(n, k):
    """Of k neighbours among n − 1 others, a map by chance keeps this part."""
    return k / (n - 1)


def recall(D, D_map, k):
    """The part of each point's k nearest that are among its k nearest on the map."""
    near, near_on_map = (np.argsort(d, axis=1)[:, 1 : k + 1] for d in (D, D_map))
    pairs = zip(near, near_on_map, strict=True)
    return float(np.mean([len(np.intersect1d(there, here)) / k for there, here in pairs]))


# What slips are made of


def unit(axes):
    return axes / np.linalg.norm(axes, axis=1, keepdims=True)


def without_part(part):
    """The second axis less part(a, b) of the first, and both of length 1."""
    return lambda axes: unit(np.array([axes[0], axes[1] - part(*axes) * axes[0]]))


def by_columns(axes):
    """The lecturer's line: the first two columns are taken for the two axes."""
    axes = axes.copy()
    first, second = axes[:, 0], axes[:, 1]
    axes[:, 1] = second - first * (first @ second) / (first @ first)
    return unit(axes)


def orders(D, D_map):
    return np.argsort(D, axis=1), np.argsort(D_map, axis=1)


def recall_of(there, here):
    pairs = zip(there, here, strict=True)
    return float(np.mean([len(np.intersect1d(*both)) / len(both[0]) for both in pairs]))


def overlap(D, D_map, k):
    """What is shared, of all that either has among its k nearest."""
    pairs = zip(*(order[:, 1 : k + 1] for order in orders(D, D_map)), strict=True)
    shared = [len(np.intersect1d(*both)) for both in pairs]
    return float(np.mean([s / (2 * k - s) for s in shared]))


def two_tables(random):
    points = examples.cloud(random, 14)
    return (
        ts.distances(points),
        ts.distances(points[:, :2] + 0.3 * examples.cloud(random, 14, 2)),
        3,
    )


SEMI_AXES = Exercise(
    "10",
    semi_axes,
    lesson_example=lambda: (60, 4.0),
    fresh_example=lambda random: (random.uniform(35, 80), random.uniform(2, 6)),
    hints=(
        "The longest and the shortest radius have a formula in the lesson, with the cosine of θ.",
        "4 times the root of 1 + cos 60°, and the same with a minus. What is cos 60°?",
    ),
    mistakes=(
        mistake(
            "the shorter first",
            lambda angle, r: semi_axes(angle, r)[::-1],
            "Both are there. Which one was to come first?",
        ),
        mistake(
            "no root",
            lambda angle, r: semi_axes(angle, r) ** 2 / r,
            "1 ± cos θ is the square of the radius, for r = 1.",
        ),
        mistake(
            "degrees for radians",
            lambda angle, r: semi_axes(np.degrees(angle), r),
            "numpy's cosine wants radians.",
        ),
        mistake(
            "sine for cosine",
            lambda angle, r: semi_axes(90 - angle, r),
            "At a right angle both radii must be equal. Are yours, for θ = 90°?",
        ),
        mistake(
            "whole axes",
            lambda angle, r: 2 * semi_axes(angle, r),
            "A semi-axis goes from the centre to the edge.",
        ),
    ),
)

RIGHT_ANGLE = Written(
    "10",
    right_angled,
    lesson_example=lambda: (np.array([[3.0, 0, 4], [1, 2, 3]]),),
    fresh_example=lambda random: (examples.cloud(random, 2, 20),),
    hints=(
        "How long is the part of b that points along a? And which way does it point?",
        "(a · b) / (a · a) times a. Check: is what remains at a right angle to a?",
    ),
    mistakes=(
        mistake(
            "columns for rows",
            by_columns,
            "Each axis is a row. Whose part along whom did you take away?",
        ),
        mistake(
            "length for its square",
            without_part(lambda a, b: a @ b / np.linalg.norm(a)),
            "Make a twice as long: the part along a must not change. Does yours?",
        ),
        mistake(
            "the other axis's length",
            without_part(lambda a, b: a @ b / (b @ b)),
            "Whose direction is taken away? Its length is the one that counts.",
        ),
        mistake(
            "the other axis's length, unsquared",
            without_part(lambda a, b: a @ b / np.linalg.norm(b)),
            "Whose direction is taken away? And make it twice as long: what happens?",
        ),
        mistake(
            "length of a forgotten",
            without_part(lambda a, b: a @ b),
            "That is right for an a of length 1. Is it 1 long here?",
        ),
        mistake(
            "added for taken away",
            without_part(lambda a, b: -(a @ b) / (a @ a)),
            "Now b leans on a even more. Look at the sign.",
        ),
        mistake(
            "nothing taken away",
            without_part(lambda a, b: 0),
            "Both have length 1. But at which angle do they meet?",
        ),
    ),
)

SQUARES = Open(
    "10",
    two_squares,
    fault_of_squares,
    hints=(
        "Point 1 knows nothing but how far the others are. Which moves leave that alone?",
        "Walk each other point along its circle around point 1, each by an angle of its own. "
        "Quarter turns are easy: (x, y) becomes (−y, x), as seen from point 1.",
    ),
)

BY_CHANCE = Exercise(
    "11",
    recall_by_chance,
    lesson_example=lambda: (400, 10),
    fresh_example=lambda random: (int(random.integers(50, 400)), int(random.integers(5, 20))),
    hints=(
        "Throw ten darts at a point's others. Which part of them hits a true neighbour?",
        "Each map neighbour is a true one with the chance of k among all the others.",
    ),
    mistakes=(
        mistake("in percent", lambda n, k: 100 * k / (n - 1), "A part is asked for, of 1."),
        mistake(
            "one neighbour for k",
            lambda n, k: 1 / (n - 1),
            "That is the chance to hit one certain neighbour. How many are there to be hit?",
        ),
        mistake(
            "twice by chance",
            lambda n, k: (k / (n - 1)) ** 2,
            "One of the two lists is fixed. Only the other is drawn by chance.",
        ),
        mistake(
            "how many for which part",
            lambda n, k: k * k / (n - 1),
            "That is how many of the k are kept, on average. Which part are they?",
        ),
    ),
)

BEYOND = Exercise(
    "11",
    most_siblings,
    lesson_example=lambda: (20,),
    fresh_example=SIBLINGS.fresh_example,
    hints=(
        "How many neighbours has a point inside its cloud?",
        "All of the cloud but itself; and a perplexity can at most count them all alike.",
    ),
    mistakes=SIBLINGS.mistakes,
)

KEPT = Written(
    "11",
    recall,
    lesson_example=lambda: (
        np.asarray(ts.distances(ts.five_points())),
        ts.distances(written_map()),
        2,
    ),
    fresh_example=two_tables,
    hints=(
        "Do on the map what is done in the data. Then: how many names are on both lists?",
        "np.argsort(here)[1 : k + 1] is the second list; np.isin or np.intersect1d finds what "
        "is on both.",
    ),
    mistakes=(
        mistake(
            "the point itself counted",
            lambda D, M, k: recall_of(*(order[:, :k] for order in orders(D, M))),
        ),
        mistake(
            "itself and the k others",
            lambda D, M, k: recall_of(*(order[:, : k + 1] for order in orders(D, M))),
            "You compare k + 1 with k + 1, and one hit is a gift.",
        ),
        mistake(
            "place by place",
            lambda D, M, k: np.equal(*(order[:, 1 : k + 1] for order in orders(D, M))).mean(),
            "The order within the list does not matter. Who is on both lists?",
        ),
        mistake(
            "a part of both lists",
            overlap,
            "You divided by all who are on either list. The formula divides by k.",
        ),
        mistake(
            "the farthest for the nearest",
            lambda D, M, k: recall_of(orders(D, M)[0][:, -k:], orders(D, M)[1][:, -k:]),
            "Those are the ends of the lists. The nearest stand at the beginning.",
        ),
        mistake(
            "not divided by k",
            lambda D, M, k: k * recall(D, M, k),
            "That is how many are kept. Which part of the k is it?",
        ),
    ),
    uses=("knn_recall",),
)

EXERCISES = {
    "semi-axes at 60 degrees": SEMI_AXES,
    "axes at a right angle": RIGHT_ANGLE,
    "two squares": SQUARES,
    "recall by chance": BY_CHANCE,
    "beyond its cluster": BEYOND,
    "neighbours kept": KEPT,
}
