"""contrastive-ne, the published program, on the study's first sample: recall and Σφ of its losses.

Not among the targets of make: it brings torch along.

    python -m pip install -e ".[contrastive]"
    python benchmarks/contrastive_ne.py
"""

import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from cne import CNE

sys.path.insert(0, str(Path(__file__).parent))
from study_contrastive import K, N, digits, judged

PAGE = Path(__file__).parent / "contrastive_ne.md"
EPOCHS = 200  # its default


def start(X):
    """Its two principal components, with a deviation of 1."""
    from teachsne.tsne.initialization import pca_embedding

    return pca_embedding(X).astype(np.float32)


def peer(X, loss, **more):
    """Its map, with the settings of ours: m = 5, batches of 1024, a rate that falls from 1."""
    how = {"k": K, "negative_samples": 5, "batch_size": 1024, "learning_rate": 1.0}
    how |= {"optimizer": "sgd", "n_epochs": EPOCHS, "seed": 0, "device": "cpu"}
    return CNE(loss_mode=loss, **how, **more).fit_transform(X, init=start(X))


def main():
    torch.set_num_threads(1)
    X, Z0 = digits(0)
    losses = {
        "nce": {},
        "infonce": {},
        "neg, Z_bar = Z₀": {"Z_bar": Z0 * N / (N - 1)},  # it counts n² pairs
    }
    lines = []
    for name, more in losses.items():
        begun = time.perf_counter()
        Y = peer(X.astype(np.float32), name.split(",")[0], **more)
        recall, rho, there, _ = judged(X, Y)
        each = (time.perf_counter() - begun) / EPOCHS
        lines.append(f"| {name} | {recall:.3f} | {rho:.3f} | {there:.3g} | {1000 * each:.0f} |\n")
        print(lines[-1], end="", flush=True)
    text = f"""# contrastive-ne on the first sample of the study

Made once by `python benchmarks/contrastive_ne.py`, after `pip install -e ".[contrastive]"`:
contrastive-ne {version("contrastive-ne")}, torch {torch.__version__}, one thread. The sample is
the first of [the study](contrastive.md), {N} digits in 50 components, Z₀ = {Z0:.0f};
{EPOCHS} epochs, m = 5, k = {K}, batches of 1024, start from principal components with a deviation
of 1. Its noise shares the first point of its edge.

| loss | recall | Spearman | Σφ | ms an epoch |
|---|---|---|---|---|
"""
    PAGE.write_text(text + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
