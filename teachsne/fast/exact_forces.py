"""All pairs, exactly, in square blocks: pull_i = Σ p w (y_i − y_j), push_i = Σ w² (y_i − y_j).

An n × n table does not fit into the processor's cache, so every pass over it waits for
memory. A block (a tile) of 192 × 192 fits. P and w are symmetric, so the tiles on and above
the diagonal are enough: each serves for its rows and, transposed, for its columns.

One matrix product computes a whole tile of 1 + d²:

    1 + |a − b|² = [−2a₁, −2a₂, |a|² + 1, 1] · [b₁, b₂, 1, |b|²]

The product loses digits if the map lies far from the origin, so the map is centred first. On
a map so wide that rounding errors exceed the 1, differences are computed instead.
"""

import numpy as np

SIDE = 192  # two tiles of float64 in 600 kB: larger ones leave the cache
UNDERFLOW_TOL = 1e-3  # the largest rounding error of |a|² + 1 at which the 1 in it keeps its digits
WIDE_MAP = 1e4  # width of a map, above which Z is summed by differences


class TiledForces:
    """The forces of a symmetric P (n, n), stored as its blocks on and above the diagonal."""

    def __init__(self, P, dtype=np.float64):
        self.dtype, starts = np.dtype(dtype), range(0, len(P), SIDE)
        self.tiles = [
            (i, j, np.array(P[i : i + SIDE, j : j + SIDE], dtype, order="C"))
            for i in starts
            for j in starts
            if i <= j
        ]
        self.work = np.empty(2 * SIDE**2, dtype)

    def forces(self, Y):
        """pull (n, d), push (n, d) and Z at the map Y (n, d)."""
        left, right, ones = _factors(np.asarray(Y, self.dtype))
        large, most = self._product_is_inexact(left), np.finfo(self.dtype).max
        both, Z, one = np.zeros((2, *ones.shape), self.dtype), 0.0, np.ones(SIDE, self.dtype)
        for i, j, P in self.tiles:
            height, width = P.shape
            rows, columns = slice(i, i + height), slice(j, j + width)
            S = self.work[: 2 * P.size].reshape(2, height, width)  # P∘W, and W∘W
            W = np.matmul(left[rows], right[:, columns], out=S[1])
            if large:
                W[:] = np.minimum(_by_differences(Y[rows], Y[columns]), most)
            np.divide(1, W, out=W)
            if i == j:
                W.flat[:: width + 1] = 0  # no point pushes itself
            Z += float(one[:height] @ W @ one[:width]) * (1 if i == j else 2)
            np.multiply(P, W, out=S[0])
            np.multiply(W, W, out=W)
            both[:, rows] += (S.reshape(2 * height, width) @ ones[columns]).reshape(2, height, -1)
            if i < j:
                both[:, columns] += S.transpose(0, 2, 1) @ ones[rows]
        return _springs(both[0], ones), _springs(both[1], ones), Z

    def _product_is_inexact(self, left):
        """Is the map so wide that the matrix product has lost the 1 of 1 + d²?"""
        return left[:, -2].max() * np.finfo(self.dtype).eps > UNDERFLOW_TOL

    def cross_entropy(self, Y):
        """Σ p ln(1 + d²), the attractive part of KL = Σ p ln p + this + ln Z."""
        left, right, _ = _factors(np.asarray(Y, self.dtype))
        inexact = self._product_is_inexact(left)
        total = 0.0
        for i, j, P in self.tiles:
            rows, columns = slice(i, i + P.shape[0]), slice(j, j + P.shape[1])
            if inexact:
                D = _by_differences(Y[rows], Y[columns])
            else:
                D = np.maximum(left[rows] @ right[:, columns], 1)
            total += (P * np.log(D, out=D)).sum(dtype=np.float64) * (1 if i == j else 2)
        return total


def _factors(Y):
    """The two factors of 1 + d², and [y, 1], which turns Σ s (y_i − y_j) into a product."""
    Y = Y - Y.mean(axis=0)
    square, one = (Y**2).sum(axis=1), np.ones(len(Y), Y.dtype)
    left = np.column_stack([-2 * Y, square + 1, one])
    return left, np.vstack([Y.T, one, square]), np.column_stack([Y, one])


def _by_differences(above, left):
    """A tile of 1 + d² with all its digits, from the points of its rows and columns."""
    return 1 + sum((a[:, None] - b) ** 2 for a, b in zip(above.T, left.T, strict=True))


def _springs(sums, ones):
    """Σ_j s_ij (y_i − y_j) from Σ_j s_ij [y_j, 1]."""
    return sums[:, -1:] * ones[:, :-1] - sums[:, :-1]


def partition_exact(Y):
    """Z = Σ_{i≠j} 1 / (1 + d²) over all pairs, exactly, without a table of n × n."""
    if np.ptp(Y, axis=0).max() > WIDE_MAP:  # the product has lost the 1 of 1 + d²
        earlier = (((Y[:i] - y) ** 2).sum(axis=1) for i, y in enumerate(Y))
        return 2 * sum(float((1 / (1 + d2)).sum()) for d2 in earlier)
    left, right, _ = _factors(np.asarray(Y, np.float64))
    total = 0.0
    for i in range(0, len(Y), SIDE):
        for j in range(i, len(Y), SIDE):
            W = left[i : i + SIDE] @ right[:, j : j + SIDE]
            np.divide(1, np.maximum(W, 1, out=W), out=W)
            if i == j:
                W.flat[:: W.shape[1] + 1] = 0
            total += W.sum() * (1 if i == j else 2)
    return total
