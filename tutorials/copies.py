"""Copies of the lessons to work in, for a class, a screen and Colab: what `make lab` etc. call.

python tutorials/copies.py lab|student|slides|colab [LESSON.ipynb ...]    into dist/student, …

    lab       without outputs, into my_lessons; a copy that is there already stays as it is
    student   without outputs and answers, with the gaps of "Your turn" as they are
    slides    HTML for reveal.js: each heading begins a slide
    colab     with a first cell that installs the module, on Colab only
"""

import re
import sys
import tomllib
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

HERE = Path(__file__).parent
ROOT = HERE.parent
GUARD = """\
from importlib.util import find_spec

if find_spec("google") and find_spec("google.colab"):  # on Colab, and nowhere else
    import subprocess
    import sys

    source = "teachsne @ git+{url}"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", source], check=True)"""


def repository():
    """The address in pyproject's project.urls, which is not written down anywhere else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    url = project.get("urls", {}).get("Repository")
    if not url:
        raise SystemExit('no address yet: set Repository = "https://…" in [project.urls]')
    return url.removesuffix("/").removesuffix(".git")


def without_outputs(lesson):
    """Nothing has run yet: no outputs, no counts."""
    for cell in lesson.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return lesson


def without_answers(lesson):
    """No outputs; under "Your turn" no folded answers and no solutions."""
    turn = False
    for cell in without_outputs(lesson).cells:
        turn = turn or "## Your turn" in cell.source
        if turn and cell.cell_type == "code":
            shown = r"^.*exercises\.solution\(.*\n?"
            cell.source = re.sub(shown, "", cell.source, flags=re.M)
        elif turn:
            cell.source = re.sub(r"<details>.*?</details>\n?", "", cell.source, flags=re.S)
    return lesson


def as_slides(lesson):
    """A heading begins a slide; below it, each code cell that shows something has its own."""
    cells = []
    for cell in lesson.cells:
        if cell.cell_type == "markdown":
            parts = re.split(r"^(?=#{1,2} )", cell.source, flags=re.M)
            cells += [new_markdown_cell(part.strip()) for part in parts if part.strip()]
        else:
            cells.append(cell)
    for cell in cells:
        heading, shown = cell.source.startswith(("# ", "## ")), cell.get("outputs")
        kind = "slide" if heading else "subslide" if shown else "-"
        cell.metadata = {"slideshow": {"slide_type": kind}}
    lesson.cells = cells
    return lesson


def for_colab(lesson):
    """The lesson with the first cell that Colab needs."""
    return guarded(lesson, repository())


def guarded(lesson, url):
    lesson.cells.insert(0, new_code_cell(GUARD.format(url=url), id="guard"))
    return lesson


def write(kind, path, folder):
    lesson = nbformat.read(path, as_version=4)
    if kind == "slides":
        from nbconvert import SlidesExporter

        exporter = SlidesExporter(reveal_scroll=True)
        text = exporter.from_notebook_node(as_slides(lesson))[0]
        (folder / f"{path.stem}.html").write_text(text, encoding="utf-8")
        return
    if kind == "lab" and (folder / path.name).exists():
        return  # somebody works in it
    change = {"lab": without_outputs, "student": without_answers, "colab": for_colab}[kind]
    nbformat.write(change(lesson), folder / path.name)


def main(kind, *named, into=None):
    place = ROOT / "my_lessons" if kind == "lab" else ROOT / "dist" / kind
    folder = place if into is None else into
    if kind == "colab":
        repository()
    folder.mkdir(parents=True, exist_ok=True)
    lessons = [Path(name) for name in named] or sorted(HERE.glob("*.ipynb"))
    for path in lessons:
        write(kind, path, folder)
    print(f"{len(lessons)} lessons in {folder.name}")


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("lab", "student", "slides", "colab"):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
