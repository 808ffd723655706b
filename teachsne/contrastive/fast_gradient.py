"""A batch of pairs at once: a map as complex numbers, and forces scattered by `bincount`.

A point is z = y₁ + i y₂: one look-up fetches both coordinates. Both kernels are
w = 1 / (d² + a), with a = 1 or UMAP's .001, whose pull is w itself. So no logarithm is needed:

    an edge  w · c / (w + c)      a noise pair  −w · w / (w + c)

In InfoNCE the sum of the others stands for c. `sampling.batch_gradient` computes the same in
the way of the lessons.
"""

import numpy as np

from .sampling import CLIP

KERNEL_OFFSET = {"nce": 1.0, "negative": 1.0, "infonce": 1.0, "umap": 0.001}  # a


def forces(z, heads, tails, loss, c):
    """2 ∂loss/∂d² (z_i − z_j) of all pairs, and Σ ∂loss/∂log Z.   (b, 1 + m) each"""
    gaps = z[heads]
    gaps -= z[tails]
    W = gaps.real**2 + gaps.imag**2
    W += KERNEL_OFFSET[loss]
    np.divide(1, W, out=W)
    if loss == "infonce":
        share = W / W.sum(axis=1, keepdims=True)
        missed = share[:, 1:].sum(axis=1)
    else:
        share = W / (W + c)
        missed = c / (W[:, 0] + c)
    surplus = missed.sum() - share[:, 1:].sum()
    np.multiply(share, -2, out=share)
    share[:, 0] = 2 * missed
    share *= W
    gaps *= share
    if loss == "umap":
        parts = gaps.view(float)
        np.clip(parts, -CLIP, CLIP, out=parts)
    return gaps, surplus


def gather(forces, heads, tails, n):
    """What each point feels: the force of each pair on its head, and against it on its tail."""
    felt = np.empty(n, complex)
    ends = (end.ravel().astype(np.intp, copy=False) for end in (heads, tails))
    ends = tuple(ends)  # `bincount` takes no 64 bits where pointers have 32
    for part, force in (("real", forces.real.ravel()), ("imag", forces.imag.ravel())):
        there, back = (np.bincount(end, force, n) for end in ends)
        setattr(felt, part, there - back)
    return felt
