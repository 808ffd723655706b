"""P, KL and its gradient, by the fastest method that applies.

    method      for                                     a step costs
    reference   any kernel, any sums                    n²
    small       t-SNE of up to 20 points                n²
    exact       t-SNE of some thousand points           n², but an eighth of it
    mesh        t-SNE in the plane, any n               n log n

Each objective has gradient(Y, exaggeration) and kl(Y). All agree, the first three to the last
digits; the mesh's repulsion errs by about 1 %, and its P holds the nearest neighbours alone.
"""

import numpy as np

from ..steps.divergence import kl_divergence
from ..steps.gradient import kl_gradient
from ..steps.joint import joint_probabilities
from ..steps.kernels import student, unchecked
from ..steps.perplexity import conditional_probabilities, find_sigmas
from ..steps.similarities import log_similarities, similarities
from ..validation.memory import refuse_size
from .metric import knn_squared, pairwise_squared

SMALL_N = 20  # points, up to which broadcasting is fastest
MESH_FROM_N = 2500  # points, from which on the mesh is faster
SMALL = 1e-290  # a q that begins to lose its digits


class ReferenceObjective:
    """The functions of lessons 04 to 06, as they are; the kernel's checks are left out."""

    def __init__(self, P, kernel, normalize):
        self.P, self.variant = P, (unchecked(kernel), normalize)

    def gradient(self, Y, exaggeration=1.0):
        return kl_gradient(self.P, Y, *self.variant, exaggeration)

    def kl(self, Y):
        Q, met = similarities(Y, *self.variant), self.P > 0
        if Q[met].min() > SMALL:
            return float(kl_divergence(self.P, Q))
        log_q = log_similarities(Y, *self.variant)[met]  # no weight is too small for these
        return float((self.P[met] * (np.log(self.P[met]) - log_q)).sum())


def resolve_method(n, method, kernel, normalize, n_components):
    """How a fit of n points is computed: "reference", "small", "exact" or "mesh"."""
    tsne = kernel == student and normalize == "joint"
    if method == "mesh" and not (tsne and n_components == 2):
        raise ValueError(
            "method='mesh' is for kernel='student', normalize='joint' and n_components=2; "
            "use method='auto', which is exact for all others"
        )
    if not tsne:
        return "reference"
    if n <= SMALL_N:
        return "small"
    large = method != "exact" and n_components == 2 and n > MESH_FROM_N
    return "mesh" if large or method == "mesh" else "exact"


def make_objective(P, method, kernel=student, normalize="joint", dtype=np.float64):
    """What a fit minimises: an object with gradient(Y, exaggeration) and kl(Y)."""
    from ..fast.objectives import ExactObjective, MeshObjective, SmallObjective

    if method == "reference":
        return ReferenceObjective(P, kernel, normalize)
    if method == "small":
        return SmallObjective(P)
    return (MeshObjective if method == "mesh" else ExactObjective)(P, dtype)


def affinities(X, settings):
    """P of the data: over the nearest neighbours, sparse, for the mesh; else over all pairs."""
    how = settings.metric, settings.metric_params, settings.metric_dtype
    if settings.method == "mesh":
        return sparse_affinities(X, settings.perplexity, *how, settings.n_jobs)
    refuse_size(len(X), "X", "method='auto' needs far less for t-SNE in the plane")
    return dense_affinities(X, settings.perplexity, settings.normalize, *how)


def dense_affinities(
    X, perplexity, normalize="joint", metric="euclidean", options=None, dtype=float
):
    """P (n, n) as the loss expects it: rows, or pairs."""
    D2 = pairwise_squared(X, metric, options, dtype)
    all_others = perplexity == len(D2) - 1  # then all neighbours are alike
    sigmas = np.inf if all_others else find_sigmas(D2, perplexity)
    P = conditional_probabilities(D2, sigmas)
    return P if normalize == "rows" else joint_probabilities(P)


def sparse_affinities(X, perplexity, metric="euclidean", options=None, dtype=float, n_jobs=None):
    """The joint P over the nearest 3 · perplexity neighbours alone: a sparse matrix (n, n)."""
    from ..fast.neighbors import PER_PERPLEXITY, sparse_probabilities

    k = min(len(X) - 1, int(PER_PERPLEXITY * perplexity))
    near = knn_squared(X, k, metric, options, dtype, n_jobs)
    return sparse_probabilities(*near, perplexity)
