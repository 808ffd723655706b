"""Lesson 07: the numbers of its prose, captions and alt texts, and its own t-SNE, run again."""

import re
from itertools import islice
from pathlib import Path

import nbformat
import numpy as np
import pytest

import teachsne as ts
from teachsne import datasets
from teachsne.course.plots.pictures_07 import FRAMES

NOTEBOOK = Path(__file__).parents[2] / "tutorials" / "07_descent.ipynb"
X = ts.five_points()
D2 = ts.squared_distances(X)
P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3))).to_numpy()
START = datasets.load_start().to_numpy()


def run(rate, momentum, start=START, steps=200):
    path = ts.descend(lambda Y: ts.kl_gradient(P, Y), start, rate, momentum, gains=False)
    return [state.Y for state in islice(path, steps + 1)]


def KLs(maps):
    return np.array([ts.kl_divergence(P, ts.similarities(Y)) for Y in maps])


RUN = run(1.0, 0.5)


def test_the_film_is_the_one_that_lesson_00_began_with():
    assert FRAMES == (0, 5, 10, 15, 30, 200)
    assert KLs([RUN[step] for step in FRAMES]).round(3).tolist() == [
        0.352,
        0.123,
        0.019,
        0.007,
        0.003,
        0,
    ]
    assert (np.diff(KLs(RUN)) < 0).all()


def test_B_and_D_part_A_and_E_part_and_D_and_E_leave_as_a_pair():
    first, tenth = ts.distances(RUN[0]), ts.distances(RUN[10])
    nearest = [(D + 9 * np.eye(5)).argmin(axis=1).tolist() for D in (first, tenth)]
    assert nearest[0] == [4, 3, 4, 1, 0]
    assert nearest[1] == [1, 0, 0, 4, 3]
    assert tenth[3:, :3].min() > 1
    spread = [ts.distances(Y)[:3, :3].max() for Y in (RUN[5], RUN[10], RUN[200])]
    assert spread == sorted(spread)


def test_learning_rates_creep_hop_and_jump():
    losses = {rate: KLs(run(rate, 0)) for rate in (0.1, 1, 5, 20)}
    assert round(losses[0.1][200], 3) == 0.015
    assert (np.diff(losses[0.1]) < 0).all()
    assert losses[1][200] < 0.001
    assert losses[1][0] / 3 > losses[5][5]
    assert ((losses[5][100:] > 0.0115) & (losses[5][100:] < 0.0145)).all()
    assert (np.diff(losses[5]) > 0).sum() > 80
    assert 3 * 0.352 < losses[20].max() < 4 * 0.352


def test_momentum_saves_half_of_the_steps_and_may_go_uphill():
    losses = {momentum: KLs(run(1.0, momentum)) for momentum in (0, 0.5, 0.8)}
    assert [int((KL < 0.01).argmax()) for KL in losses.values()] == [25, 13, 12]
    assert [int((np.diff(KL) > 0).sum()) for KL in losses.values()] == [0, 0, 5]


def test_every_one_of_twenty_starts_of_the_five_points_reaches_a_KL_near_0():
    ends = [
        run(1.0, 0.5, np.random.default_rng(seed).normal(size=(5, 2)), 1000)[-1]
        for seed in range(1, 21)
    ]
    assert KLs(ends).max() < 0.001
    three = [ends[seed - 1] for seed in (1, 2, 4)]
    apart = [ts.distances(Y) for Y in three]
    assert max(abs(D - apart[0]).max() for D in apart) < 0.03
    sides = [np.linalg.det(Y[[1, 2]] - Y[0]) > 0 for Y in three]
    assert sum(sides) in (1, 2)  # one of the three is a mirror image
    towards = [(Y[3:].mean(axis=0) - Y[:3].mean(axis=0)) for Y in three]
    angles = np.degrees([np.arctan2(y, x) for x, y in towards])
    assert min(abs(np.diff(np.sort(angles)))) > 10


def test_the_map_keeps_the_nearest_neighbours_and_not_the_ratios():
    D, D_map = np.sqrt(D2.to_numpy()), ts.distances(RUN[200])
    assert ((D + 9 * np.eye(5)).argmin(1) == (D_map + 9 * np.eye(5)).argmin(1)).all()
    assert D[1, 2] > D[1, 4]
    assert D_map[1, 2] < D_map[1, 4]
    i, j = np.triu_indices(5, 1)
    assert (i[D[i, j].argmin()], j[D[i, j].argmin()]) == (3, 4)
    assert (i[D_map[i, j].argmin()], j[D_map[i, j].argmin()]) == (3, 4)


def ring(n):
    angle = 2 * np.pi * np.arange(n) / n
    d2 = ts.squared_distances(np.column_stack([np.cos(angle), np.sin(angle)]))
    return ts.joint_probabilities(ts.conditional_probabilities(d2, ts.find_sigmas(d2, 10)))


def broken(joint, rho, early, starts):
    n, found = len(joint), 0
    for start in starts:
        Y, update = np.random.default_rng(start).standard_normal((n, 2)), 0
        for step in range(early + 200):
            slope = ts.kl_gradient(joint, Y, exaggeration=rho if step < early else 1)
            update = 0.5 * update - n / 4 * slope
            Y = Y + update
        along = np.linalg.norm(Y - np.roll(Y, 1, axis=0), axis=1)
        found += along.max() > 5 * np.median(along)
    return found


@pytest.mark.slow
def test_of_30_rings_most_break_without_exaggeration_and_none_with_100_steps_of_4():
    """Also with noise in the last digits of P, which sends each run another way."""
    noise = 1 + 1e-14 * np.random.default_rng(0).standard_normal((100, 100))
    for joint in (ring(100), ring(100) * (noise + noise.T) / 2):
        assert broken(joint, 1, 100, range(1, 31)) >= 24
        assert broken(joint, 4, 100, range(1, 31)) == 0
    assert 9 <= broken(ring(100), 4, 10, range(1, 31)) <= 21  # "about half"


@pytest.mark.slow
def test_some_rings_of_200_still_break():
    assert broken(ring(200), 4, 100, range(1, 13)) >= 2


def own_functions():
    """The cells of the lesson that define its own t-SNE, and their number of lines."""
    cells = [c.source for c in nbformat.read(NOTEBOOK, as_version=4).cells if c.cell_type == "code"]
    names = r"^def (?:shares|squared_distances|weights|tsne)\("
    own = [source for source in cells if re.search(names, source, flags=re.M)]
    scope = {"np": np}
    exec("\n".join(own), scope)
    return scope, sum(bool(line.strip()) for source in own for line in source.splitlines())


OWN, LINES = own_functions()
IMAGES, LABELS = datasets.load_mnist(300)
IMAGES = IMAGES.astype(float)


def test_it_is_t_sne_in_35_lines():
    assert LINES == 35
    assert "ts" not in OWN


def test_its_parts_agree_with_the_module():
    some = IMAGES[:60]
    d2 = ts.squared_distances(some)
    rows = ts.conditional_probabilities(d2, ts.find_sigmas(d2, 10))
    assert np.allclose(OWN["conditional"](OWN["squared_distances"](some), 10), rows, atol=1e-8)
    assert np.allclose(OWN["similarities"](START), ts.similarities(START), rtol=1e-12)
    assert np.allclose(OWN["kl_gradient"](P, START), ts.kl_gradient(P, START), rtol=1e-9)
    assert OWN["kl"](P, ts.similarities(START)) == pytest.approx(KLs([START])[0])


def typical_distance(points, digit):
    D = ts.distances(points[LABELS == digit])
    return np.median(D[D > 0])


@pytest.mark.slow
def test_on_300_digits_it_is_as_good_as_the_module_from_ten_starts():
    """And 4s cover more room than 0s on each map, which they do not in the images."""
    maps = [OWN["tsne"](IMAGES, random_seed=seed) for seed in range(10)]
    joint = maps[0][0]
    own = np.array([OWN["kl"](joint, ts.similarities(Y)) for _, Y in maps])
    module = OWN["kl"](joint, ts.similarities(ts.TSNE().fit_transform(IMAGES)))
    assert abs(own / module - 1).max() < 0.1  # the lesson says 15 %
    assert min(typical_distance(Y, 4) / typical_distance(Y, 0) for _, Y in maps) > 1.3
    assert 0.85 < typical_distance(IMAGES, 4) / typical_distance(IMAGES, 0) < 0.95


@pytest.mark.slow
def test_on_1000_digits_250_steps_are_too_few():
    images = datasets.load_mnist(1000)[0].astype(float)
    joint, Y = OWN["tsne"](images)
    module = OWN["kl"](joint, ts.similarities(ts.TSNE().fit_transform(images)))
    assert OWN["kl"](joint, ts.similarities(Y)) > 1.05 * module
