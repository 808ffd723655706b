"""The list of mutants still fits the package: each stands there once, and has tests."""

from collections import Counter
from pathlib import Path
from time import sleep

import pytest
from mutants import MUTANTS, ROOT, SURVIVE, TESTS, concerned_by, fails


@pytest.mark.parametrize("mutant", MUTANTS, ids=[f"{m[0]} {m[1]}"[:60] for m in MUTANTS])
def test_what_a_mutant_breaks_stands_there_once_and_would_change(mutant):
    file, there, instead, _ = mutant
    assert (ROOT / "teachsne" / file).read_text("utf-8").count(there) == 1
    assert there != instead


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
