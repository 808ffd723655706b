"""Data to make maps of: the counts that are known, the lecturer's numbers, and his slip."""

import numpy as np
import pytest
from sklearn.datasets import load_iris as their_iris

import teachsne as ts
from teachsne import datasets

COUNTS = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]  # of 0 to 9, known of MNIST


def test_iris_is_four_lengths_and_a_species():
    X, species = datasets.load_iris()
    assert X.shape == (150, 4)
    assert (X.to_numpy() == their_iris().data).all()
    assert species.value_counts().to_dict() == {"setosa": 50, "versicolor": 50, "virginica": 50}


def test_mnist_has_the_digits_of_the_first_ten_thousand_images():
    X, y = datasets.load_mnist()
    assert X.shape == (10_000, 784)
    assert X.dtype == y.dtype == np.uint8
    assert np.bincount(y).tolist() == COUNTS
    assert X.max() == 255
    assert np.prod(datasets.IMAGE) == 784


def test_a_sample_of_digits_is_the_same_each_time_and_without_repeats():
    X, y = datasets.load_mnist(1500)
    again, _ = datasets.load_mnist(1500)
    other, _ = datasets.load_mnist(1500, random_state=1)
    assert np.array_equal(X, again)
    assert not np.array_equal(X, other)
    assert set(y) == set(range(10))
    whole = np.unique(datasets.load_mnist()[0], axis=0, return_counts=True)
    assert len(np.unique(X, axis=0)) >= 1500 - (whole[1] > 1).sum()


@pytest.mark.parametrize(("n", "says"), [(0, "at least 1"), (10_001, "from 1 to 10000")])
def test_more_digits_than_there_are_cannot_be_had(n, says):
    with pytest.raises(ValueError, match=f"must be {says}, got {n}"):
        datasets.load_mnist(n)


def test_the_lectures_map_is_200_numbers_as_printed():
    printed = datasets.load_lecture_map()
    assert printed.shape == (100, 2)
    assert printed.iloc[0].tolist() == [5.342569, 3.3803456]
    assert printed.iloc[99].tolist() == [-2.5684159, -8.945712]


def test_the_donuts_axes_meet_at_72_degrees_and_its_curve_is_an_ellipse():
    axes = datasets.make_donut().axes
    assert np.allclose(np.linalg.norm(axes, axis=1), 1)
    assert round(float(np.degrees(np.arccos(axes[0] @ axes[1]))), 1) == 72.2
    semi_axes = np.linalg.svd(4 * axes, compute_uv=False)
    assert semi_axes.round(3).tolist() == [4.570, 3.334]


def test_without_the_slip_the_axes_would_meet_at_right_angles():
    rng = np.random.default_rng(123)
    rng.normal(size=20_000), rng.uniform(size=1000)
    a, b = rng.normal(size=(2, 20))
    b = b - a * (a @ b) / (a @ a)
    assert abs(a @ b) < 1e-12


def test_the_donut_is_its_curve_and_noise_of_one():
    donut = datasets.make_donut()
    curve = 4 * np.c_[np.cos(donut.angle), np.sin(donut.angle)] @ donut.axes
    assert donut.X.shape == (1000, 20)
    assert (np.diff(donut.angle) >= 0).all()
    assert 0.98 < (donut.X - curve).std() < 1.02


def test_the_lecturer_drew_donut_and_walk_from_one_generator():
    rng = np.random.default_rng(123)
    donut, walk = datasets.make_donut(rng), datasets.make_random_walk(rng)
    assert np.array_equal(donut.X, datasets.make_donut().X)
    assert np.array_equal(walk, datasets.make_random_walk())


def test_a_walk_of_ones_own_needs_no_donut():
    own = datasets.make_random_walk(np.random.default_rng(123), n=20, p=3)
    assert own.shape == (20, 3)
    assert np.array_equal(own, datasets.make_random_walk(123, n=20, p=3))


def test_the_walk_keeps_its_spread_and_remembers_its_last_step():
    walk = datasets.make_random_walk(0, n=3000, p=40)
    assert abs(walk.std() - 1) < 0.03
    assert abs((walk[1:] * walk[:-1]).mean() / walk.var() - np.sqrt(0.9)) < 0.01


def test_data_belong_to_their_reader():
    X, _ = datasets.load_mnist()
    X[:] = 0
    assert datasets.load_mnist()[0].any()
    iris, _ = datasets.load_iris()
    iris.iloc[:, :] = 0.0
    assert datasets.load_iris()[0].to_numpy().all()


def test_they_can_be_had_as_teachsne_datasets():
    assert ts.datasets is datasets
