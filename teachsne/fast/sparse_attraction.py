"""The attraction of neighbours: pull_i = Σ_j p_ij w_ij (y_i − y_j) over the edges of a sparse P.

A point of the plane is a complex number here, z = y₁ + i y₂: one look-up reads both
coordinates, and |z_i − z_j|² is d². The edges of a row are stored side by side, so `reduceat`
sums each row. The edges are computed in chunks that fit the cache.
"""

import numpy as np

EDGES = 32_768  # edges in a chunk


class SparseAttraction:
    """A symmetric sparse P (CSR), its edges in chunks of whole rows."""

    def __init__(self, P, dtype=np.float64):
        self.n, self.P = P.shape[0], P
        self.real, self.complex = np.dtype(dtype), np.result_type(dtype, np.complex64)
        self.chunks = list(_chunks(P, dtype))

    def pull(self, Y):
        """pull (n, 2) at the map Y (n, 2)."""
        z = np.ascontiguousarray(Y, self.real).view(self.complex)[:, 0]
        force = np.zeros_like(z)
        for rows, counts, columns, p, starts in self.chunks:
            gap = np.repeat(z[rows], counts)
            gap -= z[columns]
            gap *= p / (1 + gap.real**2 + gap.imag**2)
            force[rows] = np.add.reduceat(gap, starts)
        return force.view(self.real).reshape(-1, 2)

    def cross_entropy(self, Y):
        """Σ p ln(1 + d²) over the edges; with it KL = Σ p ln p + this + ln Z."""
        total = 0.0
        for rows, counts, columns, p, _ in self.chunks:
            gap = np.repeat(Y[rows], counts, axis=0) - Y[columns]
            total += (p * np.log1p((gap**2).sum(axis=1))).sum(dtype=np.float64)
        return total


def _chunks(P, dtype):
    """(rows, edges of each, their columns, p, where each row starts), EDGES edges at a time."""
    row = 0
    while row < P.shape[0]:
        first = int(P.indptr[row])
        end = max(row + 1, int(np.searchsorted(P.indptr, first + EDGES, side="right")) - 1)
        edges = slice(first, P.indptr[end])
        counts = np.diff(P.indptr[row : end + 1]).astype(np.intp)
        starts = P.indptr[row:end].astype(np.intp) - first
        yield (
            slice(row, end),
            counts,
            P.indices[edges].astype(np.intp),
            P.data[edges].astype(dtype),
            starts,
        )
        row = end
