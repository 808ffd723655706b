"""The phases of t-SNE's descent, which ends when it has converged.

    schedule   phase           iterations       attraction              momentum   rate
    classic    exaggeration    0 … 250          early_exaggeration · P    .5       usual
               plain           250 … max_iter   exaggeration · P          .8       usual
    swift      exaggeration    0 … 80           early_exaggeration · P    .8       own
                               80 … 120         a third of that · P       .8       own
                               120 … 160        a sixth of it · P         .8       own
               plain           160 … max_iter   exaggeration · P          .9       own

The usual rate is `usual_rate` at the first, strongest attraction, and at least 50; a phase's
own is n/4 divided by its own attraction. The usual early exaggeration is 12, or 1 for tails
lighter than Student's (`usual_exaggeration`). While attraction is exaggerated, clusters
contract, and can pass each other on an almost empty map. The last exaggeration is 1 for t-SNE;
`contrastive/spectrum` shows what larger values do. No earlier exaggeration is smaller. While
attraction is exaggerated, KL is not what the descent minimises, so
it is not checked for convergence.

Each phase is a descent of its own, which starts with no momentum and gains of 1. (Keeping the
update and the gains, as van der Maaten's code does, gained nothing on digits and ended higher
on Iris.)

"classic" is scikit-learn's, and the default for maps of all pairs, as the lessons teach it.
"swift" reaches its loss in 600 iterations instead of 1000: over ten data sets and two kinds of
starts up to 4 % below it, and nowhere above it by more than .0004 of it. On the mesh it was
below on all, and is the default (benchmarks/schedule.md).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from ..steps.descent import Diverged, descend
from ..steps.kernels import length, light_tailed
from .convergence import ConvergenceCheck, warn_of_a_poor_end


class Schedule(NamedTuple):
    """Stages (last iteration, fraction of early_exaggeration, momentum), and what sets the rate."""

    stages: tuple[tuple[float, float, float], ...]
    own_rates: bool  # each stage's by its own attraction; else by the first one's
    floor: float  # no rate is below it


SCHEDULES = {
    "classic": Schedule(((250, 1, 0.5), (np.inf, 0, 0.8)), own_rates=False, floor=50),
    "swift": Schedule(
        ((80, 1, 0.8), (120, 1 / 3, 0.8), (160, 1 / 6, 0.8), (np.inf, 0, 0.9)),
        own_rates=True,
        floor=0,
    ),
}


class Stage(NamedTuple):
    """One descent of the plan.

    patience: iterations without progress after which it stops; remedy: the advice if it
    fails; unit: the length at which the kernel bends.
    """

    name: str
    last: int
    exaggeration: float
    momentum: float
    rate: float
    patience: float
    remedy: str = "use a smaller learning_rate"
    unit: float = 1.0


@dataclass(frozen=True, eq=False)
class FitState:
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


def make_schedule(settings):
    """The stages of a fit that begin before max_iter."""
    stages, first = [], 0
    plans = zip(
        SCHEDULES[settings.schedule].stages, exaggerations(settings), settings.rates, strict=True
    )
    for (last, fraction, momentum), exaggeration, rate in plans:
        if first < settings.max_iter:
            stage = Stage(
                name="exaggeration" if fraction else "plain",
                last=int(min(last, settings.max_iter)),
                exaggeration=exaggeration,
                momentum=momentum,
                rate=rate,
                patience=np.inf
                if fraction or exaggeration > 1
                else settings.n_iter_without_progress,
                remedy=_remedy(rate, settings),
                unit=length(settings.kernel),
            )
            stages.append(stage)
        first = last
    return stages


def exaggerations(settings):
    """The factor of the attraction in each stage of the schedule."""
    early, lasting = settings.early_exaggeration, settings.exaggeration
    fractions = (fraction for _, fraction, _ in SCHEDULES[settings.schedule].stages)
    return [max(fraction * early, lasting) for fraction in fractions]


def auto_rates(settings):
    """The usual learning rate of each stage of the schedule."""
    schedule, values = SCHEDULES[settings.schedule], exaggerations(settings)
    if not schedule.own_rates:
        values = [values[0]] * len(values)
    floor = schedule.floor if settings.exaggeration == 1 else 0  # long steps would overshoot
    how = settings.kernel, settings.normalize, floor
    return tuple(auto_learning_rate(len(settings.X), value, *how) for value in values)


def usual_exaggeration(kernel):
    """12, as in scikit-learn, for tails as heavy as Student's; 1, which is none, for lighter.

    Attraction that wins at every scale draws all points into one, to the last bit, where
    nothing pulls or pushes any more. Four data sets and five clouds of noise, three starts each,
    by a Gaussian, α = 10, 3 and 2, joint and by rows: on noise 12 left a dot (KL 1.63 instead of
    .72) or a map flung apart; so did 4 at perplexities above n / 4, and 2 above n / 2; 1 never.
    The price, beside the best of 1, 2, 4 and 12 on the four data sets: a KL up to 6 % higher from
    principal components (14 % for α = 3), and up to 25 % from a cloud of noise.
    """
    return 1.0 if light_tailed(kernel) else 12.0


def _remedy(rate, settings):
    """The advice for a fit whose steps were too long."""
    if not settings.rates_are_auto:
        return "use a smaller learning_rate, or learning_rate='auto'"
    early, lasting = settings.early_exaggeration, settings.exaggeration
    if max(early, lasting) > usual_exaggeration(settings.kernel):
        name = "early_exaggeration" if early > lasting else "exaggeration"
        return (
            f"learning_rate='auto' chose that rate, and {name}={max(early, lasting):g} multiplies "
            f"all pulls; use a smaller {name} (12 is usual, 1 is none)"
        )
    return (
        f"learning_rate='auto' chose that rate, too long for {settings.kernel!r} from this start; "
        f"give a smaller one, such as learning_rate={rate / 10:.2g}, or start from init='pca'"
    )


def auto_learning_rate(n, exaggeration, kernel, normalize, floor=50):
    """n / exaggeration / 4, and at least 50, as in scikit-learn, for t-SNE.

    Steeper losses need shorter steps: a loss over rows is n losses over pairs added up, and
    a kernel that pulls twice as hard at distance zero is twice as steep. The 50 is for
    springs that slacken with distance as soon as Student's do; a Gaussian's would overshoot, and
    already those of α = 2 flung small maps apart (a spread of 60, where 2 is the best).
    Source: Belkina et al. (2019), for a gradient without the 4.
    """
    rate = n / exaggeration / 4
    if not light_tailed(kernel):
        rate = max(rate, floor)
    rate *= length(kernel) ** 2
    return rate / n if normalize == "rows" else rate


def optimize(objective, Y, stages, min_grad_norm):
    """Yield every state from the start to the end of the last stage, or to convergence.

    objective: has gradient(Y, exaggeration) and kl(Y). Where one stage ends the next begins,
    so that state comes once, with the next stage's gradient.
    """
    begun, start = 0, Y
    for stage in stages:
        gradient = partial(objective.gradient, exaggeration=stage.exaggeration)
        check = ConvergenceCheck(stage.patience, min_grad_norm / stage.unit)
        for step in _with_phase_in_errors(
            stage, begun, descend(gradient, Y, stage.rate, stage.momentum)
        ):
            parts = stage.name, step.Y, step.gradient, objective.kl
            state = FitState(begun + step.iteration, *parts)
            over = state.iteration == stage.last or check.converged(state)
            if over and stage is not stages[-1]:
                break
            yield state
            if over:
                warn_of_a_poor_end(stages, state, state.iteration - begun, start)
                return
        begun, Y = state.iteration, state.Y


def _with_phase_in_errors(phase, begun, path):
    """The states of path. If it diverges, the message names the phase and what to change."""
    try:
        yield from path
    except Diverged as error:
        what, remedy = error.what, error.remedy
        if begun and not error.iteration:
            what = f"iteration 0 is no longer finite at learning_rate={phase.rate:g}"
        if begun or error.iteration:
            remedy = phase.remedy
        elif "gradient" in what:
            remedy = "use another init, or a kernel that is finite where two points meet"
        raise FloatingPointError(
            f"{phase.name} phase, from iteration {begun}: {what}; {remedy}"
        ) from None
