"""Exercises: right is right, a rounding is forgiven, everything else is said honestly."""

import numpy as np
import pytest

import teachsne as ts
from teachsne import exercises

NAMES = exercises.names()


@pytest.mark.parametrize("name", NAMES)
def test_the_modules_own_answer_is_right(name):
    expected, _ = exercises.EXERCISES[name]()
    assert exercises.check(name, expected).status == "right"


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_is_off_is_different(name):
    expected, _ = exercises.EXERCISES[name]()
    wrong = (lambda *a: expected(*a) * 1.01 + 0.01) if callable(expected) else expected + 0.01
    assert exercises.check(name, wrong).status == "different"


@pytest.mark.parametrize("name", NAMES)
def test_three_decimals_are_enough(name):
    expected, _ = exercises.EXERCISES[name]()
    rounded = expected if callable(expected) else np.round(np.asarray(expected, dtype=float), 3)
    assert exercises.check(name, rounded).status == "right"


@pytest.mark.parametrize("name", NAMES)
def test_dots_are_unanswered(name):
    assert exercises.check(name, ...).status == "unanswered"
    assert exercises.check(name, lambda *a: ...).status in ("unanswered", "different")


def test_a_function_with_a_gap_is_unanswered_and_one_that_fails_says_how():
    assert exercises.check("distances", lambda X: ...).status == "unanswered"
    failed = exercises.check("distances", lambda X: 1 / 0)
    assert failed.status == "different"
    assert "ZeroDivisionError" in failed.message


def test_the_first_difference_is_named():
    wrong = ts.conditional_probabilities(ts.squared_distances(ts.five_points()), 0.5).loc["B"]
    wrong = wrong.to_numpy().copy()
    wrong[3] = 0.9
    assert "first at (3,)" in exercises.check("row B", wrong).message


def test_another_shape_or_kind_is_told():
    assert "shape" in exercises.check("row B", [1.0, 2.0]).message
    assert "number" in exercises.check("nearest to D", "near").message
    assert "function" in exercises.check("distances", 3.0).message


def test_an_unknown_exercise_lists_the_known():
    with pytest.raises(ValueError, match="nearest to D"):
        exercises.check("no such", 1)


@pytest.mark.parametrize(("guess", "says"), [(..., "You made no guess"), (0.3, "You said 0.3")])
def test_a_prediction_stands_beside_its_outcome(capsys, guess, says):
    exercises.compare(guess, 0.4321)
    assert capsys.readouterr().out == f"{says}; it is 0.432.\n"
