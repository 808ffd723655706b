"""Where a map starts: tiny, so that no point stands in another's way.

    "pca"     the first principal components, scaled: the data's own shape, the same each time
    "random"  a cloud of normal noise

Either way the first coordinate has a standard deviation of 1e-4 (of 1 where noise is sampled,
which moves a point by steps of that size). Points that start close
pull and push each other with nearly the same strength, and sort themselves out.
"""

import numpy as np

TINY = 1e-4


def first_map(X, init, n_components, random, size=TINY):
    """X (n, p), init "pca" or "random", random: a generator  ->  (n, n_components)."""
    noise = random.standard_normal(size=(len(X), n_components))
    if init == "random":
        return size * noise
    Y = principal_map(X, n_components)
    return size * np.where(Y.std(axis=0) > 1e-12, Y, noise)  # where PCA has nothing to say


def principal_map(X, n_components=2):
    r"""$Y = U_k S_k$ of the centred data $X = U S V^\top$, the first column's deviation 1

    The directions in which the data spread most. Each sign is free; here the entry that is
    farthest from zero is positive. Columns beyond the data's own are zero.

    X (n, p)  ->  (n, n_components).   Source: Kobak & Berens (2019) start t-SNE here.
    """
    padded = np.hstack([X - X.mean(axis=0), np.zeros((len(X), n_components))])
    U, S, _ = np.linalg.svd(padded, full_matrices=False)
    scores = np.zeros((len(X), n_components))
    own = min(n_components, len(S))
    scores[:, :own] = U[:, :own] * S[:own]
    farthest = scores[abs(scores).argmax(axis=0), np.arange(n_components)]
    scores *= np.where(farthest < 0, -1, 1)
    return scores / (scores[:, 0].std() or 1.0)
