"""KL of a map and its gradient, by the road that fits: the story's functions, or the fast wing.

    road    for                                          a step takes
    story   any kernel, any sums                         n²
    few     t-SNE of a handful of points                 a blink
    tiles   t-SNE of some thousand points                n², but eight times less of it
    mesh    t-SNE in the plane, as many as you like      n log n

Each has gradient(Y, exaggeration) and kl(Y). All give the same answers, the first three to
the last digits; the mesh's pushes err by about 1 %, and its P holds the nearest neighbours.
"""

import numpy as np

from ..steps.divergence import kl_divergence
from ..steps.gradient import kl_gradient
from ..steps.joint import joint_probabilities
from ..steps.kernels import student, unchecked
from ..steps.perplexity import conditional_probabilities, find_sigmas
from ..steps.similarities import log_similarities, similarities
from ..validation.matrices import refuse_size
from .metric import knn_squared, pairwise_squared

SMALL_N = 20  # points, up to which three lines of broadcasting are fastest
MESH_FROM_N = 2500  # points, from which on the mesh is


SMALL = 1e-290  # a q that begins to lose its digits


class ReferenceObjective:
    """The functions of lessons 04 to 06, as they are; the kernel's checks are left out."""

    def __init__(self, P, kernel, normalize):
        self.P, self.cousin = P, (unchecked(kernel), normalize)

    def gradient(self, Y, exaggeration=1.0):
        return kl_gradient(self.P, Y, *self.cousin, exaggeration)

    def kl(self, Y):
        Q, met = similarities(Y, *self.cousin), self.P > 0
        if Q[met].min() > SMALL:
            return float(kl_divergence(self.P, Q))
        log_q = log_similarities(Y, *self.cousin)[met]  # no weight is too small for these
        return float((self.P[met] * (np.log(self.P[met]) - log_q)).sum())


def resolve_method(n, method, kernel, normalize, n_components):
    """The road for a fit: "story", "few", "tiles" or "mesh"."""
    tsne = kernel == student and normalize == "joint"
    if method == "mesh" and not (tsne and n_components == 2):
        raise ValueError(
            "method='mesh' is for kernel='student', normalize='joint' and n_components=2; "
            "use method='auto', which is exact for all others"
        )
    if tsne and n <= SMALL_N:
        return "few"
    if method == "mesh" or (method != "exact" and tsne and n_components == 2 and n > MESH_FROM_N):
        return "mesh"
    return "tiles" if tsne else "story"


def resolve_method_for(n, given):
    """The same for a fit of n points with these parameters."""
    return resolve_method(n, *(given[k] for k in ("method", "kernel", "normalize", "n_components")))


def objective(X, precision, given):
    """What a fit minimises: an object with gradient(Y, exaggeration) and kl(Y)."""
    from ..fast.objectives import ExactObjective, Few, MeshObjective

    way = resolve_method_for(len(X), given)
    if way == "mesh":
        return MeshObjective(sparse_affinities(X, precision, given), given["dtype"])
    refuse_size(len(X), "X", "method='auto' needs far less for t-SNE in the plane")
    P = affinities(X, precision, given)
    if way == "story":
        return ReferenceObjective(P, given["kernel"], given["normalize"])
    return Few(P) if way == "few" else ExactObjective(P, given["dtype"])


def affinities(X, precision, given):
    """P (n, n) as the loss expects it: rows, or pairs."""
    D2 = pairwise_squared(X, given["metric"], given["metric_params"], precision)
    everybody = given["perplexity"] == len(D2) - 1  # then all neighbours are alike
    sigmas = np.inf if everybody else find_sigmas(D2, given["perplexity"])
    P = conditional_probabilities(D2, sigmas)
    return P if given["normalize"] == "rows" else joint_probabilities(P)


def sparse_affinities(X, precision, given):
    """The joint P over the nearest 3 · perplexity neighbours alone: a sparse matrix (n, n)."""
    from ..fast.neighbors import PER_PERPLEXITY, sparse_probabilities

    k = min(len(X) - 1, int(PER_PERPLEXITY * given["perplexity"]))
    near = knn_squared(X, k, given["metric"], given["metric_params"], precision, given["n_jobs"])
    return sparse_probabilities(*near, given["perplexity"])
