"""Run the lessons from top to bottom and store their outputs: what `make lessons` calls.

python tutorials/execute.py [LESSON.ipynb ...]     (all of them, if none is named)
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from teachsne.course.lesson_kernel import AsyncManager

HOW = {"kernel_manager_class": AsyncManager, "kernel_name": "python3", "record_timing": False}
HOW |= {"timeout": 300, "startup_timeout": 300}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def folded(cell):
    """The metadata of a cell: one that only draws a picture shows the picture, its code folded."""
    lines = [line for line in cell.source.splitlines() if line.strip()]
    if cell.cell_type == "code" and len(lines) == 1 and lines[0].startswith("plots."):
        return {"tags": ["picture"], "jupyter": {"source_hidden": True}}
    return {}


def execute(path):
    """Run one lesson in place; no timings, no widget state, no metadata of this machine."""
    lesson = nbformat.read(path, as_version=4)
    NotebookClient(lesson, **HOW).execute()
    lesson.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(lesson.cells, start=1):
        cell.id, cell.metadata = f"lesson-{path.stem[:2]}-{number:02d}", folded(cell)
    nbformat.write(lesson, path)
    print(f"{path.name}: {len(lesson.cells)} cells")


if __name__ == "__main__":
    named = [Path(name) for name in sys.argv[1:]]
    lessons = named or sorted(Path(__file__).parent.glob("*.ipynb"))
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(execute, lessons))
