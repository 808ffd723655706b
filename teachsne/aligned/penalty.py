"""One more spring a point: what it costs that twins lie apart, and which way it pulls them.

    loss        Σ_t KL(P_t‖Q_t)  +  λ Σ_(s,t) Σ_i ‖y^s_i − y^t_i‖²
    slope of t  ∂KL_t / ∂y^t_i   +  2λ Σ_s (y^t_i − y^s_i)

A twin is the same point on another map. The maps lie in one stack Y (T, n, 2), and one
descent moves all of them: its momentum and its gains belong to each coordinate, so no map
feels another but through the springs. Exaggeration multiplies P, and leaves the springs.
"""

from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from ..tsne.schedule import FitState, optimize
from .procrustes import alignment_error

MAX_CURVATURE_STEP = 0.25  # rate times stiffness, up to which momentum and gains do not overshoot


@dataclass(frozen=True, eq=False)
class AlignmentPenalty:
    """λ Σ_(s,t) Σ_i ‖y^s_i − y^t_i‖²: its weight λ, the pairs (s, t) of maps, and its ends.

    ends: None for a spring between twins; or an averaging table (k, n), which makes k
    centres of the points of a map, and a spring between twin centres.
    """

    weight: float
    pairs: tuple
    ends: np.ndarray | None = None

    def error(self, Y):
        """Σ_(s,t) Σ_i ‖y^s_i − y^t_i‖², without λ.   Y (T, n, d)  ->  a number"""
        return alignment_error(self._ends_of(Y), self.pairs)

    def slope(self, Y):
        r"""$2\lambda \sum_s (y^t_i - y^s_i)$ for each map t.   Y (T, n, d)  ->  (T, n, d)"""
        places = self._ends_of(Y)
        pull = np.zeros_like(places)
        for s, t in self.pairs:
            gap = places[s] - places[t]
            pull[s] += gap
            pull[t] -= gap
        return 2 * self.weight * (pull if self.ends is None else self.ends.T @ pull)

    @property
    def stiffness(self):
        """The steepest curvature of this: 2λ times the largest eigenvalue of who joins whom."""
        count = 1 + max((t for pair in self.pairs for t in pair), default=0)
        joins = np.zeros((count, count))
        for s, t in self.pairs:
            joins[[s, t], [s, t]] += 1
            joins[[s, t], [t, s]] -= 1
        spread = 1.0 if self.ends is None else (self.ends**2).sum(axis=1).max()
        return 2 * self.weight * spread * np.linalg.eigvalsh(joins).max()

    def _ends_of(self, Y):
        return Y if self.ends is None else self.ends @ Y


def centres(labels):
    """The table (k, n) that averages the points of each label."""
    _, which = np.unique(labels, return_inverse=True)
    members = (which == np.arange(which.max() + 1)[:, None]).astype(float)
    return members / members.sum(axis=1, keepdims=True)


class AlignedObjective:
    """What yoked maps descend on: aims, an objective a map, and the springs between them.

    fixed: the number of a map that is held where it is, or None. rate: the learning rate of
    the descent. Twins on springs too stiff for it (λ > 1e-3, or so) would overshoot each
    other, further each time; so the steps between them are shortened, while what the maps do
    in common is not. Where all slopes are nothing they still are, so the goal is the same.
    """

    def __init__(self, aims, springs, fixed=None, rate=0.0):
        self.aims, self.springs, self.fixed = aims, springs, fixed
        self.short = 1 / max(1.0, rate * springs.stiffness / MAX_CURVATURE_STEP)

    def gradient(self, Y, exaggeration=1.0):
        """Y (T, n, d)  ->  (T, n, d): each map's own slope, and its springs'."""
        pairs = zip(self.aims, Y, strict=True)
        alone = np.array([aim.gradient(y, exaggeration) for aim, y in pairs])
        slope = alone + self.springs.slope(Y)
        if self.short < 1:
            common = alone.mean(axis=0) if self.fixed is None else 0  # springs add up to nothing
            slope = common + self.short * (slope - common)
        if self.fixed is not None:
            slope[self.fixed] = 0
        return slope

    def kls(self, Y):
        """KL of each map."""
        return [aim.kl(y) for aim, y in zip(self.aims, Y, strict=True)]

    def kl(self, Y):
        """The whole loss, springs and all: what the descent makes small."""
        return sum(self.kls(Y)) + self.springs.weight * self.springs.error(Y)

    def alone(self):
        """The same maps, each by itself."""
        for t, aim in enumerate(self.aims):
            yield AlignedObjective([aim], AlignmentPenalty(0.0, ()), 0 if t == self.fixed else None)


def optimize_aligned(phases, yoke, Y, min_grad_norm):
    """Yield every moment of the maps Y (T, n, d), from their start until they are at rest.

    Without springs nothing ties the maps: each descends alone, and rests when it is at rest.
    """
    if yoke.springs.weight:
        return optimize(yoke, Y, phases, min_grad_norm)
    alone = enumerate(yoke.alone())
    return in_parallel(
        [optimize(one, Y[t : t + 1], phases, min_grad_norm) for t, one in alone], yoke
    )


def in_parallel(paths, yoke):
    """Several descents as one; who has come to rest waits there for the others."""
    last = [None] * len(paths)
    for moments in zip_longest(*paths):
        last = [new or old for new, old in zip(moments, last, strict=True)]
        latest = max(last, key=lambda moment: moment.iteration)
        Y, slope = (np.concatenate([getattr(m, part) for m in last]) for part in ("Y", "gradient"))
        yield FitState(latest.iteration, latest.phase, Y, slope, yoke.kl)
