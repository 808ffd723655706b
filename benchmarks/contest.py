"""One contestant on one workload, in a process of its own: python contest.py WORKLOAD CONTESTANT

Prints a line of JSON: seconds, peak memory, and KL where there is a map. KL is judged by one
function for all: over one P of the 90 exact nearest neighbors, perplexity 30 (or what the few
points allow), with Z over all pairs.
"""

import json
import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

import teachsne as ts
from teachsne.fast import neighbors
from teachsne.fast.exact_forces import partition_exact
from teachsne.fast.sparse_attraction import SparseAttraction
from teachsne.steps.sigma_newton import sigmas_of_rows

KEPT = Path(tempfile.gettempdir()) / "teachsne-bench"


def mnist(n):
    """n points in 50 dimensions: MNIST's digits, beyond 10 000 each shifted by up to two pixels."""
    X = ts.datasets.load_mnist()[0].reshape(-1, 28, 28)
    random = np.random.default_rng(0)
    which = random.permutation(10_000) if n <= 10_000 else random.integers(10_000, size=n)
    shifts = random.integers(-2, 3, size=(n, 2)) * (n > 10_000)
    images = [np.roll(X[i], tuple(s), (0, 1)) for i, s in zip(which[:n], shifts, strict=False)]
    flat = np.reshape(images, (-1, 784)).astype(float) / 255
    flat -= flat.mean(axis=0)
    return flat @ np.linalg.eigh(flat.T @ flat)[1][:, :-51:-1]


def data(name):
    """The workload's X, computed once and kept for the other contestants."""
    make = {
        "five": lambda: ts.five_points().to_numpy(),
        "iris": lambda: ts.datasets.load_iris()[0].to_numpy(),
        "digits": lambda: load_digits().data,
    }.get(name, lambda: mnist(int(name)))
    KEPT.mkdir(exist_ok=True)
    file = KEPT / f"{name}.npy"
    if not file.exists():
        np.save(file, make())
    return np.load(file)


def sparse_p(name, X):
    """The P that judges all."""
    k, perplexity = min(90, len(X) - 1), min(30, (len(X) - 1) / 3)
    file = KEPT / f"{name}-p.npz"
    if not file.exists():
        numbers, D2 = neighbors.nearest(X, k)
        np.savez(file, numbers=numbers, D2=D2)
    with np.load(file) as kept:
        return neighbors.sparse_probabilities(kept["numbers"], kept["D2"], perplexity)


def kl(name, X, Y):
    P = sparse_p(name, X)
    p = P.data[P.data > 0]
    return float(
        (p * np.log(p)).sum() + SparseAttraction(P).cross_entropy(Y) + np.log(partition_exact(Y))
    )


# ------------------------------------------------------------------ whole fits


def ours(X, iterations, **how):
    perplexity = min(30, (len(X) - 1) / 3)
    return ts.TSNE(perplexity=perplexity, max_iter=iterations, **how).fit_transform(X)


def scikit_learn(X, iterations, method, **how):
    from sklearn.manifold import TSNE

    perplexity = min(30, (len(X) - 1) / 3)
    how = {"random_state": 0} | how
    return TSNE(perplexity=perplexity, max_iter=iterations, method=method, **how).fit_transform(X)


def open_tsne(X, iterations, gradient):
    from openTSNE import TSNE

    early = 250 if iterations > 250 else iterations // 2
    fit = TSNE(
        perplexity=min(30, (len(X) - 1) / 3),
        early_exaggeration_iter=early,
        n_iter=iterations - early,
        negative_gradient_method=gradient,
        n_jobs=1,
        random_state=0,
    )
    return np.asarray(fit.fit(X))


def classic_loop(X, iterations):
    """The loop that most tutorials show, with broadcasting over all pairs and nothing clever."""
    n = len(X)
    D2 = ts.squared_distances(X)
    P = 12 * ts.joint_probabilities(
        ts.conditional_probabilities(D2, ts.find_sigmas(D2, min(30, (n - 1) / 3)))
    )
    Y = 1e-4 * np.random.default_rng(0).normal(size=(n, 2))
    step, gains = np.zeros_like(Y), np.ones_like(Y)
    for iteration in range(iterations):
        square = (Y**2).sum(axis=1)
        W = 1 / (1 + square[:, None] + square - 2 * Y @ Y.T)
        np.fill_diagonal(W, 0)
        PQ = P - np.maximum(W / W.sum(), 1e-12)
        slope = np.array(
            [4 * ((PQ[:, i] * W[:, i])[:, None] * (Y[i] - Y)).sum(axis=0) for i in range(n)]
        )
        gains = np.maximum(np.where((slope > 0) == (step > 0), gains * 0.8, gains + 0.2), 0.01)
        step = (0.5 if iteration < 250 else 0.8) * step - max(n / 48, 50) * gains * slope
        Y = Y + step
        if iteration == 249:
            P = P / 12
    return Y


def umap(X, iterations):
    from umap import UMAP

    return UMAP(random_state=0, n_jobs=1).fit_transform(X).astype(float)


# ------------------------------------------------------------------ pieces


def random_map(X):
    return np.random.default_rng(0).normal(scale=20, size=(len(X), 2))


def dense_p(n):
    P = np.random.default_rng(0).uniform(size=(n, n))
    np.fill_diagonal(P, 0)
    return (P + P.T) / (2 * P.sum())


def gradient_ours(X, dtype):
    from teachsne.fast.objectives import ExactObjective

    aim, Y = ExactObjective(dense_p(len(X)), dtype), random_map(X)
    return lambda: aim.gradient(Y)


def gradient_scikit_learn(X):
    from sklearn.manifold import _t_sne

    n, Y = len(X), random_map(X)
    P = dense_p(n)[np.triu_indices(n, 1)]
    return lambda: _t_sne._kl_divergence(Y.ravel(), P, 1, n, 2, compute_error=False)


def search_ours(X, near):
    if near:
        D2 = neighbors.nearest(X, 90)[1]
        return lambda: sigmas_of_rows(D2, 30)
    D2 = ts.squared_distances(X)
    return lambda: ts.find_sigmas(D2, 30)


def search_scikit_learn(X, near):
    from sklearn.manifold import _utils

    D2 = neighbors.nearest(X, 90)[1] if near else ts.squared_distances(X)
    D2 = np.ascontiguousarray(D2, dtype=np.float32)
    return lambda: _utils._binary_search_perplexity(D2, 30.0, 0)


def neighbours_ours(X):
    return lambda: neighbors.nearest(X, 90)


def neighbours_open_tsne(X):
    from openTSNE.nearest_neighbors import Annoy

    return lambda: Annoy(data=X, k=90, metric="euclidean", n_jobs=1, random_state=0).build()


FITS = {
    "ours": ours,
    "scikit-learn exact": partial(scikit_learn, method="exact"),
    "scikit-learn Barnes-Hut": partial(scikit_learn, method="barnes_hut"),
    "openTSNE Barnes-Hut": partial(open_tsne, gradient="bh"),
    "openTSNE FFT": partial(open_tsne, gradient="fft"),
    "classic loop": classic_loop,
    "umap-learn": umap,
}
WORDS = {  # after the name: how else than usual
    "float32": {"dtype": "float32"},
    "swift": {"schedule": "swift"},
    "mesh": {"method": "mesh"},
    **{f"start {k}": {"init": "random", "random_state": k} for k in range(3)},
}


def fit(contestant, iterations):
    """A function of X; contestant: a name, then words, such as "ours, swift, 600 iterations"."""
    name, *words = contestant.split(", ")
    how = {}
    for word in words:
        if word.endswith(" iterations"):
            iterations = int(word.split()[0])
        else:
            how |= WORDS[word]
    return lambda X, most=iterations: FITS[name](X, most, **how)


PIECES = {
    ("gradient", "ours"): partial(gradient_ours, dtype=np.float64),
    ("gradient", "ours, float32"): partial(gradient_ours, dtype=np.float32),
    ("gradient", "scikit-learn exact"): gradient_scikit_learn,
    ("sigma search, all", "ours"): partial(search_ours, near=False),
    ("sigma search, all", "scikit-learn"): partial(search_scikit_learn, near=False),
    ("sigma search, kNN", "ours"): partial(search_ours, near=True),
    ("sigma search, kNN", "scikit-learn"): partial(search_scikit_learn, near=True),
    ("90 neighbours", "ours"): neighbours_ours,
    ("90 neighbours", "openTSNE's Annoy"): neighbours_open_tsne,
}


def clock(work):
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def main(task, name, iterations, contestant):
    X = data(name)
    if task == "fit":
        work = fit(contestant, iterations)
        clock(partial(work, X[:60], 250))  # imports, compilers and caches
        seconds, Y = clock(partial(work, X))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found = {"seconds": seconds, "MB": peak, "KL": kl(name, X, Y)}
    else:
        work = PIECES[task, contestant](X)
        found = {"seconds": min(clock(work)[0] for _ in range(iterations))}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
