"""Lesson 06: the numbers of its prose, captions and alt texts, computed again."""

import numpy as np
import pytest

import teachsne as ts
from teachsne import datasets
from teachsne.steps.gradient import central_differences

D2 = ts.squared_distances(ts.five_points())
P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 3))).to_numpy()
Y = datasets.load_start().to_numpy()
Q = ts.similarities(Y)
W = ts.student(ts.squared_distances(Y)) * (1 - np.eye(5))
APART = Y[:, None] - Y
GRADIENT = ts.kl_gradient(P, Y)


def KL(Y):
    return ts.kl_divergence(P, ts.similarities(Y))


def total(stiffness):
    return (4 * stiffness[:, :, None] * APART).sum(axis=1)


def test_the_start_and_what_the_data_want_changed():
    difference = P - Q
    assert round(KL(Y), 3) == 0.352
    assert (round(difference[3, 4], 3), round(difference[0, 1], 3)) == (0.068, 0.064)
    assert (round(difference[1, 3], 3), round(difference[0, 4], 3)) == (-0.046, -0.046)
    assert difference.max() < 0.07


def test_the_valley_of_A_is_lowest_near_minus_a_half():
    places, heights = np.linspace(-1.5, 2, 141), []
    for y1 in places:
        moved = Y.copy()
        moved[0, 0] = y1
        heights.append(KL(moved))
    assert -0.55 < places[np.argmin(heights)] < -0.45
    assert round(min(heights), 3) == 0.305
    assert GRADIENT[0, 0] > 0


def test_nudging_needs_4n_evaluations():
    calls = []

    def counted(Y):
        calls.append(1)
        return KL(Y)

    central_differences(counted, Y)
    assert len(calls) == 4 * len(Y) == 20
    assert 4 * 70_000 == 280_000


def test_B_and_C_pull_A_and_D_and_E_push_it():
    forces = {name: -4 * (P - Q)[0, j] * W[0, j] * APART[0, j] for j, name in enumerate("ABCDE")}
    towards = {name: forces[name] @ (Y["ABCDE".index(name)] - Y[0]) for name in "BCDE"}
    assert [name for name in "BCDE" if towards[name] > 0] == ["B", "C"]
    assert max("BCDE", key=lambda name: np.linalg.norm(forces[name])) == "B"
    assert forces["B"][0] < 0 < forces["D"][0]
    assert forces["C"][1] < 0 < forces["E"][1]


def test_pulls_lead_inwards_and_pushes_outwards_at_each_point():
    pull, push = -total(P * W), total(Q * W)
    inwards = Y.mean(axis=0) - Y
    assert ((pull * inwards).sum(axis=1) > 0).all()
    assert ((push * inwards).sum(axis=1) < 0).all()
    assert np.allclose(pull + push, -GRADIENT)
    size = np.linalg.norm(pull + push, axis=1)
    assert size.argmin() == 2
    assert size[2] < 0.01
    assert (size < np.linalg.norm(pull, axis=1)).all()


def test_strangers_are_pushed_and_the_push_falls_with_the_third_power():
    d = np.geomspace(0.1, 30, 2000)
    push = 4 * d / (1 + d**2) ** 2 / W.sum()
    assert round(d[push.argmax()], 1) == 0.6
    assert 0.09 < push.max() < 0.1
    assert push[-1] == pytest.approx(1e-5, rel=0.2)
    slope = np.diff(np.log(push[-2:]))[0] / np.diff(np.log(d[-2:]))[0]
    assert slope == pytest.approx(-3, abs=0.01)


def test_the_pull_is_strongest_at_distance_1_and_a_third_of_that_at_6():
    d = np.linspace(0, 6, 601)
    pull = 0.4 * d / (1 + d**2)
    assert d[pull.argmax()] == pytest.approx(1)
    assert pull.max() == pytest.approx(0.2)
    assert 0.06 < pull[-1] < 0.07


def test_exaggeration_is_not_the_slope_of_KL_of_the_exaggerated_P():
    off = ~np.eye(5, dtype=bool)

    def KL_of_12P(Y):
        return (12 * P[off] * np.log(12 * P[off] / ts.similarities(Y)[off])).sum()

    assert np.allclose(central_differences(KL_of_12P, Y), 12 * GRADIENT, rtol=1e-6)
    assert abs(ts.kl_gradient(P, Y, exaggeration=12) - 12 * GRADIENT).max() > 1


def test_the_best_nudge_lies_near_1e_5_and_both_ends_are_far_worse():
    """On ten maps: the five offered sizes, so that the best of them is the same everywhere."""
    starts = [Y, *(np.random.default_rng(s).uniform(-0.6, 0.6, size=(5, 2)) for s in range(9))]
    for start in starts:
        exact = ts.kl_gradient(P, start)
        error = {
            h: abs(central_differences(KL, start, h) - exact).max() / abs(exact).max()
            for h in (0.1, 1e-3, 1e-5, 1e-9, 1e-14)
        }
        assert min(error, key=error.get) == 1e-5
        assert error[1e-5] < 1e-8
        assert error[1e-14] > 1e-3
    assert (
        0.004 < abs(central_differences(KL, Y, 0.1) - GRADIENT).max() / abs(GRADIENT).max() < 0.006
    )


def test_where_all_points_lie_on_top_of_each_other_there_is_no_slope():
    assert not ts.kl_gradient(P, np.zeros((5, 2))).any()
