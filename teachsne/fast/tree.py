r"""The repulsion on a map too wide for a mesh: a tree, whose cost does not depend on the width.

Each box of points is halved at the median of its longer side, until a box holds about sixteen
points. So the depth is log₂ n, however far some points lie from the rest.

A box of points acts as one point at its mean if it is small as seen from a leaf,

    diameter² < OPEN² (distance² + NEAR²)

because Student's weight 1 / (1 + d²) changes over lengths of 1 or of d. All other boxes are
opened, and two leaves are summed pair by pair. The forces are exact to 1 %, as on a mesh.
(Barnes & Hut 1986, who halve space; van der Maaten 2014 brought it to t-SNE.)
"""

import numpy as np

LEAF = 16  # points, about
OPEN = 0.5  # of the distance: a box as wide as that is opened
NEAR = 0.5  # of the kernel's unit: a box narrower than OPEN times that need not be
PAIRS = 2**15  # pairs of points computed together: they stay in the cache


class Tree:
    """The points of a map (n, 2), in boxes of boxes. A point is z = y₁ + i y₂."""

    def __init__(self, Y):
        self.depth = max(0, int(np.log2(len(Y) / LEAF)))
        self.order = _halved(Y, self.depth)
        Y = Y[self.order]
        self.levels = [_boxes(Y, _ends(len(Y), level)) for level in range(self.depth + 1)]
        ends = _ends(len(Y), self.depth)
        number = ends[:-1, None] + np.arange(np.diff(ends).max())
        self.inside = (
            number < ends[1:, None]
        )  # short leaves are padded, and the padding has no weight
        self.z = (Y[:, 0] + 1j * Y[:, 1])[np.minimum(number, len(Y) - 1)]

    def push(self):
        """push (n, 2) and Z, as `FFTRepulsion.push` returns them."""
        felt, weight = np.zeros_like(self.z), np.zeros(self.z.shape)
        targets, sources = np.arange(len(self.z)), np.zeros(len(self.z), dtype=np.intp)
        for level in range(self.depth + 1):
            small = self._small(targets, sources, level)
            self._from_middles(felt, weight, targets[small], sources[small], level)
            targets, sources = targets[~small], sources[~small]
            if level < self.depth:
                targets, sources = np.repeat(targets, 2), np.repeat(2 * sources, 2)
                sources[1::2] += 1
        self._from_points(felt, weight, targets, sources)
        push = np.empty(len(self.order), complex)
        push[self.order] = felt[self.inside]
        return push.view(float).reshape(-1, 2), float(weight[self.inside].sum())

    def _small(self, targets, sources, level):
        """Which boxes act as one on which leaves: never one that holds the leaf."""
        middle, _, diameter2 = self.levels[level][:3]
        low, high = self.levels[-1][3:]
        at = middle[sources]
        gap = np.maximum(np.maximum(low[targets] - at, at - high[targets]), 0)
        small = diameter2[sources] < OPEN**2 * ((gap**2).sum(axis=1) + NEAR**2)
        return small & (targets >> (self.depth - level) != sources)

    def _from_middles(self, felt, weight, targets, sources, level):
        """Boxes, each as so many points in its middle."""
        middle, count = self.levels[level][:2]
        z = middle[:, 0] + 1j * middle[:, 1]
        for t, s in _parts(targets, sources, self.z.shape[1]):
            gap = self.z[t] - z[s, None]
            W = 1 / (1 + gap.real**2 + gap.imag**2)
            many = count[s, None] * W
            _add(weight, t, many)
            many *= W
            gap *= many
            _add(felt, t, gap)

    def _from_points(self, felt, weight, targets, sources):
        """Pairs of leaves, point by point; no point pushes itself."""
        own = np.arange(self.z.shape[1])
        for t, s in _parts(targets, sources, self.z.shape[1] ** 2):
            gap = self.z[t][:, :, None] - self.z[s][:, None, :]
            W = self.inside[s][:, None, :] / (1 + gap.real**2 + gap.imag**2)
            alone = np.flatnonzero(t == s)
            W[alone[:, None], own, own] = 0
            _add(weight, t, W.sum(axis=2))
            W *= W
            gap *= W
            _add(felt, t, gap.sum(axis=2))


def _ends(n, level):
    """Where each box of a level ends among the ordered points."""
    ends = np.arange(2**level + 1, dtype=np.int64) * n // 2**level  # n² needs more than 32 bits
    return ends.astype(np.intp)


def _halved(Y, depth):
    """The order of points in which each box is a stretch of it."""
    order = np.arange(len(Y))
    for level in range(depth):
        ends = _ends(len(Y), level)
        box = np.repeat(np.arange(2**level), np.diff(ends))
        low, high = (f.reduceat(Y[order], ends[:-1]) for f in (np.minimum, np.maximum))
        axis = (high - low).argmax(axis=1)
        order = order[np.lexsort((Y[order, axis[box]], box))]
    return order


def _boxes(Y, ends):
    """Middle, number and squared diameter of each box, and its two corners."""
    count = np.diff(ends)
    low, high = (f.reduceat(Y, ends[:-1]) for f in (np.minimum, np.maximum))
    middle = low + np.add.reduceat(Y - np.repeat(low, count, axis=0), ends[:-1]) / count[:, None]
    return middle, count, ((high - low) ** 2).sum(axis=1), low, high


def _parts(targets, sources, width):
    """Leaves and boxes, so many at a time as stay in the cache."""
    step = max(1, PAIRS // width)
    for k in range(0, len(targets), step):
        yield targets[k : k + step], sources[k : k + step]


def _add(sums, targets, parts):
    """To each leaf what comes from its boxes; targets are sorted."""
    starts = np.flatnonzero(np.diff(targets, prepend=-1))
    sums[targets[starts]] += np.add.reduceat(parts, starts)
