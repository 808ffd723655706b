"""YokedTSNE: two t-SNEs bit for bit where there is no yoke, aligned where there is one."""

import inspect
import pickle
import warnings
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from scipy.sparse import csr_array
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_estimator

import teachsne as ts

A, B = cloud(30, 4), cloud(30, 4) @ cloud(4, 3, seed=1) + cloud(30, 3, 0.3, seed=2)
QUICK = {"perplexity": 5, "max_iter": 300}
LABELS = np.arange(30) % 3


def fitted(lam=1e-3, Xs=(A, B), labels=None, **parameters):
    return ts.YokedTSNE(lam, **QUICK | parameters).fit(list(Xs), labels=labels)


# ------------------------------------------------------------------ no yoke, no difference


@pytest.mark.parametrize("init", ["pca", "random", cloud(30, 2)], ids=["pca", "random", "array"])
def test_at_lambda_0_the_maps_are_tsnes_own_bit_for_bit(init):
    yoked = fitted(0, init=init, random_state=4)
    for X, Y, kl in zip((A, B), yoked.embeddings_, yoked.kl_divergences_, strict=True):
        alone = ts.TSNE(**QUICK, init=init, random_state=4).fit(X)
        assert np.array_equal(Y, alone.embedding_)
        assert kl == alone.kl_divergence_


def test_at_lambda_0_each_map_comes_to_rest_when_it_would_alone():
    digits = ts.views.digits_and_features(150).Xs
    yoked = ts.YokedTSNE(0).fit(digits)
    alone = [ts.TSNE().fit(X) for X in digits]
    assert len({model.n_iter_ for model in alone}) == 2
    assert yoked.n_iter_ == max(model.n_iter_ for model in alone)
    for Y, model in zip(yoked.embeddings_, alone, strict=True):
        assert np.array_equal(Y, model.embedding_)


def test_a_yoke_too_weak_to_move_a_bit_changes_none():
    for Y, Z in zip(fitted(0).embeddings_, fitted(1e-300).embeddings_, strict=True):
        assert np.array_equal(Y, Z)


@pytest.mark.parametrize(
    "parameters",
    [
        {"metric": "manhattan"},
        {"metric": "minkowski", "metric_params": {"p": 3}},
        {"metric": "precomputed", "init": "random"},
        {"method": "mesh"},
        {"learning_rate": 20.0},
        {"early_exaggeration": 4.0},
        {"schedule": "swift"},
        {"n_jobs": 2},
    ],
    ids=str,
)
def test_at_lambda_0_a_parameter_of_tsne_means_the_same(parameters):
    asked = {"random_state": 4} | QUICK | parameters
    Xs = [ts.distances(X) for X in (A, B)] if asked.get("metric") == "precomputed" else [A, B]
    yoked = ts.YokedTSNE(0, **asked).fit(Xs)
    for X, Y in zip(Xs, yoked.embeddings_, strict=True):
        assert np.array_equal(Y, ts.TSNE(**asked).fit_transform(X))
    if "n_jobs" not in parameters and asked.get("metric") != "precomputed":
        assert not np.array_equal(yoked.embeddings_, fitted(0, random_state=4).embeddings_)


@pytest.mark.parametrize("lam", [0, 1e-3])
def test_a_callback_stops_the_fit_and_sees_all_maps(lam):
    seen = []

    def stop(state):
        seen.append(state.Y.shape)
        return state.iteration == 7

    model = fitted(lam, callback=stop)
    assert model.n_iter_ == 7
    assert seen == [(2, 30, 2)] * 8


@pytest.mark.parametrize("lam", [0, 1e-3])
def test_iterate_yields_the_states_of_the_fit(lam):
    *_, last = ts.YokedTSNE(lam, **QUICK).iterate([A, B])
    model = fitted(lam)
    assert last.iteration == model.n_iter_
    assert np.array_equal(last.Y, model.embeddings_)
    assert last.kl == model.history_.loss.iloc[-1]


def test_verbose_shows_a_bar_with_the_loss(capsys):
    fitted(verbose=1, max_iter=51)
    assert "loss=" in capsys.readouterr().err
    fitted(max_iter=51)
    assert not capsys.readouterr().err


# ------------------------------------------------------------------ the yoke


def test_the_table_of_five_noisy_classes_in_shape():
    """D1: λ 0, 1e-6 … 1e-2; misalignment 2e5, 4e4, 4e3, 1e3, 2; ratio 1, .92, .92, .80, .51."""
    starts = [cloud(200, 2, 1e-4, seed) for seed in (0, 1)]
    common = {"perplexity": 20, "max_iter": 750, "init": starts}
    fits = [
        ts.YokedTSNE(lam, **common).fit(ts.views.noisy_classes().Xs)
        for lam in (0, 1e-6, 1e-5, 1e-4, 1e-2)
    ]
    error = [fit.alignment_error_ for fit in fits]
    ratio = [fits[0].kl_divergences_[0] / fit.kl_divergences_[0] for fit in fits]
    assert 5e4 < error[0] < 5e5
    assert all(after < 0.6 * before for before, after in pairwise(error))
    assert 300 < error[3] < 3000
    assert error[4] < 10
    assert 0.85 < ratio[1] < 1.05
    assert 0.7 < ratio[3] < 0.9
    assert 0.35 < ratio[4] < 0.6


def test_exchanging_the_data_exchanges_the_maps():
    one, other = fitted(), fitted(Xs=(B, A))
    for Y, Z in zip(one.embeddings_, other.embeddings_[::-1], strict=True):
        assert np.array_equal(Y, Z)
    assert np.array_equal(one.kl_divergences_, other.kl_divergences_[::-1])


def test_what_is_reported_belongs_to_the_maps():
    model = fitted()
    one, other = model.embeddings_
    assert np.isclose(model.alignment_error_, ((one - other) ** 2).sum(), rtol=1e-12)
    for X, Y, kl in zip((A, B), model.embeddings_, model.kl_divergences_, strict=True):
        D2 = ts.squared_distances(X)
        P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 5)))
        assert np.isclose(kl, ts.kl_divergence(P, ts.similarities(Y)), rtol=1e-10)
    model.embeddings_[0][:] = 0  # the caller's to change


def test_history_has_the_loss_each_kl_and_the_alignment_error():
    model = fitted(1e-2, max_iter=320)
    columns = ["iteration", "loss", "KL 0", "KL 1", "alignment error", "gradient norm", "phase"]
    assert list(model.history_.columns) == columns
    assert model.history_.iteration.tolist() == [0, 50, 100, 150, 200, 250, 300, 320]
    parts = (
        model.history_["KL 0"] + model.history_["KL 1"] + 1e-2 * model.history_["alignment error"]
    )
    assert np.allclose(model.history_.loss, parts, rtol=1e-12)
    assert model.history_["KL 1"].iloc[-1] == model.kl_divergences_[1]
    assert model.history_["alignment error"].iloc[-1] == model.alignment_error_


def test_a_mean_needs_n_times_the_weight_of_a_sum():
    summed, mean = fitted(2.0**-10), fitted(30 * 2.0**-10, penalty="mean")
    assert np.array_equal(summed.embeddings_, mean.embeddings_)
    assert summed.alignment_error_ == mean.alignment_error_


def test_a_mean_over_centres_needs_as_many_times_the_weight_as_there_are_centres():
    by_label = {"by_label": True, "labels": LABELS}
    summed, mean = fitted(2.0**-8, **by_label), fitted(3 * 2.0**-8, penalty="mean", **by_label)
    assert np.array_equal(summed.embeddings_, mean.embeddings_)


def test_many_maps_are_yoked_in_all_pairs_or_in_a_chain():
    many = [A, B, A[:, :2], B[:, ::-1]]
    loose, chain, every = (
        fitted(lam, many, pairs=pairs)
        for lam, pairs in ((0, "all"), (1e-3, "chain"), (1e-3, "all"))
    )
    assert len(every.embeddings_) == len(every.kl_divergences_) == 4

    def apart(model):
        return sum(((Y - Z) ** 2).sum() for Y in model.embeddings_ for Z in model.embeddings_)

    assert apart(every) < apart(chain) < apart(loose)
    steps = sum(((chain.embeddings_[t] - chain.embeddings_[t + 1]) ** 2).sum() for t in range(3))
    assert np.isclose(chain.alignment_error_, steps, rtol=1e-12)
    assert np.isclose(every.alignment_error_, apart(every) / 2, rtol=1e-12)


def test_a_fixed_map_is_held_where_it_is_and_the_other_comes():
    made = ts.TSNE(**QUICK).fit_transform(A)
    alone = fitted(0, init=[made, "pca"], fixed=0)
    held = fitted(1e-2, init=[made, "pca"], fixed=0)
    assert np.array_equal(held.embeddings_[0], made)
    assert np.array_equal(alone.embeddings_[0], made)
    assert held.alignment_error_ < 0.1 * alone.alignment_error_
    last = fitted(1e-2, Xs=(B, A), init=["pca", made], fixed=1)
    assert np.array_equal(last.embeddings_[1], made)


def test_yoked_by_label_the_centres_meet_and_the_points_need_not():
    loose = fitted(0, by_label=True, labels=LABELS)
    tied = fitted(0.1, by_label=True, labels=LABELS)
    assert tied.alignment_error_ < 0.01 * loose.alignment_error_
    one, other = tied.embeddings_
    middles = [(Y[LABELS == k].mean(axis=0)) for Y in (one, other) for k in range(3)]
    assert np.isclose(
        tied.alignment_error_, sum(((middles[k] - middles[k + 3]) ** 2).sum() for k in range(3))
    )
    assert ((one - other) ** 2).sum() > 100 * tied.alignment_error_


def test_labels_may_be_words_and_count_for_nothing_else():
    words = np.array(["up", "down", "left"])[LABELS]
    named, numbered = (fitted(0.1, by_label=True, labels=w) for w in (pd.Series(words), LABELS))
    assert np.isclose(named.alignment_error_, numbered.alignment_error_, rtol=1e-3)
    assert np.array_equal(fitted(labels=words).embeddings_, fitted().embeddings_)


def test_each_map_may_have_its_own_perplexity_and_start():
    own = fitted(0, perplexity=[5, 9], init=["random", cloud(30, 2)], random_state=1)
    first = ts.TSNE(perplexity=5, max_iter=300, init="random", random_state=1).fit(A)
    second = ts.TSNE(perplexity=9, max_iter=300, init=cloud(30, 2)).fit(B)
    assert np.array_equal(own.embeddings_, [first.embedding_, second.embedding_])


def test_random_starts_are_one_cloud_for_all_maps_and_of_the_seed():
    same = [fitted(init="random", random_state=seed) for seed in (3, np.random.RandomState(3))]
    other = fitted(init="random", random_state=5)
    assert np.array_equal(same[0].embeddings_, same[1].embeddings_)
    assert not np.array_equal(same[0].embeddings_, other.embeddings_)
    twins = fitted(0, Xs=(A, A), init="random").embeddings_  # no seed, and yet one start
    assert np.array_equal(*twins)


def test_starts_may_be_given_as_one_array_a_stack_or_a_list():
    start = cloud(30, 2)
    ways = [start, start.tolist(), np.array([start, start]), [start, start]]
    first, *others = (fitted(init=init).embeddings_ for init in ways)
    assert all(np.array_equal(first, other) for other in others)


def test_every_container_gives_the_same_bits_and_is_left_as_it_was():
    copies = A.copy(), B.copy()
    plain = fitted().embeddings_
    ways = [(pd.DataFrame(A), B), (A.tolist(), np.asfortranarray(B)), (A, pd.DataFrame(B))]
    assert all(np.array_equal(fitted(Xs=Xs).embeddings_, plain) for Xs in ways)
    assert np.array_equal(fitted(Xs=np.array([A, A])).embeddings_, fitted(Xs=(A, A)).embeddings_)
    assert np.array_equal(A, copies[0])
    assert np.array_equal(B, copies[1])


def test_two_and_three_points_have_finite_maps():
    for n, perplexity in ((2, 1), (3, 1.5)):
        model = fitted(Xs=(A[:n], B[:n]), perplexity=perplexity)
        assert np.isfinite(model.embeddings_).all()


def test_many_points_take_the_mesh_as_tsne_does():
    Xs = cloud(2600, 3), cloud(2600, 2, seed=1)
    model = fitted(Xs=Xs, max_iter=2, lam=0)
    assert np.array_equal(
        model.embeddings_[0], ts.TSNE(**QUICK | {"max_iter": 2}).fit_transform(Xs[0])
    )


# ------------------------------------------------------------------ scikit-learn's protocol


def test_its_parameters_are_these_and_no_more():
    described = [(p.name, p.default) for p in inspect.signature(ts.YokedTSNE).parameters.values()]
    assert described == [
        ("lam", 1e-5),
        ("perplexity", 30.0),
        ("penalty", "sum"),
        ("pairs", "all"),
        ("fixed", None),
        ("by_label", False),
        ("init", "pca"),
        ("max_iter", 1000),
        ("random_state", None),
        ("early_exaggeration", "auto"),
        ("learning_rate", "auto"),
        ("metric", "euclidean"),
        ("metric_params", None),
        ("verbose", 0),
        ("method", "barnes_hut"),
        ("n_jobs", None),
        ("callback", None),
        ("schedule", "auto"),
    ]


def test_it_can_be_cloned_and_pickled_before_and_after():
    model = ts.YokedTSNE(1e-4, perplexity=[5, 6], fixed=1, init=["pca", cloud(30, 2)])
    again = clone(model).get_params()
    assert again.pop("init")[0] == "pca"
    assert again.items() <= model.get_params().items()
    model = fitted()
    again = pickle.loads(pickle.dumps(model))
    assert np.array_equal(again.embeddings_, model.embeddings_)
    assert again.history_.equals(model.history_)


ONE_TABLE = "fits one table, and a yoke takes a list of them; TwinTables, below, runs it on [X, X]"
NOT_FOR_A_LIST = (
    "check_fit_score_takes_y",
    "check_estimators_overwrite_params",
    "check_dont_overwrite_parameters",
    "check_estimators_fit_returns_self",
    "check_readonly_memmap_input",
    "check_n_features_in_after_fitting",
    "check_positive_only_tag_during_fit",
    "check_estimators_dtypes",
    "check_dtype_object",
    "check_pipeline_consistency",
    "check_estimators_nan_inf",
    "check_estimators_pickle",
    "check_f_contiguous_array_estimator",
    "check_methods_sample_order_invariance",
    "check_methods_subset_invariance",
    "check_fit2d_1feature",
    "check_dict_unchanged",
    "check_fit_idempotent",
    "check_fit_check_is_fitted",
    "check_n_features_in",
    "check_fit2d_predict1d",
)


class TwinTables(ts.YokedTSNE):
    """The same, given one table: [X, X]. So scikit-learn's checks of data can see it work."""

    def fit(self, X, y=None):
        super().fit([X, X])
        self.n_features_in_ = np.shape(X)[1]
        return self

    def fit_transform(self, X, y=None):
        return self.fit(X).embeddings_[0]


def checked(model, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(model, on_skip=None, **options)
    ran = [r for r in results if r["check_name"] != "check_array_api_input"]  # needs an option
    return {r["check_name"]: r["status"] for r in ran}


def test_check_estimator_fails_only_where_it_gives_one_table():
    expected = dict.fromkeys(NOT_FOR_A_LIST, ONE_TABLE)
    status = checked(ts.YokedTSNE(perplexity=2, max_iter=50), expected_failed_checks=expected)
    assert {name for name, came in status.items() if came != "passed"} == set(NOT_FOR_A_LIST)
    assert {status[name] for name in NOT_FOR_A_LIST} == {"xfail"}


def test_check_estimator_passes_whole_where_the_table_is_taken_twice():
    assert set(checked(TwinTables(perplexity=2, max_iter=50)).values()) == {"passed"}


# ------------------------------------------------------------------ slips, and stopping


def put(table, place, value):
    changed = table.copy()
    changed[place] = value
    return changed


FRAME = pd.DataFrame(A, index=[f"p{i}" for i in range(30)], columns=list("abcd"))
ORDER = "Row i must be the same point in all data sets.*X2.loc"
BAD_DATA = {
    "another n": ([A, B[:29]], rf"Xs\[1\] has 29 rows and Xs\[0\] 30. {ORDER}"),
    "another order": (
        [FRAME, FRAME[::-1]],
        rf"names its rows in another order than Xs\[0\]. {ORDER}",
    ),
    "one data set in a list": ([A], r"holds 1 data set\(s\); a yoke takes two or more: \[X1, X2\]"),
    "none": ([], r"holds 0 data set\(s\)"),
    "one table": (A, r"must be a list of data sets, \[X1, X2\].*ndarray of shape \(30, 4\).*TSNE"),
    "one DataFrame": (FRAME, r"must be a list of data sets.*got one DataFrame of shape \(30, 4\)"),
    "a table of lists": (A.tolist(), r"Expected 2D array, got 1D array instead: Xs\[0\] has shape"),
    "NaN": ([A, put(B, (3, 1), np.nan)], r"Xs\[1\] contains NaN at row 3, column 1"),
    "infinity": ([put(A, (3, 1), np.inf), B], r"Xs\[0\] contains infinity at row 3, column 1"),
    "one row": ([A[:1], B[:1]], r"1 sample\(s\)"),
    "text": ([A, B.astype(str)], r"Xs\[1\] must hold real numbers, got text"),
    "sparse": ([A, csr_array(B)], r"Xs\[1\] is sparse.*call \.toarray\(\)"),
    "None": (None, "Xs must be a table of numbers, got NoneType"),
    "None in it": ([A, None], r"Xs\[1\] must be a table of numbers, got NoneType"),
    "text alone": ("AB", "Xs must be a table of numbers, got str"),
}


@pytest.mark.parametrize("what", BAD_DATA)
def test_bad_data_are_told_before_any_parameter(what):
    Xs, says = BAD_DATA[what]
    with pytest.raises(ValueError, match=says):
        ts.YokedTSNE(-1, perplexity=-1).fit(Xs)


def test_data_frames_of_one_order_are_not_held_up():
    renamed = FRAME.set_axis([f"q{i}" for i in range(30)])
    for other in (FRAME, renamed, FRAME.reset_index(drop=True)):
        assert fitted(Xs=(FRAME, other), max_iter=2).n_iter_ == 2


START = cloud(30, 2)
REFUSED = [
    ({"lam": -1e-9}, "lam must not be negative, got -1e-09; 0 leaves the maps alone"),
    ({"lam": np.nan}, "lam must be finite, got nan"),
    ({"lam": np.inf}, "lam must be finite, got inf"),
    ({"lam": "1e-5"}, "lam must be a number, got '1e-5'"),
    ({"lam": True}, "lam must be a number, got True"),
    ({"lam": None}, "lam must be a number, got None"),
    ({"perplexity": 30}, r"perplexity \(30\) must be less than n_samples \(30\).*try 9\.67"),
    ({"perplexity": [5, 40]}, r"perplexity \(40\) must be less than n_samples"),
    ({"perplexity": [5]}, "perplexity has 1 entries for 2 data sets; give one, or each"),
    ({"perplexity": [5, 5, 5]}, "perplexity has 3 entries for 2"),
    ({"perplexity": "many"}, "perplexity must be a number, got 'many'"),
    ({"penalty": "max"}, "penalty must be one of 'sum', 'mean'; got 'max'"),
    ({"pairs": "ring"}, "pairs must be one of 'all', 'chain'; got 'ring'"),
    ({"pairs": [(0, 1)]}, "pairs must be one of 'all', 'chain'"),
    ({"fixed": 2, "init": START}, "fixed=2: there are 2 maps, numbered 0 to 1"),
    ({"fixed": -1, "init": START}, "fixed=-1: there are 2 maps"),
    ({"fixed": 0.0}, r"fixed must be None or the number of a map, from 0; got 0\.0"),
    ({"fixed": True}, "fixed must be None or the number of a map"),
    ({"fixed": 0}, r"fixed=0 holds map 0 where its init is, and init='pca'.*init=\[Y, 'pca'\]"),
    ({"fixed": 1, "init": [START, "random"]}, "fixed=1 holds map 1 where its init is"),
    ({"by_label": 1}, "by_label must be True or False, got 1"),
    ({"by_label": True}, "by_label=True yokes the centres of classes; give labels, one a row"),
    ({"init": "spectral"}, "init must be one of 'pca', 'random'; got 'spectral'"),
    ({"init": ["pca", "spectral"]}, "init must be one of 'pca', 'random'; got 'spectral'"),
    ({"init": ["pca"]}, "init has 1 entries for 2 data sets"),
    ({"init": [START] * 3}, "init has 3 entries for 2 data sets"),
    ({"init": np.zeros((3, 30, 2))}, "init has 3 entries for 2 data sets"),
    ({"init": START[:29]}, r"init must be 'pca', 'random' or an array.*got shape \(29, 2\)"),
    ({"init": [START, cloud(30, 3)]}, r"init must be .*of shape \(30, 2\); got shape \(30, 3\)"),
    ({"init": None}, "init must be 'pca', 'random' or an array.*got None"),
    ({"init": put(START, (3, 1), np.nan)}, "init contains NaN at row 3, column 1"),
    ({"max_iter": 0}, "max_iter must be at least 1, got 0"),
    ({"max_iter": 1.5}, "max_iter must be a whole number"),
    ({"random_state": "dice"}, "random_state must be None, a whole number or a generator"),
]


@pytest.mark.parametrize(("slip", "says"), REFUSED, ids=[str(s)[:40] for s, _ in REFUSED])
def test_a_slip_is_told_by_name_with_value_and_remedy(slip, says):
    model = ts.YokedTSNE(**{"perplexity": 5, "max_iter": 1} | slip)
    with pytest.raises(ValueError, match=says):
        model.fit([A, B])
    assert not hasattr(model, "embeddings_")


BAD_LABELS = [
    (LABELS[:29], r"labels must be one a row, 30 of them, got shape \(29,\)"),
    (LABELS[:, None], r"labels must be one a row, 30 of them, got shape \(30, 1\)"),
    (pd.Series([None, *LABELS[1:]]), "labels has a missing value at row 0"),
    ("abc", r"labels must be one a row, 30 of them, got shape \(\)"),
]


@pytest.mark.parametrize(("labels", "says"), BAD_LABELS, ids=range(len(BAD_LABELS)))
def test_labels_are_one_a_row(labels, says):
    with pytest.raises(ValueError, match=says):
        fitted(by_label=True, labels=labels)
    with pytest.raises(ValueError, match=says):
        fitted(labels=labels)


HOW = [{}, {"pairs": "chain"}, {"penalty": "mean"}, {"by_label": True}]


@pytest.mark.parametrize("lam", [1e-1, 1.0, 1e2, 1e9, 1e300])
@pytest.mark.parametrize("how", HOW, ids=str)
def test_a_spring_of_any_stiffness_gives_finite_maps(lam, how):
    model = fitted(lam, Xs=(A, B, A), labels=LABELS, init="random", random_state=0, **how)
    assert np.isfinite(model.embeddings_).all()
    assert np.isfinite(model.kl_divergences_).all()


def test_maps_on_stiff_springs_are_one_map_and_a_good_one():
    digits = ts.views.digits_and_features(150).Xs
    for lam in (1e-1, 1e1, 1e3):
        model = ts.YokedTSNE(lam).fit(digits)
        assert model.alignment_error_ < 1e-2
        assert model.kl_divergences_.sum() < 1.4


def test_ctrl_c_leaves_what_was_computed_and_the_next_fit_starts_fresh(monkeypatch):
    from teachsne.aligned import estimator as yoked

    def interrupted(*arguments):
        for moment in kept(*arguments):
            yield moment
            if moment.iteration == 55:
                raise KeyboardInterrupt

    kept = yoked.optimize_aligned
    monkeypatch.setattr(yoked, "optimize_aligned", interrupted)
    model = ts.YokedTSNE(1e-3, **QUICK)
    with pytest.raises(KeyboardInterrupt):
        model.fit([A, B])
    assert model.n_iter_ == 55
    assert model.history_.iteration.tolist() == [0, 50, 55]
    monkeypatch.undo()
    assert np.array_equal(model.fit([A, B]).embeddings_, fitted().embeddings_)


def test_of_an_earlier_fit_nothing_stays_when_a_later_one_fails():
    model = fitted()
    with pytest.raises(ValueError, match="lam"):
        model.set_params(lam=-1).fit([A, B])
    assert not hasattr(model, "embeddings_")
    assert not hasattr(model, "history_")


def test_fit_transform_gives_the_list_of_maps():
    maps = ts.YokedTSNE(1e-3, **QUICK).fit_transform([A, B])
    assert isinstance(maps, list)
    assert np.array_equal(maps, fitted().embeddings_)
