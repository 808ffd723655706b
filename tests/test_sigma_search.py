"""p(j|i), perplexity and σ: printed tables, the search to the last bits, ties told."""

import numpy as np
import oracle
import pytest
from helpers import EPS, cloud, errors, floats, relative
from hypothesis import given, settings
from hypothesis import strategies as st

import teachsne as ts
from teachsne.rounding import recipe
from teachsne.sigma_search import perplexity_of_row, sigmas_of_rows, tied_nearest
from teachsne.tables import read

steady = settings(deadline=None, derandomize=True, database=None)
X = ts.five_points()
D2 = ts.squared_distances(X)
P_HALF = ts.conditional_probabilities(D2, 0.5)


def test_all_25_printed_chances_through_the_sources_rounding():
    assert (recipe(X)[2] == read("seed001_P").to_numpy()).all()


def test_in_full_precision_two_cells_are_off_by_6e_4():
    off = abs(P_HALF - read("seed001_P"))
    wrong = P_HALF.round(3) != read("seed001_P")
    assert [(i, j) for i, j in zip(*np.nonzero(wrong.to_numpy()), strict=True)] == [(1, 0), (4, 0)]
    assert off.max(axis=None) < 6.1e-4


def test_row_As_printed_densities():
    assert (recipe(X)[1][0] == read("seed001_row_A_data").loc["density"]).all()


def test_the_perplexities_show_that_no_search_made_the_table():
    assert np.allclose(ts.perplexity(P_HALF), [3.935, 3.981, 3.961, 3.916, 3.960], atol=1e-3)


@steady
@given(st.integers(3, 12), st.integers(0, 50), st.floats(0.05, 20))
def test_rows_sum_to_one_and_nobody_picks_himself(n, seed, sigma):
    P = ts.conditional_probabilities(ts.squared_distances(cloud(n, seed=seed)), sigma)
    assert np.allclose(P.sum(axis=1), 1, rtol=1e-14)
    assert not np.diag(P).any()
    assert (P >= 0).all()


@steady
@given(st.integers(4, 12), st.integers(0, 50), st.floats(0.02, 0.98))
def test_the_perplexity_asked_for_is_the_perplexity_found(n, seed, share):
    squares = ts.squared_distances(cloud(n, seed=seed))
    target = 1.05 + share * (n - 1.15 - 1.05)
    P = ts.conditional_probabilities(squares, ts.find_sigmas(squares, target))
    assert np.allclose(ts.perplexity(P), target, rtol=1e-10)


@pytest.mark.parametrize("k", [1, 2, 4])
def test_k_equal_chances_have_perplexity_k(k):
    P = np.array([np.roll([0] + [1 / k] * k + [0] * (4 - k), i) for i in range(5)])
    assert np.allclose(ts.perplexity(P), k, rtol=1e-15)


def test_a_far_away_row_is_no_0_over_0():
    P = ts.conditional_probabilities(ts.squared_distances([[0.0], [1e6], [1.1e6]]), 1.0)
    assert np.isfinite(P).all()
    assert P[0].tolist() == [0, 1, 0]


def test_bisection_closes_in_and_agrees_with_the_fast_search():
    for name, sigma in ts.find_sigmas(D2, 3).items():
        tries = list(ts.bisect_sigma(D2.loc[name].drop(name), 3))
        assert abs(tries[-1][1] - 3) <= 1e-5
        assert abs(tries[-1][0] - sigma) < 1e-4
        assert len(tries) > 10


def test_bisection_reports_the_perplexity_of_each_try():
    d2 = D2.loc["A"].drop("A")
    tries = list(ts.bisect_sigma(d2, 2.5))
    assert len(tries) > 10
    for sigma, found in tries:
        assert np.isclose(ts.perplexity(ts.conditional_probabilities(D2, sigma))["A"], found)


def test_a_finer_tolerance_takes_more_tries():
    d2 = D2.loc["A"].drop("A")
    assert len(list(ts.bisect_sigma(d2, 2, tol=1e-12))) > len(list(ts.bisect_sigma(d2, 2)))


@pytest.mark.parametrize("sigma", [0.1, 0.5, 3.0])
@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_chances_agree_with_50_digits_to_their_own_last_bits(sigma, scale):
    squares, width = ts.squared_distances(cloud(7, scale=scale)), sigma * scale
    P = ts.conditional_probabilities(squares, width)
    truth = oracle.conditional_probabilities(oracle.table(squares), [oracle.mpf(float(width))] * 7)
    p, wrong = floats(truth).ravel(), errors(P, truth)
    inside = p > 0
    assert (wrong[inside] <= 30 * EPS * (10 + abs(np.log(p[inside]))) * p[inside]).all()


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
@pytest.mark.parametrize("n", [5, 10])
@pytest.mark.parametrize("place", ["low", "middle", "high"])
def test_sigmas_agree_with_50_digits_to_1e_10(n, scale, place):
    target = {"low": 1.2, "middle": n / 2, "high": n - 1.1}[place]
    squares = ts.squared_distances(cloud(n, scale=scale, seed=n))
    truth = oracle.find_sigmas(oracle.table(squares), target)
    assert relative(ts.find_sigmas(squares, target), truth) < 1e-10


@pytest.mark.parametrize("target", [1.2, 16, 48.9])
def test_fifty_points_reach_their_perplexity_to_1e_10_in_50_digits(target):
    squares = ts.squared_distances(cloud(50))
    sigmas = [oracle.mpf(float(sigma)) for sigma in ts.find_sigmas(squares, target)]
    P = oracle.conditional_probabilities(oracle.table(squares), sigmas)
    assert relative(np.full(50, target), oracle.perplexity(P)) < 1e-10


def test_perplexity_agrees_with_50_digits():
    assert (
        relative(ts.perplexity(P_HALF), oracle.perplexity(oracle.table(P_HALF.to_numpy()))) < 1e-13
    )


def test_points_scaled_by_a_power_of_two_get_the_same_chances_to_the_bit():
    squares = ts.squared_distances(cloud(8))
    P = ts.conditional_probabilities(squares, ts.find_sigmas(squares, 3))
    scaled = ts.conditional_probabilities(squares * 4.0**20, ts.find_sigmas(squares * 4.0**20, 3))
    assert (scaled == P).all()


def test_tied_neighbours_are_told_and_counted():
    with pytest.warns(UserWarning, match=r"cannot be reached at 4 point.*3 or more") as told:
        sigmas = ts.find_sigmas(ts.squared_distances(np.eye(4)), 1.5)
    assert len(told) == 1
    P = ts.conditional_probabilities(ts.squared_distances(np.eye(4)), sigmas)
    assert np.allclose(P[~np.eye(4, dtype=bool)], 1 / 3)


def test_where_ties_win_a_point_sees_them_alone_and_the_others_what_was_asked():
    squares = ts.squared_distances([[0.0], [0.0], [0.0], [1.0], [2.5], [4.5]])
    with pytest.warns(UserWarning, match="cannot be reached at 4 point"):
        sigmas = ts.find_sigmas(squares, 1.5)
    P = ts.conditional_probabilities(squares, sigmas)
    assert P[0].tolist() == [0, 0.5, 0.5, 0, 0, 0]
    assert np.allclose(ts.perplexity(P)[4:], 1.5)


def test_as_many_tied_neighbours_as_were_asked_for_are_out_of_reach_too():
    squares = ts.squared_distances([[0.0], [1.0], [-1.0], [5.0]])
    with pytest.warns(UserWarning, match=r"perplexity=2 cannot be reached at 1 point.*above 2"):
        sigmas = ts.find_sigmas(squares, 2)
    assert ts.conditional_probabilities(squares, sigmas)[0].tolist() == [0, 0.5, 0.5, 0]


def test_gaps_too_small_for_a_float_beside_the_largest_count_as_ties():
    """Else the search would look for a width between two that are both nothing, for ever."""
    squares = ts.squared_distances([[0.0], [1e-140], [3e-140], [1e60]])
    with pytest.warns(UserWarning, match=r"perplexity=1\.5 cannot be reached at 4 point"):
        sigmas = ts.find_sigmas(squares, 1.5)
    P = ts.conditional_probabilities(squares, sigmas)
    assert np.allclose(P[:3, :3], 0.5 * (1 - np.eye(3)))
    assert np.allclose(P[3, :3], 1 / 3)


def test_identical_points_are_all_alike_with_a_warning():
    with pytest.warns(UserWarning, match="cannot be reached at 5 point"):
        sigmas = ts.find_sigmas(np.zeros((5, 5)), 2)
    assert np.allclose(ts.conditional_probabilities(np.zeros((5, 5)), sigmas).sum(axis=1), 1)


def test_a_search_that_no_sigma_can_end_is_refused_before_it_starts():
    with pytest.raises(ValueError, match="2 nearest neighbour"):
        ts.bisect_sigma([1.0, 1.0, 4.0], 2)


def crowded(n=200, sigma=2.0, seed=0):
    """Points whose distances differ by many powers of ten."""
    return np.random.default_rng(seed).lognormal(sigma=sigma, size=(n, 2))


def test_a_row_with_tiny_weights_reaches_its_perplexity():
    squares = ts.squared_distances(crowded())
    sigma, found = list(ts.bisect_sigma(np.delete(squares[4], 4), 10))[-1]
    assert round(sigma, 5) == 0.07447
    assert abs(found - 10) <= 1e-5


@pytest.mark.parametrize("target", [1.0001, 1.5, 10, 100, 198.9, 198.99999])
@pytest.mark.parametrize("spread", [1, 2, 4, 8])
def test_bisection_and_the_fast_search_agree_on_rows_of_any_spread(spread, target):
    squares = ts.squared_distances(crowded(sigma=spread))
    sigmas = ts.find_sigmas(squares, target)
    for i in range(0, 200, 20):
        sigma, found = list(ts.bisect_sigma(np.delete(squares[i], i), target, tol=1e-9))[-1]
        assert abs(found - target) <= 1e-9
        assert np.isclose(sigma, sigmas[i], rtol=1e-3)


HARD = {
    "the largest squares there are": ([1e303, 2e303, 3e303, 1e304], 3.99999),
    "the last perplexity before n - 1": ([1.0, 2, 3], np.nextafter(3, 0)),
    "the first perplexity after 1": ([1.0, 2, 3], np.nextafter(1, 2)),
    "ratios of 1e299": ([0, 1e-299, 3], 1.5),
    "neighbours that nearly tie": ([1.0, 1 + 1e-12, 3], 1.5),
}


@pytest.mark.parametrize("what", HARD)
def test_bisection_ends_in_finite_numbers_on_the_hardest_rows(what):
    d2, target = HARD[what]
    tries = np.array(list(ts.bisect_sigma(d2, target, tol=1e-12)))
    assert np.isfinite(tries).all()
    assert abs(tries[-1, 1] - target) <= 1e-12


@pytest.mark.parametrize("d2", [[0, 1e-305, 3], [0, 5e-324, 1e-323, 1e-290], [1e-290, 1, 1e304]])
def test_bisection_and_the_fast_search_call_the_same_rows_tied(d2):
    with pytest.raises(ValueError, match="at one and the same distance"):
        ts.bisect_sigma(d2, 1.5)
    with pytest.warns(UserWarning, match="cannot be reached at 1 point"):
        sigmas_of_rows(np.array([d2], dtype=float), 1.5)


@pytest.mark.parametrize("scale", [1e-5, 1, 1e5, 1e140])
def test_neighbours_tied_but_for_a_rounding_are_all_alike(scale):
    turned = np.linalg.qr(cloud(6, 6))[0] * scale  # the corners of a simplex
    squares = ts.squared_distances(turned)
    with pytest.warns(UserWarning, match="cannot be reached at 6 point"):
        P = ts.conditional_probabilities(squares, ts.find_sigmas(squares, 2))
    assert np.allclose(P[~np.eye(6, dtype=bool)], 1 / 5, rtol=1e-9)


@pytest.mark.parametrize("gap", [np.nan, np.inf])
def test_a_search_among_gaps_ends_and_tells_the_point(gap):
    rows = np.arange(1.0, 13).reshape(3, 4)
    rows[1, 2] = gap
    says = "from point 1 to others contain NaN or infinity"
    with np.errstate(invalid="ignore"), pytest.raises(ValueError, match=says):
        sigmas_of_rows(rows, 2)


@pytest.mark.parametrize("target", [1.0001, 10, 198.999])
def test_every_row_of_a_crowded_cloud_ends_where_the_fast_search_does(target):
    squares = ts.squared_distances(crowded())
    tries = [list(ts.bisect_sigma(np.delete(squares[i], i), target, 1e-10))[-1] for i in range(200)]
    assert np.allclose(np.array(tries)[:, 0], ts.find_sigmas(squares, target), rtol=1e-7)


def test_both_searches_reach_it_however_unlike_the_scales_are():
    """Sixty decades: whole ranges of sigma are as good as each other, and either may be found."""
    reached = 0
    for seed in range(20):
        random = np.random.default_rng(seed)
        n = int(random.integers(5, 14))
        lengths = 10.0 ** random.integers(-60, 60, size=(n, 1))
        squares = ts.squared_distances(random.normal(size=(n, 2)) * lengths)
        for d2 in (np.delete(row, i) for i, row in enumerate(squares)):
            if tied_nearest(d2)[0] < n / 2:
                assert abs(list(ts.bisect_sigma(d2, n / 2))[-1][1] - n / 2) <= 1e-5
                sigma = sigmas_of_rows(d2[None], n / 2)[0]
                assert np.isclose(perplexity_of_row(d2, sigma), n / 2, rtol=1e-9)
                reached += 1
    assert reached > 20
