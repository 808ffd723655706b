"""Contrastive losses: a logistic regression on pairs, whose slopes are pulls and pushes."""

import mpmath
import numpy as np
import oracle
import pytest
from helpers import relative

import teachsne as ts
from teachsne.contrastive.losses import KERNELS, batch_loss, batch_loss_gradient, sigmoid
from teachsne.steps.gradient import central_differences

TABLE = 0.1 + np.random.default_rng(0).exponential(2, size=(7, 6))
LOSSES = ("nce", "negative", "umap", "infonce")
RIVALS = (1e-4, 0.3, 1.0, 40.0)
mp = mpmath.mp.clone()
mp.dps = 50


# ------------------------------------------------------------------ properties


def test_log_sigmoids_are_finite_at_a_thousand_and_right():
    x = np.array([-1000.0, -40, -1, 0, 1, 40, 1000])
    assert np.isfinite(ts.log_sigmoid(x)).all()
    assert ts.log_sigmoid(x)[0] == -1000
    assert (
        relative(ts.log_sigmoid(x[:-1]), [mp.log(1 / (1 + mp.exp(-mp.mpf(v)))) for v in x[:-1]])
        < 1e-15
    )
    assert ts.log_sigmoid(x)[-1] == 0
    assert sigmoid(x)[0] == 0
    assert sigmoid(x)[-1] == 1


@pytest.mark.parametrize("c", [1e-300, 1e-8, 1.0, 1e8, 1e300])
def test_losses_and_slopes_are_finite_wherever_a_pair_may_lie(c):
    far = np.array([0.0, 1e-300, 1e-12, 1, 1e12, 1e300])
    for loss in (ts.attraction, ts.repulsion, ts.attraction_slope, ts.repulsion_slope):
        for kernel in ("student", ts.inverse_square()):
            assert np.isfinite(loss(far, c, kernel)).all()


def test_an_edge_pulls_a_noise_pair_pushes_and_the_shares_make_one():
    d2 = np.linspace(0, 30, 50)
    pull, push = ts.attraction_slope(d2, 0.2), ts.repulsion_slope(d2, 0.2)
    assert (pull > 0).all()
    assert (push < 0).all()
    assert np.allclose(pull - push, ts.student.pull(d2), rtol=1e-14)


def test_where_the_odds_are_even_pull_and_push_are_equal():
    """An edge and a noise pair at w = c: there is nothing to tell them apart."""
    d2 = 3.0
    c = float(ts.student(d2))
    assert np.isclose(ts.attraction_slope(d2, c), -ts.repulsion_slope(d2, c), rtol=1e-15)
    assert np.isclose(ts.attraction(d2, c), np.log(2), rtol=1e-15)


def test_the_forms_with_c_and_s_are_those_of_the_sources():
    d2, c = TABLE, 0.3
    s = 1 + d2
    assert np.allclose(ts.attraction(d2, c), np.log(1 + c * s), rtol=1e-13)
    assert np.allclose(ts.repulsion(d2, c), np.log(1 + 1 / (c * s)), rtol=1e-13)
    assert np.allclose(ts.attraction_slope(d2, c), c / (1 + c * s), rtol=1e-13)
    assert np.allclose(ts.repulsion_slope(d2, c), -1 / (s * (1 + c * s)), rtol=1e-13)


def test_umap_is_negative_sampling_with_the_kernel_one_over_d2():
    """−log φ − log(1 − φ) with φ = 1/(1 + d²), from the kernel 1/d² at Z̄ = n(n−1)/m."""
    c, kernel, phi = ts.rival(1000 * 999 / 5, 1000, 5), ts.inverse_square(0.0), 1 / (1 + TABLE)
    assert np.isclose(c, 1, rtol=1e-15)
    assert np.allclose(ts.attraction(TABLE, c, kernel), -np.log(phi), rtol=1e-13)
    assert np.allclose(ts.repulsion(TABLE, c, kernel), -np.log(1 - phi), rtol=1e-13)
    assert np.allclose(ts.attraction_slope(TABLE, c, kernel), phi, rtol=1e-13)
    assert np.allclose(ts.repulsion_slope(TABLE, c, kernel), -phi / TABLE, rtol=1e-13)


def test_umaps_thousandth_changes_its_forces_by_no_more_than_a_thousandth():
    d2, s = TABLE, 1 + TABLE
    assert np.allclose(ts.attraction_slope(d2, 1, ts.inverse_square()), 1 / s, rtol=1e-3)
    exact = -1 / ((d2 + 0.001) * s)  # umap-learn's own
    assert np.allclose(ts.repulsion_slope(d2, 1, ts.inverse_square()), exact, rtol=1e-3)


def test_only_umaps_push_has_no_bound():
    """Per step of length 2 |slope| d: Student's stays below 1, that of 1/d² does not."""
    d2 = np.logspace(-12, 6, 400)
    for c in RIVALS:
        assert (2 * abs(ts.repulsion_slope(d2, c)) * d2**0.5).max() < 1
        assert (2 * ts.attraction_slope(d2, c) * d2**0.5).max() <= 1
    assert (2 * abs(ts.repulsion_slope(d2, 1.0, ts.inverse_square(0.0))) * d2**0.5).max() > 1e5


def test_nce_with_a_fixed_z_is_negative_sampling():
    assert batch_loss(TABLE, "nce", 0.7) == batch_loss(TABLE, "negative", 0.7)
    assert np.array_equal(
        batch_loss_gradient(TABLE, "nce", 0.7), batch_loss_gradient(TABLE, "negative", 0.7)
    )


def test_with_one_noise_pair_infonce_is_nce_whose_rival_is_the_noises_weight():
    pair = TABLE[:, :2]
    expected = [ts.attraction(a, float(ts.student(b))) for a, b in pair]
    assert np.allclose(ts.infonce(pair), expected, rtol=1e-14)


def test_infonces_slopes_over_pull_add_up_to_nothing():
    """It knows ratios of weights only: all of them times a number is the same."""
    assert abs((ts.infonce_slope(TABLE) / ts.student.pull(TABLE)).sum(axis=1)).max() < 1e-15


# ------------------------------------------------------------------ oracles


@pytest.mark.parametrize("c", RIVALS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_slope_agrees_with_central_differences(loss, c):
    numeric = central_differences(lambda D2: batch_loss(D2, loss, c), TABLE, 1e-5)
    slope = batch_loss_gradient(TABLE, loss, c)
    assert abs(slope - numeric).max() < 1e-6 * abs(slope).max()


@pytest.mark.parametrize("c", RIVALS)
def test_the_slope_in_log_z_agrees_with_central_differences(c):
    numeric = [batch_loss(TABLE, "nce", c * np.exp(h)) for h in (1e-5, -1e-5)]
    assert np.isclose(ts.log_z_slope(TABLE, c), (numeric[0] - numeric[1]) / 2e-5, rtol=1e-6)


@pytest.mark.parametrize("c", [1e-12, *RIVALS, 1e12])
@pytest.mark.parametrize("loss", LOSSES)
def test_losses_and_slopes_agree_with_fifty_digits(loss, c):
    terms, slopes = oracle.contrastive(oracle.table(TABLE), loss, oracle.mpf(c))
    assert relative([batch_loss(TABLE, loss, c)], [sum(terms)]) < 1e-14
    assert relative(batch_loss_gradient(TABLE, loss, c), slopes) < 1e-13


# ------------------------------------------------------------------ checks


@pytest.mark.parametrize("c", [0, -1, np.nan, "one", None])
def test_a_rival_that_is_no_positive_number_is_refused(c):
    with pytest.raises(ValueError, match="c must be"):
        ts.attraction(TABLE, c)


def test_bad_distances_are_refused_by_name():
    with pytest.raises(ValueError, match="D2 must not be negative"):
        ts.repulsion([-1.0])
    with pytest.raises(ValueError, match="D2 contains NaN"):
        ts.infonce([[1.0, np.nan]])
    with pytest.raises(ValueError, match=r"shape \(b, 1 \+ m\); got shape \(3, 1\)"):
        ts.infonce_slope([[1.0], [2], [3]])
    with pytest.raises(ValueError, match="x contains NaN"):
        ts.log_sigmoid([np.nan])
    with pytest.raises(ValueError, match="n must be at least 2"):
        ts.rival(1.0, 1, 5)


def test_every_loss_has_its_kernel():
    assert set(KERNELS) == set(LOSSES)
    with pytest.raises(ValueError, match="epsilon"):
        ts.inverse_square(-1.0)
