"""Grading: a row for each copy, whatever is in it; points for answers alone; no process left."""

import csv
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from teachsne import exercises
from teachsne.__main__ import main
from teachsne.course.grading import grade
from teachsne.course.grading.answers import AnswerReader
from teachsne.course.grading.student_kernel import Kernel, KernelLost

pytestmark = pytest.mark.slow

RIGHT = """import numpy as np
def my_distances(X):
    return np.sqrt(((X[:, None] - X[None]) ** 2).sum(axis=2))
answer = 0.073"""
CHEAT = """import builtins, sys
from teachsne import exercises
exercises.check = lambda name, answer: "✓ right"
exercises.EXERCISES.clear()
builtins.print = builtins.repr = lambda *said, **how: "right"
def my_distances(X):
    return "right"
answer = "✓ right"
print("✓ distances: right")"""
GARBLE = 'import json\njson.dumps = lambda *said, **how: \'{"status": "right"}\''
CHILDREN = """import subprocess, sys
for apart in (True, False):
    subprocess.Popen(["sleep", "987"], start_new_session=apart)"""
SHADOWS = "json = list = print = exec = len = str = 3"
DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
COPIES = {  # cells, or a file's text; points of 2; what the note says
    "good": ([RIGHT], 2, ""),
    "raises": (["1 / 0", RIGHT], 2, "ZeroDivisionError in cell 1"),
    "half": ([RIGHT, "answer = 0.08"], 1, ""),
    "gaps": (["my_distances = lambda X: ... + 1\nanswer = ..."], 0, ""),
    "no cells": ([], 0, ""),
    "empty": ("", 0, "not a notebook"),
    "no notebook": ('{"cells": 3}', 0, "not a notebook"),
    "cheats": ([CHEAT], 0, ""),
    "garbles": ([RIGHT, GARBLE], 0, "no language that is known in cell 2"),
    "prints much": ([RIGHT, "print('x' * 11_000_000)"], 2, "too much output in cell 2"),
    "prints for ever": (["while True: print('x' * 10_000)"], 0, " in cell 1"),
    "loops": ([RIGHT, "while True: pass"], 2, "time-out in cell 2"),
    "is deaf": ([RIGHT, DEAF], 0, "time-out in cell 2"),
    "dies": ([RIGHT, "import os; os._exit(1)"], 0, "the kernel died in cell 2"),
    "asks": (["input('your name?')", RIGHT, SHADOWS], 2, "StdinNotImplementedError in cell 1"),
    "=1+1": ([RIGHT, CHILDREN], 2, ""),
}


def notebook(cells):
    """Each cell has a forged output that says it is right."""
    forged = {"output_type": "stream", "name": "stdout", "text": "✓ distances: right"}
    code = {"cell_type": "code", "metadata": {}, "outputs": [forged], "execution_count": 1}
    told = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    return json.dumps({"cells": [code | {"source": source} for source in cells], **told})


OURS = f"TEACHSNE_TESTS={uuid4()}".encode()  # other graders may be at work on this machine


def started_by_us():
    """Who was started for a copy by this run of the tests, and is still there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            environment = (process / "environ").read_bytes()
            found += [process] if OURS in environment and b"TEACHSNE_GRADES=" in environment else []
    return found


@pytest.fixture(scope="module", autouse=True)
def marked():
    """Every kernel that is started here inherits our mark."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*OURS.decode().split("="))
        yield


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class's rows by learner; each copy is a variant of lesson 01."""
    folder = tmp_path_factory.mktemp("class")
    for name, (cells, _, _) in COPIES.items():
        text = cells if isinstance(cells, str) else notebook(cells)
        (folder / f"{name} 01_distances.ipynb").write_text(text)
    copies = [str(path) for path in sorted(folder.glob("*.ipynb"))]
    limits = ["--timeout", "5", "--csv", str(folder / "points.csv")]
    main(["grade", *copies, str(folder / "missing.ipynb"), *limits])
    with open(folder / "points.csv", encoding="utf-8", newline="") as file:
        return {row["learner"].removesuffix(" 01_distances"): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", COPIES)
def test_each_copy_gets_its_row_and_what_it_earns(graded, name):
    _, points, note = COPIES[name]
    row = graded["'=1+1" if name == "=1+1" else name]
    assert row["points"] == str(points)
    assert note in row["note"] if note else row["note"] == ""


def test_a_missing_file_gets_a_row_too(graded):
    assert graded["missing"]["note"] == "no such file"
    assert len(graded) == len(COPIES) + 1


def test_the_row_says_what_each_exercise_was(graded):
    assert graded["half"]["distances"] == "right"
    assert graded["half"]["distance D to F"] == graded["cheats"]["distances"] == "different"
    assert graded["gaps"]["distances"] == graded["no cells"]["distances"] == "unanswered"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks /proc who is there")
def test_no_process_is_left(graded):
    assert started_by_us() == []


def test_which_variable_is_meant_is_read_from_our_lesson():
    asked = grade.questions(grade.LESSONS / "10_lecture.ipynb")
    assert asked["two squares"] == "(first, my_second)"
    lessons = [grade.questions(path) for path in grade.LESSONS.glob("*.ipynb")]
    assert {name for asked in lessons for name in asked} <= set(exercises.names())


def test_a_copy_by_another_name_is_known_by_its_exercises():
    lessons = {"01_x": {"distances": "a"}, "02_y": {"row B": "b", "sigma of D": "c"}}
    assert grade.which_lesson("anna", 'check("row B", b)', lessons) == "02_y"
    assert grade.which_lesson("anna 01_x", 'check("row B", b)', lessons) == "01_x"
    with pytest.raises(ValueError, match="no lesson"):
        grade.which_lesson("anna", "", lessons)


FILLED = [RIGHT, "y = len([2])", "print(y)", "import numpy as np\nnp.arange(3)", "z = 3"]
THREAD = """import threading
def speak():
    while True:
        print("x" * 100_000)
threading.Thread(target=speak, daemon=True).start()"""
LATER = "import os, threading\nthreading.Timer(0.7, os._exit, [1]).start()"
DAMAGE = {  # what cell 2 does -> how the note begins, which names no other cell
    "quit()": "the kernel died in cell 2",
    "exit": "the kernel died in cell 2",
    "exit()": "the kernel died in cell 2",
    "get_ipython().ask_exit()": "the kernel died in cell 2",
    "get_ipython().kernel.do_shutdown(False)": "the kernel died in cell 2",
    "get_ipython().kernel.io_loop.stop()": "the kernel died in cell 2",
    "import os; os._exit(0)": "the kernel died in cell 2",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "the kernel died in cell 2",
    "import os, signal; os.kill(os.getpid(), signal.SIGTERM)": "the kernel died in cell 2",
    "import ctypes; ctypes.string_at(0)": "the kernel died in cell 2",
    # the kernel's own loop breaks: some versions end it, others leave it hanging
    "import builtins; del builtins.isinstance": ("the kernel died in cell 2", "time-out in cell 2"),
    "import sys; sys.exit()": "SystemExit in cell 2",
    "raise SystemExit": "SystemExit in cell 2",
    "raise KeyboardInterrupt": "KeyboardInterrupt in cell 2",
    "while True: pass": "time-out in cell 2",
    "print('x' * 11_000_000)": "too much output in cell 2",
    "print('x' * 9_999_000)": "too much output in cell 2",
    THREAD: "too much output in cell 2",
    "import builtins; del builtins.print": "cell 2 deleted builtins.print: from there on NameError",
    "import builtins; del builtins.sum": "cell 2 deleted builtins.sum",
    "import builtins; builtins.print = 3": "cell 2 replaced builtins.print: from there on Type",
    "import numpy; del numpy.arange": "cell 2 deleted numpy.arange: from there on AttributeError",
    "import numpy; numpy.arange = 3": "cell 2 replaced numpy.arange: from there on TypeError",
    "import sys; sys.stdout.close()": "cell 2 closed sys.stdout: from there on ValueError",
    "import sys; sys.modules['numpy'] = None": "cell 2 deleted the module numpy: from there on Mod",
}


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """Copies whose cell 2 does damage, and whose other cells are blameless: {cell: note}."""
    folder = tmp_path_factory.mktemp("damage")
    for number, damage in enumerate(DAMAGE):
        cells = [FILLED[0], damage, *FILLED[1:], "print('z' * 2000)"]
        (folder / f"{number} 01_distances.ipynb").write_text(notebook(cells))
    paths = [str(folder / f"{number} 01_distances.ipynb") for number in range(len(DAMAGE))]
    main(["grade", *paths, "--timeout", "5", "--csv", str(folder / "points.csv")])
    with open(folder / "points.csv", encoding="utf-8", newline="") as file:
        return dict(zip(DAMAGE, [row["note"] for row in csv.DictReader(file)], strict=True))


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_note_names_the_cell_that_did_it_and_no_other(laid, damage):
    note = laid[damage]
    assert note.startswith(DAMAGE[damage])
    assert set(re.findall(r"cell (\d+)", note)) == {"2"}


def graded_alone(folder, *cells, seconds=5):
    (folder / "a 01_distances.ipynb").write_text(notebook(cells))
    asked = {"01_distances": grade.questions(grade.LESSONS / "01_distances.ipynb")}
    return grade.grade(folder / "a 01_distances.ipynb", asked, seconds)


def test_a_kernel_that_quits_at_the_very_end_gives_no_answer_by_chance(tmp_path):
    row = graded_alone(tmp_path, RIGHT, "x = 1", "quit()")
    assert (row["points"], row["note"]) == (0, "the kernel died in cell 3")


def test_a_death_that_a_cell_leaves_behind_is_laid_to_it(tmp_path):
    row = graded_alone(tmp_path, "x = 1", LATER, "y = 2", "import time; time.sleep(2)", RIGHT)
    assert row["note"] == "the kernel died in cell 2"


def test_a_time_out_names_the_cell_that_took_most_of_the_time_as_well(tmp_path):
    row = graded_alone(tmp_path, "import time; time.sleep(2)", "time.sleep(9)", seconds=3)
    assert row["note"].startswith("time-out in cell 2; cell 1 took 2 of 3 s")


def test_an_error_that_has_nothing_to_do_with_the_damage_is_laid_to_its_own_cell(tmp_path):
    row = graded_alone(tmp_path, "import builtins; builtins.print = 3", RIGHT, "1 / 0")
    assert (row["points"], row["note"]) == (2, "ZeroDivisionError in cell 3")


def test_an_answer_that_kills_the_kernel_is_no_cells_doing(tmp_path):
    row = graded_alone(tmp_path, RIGHT, "import os\ndef my_distances(X): os._exit(1)")
    assert "distances: the kernel died" in row["note"]
    assert "cell" not in row["note"]


@pytest.fixture(scope="module")
def interview(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("kernel"), 60)
    yield AnswerReader(kernel)
    kernel.close()


def test_answers_come_out_as_they_are(interview):
    for said in ("...", "3", "True", "None", "2.5", "'AB'", "(1, 'x')", "(1, ...)"):
        assert interview.ask(said) == eval(said)
    assert interview.ask("__import__('numpy').zeros((0, 3))").shape == (0, 3)
    assert np.isnan(interview.ask("[float('nan')]")).all()


def test_a_function_is_asked_there_and_a_function_that_it_is_given_is_asked_here(interview):
    interview.kernel.run("def twice(f, x):\n    return f(f(x)) + 1")
    here = []
    twice = interview.ask("twice")
    assert (twice(lambda x: here.append(os.getpid()) or 2 * x, np.ones(3)) == 5).all()
    assert here == 2 * [os.getpid()]
    with pytest.raises(Exception, match="no wider") as refused:
        twice(lambda x: [][0] if x is None else (_ for _ in ()).throw(ValueError("no wider")), 1)
    assert type(refused.value).__name__ == "ValueError"


def test_what_a_kernel_sends_is_bounded_here_too(interview):
    """Our gradient of a million points would fill the memory."""
    flood = {"shape": [10**6], "numbers": [0.0] * 10**6}
    assert "more than" in interview._reply(lambda x: x, [flood])["error"]
    with pytest.raises(ValueError, match="more than"):
        interview._value(flood)
    with pytest.raises(Exception, match="an answer of 200000 numbers"):
        interview.ask("__import__('numpy').zeros(200_000)")


def test_a_forged_word_without_the_nonce_is_no_answer(interview):
    forged = "input(__import__('json').dumps(['0' * 32, None, {'plain': 1}]))"
    assert interview.ask(f"{forged} or 2") == 2


def test_an_answer_that_never_comes_costs_its_time_and_no_more(interview, monkeypatch):
    monkeypatch.setattr("teachsne.course.grading.answers.ONE_CALL", 1)
    interview.kernel.run("def endless(X):\n    while True: pass")
    with pytest.raises(KernelLost, match="time-out"):
        interview.ask("endless")(1)
    assert interview.kernel.interrupt()
    assert interview.ask("1 + 1") == 2


def test_bad_input_gets_one_line_and_status_2(capsys, tmp_path):
    for arguments in ([], ["a.ipynb"], ["a.ipynb", "--csv", "x", "--lessons", str(tmp_path)]):
        with pytest.raises(SystemExit) as refused:
            main(["grade", *arguments])
        assert refused.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1
