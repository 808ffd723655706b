"""Lessons 00 to 07 by the rules: light cells, a guess before every answer, little scaffolding."""

import ast
import re
from pathlib import Path
from statistics import median

import nbformat
import pytest
from nbconvert import HTMLExporter

TUTORIALS = Path(__file__).parents[2] / "tutorials"
LESSONS = sorted(TUTORIALS.glob("0[0-7]_*.ipynb"))
SCAFFOLDING = ("assert ", "plots.", "exercises.", "ts.check_table(")
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=[path.stem for path in LESSONS])


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def lines_of(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def seen_code(path):
    """The code that a learner sees: a picture's own cell is folded."""
    code = [cell for cell in cells_of(path) if cell.cell_type == "code"]
    return [cell for cell in code if "picture" not in cell.metadata.get("tags", ())]


def is_scaffolding(line):
    return line.strip().removeprefix("print(").startswith(SCAFFOLDING)


def test_there_are_eight_lessons():
    assert [path.stem[:2] for path in LESSONS] == [f"{number:02d}" for number in range(8)]


@each_lesson
def test_a_code_cell_is_one_idea_of_few_lines(path):
    lengths = [len(lines_of(cell)) for cell in seen_code(path)]
    assert median(lengths) <= 6
    assert max(lengths) <= 10


@each_lesson
def test_a_lesson_has_at_most_45_cells_and_two_asserts(path):
    assert len(cells_of(path)) <= 45
    code = [line for cell in seen_code(path) for line in lines_of(cell)]
    assert sum(line.strip().startswith("assert ") for line in code) <= 2


def scaffolding(paths):
    code = [line for path in paths for cell in seen_code(path) for line in lines_of(cell)]
    return sum(map(is_scaffolding, code)) / len(code)


def test_scaffolding_is_at_most_a_tenth_of_the_lines_that_a_learner_sees():
    assert scaffolding(LESSONS) <= 0.10


@each_lesson
def test_scaffolding_is_at_most_an_eighth_of_each_lesson(path):
    assert scaffolding([path]) <= 0.125


@each_lesson
def test_a_folded_cell_holds_a_picture_and_nothing_else(path):
    folded = [cell for cell in cells_of(path) if cell.metadata]
    assert all(cell.source.startswith("plots.") for cell in folded)
    assert all(len(ast.parse(cell.source).body) == 1 for cell in folded)


@each_lesson
def test_each_prediction_is_judged_in_a_later_cell_than_the_guess(path):
    cells = cells_of(path)
    asked = [i for i, cell in enumerate(cells) if "**Predict.**" in cell.source]
    assert asked
    for place in asked:
        guess = cells[place + 1]
        assert guess.cell_type == "code"
        names = re.findall(r"^(\w+) = \.\.\.", guess.source, flags=re.M)
        assert names, "the cell after a prediction is there to be filled in"
        assert "compare(" not in guess.source
        assert not guess.outputs
        rest = "\n".join(cell.source for cell in cells[place + 2 :])
        assert [n for n in names if f"exercises.compare({n}," not in rest] == []


@each_lesson
def test_no_paragraph_is_longer_than_70_words(path):
    text = [cell.source for cell in cells_of(path) if cell.cell_type == "markdown"]
    parts = re.split(r"\n\s*\n|\n(?=[|*>\-\d])|</?details>", "\n\n".join(text))
    assert [part for part in parts if len(part.split()) > 70] == []


@each_lesson
def test_the_exported_page_has_our_alt_text_on_each_image(path):
    html, _ = HTMLExporter().from_filename(str(path))
    images = re.findall(r"<img[^>]*>", html)
    assert images
    alts = [re.search(r'alt="([^"]*)"', image)[1] for image in images]
    assert [alt for alt in alts if len(alt) < 40 or "No description" in alt] == []
