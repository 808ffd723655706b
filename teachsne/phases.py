"""t-SNE descends in two phases, and is watched: has it come to rest?

    phase           iterations      attraction              momentum
    exaggeration    0 … 250         early_exaggeration · P    .5
    plain           250 … max_iter  P                         .8

While attraction is exaggerated, clusters contract, and can pass each other on an almost
empty map. Each phase is a descent of its own, which starts at rest with gains of 1, as in
scikit-learn. (Carrying update and gains over, as van der Maaten's code does, gained
nothing on digits and ended higher on Iris.)
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from .descent import descend

EXAGGERATED = 250  # iterations
LOOK = 50  # iterations between two looks at the loss


class Phase(NamedTuple):
    """One descent of the plan; patience: iterations that it may go on without progress."""

    name: str
    last: int
    exaggeration: float
    momentum: float
    patience: float


@dataclass(frozen=True, eq=False)
class Moment:
    """A state of the whole fit; `kl` is computed when it is asked for."""

    iteration: int
    phase: str
    Y: np.ndarray
    gradient: np.ndarray
    loss: Callable = field(repr=False)

    @cached_property
    def kl(self):
        """KL(P‖Q) of this map, with P as it is, never exaggerated."""
        return self.loss(self.Y)

    @property
    def gradient_norm(self):
        return float(np.linalg.norm(self.gradient))


def plan(max_iter, early_exaggeration, n_iter_without_progress):
    """The phases of a fit: the second only where there is time for it."""
    early = Phase("exaggeration", min(EXAGGERATED, max_iter), early_exaggeration, 0.5, np.inf)
    plain = Phase("plain", max_iter, 1.0, 0.8, n_iter_without_progress)
    return [early, plain] if max_iter > early.last else [early]


def usual_rate(n, early_exaggeration, kernel, normalize):
    """n / early_exaggeration / 4, and at least 50, as in scikit-learn, for t-SNE.

    Steeper losses need shorter steps: a loss over rows is n losses over pairs added up, and
    a kernel that pulls twice as hard at distance zero is twice as steep. The 50 is for
    springs that slacken with distance, as Student's do; a Gaussian's would overshoot.
    Source: Belkina et al. (2019), for a gradient without the 4.
    """
    rate = n / early_exaggeration / 4 / float(kernel.pull(0.0))
    if kernel.pull(1.0) < kernel.pull(0.0):
        rate = max(rate, 50.0)
    return rate / n if normalize == "rows" else rate


def follow(phases, aim, Y, learning_rate, min_grad_norm):
    """Yield every moment from the start to the end of the last phase, or to rest.

    aim: an object with gradient(Y, exaggeration) -> slope and kl(Y) -> KL. Where one phase
    ends the next begins, so that moment comes once, with the next one's slope.
    """
    begun = 0
    for phase in phases:
        slope = partial(aim.gradient, exaggeration=phase.exaggeration)
        rest = Rest(phase.patience, min_grad_norm)
        for state in _named(phase, begun, descend(slope, Y, learning_rate, phase.momentum)):
            moment = Moment(begun + state.iteration, phase.name, state.Y, state.gradient, aim.kl)
            over = moment.iteration == phase.last or rest.reached(moment)
            if over and phase is not phases[-1]:
                break
            yield moment
            if over:
                return
        begun, Y = moment.iteration, moment.Y


class Rest:
    """Has a descent come to rest? It has where no look for a while found a lower loss, or
    where the slope is next to nothing."""

    def __init__(self, patience, min_grad_norm):
        self.patience, self.min_grad_norm = patience, min_grad_norm
        self.lowest, self.found_at = np.inf, 0

    def reached(self, moment):
        if moment.iteration % LOOK or not moment.iteration:
            return False
        if moment.kl < self.lowest:
            self.lowest, self.found_at = moment.kl, moment.iteration
        elif moment.iteration - self.found_at > self.patience:
            return True
        return moment.gradient_norm <= self.min_grad_norm


def _named(phase, begun, path):
    """The path; where it fails, the message says which phase it counts from."""
    try:
        yield from path
    except FloatingPointError as error:
        raise FloatingPointError(f"{phase.name} phase, from iteration {begun}: {error}") from None
