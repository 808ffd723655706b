r"""Is this pair an edge of the data, or noise? A contrastive loss teaches a map to tell.

A pair's weight w(d²) on the map is held against a rival c. The odds that it is an edge are
w / c, and the map's belief in it is the share

    σ = w / (w + c) = sigmoid(ℓ),     ℓ = log w − log c,     c = Z̄ m ξ,     ξ = 1 / n(n−1)

where every edge comes with m noise pairs, drawn from all ordered pairs alike, and Z̄ turns
weights into chances (`rival`). Each edge costs −log σ, its attraction; each noise pair
−log(1 − σ), its repulsion. The whole family:

    loss        kernel w        share σ of a pair           Z̄
    "nce"       1 / (1 + d²)    w / (w + c)                 learnt, like the map
    "negative"  1 / (1 + d²)    w / (w + c)                 what you like
    "umap"      1 / d²          w / (w + c)                 n(n−1)/m, which is c = 1
    "infonce"   1 / (1 + d²)    w / (w + its rivals' w)     not needed

and what each does to d², where t-SNE has (p − q) · pull:

    an edge  (1 − σ) · pull      a noise pair  (0 − σ) · pull      pull = −d log w / d d²

A table of pairs is D2 (b, 1 + m): in each row an edge, and then its noise.
"""

import numpy as np

from ..steps.kernels import inverse_square, student, unchecked

KERNELS = {"nce": student, "negative": student, "umap": inverse_square(), "infonce": student}
KERNELS = {loss: unchecked(kernel) for loss, kernel in KERNELS.items()}


def log_sigmoid(x):
    r"""$\log \sigma(x) = -\log(1 + e^{-x})$

    Nearly x where x is very negative, nearly 0 where it is large; finite everywhere.
    x of any shape  ->  the same shape.
    """
    return np.minimum(x, 0) - np.log1p(np.exp(-abs(x)))


def sigmoid(x):
    r"""$\sigma(x) = 1 / (1 + e^{-x})$, with all digits where it is next to nothing."""
    return np.exp(log_sigmoid(x))


def rival(z_bar, n, n_noise):
    r"""$c = \bar Z m \xi, \quad \xi = 1 / n(n-1)$

    What a weight is held against: the noise's own, m ξ, in units of the map's weights.
    z_bar, a number; n points; n_noise m  ->  a number.
    """
    return z_bar * n_noise / (n * (n - 1))


def attraction(D2, c=1.0, kernel=student):
    r"""$-\log \sigma(\ell) = \log(1 + c / w), \quad \ell = \log w(d^2) - \log c$

    What it costs that an edge is taken for noise: more, the farther apart its ends are.
    For the Student kernel log(1 + c(1 + d²)).

    D2 (n, n), or of any shape, rival c, kernel as in `similarities`  ->  the same shape, in nats.
    ValueError: D2 negative or with gaps, c not positive.
    Source: Gutmann & Hyvärinen (2012); Damrich et al. (2023).
    """
    return -log_sigmoid(kernel.log(D2) - np.log(c))


def repulsion(D2, c=1.0, kernel=student):
    r"""$-\log(1 - \sigma(\ell)) = \log(1 + w / c), \quad \ell = \log w(d^2) - \log c$

    What it costs that noise is taken for an edge: more, the nearer its ends are.
    For the Student kernel log(1 + 1 / c(1 + d²)).

    Shapes, errors and source as in `attraction`:  D2 (n, n)  ->  (n, n).   Errors: ValueError.
    Source: Gutmann & Hyvärinen (2012); Damrich et al. (2023).
    """
    return -log_sigmoid(np.log(c) - kernel.log(D2))


def attraction_slope(D2, c=1.0, kernel=student):
    r"""$\partial / \partial d^2 = (1 - \sigma) \cdot \mathrm{pull}$

    How hard an edge pulls: with all its kernel's pull while it is taken for noise. For the
    Student kernel c / (1 + c(1 + d²)).

    Shapes as in `attraction`:  D2 (n, n)  ->  (n, n), not negative.   Errors: ValueError.
    Source: Damrich et al. (2023).
    """
    return sigmoid(np.log(c) - kernel.log(D2)) * kernel.pull(D2)


def repulsion_slope(D2, c=1.0, kernel=student):
    r"""$\partial / \partial d^2 = -\sigma \cdot \mathrm{pull}$

    How hard a noise pair pushes: the harder, the more it is taken for an edge. For the
    Student kernel −1 / (1 + d²)(1 + c(1 + d²)).

    Shapes as in `attraction`:  D2 (n, n)  ->  (n, n), not positive.   Errors: ValueError.
    Source: Damrich et al. (2023).
    """
    return -sigmoid(kernel.log(D2) - np.log(c)) * kernel.pull(D2)


def infonce(D2, kernel=student):
    r"""$-\log(w_0 \,/\, \sum_{l=0}^m w_l)$ for each row of a table of pairs

    Which of these is the edge? It stands first, and competes with itself and m others.

    D2 (n, 1 + m), kernel as in `similarities`  ->  (n,), in nats.
    ValueError: D2 negative or with gaps.   Source: van den Oord et al. (2018).
    """
    logw = kernel.log(D2)
    top = logw[:, 1:].max(axis=1)
    others = top + np.log(np.exp(logw[:, 1:] - top[:, None]).sum(axis=1))
    return -log_sigmoid(logw[:, 0] - others)


def infonce_slope(D2, kernel=student):
    r"""$\partial / \partial d^2_l = ([l = 0] - w_l / \sum_k w_k) \cdot \mathrm{pull}_l$

    The edge pulls as far as the others outweigh it; each of them pushes with its share.

    D2 (n, 1 + m), kernel as in `similarities`  ->  (n, 1 + m).
    ValueError: D2 negative or with gaps.   Source: Damrich et al. (2023).
    """
    logw = kernel.log(D2)
    W = np.exp(logw - logw.max(axis=1, keepdims=True))
    unsaid = -W / W.sum(axis=1, keepdims=True)
    unsaid[:, 0] = -unsaid[:, 1:].sum(axis=1)  # 1 − σ, without cancellation
    return unsaid * kernel.pull(D2)


def batch_loss(D2, loss, c=1.0):
    """What a table of pairs costs by one of the four losses.   (b, 1 + m)  ->  a number"""
    kernel = KERNELS[loss]
    if loss == "infonce":
        return float(infonce(D2, kernel).sum())
    return float(attraction(D2[:, 0], c, kernel).sum() + repulsion(D2[:, 1:], c, kernel).sum())


def batch_loss_gradient(D2, loss, c=1.0):
    """Its derivative in every d² of the table.   (b, 1 + m)  ->  (b, 1 + m)"""
    kernel = KERNELS[loss]
    if loss == "infonce":
        return infonce_slope(D2, kernel)
    edges, noise = D2[:, :1], D2[:, 1:]
    return np.hstack([attraction_slope(edges, c, kernel), repulsion_slope(noise, c, kernel)])


def log_z_slope(D2, c=1.0, kernel=student):
    r"""$\partial / \partial \log Z = \sum_{edges} (1 - \sigma) - \sum_{noise} \sigma$

    NCE learns Z, too: it grows while the map believes more noise than it misses edges.

    D2 (n, 1 + m), rival c  ->  a number.   ValueError: as in `attraction`.
    Source: Gutmann & Hyvärinen (2012).
    """
    logit = kernel.log(D2) - np.log(c)
    return float(sigmoid(-logit[:, 0]).sum() - sigmoid(logit[:, 1:]).sum())
