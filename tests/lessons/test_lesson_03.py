"""Lesson 03: the numbers of its prose, captions and alt texts, computed again."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import teachsne as ts

X = ts.five_points()
D, D2 = ts.distances(X), ts.squared_distances(X)
SIGMAS = ts.find_sigmas(D2, 3)
ROWS = ts.conditional_probabilities(D2, SIGMAS)
P = ts.joint_probabilities(ROWS)
PLACES = (5.0, 50.0, 500.0)
REACH = np.sqrt(2 * np.log(10))  # σ times this is where a weight is 0.1


def with_F(x):
    F = pd.DataFrame({"x": [x], "y": [1.0], "z": [0.0]}, index=["F"])
    return pd.concat([X, F])


def rows_of(points):
    d2 = ts.squared_distances(points)
    return ts.conditional_probabilities(d2, ts.find_sigmas(d2, 3))


def map_of(joint, start, steps=500):
    Y0 = np.random.default_rng(start).uniform(-1, 1, size=(6, 2))
    states = ts.descend(lambda Y: ts.kl_gradient(joint, Y), Y0, 1.0, momentum=0.5, gains=False)
    return next(state.Y for state in states if state.iteration == steps)


def how_far_out(points):
    return radii(points)[0]


def radii(points):
    """F's distance from the centre of A to E, and that of the farthest of these."""
    radius = np.linalg.norm(points - points[:5].mean(axis=0), axis=1)
    return np.array([radius[5], radius[:5].max()]) / np.median(radius[:5])


def by_one_sum(sigmas):
    """The joint table of six points, all weights divided by one sum."""
    d2 = ts.squared_distances(with_F(5.0)).to_numpy()
    W = np.exp(-d2 / (2 * sigmas[:, None] ** 2)) * (1 - np.eye(6))
    return (W + W.T) / (2 * W.sum())


def test_A_picks_D_with_4_percent_and_D_picks_A_with_10():
    assert (round(ROWS.loc["A", "D"], 3), round(ROWS.loc["D", "A"], 3)) == (0.044, 0.098)
    assert round(P.loc["A", "D"], 3) == 0.014
    assert (round(P.loc["D", "E"], 3), round(P.loc["A", "B"], 3)) == (0.117, 0.107)
    assert sorted(P.to_numpy().ravel())[-4:] == sorted(
        [P.loc["D", "E"]] * 2 + [P.loc["A", "B"]] * 2
    )


def test_the_circle_of_D_reaches_A_and_the_circle_of_A_does_not_reach_D():
    assert np.isclose(np.exp(-(REACH**2) / 2), 0.1)
    assert (round(REACH * SIGMAS["A"], 3), round(REACH * SIGMAS["D"], 3)) == (0.473, 0.566)
    assert (D.loc["A"] < REACH * SIGMAS["A"]).to_list() == [True, True, True, False, True]
    assert (D.loc["D"] < REACH * SIGMAS["D"]).all()
    assert round(D.loc["A", "D"], 3) == 0.514
    assert round(REACH * SIGMAS["D"] - D.loc["A", "D"], 2) == 0.05
    assert X.loc["A", "z"] == X.loc["D", "z"]  # so the picture shows their whole distance


def test_a_dart_at_point_6_lands_on_C():
    ends = ROWS.loc["A"].cumsum()
    assert ends.round(3).to_list() == [0, 0.497, 0.843, 0.888, 1]
    assert (0.6 > ends).sum() == "ABCDE".index("C")


def test_the_lottery_draws_each_pair_with_2p_whatever_the_random_seed():
    for seed in range(10):
        rng, draws = np.random.default_rng(seed), 100_000
        first = rng.integers(5, size=draws)
        ends = ROWS.to_numpy().cumsum(axis=1)[first]
        second = (rng.uniform(size=(draws, 1)) > ends).sum(axis=1)
        drawn = np.zeros((5, 5))
        np.add.at(drawn, (first, second), 1 / draws)
        off = abs(drawn + drawn.T - 2 * P.to_numpy()).max()
        assert off < (0.002 if seed == 0 else 0.006)  # 0 is the lesson's


def test_D_E_and_A_B_come_up_most_often_and_A_D_least_often():
    pairs = sorted(combinations("ABCDE", 2), key=lambda pair: P.loc[pair])
    assert [pairs[0], pairs[-2], pairs[-1]] == [("A", "D"), ("A", "B"), ("D", "E")]


def test_nobody_picks_F_and_it_keeps_a_share_of_1_by_2n():
    rows = rows_of(with_F(5.0))
    assert rows["F"].max() < 1e-30
    assert (X["x"].min(), X["x"].max()) == (1, 1.5)
    assert [*rows.loc["F"].sort_values().index[-2:]] == ["E", "D"]
    assert ts.joint_probabilities(rows).loc["F"].sum() == pytest.approx(1 / 12, abs=1e-12)


@pytest.mark.slow
def test_with_one_sum_for_all_rows_F_loses_its_share_whichever_sigma_it_has():
    own = ts.find_sigmas(ts.squared_distances(with_F(5.0)), 3).to_numpy()
    for sigmas in (np.full(6, 0.5), own):
        assert by_one_sum(sigmas)[5].sum() < 1e-4
    away = [how_far_out(map_of(by_one_sum(own), start)) for start in range(10)]
    assert 8.5 < min(away)
    assert max(away) < 9
    assert round(float(np.median(away)), 1) == 8.7 > 3 * 2.44


@pytest.mark.slow
def test_F_stays_where_it_is_on_the_map_though_it_goes_a_hundred_times_farther_out():
    in_data = [how_far_out(with_F(x).to_numpy()) for x in PLACES]
    assert np.round(in_data, 1).tolist() == [16.4, 211.1, 2158.2]
    assert in_data[2] > 100 * in_data[0]
    for x in PLACES:
        joint = ts.joint_probabilities(rows_of(with_F(x))).to_numpy()
        maps = [map_of(joint, start) for start in range(10)]
        far = [how_far_out(Y) for Y in maps]
        assert 2.37 < min(far)
        assert max(far) < 2.5
        assert round(float(np.median(far)), 1) == 2.4
        others = np.median([radii(Y)[1] for Y in maps])
        assert round(float(others), 1) == 1.4
        assert all(set(np.linalg.norm(Y[5] - Y[:5], axis=1).argsort()[:2]) == {3, 4} for Y in maps)


def test_the_width_of_F_grows_and_its_shares_do_not_change():
    rows = [rows_of(with_F(x)).loc["F"] for x in PLACES]
    assert max(abs(row - rows[2]).max() for row in rows) < 0.005
    widths = [ts.find_sigmas(ts.squared_distances(with_F(x)), 3)["F"] for x in PLACES]
    assert np.round(widths, 2).tolist() == [0.81, 2.92, 9.36]


@pytest.mark.slow
@pytest.mark.parametrize(("x", "out"), [(1.7, 2.08), (2, 2.37), (2.5, 2.44)])
def test_a_point_that_is_not_yet_far_out_moves_outwards_on_the_map(x, out):
    joint = ts.joint_probabilities(rows_of(with_F(x)).to_numpy())
    far = [how_far_out(map_of(joint, start)) for start in range(10)]
    assert abs(float(np.median(far)) - out) < 0.01


def test_the_differences_of_d2_grow_and_sigma_squared_grows_in_step():
    ratios = []
    for x in (1.7, 2, 2.5, *PLACES):
        d2 = ts.squared_distances(with_F(x))
        row = d2.loc["F"].drop("F")
        ratios.append((row.max() - row.min()) / ts.find_sigmas(d2, 3)["F"] ** 2)
    assert np.ptp(ratios) < 0.3
    assert 5.6 < min(ratios)


def test_the_product_loses_F_and_the_larger_of_two_keeps_it():
    there = rows_of(with_F(5.0)).to_numpy()
    shares = [
        float(table[5].sum() / table.sum())
        for table in (there + there.T, np.maximum(there, there.T), there * there.T)
    ]
    assert np.round(shares[:2], 3).tolist() == [0.083, 0.129]
    assert 0 < shares[2] < 1e-30


def test_a_larger_p_does_not_mean_a_smaller_distance_even_with_one_sigma():
    assert (round(D.loc["B", "C"], 3), round(D.loc["B", "E"], 3)) == (0.308, 0.304)
    assert (round(P.loc["B", "C"], 3), round(P.loc["B", "E"], 3)) == (0.053, 0.043)
    assert round(ROWS.loc["E", "D"], 3) == 0.576 == ROWS.loc["E"].max().round(3)
    assert ROWS.loc["C"].max() < ROWS.loc["E", "D"]
    assert D.loc["E"].drop("E").min() < D.loc["C"].drop("C").min()
    for sigma in (0.15, 0.2, 0.3, 0.5):
        joint = ts.joint_probabilities(ts.conditional_probabilities(D2, sigma))
        assert joint.loc["B", "C"] > joint.loc["B", "E"]


def test_the_recall_question_has_the_right_p_of_A_and_D():
    there, back = ROWS.loc["A", "D"], ROWS.loc["D", "A"]
    assert (round(there, 3), round(back, 3)) == (0.044, 0.098)
    assert round((there + back) / 10, 4) == 0.0142 == round(P.loc["A", "D"], 4)
    assert (round((there + back) / 2, 3), round(there + back, 3)) == (0.071, 0.142)


def test_A_and_B_are_picked_most_often():
    assert set(ROWS.sum().nlargest(2).index) == {"A", "B"} == set(P.sum().nlargest(2).index)
