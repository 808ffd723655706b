"""The alignment penalty: the cost of distances between matched points, and its gradient.

    loss            Σ_t KL(P_t‖Q_t)  +  λ Σ_(s,t) Σ_i ‖y^s_i − y^t_i‖²
    gradient of t   ∂KL_t / ∂y^t_i   +  2λ Σ_s (y^t_i − y^s_i)

Matched points are one point on two maps. The maps lie in one stack Y (T, n, 2), and one
descent moves all of them. Momentum and gains belong to each coordinate, so only the penalty
connects the maps. Exaggeration multiplies P and not the penalty.
"""

from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from ..tsne.schedule import FitState, optimize
from .procrustes import alignment_error

MAX_CURVATURE_STEP = 0.25  # rate times curvature, up to which nothing overshoots


@dataclass(frozen=True, eq=False)
class AlignmentPenalty:
    """λ Σ_(s,t) Σ_i ‖y^s_i − y^t_i‖²: its weight λ, the pairs (s, t) of maps, and what it joins.

    averaging: None for springs between matched points; or a table (k, n), which averages the
    points of a map to k centres, for springs between matched centres.
    """

    weight: float
    pairs: tuple
    averaging: np.ndarray | None = None

    def error(self, Y):
        """Σ_(s,t) Σ_i ‖y^s_i − y^t_i‖², without λ.   Y (T, n, d)  ->  a number"""
        return alignment_error(self._joined(Y), self.pairs)

    def gradient(self, Y):
        r"""$2\lambda \sum_s (y^t_i - y^s_i)$ for each map t.   Y (T, n, d)  ->  (T, n, d)"""
        places = self._joined(Y)
        pull = np.zeros_like(places)
        for s, t in self.pairs:
            gap = places[s] - places[t]
            pull[s] += gap
            pull[t] -= gap
        return 2 * self.weight * (pull if self.averaging is None else self.averaging.T @ pull)

    @property
    def curvature(self):
        """The largest curvature: 2λ times the largest eigenvalue of the Laplacian of the pairs."""
        count = 1 + max((t for pair in self.pairs for t in pair), default=0)
        laplacian = np.zeros((count, count))
        for s, t in self.pairs:
            laplacian[[s, t], [s, t]] += 1
            laplacian[[s, t], [t, s]] -= 1
        spread = 1.0 if self.averaging is None else (self.averaging**2).sum(axis=1).max()
        return 2 * self.weight * spread * np.linalg.eigvalsh(laplacian).max()

    def _joined(self, Y):
        return Y if self.averaging is None else self.averaging @ Y


def centres(labels):
    """The table (k, n) that averages the points of each label."""
    _, which = np.unique(labels, return_inverse=True)
    members = (which == np.arange(which.max() + 1)[:, None]).astype(float)
    return members / members.sum(axis=1, keepdims=True)


class AlignedObjective:
    """The loss of aligned maps: an objective for each map, and the penalty between the maps.

    fixed: the number of a map that is held where it is, or None. rate: the learning rate of
    the descent. If the penalty is too steep for that rate (λ > 1e-3, or so), matched points
    would overshoot each other, further each time. So the steps between them are damped, and
    what the maps do in common is not. A zero gradient stays zero, so the goal is the same.
    """

    def __init__(self, objectives, penalty, fixed=None, rate=0.0):
        self.objectives, self.penalty, self.fixed = objectives, penalty, fixed
        self.damping = 1 / max(1.0, rate * penalty.curvature / MAX_CURVATURE_STEP)

    def gradient(self, Y, exaggeration=1.0):
        """Y (T, n, d)  ->  (T, n, d): each map's own gradient, and the penalty's."""
        pairs = zip(self.objectives, Y, strict=True)
        own = np.array([objective.gradient(y, exaggeration) for objective, y in pairs])
        gradient = own + self.penalty.gradient(Y)
        if self.damping < 1:
            common = own.mean(axis=0) if self.fixed is None else 0  # the penalty's sum is zero
            gradient = common + self.damping * (gradient - common)
        if self.fixed is not None:
            gradient[self.fixed] = 0
        return gradient

    def kls(self, Y):
        """KL of each map."""
        return [objective.kl(y) for objective, y in zip(self.objectives, Y, strict=True)]

    def kl(self, Y):
        """The whole loss, with the penalty."""
        return sum(self.kls(Y)) + self.penalty.weight * self.penalty.error(Y)

    def separate(self):
        """The same maps, each by itself."""
        nothing = AlignmentPenalty(0.0, ())
        for t, objective in enumerate(self.objectives):
            yield AlignedObjective([objective], nothing, 0 if t == self.fixed else None)


def optimize_aligned(objective, Y, stages, min_grad_norm):
    """Yield every state of the maps Y (T, n, d), from their start until they converge.

    Without a penalty nothing ties the maps: each descends, and converges, by itself.
    """
    if objective.penalty.weight:
        return optimize(objective, Y, stages, min_grad_norm)
    each = enumerate(objective.separate())
    return in_parallel(
        [optimize(one, Y[t : t + 1], stages, min_grad_norm) for t, one in each], objective
    )


def in_parallel(paths, objective):
    """Several descents as one; a map that has converged waits there for the others."""
    last = [None] * len(paths)
    for states in zip_longest(*paths):
        last = [new or old for new, old in zip(states, last, strict=True)]
        latest = max(last, key=lambda state: state.iteration)
        Y, slope = (np.concatenate([getattr(s, part) for s in last]) for part in ("Y", "gradient"))
        yield FitState(latest.iteration, latest.phase, Y, slope, objective.kl)
