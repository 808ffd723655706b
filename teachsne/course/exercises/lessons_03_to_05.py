"""What lessons 03 to 05 ask: one number a pair, the same question on the map, and surprise."""

import numpy as np

import teachsne as ts

from ...datasets.files import read, written_start
from ...steps.divergence import kl_divergence
from . import examples
from .exercise import Exercise, Written, mistake
from .lessons_00_to_02 import by_rows, normal, off_diagonal, table

# The right formulas


def rows_at(points, perplexity):
    """p_{j|i}, each point with a width of its own."""
    D2 = table(points)
    return ts.conditional_probabilities(D2, ts.find_sigmas(D2, perplexity))


def joint_of(points, perplexity=3):
    """p_ij of points at a perplexity."""
    return ts.joint_probabilities(rows_at(points, perplexity))


def pair(points, i, j, perplexity):
    """p_ij of one pair."""
    return float(joint_of(points, perplexity)[i, j])


def least_share(n):
    """The least that a row of p_ij sums to: half of 1/n."""
    return 1 / (2 * n)


def heavy_weight(alpha, d):
    """The weight of a pair at distance d, with a tail of this α."""
    return float(ts.heavy_tailed(alpha)(d**2))


def student_distance(d):
    """How far away Student-t puts a pair that the Gaussian exp(−d²) puts at d."""
    return float(np.sqrt(np.exp(d**2) - 1))


def heavy_similarities(Y, alpha):
    """Q over all pairs, for any α."""
    return ts.similarities(Y, ts.heavy_tailed(alpha))


def surprise(p, q):
    """The divergence of two rows, in bits."""
    return float(ts.kl_divergence(p, q, base=2))


def in_a_nat(base):
    """How many units of this base make a nat: bits, for base 2."""
    return float(1 / np.log(base))


# What slips are made of


def opinions(points, i, j, perplexity):
    """What i thinks of j, and j of i."""
    P = rows_at(points, perplexity)
    return P[i, j], P[j, i]


def on_map(weight):
    """Q over all pairs with any weight(d²)."""
    return lambda Y, alpha: normal(off_diagonal(weight(ts.squared_distances(Y), alpha)))


def heavy(D2, alpha):
    return (1 + D2 / alpha) ** -alpha


def terms(P, Q):
    """p ln(p/q) where p > 0."""
    met = P > 0
    return P[met] * np.log(P[met] / Q[met])


def printed_rows_of_B():
    both = read("five_points_P_and_Q")
    return both.loc["P_B"], both.loc["Q_B"]


def two_rows(random):
    return tuple(random.dirichlet(np.full(4, 1.5), size=2))


def two_tables(random):
    """P by rows and Q over all pairs."""
    return examples.joint(random), ts.similarities(examples.cloud(random, p=2))


def with_zeros(random):
    """One more zero in P, where it costs nothing; and one in Q, where P has none."""
    P, Q = two_tables(random)
    P[1, 3], Q[2, 3] = 0, 0
    return P / P.sum(), Q


def written_map():
    """The map on which the lessons begin, (5, 2)."""
    return written_start().to_numpy()


def five_tables():
    return joint_of(ts.five_points()), ts.similarities(written_map())


PAIR_B_AND_E = Exercise(
    "03",
    pair,
    lesson_example=lambda: (ts.five_points(), 1, 4, 3),
    fresh_example=lambda random: (
        examples.five(random),
        *examples.two_of(random),
        random.uniform(1.8, 2.8),
    ),
    hints=(
        "Two chances belong to this pair. Where in the table do they stand?",
        "Add what B thinks of E and what E thinks of B, and divide so that all 25 entries "
        "of the new table would sum to 1.",
    ),
    mistakes=(
        mistake("n for 2n", lambda *a: sum(opinions(*a)) / 5),
        mistake("2 for 2n", lambda *a: sum(opinions(*a)) / 2),
        mistake("not divided by 2n", lambda *a: sum(opinions(*a))),
        mistake("one opinion only", lambda *a: opinions(*a)[0] / 5),
        mistake("one opinion only, the other's", lambda *a: opinions(*a)[1] / 5, "Both speak."),
        mistake("product of opinions", lambda *a: np.prod(opinions(*a))),
    ),
    uses=("joint_probabilities",),
)

SHARE_OF_AN_OUTLIER = Exercise(
    "03",
    least_share,
    lesson_example=lambda: (100,),
    fresh_example=lambda random: (int(random.integers(10, 200)),),
    hints=(
        "Nobody picks the outlier. But it must pick somebody: what does its own row sum to?",
        "Its own row sums to 1 before it is divided. By what is it divided?",
    ),
    mistakes=(
        mistake("n for 2n", lambda n: 1 / n),
        mistake("2 for 2n", lambda n: 1 / 2),
        mistake(
            "nothing at all",
            lambda n: 0,
            "Nobody picks it, true. But it picks somebody: its own opinion counts as well.",
        ),
        mistake(
            "one pair's share",
            lambda n: 1 / n**2,
            "That is about what one pair gets. The share is a whole row's sum.",
        ),
    ),
    uses=("joint_probabilities",),
)

JOINT = Written(
    "03",
    ts.joint_probabilities,
    lesson_example=lambda: (rows_at(ts.five_points(), 3),),
    fresh_example=lambda random: (examples.rows(random),),
    hints=(
        "The pair {i, j} has two entries in the table: P[i, j] and P[j, i]. Which table has "
        "them exchanged?",
        "Both tables added, and the whole divided so that it sums to 1: each of the two sums to n.",
    ),
    mistakes=(
        mistake("n for 2n", lambda P: (P + P.T) / len(P)),
        mistake("2 for 2n", lambda P: (P + P.T) / 2),
        mistake("not divided by 2n", lambda P: P + P.T),
        mistake("one opinion only", lambda P: P / len(P)),
        mistake("product of opinions", lambda P: normal(P * P.T)),
        mistake("rows for all pairs", lambda P: by_rows(P + P.T)),
        mistake(
            "n(n−1) for 2n",
            lambda P: (P + P.T) / (len(P) * (len(P) - 1)),
            "That is how many entries there are. Divide by what all entries sum to.",
        ),
    ),
)

WEIGHT_AT_ALPHA_HALF = Exercise(
    "04",
    heavy_weight,
    lesson_example=lambda: (0.5, 2.0),
    fresh_example=lambda random: (random.uniform(0.3, 0.8), random.uniform(1.3, 2.5)),
    hints=(
        "w = (1 + d²/α)^(−α): put in the two numbers, the bracket first.",
        "A power of −1/2 is one over a root.",
    ),
    mistakes=(
        mistake("d for d²", lambda a, d: (1 + d / a) ** -a),
        mistake("α only in the exponent", lambda a, d: (1 + d**2) ** -a),
        mistake("exponent forgotten", lambda a, d: 1 / (1 + d**2 / a)),
        mistake("Student, without α", lambda a, d: 1 / (1 + d**2)),
        mistake("Gaussian for Student", lambda a, d: np.exp(-(d**2))),
        mistake(
            "the statistician's exponent",
            lambda a, d: (1 + d**2 / a) ** (-(a + 1) / 2),
            "That is Student's density for α degrees of freedom. Ours has another power.",
        ),
        mistake(
            "sign of the exponent",
            lambda a, d: (1 + d**2 / a) ** a,
            "A weight falls with the distance, and is never above 1.",
        ),
    ),
    uses=("heavy_tailed",),
)

FARTHER_WITH_STUDENT = Exercise(
    "04",
    student_distance,
    lesson_example=lambda: (1.5,),
    fresh_example=lambda random: (random.uniform(1.1, 2.0),),
    hints=(
        "Both kernels give the pair the same weight. Write that as an equation.",
        "exp(−d²) = 1/(1 + r²). Turn both sides over, and solve for r.",
    ),
    mistakes=(
        mistake("d² for d", lambda d: np.exp(d**2) - 1),
        mistake("d for d²", lambda d: np.sqrt(np.exp(d) - 1)),
        mistake(
            "the 1 forgotten",
            lambda d: np.sqrt(np.exp(d**2)),
            "At distance 0 both must be at the top. Is yours, for d = 0?",
        ),
        mistake(
            "another width",
            lambda d: np.sqrt(np.exp(d**2 / 2) - 1),
            "That bell has a 2 below d². Which Gaussian does the lesson take here?",
        ),
        mistake(
            "the other way round",
            lambda d: np.sqrt(np.log(1 + d**2)),
            "You started from Student-t. Which kernel has the larger distance?",
        ),
    ),
)

HEAVY_SIMILARITIES = Written(
    "04",
    heavy_similarities,
    lesson_example=lambda: (np.asarray(ts.five_points())[:, :2] * 2, 0.5),
    fresh_example=lambda random: (examples.cloud(random, p=2), random.uniform(0.4, 3)),
    hints=(
        "Two steps: all weights, with the diagonal at zero; then shares. Of which sum?",
        "The kernel has α twice. All pairs are divided by one sum, over the whole table.",
    ),
    mistakes=(
        mistake("rows for all pairs", lambda Y, a: by_rows(heavy_similarities(Y, a))),
        mistake("Gaussian for Student", on_map(lambda D2, a: np.exp(-D2))),
        mistake("Student, without α", on_map(lambda D2, a: 1 / (1 + D2))),
        mistake("α only in the exponent", on_map(lambda D2, a: (1 + D2) ** -a)),
        mistake("exponent forgotten", on_map(lambda D2, a: 1 / (1 + D2 / a))),
        mistake("d for d²", on_map(lambda D2, a: heavy(D2**0.5, a))),
        mistake("diagonal kept", lambda Y, a: normal(heavy(ts.squared_distances(Y), a))),
        mistake("not divided", lambda Y, a: off_diagonal(heavy(ts.squared_distances(Y), a))),
        mistake("each pair once", lambda Y, a: 2 * heavy_similarities(Y, a)),
    ),
    uses=("similarities",),
)

SURPRISE_OF_ROW_B = Exercise(
    "05",
    surprise,
    lesson_example=printed_rows_of_B,
    fresh_example=two_rows,
    hints=(
        "For each neighbour: how many times more often does it come up than the map says?",
        "p times the logarithm of p over q, to the base of bits; then the sum over the row.",
    ),
    mistakes=(
        mistake("ln for log₂", lambda p, q: ts.kl_divergence(p, q)),
        mistake("log₁₀", lambda p, q: ts.kl_divergence(p, q, base=10)),
        mistake("P and Q exchanged", lambda p, q: surprise(q, p)),
        mistake("sign of KL", lambda p, q: -surprise(p, q)),
        mistake("weighted by q", lambda p, q: -surprise(q, p), "Who says how often it happens?"),
        mistake("mean for sum", lambda p, q: surprise(p, q) / np.count_nonzero(p)),
        mistake("cross-entropy", lambda p, q: -(p * np.log2(np.where(q > 0, q, 1))).sum()),
    ),
    uses=("kl_divergence",),
)

BITS_IN_A_NAT = Exercise(
    "05",
    in_a_nat,
    lesson_example=lambda: (2,),
    fresh_example=lambda random: (int(random.integers(3, 9)),),
    hints=(
        "One and the same surprise, measured twice: with ln it is 1. And with log₂?",
        "The surprise is that of a chance of 1/e. Take its logarithm to the base 2.",
    ),
    mistakes=(
        mistake(
            "nats in a bit",
            np.log,
            "That is how many nats are a bit. A nat is the larger of the two.",
        ),
        mistake("log₁₀", lambda base: 1 / np.log10(base)),
    ),
)

KL = Written(
    "05",
    ts.kl_divergence,
    lesson_example=five_tables,
    fresh_example=two_tables,
    hard_example=with_zeros,
    hints=(
        "What does one pair add to the total, and what does a pair with p = 0?",
        "p times the natural logarithm of p over q, added to what is there. Pairs with p = 0 "
        "are skipped; a q of 0 is not.",
    ),
    mistakes=(
        mistake("P and Q exchanged", lambda P, Q: kl_divergence(Q, P)),
        mistake("log₂ for ln", lambda P, Q: kl_divergence(P, Q, base=2)),
        mistake("sign of KL", lambda P, Q: -kl_divergence(P, Q)),
        mistake("mean for sum", lambda P, Q: kl_divergence(P, Q) / P.size),
        mistake("weighted by q", lambda P, Q: -kl_divergence(Q, P), "Who says how often?"),
        mistake("p forgotten in front", lambda P, Q: (terms(P, Q) / P[P > 0]).sum()),
        mistake("cross-entropy", lambda P, Q: -(P[P > 0] * np.log(Q[P > 0])).sum()),
        mistake(
            "the last pair alone",
            lambda P, Q: terms(P, Q)[-1],
            "Each round of your loop forgets the one before. What is the total so far?",
        ),
        mistake("p ln p unmasked", lambda P, Q: (P * np.log(P / Q)).sum()),
    ),
)

EXERCISES = {
    "pair B and E": PAIR_B_AND_E,
    "share of an outlier": SHARE_OF_AN_OUTLIER,
    "joint probabilities": JOINT,
    "weight at alpha 1/2": WEIGHT_AT_ALPHA_HALF,
    "farther with Student": FARTHER_WITH_STUDENT,
    "heavy-tailed similarities": HEAVY_SIMILARITIES,
    "surprise of row B": SURPRISE_OF_ROW_B,
    "bits in a nat": BITS_IN_A_NAT,
    "KL divergence": KL,
}
