"""Downhill, one step at a time.   y ← y + u,   u ← momentum · u − rate · gains · gradient

The descent knows nothing of t-SNE: it gets a function that returns a slope. It is a
generator, so the reader decides when to stop:

    for state in islice(descend(gradient, Y, learning_rate=1.0), 100): ...
"""

from itertools import count
from typing import NamedTuple

import numpy as np


class State(NamedTuple):
    """One state of a descent: the points, the gradient there, the last update and the gains."""

    iteration: int
    Y: np.ndarray
    gradient: np.ndarray
    update: np.ndarray
    gains: np.ndarray


class Diverged(FloatingPointError):
    """A step that is not finite: what happened, at which iteration, and what helps."""

    def __init__(self, what, iteration, remedy):
        super().__init__(f"{what}; {remedy}")
        self.what, self.iteration, self.remedy = what, iteration, remedy

    @classmethod
    def at_step(cls, unit, number, learning_rate):
        """A step was too long; unit: what is counted, iterations or epochs."""
        what = f"{unit} {number} is no longer finite at learning_rate={learning_rate:g}"
        return cls(what, number, "use a smaller learning_rate")

    def __reduce__(self):  # so that it travels from another process
        return Diverged, (self.what, self.iteration, self.remedy)


def descend(gradient, Y, learning_rate, momentum=0.8, gains=True):
    r"""$\Delta_t = \mu \Delta_{t-1} - \eta\, g_t \odot \nabla_t, \quad Y_{t+1} = Y_t + \Delta_t$

    Momentum keeps a part of the last update. A coordinate's gain grows by .2 while its
    slope keeps the sign, and shrinks to .8 of itself when it flips (Jacobs 1988).
    Phases (exaggeration, another momentum) are successive descents.

    gradient: Y -> slope of Y's shape; Y (n, d)  ->  yields State(iteration, Y, gradient,
    update, gains), the start first; states never change afterwards.
    ValueError: learning_rate not positive, momentum outside [0, 1).
    FloatingPointError: a step that is not finite, with its iteration and learning rate.
    Source: van der Maaten & Hinton (2008), section 3.4 (printed there with +η).
    """
    Y, gain, update = Y.copy(), np.ones_like(Y), np.zeros_like(Y)
    for iteration in count():
        slope = _slope_at(Y, gradient, iteration, learning_rate)
        yield _frozen(State(iteration, Y, slope, update, gain))
        with np.errstate(all="ignore"):  # an overflow is told at the next state, by name
            gain = next_gains(gain, update, slope) if gains else gain
            update = momentum * update - learning_rate * gain * slope
            Y = Y + update


def _slope_at(Y, gradient, iteration, learning_rate):
    """The gradient at Y, which may not be written to; before a step it is not the rate's fault."""
    Y.flags.writeable = False
    fits = np.vdot(Y, Y) < 1e300  # farther out a square overflows; NaN is not below anything
    if fits:
        with np.errstate(all="ignore"):
            slope = np.array(gradient(Y), dtype=float)
            if np.vdot(slope, slope) < np.inf:
                return slope
    if iteration:
        raise Diverged.at_step("iteration", iteration, learning_rate)
    what = f"the gradient at the start is not finite, before any step; the start is {_size(Y)}"
    remedy = "start from a smaller map (a deviation of 1e-4 is usual) or mend the gradient"
    raise Diverged(what if fits else f"the start is {_size(Y)}, too wide to be squared", 0, remedy)


def _size(Y):
    with np.errstate(all="ignore"):
        return f"{np.ptp(Y, axis=-2).max():.3g} wide"


def next_gains(gain, update, slope):
    """+.2 where the last update went down this slope, ×.8 where it did not; never below .01."""
    downhill = update * slope < 0
    return np.maximum(np.where(downhill, gain + 0.2, gain * 0.8), 0.01)


def _frozen(state):
    for array in state[1:]:
        array.flags.writeable = False
    return state
