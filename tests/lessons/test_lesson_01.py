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
    return {p: of_all_pairs(rng.normal(size=(100, p))) for p in (2, 10, 100, 1000)}


def test_each_difference_of_A_and_B_is_a_tenth():
    assert np.allclose(SQUARES.loc["B"], 0.01)
    assert [round(D2.loc["A", "B"], 3), round(D.loc["A", "B"], 3)] == [0.03, 0.173]


def test_the_prediction_names_the_right_distances():
    assert [round(D.loc[i, "E"], 3) for i in "AC"] == [0.418, 0.432]


def test_x_makes_D_and_E_far_from_A_and_z_makes_C_far():
    assert SQUARES.loc["D"].idxmax() == SQUARES.loc["E"].idxmax() == "x"
    assert [round(SQUARES.loc[name, "x"], 2) for name in "DE"] == [0.25, 0.16]
    assert SQUARES.loc["C", "z"] > SQUARES.loc["C"].sum() / 2
    assert round(SQUARES.loc["C", "z"], 2) == 0.04


def test_the_heat_map_has_two_bright_blocks():
    table = D.round(3)
    block = [table.loc[i, j] for i, j in ("AB", "AC", "BC")]
    assert (min(block), max(block)) == (0.173, 0.308)
    assert table.loc["D", "E"] == 0.112
    assert D.loc["D", "E"] == D.where(D > 0).min(axis=None)


def test_a_column_in_centimetres_changes_two_nearest_neighbours():
    assert nearest_neighbours(X) == "BAAED"
    in_centimetres = X * [100, 1, 1]
    assert nearest_neighbours(in_centimetres) == "CCAED"
    d2 = ts.squared_distances(in_centimetres).to_numpy()
    of_x = (in_centimetres.x.to_numpy()[:, None] - in_centimetres.x.to_numpy()) ** 2
    assert of_x.sum() / d2.sum() > 0.99  # x decides almost alone


def test_distances_in_1000_dimensions_are_nearly_equal(apart):
    ratios = {p: round(d.max() / d.min(), 1) for p, d in apart.items()}
    assert ratios == {2: 105.9, 10: 5.7, 100: 1.6, 1000: 1.2}
    for p, d in apart.items():
        assert d.std() / d.mean() == pytest.approx(1 / np.sqrt(2 * p), rel=0.1)


def test_it_is_so_for_ten_other_draws_as_well():
    for seed in range(1, 11):
        rng = np.random.default_rng(seed)
        plane, space = (of_all_pairs(rng.normal(size=(100, p))) for p in (2, 1000))
        assert plane.max() / plane.min() > 50
        assert space.max() / space.min() < 1.3


def test_digits_differ_twice_as_much_as_random_points_in_100_dimensions(apart):
    d = of_all_pairs(datasets.load_mnist(300)[0])
    assert round((d.std() / d.mean()) / (apart[100].std() / apart[100].mean()), 1) == 2.0
    assert d.max() / d.min() > apart[10].max() / apart[10].min()


def test_the_exercises_accept_the_lessons_own_lines():
    def my_distances(X):
        difference = X[:, None, :] - X[None, :, :]
        d2 = (difference**2).sum(axis=2)
        return np.sqrt(d2)

    assert exercises.names("01") == ["distances", "distance D to F"]
    told = str(exercises.check("01", my_distances, 0.073))
    assert told.count("✓") == 2
