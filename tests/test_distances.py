"""Distances: as printed, symmetric to the last bit, right where the fast formula is not."""

import numpy as np
import oracle
import pytest
from helpers import cloud, relative
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import cdist

import teachsne as ts
from teachsne.datasets.files import read

steady = settings(deadline=None, derandomize=True, database=None)
tables = arrays(float, (5, 3), elements=st.floats(-1e3, 1e3))


def test_all_25_printed_distances():
    assert (ts.distances(ts.five_points()).round(3) == read("five_points_distances")).all(axis=None)


@steady
@given(tables)
def test_symmetric_with_a_zero_diagonal_to_the_last_bit(X):
    D2 = ts.squared_distances(X + np.arange(5)[:, None])
    assert (D2 == D2.T).all()
    assert not np.diag(D2).any()


@steady
@given(tables, st.floats(-100, 100))
def test_a_shift_changes_nothing(X, shift):
    X = X + np.arange(5)[:, None]
    assert np.allclose(ts.distances(X), ts.distances(X + shift), rtol=1e-9, atol=1e-9)


def test_a_rotation_changes_nothing():
    turn = np.linalg.qr(cloud(3, 3, seed=1))[0]
    assert np.allclose(ts.distances(cloud()), ts.distances(cloud() @ turn), rtol=1e-13)


def test_points_in_another_order_have_the_same_distances():
    order = [4, 2, 0, 5, 1, 3]
    expected = ts.distances(cloud())[np.ix_(order, order)]
    assert (ts.distances(cloud()[order]) == expected).all()


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
@pytest.mark.parametrize("p", [1, 3, 50])
def test_50_digits_agree_to_1e_14(scale, p):
    X = cloud(7, p, scale)
    assert relative(ts.squared_distances(X), oracle.squared_distances(oracle.table(X))) < 1e-14
    assert relative(ts.distances(X), oracle.distances(oracle.table(X))) < 1e-14


def test_a_large_offset_costs_only_what_the_stored_data_lost():
    X = cloud(6, 3) + 1e9
    assert relative(ts.squared_distances(X), oracle.squared_distances(oracle.table(X))) < 1e-14


def test_scipy_agrees():
    X = cloud(40, 20)
    assert np.allclose(ts.distances(X), cdist(X, X), rtol=1e-13)
