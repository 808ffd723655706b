"""Contrastive losses without chance: where they lead, and what they have to do with t-SNE."""

from itertools import islice

import numpy as np
import pytest
from helpers import aim, cloud
from scipy.optimize import brentq

import teachsne as ts
from teachsne.contrastive.sampling import draw, edge_probabilities
from teachsne.steps.gradient import central_differences

P = aim(7, "joint")
Y = cloud(7, 2)
LOSSES = ("nce", "negative", "umap", "infonce")
TRIANGLE = (1 - np.eye(3)) / 6


def q_and_z(Y):
    return ts.similarities(Y), ts.partition_function(Y)


def best_z(P, Y, n_noise):
    slope = lambda log_z: ts.expected_log_z_slope(P, Y, np.exp(log_z), n_noise)  # noqa: E731
    return np.exp(brentq(slope, -20, 20, xtol=1e-13))


# ------------------------------------------------------------------ published


@pytest.mark.parametrize(("z_bar", "end"), [(0.5, 0.5), (3, 3), (5.5, 5.5), (6, 6), (7.5, 6)])
def test_three_equidistant_points_end_at_the_smaller_of_z_bar_and_six(z_bar, end):
    def gradient(Y):
        return ts.expected_gradient(TRIANGLE, Y, "negative", z_bar, 5)

    path = ts.descend(gradient, cloud(3, 2, seed=1), 2.0, momentum=0.8, gains=False)
    rest = next(islice(path, 4000, None))
    assert abs(ts.partition_function(rest.Y) - end) < 1e-2


# ------------------------------------------------------------------ properties


def test_infonce_against_everybody_is_t_snes_loss_but_for_a_constant():
    entropy = -(P[P > 0] * np.log(P[P > 0])).sum()
    kl = ts.kl_divergence(P, ts.similarities(Y))
    assert np.isclose(ts.expected_loss(P, Y, "infonce"), kl + entropy, rtol=1e-14)
    assert np.allclose(
        ts.expected_gradient(P, Y, "infonce"), ts.kl_gradient(P, Y), rtol=1e-12, atol=1e-16
    )


def test_infonce_of_one_edge_and_all_others_is_softmax_cross_entropy():
    D2 = ts.squared_distances(Y)
    W = ts.student(D2[~np.eye(7, dtype=bool)])
    by_hand = -np.log(W / W.sum())
    tables = [np.r_[1 / w - 1, 1 / np.delete(W, at) - 1] for at, w in enumerate(W)]
    assert np.allclose(ts.infonce(tables), by_hand, rtol=1e-12)


@pytest.mark.parametrize("n_noise", [1, 5, 100])
def test_where_q_is_p_nces_best_z_is_the_partition_function(n_noise):
    Q, Z = q_and_z(Y)
    assert abs(ts.expected_log_z_slope(Q, Y, Z, n_noise)) < 1e-15
    assert np.isclose(best_z(Q, Y, n_noise), Z, rtol=1e-10)


def test_with_many_noise_pairs_nces_best_z_is_the_partition_function_wherever_the_map_stands():
    Z = ts.partition_function(Y)
    off = [abs(best_z(P, Y, m) / Z - 1) for m in (1, 10, 100, 10**4)]
    assert off == sorted(off, reverse=True)
    assert off[0] > 0.05
    assert off[-1] < 1e-3


def test_with_many_noise_pairs_nce_goes_the_way_of_t_sne():
    Z, tsne = ts.partition_function(Y), ts.kl_gradient(P, Y)
    off = [abs(ts.expected_gradient(P, Y, "nce", Z, m) - tsne).max() for m in (1, 10, 100, 10**6)]
    assert off == sorted(off, reverse=True)
    assert off[-1] < 1e-5 * abs(tsne).max()


def test_negative_sampling_is_at_rest_where_w_is_z_bar_times_p():
    Q, Z = q_and_z(Y)
    assert abs(ts.expected_gradient(Q, Y, "negative", Z)).max() < 1e-16
    assert abs(ts.expected_gradient(Q, Y, "negative", 2 * Z)).max() > 1e-3


def test_a_larger_z_bar_pulls_more():
    """The slope along the map's own size: how much it would like to shrink."""
    shrink = [(ts.expected_gradient(P, Y, "negative", z) * Y).sum() for z in (1, 10, 100)]
    assert shrink == sorted(shrink)


def test_forces_add_up_to_nothing():
    for loss in LOSSES:
        assert abs(ts.expected_gradient(P, Y, loss).sum(axis=0)).max() < 1e-15


def test_a_dot_has_all_pairs_in_its_partition_function():
    assert ts.partition_function(np.zeros((5, 2))) == 20
    assert ts.partition_function([[0.0, 0], [0, 1], [2, 0]]) == pytest.approx(
        2 * (1 / 2 + 1 / 5 + 1 / 6)
    )


# ------------------------------------------------------------------ oracles


WITH_Z = [(loss, z_bar) for loss in ("nce", "negative") for z_bar in (0.3, 11.0)]


@pytest.mark.parametrize(("loss", "z_bar"), [*((loss, None) for loss in LOSSES), *WITH_Z])
def test_every_gradient_agrees_with_central_differences(loss, z_bar):
    numeric = central_differences(lambda Y: ts.expected_loss(P, Y, loss, z_bar), Y)
    slope = ts.expected_gradient(P, Y, loss, z_bar)
    assert abs(slope - numeric).max() < 1e-6 * abs(slope).max()


def test_an_asymmetric_p_is_as_good():
    lopsided = np.triu(P, 1) * 2
    numeric = central_differences(lambda Y: ts.expected_loss(lopsided, Y, "negative", 4), Y)
    slope = ts.expected_gradient(lopsided, Y, "negative", 4)
    assert abs(slope - numeric).max() < 1e-6 * abs(slope).max()


@pytest.mark.parametrize("loss", ["nce", "negative", "umap"])
def test_the_mean_over_many_draws_is_the_expectation(loss):
    from teachsne.contrastive.losses import batch_loss

    edges, random = ts.knn_edges(cloud(7), 2), np.random.default_rng(0)
    c = 1.0 if loss == "umap" else ts.rival(4.0, 7, 5)
    total, epochs = 0.0, 3000
    for _ in range(epochs):
        heads, tails = draw(edges, 7, 5, random)
        total += batch_loss(((Y[heads] - Y[tails]) ** 2).sum(axis=-1), loss, c)
    z_bar = None if loss == "umap" else 4.0
    expected = ts.expected_loss(edge_probabilities(edges, 7), Y, loss, z_bar)
    assert np.isclose(total / epochs / len(edges), expected, rtol=0.01)


# ------------------------------------------------------------------ checks


def test_bad_input_is_refused_with_a_reason():
    with pytest.raises(ValueError, match=r"must sum to 1, found 7"):
        ts.expected_loss(7 * P, Y)
    with pytest.raises(ValueError, match="pairs a point with itself"):
        ts.expected_loss(np.eye(7) / 7, Y)
    with pytest.raises(ValueError, match="loss must be one of 'negative'"):
        ts.expected_loss(P, Y, "tsne")
    with pytest.raises(ValueError, match="z_bar must be greater than 0"):
        ts.expected_gradient(P, Y, z_bar=-1)
    with pytest.raises(ValueError, match="z must be greater than 0"):
        ts.expected_log_z_slope(P, Y, 0)
    with pytest.raises(ValueError, match="7"):
        ts.expected_loss(P, Y[:6])


@pytest.mark.parametrize("name", ["expected_loss", "expected_gradient"])
def test_what_a_loss_would_ignore_is_refused(name):
    function = getattr(ts, name)
    for loss in ("umap", "infonce"):
        with pytest.raises(ValueError, match=f"z_bar=4 has no effect: loss='{loss}'.*z_bar=None"):
            function(P, Y, loss, z_bar=4)
    with pytest.raises(ValueError, match=r"n_noise=3 has no effect: loss='infonce'.*n_noise=None"):
        function(P, Y, "infonce", n_noise=3)
    for loss in ("nce", "negative", "umap"):
        assert np.array_equal(function(P, Y, loss), function(P, Y, loss, n_noise=5))


def test_the_partition_function_of_far_points_is_not_lost_beside_their_number():
    pair = [[0.0, 0.0], [1e12, 0.0]]
    assert np.isclose(ts.partition_function(pair), 2e-24, rtol=1e-14)
    assert np.isclose(
        ts.partition_function([[0.0], [30.0]], "gaussian"), 2 * np.exp(-900), rtol=1e-12
    )
    assert np.isclose(ts.partition_function(pair, ts.inverse_square(0)), 2e-24, rtol=1e-14)


def test_infonce_keeps_the_digits_of_a_loss_next_to_nothing():
    assert np.isclose(ts.infonce([[0.0, 1e20, 1e20]])[0], 2e-20, rtol=1e-14)
