"""All pairs at once, exactly, in tiles: pull_i = Σ p w (y_i − y_j), push_i = Σ w² (y_i − y_j).

An n × n table does not fit into the processor's cache, and every pass over it waits for
memory. A tile of 256 × 256 does fit; and since P and w are symmetric, tiles on and above
the diagonal are enough: each is used for its rows and, transposed, for its columns.

One matrix product writes a whole tile of 1 + d²:

    1 + |a − b|² = [−2a₁, −2a₂, |a|² + 1, 1] · [b₁, b₂, 1, |b|²]

It loses digits if the map lies far from the origin, so the map is centred first.
"""

import numpy as np

SIDE = 256  # 512 kB of float64: larger tiles leave the cache


class Tiles:
    """A symmetric P (n, n), kept as its tiles on and above the diagonal."""

    def __init__(self, P, dtype=np.float64):
        self.dtype, starts = np.dtype(dtype), range(0, len(P), SIDE)
        self.tiles = [
            (i, j, np.array(P[i : i + SIDE, j : j + SIDE], dtype, order="C"))
            for i in starts
            for j in starts
            if i <= j
        ]
        self.work = np.empty((2, SIDE * SIDE), dtype)

    def forces(self, Y):
        """pull (n, d), push (n, d) and Z at the map Y (n, d)."""
        left, right, ones = _factors(np.asarray(Y, self.dtype))
        pull, push, Z = np.zeros_like(ones), np.zeros_like(ones), 0.0
        for i, j, P in self.tiles:
            rows, columns = slice(i, i + P.shape[0]), slice(j, j + P.shape[1])
            W, S = (work[: P.size].reshape(P.shape) for work in self.work)
            np.matmul(left[rows], right[:, columns], out=W)
            np.divide(1, W, out=W)
            if i == j:
                np.fill_diagonal(W, 0)  # nobody pushes himself, not even by a rounding
            Z += W.sum(dtype=np.float64) * (1 if i == j else 2)
            for force, stiffness in ((pull, np.multiply(P, W, S)), (push, np.multiply(W, W, W))):
                force[rows] += stiffness @ ones[columns]
                if i < j:
                    force[columns] += stiffness.T @ ones[rows]
        return _springs(pull, ones), _springs(push, ones), Z

    def cross_entropy(self, Y):
        """Σ p ln(1 + d²), the part of KL that pulls; with it KL = Σ p ln p + this + ln Z."""
        left, right, _ = _factors(np.asarray(Y, self.dtype))
        total = 0.0
        for i, j, P in self.tiles:
            D = left[i : i + P.shape[0]] @ right[:, j : j + P.shape[1]]
            total += (P * np.log(D, out=D)).sum(dtype=np.float64) * (1 if i == j else 2)
        return total


def _factors(Y):
    """The two factors of 1 + d², and [y, 1], which turns Σ s (y_i − y_j) into a product."""
    Y = Y - Y.mean(axis=0)
    square, one = (Y**2).sum(axis=1), np.ones(len(Y), Y.dtype)
    left = np.column_stack([-2 * Y, square + 1, one])
    return left, np.vstack([Y.T, one, square]), np.column_stack([Y, one])


def _springs(sums, ones):
    """Σ_j s_ij (y_i − y_j) from Σ_j s_ij [y_j, 1]."""
    return sums[:, -1:] * ones[:, :-1] - sums[:, :-1]


def partition(Y):
    """Z = Σ_{i≠j} 1 / (1 + d²) over all pairs, exactly, without a table of n × n."""
    left, right, _ = _factors(np.asarray(Y, np.float64))
    total = 0.0
    for i in range(0, len(Y), SIDE):
        for j in range(i, len(Y), SIDE):
            W = left[i : i + SIDE] @ right[:, j : j + SIDE]
            np.divide(1, W, out=W)
            if i == j:
                np.fill_diagonal(W, 0)
            total += W.sum() * (1 if i == j else 2)
    return total
