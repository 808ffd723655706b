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


def fours_by_zeros(points, labels):
    """How many times farther apart two 4s are than two 0s, typically."""
    return np.median(pdist(points[labels == 4])) / np.median(pdist(points[labels == 0]))


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
    ratios = [fours_by_zeros(*datasets.load_mnist(300, seed)) for seed in range(10)]
    assert max(ratios) < 0.96


def test_the_lessons_map_says_the_opposite_whatever_the_last_bits_are():
    images, labels = datasets.load_mnist(300)
    rng = np.random.default_rng(0)
    for _ in range(5):
        noisy = images * (1 + 1e-14 * rng.standard_normal(images.shape))
        assert fours_by_zeros(ts.TSNE().fit_transform(noisy), labels) > 1.4


def test_ten_starts_say_the_opposite():
    images, labels = datasets.load_mnist(300)
    for seed in range(10):
        model = ts.TSNE(init="random", random_state=seed)
        assert fours_by_zeros(model.fit_transform(images), labels) > 1.3


def test_ten_samples_say_the_opposite():
    for seed in range(10):
        images, labels = datasets.load_mnist(300, seed)
        assert fours_by_zeros(ts.TSNE().fit_transform(images), labels) > 1.05


def test_D_and_E_are_closest_and_A_and_B_half_as_far_again():
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
    assert all(nearest[step] == "BAAED" for step in (10, 15, 30, 200))
    widths = [np.ptp(states[step].Y, axis=0).max() for step in (5, 10, 15, 30, 200)]
    assert (np.diff(widths) > 0).all()


def test_the_last_map_keeps_neighbours_and_shares_and_shows_other_sizes(states):
    apart = ts.distances(states[-1].Y)
    assert round(apart[0, 1] / apart[3, 4], 1) == 1.1
    assert abs(ts.similarities(states[-1].Y) - P.to_numpy()).max() < 0.005


def test_P_gives_A_B_and_D_E_nearly_the_same_share():
    assert [round(P.loc[i, j], 3) for i, j in ("AB", "DE")] == [0.107, 0.117]
