"""Lesson 02: the numbers of its prose, captions and alt texts, computed again."""

import matplotlib
import numpy as np
import pytest

import teachsne as ts
from teachsne.datasets import files
from teachsne.steps.perplexity import perplexity, perplexity_of_row

matplotlib.use("Agg")
from teachsne import plots

X = ts.five_points()
D, D2 = ts.distances(X), ts.squared_distances(X)
OTHERS = ~np.eye(5, dtype=bool)
ROWS = ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3))
ROWS_HALF = ts.conditional_probabilities(D2, 0.5)


def shares_of_A(sigma):
    return ts.conditional_probabilities(D2, sigma).loc["A"].drop("A")


def perplexity_of(shares):
    return float(perplexity(np.array([shares]))[0])


def with_a_column_of_its_own(points):
    """Every d² grows by 50 + 50."""
    return np.hstack([points, np.sqrt(50) * np.eye(len(points))])


def test_a_weight_is_61_percent_at_sigma_and_14_at_twice_sigma():
    assert [round(np.exp(-(k**2) / 2), 2) for k in (1, 2)] == [0.61, 0.14]


def test_D_is_three_times_as_far_from_A_as_B_and_picked_1_6_times_less_often():
    assert D.loc["A"].round(3).to_list() == [0, 0.173, 0.255, 0.514, 0.418]
    assert round(D.loc["A", "D"] / D.loc["A", "B"], 0) == 3
    assert round(ROWS_HALF.loc["A", "B"] / ROWS_HALF.loc["A", "D"], 1) == 1.6


def test_the_examples_of_perplexity_have_as_many_slices_as_the_picture_says():
    examples = [0.5, 0.5, 0, 0], [0.25] * 4, [0.97, 0.01, 0.01, 0.01], shares_of_A(0.5)
    assert [round(perplexity_of(row), 2) for row in examples] == [2, 4, 1.18, 3.94]
    assert (ts.perplexity(ROWS_HALF) > 3.9).all()


def test_perplexity_grows_with_sigma():
    for point in range(5):
        d2 = np.delete(D2.to_numpy()[point], point)
        found = [perplexity_of_row(d2, s) for s in np.linspace(0.02, 3, 300)]
        assert (np.diff(found) >= -1e-12).all()


def test_the_first_bisection_takes_the_steps_that_the_picture_shows():
    low, high, tries = 0.0, 1.0, []
    for _ in range(10):
        middle = (low + high) / 2
        tries.append(middle)
        found = perplexity_of(ts.conditional_probabilities(D2, middle).loc["A"])
        low, high = (low, middle) if found > 3 else (middle, high)
    assert np.round(tries[:5], 4).tolist() == [0.5, 0.25, 0.125, 0.1875, 0.2188]
    assert round(tries[-1], 2) == round(ts.find_sigmas(D2, 3)["A"], 2) == 0.22


def test_the_modules_search_doubles_until_the_perplexity_is_large_enough_and_then_bisects():
    tries = list(ts.bisect_sigma(D2.loc["A"].drop("A"), perplexity=3.999))
    wide = next(place for place, (_, found) in enumerate(tries) if found > 3.999)
    sigmas = np.array([sigma for sigma, _ in tries])
    assert wide > 1
    assert np.allclose(sigmas[1 : wide + 1] / sigmas[:wide], 2)
    assert (sigmas[wide + 1 :] < sigmas[wide]).all()


def test_D_needs_the_widest_bell_and_B_the_narrowest():
    sigmas = ts.find_sigmas(D2, 3)
    assert sigmas.round(3).to_list() == [0.22, 0.17, 0.197, 0.264, 0.214]
    assert (sigmas.idxmax(), sigmas.idxmin()) == ("D", "B")
    ranges = {i: (D2.loc[i].drop(i).min(), D2.loc[i].max()) for i in "ABCDE"}
    assert np.round(ranges["B"], 2).tolist() == [0.03, 0.17]
    assert np.round(ranges["D"], 2).tolist() == [0.01, 0.26]
    spread = {name: most - least for name, (least, most) in ranges.items()}
    assert (min(spread, key=spread.get), max(spread, key=spread.get)) == ("B", "D")
    assert D2.loc["C"].drop("C").std() > D2.loc["E"].drop("E").std()  # spread alone is not σ
    assert sigmas["C"] < sigmas["E"]
    near_D = D.loc["D"].drop("D").sort_values()
    assert near_D.index[0] == "E"
    assert near_D.iloc[1] > 3 * near_D.iloc[0]


def test_double_all_distances_and_every_sigma_doubles():
    assert np.allclose(ts.find_sigmas(ts.squared_distances(2 * X), 3), 2 * ts.find_sigmas(D2, 3))


def test_with_one_sigma_a_point_in_a_sparse_region_has_a_perplexity_near_1():
    line = np.array([[0.0], [0.1], [0.2], [0.3], [3.0], [9.0]])
    found = ts.perplexity(ts.conditional_probabilities(ts.squared_distances(line), 0.5))
    assert found[:4].min() > 2.5
    assert found[5] < 1.01


def test_the_two_tables_have_the_ranges_of_the_alt_text():
    for table, least, most in ((ROWS_HALF, 0.189, 0.337), (ROWS, 0.044, 0.597)):
        shares = table.to_numpy()[OTHERS]
        assert (round(shares.min(), 3), round(shares.max(), 3)) == (least, most)
    assert round(ROWS.loc["A", "D"], 3) == 0.044
    assert round(ROWS.loc["D", "E"], 3) == 0.597


@pytest.mark.parametrize(
    ("sigma", "shares", "effective"),
    [
        (0.08, [0.939, 0.061, 0.000, 0.000], 1.26),
        (0.14, [0.696, 0.285, 0.002, 0.017], 2.00),
        (0.5, [0.302, 0.282, 0.189, 0.226], 3.94),
    ],
)
def test_the_slider_shows_these_shares(sigma, shares, effective):
    found = shares_of_A(sigma)
    assert found.round(3).to_list() == shares
    assert (found > 0).all()
    assert round(perplexity_of(found), 2) == effective


def test_at_perplexity_2_B_and_C_take_98_percent():
    assert round(shares_of_A(0.14)[["B", "C"]].sum(), 2) == 0.98


def test_the_modules_sigmas_have_at_least_ten_right_digits():
    right = files.reference()["sigma at perplexity 3"]
    assert np.allclose(ts.find_sigmas(D2, 3), right, rtol=1e-11, atol=0)


def test_the_slider_has_the_places_that_the_lesson_names_and_leaves_no_figure_open(monkeypatch):
    monkeypatch.setattr("IPython.display.display", lambda *args, **options: None)
    choice, _ = plots.sigma_slider(D.loc["A"].drop("A")).children
    assert {"σ = 0.08", "σ = 0.14", "σ = 0.5"} <= set(choice.options)
    assert matplotlib.pyplot.get_fignums() == []


def test_impostors_are_almost_equally_far_apart_and_have_the_same_shares():
    d2 = ts.squared_distances(with_a_column_of_its_own(X))
    assert np.allclose(d2, D2 + 100 * OTHERS, rtol=0, atol=1e-12)
    sigmas = ts.find_sigmas(d2, 3)
    assert np.allclose(sigmas, ts.find_sigmas(D2, 3), rtol=1e-11)
    rows = ts.conditional_probabilities(d2, sigmas)
    assert abs(rows - ROWS.to_numpy()).max() < 1e-11
    d, own = np.sqrt(d2[OTHERS]), D.to_numpy()[OTHERS]
    assert (round(own.min(), 2), round(own.max(), 2)) == (0.11, 0.51)
    assert set(d.round(2)) == {10.0, 10.01}
    assert (round(own.max() / own.min(), 2), round(d.max() / d.min(), 3)) == (4.58, 1.001)
    assert f"{d.max() / d.min():.4f}" == "1.0013"


def map_of(rows, start):
    P = ts.joint_probabilities(np.asarray(rows))
    states = ts.descend(lambda Y: ts.kl_gradient(P, Y), start, 1.0, momentum=0.5, gains=False)
    return next(state.Y for state in states if state.iteration == 200)


def test_impostors_have_the_same_map_from_the_same_start():
    d2 = ts.squared_distances(with_a_column_of_its_own(X))
    rows = ts.conditional_probabilities(d2, ts.find_sigmas(d2, 3))
    drawn = [np.random.default_rng(seed).uniform(-1, 1, size=(5, 2)) for seed in range(10)]
    for start in (ts.datasets.load_start().to_numpy(), *drawn):
        Y = map_of(ROWS, start)
        assert abs(Y - map_of(rows, start)).max() < 1e-6
    apart = ts.distances(map_of(ROWS, ts.datasets.load_start().to_numpy()))
    assert max(apart[[0, 0, 1], [1, 2, 2]].max(), apart[3, 4]) < apart[:3, 3:].min()


@pytest.mark.parametrize("c", [1, 100, 1e4])
def test_any_number_added_to_all_squared_distances_leaves_the_shares_as_they_were(c):
    rng = np.random.default_rng(0)
    for _ in range(10):
        d2 = ts.squared_distances(rng.normal(size=(20, 3)))
        far = d2 + c * ~np.eye(20, dtype=bool)
        rows, rows_far = (ts.conditional_probabilities(t, ts.find_sigmas(t, 6)) for t in (d2, far))
        assert abs(rows - rows_far).max() < 1e-9


def test_the_smallest_number_is_near_10_to_the_minus_324():
    assert np.nextafter(0.0, 1.0) == 5e-324


@pytest.mark.parametrize(
    ("d2", "told"), [([1.0, 1.0], "is exactly 2 for"), ([1.0, 1.0, 4.0], "is above 2 for")]
)
def test_a_tie_says_which_perplexity_it_leaves(d2, told):
    with pytest.raises(ValueError, match=told):
        list(ts.bisect_sigma(d2, perplexity=1.5))


def test_in_millimetres_all_weights_of_A_vanish():
    assert np.exp(-D2.loc["A"].drop("A") * 1000**2 / (2 * 0.5**2)).sum() == 0


def test_two_nearest_neighbours_that_are_equally_far_away_have_a_perplexity_of_2_at_least():
    for d2 in ([1.0, 1.0], [1.0, 1.0, 1.5, 2.0], [1.0, 1.0, 30.0]):
        found = [perplexity_of_row(np.array(d2), sigma) for sigma in np.geomspace(0.01, 100, 200)]
        assert min(found) >= 2 - 1e-12
    tied_farther_out = np.array([1.0, 4.0, 4.0])
    assert perplexity_of_row(tied_farther_out, 0.5) < 1.5


def test_in_a_sparse_region_the_nearest_point_takes_nearly_the_whole_row_of_a_narrow_bell():
    line = np.array([[0.0], [0.1], [0.2], [0.3], [3.0], [9.0]])
    row = ts.conditional_probabilities(ts.squared_distances(line), 0.1)[5]
    assert row.max() > 0.999
    assert np.exp(-(6.0**2) / (2 * 0.1**2)) < 1e-300
