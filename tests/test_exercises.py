"""Exercises: right is right, a rounding is forgiven, everything else is said honestly."""

import numpy as np
import pytest

import teachsne as ts
from teachsne import exercises
from teachsne.course.exercises import lessons_00_to_02, lessons_10_and_11

NAMES = exercises.names()
FUNCTIONS = [name for name in NAMES if exercises.EXERCISES[name].asks_for == "function"]
NUMBERS = [name for name in NAMES if name not in FUNCTIONS]  # a value, or a drawing


def own_answer(name):
    """The module's, or one of the many that are right."""
    exercise = exercises.EXERCISES[name]
    if exercise.asks_for == "function":
        return exercise.right
    ((example,),) = exercise.fixed_examples()
    return exercise.right(*example)


@pytest.mark.parametrize("name", NAMES)
def test_the_modules_own_answer_is_right(name):
    expected = own_answer(name)
    assert exercises.check(name, expected).status == "right"


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_is_off_is_different(name):
    expected = own_answer(name)
    wrong = (lambda *a: expected(*a) * 1.05 + 0.05) if callable(expected) else expected * 1.05
    assert exercises.check(name, wrong).status == "different"


def test_there_are_58_exercises_of_which_33_ask_for_numbers():
    assert (len(NAMES), len(NUMBERS), len(FUNCTIONS)) == (58, 33, 25)


@pytest.mark.parametrize("name", NUMBERS)
def test_three_digits_are_enough(name):
    expected = own_answer(name)
    flat = np.ravel(np.asarray(expected, dtype=float))
    decimals = 2 - int(np.floor(np.log10(abs(flat).max())))
    assert exercises.check(name, np.round(expected, decimals)).status == "right"


def test_the_row_beside_the_one_asked_for_is_not_right():
    assert exercises.check("surprise of row B", 0.01039).status == "different"
    assert exercises.check("surprise of row B", 0.0102).status == "right"


def test_a_near_miss_is_told_to_give_more_decimals_and_a_far_one_is_not():
    assert "close" in exercises.check("nearest to D", 0.11).message
    assert "not it" in exercises.check("nearest to D", 0.3).message


def test_an_epsilon_in_kl_is_seen_where_the_truth_is_infinite():
    def careless(P, Q):
        return (P * np.log((P + 1e-12) / (Q + 1e-12))).sum()

    assert exercises.check("KL divergence", careless).status == "different"


def test_the_learners_function_cannot_change_the_example():
    def rough(X):
        X[:] = 0
        return X

    assert exercises.check("distances", rough).status == "different"
    assert exercises.check("distances", ts.distances).status == "right"


def test_a_function_without_a_return_is_told_so():
    assert "returns nothing" in exercises.check("distances", lambda X: None).message


@pytest.mark.parametrize("name", NAMES)
def test_dots_are_unanswered(name):
    assert exercises.check(name, ...).status == "unanswered"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_that_returns_dots_is_unanswered(name):
    assert exercises.check(name, lambda *a: ...).status == "unanswered"


@pytest.mark.parametrize("name", NUMBERS)
def test_a_function_is_no_answer_where_numbers_are_asked_for(name):
    result = exercises.check(name, lambda *a: ...)
    assert result.status == "different"
    assert "number" in result.message


def test_a_function_with_a_gap_is_unanswered_and_one_that_fails_says_how():
    assert exercises.check("distances", lambda X: ...).status == "unanswered"
    assert exercises.check("distances", lambda X: X + ...).status == "unanswered"
    failed = exercises.check("distances", lambda X: 1 / 0)
    assert failed.status == "different"
    assert "ZeroDivisionError" in failed.message


def test_the_first_difference_is_named():
    wrong = ts.conditional_probabilities(ts.squared_distances(ts.five_points()), 0.5).loc["B"]
    wrong = wrong.to_numpy().copy()
    wrong[3] = 0.9
    assert "first at place D" in exercises.check("row B", wrong).message


def test_in_a_table_row_and_column_are_named():
    def one_off(X):
        D = ts.distances(X)
        D[2, 1] += 1
        return D

    said = exercises.check("distances", one_off).message
    assert said == "1 of 25 differ, first at row 2, column 1; look again"


def test_a_function_that_rounds_is_told_that_it_is_close():
    result = exercises.check("distances", lambda X: ts.distances(X).round(3))
    assert (result.status, "rounded on the way" in result.message) == ("different", True)


def test_a_function_may_compute_in_float32():
    def in_float32(P, Y):
        return ts.kl_gradient(P, Y).astype(np.float32)

    assert exercises.check("gradient", in_float32).status == "right"


def test_a_number_of_a_function_is_only_said_to_be_off():
    assert "look again" in exercises.check("KL divergence", lambda P, Q: 1.0).message


def test_another_shape_or_kind_is_told():
    assert "shape" in exercises.check("row B", [1.0, 2.0]).message
    assert "number" in exercises.check("nearest to D", "near").message
    assert "function" in exercises.check("distances", 3.0).message


def test_an_unknown_exercise_lists_the_known():
    with pytest.raises(ValueError, match="nearest to D"):
        exercises.check("no such", 1)


def squares(second=None, first=None):
    """Two drawings, one of them changed: {point: where it stands}."""
    both = lessons_10_and_11.two_squares()
    for square, moves in zip(both, (first or {}, second or {}), strict=True):
        for point, place in moves.items():
            square[point - 1] = place
    return both


FAULTY_SQUARES = [
    (squares()[:, :8], "got shape (2, 8, 2)"),
    (squares(second={7: [10.5, 3]}), "point 7 of the second drawing is at (10.5, 3), outside"),
    (squares(first={2: [5, np.nan]}), "point 2 of the first drawing"),
    (squares(second={4: [5, 7]}), "point 1 notices: it picked point 4"),
    (
        lessons_10_and_11.two_squares()[[0, 0]],
        "point 9 hardly notices: its chances change by 0.000",
    ),
    ("nine", "numbers are asked for"),
    ([[1, 2], [3]], "numbers are asked for"),
]


@pytest.mark.parametrize(("drawn", "says"), FAULTY_SQUARES)
def test_of_two_squares_the_first_fault_is_named(drawn, says):
    result = exercises.check("two squares", drawn)
    assert (result.status, says in result.message) == ("different", True), result


def test_any_turn_of_each_point_about_the_first_makes_a_right_second_square():
    random = np.random.default_rng(3)
    first = lessons_10_and_11.two_squares()[0]
    x, y = (first - first[0]).T
    for _ in range(5):
        angle = random.uniform(0, 2 * np.pi, size=9)
        turned = np.column_stack([x * np.cos(angle) - y * np.sin(angle), 0 * x])
        turned[:, 1] = x * np.sin(angle) + y * np.cos(angle)
        second = np.clip(first[0] + turned, 0, 10)  # one stands on the edge, but for a last bit
        assert exercises.check("two squares", (first, second)).status == "right"


def test_quarter_turns_keep_the_first_row_to_the_last_bit():
    before, after = map(lessons_10_and_11.neighbourhoods, lessons_10_and_11.two_squares())
    assert (before[0] == after[0]).all()


def test_a_half_filled_answer_is_unanswered():
    assert (
        exercises.check("two squares", (lessons_10_and_11.two_squares()[0], ...)).status
        == "unanswered"
    )


SENTENCES = [
    (..., 0.4321, "You made no guess; it is 0.432."),
    (0.3, 0.4321, "You said 0.3; it is 0.432: not so."),
    ("0.432", 0.4321, "You said 0.432; it is 0.432: right."),
    (0.4, 0.4321, "You said 0.4; it is 0.432: close."),
    (0.432, 0.4321, "You said 0.432; it is 0.432: right."),
    ("ed", "DE", "You said ed; it is DE: right."),
    ("AB", "DE", "You said AB; it is DE: not so."),
    ("ABC and ED", "DE, ABC", "You said ABC and ED; it is DE, ABC: right."),
    ("ABD and CE", "DE, ABC", "You said ABD and CE; it is DE, ABC: not so."),
    ("Gaussian", "gaussian", "You said Gaussian; it is gaussian: right."),
    ("listen", "silent", "You said listen; it is silent: not so."),
    (["left", "up"], {"up", "left"}, "You said left, up; it is left, up: right."),
    ((0.3, 0.1), (0.3, 0.1), "You said (0.3, 0.1); it is (0.3, 0.1): right."),
    ((0.3,), (0.3, 0.1), "You said (0.3,); it is (0.3, 0.1): not so."),
    (0.2, "smaller", "You said 0.2; it is smaller: not so."),
    ("smaller", 0.2, "You said smaller; it is 0.200: not so."),
]


@pytest.mark.parametrize(("guess", "outcome", "says"), SENTENCES)
def test_a_prediction_stands_beside_its_outcome(capsys, guess, outcome, says):
    exercises.compare(guess, outcome)
    assert capsys.readouterr().out == f"{says}\n"


def test_every_option_that_is_right_is_accepted(capsys):
    for guess in ("3", "η = 3"):
        exercises.compare(guess, 3, also=("η = 3",))
        assert capsys.readouterr().out == f"You said {guess}; it is 3: right.\n"


def test_a_mistake_whose_smallest_chances_vanish_is_still_a_number():
    X = np.array([[0.0], [1.0], [3.0], [40.0]])
    assert not table_of(X).all()
    assert np.isfinite(lessons_00_to_02.perplexity_of_column(X, 0, 0.1))


def table_of(X):
    """The chances to pick the first point."""
    return ts.conditional_probabilities(ts.squared_distances(X), 0.1)[1:, 0]
