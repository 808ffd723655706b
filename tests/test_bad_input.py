"""Bad and edge input, a row at a time, for every public function and estimator it concerns.

Each row is a promise. Its cases say who is called, what is changed of a good call, and what
comes of it: a refusal whose message names the value and the remedy, a warning in words, or
a finite and right result. Whatever comes, no warning of numpy leaks, the caller's arrays stay
as they were to the byte, and nothing global is touched.
"""

import pickle
import re
import warnings
from datetime import date

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from scipy.sparse import csr_array
from test_validation import CONTAINERS, GOOD, JOINT, call

import teachsne as ts

for name in ts.__all__:
    getattr(ts, name)  # what an import changes is not a call's doing
N = 6
X, Y = GOOD["spearman"].values()
D2, P = GOOD["find_sigmas"]["D2"], GOOD["perplexity"]["P"]
FITS = {"perplexity": 2, "max_iter": 3}
CALLS = GOOD | {
    "student": {"D2": D2},
    "gaussian": {"D2": D2, "sigma": 0.5},
    "heavy_tailed": {"D2": D2, "alpha": 2.0},
    "TSNE": {"X": X, **FITS},
    "YokedTSNE": {"Xs": [X, X[:, :2].copy()], **FITS},
    "inverse_square": {"D2": D2, "epsilon": 0.1},
    "ContrastiveTSNE": {
        "X": X,
        "loss": "umap",
        "n_neighbors": 2,
        "n_epochs": 3,
        "n_early_epochs": 2,
        "random_state": 0,
    },
}
PULLED = GOOD["infonce"]
TABLES = {  # who -> the arguments that are tables of numbers, the first one first
    who: [a for a in given if a in ("X", "Y", "Y1", "Y2", "D2", "P", "Q", "d2", "Xs", "x")]
    for who, given in CALLS.items()
}
TABLES = {who: arguments for who, arguments in TABLES.items() if arguments}
POINTS = {who: a for who, a in TABLES.items() if a[0] in ("X", "Y", "Y1", "Xs")}
AIMING = [who for who, a in TABLES.items() if a == ["P", "Y"]]
POINTS |= {who: ["Y"] for who in AIMING}


def act(who, **changed):
    """The call, and what comes of it as an array: of estimators their maps."""
    given = CALLS[who] | changed
    if who == "TSNE":
        return ts.TSNE(**{k: v for k, v in given.items() if k != "X"}).fit(given["X"]).embedding_
    if who == "YokedTSNE":
        model = ts.YokedTSNE(**{k: v for k, v in given.items() if k not in ("Xs", "labels")})
        return np.array(model.fit(given["Xs"], given.get("labels")).embeddings_)
    if who == "ContrastiveTSNE":
        parameters = {k: v for k, v in given.items() if k != "X"}
        return ts.ContrastiveTSNE(**parameters).fit(given["X"]).embedding_
    if who == "student":
        return np.array([ts.student(given["D2"]), ts.student.pull(given["D2"])])
    if who in ("gaussian", "heavy_tailed", "inverse_square"):
        kernel = getattr(ts, who)(**{k: v for k, v in given.items() if k != "D2"})
        return np.array([kernel(given["D2"]), kernel.pull(given["D2"])])
    return call(who, **changed)


def bytes_of(value):
    try:
        return pickle.dumps(value)
    except (TypeError, AttributeError, pickle.PicklingError):
        return repr(value)


def surroundings():
    """What a call must leave alone: numpy's random state, its error settings, warning filters."""
    state = np.random.get_state()[1].tobytes()  # noqa: NPY002
    return state, np.geterr(), np.get_printoptions(), list(warnings.filters)


def outcome(who, changed):
    """(result or error, the warnings); and nothing else has changed."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        before = bytes_of(CALLS[who] | changed), surroundings()
        try:
            result = act(who, **changed)
        except Exception as error:
            result = error
        assert (bytes_of(CALLS[who] | changed), surroundings()) == before
    return result, told


# ------------------------------------------------------------------ the cases, row by row


REFUSALS, WARNED, FINE = [], [], []  # (row, who, changed, …)


def refuse(row, who, says, kind=ValueError, **changed):
    REFUSALS.append((row, who, changed, says, kind))


def warn(row, who, says, **changed):
    WARNED.append((row, who, changed, says))


def fine(row, who, right=None, **changed):
    """right: a function of the result, which says whether it is; finite it must be anyway."""
    FINE.append((row, who, changed, right))


def first(who):
    argument = TABLES[who][0]
    return argument, CALLS[who][argument]


def broken(who, argument, place, value):
    """The argument with one other cell; of a list of tables, in the second."""
    table = CALLS[who][argument]
    if argument == "Xs":
        return [table[0], broken_table(table[1], place, value)]
    return broken_table(table, place[: table.ndim], value)


def broken_table(table, place, value):
    copy = table.astype(object if isinstance(value, str | date) else type(value))
    copy[place] = value
    return copy


def named(argument):
    return r"Xs\[1\]" if argument == "Xs" else argument


ROW = "NaN, infinity, missing values"
for who, arguments in TABLES.items():
    for argument in arguments:
        there = "row 1" if argument == "d2" else "row 1, column 0"
        for gap, word in ((np.nan, "NaN"), (np.inf, "infinity"), (-np.inf, "infinity")):
            says = rf"{named(argument)} contains {word} at {there} \(1 such value.*drop or fill"
            refuse(ROW, who, says, **{argument: broken(who, argument, (1, 0), gap)})
        if argument not in ("d2", "Xs"):
            frame = pd.DataFrame(broken(who, argument, (1, 0), np.nan)).rename(index={1: "bo"})
            refuse(ROW, who, f"{argument} contains NaN at row 'bo', column 0", **{argument: frame})
SWEEP = CALLS["choose_lambda"]["sweep"]
refuse(
    ROW,
    "choose_lambda",
    "sweep contains NaN at row 1, column 'kl'",
    sweep=SWEEP.assign(kl=[1, np.nan]),
)
refuse(ROW, "TSNE", "init contains NaN at row 2, column 1", init=broken_table(Y, (2, 1), np.nan))
refuse(
    ROW,
    "YokedTSNE",
    "labels has a missing value at row 3; drop the row, or name it",
    by_label=True,
    labels=["a", "b", "a", None, "b", "a"],
)

ROW = "no table: too few, 1-D, 3-D, scalar, None, str, dict, ragged"
ALWAYS = [
    (None, "must be a table of numbers, got NoneType; give an array, a list of rows or a Data"),
    ("abc", "must be a table of numbers, got str"),
    ({"a": [1]}, "must be a table of numbers, got dict"),
    ([[1, 2], [3]], "is ragged: all rows need the same length"),
    ((row for row in [[1.0], [2]]), "must be a table of numbers, got generator"),
]
OF_POINTS = [
    (np.zeros((0, 3)), r"Found array with 0 sample\(s\).*minimum of 2"),
    (np.zeros((3, 0)), r"0 feature\(s\).*minimum of 1"),
    ([[1.0, 2]], r"1 sample\(s\).*minimum of 2"),
    ([1.0, 2, 3], "Expected 2D array, got 1D array instead.*Reshape your data"),
    (np.zeros((2, 2, 2)), "Expected 2D array, got 3D array instead"),
    (3.0, "Expected 2D array, got scalar array instead"),
]
for who, arguments in TABLES.items():
    for argument in arguments:
        for value, says in ALWAYS + (OF_POINTS if argument in POINTS.get(who, ()) else []):
            if argument == "Xs":
                refuse(ROW, who, r"\[1\].*" + says if value is None else says, Xs=[X, value])
            else:
                refuse(ROW, who, says, **{argument: value})
for who in ("conditional_probabilities", "find_sigmas", "perplexity", "joint_probabilities"):
    argument, table = first(who)
    refuse(ROW, who, rf"{argument} must be square.*got shape \(4, 6\)", **{argument: table[:4]})
    refuse(ROW, who, "a minimum of 2 samples", **{argument: [[0.0]]})
for value, says in [
    ([X], r"Xs holds 1 data set\(s\); a yoke takes two"),
    (X, "Xs must be a list of data sets"),
    (None, "Xs must be a table of numbers, got NoneType"),
    ("AB", "Xs must be a table of numbers, got str"),
]:
    refuse(ROW, "YokedTSNE", says, Xs=value)
refuse(ROW, "choose_lambda", r"must be a table from yoke_sweep; it lacks \['lam'", sweep=None)
refuse(ROW, "bisect_sigma", r"must be one row.*got shape \(6, 6\)", d2=D2)

ROW = "complex, text, digit strings, dates, masked, sparse"
for who, arguments in TABLES.items():
    for argument in arguments:
        table = CALLS[who][argument]
        table = table[1] if argument == "Xs" else table
        kinds = [
            (table * 1j, "real numbers, got complex data.*Complex data not supported"),
            (table.astype(str), "real numbers, got text"),
            (broken_table(table, (1, 0)[: table.ndim], "7"), "holds '7' at row 1.*encode or drop"),
            ((100 * table).astype("M8[D]"), "real numbers, got dates"),
            (np.ma.masked_equal(table, 0), r"masked array; fill it first with \.filled"),
            ([np.ma.masked_equal(row, 0) for row in table], r"masked array; fill it first"),
            (csr_array(np.atleast_2d(table)), r"is sparse.*call \.toarray\(\)"),
        ]
        for value, says in kinds[:5] + kinds[6 - (table.ndim == 2) :]:
            changed = {argument: [X, value] if argument == "Xs" else value}
            refuse(ROW, who, f"{named(argument)} .*({says})", TypeError, **changed)
TEXT = SWEEP.assign(kl=["low", "high"])
refuse(
    ROW, "choose_lambda", "holds 'low' at row 0, column 'kl'.*encode or drop", TypeError, sweep=TEXT
)
for who in ("squared_distances", "distances", "TSNE", "spearman"):
    frame = pd.DataFrame(X).assign(kind="red")
    says = "X holds 'red' at row 0, column 'kind', which is not a real number.*encode or drop it"
    refuse(ROW, who, says, TypeError, X=frame)

ROW = "perplexity out of reach"
OUT = [N, N - 0.5, 0.5, 0, -1, np.nan, np.inf, "many", True, None]
for value in OUT:
    told = rf"perplexity.*{re.escape(repr(value))}.*try 1\.67"
    for who in ("TSNE", "YokedTSNE", "yoke_sweep"):
        refuse(ROW, who, told, perplexity=value)
    for who in ("find_sigmas", "bisect_sigma"):
        refuse(ROW, who, rf"less than n - 1 = {N - 1} for {N} points.*try 1\.67", perplexity=value)
for who in ("find_sigmas", "bisect_sigma"):
    refuse(ROW, who, rf"less than n - 1 = {N - 1}.*got {N - 1}; try", perplexity=N - 1)
fine(ROW, "TSNE", perplexity=N - 1)
fine(ROW, "YokedTSNE", perplexity=N - 1)

ROW = "tied nearest neighbours, equidistant points"
EQUAL = 1 - np.eye(N)
TOLD = rf"perplexity=2 cannot be reached at {N} point\(s\).*{N - 1} or more.*above {N - 1}, or remo"
warn(ROW, "find_sigmas", TOLD, D2=EQUAL)
warn(ROW, "TSNE", TOLD, X=np.eye(N))
warn(ROW, "YokedTSNE", TOLD, Xs=[np.eye(N), np.eye(N)])
warn(ROW, "yoke_sweep", TOLD, Xs=[np.eye(N), np.eye(N)])
refuse(ROW, "bisect_sigma", "2 cannot be reached: 4 nearest neighbour", d2=[1, 1, 1, 1.0, 4])

ROW = "identical rows, a duplicate, a constant column, one feature"
ODD = {
    "identical": np.ones((N, 2)),
    "a duplicate": np.vstack([X[:-1], X[:1]]),
    "a constant column": np.c_[X, np.full(N, 7.0)],
    "one feature": X[:, :1],
}


def exactly(table):
    """The squared distances, in Python's whole and broken numbers."""
    rows = table.tolist()
    squares = [[sum((a - b) ** 2 for a, b in zip(r, s, strict=True)) for s in rows] for r in rows]
    return np.array(squares)


for name, table in ODD.items():
    squares = exactly(table)
    fine(ROW, "squared_distances", lambda d, s=squares: np.allclose(d, s, rtol=1e-14), X=table)
    fine(ROW, "distances", lambda d, s=squares: np.allclose(d, s**0.5, rtol=1e-14), X=table)
    fine(ROW, "conditional_probabilities", lambda p: np.allclose(p.sum(axis=1), 1), D2=squares)
    fine(ROW, "similarities", lambda q: np.isclose(q.sum(), 1), Y=table)
    fine(ROW, "kl_gradient", Y=table)
    fine(ROW, "descend", Y=table)
    fine(ROW, "partition_function", lambda z: 0 < z <= N * (N - 1), Y=table)
    fine(ROW, "expected_gradient", Y=table)
    if name != "identical":
        fine(ROW, "ContrastiveTSNE", X=table)
        fine(ROW, "knn_edges", lambda e: (e[:, 0] != e[:, 1]).all(), X=table)
    fine(ROW, "procrustes", Y1=table, Y2=table[::-1])
    for who in ("trustworthiness", "continuity", "knn_recall", "spearman"):
        fine(ROW, who, lambda value: 0 <= value <= 1 + 1e-12, X=table, Y=table)
    told = None if name != "identical" else TOLD
    for who, argument in (("find_sigmas", squares), ("TSNE", table), ("YokedTSNE", [table] * 2)):
        changed = {TABLES[who][0]: argument} | ({} if told else {"perplexity": 2.5})
        (warn(ROW, who, told, **changed) if told else fine(ROW, who, **changed))
warn(ROW, "ContrastiveTSNE", "all rows of X are the same, so who is whose", X=ODD["identical"])
fine(ROW, "TSNE", lambda map_: map_.shape == (N, 5), n_components=5)
fine(ROW, "bisect_sigma", d2=[0.0, 1, 2, 3, 4])
fine(ROW, "yoke_sweep", Xs=[ODD["a duplicate"], ODD["one feature"]], perplexity=2.5)

ROW = "huge, tiny, far away, an outlier"
for scale in (1e-300, 1e-150, 1e150, 1e300):
    for who in ("squared_distances", "distances"):
        refuse(ROW, who, "the spread of X is .* rescale, for example X / ", X=X * scale)
    refuse(ROW, "procrustes", "spread of Y1 is .* rescale, for example Y1", Y1=Y * scale)
    refuse(ROW, "procrustes", "spread of Y2 is .* rescale, for example Y2", Y2=Y * scale)
    fine(ROW, "TSNE", X=X * scale)
    fine(ROW, "YokedTSNE", Xs=[X, X * scale])
    fine(ROW, "yoke_sweep", Xs=[X, X * scale])
    fine(ROW, "ContrastiveTSNE", X=X * scale)
    fine(ROW, "knn_edges", lambda e: np.array_equal(e, act("knn_edges")), X=X * scale)
    for who in ("trustworthiness", "continuity", "knn_recall", "spearman"):
        fine(ROW, who, lambda value: abs(value - 1) < 1e-12, X=X * scale, Y=X)
for who in ("similarities", "kl_gradient", "descend", "partition_function", "expected_gradient"):
    refuse(ROW, who, "spread of Y is .* rescale, for example Y / ", Y=Y * 1e300)
    fine(ROW, who, Y=Y * 1e-300)
for who in ("conditional_probabilities", "find_sigmas"):
    refuse(ROW, who, "largest entry of D2 is .* rescale the points before squaring", D2=D2 * 1e303)
    refuse(ROW, who, "largest entry of D2 is .* rescale", D2=D2 * 1e-300)
refuse(ROW, "conditional_probabilities", "square of sigmas.* = 1e-200 leaves.*resc", sigmas=1e-200)
refuse(ROW, "bisect_sigma", "rescale", d2=D2[0, 1:] * 1e304)
FAR = np.vstack([X[:-1], np.full((1, 3), 1e10)])
for who in ("squared_distances", "distances", "TSNE", "ContrastiveTSNE", "knn_edges"):
    fine(ROW, who, X=FAR)
    fine(ROW, who, X=X + 1e12)
for who in ("attraction", "repulsion", "attraction_slope", "repulsion_slope", "infonce"):
    for size in (1e-300, 1e300):
        fine(ROW, who, D2=PULLED["D2"] * size)
for who in ("trustworthiness", "continuity", "knn_recall", "spearman"):
    fine(ROW, who, lambda value: value > 0.99, X=FAR, Y=FAR)
    fine(ROW, who, lambda value: value > 0.99, X=np.round(X * 64) + 2.0**40, Y=X)
fine(ROW, "procrustes", Y1=Y + 1e12)
fine(ROW, "find_sigmas", D2=exactly(FAR))
fine(ROW, "YokedTSNE", Xs=[FAR, X + 1e12])

ROW = "precomputed distances, and tables of pairs"
D = np.sqrt(D2)
GIVEN = {"metric": "precomputed", "init": "random"}
refuse(ROW, "TSNE", r"X must be a square distance matrix.*got \(3, 6\)", X=D[:3], **GIVEN)
PAIRS = [
    (broken_table(D2, (0, 1), 9.0), "must be symmetric, but at row 0, column 1 it is 9 one way"),
    (broken_table(D2, (2, 2), 1.0), "zero diagonal: the distance from row 2 to itself is 1"),
    (broken_table(D2, (0, 1), np.nan), "contains NaN at row 0, column 1"),
]
for table, says in PAIRS:
    refuse(ROW, "TSNE", says, X=table, **GIVEN)
    for who in ("conditional_probabilities", "find_sigmas"):
        refuse(ROW, who, says, D2=table)
BELOW = broken_table(D2, (0, 1), -3.0)
refuse(ROW, "TSNE", "X is -3 at row 0, column 1; correct them", X=BELOW, **GIVEN)
for who in ("conditional_probabilities", "find_sigmas"):
    refuse(ROW, who, "D2 is negative at row 0, column 1: -3", D2=BELOW)
says = 'init="pca" cannot be used with metric="precomputed".*use init="random"'
refuse(ROW, "TSNE", says, X=D, metric="precomputed")
for who in ("perplexity", "joint_probabilities", "kl_gradient"):
    refuse(ROW, who, "P is negative at row 0, column 1: -1", P=broken_table(P, (0, 1), -1.0))

ROW = "learning rate, exaggeration, iterations, components"
for name, value, says in [
    ("learning_rate", 0, "greater than 0, got 0"),
    ("learning_rate", -1.0, "greater than 0, got -1"),
    ("learning_rate", np.nan, "finite, got nan"),
    ("learning_rate", "fast", "'fast'"),
    ("early_exaggeration", 0.5, r"at least 1 \(1 changes nothing\), got 0\.5"),
    ("max_iter", 0, "at least 1, got 0"),
    ("max_iter", -1, "at least 1, got -1"),
    ("max_iter", 1.5, "a whole number, got 1.5"),
    ("n_components", 0, "at least 1, got 0"),
    ("n_components", 2.0, "a whole number, got 2.0"),
    ("n_components", "two", "a whole number, got 'two'"),
]:
    refuse(ROW, "TSNE", f"{name} must be .*{says}", **{name: value})
    if name == "max_iter":
        refuse(ROW, "YokedTSNE", f"{name} must be .*{says}", **{name: value})
        refuse(ROW, "yoke_sweep", f"{name} must be .*{says}", **{name: value})
    if name == "learning_rate":
        refuse(ROW, "descend", f"{name} must be .*{says}", **{name: value})
        refuse(ROW, "ContrastiveTSNE", f"{name} must be .*{says}", **{name: value})
refuse(ROW, "kl_gradient", r"exaggeration must be at least 1 .*got 0\.5", exaggeration=0.5)
refuse(ROW, "descend", r"momentum must be in \[0, 1\), got 1; \.5 to \.9 is usual", momentum=1)
for who in ("TSNE", "YokedTSNE", "yoke_sweep"):
    fine(ROW, who, max_iter=1)

ROW = "learning rate 1e10"
BLOWN = r"iteration \d+ is no longer finite at learning_rate=1e\+10; use a smaller learning_rate"
LONG = {"learning_rate": 1e10, "max_iter": 60}
STEEP = {"kernel": "gaussian", "normalize": "rows"}
refuse(ROW, "TSNE", BLOWN, FloatingPointError, **LONG, **STEEP)
refuse(ROW, "descend", BLOWN, FloatingPointError, learning_rate=1e10, gradient=lambda Y: Y**5)
MANY = cloud(40, 4)
fine(ROW, "TSNE", **LONG)
for how in ({"method": "exact"}, {"dtype": "float32"}, {"n_components": 3}):
    fine(ROW, "TSNE", X=MANY, **LONG, **how)
fine(ROW, "TSNE", X=MANY, method="mesh", **LONG)

ROW = "init, and words that nobody knows"
SHAPED = r"init must be 'pca', 'random' or an array.*of shape \(6, 2\); got "
for who in ("TSNE", "YokedTSNE", "ContrastiveTSNE"):
    refuse(ROW, who, SHAPED + r"shape \(6, 3\)", init=X)
    refuse(ROW, who, "init must be one of 'pca', 'random'; got 'spectral'", init="spectral")
    refuse(ROW, who, "init contains NaN at row 0, column 0", init=broken_table(Y, (0, 0), np.nan))
    warn(ROW, who, "init has all points at one place.*nothing moves; use 'pca'", init=Y * 0)
for who in ("ContrastiveTSNE", "expected_loss", "expected_gradient"):
    words = "'negative', 'nce', 'infonce', 'umap'"
    refuse(ROW, who, f"loss must be one of {words}; got 'odd'", loss="odd")
for name, says in [
    ("metric", "'metric' parameter.*must be a str among.*Got 'odd'"),
    ("method", "method must be one of 'auto', 'exact', 'mesh', 'barnes_hut'; got 'odd'"),
    ("kernel", "kernel must be one of 'student', 'gaussian'; got 'odd'"),
    ("normalize", "normalize must be one of 'joint', 'rows'; got 'odd'"),
    ("schedule", "schedule must be one of 'auto', 'classic', 'swift'; got 'odd'"),
    ("dtype", "dtype must be 'float64' or 'float32', got 'odd'"),
]:
    refuse(ROW, "TSNE", says, **{name: "odd"})
    if name in ("kernel", "normalize"):
        refuse(ROW, "similarities", says, **{name: "odd"})
        refuse(ROW, "kl_gradient", says, **{name: "odd"})
for name, allowed in (("penalty", "'sum', 'mean'"), ("pairs", "'all', 'chain'")):
    refuse(ROW, "YokedTSNE", f"{name} must be one of {allowed}; got 'odd'", **{name: "odd"})
refuse(ROW, "ledger", "source must be one of 'five points', .*; got 'page'", source="page")
refuse(ROW, "descend", "must be a function Y -> slope, got str", gradient="steep")
refuse(ROW, "TSNE", "the metric's table contains NaN", X=MANY, metric=lambda a, b: np.nan)
refuse(
    ROW,
    "TSNE",
    "the metric's table contains NaN",
    X=MANY,
    metric=lambda a, b: np.nan,
    method="mesh",
)

ROW = "sigma"
SIGMAS = [(0, "greater than 0, got 0"), (-1.0, "than 0, got -1"), (np.nan, "finite, got nan")]
for value, says in SIGMAS:
    refuse(ROW, "conditional_probabilities", f"sigmas must be .*{says}", sigmas=value)
    several = [1, 1, value, 1, 1, 1]
    said = "NaN at row 2" if value != value else f"at row 2 must be .*{says}"
    refuse(ROW, "conditional_probabilities", f"sigmas .*{said}", sigmas=several)
    refuse(ROW, "gaussian", f"sigma must be .*{says}", sigma=value)
    refuse(ROW, "heavy_tailed", f"alpha must be .*{says}", alpha=value)
refuse(
    ROW, "conditional_probabilities", r"one number or 6 of them, got shape \(5,\)", sigmas=[1.0] * 5
)

ROW = "sums that are off, other shapes, q = 0 < p"
for who in ("joint_probabilities", "perplexity"):
    refuse(ROW, who, r"must sum to 1, but row 0 sums to 0\.99.*conditional_prob", P=P * 0.99)
fine(ROW, "joint_probabilities", lambda p: np.isclose(p.sum(), 1.004), P=P * 1.004)
for who in ("perplexity", "joint_probabilities", "kl_gradient"):
    says = r"pairs a point with itself; its diagonal must be zero, and at row 2 it is 0\.5.*anew"
    refuse(ROW, who, says, P=broken_table(CALLS[who]["P"], (2, 2), 0.5))
refuse(ROW, "kl_gradient", r"all pairs of P must sum to 1, found 6; use joint_prob", P=P)
refuse(ROW, "kl_gradient", "P is about 6 points and Y about 4; both", Y=Y[:4])
refuse(ROW, "kl_divergence", r"P has shape \(6, 6\) and Q \(3, 6\)", Q=P[:3])
refuse(ROW, "kl_divergence", "P must not be negative, got -", P=-P)
refuse(ROW, "kl_divergence", "Q must not be negative, got -", Q=-P)
NEVER = broken_table(P, (0, 1), 0.0)
INFINITE = (ROW, "kl_divergence", {"Q": NEVER})

ROW = "too many points for a table of n × n"
CROWD = np.zeros((3_000_000, 2))
SQUARING = ("squared_distances", "distances", "similarities", "partition_function")
for who in (*SQUARING, "trustworthiness", "continuity"):
    says = r"3000000 points need about \S+ GB.*take a sample of at most \d+ rows"
    refuse(ROW, who, says, **{TABLES[who][0]: CROWD})
INSTEAD = r"3000000 points need about \S+ GB.*method='auto' needs far less"
refuse(ROW, "TSNE", INSTEAD, X=CROWD, method="exact")
refuse(ROW, "TSNE", INSTEAD, X=CROWD, kernel="gaussian")

ROW = "yoked"
APART = r"Xs\[1\] has 5 rows and Xs\[0\] 6. Row i must be the same point in all data sets"
for who, name in (("YokedTSNE", "lam"), ("yoke_sweep", "lams")):
    refuse(ROW, who, APART, Xs=[X, X[:5]])
    refuse(ROW, who, r"holds 1 data set\(s\); a yoke takes two or more: \[X1, X2\]", Xs=[X])
    for value, says in (
        (-1.0, "not be negative, got -1"),
        (np.nan, "finite"),
        ("a", "number, got 'a'"),
    ):
        refuse(ROW, who, f"must.* {says}", **{name: [value] if name == "lams" else value})
refuse(ROW, "yoke_sweep", r"lams must be a list of numbers such as \[1e-6", lams=[])
refuse(ROW, "yoke_sweep", "lams holds a number twice", lams=[1.0, 1.0])
refuse(ROW, "yoke_sweep", "starts must be at least 1, got 0", starts=0)
refuse(ROW, "YokedTSNE", r"labels must be one a row, 6 of them, got shape \(5,\)", labels=[1] * 5)
refuse(ROW, "procrustes", r"Y1 has shape \(6, 2\) and Y2 \(4, 2\).*in the same order", Y2=Y[:4])
refuse(ROW, "choose_lambda", "has one start.*starts=3 or more", sweep=SWEEP[:1])
refuse(ROW, "choose_lambda", "has no λ above 0", sweep=SWEEP.assign(lam=0.0))

ROW = "contrastive"
for who in ("ContrastiveTSNE", "knn_edges"):
    for k in (N, N + 1):
        says = rf"n_neighbors \({k}\) must be less than n_samples \({N}\): from 1 to 5.*try 2"
        refuse(ROW, who, says, n_neighbors=k)
    refuse(ROW, who, "n_neighbors must be at least 1, got 0", n_neighbors=0)  # no edge at all
    refuse(ROW, who, "n_neighbors must be a whole number, got 2.0", n_neighbors=2.0)
for who in [who for who, given in GOOD.items() if "n_noise" in given] + ["ContrastiveTSNE"]:
    refuse(ROW, who, "n_noise must be at least 1, got 0", n_noise=0)
    refuse(ROW, who, "n_noise must be a whole number, got 1.5", n_noise=1.5)
NO_SIZE = [(0, "greater than 0, got 0"), (-3.0, "than 0, got -3"), (np.nan, "finite, got nan")]
NO_SIZE += [("auto", "a number, got 'auto'"), (np.inf, "finite, got inf")]
for value, says in NO_SIZE:
    for who in ("rival", "expected_loss", "expected_gradient"):
        refuse(ROW, who, f"z_bar must be .*{says}", z_bar=value)
    refuse(ROW, "ContrastiveTSNE", f"z_bar must be .*{says}", loss="negative", z_bar=value)
    refuse(ROW, "expected_log_z_slope", f"z must be .*{says}", z=value)
    refuse(ROW, "spectrum_z", f"z_tsne must be .*{says}", z_tsne=value)
    for who in ("attraction", "repulsion", "attraction_slope", "repulsion_slope", "log_z_slope"):
        refuse(ROW, who, f"c must be .*{says}", c=value)
refuse(ROW, "ContrastiveTSNE", "Σ .* is at most 30", loss="negative", z_bar=1e200)
refuse(ROW, "ContrastiveTSNE", "both set Z̄; give one", loss="negative", z_bar=5, spectrum=0)
refuse(ROW, "ContrastiveTSNE", "from -10 to 10, got 11; 0 is t-SNE", loss="negative", spectrum=11)
refuse(ROW, "ContrastiveTSNE", "is for loss='negative'; loss='umap' has Z̄ = .*leave z_bar", z_bar=5)
refuse(ROW, "ContrastiveTSNE", "batch_size must be at least 1, got 0", batch_size=0)
refuse(ROW, "ContrastiveTSNE", "batch_size must be a whole number, got 0.5", batch_size=0.5)
OVER = r"epoch \d+ is no longer finite at learning_rate=1e\+200; use a smaller learning_rate"
refuse(ROW, "ContrastiveTSNE", OVER, FloatingPointError, learning_rate=1e200)
fine(ROW, "ContrastiveTSNE", learning_rate=1e10)
for who in ("infonce", "infonce_slope", "log_z_slope"):
    says = r"an edge's and then its noise's, of shape \(b, 1 \+ m\); got shape \(4, 1\)"
    refuse(ROW, who, says, D2=PULLED["D2"][:, :1])
    refuse(ROW, who, "D2 must not be negative, got -", D2=-PULLED["D2"])
for who in ("attraction", "repulsion", "attraction_slope", "repulsion_slope", "inverse_square"):
    refuse(ROW, who, "D2 must not be negative, got -", D2=-PULLED["D2"])
for who in ("expected_loss", "expected_gradient", "expected_log_z_slope"):
    refuse(ROW, who, r"all pairs of P must sum to 1, found 0; use joint", P=0 * JOINT)  # no edge
    refuse(ROW, who, "pairs a point with itself; its diagonal must be zero", P=np.eye(N) / N)
    refuse(ROW, who, "P is about 6 points and Y about 4", Y=Y[:4])
for n, says in (
    (1, "at least 2, got 1"),
    (0, "at least 2, got 0"),
    (2.5, "a whole number, got 2.5"),
    (np.nan, "a whole number, got nan"),
):
    refuse(ROW, "rival", f"n must be {says}", n=n)
    refuse(ROW, "spectrum_z", f"n must be {says}", n=n)
for value, says in (
    (np.nan, "finite, got nan"),
    (np.inf, "finite, got inf"),
    ("far", "a number, got 'far'"),
):
    refuse(ROW, "spectrum_z", f"s must be {says}", s=value)
refuse(ROW, "inverse_square", "epsilon must not be negative, got -1", epsilon=-1.0)
refuse(ROW, "exaggerated_maps", r"exaggeration must be at least 1.*got 0\.5", rhos=(0.5,))
refuse(ROW, "tsne_partition", "n_jobs must be a whole number, got 1.5", n_jobs=1.5)

ROW = "n = 2, n = 3"
for n in (2, 3):
    few, flat, squares = X[:n], Y[:n], D2[:n, :n]
    alike = (1 - np.eye(n)) / (n - 1)
    fine(ROW, "squared_distances", lambda d, s=squares: np.array_equal(d, s), X=few)
    fine(ROW, "distances", lambda d, s=squares: np.allclose(d, s**0.5), X=few)
    fine(
        ROW,
        "conditional_probabilities",
        lambda p: np.allclose(p.sum(axis=1), 1),
        D2=squares,
        sigmas=1,
    )
    fine(ROW, "perplexity", lambda h, n=n: np.allclose(h, n - 1), P=alike)
    fine(ROW, "joint_probabilities", lambda p, a=alike, n=n: np.allclose(p, a / n), P=alike)
    fine(ROW, "similarities", lambda q: np.isclose(q.sum(), 1), Y=flat)
    fine(ROW, "kl_divergence", lambda kl: np.allclose(kl, 0), P=alike, Q=alike)
    fine(ROW, "kl_gradient", P=alike / n, Y=flat)
    fine(ROW, "descend", Y=flat)
    fine(ROW, "knn_recall", lambda r: 0 <= r <= 1, X=few, Y=flat, n_neighbors=1)
    fine(ROW, "spearman", lambda r: -1 <= r <= 1, X=few, Y=flat)
    fine(ROW, "procrustes", Y1=flat, Y2=flat[::-1])
    fine(ROW, "partition_function", lambda z, n=n: 0 < z <= n * (n - 1), Y=flat)
    fine(ROW, "expected_loss", P=alike / n, Y=flat)
    fine(ROW, "expected_gradient", P=alike / n, Y=flat)
    fine(ROW, "expected_log_z_slope", P=alike / n, Y=flat)
    fine(ROW, "knn_edges", lambda e, n=n: len(np.unique(e)) == n, X=few, n_neighbors=1)
    fine(ROW, "tsne_partition", lambda z, n=n: 0 < z <= n * (n - 1), X=few)
    fine(ROW, "exaggerated_maps", X=few, perplexity=n / 2)
    for loss in ("negative", "nce", "infonce", "umap"):
        fine(ROW, "ContrastiveTSNE", X=few, n_neighbors=1, loss=loss)
    fine(ROW, "YokedTSNE", Xs=[few, few], perplexity=n / 2)
    fine(ROW, "yoke_sweep", Xs=[few, few], perplexity=n / 2)
    for method in ("auto", "exact", "mesh"):
        fine(ROW, "TSNE", X=few, perplexity=n / 2, method=method, max_iter=300)
refuse(ROW, "find_sigmas", "perplexity has no meaning for 2 points; at least 3", D2=D2[:2, :2])
fine(ROW, "find_sigmas", D2=D2[:3, :3], perplexity=1.5)
fine(ROW, "bisect_sigma", d2=[1.0, 4.0], perplexity=1.5)
for who in ("trustworthiness", "continuity"):
    fine(ROW, who, lambda t: 0 <= t <= 1, X=X[:3], Y=Y[:3], n_neighbors=1)


# ------------------------------------------------------------------ and what comes of them


def names(cases):
    return [f"{row.split(',')[0]}-{who}-{i}" for i, (row, who, *_) in enumerate(cases)]


@pytest.mark.parametrize(("row", "who", "changed", "says", "kind"), REFUSALS, ids=names(REFUSALS))
def test_it_is_refused_and_the_message_names_value_and_remedy(row, who, changed, says, kind):
    result, told = outcome(who, changed)
    assert isinstance(result, kind), result
    assert re.search(says, str(result), flags=re.S), str(result)
    assert not told, told[0].message


@pytest.mark.parametrize(("row", "who", "changed", "says"), WARNED, ids=names(WARNED))
def test_it_is_done_with_a_warning_in_words(row, who, changed, says):
    result, told = outcome(who, changed)
    assert {warning.category for warning in told} == {UserWarning}
    with pytest.warns(UserWarning, match=says):
        act(who, **changed)
    assert np.isfinite(np.asarray(result, dtype=float)).all()


@pytest.mark.parametrize(("row", "who", "changed", "right"), FINE, ids=names(FINE))
def test_it_is_finite_and_right(row, who, changed, right):
    result, told = outcome(who, changed)
    assert not isinstance(result, Exception), result
    assert not told, told[0].message
    assert np.isfinite(np.asarray(result, dtype=float)).all()
    assert right is None or right(result)


def test_the_impossible_costs_infinity_and_is_never_nan():
    result, told = outcome(*INFINITE[1:])
    assert np.isinf(result[0])
    assert np.isfinite(result[1:]).all()
    assert not told, told[0].message


IN_CONTAINERS = [(who, a) for who, arguments in TABLES.items() for a in arguments]


@pytest.mark.parametrize(("who", "argument"), IN_CONTAINERS)
def test_every_container_gives_the_same_bits(who, argument, tmp_path):
    table, plain = CALLS[who][argument], np.asarray(act(who))
    for container, put in CONTAINERS.items():
        folders = [tmp_path / f"{container} {k}" for k in (0, 1)]
        for folder in folders:
            folder.mkdir()
        if argument == "Xs":
            value = [put(t, folder) for t, folder in zip(table, folders, strict=True)]
        else:
            value = put(table, folders[0])
        result, told = outcome(who, {argument: value})
        assert not isinstance(result, Exception), (container, result)
        assert np.array_equal(np.asarray(result), plain), container
        assert not told


def test_a_table_of_pairs_keeps_its_names_and_edges_have_none():
    pairs = pd.DataFrame([[1.0, 2, 3], [4, 5, 6]], index=["a", "b"], columns=["edge", "u", "v"])
    for who in ("attraction", "repulsion_slope", "infonce_slope"):
        assert list(act(who, D2=pairs).columns) == ["edge", "u", "v"]
        assert list(act(who, D2=pairs).index) == ["a", "b"]
    assert list(act("infonce", D2=pairs).index) == ["a", "b"]
    assert type(act("knn_edges", X=pd.DataFrame(X, index=list("abcdef")))) is np.ndarray


WHOLE = np.array([[200, 0, 3], [0, 3, 1], [7, 9, 2], [90, 0, 0], [4, 4, 8], [1, 0, 250]])


@pytest.mark.parametrize("who", [w for w, arguments in POINTS.items() if w != "procrustes"])
@pytest.mark.parametrize("kind", ["u1", "i2", "i8", "u8", "f2", "f4", ">f8", ">i2", "O", "bool"])
def test_every_type_of_number_gives_the_bits_of_float64(who, kind):
    table = (WHOLE % 3 == 0 if kind == "bool" else WHOLE).astype(kind)
    argument = POINTS[who][0]
    values = [table.astype(float), table]
    if argument == "Xs":
        values = [[value, value] for value in values]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="perplexity=.* cannot be reached")
        plain, other = (np.asarray(act(who, **{argument: value})) for value in values)
    assert np.array_equal(plain, other)


@pytest.mark.parametrize("where", [-1e-300, 1e-300, 1e150, 1e300, 1e-150, 1e-30, 1e30])
@pytest.mark.parametrize("metric", ["euclidean", "cosine", "manhattan", "chebyshev", "correlation"])
@pytest.mark.parametrize("method", ["exact", "mesh"])
def test_data_of_any_size_have_the_same_forces_in_every_metric(where, metric, method):
    """At the start the gradient holds all of P, linearly."""
    how = {"perplexity": 5, "init": "random", "random_state": 0, "metric": metric, "method": method}
    found, expected = (next(ts.TSNE(**how).iterate(A)).gradient for A in (MANY * where, MANY))
    assert np.allclose(found, expected, rtol=1e-12, atol=1e-12 * abs(expected).max())


@pytest.mark.parametrize("p", [3, 20])
@pytest.mark.parametrize(
    "far_case", ["outlier", "two islands", "two islands farther off", "far away"]
)
def test_near_neighbours_are_found_however_far_the_others_are(p, far_case):
    """By |x|² + |z|² − 2xz, which loses the digits of near points, they would not be."""
    from teachsne.tsne.metric import knn_squared, pairwise_squared

    few = np.round(cloud(40, p) * 64) / 64
    A = {
        "outlier": np.vstack([few, np.full((1, p), 1e10)]),
        "two islands": np.vstack([few, few[::-1] * 1.5 + 2.0**30]),
        "two islands farther off": np.vstack([few, few[::-1] * 1.5 + 2.0**40]),
        "far away": few + 2.0**40,
    }[far_case]
    _, near = knn_squared(A, 9)
    all_pairs = pairwise_squared(A)
    np.fill_diagonal(all_pairs, np.inf)
    expected = np.sort(all_pairs, axis=1)[:, :9]
    assert np.allclose(np.sort(near, axis=1) / near.max(), expected / expected.max(), rtol=1e-9)
    assert ts.trustworthiness(A, A) == ts.continuity(A, A) == ts.knn_recall(A, A) == 1


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("size", [1e3, 1e6, 1e8, 1e12])
def test_a_very_large_map_has_a_finite_loss_and_no_leaked_warning(dtype, size):
    start = cloud(40, 2, size)
    how = {"perplexity": 5, "max_iter": 5, "init": start, "method": "exact", "dtype": dtype}
    model = ts.TSNE(**how).fit(MANY)
    assert np.isfinite(model.embedding_).all()
    D2 = ts.squared_distances(MANY)
    P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 5)))
    loss = ts.kl_divergence(P, ts.similarities(model.embedding_))
    assert np.isclose(model.kl_divergence_, loss, rtol=1e-3)


def test_a_search_for_sigma_ends_however_unlike_the_scales_are():
    """Sixty decades between neighbours; it once went round for ever."""
    for seed in range(60):
        random = np.random.default_rng(seed)
        n = int(random.integers(4, 14))
        A = random.normal(size=(n, 2)) * 10.0 ** random.integers(-60, 60, size=(n, 1))
        D2 = ts.squared_distances(A)
        rows = D2[~np.eye(n, dtype=bool)].reshape(n, -1)
        tied = (rows - rows.min(axis=1, keepdims=True) <= 1e-13 * rows.min(axis=1)[:, None]).sum(1)
        for target in (1.0000001, 1 + 0.7 * (n - 2), n - 1 - 1e-9):
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="perplexity=.* cannot be reached")
                P = ts.conditional_probabilities(D2, ts.find_sigmas(D2, target))
            assert np.allclose(ts.perplexity(P)[tied < target], target, rtol=1e-9)


def test_there_are_at_least_150_cases_counted_as_row_and_public_function():
    cases = {(row, who) for row, who, *_ in [*REFUSALS, *WARNED, *FINE, INFINITE]}
    cases |= {("containers", who) for who, _ in IN_CONTAINERS}
    assert len(cases) >= 240
    assert {who for _, who in cases} == set(CALLS)
    assert len({row for row, _ in cases}) == 18


def test_every_public_function_and_estimator_is_called_here():
    public = {name for name in ts.__all__ if callable(getattr(ts, name))}
    own_tests = {"State", "five_points", "check_table"}
    assert public - own_tests == set(CALLS)
