"""What several tests need: clouds of points, the four cousins, and a distance to the oracle."""

import numpy as np
import oracle

import teachsne as ts

EPS = np.finfo(float).eps
HALF = ts.gaussian(sigma=0.5)
COUSINS = {
    "SNE": ("gaussian", "rows", oracle.sne),
    "symmetric SNE": ("gaussian", "joint", oracle.sne),
    "lecture": ("student", "rows", oracle.student),
    "t-SNE": ("student", "joint", oracle.student),
    "width .5, rows": (HALF, "rows", oracle.gaussian(0.5)),
    "heavy tail 3, joint": (ts.heavy_tailed(alpha=3), "joint", oracle.heavy_tailed(3)),
    "heavy tail .4, rows": (ts.heavy_tailed(alpha=0.4), "rows", oracle.heavy_tailed(0.4)),
}


def cloud(n=6, p=3, scale=1.0, seed=0):
    return scale * np.random.default_rng(seed).normal(size=(n, p))


def aim(n, normalize, seed=0, zeros=False):
    """A P that fits the normalisation; with zeros, only the two nearest keep a chance."""
    D2 = ts.squared_distances(cloud(n, seed=seed))
    P = ts.conditional_probabilities(D2, np.sqrt(D2.max()) / 3)
    if zeros and n > 3:
        P = np.where(np.sort(P)[:, [-2]] <= P, P, 0)
        P /= P.sum(axis=1, keepdims=True)
    return P if normalize == "rows" else ts.joint_probabilities(P)


def floats(values):
    """What the oracle says, as floats."""
    return np.array(values, dtype=object).astype(float)


def errors(ours, theirs):
    """|ours − theirs| with the difference taken in 50 digits."""
    pairs = zip(np.ravel(ours), np.ravel(np.array(theirs, dtype=object)), strict=True)
    return np.array([float(abs(oracle.mpf(float(a)) - b)) for a, b in pairs])


def relative(ours, theirs):
    """The largest relative error, where the oracle is not zero."""
    size = abs(floats(theirs)).ravel()
    wrong = errors(ours, theirs)
    assert (wrong[size == 0] == 0).all()
    return (wrong[size > 0] / size[size > 0]).max()
