"""Distances of the data in any metric: squared, up to one factor, or refused with a reason."""

import re

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from scipy.spatial import distance as scipys
from sklearn.metrics import pairwise, pairwise_distances

import teachsne as ts
from teachsne import metric as module
from teachsne.distance import squared_distances
from teachsne.metric import near_squares, squares, to_unit_scale

X = cloud(8, 3)


def relative(D2):
    """What t-SNE sees: distances up to one factor."""
    return D2 / D2.max()


def test_a_power_of_two_changes_no_digit():
    for A in (X, 1e-300 * X, 1e300 * X):
        scaled = to_unit_scale(A)
        assert 0.5 <= abs(scaled).max() < 1
        mantissa, theirs = np.frexp(A)[0], np.frexp(scaled)[0]
        assert np.array_equal(mantissa, theirs)


def test_nothing_but_zeros_stays_so():
    assert not to_unit_scale(np.zeros((3, 2))).any()


def test_euclid_is_the_first_lessons():
    assert np.array_equal(relative(squares(X)), relative(squared_distances(X)))


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e-30, 1e30, 1e150, 1e300])
def test_no_size_is_too_large_or_too_small(scale):
    assert np.allclose(relative(squares(X * scale)), relative(squared_distances(X)), rtol=1e-13)
    D = np.sqrt(squared_distances(X)) * scale
    assert np.allclose(relative(squares(D, "precomputed")), relative(squared_distances(X)))


@pytest.mark.parametrize("metric", ["manhattan", "cosine", "chebyshev", "correlation", "l2"])
def test_another_metric_is_scikit_learns_squared(metric):
    theirs = pairwise_distances(X, metric=metric)
    assert np.allclose(relative(squares(X, metric)), relative(theirs**2), rtol=1e-14)


def test_a_metric_may_be_a_function_or_have_parameters():
    def reach(a, b):
        return abs(a - b).max()

    assert np.allclose(squares(X, reach), squares(X, "chebyshev"))
    cubes = squares(X, "minkowski", {"p": 3})
    assert not np.allclose(relative(cubes), relative(squares(X)))


def test_mahalanobis_takes_a_covariance_or_its_inverse_and_asks_for_one():
    V = np.cov(X.T)
    by_inverse = squares(X, "mahalanobis", {"VI": np.linalg.inv(V)})
    assert np.allclose(squares(X, "mahalanobis", {"V": V}), by_inverse)
    with pytest.raises(ValueError, match=r"Must provide either V or VI .*np\.cov\(X\.T\)"):
        squares(X, "mahalanobis")


def test_precomputed_distances_are_never_written_to():
    D = pairwise_distances(X)
    copy = D.copy()
    D.flags.writeable = False
    squares(D, "precomputed")
    assert np.array_equal(D, copy)


def put(table, place, value):
    changed = table.copy()
    changed[place] = value
    return changed


D = pairwise_distances(X)
REFUSED = {
    "not square": (D[:5], r"square distance matrix, n rows and n columns; got \(5, 8\)"),
    "negative": (put(D, (1, 2), -3), "All distances must be zero or positive.*-3 at row 1, column"),
    "asymmetric": (put(D, (1, 2), 9), "must be symmetric, but at row 1, column 2 it is 9"),
    "a diagonal": (put(D, (3, 3), 1), "zero diagonal: the distance from row 3 to itself is 1"),
    "NaN, told before asymmetry": (put(D, (1, 2), np.nan), "contains NaN at row 1, column 2"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_of_distances_is_refused_by_name(what):
    table, says = REFUSED[what]
    with pytest.raises(ValueError, match=says):
        squares(table, "precomputed")


def test_a_diagonal_of_rounding_errors_is_none():
    assert np.isfinite(squares(put(D, (3, 3), 1e-15), "precomputed")).all()


def test_a_metric_that_gives_no_distances_is_refused():
    with pytest.raises(ValueError, match=r"All distances must be zero or positive.*metric given"):
        squares(X, lambda a, b: -1.0)
    with pytest.raises(ValueError, match="metric's table contains NaN"):
        squares(np.vstack([X, np.ones((1, 3))]), "correlation")


def test_an_unknown_metric_is_told_the_known_ones():
    with pytest.raises(ValueError, match=r"'metric' parameter.*'cosine'.*'nonsense'"):
        squares(X, "nonsense")


# ------------------------------------------------------------------ on the mesh, as of all pairs

CLOUDS = {
    "a cloud": cloud(40, 5),
    "many columns": cloud(40, 20),
    "two columns": cloud(40, 2),
    "truth values": cloud(40, 6) > 0,
    "single precision": cloud(40, 5).astype(np.float32),
}
WORDS = {
    *pairwise._VALID_METRICS,
    *pairwise.PAIRWISE_DISTANCE_FUNCTIONS,
    *pairwise.PAIRWISE_BOOLEAN_FUNCTIONS,
    *(name for info in scipys._METRIC_INFOS for name in (info.canonical_name, *info.aka)),
} - {"precomputed"}
OPTIONS = {
    "none": lambda X: None,
    "p=1.5": lambda X: {"p": 1.5},
    "p=.5": lambda X: {"p": 0.5},
    "w": lambda X: {"w": np.arange(1.0, X.shape[1] + 1)},
    "V of the data": lambda X: {"V": np.cov(X.T.astype(float))},
    "variances": lambda X: {"V": np.var(X.astype(float), axis=0)},
}


def outcome(road, X, metric, options):
    """All d², relative to the largest; or the refusal, without scipy's words about itself."""
    try:
        with np.errstate(all="ignore"):  # as an estimator calls it
            D2 = road(X.astype(float), metric, options, X.dtype)
    except (ValueError, TypeError) as error:
        return type(error), str(error).partition(": ")[0].partition(" (")[0]
    return D2 / (D2.max() or 1)


def by_neighbours(X, metric, options, precision):
    """The same table, from the n − 1 nearest of each."""
    numbers, near = near_squares(X, len(X) - 1, metric, options, precision)
    D2 = np.zeros((len(X), len(X)))
    np.put_along_axis(D2, numbers, near, axis=1)
    return D2


@pytest.mark.filterwarnings("ignore:metric=.* is about truth values")
@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("metric", sorted(WORDS))
def test_every_metric_gives_the_mesh_what_it_gives_all_pairs(metric, option, monkeypatch):
    monkeypatch.setattr(module, "STRIP", 7)
    for name, X in CLOUDS.items():
        options = OPTIONS[option](X)
        wanted = outcome(squares, X, metric, options)
        found = outcome(by_neighbours, X, metric, options)
        if isinstance(wanted, tuple):
            assert found == wanted, name
        else:
            slack = 1e-6 if X.dtype == np.float32 else 1e-13
            assert np.allclose(found, wanted, rtol=1e-6, atol=slack), name


@pytest.mark.parametrize("metric", ["seuclidean", "matching", "mahalanobis"])
def test_a_metric_that_is_filled_in_from_the_data_makes_a_map_on_the_mesh(metric):
    X = cloud(200, 4) > 0 if metric == "matching" else cloud(200, 4)
    options = {"V": np.cov(X.T.astype(float))} if metric == "mahalanobis" else None
    common = {"perplexity": 66, "metric": metric, "metric_params": options, "max_iter": 1}
    ours = ts.TSNE(method="mesh", init="random", random_state=0, **common).fit(X)
    theirs = ts.TSNE(method="exact", init="random", random_state=0, **common).fit(X)
    assert np.isclose(ours.kl_divergence_, theirs.kl_divergence_, rtol=1e-3)


def test_a_column_without_variance_is_named():
    X = np.c_[cloud(8, 2), np.full(8, 0.5)]
    for road in (squares, by_neighbours):
        with pytest.raises(ValueError, match="variance of each column, and that of column 2 is 0"):
            road(X, "seuclidean", None, float)


FLAT = {
    "a column twice": (np.c_[cloud(40, 3), cloud(40, 3)[:, 0]], "of 4 columns 3 are independent"),
    "a constant column": (np.c_[cloud(40, 3), np.full(40, 0.5)], "column 3 the variance 0"),
    "more columns than points": (cloud(8, 20), "of 20 columns 7 are independent"),
}


@pytest.mark.parametrize("road", [squares, by_neighbours])
@pytest.mark.parametrize("what", FLAT)
def test_a_covariance_without_an_inverse_is_refused_on_both_roads(what, road):
    X, says = FLAT[what]
    with pytest.raises(ValueError, match=says):
        road(X, "mahalanobis", {"V": np.cov(X.T)}, float)


@pytest.mark.parametrize("V", [np.ones(3), np.ones((3, 2)), np.diag([1, 1, np.nan])])
def test_what_is_no_covariance_is_refused_with_its_shape(V):
    with pytest.raises(ValueError, match=r"square table of finite numbers.*got shape \(3"):
        squares(X, "mahalanobis", {"V": V})


def test_columns_of_very_unlike_units_have_a_covariance():
    units = np.array([1e-9, 1, 1e9])
    wanted = squares(X, "mahalanobis", {"V": np.cov(X.T)})
    found = squares(X * units, "mahalanobis", {"V": np.cov((X * units).T)})
    assert np.allclose(relative(found), relative(wanted), rtol=1e-9)


@pytest.mark.parametrize("road", [squares, by_neighbours])
@pytest.mark.parametrize("p", [0, -1, np.nan, "many", None])
def test_a_power_that_is_no_positive_number_is_refused_on_both_roads(p, road):
    with pytest.raises(ValueError, match=f"p of metric='minkowski' must be .*{p}"):
        road(X, "minkowski", {"p": p}, float)


MISFITS = {
    "V of fewer columns": ("mahalanobis", {"V": np.eye(2)}),
    "VI of fewer columns": ("mahalanobis", {"VI": np.eye(2)}),
    "VI of more columns": ("mahalanobis", {"VI": np.eye(4)}),
    "VI in one row": ("mahalanobis", {"VI": np.ones(3)}),
    "variances of fewer columns": ("seuclidean", {"V": np.ones(2)}),
    "variances in a table": ("seuclidean", {"V": np.eye(3)}),
}


@pytest.mark.parametrize("road", [squares, by_neighbours])
@pytest.mark.parametrize("what", MISFITS)
def test_parameters_for_other_columns_are_refused_with_both_shapes(what, road):
    """Else the distance is made of whatever lies behind them in memory."""
    metric, options = MISFITS[what]
    given = next(iter(options.values())).shape
    says = rf"must have the shape \(3,.* for data of 3 columns, got {re.escape(str(given))}"
    with pytest.raises(ValueError, match=says):
        road(X, metric, options, float)


N, SPOILT = 3000, 2993
CONSTANT = cloud(N, 6)
CONSTANT[SPOILT] = 2.5


def test_one_constant_row_among_3000_is_told_as_among_600():
    for n in (600, N):
        X, at = CONSTANT[-n:], SPOILT - N + n
        with pytest.raises(ValueError, match=f"table contains NaN at row 0, column {at} "):
            ts.TSNE(metric="correlation", perplexity=10).fit(X)


NAMED = np.arange(60.0)[:, None]


def spoilt(value, i, j):
    """|a − b|, but for one pair of points."""
    return lambda a, b: value if (a[0], b[0]) == (i, j) else abs(a[0] - b[0])


SPOILING = {
    "NaN": (spoilt(np.nan, 3, 51), "table contains NaN at row 3, column 51 "),
    "infinity": (spoilt(np.inf, 3, 51), "table contains infinity at row 3, column 51 "),
    "negative": (spoilt(-1.0, 40, 51), "is -1 at row 40, column 51; correct"),
    "itself": (spoilt(2.0, 51, 51), "zero diagonal: the distance from row 51 to itself is 2"),
    "one way": (spoilt(7.0, 51, 50), "symmetric, but at row 50, column 51 it is 1 one way and 7"),
}


@pytest.mark.parametrize("what", SPOILING)
@pytest.mark.parametrize("road", [squares, by_neighbours])
def test_a_function_that_fails_for_a_single_pair_is_refused(road, what, monkeypatch):
    monkeypatch.setattr(module, "STRIP", 7)
    function, says = SPOILING[what]
    with pytest.raises(ValueError, match=says):
        road(NAMED, function, None, float)


def test_the_nearest_are_found_where_a_detour_is_shorter(monkeypatch):
    """A tree would pass them over: it takes for granted that no detour is."""
    monkeypatch.setattr(module, "STRIP", 7)
    X = cloud(60, 2)

    def bent(a, b):
        return ((a - b) ** 2).sum() ** 3

    _, D2 = near_squares(X, 5, bent)
    wanted = np.sort(squares(X, bent) + np.diag(np.full(60, np.inf)), axis=1)[:, :5]
    assert np.allclose(D2 / D2.max(), wanted / wanted.max())


def test_any_number_of_processors_finds_the_same_bits():
    X = cloud(600, 20)
    one, two = (near_squares(X, 30, "cosine", n_jobs=jobs) for jobs in (None, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


def test_zeros_and_ones_are_truth_values_and_others_are_told():
    X = (cloud(30, 6) > 0).astype(float)
    assert np.array_equal(squares(X, "dice"), squares(X > 0, "dice", precision=bool))
    with pytest.warns(UserWarning, match="'dice' is about truth values, and X holds other num"):
        squares(3 * X, "dice")


# ------------------------------------------------------------------ the caller's own precision


def unit_rows(dtype, p=384):
    E = cloud(60, p).astype(np.float32)
    return (E / np.linalg.norm(E, axis=1, keepdims=True)).astype(dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_roundings_of_the_callers_precision_are_no_distances(dtype):
    E = unit_rows(dtype)
    D = 1 - E @ E.T
    np.fill_diagonal(D, np.finfo(dtype).eps * np.resize([5, 0, -5], 60))
    for road in (squares, by_neighbours):
        found = road(D, "precomputed", None, dtype)
        assert np.isfinite(found).all()
        assert (found >= 0).all()
        assert not np.diag(found).any()
    for container in (np.asarray, pd.DataFrame):
        fit = ts.TSNE(metric="precomputed", init="random", perplexity=5, max_iter=1)
        assert np.isfinite(fit.fit(container(D)).embedding_).all()
    with pytest.raises(ValueError, match="All distances must be zero or positive"):
        squares(D.astype(float), "precomputed")
    with pytest.raises(ValueError, match="zero diagonal"):
        squares(np.clip(D.astype(float), 0, None), "precomputed")


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_beyond_some_roundings_a_diagonal_and_two_ways_are_told(dtype):
    D, off = pairwise_distances(X).astype(dtype), 40 * np.finfo(dtype).eps
    D = (D / D.max()).astype(dtype)
    with pytest.raises(ValueError, match="zero diagonal"):
        squares(put(D, (3, 3), off), "precomputed", precision=dtype)
    with pytest.raises(ValueError, match="must be symmetric"):
        squares(put(D, (3, 4), D[3, 4] + off), "precomputed", precision=dtype)
    with pytest.raises(ValueError, match="All distances must be zero or positive"):
        squares(put(D, (3, 4), -off), "precomputed", precision=dtype)
    small = off / 10
    squares(put(put(D, (3, 3), small), (3, 4), D[3, 4] + small), "precomputed", precision=dtype)


def test_whole_numbers_are_exact():
    D = np.full((4, 4), 10**10) - np.diag([10**10] * 4)
    with pytest.raises(ValueError, match=r"zero diagonal: .* row 3 to itself is 1"):
        squares(put(D, (3, 3), 1), "precomputed", precision=int)
    with pytest.raises(ValueError, match="must be symmetric"):
        squares(put(D, (1, 2), 10**10 + 1), "precomputed", precision=int)


def test_squares_of_single_precision_have_its_roundings():
    E = unit_rows(np.float32)
    D2 = 2 - 2 * E @ E.T
    before = D2.copy()
    sigmas = ts.find_sigmas(D2, 5)
    P = ts.conditional_probabilities(D2, sigmas)
    assert np.allclose(ts.perplexity(P.astype(np.float32)), 5, rtol=1e-4)
    assert np.isclose(ts.joint_probabilities(P.astype(np.float32)).sum(), 1)
    assert (ts.student(D2) <= 1).all()
    assert np.isfinite(list(ts.bisect_sigma(D2[0], 5))).all()
    assert np.array_equal(D2, before)
    with pytest.raises(ValueError, match="D2 "):
        ts.find_sigmas(D2.astype(float), 5)


def test_a_function_that_computes_in_single_precision_may_round():
    E = unit_rows(np.float32)
    for road in (squares, by_neighbours):
        assert np.isfinite(road(E, lambda a, b: 1 - a @ b, None, np.float32)).all()
