"""The ledger: every printed number, once; and the map behind Q, recovered from 28 numbers."""

import numpy as np
import pytest
from scipy.stats import t

import teachsne as ts
from teachsne.course.sources import five_points_map, ledger
from teachsne.datasets.files import read

SHAPES = {  # counted on the source's page
    "points": (5, 3),
    "distances": (5, 5),
    "distances_from_A": (5, 1),
    "row_A_data": (3, 5),
    "P_A": (4, 1),
    "P": (5, 5),
    "row_A_map": (3, 5),
    "P_and_Q": (10, 5),
    "iris_head": (6, 4),
}


@pytest.fixture(scope="module")
def entries():
    return ts.ledger("five points")


def test_no_printed_number_is_missed(entries):
    missed = entries[entries.status == "missed"]
    assert [" ".join(map(str, e)) for e in missed[["table", "row", "column"]].to_numpy()] == []


def test_it_holds_every_number_of_every_table(entries):
    cells = {name: rows * columns for name, (rows, columns) in SHAPES.items()}
    assert entries.groupby("table", sort=False).size().to_dict() == cells
    assert len(entries) == ledger.expected_entries() == sum(cells.values()) == 178


def test_each_number_is_of_one_kind(entries):
    assert entries.status.value_counts().to_dict() == {
        "exact": 130,
        "erratum": 28,
        "input": 15,
        "recipe": 5,
    }


def test_its_columns_are_these(entries):
    names = "source table row column printed computed true status note"
    assert list(entries.columns) == names.split()


def test_what_is_called_exact_is_exact(entries):
    exact = entries[entries.status == "exact"]
    assert (abs(exact.true.round(3) - exact.printed) < 1e-9).all()


def test_what_is_called_an_erratum_is_printed_as_computed_and_is_not_true(entries):
    errata = entries[entries.status == "erratum"]
    assert (abs(errata.computed - errata.printed) < 1e-9).all()
    assert (abs(errata.true - errata.printed) > 5e-4).sum() >= 24
    assert errata.note.str.contains("Student-t").all()


def test_the_recipe_moves_the_last_digit_only(entries):
    recipe = entries[entries.status == "recipe"]
    assert (abs(recipe.true - recipe.printed) < ledger.ROUNDING).all()
    assert (recipe.note != "").all()


BROKEN = {
    "distances": lambda X, f=ts.distances: f(X) ** 2,
    "squared_distances": lambda X, f=ts.squared_distances: f(X) ** 0.5,
    "conditional_probabilities": lambda D2, s, f=ts.conditional_probabilities: f(D2, s**2),
    "gaussian": lambda sigma, f=ts.gaussian: f(sigma=sigma * 2**0.5),
    "student": lambda D2, f=ts.student: f(D2) ** 2,
    "similarities": lambda Y, k, n, f=ts.similarities: f(Y, k, n).T,
}


@pytest.mark.parametrize("name", BROKEN)
def test_swapping_one_function_is_seen(monkeypatch, entries, name):
    """σ² for σ, d for d², columns for rows: fewer numbers are reproduced, or what is true moves."""
    monkeypatch.setattr(ts, name, BROKEN[name])
    broken = ts.ledger("five points")
    fewer = ledger.accounted(broken) < ledger.accounted(entries)
    assert fewer or not np.allclose(broken.true, entries.true, atol=1e-4)
    assert fewer or name in ("student", "similarities")  # they enter what is true of Q alone


def test_without_a_source_it_holds_all_four():
    every = ts.ledger()
    assert every.source.value_counts().to_dict() == {
        "blog post": 4,
        "five points": 178,
        "abstract": 7,
        "lecture": 200,
    }
    assert list(every.index) == list(range(389))
    assert ledger.accounted(every) == 389


@pytest.mark.parametrize("other", ["web page", "001"])
def test_the_web_page_is_another_name_of_the_five_points(entries, other):
    assert ts.ledger(other).equals(entries)


@pytest.mark.parametrize("source", ["page", "004", 1, ["lecture"]])
def test_an_unknown_source_is_refused(source):
    with pytest.raises(
        ValueError, match=r"source must be one of 'five points', 'lecture', .*; got"
    ):
        ts.ledger(source)


def test_no_t_density_reaches_what_is_printed():
    highest = [t(df).pdf(0) for df in (0.1, 1, 2, 5, 50, 1e6)]
    assert max(highest) < 1 / np.sqrt(2 * np.pi) < 0.399 < five_points_map.printed_q()[2].max()


def test_the_printed_formula_of_q_would_not_sum_to_one():
    d2 = five_points_map.printed_q()[1] ** 2
    assert round(float((np.exp(-d2 / 2) / np.exp(-d2).sum()).sum()), 3) == 1.033


def test_printed_rows_sum_to_one_but_for_their_rounding():
    sums = read("five_points_P_and_Q").sum(axis=1).round(3)
    assert set(sums) <= {0.999, 1.0, 1.001}
