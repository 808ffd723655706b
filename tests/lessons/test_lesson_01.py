"""Lesson 01: the numbers of its prose, captions and alt texts, computed again."""

import numpy as np
import pytest

import teachsne as ts
from teachsne import datasets, exercises

X = ts.five_points()
D, D2 = ts.distances(X), ts.squared_distances(X)
SQUARES = (X - X.loc["A"]) ** 2


def of_all_pairs(points):
    d = ts.distances(points)
    return d[np.triu_indices(len(d), 1)]


def nearest_neighbours(points):
    d = ts.distances(points)
    return "".join(d.where(d > 0).idxmin())


@pytest.fixture(scope="module")
def apart():
    rng = np.random.default_rng(0)
    return {p: of_all_pairs(rng.normal(size=(300, p))) for p in (2, 10, 100, 1000)}


def test_each_difference_of_A_and_B_is_a_tenth():
    assert np.allclose(SQUARES.loc["B"], 0.01)
    assert [round(D2.loc["A", "B"], 3), round(D.loc["A", "B"], 3)] == [0.03, 0.173]


def test_D_is_about_3_times_as_far_from_A_as_B_is_and_its_square_9_times():
    assert round(D.loc["A", "D"] / D.loc["A", "B"], 2) == 2.97
    assert round(D2.loc["A", "D"] / D2.loc["A", "B"], 2) == 8.81


def test_in_D2_the_detour_from_D_to_B_by_way_of_E_is_shorter():
    told = [round(D2.loc[i, j], 4) for i, j in ("DE", "EB", "DB")]
    assert told == [0.0126, 0.0926, 0.1704]
    assert round(told[0] + told[1], 4) == 0.1052


def test_x_makes_D_and_E_far_from_A_and_z_makes_C_far():
    assert SQUARES.loc["D"].idxmax() == SQUARES.loc["E"].idxmax() == "x"
    assert [round(SQUARES.loc[name, "x"], 2) for name in "DE"] == [0.25, 0.16]
    assert (SQUARES.loc[["D", "E"], "x"] > SQUARES.loc[["D", "E"]].sum(axis=1) / 2).all()
    assert SQUARES.loc["C", "z"] > SQUARES.loc["C"].sum() / 2
    assert round(SQUARES.loc["C", "z"], 2) == 0.04


def test_D_and_E_are_nearest_and_B_is_a_little_nearer_to_E_than_to_C():
    table = D.round(3)
    assert [table.loc[i, j] for i, j in ("DE", "BE", "BC")] == [0.112, 0.304, 0.308]
    assert D.loc["D", "E"] == D.where(D > 0).min(axis=None)
    assert D.loc["A", ["B", "C"]].max() < D.loc["A", ["D", "E"]].min()  # A is near B and C


def test_a_column_in_centimetres_changes_two_nearest_neighbours():
    assert nearest_neighbours(X) == "BAAED"
    in_centimetres = X * [100, 1, 1]
    assert nearest_neighbours(in_centimetres) == "CCAED"
    assert abs(X.x["C"] - X.x["A"]) == pytest.approx(abs(X.x["C"] - X.x["B"]))  # x ties
    d2 = ts.squared_distances(in_centimetres).to_numpy()
    of_x = (in_centimetres.x.to_numpy()[:, None] - in_centimetres.x.to_numpy()) ** 2
    assert of_x.sum() / d2.sum() > 0.99  # x decides almost alone


def test_standardising_is_independent_of_units_and_changes_the_neighbours_of_B_and_C():
    for points in (X, X * [100, 1, 1]):
        assert nearest_neighbours((points - points.mean()) / points.std()) == "BEDED"


def test_distances_in_1000_dimensions_are_nearly_equal(apart):
    assert round(apart[2].max() / apart[2].min()) == 584
    assert round(apart[1000].max() / apart[1000].min(), 1) == 1.2
    for p, d in apart.items():
        assert d.std() / d.mean() == pytest.approx(1 / np.sqrt(2 * p), rel=0.1)


def test_it_is_so_for_ten_other_draws_as_well():
    for seed in range(1, 11):
        rng = np.random.default_rng(seed)
        plane, space = (of_all_pairs(rng.normal(size=(300, p))) for p in (2, 1000))
        assert plane.max() / plane.min() > 300
        assert space.max() / space.min() < 1.3


def test_digits_differ_twice_as_much_as_random_points_in_100_dimensions(apart):
    d = of_all_pairs(datasets.load_mnist(300)[0])
    assert 1.9 < (d.std() / d.mean()) / (apart[100].std() / apart[100].mean()) < 2.1


def test_shuffled_pixels_leave_a_quarter_of_the_spread_whatever_the_shuffle():
    images, _ = datasets.load_mnist(300)
    d = of_all_pairs(images)
    for seed in range(10):
        e = of_all_pairs(np.random.default_rng(seed).permuted(images, axis=0))
        assert 0.24 < (e.std() / e.mean()) / (d.std() / d.mean()) < 0.27


def test_the_exercises_accept_the_lessons_own_lines():
    def my_distances(X):
        difference = X[:, None, :] - X[None, :, :]
        d2 = (difference**2).sum(axis=2)
        return np.sqrt(d2)

    assert exercises.names("01") == ["distances", "distance D to F"]
    told = str(exercises.check("01", my_distances, 0.073))
    assert told.count("✓") == 2
