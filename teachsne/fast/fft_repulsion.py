r"""What everybody pushes, to about 1 %, in time n log n: one charge a point, on a mesh.

With $K(d) = 1/(1 + |d|^2)$ and the potential $\psi(y) = \sum_j K(y - y_j)$,

    Z = Σ_i ψ(y_i) − n                  each pair's weight; the n is everybody with himself
    push_i = Σ_j w² (y_i − y_j) = −½ ∇ψ(y_i)        since ∇K(d) = −2 d / (1 + |d|²)²

so ψ alone is wanted, at the points. It is a convolution, and a convolution on a mesh is a
product of Fourier transforms:

    spread     each point's charge over the 4 × 4 nodes around it, by cubic B-splines
    convolve   one FFT, a product with the transform of K, one FFT back
    gather     ψ from the same 4 × 4 nodes, ∇ψ with the splines' slopes

Splines blur, twice; in Fourier space that is a factor b², b(t) = (2 + cos t) / 3 in each
direction, by which the kernel's transform is divided once and for all.

The transforms are taken in single precision, in half the time: what that costs, 1e-6, is
nothing beside the mesh's own 1e-2. Two meshes stay double: a fine one, which is asked for
digits, and one squeezed to fit a small map, whose ψ is so flat that its slope is in the last.

A mesh costs what its area costs, so it ends where a map is wider than `reach`. If a few points
lie beyond, flung away perhaps, they are summed one by one, and the others have the mesh;
where many do, or where all are so lonely that Z drowns in the mesh's error, a tree has them all.
"""

import numpy as np
from scipy.fft import fft, ifft, irfft, next_fast_len, rfft, rfft2

from .tree import Tree

CELL = 0.35  # side of a mesh cell: the force errs by about 1 %, and by less on finer meshes
FEWEST = 64  # cells across a small map
MOST = 4096  # across the largest
LONELY = 1.0  # Z for a point, below which the mesh's error of .004 is felt
PAIRS = 2**22  # that points beyond the mesh may make
POINTS = 8_192  # spread and gathered at a time


def reach(n, cell=CELL):
    """How wide a mesh is worth its while: farther out a tree of n points is sooner done."""
    return min(MOST * cell, max(150.0, 4 * np.sqrt(n)))


class FFTRepulsion:
    """Pushes and Z of a map; the kernel's transform is kept while the map fits the mesh."""

    def __init__(self, cell=CELL):
        self.cell, self.side = cell, 0.0

    def push(self, Y):
        """push (n, 2) and Z at the map Y (n, 2)."""
        if np.ptp(Y, axis=0).max() > reach(len(Y), self.cell):
            return self._push_apart(Y)
        push, Z = self._push_near(Y)
        return (push, Z) if LONELY * len(Y) < Z else Tree(Y).push()

    def _push_apart(self, Y):
        """A mesh for those around the middle, and all pairs of the few others; or a tree."""
        near = (abs(Y - np.median(Y, axis=0)) <= reach(len(Y), self.cell) / 2).all(axis=1)
        if (~near).sum() * len(Y) > PAIRS or near.sum() < 2:
            return Tree(Y).push()
        push, Z = np.empty(Y.shape), 0.0
        push[near], Z = self._push_near(Y[near])
        if LONELY * len(Y) > Z:
            return Tree(Y).push()
        for far in np.flatnonzero(~near):
            gaps = Y[far] - Y
            W = 1 / (1 + (gaps**2).sum(axis=1))
            W[far] = 0  # nobody pushes himself
            forces = (W**2)[:, None] * gaps
            push[far] = forces.sum(axis=0)
            push[near] -= forces[near]
            Z += W.sum() + W[near].sum()
        return push, float(Z)

    def _push_near(self, Y):
        """The same of a map that fits the mesh."""
        corner = Y.min(axis=0)
        self._fit(float((Y.max(axis=0) - corner).max()))
        places = [
            _place((Y[k : k + POINTS] - corner) / self.h + 1, self.nodes)
            for k in range(0, len(Y), POINTS)
        ]
        psi = self._convolve(_spread(places, self.nodes**2))
        found = np.concatenate([_gather(psi, *place) for place in places], axis=1)
        return -0.5 / self.h * found[1:].T, float(found[0].sum()) - len(Y)

    def _fit(self, extent):
        """A mesh with a tenth to spare, made anew when the map outgrows it or shrinks away."""
        if self.side / 1.3 < extent < self.side:
            return
        self.side = 1.1 * extent or 1.0
        self.h = min(self.cell, self.side / FEWEST)
        self.nodes = int(self.side / self.h) + 5  # and the spline's reach
        self.size = next_fast_len(2 * self.nodes, real=True)  # so that no charge meets itself
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
    """Where points lie: the numbers of their 16 nodes, the splines there, and their slopes.

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
