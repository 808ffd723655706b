"""The worksheet: the ledger's and the reference's numbers, within reach of a pocket calculator."""

import re

import numpy as np
import pytest

import teachsne as ts
from teachsne.course import worksheet
from teachsne.course.plots.worksheet import pdf
from teachsne.datasets.files import reference

STEPS = {step.title.split()[0]: step for step in worksheet.steps()}
TOLD = {name: np.array(table) for name, table in reference().items() if name != "about"}


def column(number, name):
    """The four cells of B to E in one column of the key, as a reader reads them."""
    step = STEPS[number]
    place = step.head.index(name)
    read = [cells[place][0] for _, cells in step.cells(key=True)][:4]
    return np.array([float(text.replace("−", "-")) for text in read])


def test_the_printed_row_is_the_ledgers():
    ledger = ts.ledger("five points")
    printed = ledger[ledger.table == "row_A_data"].set_index(["row", "column"]).printed
    for name, row in zip(STEPS["2"].head, ("distance", "density", "normalized"), strict=True):
        assert np.array_equal(column("2", name), printed[row][list("BCDE")]), name


@pytest.mark.parametrize(
    ("number", "name", "table"),
    [
        ("1", "d²", TOLD["D2"][0, 1:]),
        ("3", "p(j|A)", TOLD["p at perplexity 3"][0, 1:]),
        ("3", "p(A|j)", TOLD["p at perplexity 3"][1:, 0]),
        ("3", "p", TOLD["joint at perplexity 3"][0, 1:]),
        ("4", "q", TOLD["Q of t-SNE"][0, 1:]),
    ],
)
def test_the_keys_numbers_are_the_references(number, name, table):
    assert np.array_equal(column(number, name), table.round(4))


def test_the_slope_and_the_step_are_the_references():
    slope = STEPS["6"].values[-1, 1:]
    assert np.allclose(slope, TOLD["gradient of t-SNE"][0], rtol=1e-12)
    assert np.allclose(STEPS["7"].values[:, 2], TOLD["map after step 1"][0], rtol=1e-15)
    assert np.allclose(STEPS["7"].values[:, 0] - slope, STEPS["7"].values[:, 2], rtol=1e-12)


def test_a_pocket_calculator_gets_the_key_from_the_numbers_on_the_sheet():
    """Each column from the rounded ones before it, to 1 or 2 in the last decimal."""
    d2, w = column("3", "d²"), column("3", "w")
    twice = float(re.search(r"2σ² = (0\.\d+)", STEPS["3"].words)[1])
    Z = float(re.search(r"Z = (\d+\.\d+)", STEPS["4"].words)[1])
    p, q = column("3", "p"), column("4", "q")
    one, two = column("4", "Δ₁"), column("4", "Δ₂")
    stiffness = (p - q) * column("4", "w")
    assert abs(np.sqrt(column("1", "d²")) - column("1", "d")).max() < 6e-4
    for found, key in (
        (np.exp(-d2 / twice), w),
        (w / w.sum(), column("3", "p(j|A)")),
        ((column("3", "p(j|A)") + column("3", "p(A|j)")) / 10, p),
        (1 / (1 + one**2 + two**2), column("4", "w")),
        (column("4", "w") / Z, q),
        (p * np.log(p / q), column("5", "p · ln(p/q)")),
        (stiffness, column("6", "(p − q) · w")),
        (4 * stiffness * one, column("6", "spring₁")),
        (4 * stiffness * two, column("6", "spring₂")),
    ):
        assert abs(found - key).max() < 1.6e-4


def test_a_blank_is_empty_on_the_worksheet_and_a_number_on_the_key():
    for step in STEPS.values():
        for (_, empty), (_, full) in zip(step.cells(False), step.cells(True), strict=True):
            for (text, yours), (number, _) in zip(empty, full, strict=True):
                assert (text == "") == (yours or number == "")
                assert not yours or number
    assert "________" in worksheet.after(STEPS["5"], False)
    assert worksheet.after(STEPS["5"], True).endswith("0.3519")


def test_the_pages_hold_all_of_it():
    blank, key = worksheet.page(False), worksheet.page(True)
    yours = sum(step.blank.sum() for step in STEPS.values())
    assert blank.count('class="yours"></td>') == yours
    assert key.count('class="yours">') == yours
    assert "0.3465" in key
    assert "0.3465" not in blank
    assert "http" not in blank


def test_the_pdf_has_the_same_bytes_each_time_and_fits_two_pages():
    told = [(step, worksheet.after(step, True)) for step in (worksheet.given(), *STEPS.values())]
    once = pdf("the key", told, True)
    assert once == pdf("the key", told, True)
    assert once.startswith(b"%PDF")
    assert once.count(b"/Type /Page ") == 2
    assert b"Date" not in once


def test_make_worksheet_writes_both_sheets_both_ways(tmp_path):
    worksheet.main(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["key.html", "key.pdf", "worksheet.html", "worksheet.pdf"]
