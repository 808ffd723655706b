"""Copies of the lessons: for students, as slides, for Colab; links to open them; the guide."""

import re
import subprocess
import sys
import types
from pathlib import Path

import nbformat
import pytest

HERE = Path(__file__).parent.parent / "tutorials"
sys.path.insert(0, str(HERE))
import copies  # noqa: E402
import guide  # noqa: E402
import links  # noqa: E402

LESSONS = sorted(HERE.glob("*.ipynb"))
URL = "https://github.com/someone/teachsne"


def test_a_students_copy_has_the_gaps_and_no_outputs(tmp_path):
    copies.main("student", into=tmp_path)
    assert [path.name for path in sorted(tmp_path.glob("*.ipynb"))] == [p.name for p in LESSONS]
    for master in LESSONS:
        cells = nbformat.read(tmp_path / master.name, as_version=4).cells
        code = [cell for cell in cells if cell.cell_type == "code"]
        assert not [cell for cell in code if cell.outputs or cell.execution_count]
        assert asked(tmp_path / master.name) == asked(master)
        text = "".join(cell.source for cell in cells)
        for target in re.findall(r"\]\(([^)]+\.ipynb)\)", text):
            assert (tmp_path / target).exists()


def test_a_copy_to_work_in_has_no_outputs_and_is_never_written_over(tmp_path):
    copies.main("lab", into=tmp_path)
    assert [path.name for path in sorted(tmp_path.glob("*.ipynb"))] == [p.name for p in LESSONS]
    for master in LESSONS:
        lesson, copy = (nbformat.read(p, 4) for p in (master, tmp_path / master.name))
        code = [cell for cell in copy.cells if cell.cell_type == "code"]
        assert not [cell for cell in code if cell.outputs or cell.execution_count]
        assert [cell.source for cell in copy.cells] == [cell.source for cell in lesson.cells]
    mine = tmp_path / LESSONS[0].name
    mine.write_text("my answers")
    copies.main("lab", into=tmp_path)
    assert mine.read_text() == "my answers"


def asked(path):
    """Each gap and each question of a lesson, in order."""
    text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    return re.findall(r"exercises\.check\(.*|= \.\.\..*", text)


def test_answers_under_your_turn_do_not_reach_students():
    code = nbformat.v4.new_code_cell("x = ...\nexercises.solution('distances')\ncheck(x)")
    folded = "<details><summary>Recall</summary>d²</details>"
    cells = [folded, "## Your turn\n\n**1.** How far?\n" + folded, "> A misreading"]
    lesson = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_markdown_cell, cells)))
    lesson.cells.append(code)
    first, turn, _, last = copies.without_answers(lesson).cells
    assert first.source == folded
    assert turn.source == "## Your turn\n\n**1.** How far?\n"
    assert last.source == "x = ...\ncheck(x)"


def test_a_lesson_becomes_many_slides_each_with_its_heading(tmp_path):
    copies.main("slides", str(HERE / "01_distances.ipynb"), into=tmp_path)
    page = (tmp_path / "01_distances.html").read_text()
    cells = nbformat.read(HERE / "01_distances.ipynb", as_version=4).cells
    text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    headings = re.findall(r"^##? (.*)$", text, flags=re.M)
    assert len(headings) > 6
    assert page.count("<section") > 2 * len(headings)
    for heading in headings:
        assert f">{heading}<" in page


def test_colab_gets_a_first_cell_that_does_nothing_elsewhere(monkeypatch):
    lesson = nbformat.read(HERE / "01_distances.ipynb", as_version=4)
    cell = copies.guarded(lesson, URL).cells[0]
    called = []
    monkeypatch.setattr(subprocess, "run", lambda command, **how: called.append(command))
    exec(cell.source, {})
    assert called == []
    for name in ("google", "google.colab"):
        module = types.ModuleType(name)
        module.__spec__, module.__path__ = types.SimpleNamespace(name=name), []
        monkeypatch.setitem(sys.modules, name, module)
    exec(cell.source, {})
    assert called[0][-1] == f"teachsne @ git+{URL}"


def test_without_an_address_it_says_what_to_set(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "without"\n')
    monkeypatch.setattr(copies, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match="set Repository"):
        copies.repository()


def test_links_name_each_lesson_and_can_be_renewed():
    names = [path.name for path in LESSONS]
    readme = (HERE.parent / "README.md").read_text()
    once = links.with_links(readme, links.section(URL, names))
    assert once != readme
    assert links.with_links(once, links.section(URL, names)) == once
    moved = links.with_links(once, links.section(URL + "2", names))
    assert [name for name in names if f"teachsne2/blob/colab/{name}" not in moved] == []
    assert [
        name for name in names if f"teachsne2/HEAD?urlpath=lab/tree/tutorials/{name}" not in moved
    ] == []
    assert f"{URL}/" not in moved
    with pytest.raises(SystemExit, match="GitHub"):
        links.section("https://example.org/teachsne", names)


def test_the_guides_table_is_counted_from_the_lessons():
    assert guide.table() in guide.GUIDE.read_text()


@pytest.mark.parametrize("path", [p for p in LESSONS if p.stem[:2].isdigit()], ids=lambda p: p.stem)
def test_a_lesson_can_be_taught(path):
    """No sitting over 40 minutes, no wall of text, as many tries as objectives."""
    told = guide.counted(path)
    assert told["minutes"] <= 40
    assert told["longest"] <= 150
    assert told["predictions"] + told["exercises"] >= told["objectives"] - 1
    assert guide.score(told) >= 2


def test_the_guide_speaks_of_each_lesson():
    rows = re.findall(r"^\| (\d\d) .*\|$", guide.GUIDE.read_text(), flags=re.M)
    assert {path.stem[:2] for path in LESSONS if path.stem[:2].isdigit()} <= set(rows)
