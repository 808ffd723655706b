"""openTSNE's and umap-learn's own maps of 1 000 digits, which lesson 17 holds beside ours.

Writes data/peers_digits.csv: the digits' places in mnist_10k.npz, and two maps with three
decimals. Both run with their defaults, from the 50 first principal components, one thread:

    .venv-bench/bin/python benchmarks/peers_digits.py
"""

from pathlib import Path

import numpy as np
import pandas as pd
from openTSNE import TSNE
from sklearn.decomposition import PCA
from umap import UMAP

import teachsne as ts

DATA = Path(__file__).parent.parent / "data"
N, SEED = 1000, 0


def main():
    images, _ = ts.datasets.load_mnist(N, SEED)
    place = np.random.default_rng(SEED).permutation(len(ts.datasets.load_mnist()[0]))[:N]
    X = PCA(50, svd_solver="full").fit_transform(images.astype(float))
    tsne = np.asarray(TSNE(random_state=SEED, n_jobs=1).fit(X))
    umap = UMAP(random_state=SEED, n_jobs=1).fit_transform(X)
    columns = ["openTSNE y1", "openTSNE y2", "umap-learn y1", "umap-learn y2"]
    table = pd.DataFrame(np.hstack([tsne, umap]).round(3) + 0.0, place, columns)
    table.rename_axis("digit").to_csv(DATA / "peers_digits.csv", float_format="%.3f")
    for name, Y in (("openTSNE", tsne), ("umap-learn", umap)):
        print(f"{name}: recall {ts.knn_recall(X, Y, 15):.3f}, Spearman {ts.spearman(X, Y):.3f}")


if __name__ == "__main__":
    main()
