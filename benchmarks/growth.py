"""How does a step's time grow with n? Draws growth.png beside this file: `make growth`."""

import time
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial import cKDTree
from sklearn.manifold import _t_sne

from teachsne.fast import neighbors
from teachsne.fast.objectives import ExactObjective, MeshObjective
from teachsne.steps.gradient import kl_gradient

NEAR = (2_500, 5_000, 10_000, 20_000, 35_000, 70_000)
ALL = (20, 50, 150, 500, 1_500, 2_500, 5_000)
FEW = (5, 10, 20)


def step(work, least=0.3):
    """Milliseconds of the quickest of some repetitions."""
    times, begun = [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - begun < least:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def random_p(n):
    P = np.random.default_rng(0).uniform(size=(n, n))
    np.fill_diagonal(P, 0)
    return (P + P.T) / (2 * P.sum())


def a_map(n):
    """About as wide as a map of n points comes to be."""
    return np.random.default_rng(0).uniform(-0.8, 0.8, size=(n, 2)) * n**0.5


def near(n):
    """A P of 90 neighbours each: here those on the map, which a good map has from its data."""
    Y = a_map(n)
    D, numbers = cKDTree(Y).query(Y, 91)
    return MeshObjective(neighbors.sparse_probabilities(numbers[:, 1:], D[:, 1:] ** 2, 30))


def scikit_learn(n):
    P = random_p(n)[np.triu_indices(n, 1)]
    return lambda Y: _t_sne._kl_divergence(Y.ravel(), P, 1, n, 2, compute_error=False)


ROADS = {  # name: (sizes, n -> a function of the map, line)
    "scikit-learn exact": (FEW + ALL[1:], scikit_learn, "s:"),
    "lessons' functions": (FEW + ALL[1:5], lambda n: _lessons(random_p(n)), "^:"),
    "tiles": (FEW + ALL, lambda n: ExactObjective(random_p(n)).gradient, "o-"),
    "mesh": (NEAR, lambda n: near(n).gradient, "P-"),
}


def _lessons(P):
    return lambda Y: kl_gradient(P, Y)


def main():
    ax = plt.subplots(figsize=(7, 4.5), layout="constrained")[1]
    for name, (sizes, make, line) in ROADS.items():
        took = []
        for n in sizes:
            work, Y = make(n), a_map(n)
            took.append(step(lambda work=work, Y=Y: work(Y)))
            print(f"{name} {n}: {took[-1]:.3g} ms")
        ax.loglog(sizes, took, line, label=name)
    n = np.array([1e4, 7e4])
    ax.loglog(
        n, took[2] * n * np.log(n) / (1e4 * np.log(1e4)), color="black", lw=1, label="n log n"
    )
    ax.set(xlabel="points", ylabel="milliseconds a step, one thread")
    ax.legend(frameon=False)
    ax.figure.savefig(Path(__file__).parent / "growth.png", dpi=110, metadata={"Software": None})


if __name__ == "__main__":
    main()
