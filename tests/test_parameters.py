"""TSNE's parameters: each slip is told at fit, by name, with value and remedy; X comes first."""

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from scipy.sparse import csr_array

import teachsne as ts

X = cloud(20, 4)
D = ts.distances(X)


def put(table, place, value):
    changed = table.copy()
    changed[place] = value
    return changed


def refusal(says, kind=ValueError, X=X, **parameters):
    model = ts.TSNE(**{"perplexity": 5, "max_iter": 1} | parameters)
    with pytest.raises(kind, match=says):
        model.fit(X)
    assert not hasattr(model, "embedding_")


USABLE = r"at least 1 and at most n_samples - 1 = 19 is possible; try 6\.33"
START = r"must be 'pca', 'random' or an array with a row for each point.*of shape \(20, 2\); got "
WHOLE = "must be a whole number, got "
REFUSED = [
    ("perplexity", 20, rf"perplexity \(20\) must be less than n_samples \(20\): {USABLE}"),
    ("perplexity", 30, rf"perplexity \(30\) must be less than n_samples \(20\): {USABLE}"),
    ("perplexity", 19.5, rf"perplexity=19\.5 cannot be had with 20 points: {USABLE}"),
    ("perplexity", 0.5, rf"perplexity=0\.5 cannot be had with 20 points: {USABLE}"),
    ("perplexity", 0, rf"perplexity=0 cannot be had with 20 points: {USABLE}"),
    ("perplexity", -3, rf"perplexity=-3 cannot be had with 20 points: {USABLE}"),
    ("perplexity", np.nan, rf"perplexity must be finite, got nan: {USABLE}"),
    ("perplexity", np.inf, rf"perplexity must be finite, got inf: {USABLE}"),
    ("perplexity", "many", rf"perplexity must be a number, got 'many' of type str: {USABLE}"),
    ("perplexity", True, rf"perplexity must be a number, got True of type bool: {USABLE}"),
    ("perplexity", None, rf"perplexity must be a number, got None.*: {USABLE}"),
    ("n_components", 0, "n_components must be at least 1, got 0"),
    ("n_components", -1, "n_components must be at least 1, got -1"),
    ("n_components", 2.0, f"n_components {WHOLE}2.0"),
    ("n_components", "2", f"n_components {WHOLE}'2'"),
    ("n_components", True, f"n_components {WHOLE}True"),
    ("early_exaggeration", 0.5, r"early_exaggeration must be at least 1 .*got 0\.5"),
    ("early_exaggeration", np.nan, "early_exaggeration must be finite"),
    ("early_exaggeration", "12", "early_exaggeration must be a number, got '12'"),
    ("exaggeration", 0.5, r"exaggeration must be at least 1 .*got 0\.5"),
    ("exaggeration", None, "exaggeration must be a number, got None"),
    ("learning_rate", 0, "learning_rate must be greater than 0, got 0"),
    ("learning_rate", -1.0, "learning_rate must be greater than 0, got -1"),
    ("learning_rate", np.nan, "learning_rate must be finite"),
    ("learning_rate", "fast", "learning_rate must be one of 'auto'; got 'fast'"),
    ("learning_rate", None, "learning_rate must be a number, got None"),
    ("max_iter", 0, "max_iter must be at least 1, got 0"),
    ("max_iter", -5, "max_iter must be at least 1, got -5"),
    ("max_iter", 1.5, f"max_iter {WHOLE}1.5"),
    ("n_iter_without_progress", -2, "n_iter_without_progress must be at least -1, got -2"),
    ("n_iter_without_progress", 3.0, f"n_iter_without_progress {WHOLE}3.0"),
    ("min_grad_norm", -1e-7, "min_grad_norm must not be negative, got -1e-07"),
    ("min_grad_norm", np.nan, "min_grad_norm must be finite"),
    ("metric", 3, "metric must be a word such as 'euclidean'.*or a function of two rows; got 3"),
    ("metric", "nonsense", "'metric' parameter.*must be a str among.*'cosine'.*Got 'nonsense'"),
    ("metric_params", [1], r"metric_params must be a dict of the metric's arguments, got \[1\]"),
    ("init", "spectral", "init must be one of 'pca', 'random'; got 'spectral'"),
    ("init", None, f"init {START}None"),
    ("init", np.zeros((20, 3)), rf"init {START}shape \(20, 3\)"),
    ("init", np.zeros((19, 2)), rf"init {START}shape \(19, 2\)"),
    ("init", np.zeros(20), rf"init {START}shape \(20,\)"),
    ("init", put(X[:, :2], (3, 1), np.nan), "init contains NaN at row 3, column 1"),
    ("init", X[:, :2] * 1j, "init must hold real numbers, got complex data"),
    ("init", X[:, :2] * 1e200, "the spread of init is .* rescale"),
    ("verbose", -1, "verbose must be at least 0, got -1"),
    ("verbose", "loud", f"verbose {WHOLE}'loud'"),
    ("random_state", -1, "random_state=-1 is no seed: Seed must be between 0"),
    ("random_state", "dice", "random_state must be None, a whole number or a generator"),
    ("random_state", 1.5, "random_state must be None, a whole number or a generator"),
    ("method", "fft", "method must be one of 'auto', 'exact', 'mesh', 'barnes_hut'; got 'fft'"),
    ("dtype", "float16", "dtype must be 'float64' or 'float32', got 'float16'"),
    ("dtype", "many", "dtype must be 'float64' or 'float32', got 'many'"),
    ("angle", 1.5, "angle must be between 0 and 1, got 1.5"),
    ("angle", -0.1, "angle must be between 0 and 1, got -0.1"),
    ("n_jobs", 1.5, f"n_jobs {WHOLE}1.5"),
    ("kernel", "cauchy", "kernel must be one of 'student', 'gaussian'; got 'cauchy'"),
    ("kernel", None, "kernel must be 'student', 'gaussian' or a kernel such as"),
    ("normalize", "all", "normalize must be one of 'joint', 'rows'; got 'all'"),
    ("callback", 3, "callback must be a function of a state, got 3"),
]


@pytest.mark.parametrize(("name", "value", "says"), REFUSED, ids=lambda v: str(v)[:30])
def test_a_slip_is_told_by_name_with_value_and_remedy(name, value, says):
    refusal(says, **{name: value})


FRAME = pd.DataFrame(X, columns=list("abcd"))
BAD_DATA = {
    "NaN": (put(X, (3, 1), np.nan), "X contains NaN at row 3, column 1"),
    "infinity": (put(X, (3, 1), -np.inf), "X contains infinity at row 3, column 1"),
    "a missing value": (FRAME.mask(FRAME.eq(FRAME.loc[2, "c"])), "NaN at row 2, column 'c'"),
    "no samples": (np.zeros((0, 3)), r"0 sample\(s\)"),
    "no features": (np.zeros((3, 0)), r"0 feature\(s\)"),
    "one sample": (X[:1], r"1 sample\(s\)"),
    "1-D": (X[0], "Expected 2D array, got 1D array instead.*Reshape your data"),
    "3-D": (X[None], "Expected 2D array, got 3D array instead"),
    "scalar": (3, "Expected 2D array, got scalar array instead"),
    "None": (None, "must be a table of numbers, got NoneType"),
    "str": ("abc", "must be a table of numbers, got str"),
    "dict": ({"a": [1]}, "must be a table of numbers, got dict"),
    "ragged": ([[1, 2], [3]], "ragged"),
    "complex": (X * 1j, "Complex data not supported"),
    "digit strings": (X.astype(str), "real numbers, got text"),
    "a text column": (FRAME.assign(kind="red"), "holds 'red' at row 0, column 'kind'"),
    "dates": (X.astype("M8[D]"), "got dates"),
    "masked": (np.ma.masked_greater(X, 1), "masked array; fill it first"),
    "sparse": (csr_array(X), r"sparse.*call \.toarray\(\)"),
}


@pytest.mark.parametrize("what", BAD_DATA)
def test_bad_data_are_told_before_any_parameter(what):
    data, says = BAD_DATA[what]
    refusal(says, X=data, perplexity=-1, learning_rate=0, metric=None)


PRECOMPUTED = {
    "not square": (D[:10], r"X must be a square distance matrix.*got \(10, 20\)"),
    "asymmetric": (put(D, (1, 2), 9), "X must be symmetric, but at row 1, column 2 it is 9"),
    "a diagonal": (put(D, (3, 3), 1), "X must have a zero diagonal.*row 3 to itself is 1"),
    "negative": (put(D, (1, 2), -3), "must be zero or positive, and X is -3 at row 1, column 2"),
    "NaN, before symmetry": (put(D, (1, 2), np.nan), "X contains NaN at row 1, column 2"),
}


@pytest.mark.parametrize("what", PRECOMPUTED)
def test_precomputed_distances_are_checked_each_by_its_name(what):
    data, says = PRECOMPUTED[what]
    refusal(says, X=data, metric="precomputed", init="random")


def test_distances_have_no_principal_components():
    says = 'The parameter init="pca" cannot be used with metric="precomputed"'
    refusal(says, X=D, metric="precomputed")
    refusal(says, X=[[0.0], [1.0]], metric="precomputed", perplexity=1)


@pytest.mark.parametrize("constant", [0.0, 7.0])
def test_a_start_at_one_place_warns_that_nothing_moves(constant):
    start = np.full((20, 2), constant)
    with pytest.warns(UserWarning, match="init has all points at one place.*nothing moves"):
        model = ts.TSNE(perplexity=5, init=start).fit(X)
    assert np.array_equal(model.embedding_, start)


@pytest.mark.parametrize("n", [4, 20, 200])
def test_the_perplexity_that_is_proposed_can_be_used(n):
    with pytest.raises(ValueError, match="; try ") as told:
        ts.TSNE(perplexity=n).fit(cloud(n))
    proposed = float(str(told.value).split("try ")[1])
    assert np.isfinite(ts.TSNE(perplexity=proposed, max_iter=5).fit_transform(cloud(n))).all()


def test_nothing_is_checked_before_fit():
    model = ts.TSNE(perplexity="many", n_components=-1).set_params(learning_rate=0)
    kept = model.get_params()
    assert (kept["perplexity"], kept["n_components"], kept["learning_rate"]) == ("many", -1, 0)


def test_iterate_refuses_when_it_is_called():
    with pytest.raises(ValueError, match="max_iter"):
        ts.TSNE(perplexity=5, max_iter=0).iterate(X)


@pytest.mark.parametrize("seed", [np.int64(3), np.random.RandomState(3)])
def test_a_seed_may_be_of_any_kind(seed):
    expected = ts.TSNE(perplexity=5, init="random", max_iter=3, random_state=3).fit_transform(X)
    given = ts.TSNE(perplexity=5, init="random", max_iter=3, random_state=seed).fit_transform(X)
    assert np.array_equal(given, expected)


def test_a_new_generator_can_be_given_too():
    starts = [
        next(
            ts.TSNE(perplexity=5, init="random", random_state=np.random.default_rng(s)).iterate(X)
        ).Y
        for s in (1, 1, 2)
    ]
    assert np.array_equal(starts[0], starts[1])
    assert not np.array_equal(starts[0], starts[2])


def test_too_many_points_for_all_pairs_are_told_before_memory_is_taken():
    says = r"3000000 points need about \S+ GB.*method='auto' needs far less"
    refusal(says, X=np.zeros((3_000_000, 2)), method="exact")
    refusal(says, X=np.zeros((3_000_000, 2)), kernel="gaussian")


@pytest.mark.parametrize(
    "other", [{"kernel": "gaussian"}, {"normalize": "rows"}, {"n_components": 3}], ids=str
)
def test_the_mesh_is_for_t_sne_in_the_plane(other):
    refusal("method='mesh' is for kernel='student'.*use method='auto'", method="mesh", **other)


# ------------------------------------------------------------------ nothing is ignored in silence


DATA = np.random.default_rng(0).normal(size=(40, 3))


@pytest.mark.parametrize(
    "run",
    [
        lambda: ts.TSNE(perplexity=5, n_jobs=0).fit(DATA),
        lambda: ts.ContrastiveTSNE(n_jobs=0).fit(DATA),
        lambda: ts.knn_edges(DATA, 3, n_jobs=0),
        lambda: ts.tsne_partition(DATA, n_jobs=0),
        lambda: ts.yoke_sweep([DATA, DATA], [1e-5], n_jobs=0),
    ],
)
def test_nobody_can_be_asked_to_do_the_work(run):
    with pytest.raises(
        ValueError, match=r"n_jobs must not be 0.*use None or 1 for one processor, -1"
    ):
        run()


@pytest.mark.parametrize("metric", ["euclidean", "precomputed"])
def test_arguments_of_a_metric_that_has_none_are_refused(metric):
    X = ts.distances(DATA) if metric == "precomputed" else DATA
    model = ts.TSNE(perplexity=5, init="random", metric=metric, metric_params={"p": 3}, max_iter=2)
    with pytest.raises(
        ValueError, match=rf"metric_params=.* has no effect: metric='{metric}' takes"
    ):
        model.fit(X)
    model.set_params(metric_params={}).fit(X)


@pytest.mark.parametrize("method", ["exact", "mesh"])
def test_a_metric_that_writes_is_refused_and_the_data_stay(method):
    def writes(a, b):
        a[0] = 0
        return abs(a - b).sum()

    copy = DATA.copy()
    with pytest.raises(ValueError, match="metric writes into the rows that it is given"):
        ts.TSNE(perplexity=5, metric=writes, method=method).fit(DATA)
    assert np.array_equal(DATA, copy)


@pytest.mark.parametrize("model", [ts.TSNE(perplexity=5), ts.ContrastiveTSNE(z_bar=5.0)])
def test_a_callback_cannot_write_into_a_state(model):
    def writes(state):
        state.Y[:] = 0

    with pytest.raises(ValueError, match="read-only"):
        model.set_params(callback=writes).fit(DATA)


# ------------------------------------------------------------------ a start too wide


LARGE = np.random.default_rng(0).normal(size=(2600, 5))


def test_a_start_too_wide_for_the_mesh_is_rescaled_and_its_width_told():
    wide = 600 * LARGE[:, :2]
    model = ts.TSNE(init=wide, max_iter=2)
    with pytest.warns(UserWarning, match=r"init is 3977 wide.*rescaled to a deviation of 0\.0001"):
        start = next(model.iterate(LARGE)).Y
    assert np.isclose(start.std(axis=0).max(), 1e-4)
    assert np.allclose(np.corrcoef(start[:, 0], wide[:, 0])[0, 1], 1)
    assert np.array_equal(wide, 600 * LARGE[:, :2])


def test_an_exact_fit_and_a_held_map_take_a_wide_start_as_it_is():
    wide = 600 * LARGE[:60, :2]
    assert np.array_equal(next(ts.TSNE(perplexity=5, init=wide).iterate(LARGE[:60])).Y, wide)
    held = ts.YokedTSNE(0, perplexity=5, fixed=0, init=[wide, "pca"], max_iter=1)
    assert np.array_equal(held.fit_transform([LARGE[:60], LARGE[:60]])[0], wide)


def test_a_start_of_some_hundreds_is_no_reason_to_stop():
    model = ts.TSNE(init=100 * LARGE[:, :2], max_iter=3).fit(LARGE)
    assert np.isfinite(model.kl_divergence_)
