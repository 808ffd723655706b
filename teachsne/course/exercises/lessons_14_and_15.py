"""What lessons 14 and 15 ask: a spring between twins, and what it costs."""

import numpy as np

from ...aligned.penalty import AlignmentPenalty
from ...aligned.procrustes import alignment_error, pairs_of
from . import examples
from .exercise import Exercise, Written, mistake

# The right formulas


def pull_on_a_twin(y, twin, lam):
    """What the yoke λ‖y − twin‖² adds to the slope at y."""
    return 2 * lam * (np.asarray(y) - np.asarray(twin))


def weight_of_a_mean(lam, n):
    """The λ over a mean that does what this λ does over a sum of n points."""
    return lam * n


def slopes_when_yoked(slopes, maps, lam):
    """Slopes (2, n, 2) of two maps alone  ->  the same with a spring at each point."""
    return slopes + AlignmentPenalty(lam, ((0, 1),)).gradient(maps)


def error_ratio(alone, yoked):
    """L / L_yoked of one map."""
    return alone / yoked


def chosen_weight(lams, alone, yoked):
    """The largest λ whose loss is at most the mean of the unyoked runs plus their deviation."""
    bearable = np.mean(alone) + np.std(alone, ddof=1)
    return max(lam for lam, loss in zip(lams, yoked, strict=True) if loss <= bearable + 1e-12)


def error_of_a_chain(maps):
    """Σ_t Σ_i ‖y^t_i − y^(t+1)_i‖²   of maps (T, n, 2)."""
    return alignment_error(maps, pairs_of(len(maps), "chain"))


# What slips are made of


def gaps(maps):
    return maps[1:] - maps[:-1]


def yoke(first, second):
    """Slopes with first(gap) added on map 1 and second(gap) on map 2, gap = y¹ − y²."""

    def slopes(slopes, maps, lam):
        gap = lam * (maps[0] - maps[1])
        return slopes + np.array([first(gap), second(gap)])

    return slopes


def sweep(random):
    """λs, unyoked losses, and losses in the yoke of which some are bearable and some are not."""
    alone = random.uniform(1, 1.4, size=4)
    bearable = np.mean(alone) + np.std(alone, ddof=1)
    steps = np.array([0.85, 0.7, 0.95, 1.2, 1.5]) + random.uniform(-0.04, 0.04, size=5)
    return 10.0 ** -np.arange(6, 1, -1), alone, bearable * steps


TWIN = Exercise(
    "14",
    pull_on_a_twin,
    lesson_example=lambda: ([0.5, 0.1], [0.3, 0.2], 0.1),
    fresh_example=lambda random: (*examples.cloud(random, 2, 2), random.uniform(0.1, 0.5)),
    hints=(
        "The yoke is a square. What is the slope of λ(y − t)² in y?",
        "Twice λ, times the gap between the two places, from the twin to the point.",
    ),
    mistakes=(
        mistake("no factor 2", lambda y, t, lam: lam * np.subtract(y, t)),
        mistake("sign of the spring", lambda y, t, lam: 2 * lam * np.subtract(t, y)),
        mistake(
            "the gradient's 4",
            lambda y, t, lam: 4 * lam * np.subtract(y, t),
            "The 4 belongs to the springs of t-SNE, which are counted twice. This one is not.",
        ),
        mistake(
            "λ forgotten",
            lambda y, t, lam: 2 * np.subtract(y, t),
            "How strong is the spring?",
        ),
        mistake(
            "the height for the slope",
            lambda y, t, lam: lam * np.subtract(y, t) ** 2,
            "Those are the terms of the loss itself. How steep is it?",
        ),
    ),
)

MEAN = Exercise(
    "14",
    weight_of_a_mean,
    lesson_example=lambda: (1e-5, 300),
    fresh_example=lambda random: (10 ** random.uniform(-5, -3), int(random.integers(50, 500))),
    hints=(
        "A mean is smaller than the sum. Must its λ be larger or smaller, for the same pull?",
        "λ_sum · sum = λ_mean · sum / n. Solve for λ_mean.",
    ),
    mistakes=(
        mistake("sum for mean in λ", lambda lam, n: lam / n),
        mistake(
            "the same λ",
            lambda lam, n: lam,
            "A sum over n points and their mean differ by a factor. The λ must make up for it.",
        ),
        mistake(
            "a factor 2 as well",
            lambda lam, n: 2 * lam * n,
            "The 2 of the slope is in both. What is the ratio of a sum to a mean?",
        ),
    ),
)

SLOPES = Written(
    "14",
    slopes_when_yoked,
    lesson_example=lambda: (np.zeros((2, 3, 2)), np.arange(12.0).reshape(2, 3, 2) ** 0.5, 0.1),
    fresh_example=lambda random: (
        random.normal(size=(2, 6, 2)),
        random.normal(size=(2, 6, 2)),
        0.3,
    ),
    hints=(
        "The loss has one more term, λ Σ ‖y¹ − y²‖². Take its slope in y¹, then in y².",
        "Twice λ times the gap, from the twin to the point: on the second map the gap is turned "
        "round.",
    ),
    mistakes=(
        mistake("no factor 2", yoke(lambda g: g, lambda g: -g)),
        mistake("sign of the spring", yoke(lambda g: -2 * g, lambda g: 2 * g)),
        mistake(
            "both the same way",
            yoke(lambda g: 2 * g, lambda g: 2 * g),
            "One twin comes, and the other runs away. How does the gap look from map 2?",
        ),
        mistake(
            "one map alone",
            yoke(lambda g: 2 * g, lambda g: 0 * g),
            "A spring has two ends.",
        ),
        mistake("mean for sum in λ", yoke(lambda g: 2 * g / len(g), lambda g: -2 * g / len(g))),
        mistake(
            "the gradient's 4",
            yoke(lambda g: 8 * g, lambda g: -8 * g),
            "You added the yoke before the factor 4 was multiplied. It belongs to t-SNE's springs.",
        ),
        mistake(
            "λ forgotten",
            lambda slopes, maps, lam: yoke(lambda g: 2 * g, lambda g: -2 * g)(slopes, maps, 1),
            "How strong is the spring?",
        ),
    ),
)

RATIO = Exercise(
    "15",
    error_ratio,
    lesson_example=lambda: (0.60, 0.64),
    fresh_example=lambda random: (random.uniform(0.5, 0.7), random.uniform(0.8, 1.0)),
    hints=(
        "Which of the two losses stands above the line? The lesson's ratio is 1 at best, mostly.",
        "KL alone, over KL in the yoke.",
    ),
    mistakes=(
        mistake(
            "the inverse",
            lambda alone, yoked: yoked / alone,
            "A comment on the blog post plots it so. In the lesson a costly yoke has a ratio < 1.",
        ),
        mistake(
            "a difference",
            lambda alone, yoked: yoked - alone,
            "That is what the yoke costs, in nats. A ratio is asked for.",
        ),
        mistake(
            "a rise in parts",
            lambda alone, yoked: yoked / alone - 1,
            "That is by which part the loss rises.",
        ),
    ),
)

CHOSEN = Exercise(
    "15",
    chosen_weight,
    lesson_example=lambda: ([1e-5, 1e-4, 1e-3], [1.0, 1.2, 1.1], [1.12, 1.18, 1.25]),
    fresh_example=sweep,
    hints=(
        "What is the most that luck would cost? Mean of the unyoked runs, plus their deviation.",
        "Which losses in the yoke are not above that? Of these λ, the strongest yoke.",
    ),
    mistakes=(
        mistake(
            "the smallest λ",
            lambda lams, alone, yoked: min(lams),
            "It is bearable, but hardly a yoke. The rule wants as much alignment as luck allows.",
        ),
        mistake(
            "the lowest loss",
            lambda lams, alone, yoked: lams[int(np.argmin(yoked))],
            "The cheapest is not asked for: which is the strongest of the bearable ones?",
        ),
        mistake(
            "the largest λ of all",
            lambda lams, alone, yoked: max(lams),
            "Is its loss still one that luck could give?",
        ),
    ),
)

CHAIN = Written(
    "15",
    error_of_a_chain,
    lesson_example=lambda: (np.arange(24.0).reshape(4, 3, 2) ** 0.5,),
    fresh_example=lambda random: (random.normal(size=(4, 6, 2)),),
    hints=(
        "maps[1:] and maps[:-1] lie side by side. What is their difference?",
        "Square all gaps between a map and the next, and add them up: maps, points, coordinates.",
    ),
    mistakes=(
        mistake(
            "all pairs for the chain",
            lambda maps: alignment_error(maps, pairs_of(len(maps), "all")),
            "In a chain each map is joined to the next alone.",
        ),
        mistake(
            "not squared",
            lambda maps: np.linalg.norm(gaps(maps), axis=2).sum(),
            "You added lengths. The error adds their squares.",
        ),
        mistake(
            "mean for sum",
            lambda maps: (gaps(maps) ** 2).mean(),
        ),
        mistake(
            "mean over the points",
            lambda maps: (gaps(maps) ** 2).sum(axis=2).mean(axis=1).sum(),
            "A sum over the points, as it is defined here. Did you divide by n?",
        ),
        mistake(
            "the two ends",
            lambda maps: ((maps[-1] - maps[0]) ** 2).sum(),
            "Only first and last were compared. What of the steps between?",
        ),
        mistake(
            "a closed chain",
            lambda maps: ((maps - np.roll(maps, 1, axis=0)) ** 2).sum(),
            "The last map is not joined to the first. np.roll comes round the end.",
        ),
        mistake(
            "a root at the end",
            lambda maps: np.sqrt(error_of_a_chain(maps)),
            "The error is the sum of squares itself.",
        ),
    ),
)

EXERCISES = {
    "pull on a twin": TWIN,
    "weight of a mean": MEAN,
    "slopes when yoked": SLOPES,
    "error ratio": RATIO,
    "chosen weight": CHOSEN,
    "error of a chain": CHAIN,
}
