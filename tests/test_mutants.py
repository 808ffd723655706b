"""The mutants are many and have tests; the program finds those that are outdated, and ends
what it started. Whether each mutant still fits the package, `make mutants` itself checks."""

from collections import Counter
from pathlib import Path
from time import sleep

import mutants
import pytest
from mutants import MUTANTS, ROOT, SURVIVE, TESTS, concerned_by, fails, outdated


@pytest.mark.parametrize(
    ("there", "instead"),
    [("no such text", "x"), ("def ", "x"), ("def distances(", "def distances(")],
    ids=["not there", "more than once", "changes nothing"],
)
def test_an_outdated_mutant_ends_the_run_before_any_test(monkeypatch, there, instead):
    wrong = ("steps/distances.py", there, instead, "a kind")
    fits = ("steps/distances.py", "def distances(", "def far(", "a kind")
    assert outdated([fits]) == []
    assert len(outdated([fits, wrong])) == 1
    monkeypatch.setattr(mutants, "MUTANTS", [fits, wrong])
    with pytest.raises(SystemExit, match=r"no longer fits.*\n.*distances.py"):
        mutants.main()


def test_there_are_many_of_every_kind_in_many_files():
    assert len(MUTANTS) >= 100
    assert len({file for file, *_ in MUTANTS}) >= 30
    assert min(Counter(kind for *_, kind in MUTANTS).values()) >= 3
    assert len({(file, there) for file, there, *_ in MUTANTS}) == len(MUTANTS)


def test_every_file_that_is_broken_has_tests_and_they_exist():
    for file in TESTS:
        assert all((ROOT / path).exists() for path in concerned_by(file)), file
    assert {file for file, *_ in MUTANTS} == set(TESTS)
    assert set(SURVIVE) <= {there for _, there, *_ in MUTANTS}


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="asks /proc who is there")
@pytest.mark.parametrize("ends", ["pass", "assert False"])
def test_what_the_tests_of_a_mutant_started_ends_with_them(tmp_path, ends):
    sleeper = (
        "import subprocess\n\ndef test_it():\n    child = subprocess.Popen(['sleep', '987'])\n"
    )
    noted = f"    open('child', 'w').write(str(child.pid))\n    {ends}\n"
    (tmp_path / "test_it.py").write_text(sleeper + noted)
    assert fails(tmp_path, "test_it.py") == (ends != "pass")
    left = Path("/proc") / (tmp_path / "child").read_text() / "cmdline"
    for _ in range(100):  # a killed process may take a moment to go
        if gone := not left.exists() or left.read_bytes() == b"":
            break
        sleep(0.1)
    assert gone
