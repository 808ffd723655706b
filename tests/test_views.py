"""The same points seen twice: the same numbers each time, and the story that they tell."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors

import teachsne as ts
from teachsne import views

MAKERS = [
    views.digits_and_features,
    views.features_over_epochs,
    views.classes_and_line,
    views.noisy_classes,
]


def purity(X, labels, k=5):
    near = NearestNeighbors(n_neighbors=k).fit(X).kneighbors(return_distance=False)
    return (labels[near] == labels[:, None]).mean()


@pytest.mark.parametrize("make", MAKERS)
def test_all_views_are_of_the_same_points_and_the_same_each_time(make):
    Xs, labels = make(60, random_state=3)
    again, other = make(60, random_state=3), make(60, random_state=4)
    assert {X.shape[0] for X in Xs} == {60} == {len(labels)}
    assert all(np.array_equal(X, Y) for X, Y in zip(Xs, again.Xs, strict=True))
    assert not np.array_equal(Xs[0], other.Xs[0])
    for X in Xs:
        X[:] = 0  # the reader's to change
    assert all(X.any() for X in make(60, random_state=3).Xs)


def test_digits_are_pixels_and_what_a_network_makes_of_them():
    (pixels, features), labels = views.digits_and_features(300)
    X, y = ts.datasets.load_mnist(3000)
    assert np.array_equal(pixels, X[:300] / 255)
    assert np.array_equal(labels, y[:300])
    assert features.shape == (300, 32)
    assert features.min() == 0  # rectified
    assert purity(features, labels) > purity(pixels, labels) + 0.05


def test_while_it_learns_the_features_say_more_and_more_of_the_class():
    Xs, labels = views.features_over_epochs(300)
    assert len(Xs) == 5
    says = [purity(X, labels) for X in Xs]
    assert says[-1] > says[0] + 0.1
    assert np.array_equal(Xs[-1], views.digits_and_features(300).Xs[1])


def test_a_line_is_straight_and_knows_nothing_of_the_classes():
    (classes, line), labels = views.classes_and_line(300)
    assert classes.shape == line.shape == (300, 100)
    widths = np.linalg.svd(line - line.mean(axis=0), compute_uv=False)
    assert widths[0] > 10 * widths[1]
    assert purity(classes, labels) == 1
    assert LogisticRegression(max_iter=1000).fit(line, labels).score(line, labels) < 0.6
    assert purity(line, labels) < 0.4


def test_more_noise_blurs_the_classes():
    (clear, blurred), labels = views.noisy_classes(200)
    assert clear.shape == (200, 10)
    assert purity(clear, labels) > purity(blurred, labels) + 0.01
    assert len(views.noisy_classes(noises=(1, 2, 3)).Xs) == 3


@pytest.mark.parametrize("make", MAKERS[:2], ids=lambda make: make.__name__)
@pytest.mark.parametrize(("n", "says"), [(0, "at least 1"), (3001, "from 1 to 3000")])
def test_more_digits_than_the_network_saw_cannot_be_had(make, n, says):
    with pytest.raises(ValueError, match=f"n must be {says}, got {n}"):
        make(n)


def test_epochs_that_were_not_learnt_cannot_be_had():
    with pytest.raises(ValueError, match=r"numbered 1 to 15, got \[0, 3\]"):
        views.features_over_epochs(10, [0, 3])


def test_the_views_are_public():
    assert ts.views is views
