"""TSNE: scikit-learn's protocol, the lessons' numbers, and finite maps of odd data."""

import inspect
import os
import pickle
import subprocess
import sys
import warnings
from itertools import islice

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from sklearn.base import clone
from sklearn.datasets import load_digits
from sklearn.manifold import TSNE as TheirTSNE
from sklearn.metrics import pairwise_distances
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

import teachsne as ts

IRIS = ts.datasets.load_iris()[0]
X = cloud(30, 4)
QUICK = {"perplexity": 5, "max_iter": 60}


def fitted(data=X, **parameters):
    return ts.TSNE(**QUICK | parameters).fit(data)


def p_by_hand(data, perplexity, normalize="joint"):
    D2 = ts.squared_distances(data)
    P = ts.conditional_probabilities(D2, ts.find_sigmas(D2, perplexity))
    return P if normalize == "rows" else ts.joint_probabilities(P)


# ------------------------------------------------------------------ scikit-learn's protocol


OURS = {"max_iter": 1000, "early_exaggeration": "auto"}  # 12, for t-SNE


def test_parameters_have_scikit_learns_names_order_and_defaults_and_six_follow():
    ours = list(inspect.signature(ts.TSNE).parameters.values())
    theirs = list(inspect.signature(TheirTSNE).parameters.values())
    theirs = [p for p in theirs if p.name != "n_iter"]  # gone since 1.7
    described = [(p.name, p.kind, p.default) for p in ours]
    expected = [(p.name, p.kind, OURS.get(p.name, p.default)) for p in theirs]
    assert described[:-6] == expected
    assert [(p.name, p.default) for p in ours[-6:]] == [
        ("kernel", "student"),
        ("normalize", "joint"),
        ("callback", None),
        ("dtype", "float64"),
        ("schedule", "auto"),
        ("exaggeration", 1.0),
    ]


def test_check_estimator_passes_whole():
    model = ts.TSNE(perplexity=2, max_iter=250)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(model, on_skip=None)  # raises at the first that fails
    assert {r["status"] for r in results if r["check_name"] != "check_array_api_input"} == {
        "passed"
    }
    assert not [r for r in results if r["expected_to_fail"]]


def test_a_script_moves_here_by_its_import():
    digits = load_digits()
    for model in (ts.TSNE, TheirTSNE):
        map_ = model(n_components=2, perplexity=20, random_state=42, n_jobs=2, max_iter=250)
        Y = map_.fit_transform(digits.data[:200])
        assert Y.shape == (200, 2)
        assert map_.embedding_ is not None
        assert {"kl_divergence_", "n_iter_", "learning_rate_", "n_features_in_"} <= set(vars(map_))


def test_it_stands_in_a_pipeline():
    Y = make_pipeline(StandardScaler(), ts.TSNE(**QUICK)).fit_transform(IRIS)
    assert Y.shape == (150, 2)


def test_features_are_counted_and_named():
    model = fitted(IRIS)
    assert model.n_features_in_ == 4
    assert list(model.feature_names_in_) == list(IRIS.columns)
    assert list(model.get_feature_names_out()) == ["tsne0", "tsne1"]
    assert not hasattr(fitted(IRIS.to_numpy()), "feature_names_in_")


def test_pandas_out_keeps_the_rows_names():
    named = IRIS.set_axis([f"flower {i}" for i in range(150)])
    model = ts.TSNE(**QUICK).set_output(transform="pandas")
    frame = model.fit_transform(named)
    assert list(frame.columns) == ["tsne0", "tsne1"]
    assert list(frame.index) == list(named.index)
    assert np.array_equal(frame, model.embedding_)


def test_it_can_be_cloned_and_pickled_before_and_after():
    model = ts.TSNE(perplexity=7, kernel=ts.heavy_tailed(alpha=2))
    assert clone(model).get_params() == model.get_params()
    model = fitted()
    again = pickle.loads(pickle.dumps(model))
    assert np.array_equal(again.embedding_, model.embedding_)
    assert again.history_.equals(model.history_)


def test_parameters_are_kept_as_given():
    start = cloud(30, 2)
    model = fitted(init=start, random_state=3)
    assert model.get_params()["init"] is start
    assert model.get_params()["random_state"] == 3
    assert model.get_params()["learning_rate"] == "auto"


# ------------------------------------------------------------------ the lessons' numbers


def test_a_fit_is_the_lessons_functions_wired_together():
    P, start = p_by_hand(X, 5), cloud(30, 2, 1e-4, seed=1)
    by_hand = ts.descend(lambda Y: ts.kl_gradient(P, Y, exaggeration=12), start, 50, momentum=0.5)
    ours = ts.TSNE(**QUICK, init=start).iterate(X)
    both = list(islice(zip(ours, by_hand, strict=False), 12))  # later the last bits grow
    assert len(both) == 12
    for mine, state in both:
        assert np.allclose(mine.Y, state.Y, rtol=1e-7, atol=1e-10)
        assert np.allclose(mine.gradient, state.gradient, rtol=1e-7, atol=1e-10)


@pytest.mark.parametrize("kernel", ["student", "gaussian", ts.heavy_tailed(alpha=0.5)])
@pytest.mark.parametrize("normalize", ["joint", "rows"])
def test_every_cousin_comes_to_rest_lower_than_it_began(kernel, normalize):
    model = ts.TSNE(perplexity=10, kernel=kernel, normalize=normalize).fit(IRIS)
    P = p_by_hand(IRIS.to_numpy(), 10, normalize)
    Q = ts.similarities(model.embedding_, kernel, normalize)
    assert np.isclose(model.kl_divergence_, ts.kl_divergence(P, Q), rtol=1e-10)
    assert model.kl_divergence_ < 0.6 * model.history_.KL[0]
    assert ts.trustworthiness(IRIS, model.embedding_) > 0.95


def test_the_divergence_is_recomputed_over_all_pairs_with_the_true_p():
    model = fitted()  # still exaggerated at its end
    loss = ts.kl_divergence(p_by_hand(X, 5), ts.similarities(model.embedding_))
    assert np.isclose(model.kl_divergence_, loss, rtol=1e-12)


@pytest.mark.parametrize("exaggeration", [1, 4.0, 12])
@pytest.mark.parametrize("normalize", ["joint", "rows"])
def test_the_learning_rate_that_was_used_is_told(exaggeration, normalize):
    model = fitted(early_exaggeration=exaggeration, normalize=normalize)
    assert model.learning_rate_ == max(30 / exaggeration / 4, 50) / (
        30 if normalize == "rows" else 1
    )
    assert fitted(learning_rate=3.0).learning_rate_ == 3


@pytest.mark.parametrize("max_iter", [1, 2, 60, 250, 251, 320])
def test_n_iter_counts_updates(max_iter):
    assert fitted(max_iter=max_iter).n_iter_ == max_iter


def test_history_has_the_start_every_fifty_iterations_and_the_end():
    model = fitted(max_iter=320)
    assert list(model.history_.columns) == ["iteration", "KL", "gradient norm", "phase"]
    assert model.history_.iteration.tolist() == [0, 50, 100, 150, 200, 250, 300, 320]
    assert model.history_.phase.tolist() == ["exaggeration"] * 5 + ["plain"] * 3
    assert model.history_.KL.iloc[-1] == model.kl_divergence_


def test_the_map_is_the_callers_to_change():
    model = fitted()
    model.embedding_[:] = 0
    assert not model.embedding_.any()


def test_method_angle_and_n_jobs_change_no_bit():
    plain = fitted().embedding_
    for other in ({"method": "exact"}, {"method": "auto"}, {"angle": 0.1}, {"n_jobs": 2}):
        assert np.array_equal(fitted(**other).embedding_, plain)


def test_a_given_start_is_where_it_starts_and_stays_as_it_was():
    start = cloud(30, 2)
    copy = start.copy()
    first = next(ts.TSNE(**QUICK, init=start).iterate(X))
    assert np.array_equal(first.Y, copy)
    fitted(init=start)
    assert np.array_equal(start, copy)
    assert np.array_equal(fitted(init=start.tolist()).embedding_, fitted(init=start).embedding_)


def test_exaggeration_and_perplexity_have_their_effect():
    plain = fitted().embedding_
    assert not np.allclose(fitted(early_exaggeration=4).embedding_, plain)
    assert not np.allclose(fitted(perplexity=9).embedding_, plain)


def test_at_the_highest_perplexity_all_neighbours_are_alike():
    """Then P is the same for all pairs, and a start at one place would be perfect."""
    loss = next(ts.TSNE(perplexity=29, init="random", random_state=0).iterate(X)).kl
    assert 0 <= loss < 1e-12


# ------------------------------------------------------------------ looking on, and stopping


def test_iterate_yields_every_state_that_fit_goes_through():
    model = ts.TSNE(**QUICK)
    states = list(model.iterate(X))
    assert [s.iteration for s in states] == list(range(61))
    assert {s.phase for s in states} == {"exaggeration"}
    assert np.array_equal(states[-1].Y, model.fit(X).embedding_)
    assert states[-1].kl == model.kl_divergence_


def test_a_callback_sees_every_state_and_true_stops():
    seen = []
    assert fitted(callback=seen.append).n_iter_ == 60
    assert [s.iteration for s in seen] == list(range(61))
    model = fitted(callback=lambda state: state.iteration == 17)
    assert model.n_iter_ == 17
    assert model.history_.iteration.tolist() == [0, 17]
    assert np.array_equal(model.embedding_, seen[17].Y)


def test_a_large_bound_on_the_slope_or_no_patience_ends_it_early():
    assert ts.TSNE(min_grad_norm=1e-3).fit(IRIS).n_iter_ < 500
    restless = {"perplexity": 5, "kernel": "gaussian", "min_grad_norm": 0}  # no new low for long
    ends = [ts.TSNE(**restless, n_iter_without_progress=p).fit(X).n_iter_ for p in (-1, 50, 1000)]
    assert ends[0] < ends[1] < ends[2] == 1000


def interrupted_at(iteration):
    def stop(state):
        if state.iteration == iteration:
            raise KeyboardInterrupt

    return stop


def test_ctrl_c_leaves_what_was_computed_and_goes_on_up():
    model = ts.TSNE(**QUICK, callback=interrupted_at(55))
    with pytest.raises(KeyboardInterrupt):
        model.fit(X)
    assert model.n_iter_ == 55
    assert np.array_equal(model.embedding_, next(islice(ts.TSNE(**QUICK).iterate(X), 55, None)).Y)
    assert model.history_.iteration.tolist() == [0, 50, 55]


def test_the_next_fit_starts_fresh():
    model = ts.TSNE(**QUICK, callback=interrupted_at(55))
    with pytest.raises(KeyboardInterrupt):
        model.fit(X)
    assert np.array_equal(model.set_params(callback=None).fit(X).embedding_, fitted().embedding_)


def test_of_an_earlier_fit_nothing_stays_when_a_later_one_fails():
    model = fitted()
    with pytest.raises(ValueError, match="perplexity"):
        model.set_params(perplexity=99).fit(X)
    assert not hasattr(model, "embedding_")
    assert not hasattr(model, "history_")


def test_a_step_that_is_not_finite_names_iteration_and_rate():
    model = ts.TSNE(**QUICK, learning_rate=1e10, kernel="gaussian")
    with pytest.raises(FloatingPointError, match=r"iteration \d+ .*learning_rate=1e\+10"):
        model.fit(X)
    assert model.n_iter_ == model.history_.iteration.iloc[-1] >= 1  # what came before is kept
    assert np.isfinite(fitted(learning_rate=1e10).embedding_).all()


def test_nothing_is_printed_and_verbose_shows_a_bar(capfd):
    fitted()
    assert capfd.readouterr() == ("", "")
    fitted(verbose=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "60/60" in err


# ------------------------------------------------------------------ metrics


def test_precomputed_distances_give_the_map_of_their_points():
    D = pairwise_distances(X, metric="manhattan")
    ours = fitted(X, metric="manhattan", init="random", random_state=0)
    given = fitted(D, metric="precomputed", init="random", random_state=0)
    assert np.array_equal(ours.embedding_, given.embedding_)
    frame = pd.DataFrame(D, columns=[str(i) for i in range(30)])
    framed = fitted(frame, metric="precomputed", init="random", random_state=0)
    assert np.array_equal(framed.embedding_, given.embedding_)


def test_precomputed_distances_are_never_written_to():
    D = pairwise_distances(X)
    copy = D.copy()
    fitted(D, metric="precomputed", init="random")
    assert np.array_equal(D, copy)
    assert D.flags.writeable


@pytest.mark.parametrize(
    "metric", ["cosine", "chebyshev", "correlation", lambda a, b: abs(a - b).sum()]
)
def test_other_metrics_and_functions_can_be_used(metric):
    assert np.isfinite(fitted(metric=metric).embedding_).all()


def test_a_pairwise_model_says_so():
    assert ts.TSNE(metric="precomputed").__sklearn_tags__().input_tags.pairwise
    assert not ts.TSNE().__sklearn_tags__().input_tags.pairwise


# ------------------------------------------------------------------ every container, any machine

ROUND = np.round(8 * X).astype(int) + 20


@pytest.mark.parametrize("kind", ["u1", "i2", "i8", "f2", "f4", "f8", ">f8", "O", "longdouble"])
def test_every_type_of_number_gives_the_same_bits(kind):
    assert np.array_equal(fitted(ROUND.astype(kind)).embedding_, fitted(ROUND).embedding_)


def test_every_container_gives_the_same_bits():
    plain = fitted().embedding_
    locked = X.copy()
    locked.flags.writeable = False
    containers = [X.tolist(), tuple(map(tuple, X)), pd.DataFrame(X), np.asfortranarray(X)]
    for other in [*containers, locked, np.repeat(X, 2, axis=0)[::2]]:
        assert np.array_equal(fitted(other).embedding_, plain)


@pytest.mark.filterwarnings("ignore:perplexity=5 cannot be reached")
def test_truth_values_are_0_and_1():
    yes = cloud(30, 6) > 0
    assert np.array_equal(fitted(yes).embedding_, fitted(yes.astype(int)).embedding_)
    assert np.isfinite(fitted(yes, metric="jaccard").embedding_).all()


def test_single_precision_is_measured_by_other_metrics_as_scikit_learn_does():
    single = X.astype(np.float32)
    D = pairwise_distances(single, metric="cosine")
    assert D.dtype == np.float32
    ours = fitted(single, metric="cosine", init="random", random_state=0)
    given = fitted(D, metric="precomputed", init="random", random_state=0)
    assert np.array_equal(ours.embedding_, given.embedding_)
    assert ours.embedding_.dtype == float


PROGRAM = """
import numpy as np, teachsne as ts
X = np.random.default_rng(0).normal(size=(200, 30))
print(ts.TSNE(max_iter=300).fit_transform(X).tobytes().hex())
"""


def test_runs_processes_and_numbers_of_threads_give_the_same_bits():
    here = ts.TSNE(max_iter=300)
    data = np.random.default_rng(0).normal(size=(200, 30))
    bits = here.fit_transform(data).tobytes().hex()
    assert here.fit_transform(data).tobytes().hex() == bits
    for threads in "12":
        limits = {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        command = {"capture_output": True, "text": True, "check": True, "env": os.environ | limits}
        run = subprocess.run([sys.executable, "-c", PROGRAM], **command)
        assert run.stdout.strip() == bits


def test_the_global_random_state_is_neither_read_nor_written():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    starts = [next(ts.TSNE(perplexity=5, init="random").iterate(X)).Y for _ in "ab"]
    assert np.array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    assert not np.array_equal(*starts)


def test_the_callers_data_stay_as_they_were():
    mine = X.copy()
    fitted(mine)
    assert np.array_equal(mine, X)
    assert mine.flags.writeable


# ------------------------------------------------------------------ odd data


def start_of(data, **parameters):
    return next(ts.TSNE(perplexity=5, init="random", random_state=0, **parameters).iterate(data))


@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e-30, 1e30, 1e150, 1e300])
def test_data_of_any_size_have_the_same_p(scale):
    """The first state's gradient holds all of P, linearly."""
    expected, found = start_of(X).gradient, start_of(X * scale).gradient
    assert np.allclose(found, expected, rtol=1e-12, atol=1e-13 * abs(expected).max())
    assert np.isfinite(fitted(X * scale).embedding_).all()


@pytest.mark.parametrize("offset", [2.0**20, 2.0**30, 2.0**40])
def test_data_far_from_the_origin_have_the_same_p(offset):
    grid = np.round(X * 64) / 64  # no digit of these is lost at that offset
    assert np.array_equal(start_of(grid + offset).gradient, start_of(grid).gradient)


def odd(name):
    return {
        "a duplicated row": np.vstack([X, X[:1]]),
        "a constant column": np.c_[X, np.full(30, 7.0)],
        "one feature": X[:, :1],
        "a line": np.outer(np.arange(30.0), [1, 2, 3]),
        "an outlier": np.vstack([X, np.full((1, 4), 1e10)]),
        "fewer features than components": X[:, :2],
        "equidistant points": np.eye(30),
    }[name]


@pytest.mark.filterwarnings("ignore:perplexity=5 cannot be reached")
@pytest.mark.parametrize(
    "name",
    [
        "a duplicated row",
        "a constant column",
        "one feature",
        "a line",
        "an outlier",
        "fewer features than components",
        "equidistant points",
    ],
)
def test_odd_data_get_a_finite_map_and_the_right_divergence(name):
    data = odd(name)
    components = 3 if name == "fewer features than components" else 2
    model = ts.TSNE(perplexity=5, n_components=components).fit(data)
    assert model.embedding_.shape == (len(data), components)
    assert np.isfinite(model.embedding_).all()
    loss = ts.kl_divergence(p_by_hand(data, 5), ts.similarities(model.embedding_))
    assert np.isclose(model.kl_divergence_, loss, rtol=1e-9)


def test_where_neighbours_are_tied_a_warning_says_how_many_and_what_to_do():
    says = r"perplexity=5 cannot be reached at 30 point\(s\).*29 or more.*Use a perplexity above 29"
    with pytest.warns(UserWarning, match=says):
        fitted(np.eye(30))


def test_identical_rows_get_a_finite_map_and_a_warning():
    with pytest.warns(UserWarning, match="cannot be reached at 40 point"):
        model = ts.TSNE().fit(np.ones((40, 3)))
    assert np.isfinite(model.embedding_).all()


@pytest.mark.parametrize("random_state", range(5))
def test_identical_rows_stay_together_at_a_gentle_rate(random_state):
    """The default rate, 50 for so few, lets exaggeration scatter them; the end is then chance."""
    model = ts.TSNE(learning_rate=1, init="random", random_state=random_state)
    with pytest.warns(UserWarning, match="cannot be reached at 40 point"):
        model.fit(np.ones((40, 3)))
    assert model.kl_divergence_ < 1e-6


@pytest.mark.parametrize(("n", "perplexity"), [(2, 1), (3, 2), (3, 1.5)])
def test_two_and_three_points_have_a_finite_map_and_a_right_divergence(n, perplexity):
    data = cloud(n, 2)
    model = ts.TSNE(perplexity=perplexity).fit(data)
    assert np.isfinite(model.embedding_).all()
    alike = (1 - np.eye(n)) / (n * (n - 1))
    P = alike if perplexity == n - 1 else p_by_hand(data, perplexity)
    loss = ts.kl_divergence(P, ts.similarities(model.embedding_))
    assert np.isclose(model.kl_divergence_, loss, rtol=1e-9, atol=1e-14)


def test_one_component_and_four_can_be_had():
    for k in (1, 4):
        model = fitted(n_components=k)
        assert model.embedding_.shape == (30, k)
        assert list(model.get_feature_names_out()) == [f"tsne{i}" for i in range(k)]


def test_800_digits_do_not_stop_as_a_dot_when_exaggeration_has_shrunk_them():
    X = ts.datasets.load_mnist(800)[0]
    model = ts.TSNE(max_iter=400).fit(X)
    assert model.n_iter_ == 400
    assert model.kl_divergence_ < 1.2
