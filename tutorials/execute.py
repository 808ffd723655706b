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


def execute(path):
    """Run one lesson in place; no timings, no widget state, no metadata of this machine."""
    lesson = nbformat.read(path, as_version=4)
    NotebookClient(lesson, **HOW).execute()
    lesson.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(lesson.cells, start=1):
        cell.id, cell.metadata = f"lesson-{path.stem[:2]}-{number:02d}", {}
    nbformat.write(lesson, path)
    print(f"{path.name}: {len(lesson.cells)} cells")


if __name__ == "__main__":
    named = [Path(name) for name in sys.argv[1:]]
    lessons = named or sorted(Path(__file__).parent.glob("*.ipynb"))
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(execute, lessons))
