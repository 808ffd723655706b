"""The map behind Q: written layouts give the printed numbers, and a search finds such layouts."""

import numpy as np
import pytest
from scipy.optimize import least_squares

import teachsne as ts
from teachsne.course.sources import five_points_map
from teachsne.course.sources.five_points_rounding import SIGMA

DIGIT = 5e-4  # half of the last printed digit
TRIES = 20_000  # of the random search; a few hundred do, for the Gaussian


def search(misfit, score, goal, seed):
    """Least squares, then random steps that never lose a digit, until the goal is met."""
    rng = np.random.default_rng(seed)

    def layout(free):
        return np.vstack([np.zeros(2), free.reshape(4, 2)])

    fit = least_squares(lambda free: misfit(layout(free)) / DIGIT, rng.normal(scale=0.3, size=8))
    best = layout(fit.x)
    found = score(best)
    for _ in range(TRIES):
        if found == goal:
            break
        near = best + rng.normal(scale=rng.choice([3e-5, 1e-4, 3e-4, 1e-3]), size=best.shape)
        if (now := score(near)) >= found:
            best, found = near, now
    return best - best[0]


def gaussian_misfit(layout):
    """How far Q, and A's distances, are from what is printed."""
    Q, distance_A, _ = five_points_map.printed_q()
    q = ts.similarities(layout, ts.gaussian(sigma=SIGMA), "rows")
    return np.append((q - Q)[five_points_map.OFF], ts.distances(layout)[0, 1:] - distance_A)


def student_misfit(layout):
    """The same for Student's kernel, and Q alone."""
    Q = five_points_map.printed_q()[0]
    return (ts.similarities(layout, "student", "rows") - Q)[five_points_map.OFF]


def test_the_recovered_map_gives_all_28_printed_numbers():
    layout = five_points_map.recovered_map()
    assert list(layout.index) == list("ABCDE")
    assert five_points_map.matches(layout) == 28
    assert not layout.loc["A"].any()


def test_it_does_so_with_room_to_spare_for_the_last_bits():
    layout, rng = five_points_map.recovered_map().to_numpy(), np.random.default_rng(0)
    moved = [layout + 1e-6 * rng.uniform(-1, 1, size=layout.shape) for _ in range(100)]
    assert {five_points_map.matches(near) for near in moved} == {28}


def test_the_student_twin_gives_all_20_of_q_but_not_As_distances():
    twin = five_points_map.student_twin().to_numpy()
    assert five_points_map.student_matches(twin) == 20
    assert abs(ts.distances(twin)[0, 1:] - five_points_map.printed_q()[1]).min() > 0.05


@pytest.mark.parametrize("seed", range(6))
def test_a_search_finds_a_gaussian_layout_with_all_28(seed):
    layout = search(gaussian_misfit, five_points_map.matches, goal=28, seed=seed)
    assert five_points_map.matches(layout) == 28


@pytest.mark.parametrize("seed", [1, 3])
def test_a_search_finds_a_student_layout_with_all_20_of_q(seed):
    twin = search(student_misfit, five_points_map.student_matches, goal=20, seed=seed)
    assert five_points_map.student_matches(twin) == 20


def test_with_As_distances_imposed_the_best_student_layout_misses_all_20():
    layout = five_points_map.best_student_row()
    assert np.allclose(ts.distances(layout)[0, 1:], five_points_map.printed_q()[1])
    off = abs(ts.similarities(layout, "student", "rows") - five_points_map.printed_q()[0])
    assert five_points_map.student_matches(layout) == 0
    assert 0.016 < off.max() < 0.018
