"""One machine, one seed: the same bits over runs, processes, threads, orders and refits.

A program makes maps by every method and prints a sum of their bits. It runs here, and in
processes of their own with one thread and with two.
"""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from helpers import cloud

import teachsne as ts

SIXTY, WIDE = cloud(60, 4), cloud(60, 40, seed=1)
QUICK = {"perplexity": 5, "max_iter": 60}
SETTINGS = {  # what a fit may do -> the data, and the parameters
    "fifteen points": (SIXTY[:15], {"perplexity": 3}),
    "exact": (SIXTY, {}),
    "exact, single precision": (SIXTY, {"dtype": "float32"}),
    "mesh": (cloud(300, 4), {"method": "mesh"}),
    "mesh, many features": (cloud(300, 40), {"method": "mesh", "n_jobs": 2}),
    "reference, a Gaussian": (SIXTY, {"kernel": "gaussian"}),
    "reference, rows": (SIXTY, {"normalize": "rows"}),
    "three components": (SIXTY, {"n_components": 3}),
    "many features": (WIDE, {}),
    "noise": (SIXTY, {"init": "random", "random_state": 3}),
    "cosine": (WIDE, {"metric": "cosine", "init": "random", "random_state": 3}),
    "swift": (SIXTY, {"schedule": "swift", "max_iter": 120}),
}


def fit(name, model=None, data=None):
    own, parameters = SETTINGS[name]
    model = model or ts.TSNE()
    return model.set_params(**QUICK | parameters).fit(own if data is None else data)


def yoked():
    model = ts.YokedTSNE(1e-3, **QUICK, init="random", random_state=0)
    return np.array(model.fit([SIXTY, WIDE]).embeddings_)


LOSSES = ("negative", "nce", "infonce", "umap")


def contrastive(loss, data=WIDE, model=None, **parameters):
    """Its map; "negative" by way of t-SNE's Z₀."""
    quick = {"n_neighbors": 7, "n_epochs": 20, "n_early_epochs": 10, "random_state": 0}
    model = model or ts.ContrastiveTSNE()
    return model.set_params(loss=loss, **quick | parameters).fit(data).embedding_


def sweep(n_jobs):
    table = ts.yoke_sweep([SIXTY, WIDE], [1e-5, 1e-3], 2, n_jobs=n_jobs, perplexity=5, max_iter=60)
    return table.to_numpy()


def steps():
    """The free functions, one after the other."""
    D2 = ts.squared_distances(WIDE)
    P = ts.conditional_probabilities(D2, ts.find_sigmas(D2, 7))
    slope = ts.kl_gradient(ts.joint_probabilities(P), SIXTY[:, :2], ts.heavy_tailed(alpha=0.5))
    numbers = ts.trustworthiness(WIDE, SIXTY), ts.knn_recall(WIDE, SIXTY), ts.spearman(WIDE, SIXTY)
    return np.concatenate([slope.ravel(), numbers, ts.procrustes(SIXTY, SIXTY[::-1]).ravel()])


def sums():
    """name -> a sum of the bits."""
    found = {name: fit(name).embedding_ for name in SETTINGS}
    found |= {"yoked": yoked(), "sweep": sweep(None), "steps": steps()}
    found |= {loss: contrastive(loss) for loss in LOSSES}
    found |= {f"KL of {name}": np.array(fit(name).kl_divergence_) for name in ("exact", "mesh")}
    return {name: sha256(np.ascontiguousarray(bits)).hexdigest() for name, bits in found.items()}


@pytest.fixture(scope="module")
def here():
    return sums()


@pytest.mark.parametrize("threads", ["1", "2"])
def test_processes_and_numbers_of_threads_give_the_same_bits(threads, here):
    program = (
        "import test_determinism as t; print(*(f'{k}={v}' for k, v in t.sums().items()), sep='\\n')"
    )
    count = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), threads)
    command = {"capture_output": True, "text": True, "check": True, "cwd": Path(__file__).parent}
    run = subprocess.run([sys.executable, "-c", program], env=os.environ | count, **command)
    there = dict(line.rsplit("=", 1) for line in run.stdout.split("\n") if line)
    assert {name for name in here if here[name] != there[name]} == set()
    assert len(here) == 21


@pytest.mark.parametrize("name", SETTINGS)
def test_a_refit_forgets_the_fit_before(name):
    fresh, used = fit(name), fit("reference, rows")
    assert np.array_equal(fit(name, clean(used)).embedding_, fresh.embedding_)


def clean(model):
    """The same estimator, with the parameters it had when it was made."""
    return model.set_params(**ts.TSNE().get_params())


@pytest.mark.parametrize("name", SETTINGS)
def test_memory_order_and_container_change_no_bit(name):
    data = SETTINGS[name][0]
    strided = np.repeat(data, 2, axis=0)[::2]
    for other in (np.asfortranarray(data), strided, data.tolist(), pd.DataFrame(data)):
        assert np.array_equal(fit(name, data=other).embedding_, fit(name).embedding_)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_contrastive_map_has_the_same_bits_in_any_container_after_any_fit_on_any_cores(loss):
    plain = contrastive(loss)
    strided = np.repeat(WIDE, 2, axis=0)[::2]
    for other in (np.asfortranarray(WIDE), strided, WIDE.tolist(), pd.DataFrame(WIDE)):
        assert np.array_equal(contrastive(loss, other), plain)
    used = ts.ContrastiveTSNE()
    for before in ("umap", "nce"):
        contrastive(before, SIXTY, used)
        assert np.array_equal(contrastive(loss, model=used), plain)
    for n_jobs in (2, -1):
        assert np.array_equal(contrastive(loss, n_jobs=n_jobs), plain)


@pytest.mark.parametrize("n_jobs", [2, -1])
def test_the_number_of_processors_changes_no_bit(n_jobs):
    for name in ("mesh", "mesh, many features", "exact"):
        other = fit(name, ts.TSNE().set_params(n_jobs=n_jobs))
        assert np.array_equal(other.embedding_, fit(name).embedding_)
    assert np.array_equal(sweep(n_jobs), sweep(None))


def test_fits_in_two_threads_at_once_do_not_disturb_each_other(here):
    from concurrent.futures import ThreadPoolExecutor

    names = ["exact", "mesh", "many features", "noise"] * 2
    with ThreadPoolExecutor(2) as two:
        maps = two.map(lambda name: fit(name).embedding_, names)
        found = [sha256(np.ascontiguousarray(Y)).hexdigest() for Y in maps]
    assert found == [here[name] for name in names]
