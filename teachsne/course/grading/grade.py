"""python -m teachsne grade COPY.ipynb ... --csv OUT: run a class's copies, and count what is right.

Which variable answers which exercise is read from our own lesson, never from the copy. The copy
runs in a fresh kernel; its answers come out as numbers, and this process judges them. So a copy
that redefines check, prints "right" or stores forged outputs gains nothing.

It runs strangers' code with your rights: see GUIDE.md for the container.
"""

import argparse
import csv
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import exercises
from .answers import AnswerReader
from .lessons import LESSONS, code_cells, questions, which_lesson
from .student_kernel import Kernel, KernelLost

SETTLES = 0.3  # seconds before the answers: some ways to end a kernel take that long
REST = 2  # seconds after a cell, in which a kernel may die of it
DIED, FLOOD = "the kernel died", "too much output"
ENDED = "the kernel does not answer any more"


def grade(path, lessons, seconds):
    """One copy's row; whatever happens, there is one."""
    row = {"file": Path(path).name, "learner": Path(path).stem, "points": 0}
    try:
        cells = code_cells(path)
        lesson = which_lesson(Path(path).stem, "\n".join(cells), lessons)
        asked = lessons[lesson]
        row |= {"lesson": lesson, "of": len(asked)} | dict.fromkeys(asked, "unanswered")
        with TemporaryDirectory() as folder:
            notes = _run_and_judge(cells, asked, row, folder, seconds)
        row["note"] = " ".join("; ".join(notes).split())[:300]
    except Exception as error:  # a row for each copy, come what may
        row["note"] = str(error) or type(error).__name__
    return row


def _run_and_judge(cells, asked, row, folder, seconds):
    kernel, notes = Kernel(folder, seconds), []
    try:
        if _run(kernel, cells, notes, seconds):
            interview = AnswerReader(kernel)
            for name, expression in asked.items():
                row[name] = _status(interview, name, expression, notes)
                row["points"] += row[name] == "right"
    except KernelLost as why:
        notes.append(str(why))
    finally:
        kernel.close()
    return _laid_to(cells, notes, seconds)


def _run(kernel, cells, notes, seconds):
    """Run the cells, on after an error; can the kernel still answer?"""
    spent, damage = {}, {}
    for number, code in enumerate(cells, start=1):
        began = time.monotonic()
        try:
            raised = kernel.run(code, cell=number)
            if raised and not notes:
                culprit = _culprit(cells, number, raised, kernel.reason, damage, seconds)
                notes.append(culprit or f"{raised} in cell {number}")
            _look(kernel, number, damage)
        except KernelLost as why:
            notes.append(_lost(why, number, spent, seconds))
            return kernel.interrupt()
        spent[number] = time.monotonic() - began
    kernel.rest(SETTLES)
    for cell, done in damage.items():  # an answer may want what is gone, even if no cell did
        lost = [what for what in done if not what.startswith("replaced")]
        if lost and f"cell {cell} {_few(done)}" not in " ".join(notes):
            notes.append(f"cell {cell} {_few(lost)}")
    return True


def _look(kernel, number, damage):
    """Note what this cell, and none before it, has done to what the others stand on."""
    known = {what for done in damage.values() for what in done}
    if new := [what for what in kernel.damage() if what not in known]:
        damage[number] = new


def _few(done):
    return ", ".join(done[:3]) + (", …" if len(done) > 3 else "")


def _lost(why, number, spent, seconds):
    """Why the cells ended, and the cell that did it."""
    told = f"{why} in cell {why.cell or number}"
    longest = max(spent, key=spent.get, default=None)
    if longest and str(why) == "time-out" and spent[longest] > seconds / 2:
        return f"{told}; cell {longest} took {spent[longest]:.0f} of {seconds:g} s"
    return told


def _culprit(cells, number, raised, reason, damage, seconds):
    """An earlier cell that broke what this one needs: with it whole, this one does not raise."""
    if not damage:
        return None
    closed = any("closed sys.stdout" in done for done in damage.values()) and "closed" in reason
    if not closed and _run_repaired(cells, number, seconds) == raised:
        return None
    cell, done = next(reversed(damage.items()))
    return f"cell {cell} {_few(done)}: from there on {raised}"


def _run_repaired(cells, number, seconds):
    """What cell `number` raises in a fresh kernel, if nothing before it breaks anything."""
    with TemporaryDirectory() as folder:
        kernel = Kernel(folder, seconds)
        try:
            for code in cells[:number]:
                kernel.repair()
                raised = kernel.run(code)
            return raised
        except KernelLost as why:
            return str(why)
        finally:
            kernel.close()


def _laid_to(cells, notes, seconds):
    """A death or a flood is laid to the cell after which a fresh kernel, at rest, has it, too."""
    for end in (DIED, FLOOD):
        if any(end in note for note in notes) and (cell := _after_which(cells, end, seconds)):
            kept = [note for note in notes if end not in note and note != ENDED]
            notes = [*kept, f"{end} in cell {cell}"]
    return notes


def _after_which(cells, end, seconds):
    with TemporaryDirectory() as folder:
        kernel = Kernel(folder, seconds + REST * len(cells))
        try:
            for number, code in enumerate(cells, start=1):
                kernel.run(code, cell=number)
                kernel.rest(REST)
        except KernelLost as why:
            return (why.cell or number) if str(why) == end else None
        finally:
            kernel.close()
    return None


def _status(interview, name, expression, notes):
    """Right, or what else; the answer comes from there, the verdict is made here."""
    try:
        interview.lost = None
        found = exercises.check(name, interview.ask(expression))
        if interview.lost:
            raise interview.lost
        return found.status
    except Exception as error:
        if type(error).__name__ == "NameError":
            return "unanswered"
        notes.append(f"{name}: {error or type(error).__name__}")
        if isinstance(error, KernelLost) and not interview.kernel.interrupt():
            raise KernelLost(ENDED) from None
        return "different"


def write(rows, lessons, path):
    """Rows as CSV: file, learner, lesson, points, of, a column an exercise, note."""
    taken = {row.get("lesson") for row in rows}
    names = [q for lesson, asked in lessons.items() if lesson in taken for q in asked]
    head = ["file", "learner", "lesson", "points", "of", *dict.fromkeys(names), "note"]
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, head, restval="")
        table.writeheader()
        table.writerows({key: _plain(value) for key, value in row.items()} for row in rows)


def _plain(value):
    """No text that a spreadsheet would take for a formula."""
    return f"'{value}" if str(value).startswith(("=", "+", "-", "@")) else value


def parser(kind):
    options = kind(
        prog="python -m teachsne grade",
        description="Run copies of a lesson in fresh kernels, two at a time, and judge their "
        "answers here. It runs strangers' code with your rights: GUIDE.md shows a container.",
    )
    options.add_argument("copies", nargs="+", metavar="COPY.ipynb")
    options.add_argument("--csv", required=True, metavar="OUT", help="where the rows go")
    wait = "seconds for a copy's cells together (default 60)"
    options.add_argument("--timeout", type=float, default=60, metavar="S", help=wait)
    where = "the lessons as they were handed out (default: tutorials/)"
    options.add_argument("--lessons", default=LESSONS, metavar="FOLDER", help=where)
    return options


def main(arguments, kind=argparse.ArgumentParser):
    options = parser(kind).parse_args(arguments)
    if find_spec("jupyter_client") is None:
        parser(kind).error('grading needs what runs the lessons: pip install "teachsne[lessons]"')
    found = {path.stem: questions(path) for path in sorted(Path(options.lessons).glob("*.ipynb"))}
    lessons = {name: asked for name, asked in found.items() if asked}
    if not lessons:
        parser(kind).error(f"no lessons in {options.lessons}; see --lessons")
    for asked in lessons.values():  # load all that judges before a stranger's code runs
        for name in asked:
            exercises.check(name, ...)
    rows = []
    with ThreadPoolExecutor(2) as workers:
        work = (workers.submit(grade, path, lessons, options.timeout) for path in options.copies)
        for done in list(work):
            rows.append(done.result())
            row = rows[-1]
            points = f"{row['points']} of {row.get('of', '?')}"
            print(f"{row['file']}: {points} {row['note']}".strip(), flush=True)
    write(rows, lessons, options.csv)
    print(f"{len(rows)} rows in {options.csv}", file=sys.stderr)
