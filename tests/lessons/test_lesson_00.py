"""Lesson 00: the numbers of its prose, captions and alt texts, computed again."""

from itertools import islice

import numpy as np
import pytest
from scipy.spatial.distance import pdist

import teachsne as ts
from teachsne import datasets

X = ts.five_points()
D, D2 = ts.distances(X), ts.squared_distances(X)
P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3)))
GENTLE = {"early_exaggeration": 4, "learning_rate": 20, "max_iter": 500}  # the lesson's


def fours_by_zeros(points, labels):
    """How many times farther apart two 4s are than two 0s, typically."""
    return np.median(pdist(points[labels == 4])) / np.median(pdist(points[labels == 0]))


def scaled(images):
    """Each image divided by its length: how bold the strokes are no longer counts."""
    return images / np.linalg.norm(images, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def states():
    path = ts.descend(
        lambda Y: ts.kl_gradient(P, Y),
        datasets.load_start(),
        learning_rate=1.0,
        momentum=0.5,
        gains=False,
    )
    return list(islice(path, 201))


def test_in_the_images_4s_are_a_little_nearer_to_each_other_than_0s():
    assert round(fours_by_zeros(*datasets.load_mnist(300)), 2) == 0.89
    ratios = [fours_by_zeros(*datasets.load_mnist(300, seed)) for seed in range(1, 10)]
    assert (round(min(ratios), 2), round(max(ratios), 2)) == (0.84, 0.95)


def test_with_images_scaled_to_length_1_the_map_exaggerates_as_well():
    images, labels = datasets.load_mnist(300)
    assert round(fours_by_zeros(scaled(images), labels), 1) == 1.1
    maps = [ts.TSNE(**GENTLE).fit_transform(scaled(images))]
    for seed in range(10):
        maps.append(
            ts.TSNE(init="random", random_state=seed, **GENTLE).fit_transform(scaled(images))
        )
    assert min(fours_by_zeros(Y, labels) for Y in maps) > 1.5


def test_most_images_lie_next_to_the_same_digit_and_nearly_all_0s_on_one_island():
    images, labels = datasets.load_mnist(300)
    Y = ts.TSNE(**GENTLE).fit_transform(images)
    apart = ts.distances(Y) + np.diag(np.full(300, np.inf))
    alike = labels[apart.argsort(axis=1)[:, :5]] == labels[:, None]
    assert 0.6 < alike.mean() < 0.9
    assert (alike.mean(axis=1) > 0.5).mean() > 0.6  # most images, most of their five nearest
    others = labels[apart[labels == 4].argsort(axis=1)[:, :5]]
    assert np.bincount(others[others != 4]).argmax() == 9  # the 4s are mixed with 9s
    zeros = Y[labels == 0]
    away = np.linalg.norm(zeros - np.median(zeros, axis=0), axis=1)
    assert (away > 3 * np.median(away)).mean() < 0.15


def test_the_lessons_map_says_the_opposite_whatever_the_last_bits_are():
    images, labels = datasets.load_mnist(300)
    rng = np.random.default_rng(0)
    for _ in range(5):
        noisy = images * (1 + 1e-14 * rng.standard_normal(images.shape))
        assert fours_by_zeros(ts.TSNE(**GENTLE).fit_transform(noisy), labels) > 1.5


def test_ten_starts_say_the_opposite():
    images, labels = datasets.load_mnist(300)
    for seed in range(10):
        model = ts.TSNE(init="random", random_state=seed, **GENTLE)
        assert fours_by_zeros(model.fit_transform(images), labels) > 1.3


def test_ten_samples_say_the_opposite():
    for seed in range(10):
        images, labels = datasets.load_mnist(300, seed)
        assert fours_by_zeros(ts.TSNE(**GENTLE).fit_transform(images), labels) > 1.05


def test_D_and_E_are_closest_and_A_and_B_about_one_and_a_half_times_as_far():
    pairs = D.where(D > 0).stack()
    assert pairs.idxmin() == ("D", "E")
    assert round(D.loc["A", "B"] / D.loc["D", "E"], 2) == 1.54
    assert round(D.loc["D"].drop("D").max(), 3) == 0.514  # the wrong end of the row


def test_kl_is_as_the_film_says_and_never_rises(states):
    loss = [ts.kl_divergence(P, ts.similarities(state.Y)) for state in states]
    told = [round(loss[step], 3) for step in (0, 5, 10, 15, 30, 200)]
    assert told == [0.352, 0.123, 0.019, 0.007, 0.003, 0.000]
    assert (np.diff(loss) < 0).all()


def test_the_film_shows_what_its_alt_text_says(states):
    nearest = {}
    for step in (0, 5, 10, 15, 30, 200):
        apart = ts.distances(states[step].Y)
        apart[np.diag_indices(5)] = np.inf
        nearest[step] = "".join("ABCDE"[place] for place in apart.argmin(axis=1))
    assert nearest[0] == "EDEBA"  # E nearest to A, B nearest to D
    assert nearest[5][3:] == "ED"  # D and E have found each other
    D_to_E = np.linalg.norm(states[5].Y[3] - states[5].Y[4])
    assert D_to_E < 0.1  # on the same spot
    assert all(nearest[step] == "BAAED" for step in (10, 15, 30, 200))
    widths = [np.ptp(states[step].Y, axis=0).max() for step in (5, 10, 15, 30, 200)]
    assert (np.diff(widths) > 0).all()


def test_the_last_map_keeps_neighbours_and_shares_and_shows_other_sizes(states):
    apart = ts.distances(states[-1].Y)
    assert round(apart[0, 1] / apart[3, 4], 1) == 1.1
    assert abs(ts.similarities(states[-1].Y) - P.to_numpy()).max() < 0.005


def test_the_larger_group_of_letters_is_larger_on_the_map_too_but_by_less(states):
    def group_by_pair(apart):
        return np.mean([apart[0, 1], apart[0, 2], apart[1, 2]]) / apart[3, 4]

    told = group_by_pair(D.to_numpy()), group_by_pair(ts.distances(states[-1].Y))
    assert [round(ratio, 1) for ratio in told] == [2.2, 1.5]


def test_the_picks_of_each_point_add_up_to_1():
    rows = ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3))
    assert np.allclose(rows.sum(axis=1), 1)


def test_P_gives_A_B_and_D_E_nearly_the_same_share():
    assert [round(P.loc[i, j], 3) for i, j in ("AB", "DE")] == [0.107, 0.117]
