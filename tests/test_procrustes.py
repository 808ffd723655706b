"""Procrustes: turned, mirrored and shifted, never stretched; and what alignment is then left."""

import numpy as np
import pandas as pd
import pytest
from helpers import aim, cloud
from scipy.linalg import orthogonal_procrustes

import teachsne as ts
from teachsne.aligned.procrustes import alignment_error, pairs_of, turned_error

Y = cloud(9, 2)
ANGLE = 2.0
TURN = np.array([[np.cos(ANGLE), -np.sin(ANGLE)], [np.sin(ANGLE), np.cos(ANGLE)]])
MIRROR = np.diag([1.0, -1.0])


@pytest.mark.parametrize(
    "motion", [TURN, MIRROR, TURN @ MIRROR], ids=["turned", "mirrored", "both"]
)
def test_a_map_that_was_moved_comes_back(motion):
    assert np.allclose(ts.procrustes(Y, Y @ motion + [30, -4]), Y, atol=1e-12)


def test_nothing_is_stretched_so_it_costs_no_divergence():
    other, P = 3 * cloud(9, 2, seed=1), aim(9, "joint")
    moved = ts.procrustes(Y, other)
    assert np.allclose(ts.distances(moved), ts.distances(other), atol=1e-12)
    before, after = (ts.kl_divergence(P, ts.similarities(M)) for M in (other, moved))
    assert np.isclose(before, after, rtol=1e-12)


def test_no_other_turn_is_nearer():
    other = cloud(9, 2, seed=1)
    best = ((Y - ts.procrustes(Y, other)) ** 2).sum()
    there = other - other.mean(axis=0)
    for angle in np.linspace(0, 2 * np.pi, 100):
        c, s = np.cos(angle), np.sin(angle)
        for R in ([[c, -s], [s, c]], [[c, s], [s, -c]]):
            assert ((Y - Y.mean(axis=0) - there @ R) ** 2).sum() >= best - 1e-9


def test_it_is_scipys_rotation():
    other = cloud(9, 2, seed=1)
    here, there = Y - Y.mean(axis=0), other - other.mean(axis=0)
    R, _ = orthogonal_procrustes(there, here)
    assert np.allclose(ts.procrustes(Y, other), there @ R + Y.mean(axis=0), atol=1e-12)


def test_a_chain_has_each_map_beside_the_next_and_all_pairs_are_all():
    assert pairs_of(4, "chain") == [(0, 1), (1, 2), (2, 3)]
    assert pairs_of(3, "all") == [(0, 1), (0, 2), (1, 2)]


def test_the_error_is_a_sum_over_points_and_pairs_of_maps():
    maps = [cloud(5, 2, seed=t) for t in range(3)]
    by_hand = sum(
        np.linalg.norm(maps[s][i] - maps[t][i]) ** 2 for s, t in [(0, 1), (1, 2)] for i in range(5)
    )
    assert np.isclose(alignment_error(maps, [(0, 1), (1, 2)]), by_hand)


def test_turned_first_the_error_is_never_larger_and_knows_no_order():
    maps = [cloud(9, 2, seed=t) for t in range(2)]
    assert turned_error(maps, [(0, 1)]) < alignment_error(maps, [(0, 1)])
    assert np.isclose(turned_error(maps, [(0, 1)]), turned_error(maps, [(1, 0)]))
    assert turned_error([Y, Y @ TURN], [(0, 1)]) < 1e-20


def test_a_table_keeps_its_names():
    frame = pd.DataFrame(Y, index=list("abcdefghi"), columns=["east", "north"])
    moved = ts.procrustes(frame, Y @ TURN)
    assert list(moved.index) == list("abcdefghi")
    named = ts.procrustes(Y, frame)
    assert list(named.columns) == ["east", "north"]


REFUSED = [
    (Y, Y[:8], r"Y1 has shape \(9, 2\) and Y2 \(8, 2\).*the same points, in the same order"),
    (Y, cloud(9, 3), r"Y2 \(9, 3\)"),
    (Y[:, 0], Y, "Expected 2D array, got 1D array instead"),
    (Y, np.where(Y == Y[2, 1], np.nan, Y), "Y2 contains NaN at row 2, column 1"),
    (Y.astype(str), Y, "Y1 must hold real numbers, got text"),
]


@pytest.mark.parametrize(("Y1", "Y2", "says"), REFUSED, ids=range(len(REFUSED)))
def test_maps_of_other_points_or_none_are_refused(Y1, Y2, says):
    with pytest.raises(ValueError, match=says):
        ts.procrustes(Y1, Y2)
