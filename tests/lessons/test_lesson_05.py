"""Lesson 05: the numbers of its prose, captions and alt texts, computed again."""

import numpy as np
import pytest

import teachsne as ts
from teachsne import datasets

Y = datasets.load_start()
D2 = ts.squared_distances(ts.five_points())
P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3)))
Q = ts.similarities(Y)
ROW, COLUMN = np.triu_indices(5, 1)
NAMES = [
    a + b
    for a, b in zip(np.array(list("ABCDE"))[ROW], np.array(list("ABCDE"))[COLUMN], strict=True)
]
PLACES = {"as it is": [0, 1, 6, 7], "torn": [0, 8, 6, 7], "squeezed": [0, 1, 2, 3]}
PLACES["heap"] = [0, 0.1, 0.6, 0.7]


def P_of_the_line():
    d2 = ts.squared_distances(np.array([[0.0], [1.0], [6.0], [7.0]]))
    return ts.joint_probabilities(ts.conditional_probabilities(d2, ts.find_sigmas(d2, 1.5)))


def on_the_line(x):
    return np.column_stack([x, np.zeros(4)]).astype(float)


def terms_of(y):
    """What K–L, M–N, the strangers and all of them add."""
    i, j = np.triu_indices(4, 1)
    p, q = P_of_the_line()[i, j], ts.similarities(y)[i, j]
    both = 2 * p * np.log(p / q)
    return both[0], both[5], both[1:5].sum(), both.sum()


def test_the_pairs_that_are_too_far_apart_have_positive_terms_and_the_others_negative():
    p, q = P.to_numpy()[ROW, COLUMN], Q.to_numpy()[ROW, COLUMN]
    terms = dict(zip(NAMES, 1000 * p * np.log(p / q), strict=True))
    assert {pair for pair, term in terms.items() if term < 0} == {"AD", "AE", "BD", "CD", "CE"}
    assert {pair for pair, more in zip(NAMES, q > p, strict=True) if not more} == {
        "AB", "AC", "BC", "BE", "DE",
    }  # fmt: skip
    largest = sorted(terms, key=terms.get)[-3:]
    assert largest == ["AC", "AB", "DE"]
    assert [round(terms[pair], 1) for pair in largest] == [51.2, 98.6, 102.4]
    assert (round(terms["BD"], 1), round(terms["CD"], 1)) == (-25.7, -14.1)
    assert abs(ts.kl_divergence(P, Q) - 2 * sum(terms.values()) / 1000) < 1e-14


def test_KL_is_half_a_bit_and_differs_from_KL_the_other_way_round():
    assert round(ts.kl_divergence(P, Q), 3) == 0.352
    assert round(ts.kl_divergence(P, Q, base=2), 1) == 0.5
    assert round(ts.kl_divergence(Q, P), 3) == 0.393


def test_ten_bits_take_20_draws_and_40_draws_bring_20_bits_whatever_the_random_seed():
    kl = ts.kl_divergence(P, Q, base=2)
    assert round(10 / kl) == 20
    assert round(40 * kl) == 20
    assert 1e6 < 2**20 < 1.1e6
    p, q = 2 * P.to_numpy()[ROW, COLUMN], 2 * Q.to_numpy()[ROW, COLUMN]
    for seed in range(10):
        drawn = np.random.default_rng(seed).choice(10, size=(10_000, 40), p=p / p.sum())
        assert round(np.log2(p / q)[drawn].sum(axis=1).mean()) == 20


def test_the_terms_of_the_four_maps_on_a_line():
    found = {name: np.round(terms_of(on_the_line(x)), 3).tolist() for name, x in PLACES.items()}
    assert found == {
        "as it is": [-0.003, -0.003, 0.008, 0.001],
        "torn": [1.605, 0.053, -0.122, 1.537],
        "squeezed": [0.258, 0.258, -0.162, 0.354],
        "heap": [0.355, 0.355, -0.181, 0.529],
    }


def test_squeezed_strangers_take_their_share_from_the_neighbours_through_Z():
    for name, Z, share in (("as it is", 2.225, 0.225), ("squeezed", 4.0, 0.125)):
        y = on_the_line(PLACES[name])
        W = 1 / (1 + ts.squared_distances(y)) - np.eye(4)
        assert W[0, 1] == 0.5
        assert W.sum() == pytest.approx(Z, abs=5e-4)
        assert ts.similarities(y)[0, 1] == pytest.approx(share, abs=5e-4)


def test_for_equal_moves_a_tear_costs_more_or_less_than_the_squeeze():
    up = terms_of(np.array([[0, 0], [1, 4], [6, 0], [7, 0.0]]))[-1]
    left = terms_of(on_the_line([0, -3, 6, 7]))[-1]
    right = terms_of(on_the_line([0, 5, 6, 7]))[-1]
    squeezed = terms_of(on_the_line(PLACES["squeezed"]))[-1]
    assert np.round([left, up, right, squeezed], 3).tolist() == [0.283, 0.465, 1.133, 0.354]
    assert 3 < right / squeezed < 3.5
    assert 1.3 < up / squeezed < 1.35  # about a third more


def test_a_tear_has_no_limit_and_a_squeeze_that_leaves_neighbours_together_has_one():
    torn = [terms_of(on_the_line([0, x, 6, 7]))[-1] for x in (-1e2, -1e4, -1e8)]
    assert torn[0] < torn[1] - 1 < torn[2] - 2
    p = P_of_the_line()
    neighbours = 2 * (p[0, 1] + p[2, 3])
    limit = neighbours * np.log(p[0, 1] / (0.5 / (4 * 3)))  # the weight of K–L is 0.5
    two, dot = terms_of(on_the_line([0, 1, 0, 1]))[-1], terms_of(np.zeros((4, 2)))[-1]
    assert np.round([two, dot], 2).tolist() == [0.94, 0.69]
    assert np.allclose(ts.similarities(np.zeros((4, 2)))[np.triu_indices(4, 1)], 1 / 12)
    for gap in np.linspace(-1, 6, 71):
        assert terms_of(on_the_line([0, 1, gap, gap + 1]))[-1] < limit


def test_at_perplexity_3_9_all_points_are_nearly_equal_neighbours():
    p = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3.9)))
    assert abs(p.to_numpy()[ROW, COLUMN] - 1 / 20).max() < 0.02
    assert ts.kl_divergence(p, Q) < 0.1


def test_a_q_of_zero_costs_infinitely_much_with_the_gaussian():
    away = Y.copy()
    away.loc["C"] = [40.0, 0.0]
    assert ts.kl_divergence(P, ts.similarities(away, "gaussian")) == np.inf
    off = ~np.eye(5, dtype=bool)
    d2, p = ts.squared_distances(away).to_numpy()[off], P.to_numpy()[off]
    log_q = -d2 - np.log(np.exp(-d2).sum())  # q as it would be without rounding to 0
    assert round((p * (np.log(p) - log_q)).sum()) == 548
    assert -1630 < log_q.min() < log_q[d2 > 1000].max() < -1560
    assert ts.kl_divergence(P, ts.similarities(away)) < 3
