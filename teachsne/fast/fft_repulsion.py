r"""The repulsion of all pairs, to about 1 %, in time n log n: each point is a charge on a mesh.

With $K(d) = 1/(1 + |d|^2)$ and the potential $\psi(y) = \sum_j K(y - y_j)$,

    Z = Σ_i ψ(y_i) − n                  the n subtracts each point's weight with itself
    push_i = Σ_j w² (y_i − y_j) = −½ ∇ψ(y_i)        since ∇K(d) = −2 d / (1 + |d|²)²

So it is enough to know ψ near the points. ψ is a convolution, and a convolution on a mesh is
a product of Fourier transforms:

    spread     each point's charge over the 4 × 4 nodes around it, by cubic B-splines
    convolve   one FFT, a product with the transform of K, one FFT back
    gather     ψ from the same 4 × 4 nodes, ∇ψ with the splines' slopes

The splines blur ψ twice. In Fourier space this is a factor b², b(t) = (2 + cos t) / 3 in each
direction, so the transform of the kernel is divided by it, once for each mesh.

The transforms are computed in single precision, in half the time. Their error of 1e-6 is small
beside the mesh's error of 1e-2. Two kinds of mesh use double precision: a fine mesh, which must
give more digits, and the mesh of a small map, where ψ is so flat that its slope needs them.

The cost of a mesh grows with its area, so no mesh is wider than `reach`. If a few points lie
outside, their pairs are summed one by one, and the mesh serves the other points. If many lie
outside, or if Z is so small that the mesh's error matters, a tree computes all of it.
"""

import numpy as np
from scipy.fft import fft, ifft, irfft, next_fast_len, rfft, rfft2

from .tree import Tree

CELL = 0.35  # side of a mesh cell: the force errs by about 1 %, and by less on finer meshes
MIN_CELLS = 64  # across a small map
MAX_CELLS = 4096  # across the largest map
MIN_Z_PER_POINT = 1.0  # below it the mesh's error of .004 a point matters
MAX_OUTSIDE_PAIRS = 2**22  # pairs with a point outside the mesh, summed one by one
CHUNK = 8_192  # points that are spread and gathered at a time


def reach(n, cell=CELL):
    """The widest mesh that is faster than a tree of n points."""
    return min(MAX_CELLS * cell, max(150.0, 4 * np.sqrt(n)))


class FFTRepulsion:
    """Repulsive forces and Z of a map; the mesh is reused while the map fits it."""

    def __init__(self, cell=CELL):
        self.cell, self.side = cell, 0.0

    def push(self, Y):
        """push (n, 2) and Z at the map Y (n, 2)."""
        if np.ptp(Y, axis=0).max() > reach(len(Y), self.cell):
            return self._push_apart(Y)
        push, Z = self._push_near(Y)
        return (push, Z) if MIN_Z_PER_POINT * len(Y) < Z else Tree(Y).push()

    def _push_apart(self, Y):
        """A mesh for the points around the middle, all pairs of the few others; or a tree."""
        near = (abs(Y - np.median(Y, axis=0)) <= reach(len(Y), self.cell) / 2).all(axis=1)
        if (~near).sum() * len(Y) > MAX_OUTSIDE_PAIRS or near.sum() < 2:
            return Tree(Y).push()
        push, Z = np.empty(Y.shape), 0.0
        push[near], Z = self._push_near(Y[near])
        if MIN_Z_PER_POINT * len(Y) > Z:
            return Tree(Y).push()
        for far in np.flatnonzero(~near):
            gaps = Y[far] - Y
            W = 1 / (1 + (gaps**2).sum(axis=1))
            W[far] = 0  # no point pushes itself
            forces = (W**2)[:, None] * gaps
            push[far] = forces.sum(axis=0)
            push[near] -= forces[near]
            Z += W.sum() + W[near].sum()
        return push, float(Z)

    def _push_near(self, Y):
        """The same for a map that fits the mesh."""
        corner = Y.min(axis=0)
        self._fit(float((Y.max(axis=0) - corner).max()))
        places = [
            _place((Y[k : k + CHUNK] - corner) / self.h + 1, self.nodes)
            for k in range(0, len(Y), CHUNK)
        ]
        psi = self._convolve(_spread(places, self.nodes**2))
        found = np.concatenate([_gather(psi, *place) for place in places], axis=1)
        return -0.5 / self.h * found[1:].T, float(found[0].sum()) - len(Y)

    def _fit(self, extent):
        """Make a mesh 10 % wider than the map, unless the present one still fits."""
        if self.side / 1.3 < extent < self.side:
            return
        self.side = 1.1 * extent or 1.0
        self.h = min(self.cell, self.side / MIN_CELLS)
        self.nodes = int(self.side / self.h) + 5  # the splines reach over the edges
        self.size = next_fast_len(2 * self.nodes, real=True)  # no charge meets its periodic image
        steps = np.minimum(np.arange(self.size), np.arange(self.size)[::-1] + 1)
        blur = ((2 + np.cos(2 * np.pi / self.size * np.arange(self.size))) / 3) ** 2
        d2 = (steps * self.h) ** 2
        transform = rfft2(1 / (1 + d2[:, None] + d2)).real
        transform /= blur[:, None] * blur[: transform.shape[1]]
        single = CELL / 2 < self.h == self.cell
        self.kernel = transform.astype(np.float32 if single else np.float64)

    def _convolve(self, charge):
        """ψ at the nodes, from the charges there; the empty half of the rows is left out."""
        n = self.nodes
        charge = charge.reshape(n, n).astype(self.kernel.dtype)
        transform = fft(rfft(charge, self.size), self.size, axis=0)
        transform *= self.kernel
        rows = ifft(transform, axis=0, overwrite_x=True)[:n]
        return np.ascontiguousarray(irfft(rows, self.size)[:, :n]).ravel()


def _place(u, nodes):
    """The indices of the 16 nodes around each point, the splines there, and their slopes.

    u (m, 2): the points in cells  ->  (16, m), (2, 4, m), (2, 4, m)
    """
    cell = u.astype(np.intp)
    t = (u - cell).T
    near = np.array([[0, 1, 2, 3]]).T
    rows, columns = ((cell[:, k] - 1 + near) for k in (0, 1))
    numbers = (rows[:, None] * nodes + columns).reshape(16, -1)
    return numbers, *(np.moveaxis(f, 0, 1) for f in _splines(t))


def _splines(t):
    """The four cubic B-splines that cover a place, t in [0, 1) within its cell; their slopes."""
    t2, t3 = t**2, t**3
    values = [(1 - t) ** 3, 3 * t3 - 6 * t2 + 4, -3 * t3 + 3 * t2 + 3 * t + 1, t3]
    slopes = [-((1 - t) ** 2), 3 * t2 - 4 * t, -3 * t2 + 2 * t + 1, t2]
    return np.array(values) / 6, np.array(slopes) / 2


def _spread(places, size):
    """The charge at each node."""
    weights = [(spline[0][:, None] * spline[1]).ravel() for _, spline, _ in places]
    numbers = [numbers.ravel() for numbers, _, _ in places]
    return np.bincount(np.concatenate(numbers), np.concatenate(weights), size)


def _gather(psi, numbers, spline, slope):
    """ψ and its slopes along both axes, in cells: (3, m)."""
    near = psi[numbers].reshape(4, 4, -1)
    along, across = (near * spline[1]).sum(axis=1), (near * slope[1]).sum(axis=1)
    return np.array(
        [(along * spline[0]).sum(0), (along * slope[0]).sum(0), (across * spline[0]).sum(0)]
    )
