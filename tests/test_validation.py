"""Good input of every kind gives the same bits; bad input gets a reason and a remedy."""

import warnings
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from scipy.sparse import csr_array

import teachsne as ts
from teachsne import validation

X = np.round(cloud(6, 3), 2)
Y = cloud(6, 2)
D2 = ts.squared_distances(X)
P = ts.conditional_probabilities(D2, 0.5)
JOINT = ts.joint_probabilities(P)
FRAME = pd.DataFrame(X, index=list("abcdef"), columns=list("xyz"))
WHOLE = np.array([[200, 0], [0, 3], [7, 9]])


def put(table, place, value):
    """The table with one other cell."""
    changed = table.copy()
    changed[place] = value
    return changed


def still(Y):
    return 0 * Y


PULLED = {"D2": 0.5 + D2[1:5, 1:4], "kernel": "student"}  # an edge and two noise pairs a row
AIMED = {"P": JOINT, "Y": Y, "n_noise": 5}
# what each function is given, by name; a test changes one argument of it
GOOD = {
    "squared_distances": {"X": X},
    "distances": {"X": X},
    "conditional_probabilities": {"D2": D2, "sigmas": np.full(6, 0.5)},
    "perplexity": {"P": P},
    "find_sigmas": {"D2": D2, "perplexity": 2.0},
    "bisect_sigma": {"d2": D2[0, 1:], "perplexity": 2.0, "tol": 1e-5},
    "joint_probabilities": {"P": P},
    "similarities": {"Y": Y, "kernel": "student", "normalize": "joint"},
    "kl_divergence": {"P": P, "Q": P, "base": 2, "axis": 1},
    "kl_gradient": {
        "P": JOINT,
        "Y": Y,
        "kernel": "student",
        "normalize": "joint",
        "exaggeration": 1,
    },
    "descend": {"gradient": still, "Y": Y, "learning_rate": 1, "momentum": 0.5, "gains": True},
    "trustworthiness": {"X": X, "Y": Y, "n_neighbors": 2},
    "continuity": {"X": X, "Y": Y, "n_neighbors": 2},
    "knn_recall": {"X": X, "Y": Y, "n_neighbors": 3},
    "spearman": {"X": X, "Y": Y},
    "procrustes": {"Y1": Y, "Y2": Y[::-1]},
    "yoke_sweep": {
        "Xs": [X, X],
        "lams": [1e-3],
        "starts": 1,
        "warm": False,
        "n_jobs": None,
        "perplexity": 2,
        "max_iter": 2,
    },
    "choose_lambda": {
        "sweep": pd.DataFrame(
            {"lam": 1e-3, "start": [0, 1], "kl": [1.0, 2.0], "kl_unyoked": [1.0, 2.0]}
        )
    },
    "log_sigmoid": {"x": Y},
    "rival": {"z_bar": 9.0, "n": 6, "n_noise": 5},
    "attraction": {**PULLED, "c": 0.3},
    "repulsion": {**PULLED, "c": 0.3},
    "attraction_slope": {**PULLED, "c": 0.3},
    "repulsion_slope": {**PULLED, "c": 0.3},
    "log_z_slope": {**PULLED, "c": 0.3},
    "infonce": PULLED,
    "infonce_slope": PULLED,
    "expected_loss": {**AIMED, "loss": "negative", "z_bar": 4.0},
    "expected_gradient": {**AIMED, "loss": "negative", "z_bar": 4.0},
    "expected_log_z_slope": {**AIMED, "z": 4.0},
    "partition_function": {"Y": Y, "kernel": "student"},
    "knn_edges": {"X": X, "n_neighbors": 2, "n_jobs": None},
    "spectrum_z": {"s": 0.5, "z_tsne": 5.0, "n": 6, "n_noise": 5},
    "tsne_partition": {"X": X, "n_jobs": None},
    "exaggerated_maps": {"X": X, "rhos": (1, 2), "perplexity": 2, "max_iter": 3},
    "ledger": {"source": "five points"},
}
NUMBERS = ("X", "Y", "Y1", "Y2", "D2", "P", "d2", "x")
TABLES = [(f, a) for f, given in GOOD.items() for a in given if a in NUMBERS]
every_table = pytest.mark.parametrize(("name", "argument"), TABLES)


def call(name, **changed):
    """The function's result as an array; of the generators, their first steps."""
    result = getattr(ts, name)(**GOOD[name] | changed)
    if name == "descend":
        return np.stack([state.Y for state in islice(result, 3)])
    if name == "exaggerated_maps":
        return np.stack(list(result.values()))
    return np.array(list(result)) if name == "bisect_sigma" else result


def refusal(name, says, kind=ValueError, **changed):
    with pytest.raises(kind, match=says):
        call(name, **changed)


# ------------------------------------------------------------------ what is let in


def on_disk(table, folder):
    kept = np.memmap(folder / "table", dtype=float, mode="w+", shape=table.shape)
    kept[:] = table
    kept.flush()
    return np.memmap(folder / "table", dtype=float, mode="r", shape=table.shape)


def read_only(table, folder):
    copy = table.copy()
    copy.flags.writeable = False
    return copy


CONTAINERS = {
    "list": lambda table, folder: table.tolist(),
    "tuple": lambda table, folder: (
        tuple(map(tuple, np.atleast_2d(table).tolist()))
        if table.ndim == 2
        else tuple(table.tolist())
    ),
    "pandas": lambda table, folder: pd.DataFrame(table) if table.ndim == 2 else pd.Series(table),
    "long double": lambda table, folder: table.astype(np.longdouble),
    "big-endian": lambda table, folder: table.astype(">f8"),
    "Fortran order": lambda table, folder: np.asfortranarray(table),
    "strided": lambda table, folder: np.repeat(table, 2, axis=0)[::2],
    "object": lambda table, folder: table.astype(object),
    "read-only": read_only,
    "memmap": on_disk,
}


@every_table
@pytest.mark.parametrize("container", CONTAINERS)
def test_every_container_gives_the_same_bits(name, argument, container, tmp_path):
    table = CONTAINERS[container](GOOD[name][argument], tmp_path)
    assert np.array_equal(np.asarray(call(name, **{argument: table})), call(name))


@pytest.mark.parametrize(
    "kind", ["u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">i4", "O"]
)
def test_every_type_of_number_gives_the_bits_of_float64_and_none_wraps(kind):
    expected = ts.squared_distances(WHOLE.astype(float))
    assert np.array_equal(ts.squared_distances(WHOLE.astype(kind)), expected)
    assert expected[0, 1] == 200**2 + 3**2


def test_truth_values_are_0_and_1():
    yes = np.array([[True, False], [False, False], [True, True]])
    assert np.array_equal(ts.squared_distances(yes), ts.squared_distances(yes.astype(int)))
    mixed = pd.DataFrame({"a": [0.5, 1, 2], "b": [True, False, True]})
    assert ts.squared_distances(mixed).loc[0, 1] == 0.25 + 1


def test_fractions_and_decimals_are_numbers():
    assert ts.distances([[Fraction(1, 2)], [Decimal("1.5")]])[0, 1] == 1


@pytest.mark.parametrize("number", [2, np.float32(2), np.int8(2), np.array(2.0), Fraction(2)])
def test_a_number_may_be_of_any_kind(number):
    expected = ts.find_sigmas(D2, 2.0)
    assert np.array_equal(ts.find_sigmas(D2, number), expected)
    alike = ts.conditional_probabilities(D2, 2.0)
    assert np.array_equal(ts.conditional_probabilities(D2, number), alike)


@pytest.mark.parametrize("name", GOOD)
def test_the_callers_arrays_stay_as_they_were(name):
    mine = {a: v.copy() for a, v in GOOD[name].items() if isinstance(v, np.ndarray)}
    call(name, **mine)
    for argument, array in mine.items():
        assert np.array_equal(array, GOOD[name][argument])
        assert array.flags.writeable


def test_what_happens_to_the_start_later_does_not_change_the_first_state():
    mine = Y.copy()
    first = next(ts.descend(still, mine, 1))
    mine[:] = 0
    assert np.array_equal(first.Y, Y)


NAMES = list("abcdef")
SQUARE = {"index": NAMES, "columns": NAMES}
MAP = pd.DataFrame(Y, index=NAMES, columns=["u", "v"])


@pytest.mark.parametrize(
    ("name", "changed", "columns"),
    [
        ("squared_distances", {"X": FRAME}, NAMES),
        ("distances", {"X": FRAME}, NAMES),
        ("conditional_probabilities", {"D2": pd.DataFrame(D2, **SQUARE)}, NAMES),
        ("perplexity", {"P": pd.DataFrame(P, **SQUARE)}, None),
        ("find_sigmas", {"D2": pd.DataFrame(D2, **SQUARE)}, None),
        ("joint_probabilities", {"P": pd.DataFrame(P, **SQUARE)}, NAMES),
        ("similarities", {"Y": MAP}, NAMES),
        ("kl_divergence", {"P": pd.DataFrame(P, **SQUARE)}, None),
        ("kl_gradient", {"Y": MAP}, ["u", "v"]),
        ("kl_gradient", {"P": pd.DataFrame(JOINT, **SQUARE)}, [0, 1]),
    ],
)
def test_pandas_in_gives_labelled_pandas_out_with_the_same_numbers(name, changed, columns):
    labelled = call(name, **changed)
    assert np.array_equal(labelled, call(name))
    assert list(labelled.index) == NAMES
    assert columns is None or list(labelled.columns) == columns


def test_two_points_on_a_map_of_two_dimensions_keep_the_maps_columns():
    slope = ts.kl_gradient([[0, 0.5], [0.5, 0]], MAP.iloc[:2])
    assert list(slope.columns) == ["u", "v"]


def test_sums_of_columns_are_named_by_columns():
    table = pd.DataFrame(P, **SQUARE).iloc[:3]
    assert list(ts.kl_divergence(table, table, axis=0).index) == NAMES


# ------------------------------------------------------------------ edges that are no errors


@pytest.mark.parametrize(
    "points",
    [
        np.ones((4, 2)),
        [[0.0, 1], [0, 1], [3, 2], [5, 1]],
        [[1.0, 7], [2, 7], [4, 7], [9, 7]],
        [[1.0], [2], [4], [9]],
        [[0.0, 0], [1, 0], [3, 0], [1e10, 0]],
        1e12 + np.arange(8.0).reshape(4, 2) ** 2,
    ],
    ids=["identical", "a duplicate", "a constant column", "one feature", "an outlier", "an offset"],
)
def test_odd_points_get_finite_numbers(points):
    squares = ts.squared_distances(points)
    rows = ts.conditional_probabilities(squares, 1.0)
    assert np.allclose(rows.sum(axis=1), 1)
    slope = ts.kl_gradient(ts.joint_probabilities(rows), cloud(4, 2))
    assert np.isfinite(slope).all()


@pytest.mark.parametrize("n", [2, 3])
def test_two_and_three_points_have_a_finite_right_loss(n):
    joint = np.full((n, n), 1 / (n * n - n)) * ~np.eye(n, dtype=bool)
    alike = ts.similarities(np.zeros((n, 2)))
    assert np.allclose(alike, joint, rtol=1e-15)
    assert abs(ts.kl_divergence(joint, alike)) < 1e-15
    assert np.isfinite(ts.kl_gradient(joint, cloud(n, 2))).all()


@pytest.mark.parametrize("scale", [1e-300, 1e-100, 1e100])
@pytest.mark.parametrize("kernel", ["student", "gaussian"])
@pytest.mark.parametrize("normalize", ["rows", "joint"])
def test_a_map_may_shrink_to_nothing_or_fly_apart(scale, kernel, normalize):
    aim = P if normalize == "rows" else JOINT
    assert np.isfinite(ts.similarities(Y * scale, kernel, normalize)).all()
    assert np.isfinite(ts.kl_gradient(aim, Y * scale, kernel, normalize)).all()


@pytest.mark.parametrize("scale", [1e-30, 1e30, 1e-130, 1e130])
def test_scaled_points_have_the_same_chances(scale):
    squares = ts.squared_distances(X * scale)
    scaled = ts.conditional_probabilities(squares, ts.find_sigmas(squares, 2))
    assert np.allclose(scaled, ts.conditional_probabilities(D2, ts.find_sigmas(D2, 2)), rtol=1e-12)


def test_a_width_far_below_the_distances_sees_the_nearest_alone():
    squares = ts.squared_distances([[0.0], [1e10], [3e10]])
    assert ts.conditional_probabilities(squares, 1e-150)[2].tolist() == [0, 1, 0]


def test_printed_tables_pass_and_nothing_is_renormalised_in_secret():
    assert np.array_equal(ts.joint_probabilities(P * 1.004), (P * 1.004 + P.T * 1.004) / 12)


def test_with_a_learning_rate_of_1e10_student_stays_finite_and_a_gaussian_names_step_and_rate():
    def last(kernel):
        path = ts.descend(lambda Y: ts.kl_gradient(P, Y, kernel, "rows"), Y, 1e10)
        return list(islice(path, 100))[-1]

    assert np.isfinite(last("student").Y).all()
    with pytest.raises(FloatingPointError, match=r"iteration \d+ .*learning_rate=1e\+10"):
        last("gaussian")


# ------------------------------------------------------------------ what is refused, and why

GAPS = [
    (np.nan, r"contains NaN at row 1, column 0 \(1 such value"),
    (np.inf, "contains infinity at row 1, column 0"),
    (-np.inf, "contains infinity at row 1, column 0"),
]


@pytest.mark.parametrize(
    ("name", "argument"), [pair for pair in TABLES if pair != ("bisect_sigma", "d2")]
)
@pytest.mark.parametrize(("gap", "says"), GAPS)
def test_a_gap_is_refused_with_its_row_and_column(name, argument, gap, says):
    refusal(name, f"{argument} {says}", **{argument: put(GOOD[name][argument], (1, 0), gap)})


GAP = FRAME.index.to_numpy()[:, None] + FRAME.columns.to_numpy() == "bz"


@pytest.mark.parametrize(
    "frame",
    [FRAME.mask(GAP), FRAME.astype(object).mask(GAP, None), FRAME.astype("Float64").mask(GAP)],
    ids=["NaN", "None", "NA"],
)
def test_a_missing_value_of_a_frame_is_named_by_its_labels(frame):
    refusal("distances", r"NaN.* at row 'b', column 'z'.*drop or fill", X=frame)


def test_whole_numbers_as_labels_are_told_plainly():
    frame = pd.DataFrame(put(X, (1, 2), np.nan), index=range(10, 70, 10))
    refusal("distances", "at row 20, column 2", X=frame)


SHAPES = {
    "0 samples": (np.zeros((0, 3)), r"0 sample\(s\)"),
    "0 features": (np.zeros((3, 0)), r"0 feature\(s\)"),
    "1 sample": ([[1, 2]], r"1 sample\(s\).*minimum of 2"),
    "1-D": ([1, 2, 3], "Expected 2D array, got 1D array instead.*Reshape your data"),
    "3-D": (np.zeros((2, 2, 2)), "Expected 2D array, got 3D array instead"),
    "scalar": (3.0, "Expected 2D array, got scalar array instead"),
    "None": (None, "must be a table of numbers, got NoneType"),
    "str": ("abc", "must be a table of numbers, got str"),
    "dict": ({"a": 1}, "must be a table of numbers, got dict"),
    "ragged": ([[1, 2], [3]], "ragged: all rows need the same length"),
}


@pytest.mark.parametrize(("name", "argument"), [p for p in TABLES if p[1] in "XY"])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_no_table_of_points_is_refused(name, argument, shape):
    table, says = SHAPES[shape]
    refusal(name, says, **{argument: table})


KINDS = {
    "complex": (X * 1j, "real numbers, got complex data"),
    "text": ([["a", "b"], ["c", "d"]], "real numbers, got text"),
    "digit strings": ([["1", "2"], ["3", "4"]], "real numbers, got text"),
    "numpy strings": (np.array([["1"], ["2"]], dtype=np.dtypes.StringDType()), "got text"),
    "objects": (put(X.astype(object), (1, 2), "7"), "holds '7' at row 1, column 2"),
    "dates": (np.array([["2020-01-01"], ["2020-01-02"]], dtype="M8[D]"), "got dates"),
    "date objects": ([[date(2020, 1, 1)], [date(2020, 1, 2)]], "not a real number"),
    "masked": (np.ma.masked_greater(X, 1), r"masked array; fill it first with \.filled"),
    "sparse": (csr_array(X), r"sparse.*call \.toarray\(\)"),
    "a text column": (FRAME.assign(kind="red"), "holds 'red' at row 'a', column 'kind'"),
    "a category": (FRAME.assign(kind=pd.Categorical(list("rrrsss"))), "column 'kind'"),
    "a date column": (FRAME.assign(day=pd.Timestamp("2020-01-01")), "column 'day' of X holds"),
    "a complex column": (FRAME.assign(c=1j), "column 'c' of X holds complex128"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("caught", [TypeError, ValueError])
def test_what_is_no_real_number_is_refused_by_its_kind(kind, caught):
    table, says = KINDS[kind]
    refusal("distances", says, caught, X=table)


@pytest.mark.parametrize("huge", [10**400, np.longdouble("1e4000")], ids=["int", "long double"])
def test_numbers_beyond_float64_are_refused(huge):
    refusal("distances", "beyond the range|contains infinity", X=np.array([[huge], [1]]))
    refusal("descend", "learning_rate must be finite", learning_rate=huge)


@pytest.mark.parametrize("name", ["find_sigmas", "bisect_sigma"])
@pytest.mark.parametrize(
    "value", [6, 5.5, 5, 0.5, 0, -1, np.nan, np.inf, "two", True, None, 10**400], ids=repr
)
def test_a_perplexity_out_of_reach_is_told_what_could_be_used(name, value):
    says = r"perplexity must be .* less than n - 1 = 5 for 6 points.*; try 1\.67"
    refusal(name, says, perplexity=value)


@pytest.mark.parametrize("n", [7, 40, 400])
def test_the_perplexity_that_is_proposed_can_be_used(n):
    with pytest.raises(ValueError, match="; try ") as told:
        ts.find_sigmas(ts.squared_distances(cloud(n)), n)
    proposed = float(str(told.value).split("try ")[1])
    assert np.isfinite(ts.find_sigmas(ts.squared_distances(cloud(n)), proposed)).all()


REFUSED = {
    "perplexity for two points": ("find_sigmas", {"D2": D2[:2, :2]}, "no meaning for 2 points"),
    "tied neighbours": (
        "bisect_sigma",
        {"d2": [1, 1, 1, 4, 5]},
        "cannot be reached: 3 nearest neighbour",
    ),
    "D2 not square": ("find_sigmas", {"D2": D2[:4]}, r"D2 must be square.*\(4, 6\)"),
    "D2 asymmetric": (
        "find_sigmas",
        {"D2": put(D2, (0, 1), 9)},
        "symmetric, but at row 0, column 1 it is 9",
    ),
    "D2 with a diagonal": ("find_sigmas", {"D2": put(D2, (2, 2), 1)}, "zero diagonal.*row 2"),
    "D2 negative": ("find_sigmas", {"D2": -D2}, "D2 is negative at row 0, column 1"),
    "D2 with NaN, asymmetric": ("find_sigmas", {"D2": put(D2, (0, 1), np.nan)}, "contains NaN"),
    "d2 negative": ("bisect_sigma", {"d2": [1, -2, 3, 4, 5]}, "d2 must not be negative, got -2"),
    "d2 square": ("bisect_sigma", {"d2": D2}, "one row.*other.*points"),
    "d2 with NaN": ("bisect_sigma", {"d2": [1, np.nan, 2, 3, 4]}, "contains NaN at row 1"),
    "sigma 0": ("conditional_probabilities", {"sigmas": 0}, "sigmas must be greater than 0, got 0"),
    "sigma negative": ("conditional_probabilities", {"sigmas": -1}, "greater than 0, got -1"),
    "sigma NaN": ("conditional_probabilities", {"sigmas": np.nan}, "sigmas must be finite"),
    "sigma text": ("conditional_probabilities", {"sigmas": "wide"}, "must be a number, got 'wide'"),
    "sigma None": ("conditional_probabilities", {"sigmas": None}, "must be a number, got None"),
    "two sigmas": ("conditional_probabilities", {"sigmas": [1, 2]}, r"one number or 6 of them.*2"),
    "one sigma 0": (
        "conditional_probabilities",
        {"sigmas": [1, 1, 0, 1, 1, 1]},
        "sigmas at row 2 must be greater than 0",
    ),
    "sigma too small to square": ("conditional_probabilities", {"sigmas": 1e-200}, "rescale"),
    "tol 0": ("bisect_sigma", {"tol": 0}, "tol must be greater than 0"),
    "P with rows off": (
        "joint_probabilities",
        {"P": P * 0.99},
        "must sum to 1, but row 0 sums to 0.99",
    ),
    "P joint for perplexity": ("perplexity", {"P": JOINT}, "conditional_probabilities"),
    "P not square": ("joint_probabilities", {"P": P[:4]}, "square"),
    "P negative": ("kl_divergence", {"P": -P}, "P must not be negative"),
    "Q negative": ("kl_divergence", {"Q": -P}, "Q must not be negative"),
    "Q of another shape": ("kl_divergence", {"Q": P[:3]}, r"\(6, 6\) and Q \(3, 6\)"),
    "base 1": ("kl_divergence", {"base": 1}, "base must be greater than 1.*2 for bits"),
    "base one half": ("kl_divergence", {"base": 0.5}, "base must be greater than 1, got 0.5"),
    "axis 7": ("kl_divergence", {"axis": 7}, "axis must be None"),
    "axis True": ("kl_divergence", {"axis": True}, "axis must be None"),
    "Y of other points": ("kl_gradient", {"Y": Y[:4]}, "P is about 6 points and Y about 4; both"),
    "P rows for joint": ("kl_gradient", {"P": P}, r"sum to 1, found 6; use joint_prob"),
    "P joint for rows": ("kl_gradient", {"normalize": "rows"}, r"every row.*use conditional_prob"),
    "exaggeration below 1": ("kl_gradient", {"exaggeration": 0.5}, "at least 1 .*got 0.5"),
    "unknown kernel": ("kl_gradient", {"kernel": "cauchy"}, "'student', 'gaussian'; got 'cauchy'"),
    "a far map for a narrow kernel": (
        "similarities",
        {"Y": Y * 1e100, "kernel": ts.gaussian(sigma=1e-150)},
        "similarities left the range of float64; rescale",
    ),
    "a kernel's class": ("similarities", {"kernel": ts.gaussian}, "such as gaussian"),
    "kernel None": ("similarities", {"kernel": None}, "kernel must be 'student'"),
    "unknown normalisation": ("similarities", {"normalize": "all"}, "'joint', 'rows'; got 'all'"),
    "rate 0": ("descend", {"learning_rate": 0}, "learning_rate must be greater than 0, got 0"),
    "rate negative": ("descend", {"learning_rate": -1}, "learning_rate must be greater than 0"),
    "rate NaN": ("descend", {"learning_rate": np.nan}, "learning_rate must be finite"),
    "rate text": ("descend", {"learning_rate": "fast"}, "learning_rate must be a number"),
    "rate bool": ("descend", {"learning_rate": True}, "learning_rate must be a number"),
    "momentum 1": ("descend", {"momentum": 1}, r"momentum must be in \[0, 1\), got 1"),
    "gains text": ("descend", {"gains": "no"}, "gains must be True or False, got 'no'"),
    "a map of other points": ("spearman", {"Y": Y[:4]}, "X is about 6 points and Y about 4; both"),
    "half of all as neighbours": (
        "trustworthiness",
        {"n_neighbors": 3},
        r"n_neighbors \(3\) should be less than n_samples / 2 \(3\)",
    ),
    "all as neighbours": ("knn_recall", {"n_neighbors": 6}, r"\(6\) should be less than n_samples"),
    "no neighbours": ("continuity", {"n_neighbors": 0}, "n_neighbors must be at least 1, got 0"),
    "half a neighbour": ("knn_recall", {"n_neighbors": 1.5}, "must be a whole number, got 1.5"),
    "no function": ("descend", {"gradient": 3}, "must be a function Y -> slope, got int"),
    "a slope of another shape": (
        "descend",
        {"gradient": lambda Y: Y[:1]},
        r"slope of Y's shape \(6, 2\), got shape \(1, 2\)",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_value_and_remedy(what):
    name, changed, says = REFUSED[what]
    refusal(name, says, **changed)


@pytest.mark.parametrize("name", ["descend", "bisect_sigma"])
def test_generators_refuse_when_called_not_when_first_asked(name):
    argument = {"descend": {"momentum": 2}, "bisect_sigma": {"tol": -1}}[name]
    with pytest.raises(ValueError, match="must be"):
        getattr(ts, name)(**GOOD[name] | argument)


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e150, 1e300])
def test_points_whose_squares_leave_the_range_are_told_how_to_rescale(scale):
    refusal("distances", "rescale, for example X / ", X=X * scale)


ON_POINTS = [p for p in TABLES if p[1].lower() == "d2" and GOOD[p[0]][p[1]].shape != (4, 3)]


@pytest.mark.parametrize("scale", [1e-308, 1e307])
@pytest.mark.parametrize(("name", "argument"), ON_POINTS)
def test_squares_at_the_end_of_the_range_are_told_to_rescale(name, argument, scale):
    refusal(name, "rescale", **{argument: GOOD[name][argument] * scale})


SPARING = ("descend", "knn_recall", "spearman")  # make no table of n × n
SPARING += ("knn_edges", "tsne_partition", "exaggerated_maps")
MAKE_A_SQUARE = [p for p in TABLES if p[1] in "XY" and p[0] not in SPARING]
MAKE_A_SQUARE = [p for p in MAKE_A_SQUARE if p[1] == "X" or "X" not in GOOD[p[0]]]


@pytest.mark.parametrize(("name", "argument"), MAKE_A_SQUARE)
def test_points_that_do_not_fit_into_memory_are_told_before_it_is_taken(name, argument):
    many = np.zeros((3_000_000, 2))
    refusal(name, r"3000000 points need about \S+ GB.*take a sample", **{argument: many})


def test_a_small_machine_says_how_many_points_it_can_hold(monkeypatch):
    monkeypatch.setattr(validation.memory, "memory", lambda: 32 * 5**2)
    refusal("distances", "a sample of at most 5 rows of X", X=X)
    assert ts.distances(X[:5]).shape == (5, 5)


BAD_KERNELS = {
    "sigma 0": (lambda: ts.gaussian(sigma=0), "sigma must be greater than 0"),
    "sigma text": (lambda: ts.gaussian(sigma="x"), "sigma must be a number"),
    "sigma too small": (lambda: ts.gaussian(sigma=1e-200), "the square of sigma"),
    "alpha negative": (lambda: ts.heavy_tailed(alpha=-1), "alpha must be greater than 0"),
    "alpha NaN": (lambda: ts.heavy_tailed(alpha=np.nan), "alpha must be finite"),
    "negative d²": (lambda: ts.student([-2.0]), "D2 must not be negative, got -2"),
    "negative d², pull": (lambda: ts.student.pull([-1.0]), "D2 must not be negative"),
    "None": (lambda: ts.student(None), "table of numbers"),
    "text": (lambda: ts.gaussian()("near"), "table of numbers"),
    "NaN": (lambda: ts.gaussian().pull([1, np.nan]), "contains NaN at row 1"),
}


@pytest.mark.parametrize("what", BAD_KERNELS)
def test_kernels_refuse_what_is_no_squared_distance(what):
    act, says = BAD_KERNELS[what]
    with pytest.raises(ValueError, match=says):
        act()


# ------------------------------------------------------------------ rounding is no error

SINGLE, HALF = np.float32, np.float16
UNIT = cloud(40, 8)
UNIT = UNIT / np.linalg.norm(UNIT, axis=1, keepdims=True)
FLAT = np.abs(UNIT[:6, :6] + UNIT[:6, :6].T) * ~np.eye(6, dtype=bool)  # symmetric, zero diagonal


def rounded(kind, place, eps):
    """Distances of that precision, with one entry off by so many eps of the largest."""
    table = FLAT.astype(kind)
    table[place] += eps * np.finfo(kind).eps * table.max()
    assert table[place] != FLAT.astype(kind)[place]
    return table


def columns_of(table):
    return pd.DataFrame(table).astype({0: float})  # one of them in double precision


PRECISE = {
    "array": lambda table: table,
    "big-endian": lambda table: table.astype(table.dtype.newbyteorder(">")),
    "frame": pd.DataFrame,
    "frame with a column of doubles": columns_of,
    "frame of objects": lambda table: pd.DataFrame(
        {j: pd.Series(list(column), dtype=object) for j, column in enumerate(table.T)}
    ),
    "pandas's own type": lambda table: pd.DataFrame(table).astype(
        "Float32" if table.dtype == SINGLE else table.dtype
    ),
    "list of rows": list,
    "list of numbers": lambda table: [list(row) for row in table],
    "list, zeros of Python": lambda table: [[x or 0.0 for x in row] for row in table],
    "objects": lambda table: np.array([list(row) for row in table], dtype=object),
}
TAKE_PRECOMPUTED = {
    "TSNE": lambda D: (
        next(
            ts.TSNE(metric="precomputed", init=Y, perplexity=2, method="exact").iterate(D)
        ).gradient
    ),
    "TSNE on the mesh": lambda D: (
        next(ts.TSNE(metric="precomputed", init=Y, perplexity=2, method="mesh").iterate(D)).gradient
    ),
    "conditional_probabilities": lambda D: ts.conditional_probabilities(D, 0.5),
    "find_sigmas": lambda D: ts.find_sigmas(D, 2.5),
}


@pytest.mark.parametrize("who", TAKE_PRECOMPUTED)
@pytest.mark.parametrize("container", PRECISE)
@pytest.mark.parametrize("kind", [SINGLE, HALF])
@pytest.mark.parametrize(("place", "eps"), [((2, 2), 3), ((2, 2), -3), ((0, 3), 3)])
def test_a_rounding_of_the_callers_own_precision_is_no_error(who, container, kind, place, eps):
    found = TAKE_PRECOMPUTED[who](PRECISE[container](rounded(kind, place, eps)))
    right = rounded(kind, place, eps).astype(float)
    right = (right + right.T) / 2 * ~np.eye(6, dtype=bool)
    assert np.array_equal(found, TAKE_PRECOMPUTED[who](right))


@pytest.mark.parametrize("who", TAKE_PRECOMPUTED)
@pytest.mark.parametrize("kind", [SINGLE, HALF])
@pytest.mark.parametrize(
    ("place", "eps", "says"),
    [
        ((2, 2), 60, r"zero diagonal: the distance from row 2 to itself is .* if that is rounding"),
        ((2, 2), -60, "negative|zero or positive"),
        ((0, 3), 60, "symmetric, but at row 0, column 3 .* take the mean of both"),
    ],
)
def test_what_is_more_than_a_rounding_is_an_error_in_every_precision(who, kind, place, eps, says):
    with pytest.raises(ValueError, match=says):
        TAKE_PRECOMPUTED[who](rounded(kind, place, eps))


def below_zero(who):
    return "zero or positive" if who.startswith("TSNE") else "is negative"


@pytest.mark.parametrize("who", TAKE_PRECOMPUTED)
@pytest.mark.parametrize("entry", [3e-7, -3e-7])
def test_double_precision_has_no_such_excuse(who, entry):
    says = "zero diagonal" if entry > 0 else below_zero(who)
    with pytest.raises(ValueError, match=says):
        TAKE_PRECOMPUTED[who](put(FLAT, (2, 2), entry))
    with pytest.raises(ValueError, match=says):
        TAKE_PRECOMPUTED[who](pd.DataFrame(put(FLAT, (2, 2), entry), columns=list("abcdef")))


@pytest.mark.parametrize("who", TAKE_PRECOMPUTED)
@pytest.mark.parametrize(("place", "says"), [((2, 2), "zero diagonal"), ((0, 3), "symmetric")])
def test_whole_numbers_are_exact(who, place, says):
    far = np.full((6, 6), 2_000_000_000) - np.diag([2_000_000_000] * 6)
    far[0, 1] = far[1, 0] = 1_000_000_000
    with pytest.raises(ValueError, match=says):
        TAKE_PRECOMPUTED[who](put(far, place, far[place] + 1))


def test_distances_of_single_precision_unit_rows_can_be_fitted():
    E = UNIT.astype(SINGLE)
    D = np.clip(1 - E @ E.T, 0, None)
    assert np.diag(D).any()
    before = D.copy()
    for method in ("exact", "mesh"):
        how = {"init": "random", "random_state": 0, "perplexity": 5, "max_iter": 10}
        model = ts.TSNE(metric="precomputed", method=method, **how)
        assert np.array_equal(model.fit(D).embedding_, model.fit(pd.DataFrame(D)).embedding_)
        assert np.isfinite(model.embedding_).all()
    assert np.array_equal(D, before)
    assert np.isfinite(ts.TSNE(metric="precomputed", **how).fit(1 - E @ E.T).embedding_).all()


def test_precomputed_distances_are_named_by_the_callers_labels():
    table = pd.DataFrame(put(FLAT, (2, 2), 1.0), index=NAMES, columns=NAMES)
    with pytest.raises(ValueError, match="the distance from row 'c' to itself is 1"):
        ts.TSNE(metric="precomputed", init="random", perplexity=2).fit(table)


def test_distances_that_were_computed_from_single_precision_have_its_excuse():
    computed = put(put(FLAT, (2, 2), 1e-7), (0, 3), FLAT[0, 3] + 1e-7)
    clean = validation.matrices.distance_matrix(computed, "D", precision=SINGLE)
    assert np.array_equal(clean, clean.T)
    assert not np.diag(clean).any()
    with pytest.raises(ValueError, match="zero diagonal"):
        validation.matrices.distance_matrix(computed, "D")


TINY = {  # who takes what is never negative, and one entry of it
    "bisect_sigma": ("d2", 2),
    "kl_divergence": ("Q", (1, 2)),
    "attraction": ("D2", (1, 2)),
    "infonce": ("D2", (1, 2)),
    "kl_gradient": ("P", (1, 2)),
    "perplexity": ("P", (1, 2)),
    "joint_probabilities": ("P", (1, 2)),
    "expected_loss": ("P", (1, 2)),
}


JOINTLY = ("kl_gradient", "expected_loss")


@pytest.mark.parametrize("name", TINY)
@pytest.mark.parametrize("kind", [SINGLE, HALF])
def test_a_little_less_than_nothing_is_nothing_in_single_and_half_precision(name, kind):
    argument, place = TINY[name]
    table = put(GOOD[name][argument], place, 0)
    if argument == "P":
        table *= GOOD[name]["P"].sum() / table.sum()
        table = table if name in JOINTLY else table / table.sum(axis=1, keepdims=True)
    table = table.astype(kind)
    less = put(table, place, -2 * np.finfo(kind).eps * table.max())
    changed = {"axis": None} if name == "kl_divergence" else {}
    assert np.array_equal(
        call(name, **{argument: less}, **changed), call(name, **{argument: table}, **changed)
    )
    refusal(name, "negative", **{argument: less.astype(float)})


@pytest.mark.parametrize("name", [n for n, (argument, _) in TINY.items() if argument == "P"])
def test_a_diagonal_of_chances_is_forgiven_a_rounding_of_their_own_precision_alone(name):
    table = GOOD[name]["P"].astype(SINGLE)
    assert np.array_equal(call(name, P=put(table, (2, 2), 1e-8)), call(name, P=table))
    refusal(name, "itself", P=put(table, (2, 2), 1e-8).astype(float))


@pytest.mark.parametrize("normalize", ["rows", "joint"])
def test_many_chances_of_half_precision_sum_to_one_as_well_as_they_can(normalize):
    n = 600
    P = np.exp(-(cloud(n, n) ** 2)) * ~np.eye(n, dtype=bool)
    P /= P.sum(axis=1, keepdims=True)
    P = (P if normalize == "rows" else ts.joint_probabilities(P)).astype(HALF)
    P *= HALF(1.012)  # as a sum in half precision may leave it
    off = abs(P.astype(float).sum(axis=1 if normalize == "rows" else None) - 1)
    assert off.max() > 0.005
    assert np.isfinite(ts.kl_gradient(P, cloud(n, 2), normalize=normalize)).all()
    with pytest.raises(ValueError, match="must sum to 1"):
        ts.kl_gradient(P.astype(float), cloud(n, 2), normalize=normalize)
    if normalize == "rows":
        assert np.isfinite(ts.perplexity(P)).all()
        assert np.isfinite(ts.joint_probabilities(P)).all()
    else:
        assert np.isfinite(ts.expected_loss(P, cloud(n, 2)))


def test_chances_near_the_least_of_half_precision_are_rounded_by_six_in_a_hundred():
    n = 1500
    P = (1 - np.eye(n, dtype=HALF)) * HALF(1 / (n * (n - 1)))
    assert 0.93 < P.sum(dtype=float) < 0.95
    assert np.isfinite(ts.kl_gradient(P, cloud(n, 2))).all()
    refusal("kl_gradient", "must sum to 1, found 0.93", P=P.astype(float), Y=cloud(n, 2))


# ------------------------------------------------------------------ a point does not pick itself

WHO_TAKES_P = [
    (name, given) for name, given in GOOD.items() if "P" in given and name != "kl_divergence"
]


@pytest.mark.parametrize(("name", "given"), WHO_TAKES_P, ids=[name for name, _ in WHO_TAKES_P])
@pytest.mark.parametrize("size", [1.0, 0.004, 1e-12, 1e-300])
def test_chances_of_a_point_to_pick_itself_are_refused_by_row_and_value(name, given, size):
    own = put(given["P"], (2, 2), size)
    says = rf"diagonal must be zero, and at row 2 it is {size:.4g}.*fill_diagonal\(P, 0\)"
    refusal(name, says, P=own)
    refusal(name, "at row 'c' it is", P=pd.DataFrame(own, **SQUARE))


def test_equal_chances_for_all_and_itself_are_refused():
    for name in ("joint_probabilities", "perplexity"):
        refusal(name, "at row 0 it is 0.25", P=np.ones((4, 4)) / 4)


def test_a_divergence_may_be_of_any_two_tables():
    assert ts.kl_divergence(np.eye(2) / 2, np.eye(2) / 2) == 0


# ------------------------------------------------------------------ an error has no other beside it

EXTREMES = {
    "the largest": 1.7e308,
    "less than the least": -1.7e308,
    "the smallest": 5e-324,
    "NaN": np.nan,
    "infinity": np.inf,
    "a whole number beyond all floats": 10**400,
    "a whole number of 64 bits": 2**63,
    "a long double": np.longdouble("1e4000"),
    "a decimal": Decimal("1e5000"),
    "a decimal NaN": Decimal("NaN"),
    "a fraction": Fraction(10**500, 3),
}


def filled(table, value):
    """The table full of it, here and there, alternating in sign, and in one corner."""
    kind = float if isinstance(value, float) else object
    yield np.full(table.shape, value, dtype=kind)
    some, both, corner = table.astype(kind), table.astype(kind), np.zeros_like(table).astype(kind)
    some.flat[::2] = both.flat[::2] = corner.flat[-1] = value
    both.flat[1::2] = -value
    yield from (some, both, corner)


def result_or_reason(name, **changed):
    """What comes of a call: numbers, or the words of its refusal. A warning of numpy is neither."""
    with warnings.catch_warnings():
        for told in ("perplexity=.* cannot be reached", "all rows of X are the same"):
            warnings.filterwarnings("ignore", told)
        try:
            return np.asarray(call(name, **changed)), ""
        except (ValueError, TypeError) as error:
            return np.zeros(0), str(error)


@every_table
@pytest.mark.parametrize("extreme", EXTREMES)
def test_extreme_numbers_get_a_result_or_a_reason_and_no_warning_of_numpy(name, argument, extreme):
    for table in filled(GOOD[name][argument], EXTREMES[extreme]):
        result, reason = result_or_reason(name, **{argument: table})
        assert len(reason) > 20 or result.size
        assert not np.isnan(result).any()
        assert np.isfinite(result).all() or name == "kl_divergence"  # where q is 0


@pytest.mark.parametrize("how", ["", "init"])
def test_a_spread_beyond_all_floats_is_told_as_twice_its_half(how):
    far = np.array([[1.7e308, 0], [-1.7e308, 0], [0, 1]])
    with pytest.raises(ValueError, match=r"spread of \w+ is 2 x 1\.7e\+308, .* / 1\.7e\+308"):
        ts.TSNE(init=far, perplexity=1).fit(cloud(3, 2)) if how else ts.distances(far)


def test_a_map_that_starts_too_far_out_is_not_told_to_change_its_learning_rate():
    says = r"Y lies 1\.7e\+308 from the origin.*rescale, for example Y / 1\.7e\+308"
    refusal("descend", says, Y=np.full((6, 2), 1.7e308))


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("procrustes", {"Y1": np.full((6, 2), 1.7e308)}),
        ("procrustes", {"Y2": np.full((6, 2), -1.7e308)}),
        ("rival", {"n": 10**200}),
        ("spectrum_z", {"n": 10**200}),
        ("spectrum_z", {"s": 1e300}),
    ],
)
def test_what_python_calls_an_overflow_is_told_in_the_same_words(name, changed):
    refusal(name, f"{name} left the range of float64; rescale", **changed)


# ------------------------------------------------------------------ whole numbers of any width

PERMUTED = np.roll(np.eye(6, dtype=int), 1, axis=1)  # each picks one other
ON_A_LINE = ts.squared_distances(np.array([0, 1, 3, 7, 9, 15])[:, None])
WHOLE_TABLES = {
    "conditional_probabilities": {"D2": ON_A_LINE},
    "find_sigmas": {"D2": ON_A_LINE},
    "bisect_sigma": {"d2": np.array([1, 4, 9, 100, 200])},
    "perplexity": {"P": PERMUTED},
    "joint_probabilities": {"P": PERMUTED},
    "kl_divergence": {"P": PERMUTED, "Q": PERMUTED},
    "kl_gradient": {"P": put(np.zeros((6, 6)), (0, 1), 1)},
    "expected_loss": {"P": put(np.zeros((6, 6)), (0, 1), 1)},
    "attraction": {"D2": np.arange(100, 112).reshape(4, 3)},
    "infonce": {"D2": np.arange(100, 112).reshape(4, 3)},
    "log_z_slope": {"D2": np.arange(100, 112).reshape(4, 3)},
    "log_sigmoid": {"x": np.arange(6)},
    "descend": {"Y": WHOLE},
    "spearman": {"X": WHOLE, "Y": WHOLE[::-1]},
    "procrustes": {"Y1": WHOLE, "Y2": WHOLE[::-1]},
}
KINDS_OF_NUMBER = ["u1", "u2", ">i2", "i4", "u8", "i8", "f2", ">f4", "f4", ">f8", "g", "O"]


@pytest.mark.parametrize("name", WHOLE_TABLES)
@pytest.mark.parametrize("kind", KINDS_OF_NUMBER)
def test_tables_of_any_type_of_number_give_the_bits_of_float64(name, kind):
    given = {argument: np.asarray(table) for argument, table in WHOLE_TABLES[name].items()}
    plain, other = (
        call(name, **{argument: table.astype(k) for argument, table in given.items()})
        for k in (float, kind)
    )
    assert np.array_equal(plain, other)


@pytest.mark.parametrize("name", ["perplexity", "joint_probabilities", "kl_divergence"])
def test_chances_may_be_truth_values(name):
    given = WHOLE_TABLES[name]
    truth = {argument: table.astype(bool) for argument, table in given.items()}
    assert np.array_equal(call(name, **truth), call(name, **given))


@pytest.mark.parametrize("kind", ["i8", "u8"])
def test_whole_numbers_at_the_end_of_64_bits_do_not_wrap(kind):
    ends = np.iinfo(kind)
    D = ts.distances(np.array([[ends.min], [ends.max], [0]], dtype=kind))
    assert D[0, 1] == 2.0**64
    D2 = np.full((4, 4), ends.max, dtype=kind)
    np.fill_diagonal(D2, 0)
    assert np.allclose(ts.conditional_probabilities(D2, 1.0), (1 - np.eye(4)) / 3)


# ------------------------------------------------------------------ how much memory there is


def machine(folder, own, limits):
    """A folder that looks like the root of a system with control groups."""
    for file, text in {"proc/self/cgroup": own, **limits}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text)
    return folder


NEW, OLD = "sys/fs/cgroup", "sys/fs/cgroup/memory"
GROUPS = {
    "a container": ("0::/\n", {f"{NEW}/memory.max": "4000\n"}, 4000),
    "its own group": ("0::/a/b\n", {f"{NEW}/a/b/memory.max": "3000\n"}, 3000),
    "a group above": (
        "0::/a/b\n",
        {f"{NEW}/a/memory.max": "2000\n", f"{NEW}/a/b/memory.max": "max\n"},
        2000,
    ),
    "the least of all": (
        "0::/a/b\n",
        {
            f"{NEW}/a/memory.max": "9000",
            f"{NEW}/a/b/memory.max": "7000",
            f"{NEW}/memory.max": "8000",
        },
        7000,
    ),
    "another's group": ("0::/a\n", {f"{NEW}/b/memory.max": "1000\n"}, None),
    "no limit": ("0::/a\n", {f"{NEW}/a/memory.max": "max\n"}, None),
    "the old version": (
        "9:cpu,memory:/docker/x\n3:pids:/y\n",
        {f"{OLD}/docker/x/memory.limit_in_bytes": "5000\n"},
        5000,
    ),
    "the old version, in a container": (
        "9:memory:/docker/x\n",
        {f"{OLD}/memory.limit_in_bytes": "6000\n"},
        6000,
    ),
    "the old version, another kind": (
        "3:pids:/x\n",
        {f"{OLD}/x/memory.limit_in_bytes": "5000\n"},
        None,
    ),
    "the old version's word for no limit": (
        "9:memory:/\n",
        {f"{OLD}/memory.limit_in_bytes": "9223372036854771712\n"},
        None,
    ),
    "both versions": (
        "4:memory:/x\n0::/x\n",
        {f"{OLD}/x/memory.limit_in_bytes": "700", f"{NEW}/unified/x/memory.max": "600"},
        600,
    ),
    "out of its own tree": ("0::/../../a\n", {f"{NEW}/memory.max": "4000"}, 4000),
    "nonsense": ("what?\n::\n0::\n", {f"{NEW}/memory.max": "-1\n"}, None),
    "nothing at all": ("", {f"{NEW}/memory.max": ""}, None),
    "more digits than a number has": ("0::/\n", {f"{NEW}/memory.max": "9" * 5000}, None),
    "no text": ("0::/\0\n", {f"{NEW}/memory.max": "max"}, None),
}


@pytest.mark.parametrize("what", GROUPS)
def test_a_container_has_as_much_memory_as_its_control_groups_grant(what, tmp_path):
    own, limits, expected = GROUPS[what]
    everything = validation.memory.memory(tmp_path / "empty")
    assert everything > 1e6
    assert validation.memory.memory(machine(tmp_path, own, limits)) == (expected or everything)


def test_a_file_that_cannot_be_read_is_no_limit(tmp_path):
    root = machine(tmp_path, "0::/a\n", {f"{NEW}/a/memory.max/is_a_folder": "5"})
    (root / NEW / "memory.max").write_bytes(b"\xff\xfe\x00")
    assert validation.memory.memory(root) == validation.memory.memory(tmp_path / "empty")


@pytest.mark.parametrize("kind", ["RLIMIT_AS", "RLIMIT_DATA"])
def test_a_limit_of_the_process_itself_counts(kind, monkeypatch, tmp_path):
    resource = pytest.importorskip("resource")
    limits = {getattr(resource, kind): 123_456}
    none = (resource.RLIM_INFINITY,) * 2
    monkeypatch.setattr(resource, "getrlimit", lambda k: (limits[k], -1) if k in limits else none)
    assert validation.memory.memory(tmp_path) == 123_456


@pytest.mark.parametrize("says", [-1, 0])
def test_a_system_that_does_not_know_its_memory_has_16_gb(says, monkeypatch, tmp_path):
    monkeypatch.setattr(validation.memory.os, "sysconf", lambda name: says)
    monkeypatch.setattr(validation.memory, "_of_address_space", list)
    assert validation.memory.memory(tmp_path) == 16e9


def test_a_start_for_many_points_on_the_mesh_needs_no_table(monkeypatch):
    monkeypatch.setattr(validation.memory, "memory", lambda: 32 * 20**2)
    model = ts.TSNE(init=cloud(40, 2), perplexity=5, max_iter=3, method="mesh")
    assert model.fit(cloud(40, 3)).embedding_.shape == (40, 2)


def test_no_function_stands_without_validation():
    functions = {n for n in ts.__all__ if callable(getattr(ts, n)) and n[0].islower()}
    kernels = {"student", "gaussian", "heavy_tailed", "inverse_square"}  # check their own numbers
    without_input = {"five_points", "check_table"}  # the second checks its own two
    assert functions - kernels - without_input == set(validation.VALIDATORS) == set(GOOD)


def test_a_row_of_a_table_that_does_not_sum_to_one_is_named_by_its_label():
    with pytest.raises(ValueError, match=r"row 'a' sums to 0\.5"):
        ts.joint_probabilities(ts.conditional_probabilities(ts.squared_distances(FRAME), 1.0) / 2)
