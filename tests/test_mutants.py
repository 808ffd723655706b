"""The list of mutants still fits the package: each stands there once, and has tests."""

from collections import Counter

import pytest
from mutants import MUTANTS, ROOT, SURVIVE, TESTS, concerned_by


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
