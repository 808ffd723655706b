"""The same points, seen twice or more: data that show what aligned maps can do.

    digits_and_features    digits as pixels, and as a small network sees them
    features_over_epochs   the same network's features while it learns
    classes_and_line       a pair that must not be aligned: four classes, and a line
    noisy_classes          five classes, measured well and badly

Each gives `Views`: the data sets, a point a row and in the same order in all of them, and
the points' labels. Nothing is fetched, and the same `random_state` gives the same numbers.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from ..numeric.scalars import integer
from . import load_mnist

SCHOOL = 3000  # digits that the network learns from
UNITS = 32  # hidden
TERM = 15  # epochs


class Views(NamedTuple):
    """Data sets of the same n points, (n, p) each, and the points' labels (n,)."""

    Xs: list
    labels: np.ndarray


def digits_and_features(n=300, random_state=0):
    """n digits as 784 pixels from 0 to 1, and as the 32 hidden features of a network.

    The network (one layer of rectified units) has learnt to name 3 000 digits, these among
    them: so its features say more of the class, and less of the handwriting.
    """
    X, y, features = _school(random_state)
    return Views([X[: _some(n)].copy(), features[-1][:n].copy()], y[:n].copy())


def features_over_epochs(n=300, epochs=(1, 2, 4, 8, 15), random_state=0):
    """The same network's hidden features of n digits after so many epochs of learning."""
    _, y, features = _school(random_state)
    if not set(epochs) <= set(range(1, TERM + 1)):
        raise ValueError(f"epochs are numbered 1 to {TERM}, got {list(epochs)}")
    return Views([features[epoch - 1][: _some(n)].copy() for epoch in epochs], y[:n].copy())


def classes_and_line(n=300, random_state=0):
    """Four Gaussian classes, and points on a straight line, both in 100 dimensions.

    A point's place on the line is independent of its class. One map cannot show both.
    Source: the negative control of the authors' 2-MAP (2020).
    """
    random = np.random.default_rng(random_state)
    labels = np.arange(integer(1)(n, "n")) % 4
    classes = 3 * random.normal(size=(4, 100))[labels] + random.normal(size=(n, 100))
    direction = random.normal(size=100) / 10  # about 1 long
    line = np.outer(random.permutation(n) / 5, direction)
    return Views([classes, line + 0.05 * random.normal(size=(n, 100))], labels)


def noisy_classes(n=200, noises=(1.0, 2.5), random_state=0):
    """Five Gaussian classes in 10 dimensions, measured several times, with more or less noise."""
    random = np.random.default_rng(random_state)
    labels = np.arange(integer(1)(n, "n")) % 5
    middles = 3 * random.normal(size=(5, 10))[labels]
    return Views([middles + noise * random.normal(size=(n, 10)) for noise in noises], labels)


@cache
def _school(random_state):
    """The pixels, the labels, and the features after each epoch."""
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits

    X, y = load_mnist(SCHOOL, random_state)
    X, network, features = X / 255, MLPClassifier(UNITS, random_state=random_state), []
    with threadpool_limits(1, "blas"):
        for _ in range(TERM):
            network.partial_fit(X, y, classes=range(10))
            features.append(np.maximum(0, X @ network.coefs_[0] + network.intercepts_[0]))
    return X, y, features


def _some(n):
    if integer(1)(n, "n") > SCHOOL:
        raise ValueError(f"n must be from 1 to {SCHOOL}, got {n}")
    return n
