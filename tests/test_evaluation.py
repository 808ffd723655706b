"""Measures: known values of perfect and of blind maps; scikit-learn and scipy as oracles."""

import numpy as np
import pytest
from helpers import cloud
from scipy.spatial.distance import pdist
from scipy.stats import spearmanr
from sklearn.datasets import load_digits, load_iris
from sklearn.manifold import trustworthiness as theirs
from sklearn.neighbors import kneighbors_graph

import teachsne as ts
from teachsne import evaluation

NEIGHBOURLY = [ts.trustworthiness, ts.continuity, ts.knn_recall]
MEASURES = [*NEIGHBOURLY, ts.spearman]
every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda f: f.__name__)

SETS = {
    "a cloud": cloud(200, 10),
    "Iris, with many ties": load_iris().data,
    "whole numbers, with more": load_digits().data[:300],
}
every_set = pytest.mark.parametrize("name", SETS)


def flat(X):
    """A map that keeps what the first two coordinates say."""
    return X[:, :2] + 0.1 * cloud(len(X), 2, seed=1)


def test_the_published_example_of_five_points_in_a_row():
    X, Y = [[0], [1], [2], [3], [4]], [[0], [2], [4], [1], [3]]
    assert np.isclose(ts.trustworthiness(X, Y, 1), 0.2)


@every_measure
def test_the_data_themselves_are_their_best_map(measure):
    X = cloud(60, 2)
    assert np.isclose(measure(X, X), 1, rtol=1e-15)
    assert np.isclose(measure(X, 5 + X / 10), 1, rtol=1e-15)


@every_measure
def test_a_shift_a_turn_or_another_size_changes_nothing(measure):
    X = cloud(60, 5)
    Y, turn = flat(X), np.linalg.qr(cloud(2, 2, seed=3))[0]
    assert np.isclose(measure(X, 7 * Y @ turn + 3), measure(X, Y), rtol=1e-12)


@every_measure
@pytest.mark.parametrize("scale", [1e-300, 1e-30, 1e300])
def test_no_size_of_the_data_is_too_large_or_too_small(measure, scale):
    X = cloud(60, 5)
    Y = flat(X)
    assert np.isclose(measure(X * scale, Y / scale), measure(X, Y), rtol=1e-12)


@every_measure
def test_data_far_from_the_origin_keep_their_neighbours(measure):
    X = np.round(cloud(60, 5), 3)
    assert np.isclose(measure(X + 2.0**33, flat(X)), measure(X, flat(X)), atol=0.01)


def test_a_map_by_chance():
    X, Y = cloud(400, 5), cloud(400, 2, seed=1)
    assert abs(ts.trustworthiness(X, Y) - 0.5) < 0.03
    assert abs(ts.continuity(X, Y) - 0.5) < 0.03
    assert abs(ts.knn_recall(X, Y, 10) - 10 / 399) < 0.02
    assert abs(ts.spearman(X, Y)) < 0.05


def test_two_clusters_torn_and_two_laid_over_each_other():
    """A map that lays strangers together cannot be trusted; one that tears keeps no continuity."""
    strip = np.c_[np.arange(40.0), np.zeros(40)] + 0.01 * cloud(40, 2)
    folded = np.c_[np.minimum(strip[:, 0], 39.3 - strip[:, 0]), strip[:, 1]]
    assert ts.trustworthiness(strip, folded, 3) < ts.continuity(strip, folded, 3)
    assert ts.trustworthiness(folded, strip, 3) > ts.continuity(folded, strip, 3)


def test_continuity_is_trustworthiness_with_data_and_map_exchanged():
    X = cloud(60, 5)
    assert ts.continuity(X, flat(X)) == ts.trustworthiness(flat(X), X)


def test_the_order_of_distances_reversed_is_minus_one():
    X = np.array([[0.0, 0], [1, 0], [0, 2]])  # 1, 2 and √5
    Y = np.array([[0.0], [9], [5]])  # 9, 5 and 4
    assert np.isclose(ts.spearman(X, Y), -1)


def test_a_map_of_one_place_says_nothing():
    assert ts.spearman(cloud(9, 3), np.zeros((9, 2))) == 0


@every_set
@pytest.mark.parametrize("k", [1, 5, 12])
def test_scikit_learns_trustworthiness_is_the_same_number(name, k):
    X = SETS[name]
    Y = flat(X)
    assert np.isclose(ts.trustworthiness(X, Y, k), theirs(X, Y, n_neighbors=k), rtol=1e-14)
    assert np.isclose(ts.continuity(X, Y, k), theirs(Y, X, n_neighbors=k), rtol=1e-14)


@every_set
@pytest.mark.parametrize("k", [1, 10])
def test_recall_counts_the_edges_that_two_neighbour_graphs_share(name, k):
    X = SETS[name]
    Y = flat(X)
    graphs = [kneighbors_graph(points, k).toarray() for points in (X, Y)]
    assert np.isclose(ts.knn_recall(X, Y, k), (graphs[0] * graphs[1]).sum() / (len(X) * k))


@every_set
def test_scipys_rank_correlation_is_the_same_number(name):
    X = SETS[name]
    Y = flat(X)
    assert np.isclose(ts.spearman(X, Y), spearmanr(pdist(X), pdist(Y)).statistic, rtol=1e-12)


def test_beyond_two_thousand_points_a_million_pairs_stand_for_all():
    X = cloud(2001, 6)
    Y = flat(X)
    all_pairs = spearmanr(pdist(X), pdist(Y)).statistic
    assert ts.spearman(X, Y) == ts.spearman(X, Y) != all_pairs
    assert abs(ts.spearman(X, Y) - all_pairs) < 0.003


def test_the_sample_holds_pairs_of_two_and_each_as_likely(monkeypatch):
    monkeypatch.setattr(evaluation, "ALL_PAIRS", 1)
    found = evaluation.pair_distances(np.array([[0.0], [1], [3]]))
    sizes, counts = np.unique(found * 4, return_counts=True)  # scaled to at most 1: by a quarter
    assert sizes.tolist() == [1, 2, 3]
    assert (abs(counts - len(found) / 3) < 2000).all()
