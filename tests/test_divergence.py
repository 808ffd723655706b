"""KL: the printed tables' in bits, never negative, exact near equality, infinite where it is."""

import numpy as np
import oracle
import pytest
from helpers import cloud
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr

import teachsne as ts
from teachsne.datasets.files import read

steady = settings(deadline=None, derandomize=True, database=None)


def test_the_printed_rows_in_bits_and_their_sum_in_nats():
    both = read("five_points_P_and_Q").to_numpy()
    bits = ts.kl_divergence(both[::2], both[1::2], base=2, axis=1)
    assert np.allclose(bits, [0.02705, 0.01020, 0.03538, 0.02118, 0.01039], atol=1e-5)
    assert abs(ts.kl_divergence(both[::2], both[1::2], base=2) - 0.10420) < 1e-4
    assert abs(ts.kl_divergence(both[::2], both[1::2]) - 0.07222) < 1e-4


@steady
@given(st.integers(2, 9), st.integers(0, 99))
def test_never_negative_and_zero_only_at_equality(n, seed):
    rng = np.random.default_rng(seed)
    P, Q = rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n))
    assert ts.kl_divergence(P, Q) > 0
    assert ts.kl_divergence(P, P) == 0


def test_not_symmetric():
    assert ts.kl_divergence([0.9, 0.1], [0.5, 0.5]) != ts.kl_divergence([0.5, 0.5], [0.9, 0.1])


def test_nothing_expected_costs_nothing_and_the_impossible_costs_infinity():
    assert ts.kl_divergence([0, 1], [0, 1]) == 0
    assert ts.kl_divergence([0, 1], [0.5, 0.5]) == np.log(2)
    assert ts.kl_divergence([0.5, 0.5], [0, 1]) == np.inf


def test_rows_add_up_to_the_whole_and_bits_are_nats_over_ln_2():
    P, Q = (np.random.default_rng(s).dirichlet(np.ones(6), 6) for s in (0, 1))
    assert np.isclose(ts.kl_divergence(P, Q, axis=1).sum(), ts.kl_divergence(P, Q))
    assert np.isclose(ts.kl_divergence(P, Q, base=2) * np.log(2), ts.kl_divergence(P, Q))


@pytest.mark.parametrize("apart", [1.0, 1e-3, 1e-8, 1e-12])
def test_50_digits_agree_to_1e_13_of_the_terms_however_close_p_and_q(apart):
    P = np.random.default_rng(0).dirichlet(np.ones(6), 6)
    Q = P * np.exp(apart * cloud(6, 6))
    terms = oracle.kl_terms(oracle.table(P), oracle.table(Q))
    wrong = abs(oracle.mpf(float(ts.kl_divergence(P, Q))) - sum(terms))
    assert float(wrong) < 1e-13 * float(sum(map(abs, terms)))


def test_tiny_and_huge_ratios_neither_overflow_nor_vanish():
    P, Q = np.array([1e-300, 0.5, 1e-310]), np.array([1.0, 1e-300, 1e-5])
    terms = oracle.kl_terms(oracle.table([P]), oracle.table([Q]))
    assert np.isclose(ts.kl_divergence(P, Q), float(sum(terms)), rtol=1e-13)


def test_scipy_agrees():
    P, Q = (np.random.default_rng(s).dirichlet(np.ones(6), 6) for s in (0, 1))
    assert np.isclose(ts.kl_divergence(P, Q), rel_entr(P, Q).sum(), rtol=1e-13)
