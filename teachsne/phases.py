"""t-SNE descends in two phases, and is watched: has it come to rest?

    schedule   phase           iterations       attraction              momentum   rate
    classic    exaggeration    0 … 250          early_exaggeration · P    .5       1
               plain           250 … max_iter   exaggeration · P          .8       1
    swift      exaggeration    0 … 100          early_exaggeration · P    .8       4
               plain           100 … max_iter   exaggeration · P          .8       12

The rate is in units of `usual_rate`. While attraction is exaggerated, clusters contract,
and can pass each other on an almost empty map. The second exaggeration is 1 for t-SNE; what
more of it does, `spectrum` tells, and the first is never less. Each phase is a descent of its
own, which starts at rest with gains of 1. (Carrying update and gains over, as van der
Maaten's code does, gained nothing on digits and ended higher on Iris.)

"classic" is scikit-learn's, and the default. "swift" comes to the same loss in 600 of its
1000 iterations, within 1 or 2 %: below it on some data, above on others (benchmarks/schedule.md).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from .descent import descend

LOOK = 50  # iterations between two looks at the loss


class Schedule(NamedTuple):
    """How two phases are run; rates in units of `usual_rate`, which is at least `least`."""

    early: int
    momenta: tuple[float, float]
    rates: tuple[float, float]
    least: float


SCHEDULES = {
    "classic": Schedule(250, (0.5, 0.8), (1, 1), 50),
    "swift": Schedule(100, (0.8, 0.8), (4, 12), 0),
}


class Phase(NamedTuple):
    """One descent of the plan; patience: iterations that it may go on without progress."""

    name: str
    last: int
    exaggeration: float
    momentum: float
    rate: float
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


def plan(n, given):
    """The phases of a fit of n points: the second only where there is time for it."""
    schedule, most = SCHEDULES[given["schedule"]], given["max_iter"]
    lasting, patience = given["exaggeration"], given["n_iter_without_progress"]
    strength = max(given["early_exaggeration"], lasting)
    rates = _rates(n, schedule, given, strength)
    early = min(schedule.early, most)
    phases = [Phase("exaggeration", early, strength, schedule.momenta[0], rates[0], np.inf)]
    if most > early:
        patience = patience if lasting == 1 else np.inf  # KL is not what falls then
        phases.append(Phase("plain", most, lasting, schedule.momenta[1], rates[1], patience))
    return phases


def _rates(n, schedule, given, strength):
    if given["learning_rate"] != "auto":
        return given["learning_rate"], given["learning_rate"]
    least = schedule.least if given["exaggeration"] == 1 else 0  # long steps would overshoot
    how = strength, given["kernel"], given["normalize"], least
    return tuple(share * usual_rate(n, *how) for share in schedule.rates)


def usual_rate(n, early_exaggeration, kernel, normalize, least=50):
    """n / early_exaggeration / 4, and at least 50, as in scikit-learn, for t-SNE.

    Steeper losses need shorter steps: a loss over rows is n losses over pairs added up, and
    a kernel that pulls twice as hard at distance zero is twice as steep. The 50 is for
    springs that slacken with distance, as Student's do; a Gaussian's would overshoot.
    Source: Belkina et al. (2019), for a gradient without the 4.
    """
    rate = n / early_exaggeration / 4 / float(kernel.pull(0.0))
    if kernel.pull(1.0) < kernel.pull(0.0):
        rate = max(rate, least)
    return rate / n if normalize == "rows" else rate


def follow(phases, aim, Y, min_grad_norm):
    """Yield every moment from the start to the end of the last phase, or to rest.

    aim: an object with gradient(Y, exaggeration) -> slope and kl(Y) -> KL. Where one phase
    ends the next begins, so that moment comes once, with the next one's slope.
    """
    begun = 0
    for phase in phases:
        slope = partial(aim.gradient, exaggeration=phase.exaggeration)
        rest = Rest(phase.patience, min_grad_norm)
        for state in _named(phase, begun, descend(slope, Y, phase.rate, phase.momentum)):
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
    where the slope is next to nothing *and* the loss has fallen: the exaggerated phase may
    end on a map so small that nothing seems to pull, where the way down only begins. A
    phase of endless patience does not rest before its last iteration.
    """

    def __init__(self, patience, min_grad_norm):
        self.patience, self.min_grad_norm = patience, min_grad_norm
        self.first, self.lowest, self.found_at = None, np.inf, 0

    def reached(self, moment):
        if np.isinf(self.patience) or moment.iteration % LOOK or not moment.iteration:
            return False
        self.first = moment.kl if self.first is None else self.first
        if moment.kl < self.lowest:
            self.lowest, self.found_at = moment.kl, moment.iteration
        elif moment.iteration - self.found_at > self.patience:
            return True
        return self.lowest < self.first and moment.gradient_norm <= self.min_grad_norm


def _named(phase, begun, path):
    """The path; where it fails, the message says which phase it counts from."""
    try:
        yield from path
    except FloatingPointError as error:
        raise FloatingPointError(f"{phase.name} phase, from iteration {begun}: {error}") from None
