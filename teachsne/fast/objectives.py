"""KL and its gradient from attraction and repulsion: over all pairs, or by a mesh.

    gradient = 4 (ρ · pull − push / Z)
    KL       = Σ p ln p + Σ p ln(1 + d²) + ln Z,     since ln q = −ln(1 + d²) − ln Z

The lessons compute the same by `kl_gradient` and `kl_divergence`.
"""

import numpy as np

from ..steps.divergence import kl_divergence
from ..steps.similarities import similarities
from .exact_forces import TiledForces, partition_exact
from .fft_repulsion import FFTRepulsion
from .sparse_attraction import SparseAttraction

FINE_CELL = 0.2  # a mesh that gives Z to nearly five digits, for the loss
ALL_PAIRS = 20_000  # points, up to which Z is summed pair by pair


class SmallObjective:
    """Exact, for up to 20 points, by broadcasting alone: the same bits wherever arrays lie."""

    def __init__(self, P):
        self.P = P

    def gradient(self, Y, exaggeration=1.0):
        gap = Y[:, None] - Y
        W = 1 / (1 + np.einsum("ijk,ijk->ij", gap, gap))
        W.flat[:: len(Y) + 1] = 0  # the diagonal is left out
        stiffness = (exaggeration * self.P - W / W.sum()) * W
        return 4 * np.einsum("ij,ijk->ik", stiffness, gap)

    def kl(self, Y):
        return float(kl_divergence(self.P, similarities(Y)))


class ExactObjective:
    """Exact: P (n, n), dense."""

    def __init__(self, P, dtype=np.float64):
        self.tiles = TiledForces(P, dtype)
        self.negentropy = _p_log_p(P[P > 0])

    def gradient(self, Y, exaggeration=1.0):
        pull, push, Z = self.tiles.forces(Y)
        return 4 * (exaggeration * pull - push / Z)

    def kl(self, Y):
        return float(self.negentropy + self.tiles.cross_entropy(Y) + np.log(partition_exact(Y)))


class MeshObjective:
    """For large n: P sparse (CSR), pushes from a mesh."""

    def __init__(self, P, dtype=np.float64):
        self.edges, self.mesh, self.fine = (
            SparseAttraction(P, dtype),
            FFTRepulsion(),
            FFTRepulsion(FINE_CELL),
        )
        self.negentropy = _p_log_p(P.data[P.data > 0])

    def gradient(self, Y, exaggeration=1.0):
        push, Z = self.mesh.push(Y)
        return 4 * (exaggeration * self.edges.pull(Y) - push / Z)

    def kl(self, Y):
        Z = partition_exact(Y) if len(Y) <= ALL_PAIRS else self.fine.push(Y)[1]
        return float(self.negentropy + self.edges.cross_entropy(Y) + np.log(Z))


def _p_log_p(p):
    return float((p * np.log(p)).sum())
