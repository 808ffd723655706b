r"""What a contrastive loss is on average: over all edges, and over all noise that could be drawn.

    "nce", "negative", "umap"   Σ p · attraction(d²) + m ξ Σ repulsion(d²)
    "infonce"                   −Σ p log(w / Σ w),   where all pairs compete

Sums are over ordered pairs, p is any P whose pairs sum to 1, and ξ = 1 / n(n−1). For
teaching, on a few points: a table of n × n at every step, and nothing left to chance.

Three facts stand out. InfoNCE against everybody is t-SNE's own loss, but for a constant.
Where q = p, NCE's best Z is the partition function Σ w, and with many noise pairs it is
wherever the map stands. And negative sampling has its best map where w = Z̄ p, if the plane
has room for it: then Σ w = Z̄.
"""

import numpy as np

from ..steps.distances import squared_distances
from ..steps.kernels import student
from ..steps.similarities import log_similarities, similarities_at
from .losses import (
    KERNELS,
    attraction,
    attraction_slope,
    repulsion,
    repulsion_slope,
    rival,
    sigmoid,
)

NOISE = 5  # pairs beside an edge, where nothing else is said


def expected_loss(P, Y, loss="negative", z_bar=None, n_noise=None):
    r"""$\sum p_{ij} \log(1 + c / w_{ij}) + m \xi \sum_{i \ne j} \log(1 + w_{ij} / c)$

    The mean of a contrastive loss for one edge and its m noise pairs, with nothing sampled.
    For "infonce" all pairs compete: −Σ p log q, the cross-entropy of t-SNE.

    P (n, n), all pairs sum to 1; Y (n, d); loss: "negative", "nce", "umap" or "infonce";
    z_bar: Z̄, or Z for "nce"; None is n(n−1)/m, UMAP's; n_noise: m, None is 5  ->  a number,
    in nats.
    ValueError: P and Y of different n, pairs that do not sum to 1, z_bar not positive, or
    z_bar for "umap", z_bar or n_noise for "infonce", which have none.
    Source: Damrich et al. (2023).
    """
    D2, pairs, kernel = _pairs(Y, loss)
    n_noise = n_noise or NOISE
    if loss == "infonce":
        return float(-(P[P > 0] * log_similarities(Y, kernel)[P > 0]).sum())
    c = _rival(z_bar, len(P), n_noise)
    pushes = repulsion(D2[pairs], c, kernel).sum() * n_noise / pairs.sum()
    return float((P * attraction(D2, c, kernel))[pairs].sum() + pushes)


def expected_gradient(P, Y, loss="negative", z_bar=None, n_noise=None):
    r"""$\partial L / \partial y_i = 2 \sum_j (s_{ij} + s_{ji})(y_i - y_j)$

    The stiffness s of a pair is what the loss does to its d²: p (1 − σ) pull − m ξ σ pull,
    and for "infonce" (p − q) pull: then this is t-SNE's gradient, 4 Σ (p − q) w (y_i − y_j).

    P (n, n), Y (n, d), loss, z_bar and n_noise as in `expected_loss`  ->  (n, d).
    ValueError: as there.   Source: Damrich et al. (2023).
    """
    D2, pairs, kernel = _pairs(Y, loss)
    n_noise = n_noise or NOISE
    if loss == "infonce":
        stiffness = (P - similarities_at(D2, kernel)) * kernel.pull(D2)
    else:
        c = _rival(z_bar, len(P), n_noise)
        pushes = repulsion_slope(D2, c, kernel) * n_noise / pairs.sum()
        stiffness = np.where(pairs, P * attraction_slope(D2, c, kernel) + pushes, 0)
    stiffness = stiffness + stiffness.T
    return 2 * np.column_stack([(stiffness * (y[:, None] - y)).sum(axis=1) for y in Y.T])


def expected_log_z_slope(P, Y, z, n_noise=5):
    r"""$\partial L / \partial \log Z = \sum p\,(1 - \sigma) - m \xi \sum_{i \ne j} \sigma$

    How NCE's mean loss changes with Z: zero at the best Z.

    P (n, n), Y (n, d), z: Z, n_noise m  ->  a number.
    ValueError: as in `expected_loss`.   Source: Gutmann & Hyvärinen (2012).
    """
    D2, pairs, kernel = _pairs(Y, "nce")
    logit = kernel.log(D2) - np.log(rival(z, len(P), n_noise))
    believed = sigmoid(logit[pairs]).sum() * n_noise / pairs.sum()
    return float((P * sigmoid(-logit))[pairs].sum() - believed)


def partition_function(Y, kernel=student):
    r"""$Z = \sum_{i \ne j} w_{ij}$, over ordered pairs

    What t-SNE divides by. n(n−1) where all points are one dot, nearly 0 where all are far apart.

    Y (n, d), kernel as in `similarities`  ->  a number.
    ValueError: Y as in `squared_distances`.   Source: van der Maaten & Hinton (2008).
    """
    W = np.exp(kernel.log(squared_distances(Y)))
    np.fill_diagonal(W, 0)  # nobody with himself: beside these n, far pairs would be lost
    return float(W.sum())


def _pairs(Y, loss):
    """d² of all pairs, which of them count, and the kernel."""
    return squared_distances(Y), ~np.eye(len(Y), dtype=bool), KERNELS[loss]


def _rival(z_bar, n, n_noise):
    return 1.0 if z_bar is None else rival(z_bar, n, n_noise)
