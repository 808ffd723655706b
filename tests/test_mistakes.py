"""Every mistake in the catalogue is named, on examples that nobody has seen before."""

import inspect
import re

import nbformat
import numpy as np
import pytest
from scipy.spatial.distance import cdist

import teachsne as ts
from teachsne import exercises
from teachsne.course.exercises import (
    clinic_broken,
    clinic_cases,
    clinic_fixed,
    comparison,
    hints,
    lessons_03_to_05,
    lessons_16_and_17,
    mistakes,
)
from teachsne.course.exercises.judge import Result, _tell, judge, made_by
from teachsne.course.grading.lessons import questions
from teachsne.datasets.files import folder
from teachsne.steps import descent, distances, divergence, gradient, perplexity

SEEDS = (1, 2, 3)
JUDGED = [name for name, e in exercises.EXERCISES.items() if e.asks_for != "drawing"]


def answer(exercise, formula, stages):
    """What somebody hands in who believes in a formula: the function, or its value."""
    if exercise.asks_for == "function":
        return formula
    return exercise.outcome(formula, stages[0][0])


def fresh(name, seed):
    return exercises.EXERCISES[name].fresh_stages(np.random.default_rng(seed))


@pytest.mark.parametrize("name", JUDGED)
def test_the_right_formula_is_right_on_fresh_examples(name):
    exercise = exercises.EXERCISES[name]
    for seed in SEEDS:
        stages = fresh(name, seed)
        status, message, _ = judge(exercise, answer(exercise, exercise.right, stages), stages)
        assert status == "right", message


@pytest.mark.parametrize("name", JUDGED)
def test_each_mistake_is_named_on_fresh_examples_and_on_the_lessons_own(name):
    exercise = exercises.EXERCISES[name]
    for stages in [exercise.fixed_examples(), *(fresh(name, seed) for seed in SEEDS)]:
        for slip in exercise.mistakes:
            verdict = judge(exercise, answer(exercise, slip.formula, stages), stages)
            assert verdict[0] == "mistake", (slip.name, verdict)
            assert slip.name in verdict[2], (slip.name, verdict)


@pytest.mark.parametrize("name", JUDGED)
def test_mistakes_that_are_named_together_give_the_same_answer(name):
    exercise = exercises.EXERCISES[name]
    stages = fresh(name, 1)
    made = {m.name: made_by(exercise, m.formula, stages[0]) for m in exercise.mistakes}
    for slip in exercise.mistakes:
        for other in judge(exercise, answer(exercise, slip.formula, stages), stages)[2]:
            both = zip(made[slip.name], made[other], strict=True)
            assert all(comparison.same(exercise, *pair) for pair in both)


def told_apart(name):
    """How many of an exercise's wrong formulas some fresh example tells from all its others."""
    exercise = exercises.EXERCISES[name]
    examples = [fresh(name, seed)[-1][-1] for seed in range(4)]
    made = [made_by(exercise, slip.formula, examples) for slip in exercise.mistakes]

    def alike(one, other):
        return all(comparison.same(exercise, *both) for both in zip(one, other, strict=True))

    return sum(sum(alike(one, other) for other in made) == 1 for one in made)


def test_there_are_thirty_exercises_and_sixty_distinct_mistakes_and_more():
    with_mistakes = [name for name in JUDGED if exercises.EXERCISES[name].mistakes]
    assert len(with_mistakes) >= 30
    assert sum(told_apart(name) for name in with_mistakes) >= 60


@pytest.mark.parametrize("name", JUDGED)
def test_no_two_mistakes_of_an_exercise_share_a_name(name):
    called = [slip.name for slip in exercises.EXERCISES[name].mistakes]
    assert len(called) == len(set(called))


CLASSICS = {  # as people name them -> as the catalogue does, and where at least
    "d for d²": ("d for d²", "conditional probabilities"),
    "σ for σ²": ("σ for σ²", "row B"),
    "σ² multiplied instead of divided": ("σ² multiplied", "place"),
    "diagonal kept": ("diagonal kept", "heavy-tailed similarities"),
    "rows for all pairs": ("rows for all pairs", "gradient"),
    "all pairs for rows": ("all pairs for rows", "row B"),
    "2n missing": ("not divided by 2n", "joint probabilities"),
    "2n is n": ("n for 2n", "pair B and E"),
    "log₂ for ln": ("log₂ for ln", "KL divergence"),
    "ln for log₂": ("ln for log₂", "surprise of row B"),
    "KL's arguments exchanged": ("P and Q exchanged", "loss of a map"),
    "p ln p unmasked": ("p ln p unmasked", "KL divergence"),
    "a missing factor 4": ("no factor 4", "slope at D from C"),
    "a missing factor 2": ("no factor 2", "slopes when yoked"),
    "the gradient's sign": ("sign of the gradient", "the same, exaggerated"),
    "Gaussian for Student": ("Gaussian for Student", "partition from potential"),
    "Student for Gaussian": ("Student for Gaussian", "place"),
    "x for y": ("x for y", "loss of a map"),
    "no row minimum": ("no row minimum", "conditional probabilities"),
    "momentum that never uses the last step": ("momentum one step late", "descent"),
    "exaggeration left on": ("exaggeration left on", "gradient"),
    "sum for mean in λ": ("sum for mean in λ", "weight of a mean"),
    "mean for sum in λ": ("mean for sum in λ", "slopes when yoked"),
    "C(n,2) for n(n−1)": ("C(n,2) for n(n−1)", "coin"),
    "noise that draws the point itself": ("noise that draws the point itself", "noise pairs"),
    "columns for rows in Gram–Schmidt": ("columns for rows", "axes at a right angle"),
    "entropy for perplexity": ("entropy for perplexity", "perplexity of a row"),
}


@pytest.mark.parametrize("classic", CLASSICS)
def test_the_classics_are_in_the_catalogue(classic):
    name, where = CLASSICS[classic]
    assert name in [slip.name for slip in exercises.EXERCISES[where].mistakes]


def test_every_classic_hint_is_used():
    used = {slip.name for e in exercises.EXERCISES.values() for slip in e.mistakes}
    assert [name for name in mistakes.HINTS if name not in used] == []


def test_a_value_that_two_slips_give_is_reported_as_both():
    result = exercises.check("weight at alpha 1/2", 0.447)
    assert result.mistakes == ("d for d²", "α only in the exponent")
    assert all(name in result.message for name in result.mistakes)


def test_what_is_right_is_right_where_a_slip_gives_the_same():
    stage = [[(ts.five_points().to_numpy()[:, :2], 1.0)]]  # α = 1 is Student
    slips = {slip.name: slip for slip in lessons_03_to_05.HEAVY_SIMILARITIES.mistakes}
    formula = slips["Student, without α"].formula
    assert judge(lessons_03_to_05.HEAVY_SIMILARITIES, formula, stage)[0] == "right"
    assert exercises.check("heavy-tailed similarities", formula).status == "mistake"


def by_looking_again(n, m, random):
    """Draw until nobody meets himself."""
    drawn = random.integers(n, size=(m, 2))
    while (same := drawn[:, 0] == drawn[:, 1]).any():
        drawn[same] = random.integers(n, size=(same.sum(), 2))
    return drawn


def in_loops(P, Y):
    D2, slope = cdist(Y, Y) ** 2, np.zeros_like(Y)
    W = 1 / (1 + D2) - np.eye(len(Y))
    for i in range(len(Y)):
        for j in range(len(Y)):
            slope[i] += 4 * (P[i, j] - W[i, j] / W.sum()) * W[i, j] * (Y[i] - Y[j])
    return slope


def by_softmax(D2, sigmas):
    logits = np.where(np.eye(len(D2), dtype=bool), -np.inf, -D2 / (2 * sigmas[:, None] ** 2))
    W = np.exp(logits - logits.max(axis=1, keepdims=True))
    return W / W.sum(axis=1, keepdims=True)


OTHER_ROADS = {
    "distances": lambda X: cdist(X, X),
    "conditional probabilities": by_softmax,
    "joint probabilities": lambda P: (P / len(P) + P.T / len(P)) / 2,
    "gradient": in_loops,
    "noise pairs": by_looking_again,
    "standardise": lambda X: (X - X.mean(0)) / np.maximum(X.std(0), 1e-12),
    "negative sampling attraction": lambda c, s: 1 / (1 / c + s),
    "axes at a right angle": lambda ab: (lambda q: q * np.sign((q * ab).sum(1))[:, None])(
        np.linalg.qr(ab.T)[0].T
    ),
    "clinic: pairs": lambda P: np.mean([P, P.T], axis=0) / len(P),
}


@pytest.mark.parametrize("name", OTHER_ROADS)
def test_a_right_answer_by_another_road_is_right(name):
    result = exercises.check(name, OTHER_ROADS[name])
    assert result.status == "right", result


UNCATALOGUED = {
    "distances": lambda X: ts.distances(X) ** 1.5,
    "conditional probabilities": lambda D2, s: ts.conditional_probabilities(D2, 2 * s),
    "gradient": lambda P, Y: 3 * ts.kl_gradient(P, Y),
    "KL divergence": lambda P, Q: ((P - Q) ** 2).sum(),
    "noise pairs": lambda n, m, random: random.choice(
        n, p=np.arange(n) / (n * (n - 1) / 2), size=(m, 2)
    ),
    "row B": [0.25, 0, 0.25, 0.25, 0.25],
    "coin": 0.9,
}


@pytest.mark.parametrize("name", UNCATALOGUED)
def test_a_slip_that_nobody_catalogued_is_different(name):
    result = exercises.check(name, UNCATALOGUED[name])
    assert (result.status, result.mistakes) == ("different", ())


def test_a_slip_made_with_the_usual_weights_is_named_before_far_points_are_tried():
    def naive(D2, sigmas):  # d for d², and no row minimum either
        W = np.exp(-np.sqrt(D2) / (2 * sigmas[:, None] ** 2)) * (1 - np.eye(len(D2)))
        return W / W.sum(axis=1, keepdims=True)

    def usual(D2, sigmas):
        return naive(D2**2, sigmas)

    assert exercises.check("conditional probabilities", naive).mistakes == ("d for d²",)
    assert exercises.check("conditional probabilities", usual).mistakes == ("no row minimum",)


ILL_FORMED = [
    (lambda n, m, random: np.zeros(m), "shape (40000, 2)"),
    (lambda n, m, random: np.full((m, 2), n), "must be one of 0 to 4"),
    (lambda n, m, random: np.full((m, 2), 0.5), "must be one of 0 to 4"),
]


@pytest.mark.parametrize(("draw", "says"), ILL_FORMED)
def test_pairs_that_are_no_pairs_are_told_so(draw, says):
    result = exercises.check("noise pairs", draw)
    assert (result.status, says in result.message) == ("different", True), result


def test_noise_is_looked_at_often_enough_that_chance_does_not_decide():
    for seed in range(20):
        random = np.random.default_rng(seed)
        drawn = lessons_16_and_17.noise_pairs(4, lessons_16_and_17.MANY, random)
        share = lessons_16_and_17.shares(drawn, 4, lessons_16_and_17.MANY, random)
        off = abs(share - (1 - np.eye(4)) / 12).max()
        assert off < lessons_16_and_17.CHANCE / 2  # two such are less than the slack apart


# Hints and solutions


def wide(text):
    return max(map(len, str(text).splitlines()))


@pytest.mark.parametrize("name", exercises.names())
def test_what_is_said_fits_on_a_page(name):
    exercise = exercises.EXERCISES[name]
    said = [exercises.hint(name, level + 1) for level in range(len(exercise.hints) + 1)]
    for slip in exercise.mistakes:
        said.append(repr(Result(name, "mistake", _tell([slip]))))
    assert max(map(wide, said)) <= 100


def test_hints_grow_and_end_with_the_solution(monkeypatch):
    monkeypatch.setattr(hints, "_asked", type(hints._asked)())
    told = [exercises.hint("gradient") for _ in range(4)]
    assert told[:3] == [exercises.hint("gradient", level) for level in (1, 2, 3)]
    assert len(set(told)) == 3
    assert told[2] == told[3] == exercises.solution("gradient")
    assert "hint('gradient', 2)" in told[0]
    assert exercises.hint("distances") == exercises.hint("distances", 1)
    with pytest.raises(ValueError, match="hints 1 to 3, got level 4"):
        exercises.hint("gradient", 4)


def words_before_the_solution(exercise):
    return [*exercise.hints, *(slip.hint for slip in exercise.mistakes)]


@pytest.mark.parametrize("name", exercises.names())
def test_no_hint_gives_the_answer_away(name):
    exercise = exercises.EXERCISES[name]
    said = " ".join(words_before_the_solution(exercise))
    if exercise.asks_for == "value":
        value = np.ravel(np.asarray(exercise.right(*exercise.lesson_example()), dtype=float))
        numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", said.replace(" ", ""))]
        assert [n for n in numbers for v in value if v and abs(n - abs(v)) < 0.005 * abs(v)] == []
    else:
        source = inspect.getsource(inspect.unwrap(exercise.right)).splitlines()
        code = [line.strip().removeprefix("return ") for line in source[1:] if len(line) > 20]
        assert [line for line in code if line in said] == []


def test_every_exercise_has_two_hints_and_each_mistake_one():
    for name, exercise in exercises.EXERCISES.items():
        assert len(exercise.hints) == 2, name
        assert all(words_before_the_solution(exercise)), name


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("distances", distances.distances),
        ("conditional probabilities", perplexity.conditional_probabilities),
        ("gradient", gradient.kl_gradient),
        ("KL divergence", divergence.kl_divergence),
        ("sigma of D", perplexity.find_sigmas),
        ("descent", descent.descend),
    ],
)
def test_a_solution_is_the_modules_own_source(name, function):
    assert inspect.getsource(function) in exercises.solution(name)


@pytest.mark.parametrize("name", [n for n in JUDGED if exercises.EXERCISES[n].asks_for == "value"])
def test_the_value_that_a_solution_ends_with_is_right(name):
    value = exercises.solution(name).rsplit("Here it is ", 1)[1].rstrip(".\n")
    numbers = [float(number) for number in value.split(", ")]
    given = (
        numbers[0]
        if np.ndim(exercises.EXERCISES[name].right(*exercises.EXERCISES[name].lesson_example()))
        == 0
        else numbers
    )
    assert exercises.check(name, given).status == "right"


# Lessons


def lessons():
    return sorted((folder().parent / "tutorials").glob("[0-9][0-9]_*.ipynb"))


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_a_lesson_asks_what_the_catalogue_says_it_asks(path):
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = re.findall(r'exercises\.check\("(?!clinic)([^"]+)"', code)
    if asked == [path.stem[:2]]:  # one call for all: the grader matches names and answers
        asked = list(questions(path))
    assert sorted(asked) == sorted(exercises.asked_in(path.stem))


def test_names_can_be_had_lesson_by_lesson():
    assert exercises.names("06") == ["slope at D from C", "the same, exaggerated", "gradient"]
    assert exercises.asked_in("06_gradient") == exercises.names("06")
    by_lesson = [n for i in range(18) for n in exercises.names(f"{i:02d}")]
    assert [*by_lesson, *exercises.names("clinic")] == exercises.names()


# The clinic


@pytest.mark.parametrize("name", clinic_cases.CASES)
def test_a_broken_function_gives_the_number_that_is_told_and_the_mended_one_what_it_should(name):
    case = clinic_cases.CASES[name]
    wrong, right = case.number(case.broken), case.number(case.right)
    assert abs(wrong - right) > 0.01 * abs(right)
    assert f"{wrong:.4g}" in str(case)
    assert f"It should be {right:.4g}." in str(case)


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("a map's chances", 5, 1),
        ("two axes", 72.2, 90),
        ("a width", 0.253, 0.302),
        ("a Student", 0.275, 0.262),
        ("a half", 1.033, 1),
        ("bits and slopes", 1 / np.log(2), 1),
        ("pairs", 5, 1),
    ],
)
def test_these_are_the_numbers_that_the_sources_printed_or_imply(name, wrong, right):
    case = clinic_cases.CASES[f"clinic: {name}"]
    assert round(case.number(case.broken), 3) == pytest.approx(
        wrong, abs=0.05 if wrong > 70 else 6e-4
    )
    assert case.number(case.right) == pytest.approx(right, abs=5e-4)


def code_of_the_clinic():
    cells = nbformat.read(folder().parent / "tutorials" / "clinic.ipynb", as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def test_the_clinics_notebook_shows_each_case_and_asks_for_it():
    code = "\n".join(code_of_the_clinic())
    shown = re.findall(r'exercises\.clinic\("([^"]+)"\)', code)
    asked = re.findall(r'exercises\.check\("([^"]+)"', code)
    assert asked == [f"clinic: {name}" for name in shown]
    assert sorted(asked) == sorted(exercises.names("clinic"))


def test_the_line_that_the_clinics_notebook_names_is_the_one_that_was_mended():
    told = 0
    for source in code_of_the_clinic():
        if not (line := re.search(r"compare\(wrong_line, (\d+)\)", source)):
            continue
        case = clinic_cases.CASES[re.search(r'check\("([^"]+)"', source)[1]]
        pair = [inspect.getsource(f).splitlines() for f in (case.broken, case.right)]
        changed = [i for i, (x, y) in enumerate(zip(*pair, strict=True), start=1) if x != y]
        assert changed == [int(line[1])]
        told += 1
    assert told == 4


def test_the_clinic_shows_one_case_by_its_name(capsys):
    exercises.clinic("a width")
    shown = capsys.readouterr().out
    assert "def data_chances" in shown
    assert "def two_axes" not in shown
    with pytest.raises(ValueError, match="no exercise is called 'clinic: a cough'"):
        exercises.clinic("a cough")


@pytest.mark.parametrize("name", clinic_cases.CASES)
def test_the_clinic_names_an_unchanged_patient_and_shows_its_source(name, capsys):
    exercises.clinic()
    shown = capsys.readouterr().out
    case = clinic_cases.CASES[name]
    assert inspect.getsource(case.broken) in shown
    assert name in shown
    assert wide(shown) <= 100
    assert "unchanged" in exercises.check(name, case.broken).mistakes
    assert exercises.solution(name) == inspect.getsource(case.right)


def test_patients_and_healed_have_the_same_names():
    functions = [
        {name for name, _ in inspect.getmembers(module, inspect.isfunction)}
        for module in (clinic_broken, clinic_fixed)
    ]
    assert functions[0] == functions[1]
    assert len(functions[0]) == len(clinic_cases.CASES)
