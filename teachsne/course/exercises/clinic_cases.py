"""The errata clinic: real slips, to be found after the right runs.

A case shows a broken function, and a number that gives it away. The answer is the function,
mended; it is judged like any other, on fresh examples.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import teachsne as ts

from ...datasets.files import read
from ...steps.gradient import central_differences
from . import clinic_broken as broken
from . import clinic_fixed, examples
from .exercise import Written, mistake
from .lessons_00_to_02 import normal, table
from .lessons_03_to_05 import joint_of, rows_at, written_map


@dataclass(frozen=True, eq=False)
class Case(Written):
    """A function to mend.

    found: where the slip was made; broken: the function that has it; sign: what the number
    says; number: a function of this kind -> that number, on the lesson's example.
    """

    found: str = ""
    broken: Callable | None = None
    sign: str = ""
    number: Callable | None = None

    def __str__(self):
        printed = f"{self.number(self.broken):.4g}"
        return (
            f"{self.found}\n\n{inspect.getsource(self.broken)}\n"
            f"{self.sign.format(printed)} It should be {self.number(self.right):.4g}."
        )


def case(name, lesson_example, fresh_example, hints, mistakes=(), **seen):
    """The case about `name` in `clinic_broken` and `clinic_fixed`; unchanged is a mistake."""
    sick = getattr(broken, name)
    first = mistake("unchanged", sick, "The number is still there. Hold each line to its formula.")
    return Case(
        "clinic",
        getattr(clinic_fixed, name),
        lesson_example,
        fresh_example,
        hints,
        (first, *mistakes),
        broken=sick,
        **seen,
    )


def lecturers_axes():
    """The two axes as they were drawn, before the line that should right them."""
    random = np.random.default_rng(123)
    random.normal(size=20_000), random.uniform(size=1000)  # the points and angles come first
    return random.normal(size=40).reshape(2, 20)


def angle(axes):
    """Between two rows, in degrees."""
    a, b = axes / np.linalg.norm(axes, axis=1, keepdims=True)
    return np.degrees(np.arccos(a @ b))


def printed_distances():
    """From A to B, C, D and E on the web page's map."""
    return read("five_points_row_A_map").to_numpy()[0, 1:]


def distances_on_a_map(random):
    return random.uniform(0.2, 1.5, size=5)


def nudged_over(slope):
    """The slope of KL in bits, by nudging, over what a function says it is."""
    P, Y = joint_of(ts.five_points()), written_map()
    nudged = central_differences(lambda Y: ts.kl_divergence(P, ts.similarities(Y), base=2), Y)
    said = slope(P, Y)
    return (nudged * said).sum() / (said**2).sum()


def rows_only(ab):
    """One of three slips mended: rows, but still the other axis's length, and unsquared."""
    a, b = ab
    b = b - a * (a @ b) / np.sqrt(b @ b)
    return np.array([a / np.linalg.norm(a), b / np.linalg.norm(b)])


def own_length(ab):
    """Two of three slips mended: a's own length, unsquared."""
    a, b = ab
    b = b - a * (a @ b) / np.sqrt(a @ a)
    return np.array([a / np.linalg.norm(a), b / np.linalg.norm(b)])


CASES = {
    "clinic: a map's chances": case(
        "map_chances",
        lesson_example=lambda: (written_map(),),
        fresh_example=lambda random: (examples.cloud(random, p=2),),
        hints=("Two indices have q_ij. What sums to 1?", "One sum for the whole table."),
        found="A lecture's slide calls this the loss of t-SNE.",
        sign="The sum of all its probabilities is {}.",
        number=lambda f: f(written_map()).sum(),
    ),
    "clinic: two axes": case(
        "two_axes",
        lesson_example=lambda: (lecturers_axes(),),
        fresh_example=lambda random: (examples.cloud(random, 2, 20),),
        hints=(
            "There are three slips. What is ab[:, 0], and how many numbers has it?",
            "Rows are meant. Then: whose length counts, and to which power?",
        ),
        mistakes=(
            mistake(
                "one slip of three",
                rows_only,
                "Rows now. But whose length stands below the line, and to which power?",
            ),
            mistake(
                "two slips of three",
                own_length,
                "Nearly. Make a twice as long: the part along a must not change.",
            ),
        ),
        found="A lecture's code, meant to draw a circle, contains these mistakes.",
        sign="With the lecturer's draw the two axes meet at {} degrees.",
        number=lambda f: angle(f(lecturers_axes())),
    ),
    "clinic: a width": case(
        "data_chances",
        lesson_example=lambda: (table(ts.five_points())[0, 1:], 0.5),
        fresh_example=lambda random: (examples.squares(random)[0, 1:], random.uniform(0.5, 0.8)),
        hints=(
            "Make sigma larger. Does the row become flatter, as it should?",
            "Python reads a / b * c from the left. What ends up below the line?",
        ),
        mistakes=(
            mistake(
                "the 2 of 2σ² dropped", lambda d2, s: clinic_fixed.data_chances(d2, s / 2**0.5)
            ),
            mistake(
                "the 2 squared as well", lambda d2, s: clinic_fixed.data_chances(d2, s * 2**0.5)
            ),
            mistake("σ for σ²", lambda d2, s: clinic_fixed.data_chances(d2, s**0.5)),
        ),
        found="A well-known illustrated tutorial puts σ² here.",
        sign="With σ = 0.5, A picks its nearest neighbour, B, with probability {}.",
        number=lambda f: f(table(ts.five_points())[0, 1:], 0.5)[0],
    ),
    "clinic: a Student": case(
        "student_row",
        lesson_example=lambda: (printed_distances(),),
        fresh_example=lambda random: (distances_on_a_map(random),),
        hints=(
            "Far out, which falls faster: this weight, or Student-t's?",
            "Lesson 04 has both kernels side by side. Student-t has no exponential and no σ.",
        ),
        mistakes=(
            mistake(
                "another Gaussian",
                lambda d: normal(np.exp(-(d**2))),
                "Another width, and the same family: its tail is still too light.",
            ),
            mistake("d for d²", lambda d: normal(1 / (1 + d))),
        ),
        found="A web page prints this row, and calls it Student-t.",
        sign="For the printed distances, A picks B with probability {}.",
        number=lambda f: f(printed_distances())[0],
    ),
    "clinic: a half": case(
        "half_row",
        lesson_example=lambda: (printed_distances(),),
        fresh_example=lambda random: (distances_on_a_map(random),),
        hints=(
            "Compare what stands above the line with what is summed below.",
            "One and the same weight belongs in both places, the one that the words name.",
        ),
        mistakes=(
            mistake(
                "the other bell",
                lambda d: normal(np.exp(-(d**2))),
                "Your row sums to 1. But which bell do the words name?",
            ),
        ),
        found="A web page prints this formula for q.",
        sign="For the printed distances, A's row sums to {}.",
        number=lambda f: f(printed_distances()).sum(),
    ),
    "clinic: bits and slopes": case(
        "slope_in_bits",
        lesson_example=lambda: (joint_of(ts.five_points()), written_map()),
        fresh_example=lambda random: (examples.joint(random), examples.cloud(random, p=2)),
        hints=(
            "For which base of the logarithm was the factor 4 derived?",
            "log₂ x is ln x times a constant. A slope takes the same constant.",
        ),
        mistakes=(
            mistake(
                "the wrong way",
                lambda P, Y: np.log(2) * broken.slope_in_bits(P, Y),
                "A bit is smaller than a nat. Are there more of them, then, or fewer?",
            ),
            mistake("sign of the gradient", lambda P, Y: -clinic_fixed.slope_in_bits(P, Y)),
        ),
        found="A web page measures the loss in bits, and gives the gradient with the factor 4.",
        sign="Nudging the points gives {} times this slope.",
        number=nudged_over,
    ),
    "clinic: pairs": case(
        "pair_chances",
        lesson_example=lambda: (rows_at(ts.five_points(), 3),),
        fresh_example=lambda random: (examples.rows(random),),
        hints=(
            "Sum the table up. How many points are there?",
            "Each row of P sums to 1, and there are n of them, in P and once more in P.T.",
        ),
        mistakes=(
            mistake("n for 2n", lambda P: (P + P.T) / len(P)),
            mistake("one opinion only", lambda P: P / len(P)),
        ),
        found="A library's documentation writes p_ij without the n.",
        sign="For five points, the sum over all pairs is {}.",
        number=lambda f: f(rows_at(ts.five_points(), 3)).sum(),
    ),
}
