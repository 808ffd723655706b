"""What lessons 16 and 17 ask: maps by contrast, where true pairs are told from drawn ones.

w = 1/(1 + d²), s = 1 + d², Z = Σ w over the n(n − 1) ordered pairs, ξ = 1/n(n − 1) the noise,
m noise pairs for each true one.
"""

import numpy as np

from .exercise import Exercise, NotComparable, Written, mistake

MANY = 40_000  # noise pairs, enough to see whether all come equally often
CHANCE = 1e-2  # by how much a share of so many may be off

# The right formulas


def ordered_pairs(n):
    """How many ordered pairs of two points there are among n."""
    return n * (n - 1)


def noise_pairs(n, m, random):
    """m pairs (i, j), uniform over all ordered pairs of two different points: (m, 2)."""
    i = random.integers(n, size=m)
    j = (i + random.integers(1, n, size=m)) % n
    return np.column_stack([i, j])


def coin(w, Z, m, n):
    """The chance that a pair is a true one and no noise: p / (p + m ξ), with p = w/Z."""
    p, noise = w / Z, 1 / (n * (n - 1))
    return p / (p + m * noise)


def attraction(c, s):
    """d/ds of log(1 + c s): how hard negative sampling pulls, c = Z̄ m ξ."""
    return c / (1 + c * s)


def on_the_spectrum(Z0, Z1, s):
    """Z̄(s), even steps of the logarithm: Z₀ at s = 0, Z₁ at s = 1."""
    return Z0 * (Z1 / Z0) ** s


def partition_at_rest(Z, n):
    """Σ w of n equidistant points at the optimum of negative sampling with Z̄ = Z."""
    return min(Z, n * (n - 1))


# How chance is looked at


def shares(pairs, n, m, random):
    """How often each ordered pair came up: a table (n, n) that sums to 1."""
    pairs = np.asarray(pairs)
    if pairs.shape != (m, 2):
        raise NotComparable(f"{m} pairs are asked for, shape ({m}, 2); got shape {pairs.shape}")
    if not np.isin(pairs, np.arange(n)).all():
        raise NotComparable(f"a point's number must be one of 0 to {n - 1}")
    came = np.zeros((n, n))
    np.add.at(came, tuple(pairs.astype(int).T), 1)
    return came / m


def with_itself(n, m, random):
    return random.integers(n, size=(m, 2))


def upper(n, m, random):
    return np.sort(noise_pairs(n, m, random), axis=1)


def without_the_last(n, m, random):
    return noise_pairs(n - 1, m, random)


def next_door(n, m, random):
    i = random.integers(n, size=m)
    return np.column_stack([i, (i + 1) % n])


def pushed_aside(n, m, random):
    """A pair of a point with itself is mended by taking the next point: it comes too often."""
    i, j = random.integers(n, size=(2, m))
    return np.column_stack([i, np.where(i == j, (j + 1) % n, j)])


def from_one_point(n, m, random):
    return np.column_stack([np.full(m, 0), random.integers(1, n, size=m)])


def crowd(random):
    """A Z̄ that so few points cannot reach, and how many they are."""
    n = int(random.integers(3, 7))
    return n * (n - 1) * random.uniform(1.1, 1.9), n


ORDERED = Exercise(
    "16",
    ordered_pairs,
    lesson_example=lambda: (12,),
    fresh_example=lambda random: (int(random.integers(4, 12)),),
    hints=(
        "Here (A, B) and (B, A) are two pairs. How many partners has each point?",
        "As many rows as points; in each row, all the others.",
    ),
    mistakes=(
        mistake("C(n,2) for n(n−1)", lambda n: n * (n - 1) / 2),
        mistake("n² for n(n−1)", lambda n: n**2),
        mistake(
            "n(n+1)",
            lambda n: n * (n + 1),
            "Each point has fewer partners than there are points, not more.",
        ),
    ),
)

NOISE = Written(
    "16",
    noise_pairs,
    lesson_example=lambda: (5, MANY, np.random.default_rng(0)),
    fresh_example=lambda random: (int(random.integers(4, 7)), MANY, random.spawn(1)[0]),
    hints=(
        "Draw i first. How many are left for j, and how do you draw one of those alone?",
        "Draw a step from 1 to n − 1, and go that far from i, round the end if need be. Or draw "
        "again until i and j differ.",
    ),
    mistakes=(
        mistake(
            "noise that draws the point itself",
            with_itself,
            "Look for i = j among your pairs. Can a point be its own noise?",
        ),
        mistake(
            "only one of (i, j) and (j, i)",
            upper,
            "Is i ever larger than j? Ordered pairs come both ways.",
        ),
        mistake(
            "never the last point",
            without_the_last,
            "Which is the largest number that comes up? `integers` leaves its end out.",
        ),
        mistake(
            "always the next point",
            next_door,
            "i may be anybody. But given i, may j be anybody else?",
        ),
        mistake(
            "pushed on to the next",
            pushed_aside,
            "No point meets itself, but one pair in each row comes twice as often as the others.",
        ),
        mistake(
            "always from the first point",
            from_one_point,
            "Who can be i? All of them, equally often.",
        ),
    ),
    compare_by=shares,
    tolerance=CHANCE,
)

COIN = Exercise(
    "16",
    coin,
    lesson_example=lambda: (0.5, 4.0, 5, 5),
    fresh_example=lambda random: (
        random.uniform(0.3, 0.9),
        random.uniform(3, 9),
        int(random.integers(3, 8)),
        int(random.integers(4, 8)),
    ),
    hints=(
        "In a pile lie true pairs, each with its p, and m times as much noise. Which part is true?",
        "p over p + m ξ. Here p = w/Z, and ξ is one over the number of ordered pairs.",
    ),
    mistakes=(
        mistake(
            "one noise pair for m",
            lambda w, Z, m, n: coin(w, Z, 1, n),
            "How many noise pairs come with each true one?",
        ),
        mistake("C(n,2) for n(n−1)", lambda w, Z, m, n: coin(w, Z, 2 * m, n)),
        mistake(
            "the chance of noise",
            lambda w, Z, m, n: 1 - coin(w, Z, m, n),
            "That is the chance that it is noise. Which one was asked for?",
        ),
        mistake(
            "weight for probability",
            lambda w, Z, m, n: coin(w, 1, m, n),
            "w is a weight. What makes a probability of it?",
        ),
        mistake(
            "odds for a chance",
            lambda w, Z, m, n: w / Z / m * n * (n - 1),
            "Those are odds, true against noise. A chance is a part of the whole.",
        ),
        mistake(
            "noise of weight 1",
            lambda w, Z, m, n: w / (w + m),
            "The noise has a density, too: it spreads over all ordered pairs.",
        ),
    ),
)

ATTRACTION = Written(
    "17",
    attraction,
    lesson_example=lambda: (0.5, np.array([1.0, 2.0, 5.0])),
    fresh_example=lambda random: (random.uniform(0.2, 3), random.uniform(1, 8, size=6)),
    hints=(
        "The loss of a true pair is log(1 + c s). Take its slope in s.",
        "The slope of log(u) is 1/u, times the slope of what is inside.",
    ),
    mistakes=(
        mistake(
            "the inner slope forgotten",
            lambda c, s: 1 / (1 + c * s),
            "And what stands inside the logarithm has a slope of its own.",
        ),
        mistake(
            "UMAP's pull",
            lambda c, s: 1 / s,
            "That is the limit of a large c. Does your answer change with c?",
        ),
        mistake(
            "sign of the pull",
            lambda c, s: -attraction(c, s),
            "The loss grows with the distance. So must its slope be positive or negative?",
        ),
        mistake(
            "the loss for its slope",
            lambda c, s: np.log1p(c * s),
            "That is the loss itself. How steep is it?",
        ),
        mistake(
            "the push for the pull",
            lambda c, s: -1 / (s * (1 + c * s)),
            "That is what a noise pair feels.",
        ),
        mistake(
            "c = 1",
            lambda c, s: 1 / (1 + s),
            "That is the textbook's case. Does your answer change with c?",
        ),
    ),
)

SPECTRUM = Exercise(
    "17",
    on_the_spectrum,
    lesson_example=lambda: (100.0, 1_000_000.0, 0.25),
    fresh_example=lambda random: (
        random.uniform(50, 200),
        random.uniform(5e3, 5e5),
        random.uniform(0.15, 0.4),
    ),
    hints=(
        "Equal steps on the spectrum multiply Z̄ by equal factors.",
        "From Z₀ to Z₁ it is a factor of Z₁/Z₀. A quarter of the way is its fourth root.",
    ),
    mistakes=(
        mistake(
            "even steps of Z̄ itself",
            lambda Z0, Z1, s: Z0 + s * (Z1 - Z0),
            "You added equal amounts. The spectrum multiplies by equal factors.",
        ),
        mistake(
            "from the other end",
            lambda Z0, Z1, s: on_the_spectrum(Z1, Z0, s),
            "Which end is s = 0?",
        ),
        mistake(
            "the factor alone",
            lambda Z0, Z1, s: (Z1 / Z0) ** s,
            "So many times as large. As large as what?",
        ),
        mistake(
            "even steps of 1/Z̄",
            lambda Z0, Z1, s: 1 / ((1 - s) / Z0 + s / Z1),
            "You made even steps of the inverse. The spectrum multiplies by equal factors.",
        ),
    ),
)

AT_REST = Exercise(
    "17",
    partition_at_rest,
    lesson_example=lambda: (18.0, 4),
    fresh_example=crowd,
    hints=(
        "At rest Σw wants to be Z̄. How large can it get at most, and where are the points then?",
        "No w exceeds 1, and there are so many ordered pairs. More than that it cannot be.",
    ),
    mistakes=(
        mistake(
            "Z̄ itself",
            lambda Z, n: Z,
            "So it would be, if Σw could grow so large. What is the largest w?",
        ),
        mistake("n² for n(n−1)", lambda Z, n: min(Z, n**2)),
        mistake("C(n,2) for n(n−1)", lambda Z, n: min(Z, n * (n - 1) / 2)),
        mistake(
            "one w a point",
            lambda Z, n: min(Z, n),
            "Σw runs over pairs. How many are there?",
        ),
    ),
)

EXERCISES = {
    "ordered pairs": ORDERED,
    "noise pairs": NOISE,
    "coin": COIN,
    "negative sampling attraction": ATTRACTION,
    "Z-bar on the spectrum": SPECTRUM,
    "partition at the optimum": AT_REST,
}
