"""The abstract's claims: three hold exactly, four are trends that Iris shows, none is missed."""

import numpy as np
import pytest

import teachsne as ts
from teachsne.course.sources import contrastive_claims
from teachsne.datasets.files import read


@pytest.fixture(scope="module")
def entries():
    return ts.ledger("abstract").set_index("row")


def test_all_seven_are_accounted_for(entries):
    assert list(entries.index) == list(read("contrastive_claims").index)
    assert entries.status.tolist() == ["exact"] * 3 + ["shown"] * 4
    assert (entries.note != "").all()


def test_what_is_exact_is_so_to_many_digits(entries):
    assert entries.true.iloc[0] < 1e-6
    assert entries.true.iloc[1] < 1e-12
    assert abs(entries.true.iloc[2] - 1) < 1e-6


def test_nce_with_five_noise_pairs_is_not_t_sne_yet(monkeypatch):
    monkeypatch.setattr(contrastive_claims, "MANY", 5)
    assert contrastive_claims._nce()[0] > 1e-3


def test_umaps_end_is_narrower_by_a_tenth_at_least(entries):
    assert entries.true.iloc[3] < 0.9


def test_the_trends_do_not_hang_on_the_seed_or_on_the_last_bits():
    X, Z0 = contrastive_claims._iris()
    noise = 1e-13 * np.random.default_rng(0).normal(size=X.shape)
    found = []
    for s in (-0.5, 0, 1):
        how = {"z_bar": ts.spectrum_z(s, Z0, 150), "n_epochs": 40, "n_early_epochs": 20}
        Y = ts.ContrastiveTSNE(**how, random_state=5).fit_transform(X + noise)
        found.append((ts.partition_function(Y), ts.knn_recall(X, Y, 15), ts.spearman(X, Y)))
    (low, *local), (middle, *_), (high, *umap) = found
    assert low < 0.8 * middle < middle < 0.7 * high
    assert local[0] > umap[0] + 0.015
    assert local[1] < umap[1] - 0.01
