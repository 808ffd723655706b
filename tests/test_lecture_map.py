"""The lecture's printed array: 200 numbers, reproduced through scikit-learn and by ours."""

import numpy as np
import pytest
import sklearn
from scipy.spatial import procrustes

import teachsne as ts
from teachsne.course.sources import lecture_map
from teachsne.datasets import load_lecture_map, make_random_walk

PRINTED = load_lecture_map().to_numpy()
WALK = make_random_walk()


def turned(Y, angle=0.7):
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return 3 * Y @ turn * [1, -1] + [5, -2]


def test_no_printed_number_is_missed():
    entries = ts.ledger("lecture")
    assert len(entries) == 200
    assert (entries.printed.to_numpy().reshape(100, 2) == PRINTED).all()
    assert set(entries.status) <= {"exact", "alike"}


def test_scikit_learn_gives_every_number_to_1e_5_or_the_note_says_how_far_it_is():
    entries = ts.ledger("lecture")
    exact = abs(entries.computed - entries.printed).max() <= 1e-5
    assert exact or not sklearn.__version__.startswith("1.9")
    assert set(entries.status) == {"exact" if exact else "alike"}
    assert entries.note.str.contains(f"scikit-learn {sklearn.__version__}").all()
    assert exact or entries.note.str.contains("disparity").all()


def test_another_map_of_the_walk_is_alike_and_a_strange_one_is_missed():
    status, note = lecture_map.judge(PRINTED, turned(PRINTED))
    assert status == "alike"
    assert "disparity 0.000" in note
    status, note = lecture_map.judge(PRINTED, np.random.default_rng(0).normal(size=(100, 2)))
    assert status == "missed"
    assert "disparity 0.9" in note


def test_it_is_not_the_ellipses_map():
    donut = ts.datasets.make_donut().X[:100]
    assert ts.knn_recall(donut, PRINTED) < 0.3 < ts.knn_recall(WALK, PRINTED)


@pytest.mark.parametrize(("k", "recall"), [(5, 0.954), (10, 0.941)])
def test_the_printed_map_keeps_the_walks_neighbours(k, recall):
    assert round(ts.knn_recall(WALK, PRINTED, k), 3) == recall


@pytest.mark.parametrize("init", ["pca", "random"])
def test_ours_gives_the_array_up_to_rotation_with_the_known_kl(init):
    ours = ts.TSNE(init=init, random_state=0).fit(WALK)
    assert lecture_map.disparity(PRINTED, ours.embedding_) <= 0.05
    assert abs(ours.kl_divergence_ - 0.0269) <= 0.002


def test_disparity_is_scipys():
    other = np.random.default_rng(0).normal(size=(100, 2))
    assert np.isclose(lecture_map.disparity(PRINTED, other), procrustes(PRINTED, other)[2])


def test_disparity_sees_no_shift_no_turn_no_mirror_and_no_size():
    assert abs(lecture_map.disparity(PRINTED, turned(PRINTED))) < 1e-14
