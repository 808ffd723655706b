"""What lessons 10 and 11 ask: a lecture's circle, two squares, and how to read a map."""

import numpy as np

import teachsne as ts

from .judge import Open

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


def _right_angled(axes):
    """Gram and Schmidt: from two rows, two of length 1 at a right angle, in the same plane."""
    first, second = axes
    second = second - first * (first @ second) / (first @ first)
    return np.array([first / np.linalg.norm(first), second / np.linalg.norm(second)])


def _recall(D, D_map, k):
    """The part of each point's k nearest that are among its k nearest on the map."""
    near = [np.argsort(table, axis=1)[:, 1 : k + 1] for table in (D, D_map)]
    return np.mean([len(np.intersect1d(*rows)) / k for rows in zip(*near, strict=True)])


def _two_tables():
    points = np.random.default_rng(11).normal(size=(12, 4))
    return ts.distances(points), ts.distances(points[:, :2]), 3


EXERCISES = {  # in the form of five_points
    "semi-axes at 60 degrees": lambda: (4 * np.sqrt([1.5, 0.5]),),
    "axes at a right angle": lambda: (
        _right_angled,
        (np.array([[3.0, 0, 4], [1, 2, 3]]),),
        (np.random.default_rng(10).normal(size=(2, 20)),),
    ),
    "two squares": lambda: (Open(two_squares(), fault_of_squares),),
    "recall by chance": lambda: (10 / 399,),
    "beyond its cluster": lambda: (19.0,),
    "neighbours kept": lambda: (_recall, _two_tables()),
}
