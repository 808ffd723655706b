"""The sweep: a row for each λ, start and map, the same on a cluster; and which λ is chosen."""

from itertools import pairwise

import joblib
import numpy as np
import pandas as pd
import pytest
from helpers import cloud

import teachsne as ts
from teachsne.aligned.procrustes import pairs_of, turned_error

A, B = cloud(40, 4), cloud(40, 4) @ cloud(4, 3, seed=1) + cloud(40, 3, 0.3, seed=2)
LAMS = [0, 1e-5, 1e-3]
QUICK = {"perplexity": 8, "max_iter": 300}
COLUMNS = (
    "lam start map kl kl_unyoked error_ratio inverse_ratio alignment_error "
    "alignment_error_procrustes"
)


@pytest.fixture(scope="module")
def sweep():
    return ts.yoke_sweep([A, B], LAMS, starts=2, **QUICK)


def test_it_has_a_row_for_each_lambda_start_and_map(sweep):
    assert list(sweep.columns) == COLUMNS.split()
    expected = [(lam, start, t) for lam in LAMS for start in (0, 1) for t in (0, 1)]
    assert list(sweep[["lam", "start", "map"]].itertuples(index=False, name=None)) == expected


def test_a_row_is_what_a_fit_from_that_start_says(sweep):
    model = ts.YokedTSNE(1e-3, init="random", random_state=1, **QUICK).fit([A, B])
    rows = sweep[(sweep.lam == 1e-3) & (sweep.start == 1)]
    assert rows.kl.tolist() == model.kl_divergences_.tolist()
    assert set(rows.alignment_error) == {model.alignment_error_}
    assert set(rows.alignment_error_procrustes) == {turned_error(model.embeddings_, [(0, 1)])}


def test_unyoked_is_the_same_start_alone_and_the_ratio_as_the_seed_has_it(sweep):
    for t, X in enumerate((A, B)):
        alone = ts.TSNE(init="random", random_state=1, **QUICK).fit(X).kl_divergence_
        assert set(sweep[(sweep.start == 1) & (sweep["map"] == t)].kl_unyoked) == {alone}
    assert np.array_equal(sweep.error_ratio, sweep.kl_unyoked / sweep.kl)
    assert np.allclose(sweep.inverse_ratio * sweep.error_ratio, 1)
    assert (sweep.error_ratio[sweep.lam == 0] == 1).all()


def test_the_unyoked_runs_are_made_even_where_lambda_0_is_not_asked_for(sweep):
    some = ts.yoke_sweep([A, B], [1e-3], starts=2, **QUICK)
    rows = sweep[sweep.lam == 1e-3].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, rows, check_exact=True)


def test_turned_the_error_is_never_larger(sweep):
    assert (sweep.alignment_error_procrustes <= sweep.alignment_error * (1 + 1e-9)).all()


def test_the_alignment_error_falls_with_lambda_over_the_useful_range():
    lams = [0, 1e-6, 1e-5, 1e-4, 1e-3]
    Xs = ts.views.noisy_classes(150).Xs
    sweep = ts.yoke_sweep(Xs, lams, starts=3, perplexity=20, max_iter=500)
    mean = sweep.groupby("lam").alignment_error.mean()
    assert all(after < 0.8 * before for before, after in pairwise(mean))
    assert mean[1e-3] < 0.01 * mean[0]


def test_warm_starts_go_on_where_the_last_lambda_ended():
    warm = ts.yoke_sweep([A, B], [1e-2, 1e-5], starts=2, warm=True, **QUICK)
    assert warm.lam.drop_duplicates().tolist() == [1e-2, 1e-5]  # the order that was asked for
    error = warm.groupby("lam").alignment_error.mean()
    cold = ts.yoke_sweep([A, B], [1e-2, 1e-5], starts=2, **QUICK)
    assert error[1e-2] < error[1e-5]
    assert np.array_equal(warm.kl_unyoked, cold.kl_unyoked)
    assert not np.array_equal(warm.kl, cold.kl)
    assert warm.error_ratio[warm.lam == 1e-5].min() > 0.9  # a small step from a good map


def test_many_maps_are_swept_in_all_pairs():
    sweep = ts.yoke_sweep([A, B, A[:, :2]], [1e-3], starts=1, **QUICK)
    model = ts.YokedTSNE(1e-3, init="random", random_state=0, **QUICK).fit([A, B, A[:, :2]])
    assert sweep["map"].tolist() == [0, 1, 2]
    assert set(sweep.alignment_error) == {model.alignment_error_}
    turned = turned_error(model.embeddings_, pairs_of(3, "all"))
    assert set(sweep.alignment_error_procrustes) == {turned}


@pytest.mark.parametrize("warm", [False, True])
def test_two_processes_give_the_same_bits(sweep, warm):
    ways = [ts.yoke_sweep([A, B], LAMS, 2, warm, n_jobs, **QUICK) for n_jobs in (1, 2)]
    pd.testing.assert_frame_equal(*ways, check_exact=True)


@pytest.mark.filterwarnings("ignore")  # of dask's own making
def test_a_cluster_gives_the_same_bits(sweep):
    from distributed import Client, LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    cluster = LocalCluster(processes=True, **options)
    with cluster, Client(cluster), joblib.parallel_config("dask"):
        there = ts.yoke_sweep([A, B], LAMS, starts=2, **QUICK)
    pd.testing.assert_frame_equal(there, sweep, check_exact=True)


# ------------------------------------------------------------------ which λ


def told(losses, alone=(1.0, 1.2, 1.1)):
    """A sweep with these losses, the same from three starts, of two maps that share them."""
    return pd.DataFrame(
        [
            {"lam": lam, "start": start, "map": t, "kl": loss / 2, "kl_unyoked": own / 2}
            for lam, loss in losses.items()
            for start, own in enumerate(alone)
            for t in (0, 1)
        ]
    )


RULES = {  # the unyoked losses have mean 1.1 and standard deviation .1
    "the largest within one deviation": ({1e-6: 1.1, 1e-5: 1.19, 1e-4: 1.21}, 1e-5),
    "whatever lies between": ({1e-6: 1.5, 1e-5: 1.19, 1e-4: 1.5}, 1e-5),
    "in any order": ({1e-4: 1.15, 1e-5: 1.1, 1e-3: 2.0}, 1e-4),
    "none": ({1e-6: 1.21, 1e-5: 1.3}, None),
    "never 0": ({0: 1.1, 1e-5: 1.3}, None),
    "cheaper than alone": ({1e-6: 0.9, 1e-2: 0.8}, 1e-2),
}


@pytest.mark.parametrize("what", RULES)
def test_the_published_rule(what):
    losses, chosen = RULES[what]
    assert ts.choose_lambda(told(losses)) == chosen


def test_it_gives_a_plain_number_and_leaves_the_table_alone():
    table = told({1e-6: 1.1})
    copy = table.copy()
    assert type(ts.choose_lambda(table)) is float
    assert table.equals(copy)


GRID = [1e-6, 1e-5, 1e-4, 1e-2]


@pytest.mark.parametrize("seed", [0, 1])
def test_of_digits_and_features_it_picks_a_lambda_in_the_elbow(seed):
    """Next to no dearer than luck; by 1e-5 far nearer than turning alone would bring them."""
    views = ts.views.digits_and_features(150, seed)
    sweep = ts.yoke_sweep(views.Xs, [0, *GRID], starts=6, max_iter=500, n_jobs=2)
    chosen = ts.choose_lambda(sweep)
    assert chosen in (1e-6, 1e-5, 1e-4)  # by six starts' luck: another numpy chose 1e-6 once
    mean = sweep.groupby("lam")[
        ["alignment_error", "alignment_error_procrustes", "error_ratio"]
    ].mean()
    assert mean.alignment_error[1e-5] < 0.5 * mean.alignment_error_procrustes[0]
    assert mean.error_ratio[chosen] > 0.93
    assert mean.error_ratio[1e-2] < 0.9


@pytest.mark.parametrize("seed", [0, 1])
def test_of_classes_and_a_line_it_refuses_every_lambda(seed):
    views = ts.views.classes_and_line(150, seed)
    assert ts.choose_lambda(ts.yoke_sweep(views.Xs, GRID, starts=3, max_iter=500, n_jobs=2)) is None


# ------------------------------------------------------------------ slips

SLIPS = [
    ({"Xs": [A, B[:30]]}, r"Xs\[1\] has 30 rows and Xs\[0\] 40. Row i must be the same point"),
    ({"Xs": [A]}, r"Xs holds 1 data set\(s\)"),
    ({"Xs": A}, "Xs must be a list of data sets"),
    ({"lams": []}, r"lams must be a list of numbers such as \[1e-6, 1e-5\], got \[\]"),
    ({"lams": 1e-5}, "lams must be a list of numbers"),
    ({"lams": "1e-5"}, "lams must be a list of numbers"),
    ({"lams": [1e-5, -1]}, r"lams\[1\] must not be negative, got -1"),
    ({"lams": [1e-5, np.nan]}, r"lams\[1\] must be finite, got nan"),
    ({"lams": [1e-5, 1e-5]}, "lams holds a number twice"),
    ({"starts": 0}, "starts must be at least 1, got 0"),
    ({"starts": 2.0}, "starts must be a whole number"),
    ({"warm": 1}, "warm must be True or False"),
    ({"n_jobs": 1.5}, "n_jobs must be a whole number"),
    ({"perplexity": 40}, r"perplexity \(40\) must be less than n_samples \(40\)"),
]


@pytest.mark.parametrize(("slip", "says"), SLIPS, ids=[str(s)[:30] for s, _ in SLIPS])
def test_a_slip_is_told_by_name(slip, says):
    with pytest.raises(ValueError, match=says):
        ts.yoke_sweep(**{"Xs": [A, B], "lams": [1e-5], "starts": 1, **QUICK} | slip)


NOT_A_SWEEP = [
    (None, "sweep must be a table from yoke_sweep; it lacks"),
    (pd.DataFrame({"lam": [1.0], "kl": [1.0]}), r"it lacks \['start', 'kl_unyoked'\]"),
    (told({1e-5: 1.0}, alone=(1.0,)), "sweep has one start, and chance needs two to show"),
    (told({0: 1.0}), "sweep has no λ above 0"),
]


@pytest.mark.parametrize(("table", "says"), NOT_A_SWEEP, ids=range(len(NOT_A_SWEEP)))
def test_a_table_that_no_lambda_can_be_chosen_from_is_refused(table, says):
    with pytest.raises(ValueError, match=says):
        ts.choose_lambda(table)
