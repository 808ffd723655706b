"""What lessons 09 and 13 ask: how much memory, how many pairs, and what is kept."""

import numpy as np
from sklearn.neighbors import NearestNeighbors

import teachsne as ts

from . import examples
from .exercise import Exercise, Written, mistake
from .lessons_03_to_05 import written_map
from .lessons_08_and_12 import MEMORY, gigabytes, many

# The right formulas


def pairs(n):
    """How many pairs n points have, each counted once."""
    return n * (n - 1) / 2


def same_label(Y, labels, k):
    """The share of the k nearest on the map that bear the point's own label."""
    near = NearestNeighbors(n_neighbors=k).fit(Y).kneighbors(return_distance=False)
    return float((labels[near] == labels[:, None]).mean())


def more_pairs(factor):
    """How many times as many pairs factor times as many points have, about."""
    return float(factor**2)


def partition_by_potential(Y):
    """Z = Σ_i ψ(y_i) − n, with ψ(y) = Σ_j 1 / (1 + |y − y_j|²)."""
    return float((1 / (1 + ts.squared_distances(Y))).sum() - len(Y))


# What slips are made of


def kept(Y, labels, k):
    """Which of each point's k nearest bear its label: a table (n, k)."""
    near = NearestNeighbors(n_neighbors=k).fit(Y).kneighbors(return_distance=False)
    return labels[near] == labels[:, None]


def with_itself(Y, labels, k):
    near = NearestNeighbors(n_neighbors=k).fit(Y).kneighbors(Y, return_distance=False)
    return float((labels[near] == labels[:, None]).mean())


def labelled(random):
    return examples.cloud(random, 30, 2), random.integers(3, size=30), 5


GIGABYTES_OF_P = Exercise(
    "09",
    gigabytes,
    lesson_example=lambda: (70_000,),
    fresh_example=many,
    hints=(
        "How many numbers are in a table of 70 000 rows and as many columns?",
        "7 · 7 = 49, and count the zeros; times the bytes a number; in units of 10⁹.",
    ),
    mistakes=MEMORY,
)

PAIRS = Exercise(
    "09",
    pairs,
    lesson_example=lambda: (70_000,),
    fresh_example=many,
    hints=(
        "Each point can be paired with all the others. How often have you then counted a pair?",
        "n points, n − 1 partners each, and every pair counted from both sides.",
    ),
    mistakes=(
        mistake("n(n−1) for C(n,2)", lambda n: n * (n - 1)),
        mistake(
            "each pair with its memory",
            lambda n: n * (n - 1) / 2 * 8,
            "Those are bytes. Count pairs.",
        ),
    ),
)

SAME_LABEL = Written(
    "09",
    same_label,
    lesson_example=lambda: (written_map(), np.array([0, 1, 0, 1, 1]), 2),
    fresh_example=labelled,
    hints=(
        "`labels[near]` is a table: the labels of each point's neighbours. Beside what do you "
        "hold it?",
        "Compare it with labels[:, None], one label a row; the mean of a table of True and False "
        "is a share.",
    ),
    mistakes=(
        mistake("the point itself counted", with_itself),
        mistake(
            "a number for a share",
            lambda *a: kept(*a).sum(),
            "That is how many. Which part of all is it?",
        ),
        mistake(
            "the nearest one only",
            lambda *a: kept(*a)[:, 0].mean(),
            "Only one of the neighbours was asked.",
        ),
        mistake(
            "at least one",
            lambda *a: kept(*a).any(axis=1).mean(),
            "One friend among the neighbours was enough for you. All of them are to be counted.",
        ),
        mistake(
            "the majority",
            lambda *a: (kept(*a).mean(axis=1) > 0.5).mean(),
            "You let the neighbours vote. Here each counts by itself.",
        ),
        mistake(
            "other labels",
            lambda *a: 1 - kept(*a).mean(),
            "Who bears the same label, or who another?",
        ),
    ),
)

MORE_PAIRS = Exercise(
    "13",
    more_pairs,
    lesson_example=lambda: (10,),
    fresh_example=lambda random: (int(random.integers(3, 30)),),
    hints=(
        "Each point has ten times as many partners, too.",
        "About n²/2 pairs. What does n² do when n grows tenfold?",
    ),
    mistakes=(
        mistake(
            "points for pairs", lambda f: f, "So many more points, yes. And partners for each?"
        ),
        mistake(
            "half of it",
            lambda f: f**2 / 2,
            "The half is in both counts, before and after. What becomes of it in their ratio?",
        ),
        mistake(
            "two for each",
            lambda f: 2 * f,
            "Squared, not doubled: everybody has more partners.",
        ),
    ),
)

PARTITION = Written(
    "13",
    partition_by_potential,
    lesson_example=lambda: (written_map(),),
    fresh_example=lambda random: (examples.cloud(random, 8, 2),),
    hints=(
        "The height at a point is the sum of all hills there. One of them is its own.",
        "Sum the heights at all n points, and take off the hills that do not belong to a pair.",
    ),
    mistakes=(
        mistake(
            "own hills kept",
            lambda Y: partition_by_potential(Y) + len(Y),
            "How high is a point's own hill, right where it stands?",
        ),
        mistake(
            "one hill taken off",
            lambda Y: partition_by_potential(Y) + len(Y) - 1,
            "Each point has a hill of its own. You took off how many?",
        ),
        mistake(
            "C(n,2) for n(n−1)",
            lambda Y: partition_by_potential(Y) / 2,
        ),
        mistake("Gaussian for Student", lambda Y: np.exp(-ts.squared_distances(Y)).sum() - len(Y)),
        mistake("d for d²", lambda Y: (1 / (1 + ts.distances(Y))).sum() - len(Y)),
        mistake(
            "squared hills",
            lambda Y: (1 / (1 + ts.squared_distances(Y)) ** 2).sum() - len(Y),
            "The squares belong to the pushes. What does Z add up?",
        ),
    ),
)

EXERCISES = {
    "gigabytes of P": GIGABYTES_OF_P,
    "pairs of 70 000": PAIRS,
    "share with the same label": SAME_LABEL,
    "times as many points": MORE_PAIRS,
    "partition from potential": PARTITION,
}
