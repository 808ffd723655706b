"""ContrastiveTSNE: scikit-learn's protocol, the spectrum, and what it does with bad input."""

import pickle
import warnings
from itertools import islice

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_estimator

import teachsne as ts

IRIS = ts.datasets.load_iris()[0]
X = cloud(30, 4)
LOSSES = ("negative", "nce", "infonce", "umap")
QUICK = {"n_neighbors": 5, "n_epochs": 8, "n_early_epochs": 4, "random_state": 0}


def fitted(loss="infonce", data=X, **parameters):
    return ts.ContrastiveTSNE(loss, **QUICK | parameters).fit(data)


# ------------------------------------------------------------------ scikit-learn's protocol


@pytest.mark.parametrize("loss", LOSSES)
def test_check_estimator_passes_whole(loss):
    model = ts.ContrastiveTSNE(loss, n_neighbors=2, n_epochs=5, n_early_epochs=5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(model, on_skip=None)  # raises at the first that fails
    assert {r["status"] for r in results if r["check_name"] != "check_array_api_input"} == {
        "passed"
    }
    assert not [r for r in results if r["expected_to_fail"]]


def test_it_can_be_cloned_and_pickled_before_and_after():
    assert clone(ts.ContrastiveTSNE("umap", n_noise=3)).get_params()["n_noise"] == 3
    model = fitted()
    again = pickle.loads(pickle.dumps(model))
    assert np.array_equal(again.embedding_, model.embedding_)
    assert again.history_.equals(model.history_)


def test_pandas_out_keeps_the_rows_names():
    named = IRIS.set_axis([f"flower {i}" for i in range(150)])
    frame = ts.ContrastiveTSNE("umap", **QUICK).set_output(transform="pandas").fit_transform(named)
    assert list(frame.columns) == ["contrastivetsne0", "contrastivetsne1"]
    assert list(frame.index) == list(named.index)


# ------------------------------------------------------------------ maps


@pytest.mark.parametrize("loss", LOSSES)
def test_a_map_keeps_neighbours_and_its_loss_falls(loss):
    long = {"n_neighbors": 15, "n_epochs": 60, "n_early_epochs": 30}
    model = fitted(loss, IRIS, **long)
    assert ts.knn_recall(IRIS, model.embedding_, 10) > 0.6
    assert ts.trustworthiness(IRIS, model.embedding_) > 0.93
    plain = model.history_[model.history_.phase == "plain"]
    assert plain.loss.iloc[-1] < model.history_.loss[0]


def test_what_is_measured_is_the_partition_function_of_the_map():
    model = fitted()
    assert np.isclose(model.partition_, ts.partition_function(model.embedding_), rtol=1e-12)
    assert not hasattr(model, "z_bar_")
    assert not hasattr(model, "z_")


def test_the_partition_function_follows_z_bar():
    zs = [60.0, 600, 2000, 4000]
    long = {"n_neighbors": 15, "n_epochs": 60, "n_early_epochs": 30}
    models = [fitted("negative", IRIS, z_bar=z, **long) for z in zs]
    found = [model.partition_ for model in models]
    assert found == sorted(found)
    assert all(1 / 2 < there / z < 2 for there, z in zip(found, zs, strict=True))
    assert [model.z_bar_ for model in models] == zs


def test_nce_learns_a_z_near_what_its_map_has():
    model = fitted("nce", IRIS, n_neighbors=15, n_epochs=100, n_early_epochs=30)
    assert 1 / 2 < model.z_ / model.partition_ < 2
    assert model.z_ == model.history_.Z.iloc[-1] != model.history_.Z[0]


def test_with_many_noise_pairs_the_z_that_nce_learns_is_the_partition_function():
    model = fitted("nce", IRIS, n_neighbors=15, n_noise=100, n_epochs=40, n_early_epochs=20)
    assert abs(model.z_ / model.partition_ - 1) < 0.1


def test_the_spectrum_begins_at_t_sne_and_ends_at_umap():
    Z0, Z1 = ts.tsne_partition(X), 30 * 29 / 5
    assert np.isclose(
        Z0, ts.partition_function(ts.TSNE(perplexity=29 / 3).fit_transform(X)), rtol=1e-12
    )
    assert ts.spectrum_z(0, Z0, 30) == Z0
    assert np.isclose(ts.spectrum_z(1, Z0, 30), Z1, rtol=1e-14)
    model = fitted("negative", spectrum=0.5)
    assert model.z_tsne_ == Z0
    assert np.isclose(model.z_bar_, (Z0 * Z1) ** 0.5, rtol=1e-14)
    assert np.isclose(fitted("umap").z_bar_, Z1, rtol=1e-14)
    assert np.isclose(fitted("negative").z_bar_, Z0, rtol=1e-14)


def test_t_snes_partition_function_is_asked_for_by_each_fit_that_is_not_told(monkeypatch):
    asked = []

    def counted(points, n_jobs):
        asked.append(points)
        return 50.0

    monkeypatch.setattr("teachsne.contrastive.estimator.tsne_partition", counted)
    model = ts.ContrastiveTSNE(**QUICK)
    assert model.set_params(spectrum=0.5).fit(X).z_tsne_ == 50
    told = ts.ContrastiveTSNE(**QUICK, spectrum=0.5, z_tsne=model.z_tsne_).fit(X)
    assert len(asked) == 1
    assert told.z_tsne_ == 50
    assert told.z_bar_ == model.z_bar_
    assert model.fit(X[:20]).z_tsne_ == 50
    assert len(asked) == 2
    assert ts.ContrastiveTSNE(**QUICK, z_tsne=7.0).fit(X).z_bar_ == 7
    model.set_params(spectrum=None, z_bar=3.0).fit(cloud(12, 2))
    assert len(asked) == 2
    assert not hasattr(model, "z_tsne_")


def test_exaggeration_draws_a_map_together():
    maps = ts.exaggerated_maps(IRIS, (1, 4, 12), max_iter=500)
    found = [ts.partition_function(Y) for Y in maps.values()]
    assert list(maps) == [1, 4, 12]
    assert found == sorted(found)
    assert found[1] > 3 * found[0]
    assert np.array_equal(maps[1], ts.TSNE(max_iter=500).fit_transform(IRIS))


def test_from_a_certain_exaggeration_on_the_map_is_a_dot():
    """ρ = 1 / (n − 1)λ, with λ the smallest but one eigenvalue of P's Laplacian."""
    data = cloud(40, 3)
    D2 = ts.squared_distances(data)
    P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 5)))
    critical = 1 / (39 * np.linalg.eigvalsh(np.diag(P.sum(axis=1)) - P)[1])
    below, above = ts.exaggerated_maps(
        data, (0.8 * critical, 1.2 * critical), perplexity=5
    ).values()
    with pytest.warns(UserWarning, match="the map ends as a dot"):  # who asks TSNE is told
        ts.TSNE(perplexity=5, exaggeration=1.2 * critical).fit(data)
    assert np.ptp(above) < 1e-3
    assert np.ptp(below) > 0.1


# ------------------------------------------------------------------ looking on, and stopping


def test_iterate_yields_every_epoch_that_fit_goes_through():
    states = list(ts.ContrastiveTSNE("nce", **QUICK).iterate(X))
    assert [s.iteration for s in states] == list(range(13))
    assert [s.phase for s in states] == ["early"] * 5 + ["plain"] * 8
    assert np.array_equal(states[-1].Y, fitted("nce").embedding_)
    assert states[-1].learning_rate == 1 / 8
    with pytest.raises(ValueError, match="read-only"):
        states[3].Y[0] = 0


def test_the_start_has_a_deviation_of_one():
    for init in ("pca", "random"):
        first = next(ts.ContrastiveTSNE("umap", init=init, **QUICK).iterate(IRIS))
        assert 0.8 < first.Y[:, 0].std() < 1.2
    mine = cloud(30, 2)
    assert np.array_equal(next(ts.ContrastiveTSNE("umap", init=mine, **QUICK).iterate(X)).Y, mine)


def test_history_has_the_start_every_fifty_epochs_where_a_phase_begins_and_the_end():
    history = fitted("nce", n_epochs=60, n_early_epochs=50).history_
    assert list(history.columns) == ["epoch", "phase", "loss", "Z", "learning rate"]
    assert history.epoch.tolist() == [0, 50, 51, 100, 110]
    assert history.phase.tolist() == ["early"] * 2 + ["plain"] * 3
    assert fitted("infonce", n_early_epochs=0).history_.Z.isna().all()


def test_a_callback_sees_every_state_and_true_stops():
    seen = []
    assert fitted(callback=seen.append).n_epochs_ == 12
    assert len(seen) == 13
    assert fitted(callback=lambda state: state.iteration == 7).n_epochs_ == 7


def test_ctrl_c_leaves_what_was_computed():
    def stop(state):
        if state.iteration == 7:
            raise KeyboardInterrupt

    model = ts.ContrastiveTSNE("infonce", **QUICK, callback=stop)
    with pytest.raises(KeyboardInterrupt):
        model.fit(X)
    whole = ts.ContrastiveTSNE("infonce", **QUICK)
    assert np.array_equal(model.embedding_, next(islice(whole.iterate(X), 7, None)).Y)
    assert model.history_.epoch.tolist() == [0, 5, 7]
    assert np.array_equal(model.set_params(callback=None).fit(X).embedding_, fitted().embedding_)


def test_of_an_earlier_fit_nothing_stays_when_a_later_one_fails():
    model = fitted("umap")
    with pytest.raises(ValueError, match="n_neighbors"):
        model.set_params(n_neighbors=99).fit(X)
    assert not hasattr(model, "embedding_")
    assert not hasattr(model, "z_bar_")


def test_a_step_that_is_not_finite_names_epoch_and_rate():
    for loss in LOSSES:
        with pytest.raises(FloatingPointError, match=r"epoch 1 .*learning_rate=1e\+200"):
            fitted(loss, learning_rate=1e200, **({"z_bar": 5} if loss == "negative" else {}))
    assert np.isfinite(fitted(learning_rate=1e10).embedding_).all()


def test_verbose_shows_a_bar_and_nothing_is_printed_without(capfd):
    fitted()
    assert capfd.readouterr() == ("", "")
    fitted(verbose=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "12/12" in err


# ------------------------------------------------------------------ bits, containers, odd data


@pytest.mark.parametrize("loss", LOSSES)
def test_a_seed_gives_the_same_bits_again_and_another_seed_others(loss):
    assert np.array_equal(fitted(loss).embedding_, fitted(loss).embedding_)
    assert not np.array_equal(fitted(loss).embedding_, fitted(loss, random_state=1).embedding_)


def test_generators_are_used_where_they_stand_and_the_global_one_is_left_alone():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    for make in (np.random.RandomState, np.random.default_rng):
        once, again = (fitted(random_state=make(3)).embedding_ for _ in "ab")
        assert np.array_equal(once, again)
    fitted(random_state=None)
    assert np.array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_every_container_gives_the_same_bits_and_stays_as_it_was():
    whole = np.round(8 * X).astype(int) + 20
    plain = fitted(data=whole).embedding_
    locked = whole.astype(float)
    locked.flags.writeable = False
    kinds = [whole.astype(k) for k in ("u1", "i2", "f4", ">f8", "O", "longdouble")]
    for other in [*kinds, whole.tolist(), pd.DataFrame(whole), np.asfortranarray(whole), locked]:
        assert np.array_equal(fitted(data=other).embedding_, plain)


@pytest.mark.parametrize("scale", [1e-300, 1e-30, 1e30, 1e300])
def test_the_scale_of_the_data_does_not_matter(scale):
    power = 2.0 ** np.round(np.log2(scale))
    assert np.array_equal(fitted(data=X * power).embedding_, fitted().embedding_)


def test_odd_data_have_finite_maps():
    for data in (X[:, :1], np.repeat(X[:6], 3, axis=0), np.c_[X, np.ones(30)]):
        for loss in LOSSES:
            assert np.isfinite(fitted(loss, data, n_neighbors=3).embedding_).all()
    for n in (2, 3):
        for loss in LOSSES:
            model = fitted(loss, X[:n], n_neighbors=1)
            assert np.isfinite(model.embedding_).all()
            assert 0 < model.partition_ <= n * (n - 1)


def test_one_place_for_all_is_warned_of():
    with pytest.warns(UserWarning, match="all rows of X are the same"):
        assert np.isfinite(fitted(data=np.ones((9, 3)), n_neighbors=2).embedding_).all()


# ------------------------------------------------------------------ bad parameters

BAD = [
    ({"loss": "tsne"}, "loss must be one of 'negative', 'nce', 'infonce', 'umap'; got 'tsne'"),
    ({"loss": None}, "loss must be one of"),
    ({"n_neighbors": 30}, r"n_neighbors \(30\) must be less than n_samples \(30\).*try 10"),
    ({"n_neighbors": 0}, "n_neighbors must be at least 1, got 0"),
    ({"n_neighbors": 2.0}, "n_neighbors must be a whole number, got 2.0"),
    ({"n_noise": 0}, "n_noise must be at least 1, got 0"),
    ({"n_noise": True}, "n_noise must be a whole number"),
    ({"loss": "negative", "z_bar": 0}, "z_bar must be greater than 0, got 0"),
    ({"loss": "negative", "z_bar": -3.0}, "z_bar must be greater than 0"),
    ({"loss": "negative", "z_bar": np.nan}, "z_bar must be finite, got nan"),
    ({"loss": "negative", "z_bar": "auto"}, "z_bar must be a number, got 'auto'"),
    ({"loss": "negative", "z_bar": 1e200}, "is at most 870"),
    ({"loss": "negative", "z_tsne": 0}, "z_tsne must be greater than 0, got 0"),
    ({"loss": "negative", "z_tsne": "auto"}, "z_tsne must be a number, got 'auto'"),
    ({"loss": "negative", "z_tsne": 1e200}, "z_tsne=1e.200 is out of reach"),
    ({"loss": "umap", "z_tsne": 9.0}, "z_tsne=9.0 is for loss='negative'"),
    ({"loss": "negative", "z_bar": 3.0, "z_tsne": 9.0}, "z_tsne=9.0 has no effect beside z_bar=3"),
    ({"loss": "negative", "z_bar": 5, "spectrum": 0}, "z_bar=5 and spectrum=0 both set Z̄"),
    ({"loss": "negative", "spectrum": np.inf}, "spectrum must be finite"),
    ({"loss": "negative", "spectrum": 11}, "spectrum must be from -10 to 10, got 11"),
    ({"loss": "nce", "z_bar": 5}, "z_bar=5 is for loss='negative'; loss='nce' learns its Z"),
    ({"loss": "infonce", "spectrum": 1}, "spectrum=1 is for loss='negative'"),
    ({"loss": "umap", "spectrum": 1}, "loss='umap' has Z̄"),
    ({"batch_size": 0}, "batch_size must be at least 1"),
    ({"batch_size": 10.0}, "batch_size must be a whole number"),
    ({"learning_rate": 0}, "learning_rate must be greater than 0"),
    ({"learning_rate": "auto"}, "learning_rate must be a number"),
    ({"n_epochs": 0}, "n_epochs must be at least 1"),
    ({"n_early_epochs": -1}, "n_early_epochs must be at least 0"),
    ({"init": "spectral"}, "init must be one of 'pca', 'random'"),
    ({"init": np.zeros((29, 2))}, r"of shape \(30, 2\); got shape \(29, 2\)"),
    ({"init": np.full((30, 2), np.nan)}, "init contains NaN"),
    ({"random_state": -1}, "random_state=-1 is no seed"),
    ({"callback": 3}, "callback must be a function"),
    ({"verbose": "no"}, "verbose"),
    ({"n_jobs": 1.5}, "n_jobs must be a whole number"),
]


@pytest.mark.parametrize(("parameters", "message"), BAD)
def test_a_bad_parameter_is_refused_by_name_with_the_remedy(parameters, message):
    with pytest.raises(ValueError, match=message):
        fitted(**parameters)


def test_the_data_are_looked_at_before_the_parameters():
    with pytest.raises(ValueError, match="X contains NaN at row 1, column 0"):
        fitted(data=[[0.0, 1], [np.nan, 2], [3, 4]], n_neighbors=-5)


def test_bad_numbers_of_the_spectrum_are_refused():
    with pytest.raises(ValueError, match="z_tsne must be greater than 0"):
        ts.spectrum_z(0.5, 0, 30)
    with pytest.raises(ValueError, match="exaggeration"):
        ts.exaggerated_maps(X, (0.5,), perplexity=5)


# ------------------------------------------------------------------ the ends of float64


@pytest.mark.parametrize("init", ["pca", "random"])
@pytest.mark.parametrize("scale", [1e-300, 1e300, 1.7e308])
def test_points_at_the_ends_of_float64_make_the_same_map(scale, init):
    data = np.vstack([[[1, 0], [-1, 0]], np.random.default_rng(3).uniform(-1, 1, size=(6, 2))])
    given = {"z_bar": 5.0, "n_neighbors": 2, "n_epochs": 2, "init": init, "random_state": 0}
    plain = ts.ContrastiveTSNE(**given).fit_transform(data)
    assert np.allclose(ts.ContrastiveTSNE(**given).fit_transform(scale * data), plain, rtol=1e-6)
    assert np.array_equal(ts.knn_edges(scale * data, 2), ts.knn_edges(data, 2))
    assert 0 < ts.tsne_partition(scale * data) < 8 * 7


def test_an_init_too_wide_to_be_squared_is_told_by_its_width():
    init = np.random.default_rng(0).normal(size=(60, 2))
    with pytest.raises(ValueError, match=r"init lies 5e\+149 from the origin, .* init / 5e\+149"):
        ts.ContrastiveTSNE(z_bar=5.0, n_neighbors=2, init=5e149 * np.sign(init)).fit(cloud(60, 3))


def test_a_lasting_exaggeration_is_set_by_rhos_alone():
    with pytest.raises(ValueError, match=r"exaggeration=3 would replace every ρ; give it as rhos"):
        ts.exaggerated_maps(cloud(30, 3), (1, 2), exaggeration=3)
