"""Joint P: symmetric, sums to one, keeps every point on the map."""

import numpy as np
import oracle
import pytest
from helpers import cloud, relative

import teachsne as ts
from teachsne.datasets.files import read

D2 = ts.squared_distances(ts.five_points())


def test_the_five_points_pairs_at_sigma_half():
    P = ts.joint_probabilities(ts.conditional_probabilities(D2, 0.5))
    assert abs(P.loc["A", "B"] - 0.0587) < 1e-4
    assert abs(P.loc["D", "E"] - 0.0642) < 1e-4


def test_the_printed_table_sums_to_1_0002_and_is_not_renormalised_in_secret():
    P = ts.joint_probabilities(read("five_points_P"))
    assert abs(P.to_numpy().sum() - 1.0002) < 1e-9


@pytest.mark.parametrize("n", [2, 3, 10])
def test_symmetric_sums_to_one_with_a_share_of_1_over_2n_for_all(n):
    P = ts.joint_probabilities(ts.conditional_probabilities(ts.squared_distances(cloud(n)), 0.3))
    assert (P == P.T).all()
    assert np.isclose(P.sum(), 1, rtol=1e-14)
    assert (P.sum(axis=1) >= 1 / (2 * n) * (1 - 1e-12)).all()


def test_an_outlier_keeps_its_share():
    far = np.vstack([cloud(5), [100.0, 0, 0]])
    P = ts.joint_probabilities(ts.conditional_probabilities(ts.squared_distances(far), 0.5))
    assert P[5].sum() >= 1 / 12 * (1 - 1e-12)


def test_50_digits_agree():
    rows = ts.conditional_probabilities(D2, 0.5).to_numpy()
    truth = oracle.joint_probabilities(oracle.table(rows))
    assert relative(ts.joint_probabilities(rows), truth) < 1e-15
