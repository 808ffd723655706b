"""check_table: our numbers against the documented ones, counted, or an error naming the place."""

import numpy as np
import pytest

import teachsne as ts
from teachsne.course.sources.check_table import TABLES
from teachsne.datasets import load_page_map, load_start
from teachsne.datasets.files import read, reference

X = ts.five_points()
D2 = ts.squared_distances(X)
P = ts.conditional_probabilities(D2, 0.5)
ROUNDED = ", and {} more if one rounds at each step, as the page did\n"


def said(capsys, values, name):
    ts.check_table(values, name)
    return capsys.readouterr().out


def test_the_printed_distances_are_all_reproduced(capsys):
    assert said(capsys, ts.distances(X), "distances") == "25 of 25 printed numbers reproduced\n"


def test_numbers_that_the_page_rounded_on_the_way_are_counted_apart(capsys):
    out = said(capsys, P, "P")
    assert out == "23 of 25 printed numbers reproduced" + ROUNDED.format(2)


def test_the_map_of_the_page_gives_its_q_with_a_gaussian_and_not_with_student(capsys):
    gauss = ts.similarities(load_page_map(), ts.gaussian(0.5), "rows")
    assert said(capsys, gauss, "Q").startswith("22 of 25 printed numbers reproduced")
    with pytest.raises(AssertionError, match="differ from the web page's digits"):
        ts.check_table(ts.similarities(load_page_map(), "student", "rows"), "Q")


@pytest.mark.parametrize("name", TABLES[:-1])
def test_every_table_of_the_page_agrees_with_itself(capsys, name):
    table = read("five_points" if name == "points" else f"five_points_{name}")
    assert said(capsys, table, name) == f"{table.size} of {table.size} printed numbers reproduced\n"


def test_the_reference_is_held_to_ten_digits(capsys):
    joint = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3)))
    out = said(capsys, joint, "joint at perplexity 3")
    assert out == "25 of 25 numbers agree with the reference, to 10 digits\n"
    kl = ts.kl_divergence(joint, ts.similarities(load_start()))
    assert said(capsys, kl, "kl of t-SNE").startswith("1 of 1 numbers")
    with pytest.raises(AssertionError, match=r"stands at \[0, 1\]"):
        ts.check_table(joint + 1e-9 * (joint > 0), "joint at perplexity 3")


def test_a_wrong_digit_is_named_by_its_place():
    wrong = P.copy()
    wrong.loc["C", "E"] += 0.002
    with pytest.raises(AssertionError, match=r"1 of 25 .*stands at \[2, 4\]: 0\.2308"):
        ts.check_table(wrong, "P")


def test_an_unknown_name_and_another_shape_are_refused():
    with pytest.raises(ValueError, match="no table is called 'p'; the web page has points"):
        ts.check_table(P, "p")
    with pytest.raises(ValueError, match="must be a table of numbers; could not convert"):
        ts.check_table([["a", "b"]], "P")
    with pytest.raises(ValueError, match=r"'P' has the shape \(5, 5\), and these values \(4, 4\)"):
        ts.check_table(P.iloc[:4, :4], "P")


def test_the_values_stay_as_they_are():
    flat = np.array(reference()["sigma at perplexity 3"])
    ts.check_table(flat, "sigma at perplexity 3")
    assert flat.shape == (5,)
