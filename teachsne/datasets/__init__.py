"""Data to make maps of: two that everybody knows, and two from a lecture.

    load_iris          150 flowers, 4 lengths in cm; their head is printed on the web page
    load_mnist         10 000 handwritten digits, 28 x 28 pixels
    make_donut         the lecture: 1 000 points around an ellipse, in 20 dimensions
    make_random_walk   the lecture: 100 steps in 40 dimensions
    load_lecture_map   the lecture: the 100 x 2 array that it printed, a map of that walk
    load_start         lessons 00 to 07: the map of five points from which their descent begins
    load_page_map      lesson 04: the map that the web page drew, recovered from its numbers

The lecturer drew both of his from one generator, `np.random.default_rng(123)`, the donut
first. Without a `random_state` of your own (a seed, or a generator) you get his numbers.
"""

from typing import NamedTuple

import numpy as np

from ..numeric.scalars import integer
from .files import read, read_arrays, written_start

LECTURERS_SEED = 123
IMAGE = (28, 28)


class Donut(NamedTuple):
    """Points X (n, p), each one's angle (n,) in radians, and the two axes (2, p)."""

    X: np.ndarray
    angle: np.ndarray
    axes: np.ndarray


def load_iris():
    """Fisher's flowers: measurements, a DataFrame (150, 4), and the species, a Series."""
    table = read("iris")
    return table.drop(columns="species"), table["species"]


def load_mnist(n_samples=None, random_state=0):
    """Digits: X (n, 784) of grey values 0 to 255, a row an image of 28 x 28, and y (n,), 0 to 9.

    All 10 000, digit by digit; or a sample of them, in the order of a shuffle.
    """
    digits = read_arrays("mnist_10k")
    X, y = digits["X"], digits["y"]
    if n_samples is None:
        return X, y
    if integer(1)(n_samples, "n_samples") > len(X):
        raise ValueError(f"n_samples must be from 1 to {len(X)}, got {n_samples}")
    chosen = np.random.default_rng(random_state).permutation(len(X))[:n_samples]
    return X[chosen], y[chosen]


def load_lecture_map():
    """The array that the lecture printed: a DataFrame (100, 2), a row a step of the walk."""
    return read("lecture_map")


def load_start():
    """The map of the five points from which lessons 00 to 07 descend: a DataFrame (5, 2)."""
    return written_start()


def load_page_map():
    """The map of the five points that the web page drew: a DataFrame (5, 2).

    It is recovered from the page's 28 numbers, which fix it up to a rotation and rounding.
    """
    return read("five_points_map")


def make_donut(random_state=None, n=1000, p=20):
    """n points around an ellipse in p dimensions, with noise of 1 in each.  ->  Donut

    The lecturer wanted a circle of radius 4. But his Gram–Schmidt line takes the first two
    *columns* for the two axes, which are the rows. So the axes meet at 72.2° (with his
    numbers), and the curve is an ellipse with semi-axes 4.570 and 3.334. The slip is kept.
    """
    n, p = integer(1)(n, "n"), integer(2)(p, "p")
    random = np.random.default_rng(LECTURERS_SEED if random_state is None else random_state)
    noise = random.normal(size=n * p).reshape(n, p)
    angle = np.sort(random.uniform(size=n) * 2 * np.pi)
    axes = random.normal(size=2 * p).reshape(2, p)
    first, second = axes[:, 0], axes[:, 1]  # the slip: it should be axes[0] and axes[1]
    axes[:, 1] = second - first * np.sum(first * second) / np.sqrt(np.sum(second**2))
    axes /= np.sqrt(np.sum(axes**2, axis=1))[:, None]
    curve = np.outer(np.cos(angle), axes[0]) + np.outer(np.sin(angle), axes[1])
    return Donut(noise + 4 * curve, angle, axes)


def make_random_walk(random_state=None, n=100, p=40):
    r"""$x_i = \sqrt{.9}\, x_{i-1} + \sqrt{.1}\, \epsilon_i$, a walk drawn back to the origin

    Each step keeps nine tenths of the variance, so each coordinate's variance stays 1, and
    steps far apart know nothing of each other.   ->  (n, p)
    """
    n, p = integer(1)(n, "n"), integer(1)(p, "p")
    generator = np.random.default_rng(LECTURERS_SEED if random_state is None else random_state)
    if random_state is None:
        make_donut(generator)  # the lecturer drew it first
    walk = generator.normal(size=n * p).reshape(n, p)
    for i in range(1, n):
        walk[i] = np.sqrt(0.9) * walk[i - 1] + np.sqrt(0.1) * walk[i]
    return walk
