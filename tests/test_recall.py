"""Recall: right answers are accepted, wrong ones explained, and facts are computed."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

import teachsne as ts
from teachsne import datasets, exercises
from teachsne.course.exercises import (
    lessons_08_and_12,
    lessons_14_and_15,
    lessons_16_and_17,
    recall_questions,
)
from teachsne.course.exercises.lessons_00_to_02 import distance

LESSONS = [f"{number:02d}" for number in range(18)]
EACH = [
    (lesson, i) for lesson in LESSONS for i in range(len(recall_questions.questions_of(lesson)))
]


def question(lesson, i):
    return recall_questions.questions_of(lesson)[i]


def told(capsys, lesson, *answers):
    exercises.recall(lesson, *answers)
    return capsys.readouterr().out


def flat(text):
    """Words alone, wherever the lines break."""
    return " ".join(text.split())


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_has_three_to_five_questions_and_they_fit_on_a_page(lesson, capsys):
    assert 3 <= len(recall_questions.questions_of(lesson)) <= 5
    shown = told(capsys, lesson)
    assert max(map(len, shown.splitlines())) <= 100
    assert shown == told(capsys, lesson, ...)
    for one in recall_questions.questions_of(lesson):
        assert all(flat(words) in flat(shown) for words in (one.text, *(o for o, _ in one.options)))
        assert not any(flat(reason) in flat(shown) for _, reason in one.options)


@pytest.mark.parametrize(("lesson", "i"), EACH)
def test_the_right_letter_is_accepted_and_a_wrong_one_is_explained(lesson, i, capsys):
    one = question(lesson, i)
    for letter, (option, reason) in zip("abc", one.options, strict=True):
        said = flat(told(capsys, lesson, *[...] * i, letter))
        sign = "✓" if letter == one.right else "✗"
        assert f"{sign} {letter} {flat(option)} {flat(reason)}" in said
        assert said.count("✓") + said.count("✗") == 1


def test_the_right_letter_is_not_always_the_same():
    rights = [question(lesson, i).right for lesson, i in EACH]
    assert {*rights} == {*"abc"}
    assert max(rights.count(letter) for letter in "abc") < 0.45 * len(rights)
    for lesson in LESSONS:
        assert len({one.right for one in recall_questions.questions_of(lesson)}) > 1, lesson


def test_other_answers_are_asked_for_again_and_too_many_are_refused(capsys):
    assert "answer with a, b or c, not 'd'" in told(capsys, "06", "d")
    assert "answer with a, b or c, not 3" in told(capsys, "06", 3)
    assert "✓ a" in told(capsys, "06", " A ")
    assert "✓ a" in told(capsys, "06_gradient", "a")
    with pytest.raises(ValueError, match="has 4 questions, got 5 answers"):
        exercises.recall("06", *"aaaaa")
    with pytest.raises(ValueError, match="no questions for '99'"):
        exercises.recall("99")


NOTEBOOKS = sorted((Path(__file__).parent.parent / "tutorials").glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_lesson_ends_with_its_own_questions_a_gap_for_each(path):
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    number, gaps = path.stem[:2], len(recall_questions.questions_of(path.stem))
    (at,) = [i for i, source in enumerate(sources) if "exercises.recall(" in source]
    call, _, what_to_do = sources[at].partition("  # ")
    assert call == f'exercises.recall("{number}", {", ".join(["..."] * gaps)})'
    assert what_to_do or sources[at - 1].startswith("## What stayed?")
    assert "**A misreading to avoid.**" in sources[at + 1] == sources[-1]


FIVE = ts.five_points()
HALF = ts.conditional_probabilities(ts.squared_distances(FIVE), 0.5)
BY_THREE = ts.conditional_probabilities(
    ts.squared_distances(FIVE), ts.find_sigmas(ts.squared_distances(FIVE), 3)
)


def hardest_pull():
    d = np.linspace(0, 6, 601)
    return d[np.argmax(d / (1 + d**2))]


def angle_of_the_lecture():
    a, b = datasets.make_donut().axes
    return np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))


COMPUTED = {  # (lesson, question): the number in the right option
    ("01", 1): lambda: f"{distance(FIVE.loc['A'], FIVE.loc['B']):.3f}",
    ("01", 2): lambda: f"{100**2:,} times".replace(",", " "),
    ("01", 4): lambda: f"{np.zeros((100, 40)).shape[1]}",
    ("02", 1): lambda: f"{ts.perplexity((1 - np.eye(5)) / 4)[0]:g}",
    ("03", 1): lambda: f"{ts.joint_probabilities(BY_THREE).to_numpy().sum():g}",
    ("03", 2): lambda: f"{1 / (2 * 6):.3f}",
    ("03", 3): lambda: f"{ts.joint_probabilities(BY_THREE).loc['A', 'D']:.4f}",
    ("04", 1): lambda: f"{float(ts.student(3.0**2)):g}",
    ("04", 3): lambda: f"Near {np.sqrt(np.exp(2.0**2) - 1):.1f}",
    ("05", 1): lambda: f"{ts.kl_divergence([0.0, 1.0], [0.2, 1.0]):g}",
    ("06", 4): lambda: f"At {hardest_pull():g}",
    ("08", 3): lambda: f"{lessons_08_and_12.most_siblings(50):g}",
    ("09", 1): lambda: f"{lessons_08_and_12.gigabytes(30_000):g}",
    ("10", 2): lambda: f"{angle_of_the_lecture():.1f} degrees",
    ("10", 4): lambda: f"{len(datasets.load_lecture_map())} rows",
    ("11", 3): lambda: f"{10 / 399:.3f}",
    ("13", 1): lambda: f"{7**2}",
    ("14", 3): lambda: f"{lessons_14_and_15.weight_of_a_mean(1e-5, 300):g}",
    ("15", 1): lambda: f"{lessons_14_and_15.error_ratio(0.5, 0.8):g}",
    ("16", 1): lambda: f"{lessons_16_and_17.ordered_pairs(10)}",
    ("16", 3): lambda: f"1/{1 / lessons_16_and_17.coin(1 / 90, 1, 5, 10):g}",
    ("17", 1): lambda: f"{lessons_16_and_17.on_the_spectrum(100, 10_000, 0.5):g}",
    ("17", 3): lambda: f"{100 * 99 / 5:g}",
}


@pytest.mark.parametrize("where", COMPUTED, ids=lambda where: f"{where[0]}, question {where[1]}")
def test_a_number_in_a_right_option_is_the_one_that_comes_out(where):
    one = question(where[0], where[1] - 1)
    says = [option for option, _ in one.options]
    number = COMPUTED[where]()
    pattern = rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)"
    holds = [
        letter for letter, option in zip("abc", says, strict=True) if re.search(pattern, option)
    ]
    assert one.right in holds, (number, says)


GIVEN = {("02", 3), ("06", 2), ("10", 3), ("14", 2), ("17", 4)}  # repeated, or in a formula


def test_every_right_option_with_a_number_is_computed():
    right = {(s, i + 1): question(s, i).options["abc".index(question(s, i).right)] for s, i in EACH}
    with_numbers = {place for place, (option, _) in right.items() if re.search(r"\d", option)}
    assert with_numbers
    assert with_numbers <= COMPUTED.keys() | GIVEN


def test_the_texts_other_numbers_are_true():
    D = ts.distances(FIVE)
    assert round(D.loc["A", "B"] / D.loc["D", "E"], 1) == 1.5
    apart = D.to_numpy()[~np.eye(5, dtype=bool)]
    assert (round(apart.min(), 3), round(apart.max(), 3)) == (0.112, 0.514)
    assert 3.9 < ts.perplexity(HALF).min() < ts.perplexity(HALF).max() < 4
    assert BY_THREE.loc["A", "D"].round(3) == 0.044
    assert BY_THREE.loc["D", "A"].round(3) == 0.098
    assert np.exp(4) - 1 == pytest.approx(53.6, abs=0.05)


def test_the_formulas_in_the_options_are_true():
    d2 = np.linspace(0.1, 5)
    assert np.allclose(1 / (1 + d2), (1 / d2) / (1 / d2 + 1))  # UMAP's kernel in NCE's form
    step = 1e-6
    y, twin, lam = 0.5, 0.3, 0.1
    slope = (lam * (y + step - twin) ** 2 - lam * (y - step - twin) ** 2) / (2 * step)
    assert slope == pytest.approx(2 * lam * (y - twin))
