r"""Stochastic gradient descent on a contrastive loss.   y ← y − rate · Σ 2 slope (y_i − y_j)

    phase    epochs             loss                           rate
    early    n_early_epochs     negative sampling, c = 1       rate … 0
    plain    n_epochs           the loss that is asked for     rate … 0

c = 1 means Z̄ = n(n−1)/m, as in UMAP. Its strong attraction orders the clusters first, as early
exaggeration does in t-SNE. The plain phase uses the Z̄ of the fit. ("umap" has c = 1 in both
phases, with its own kernel.) The learning rate falls linearly to 0 within each phase, since
sampled noise keeps moving the map while steps are long.

NCE learns log Z beside the map, by the mean of its slope over a batch; it starts from c = 1.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np

from ..steps.descent import Diverged
from .fast_gradient import forces, gather
from .losses import batch_loss, rival
from .sampling import batches

MAX_NORM = 1e300  # of Σ|z|²: above it a square overflows
EVALUATION_BATCH = 65_536  # edges in a batch when the loss is computed


class TrainingPhase(NamedTuple):
    """So many epochs of one loss, at this Z̄ (for "nce", the first Z; for "infonce", no matter)."""

    name: str
    epochs: int
    loss: str
    z: float


@dataclass(frozen=True, eq=False)
class Epoch:
    """A state of the fit; `loss` is computed on first use, with its own fixed noise."""

    iteration: int
    phase: str
    Y: np.ndarray
    z: float
    learning_rate: float
    measure: Callable = field(repr=False)

    @cached_property
    def loss(self):
        """The loss of the phase for one edge and its noise, mean over all edges."""
        return self.measure(self.Y)


def make_plan(settings, z_bar):
    """The phases of a fit, and their Z̄; z_bar: that of negative sampling."""
    n = len(settings.X)
    umap_z = n * (n - 1) / settings.n_noise
    early = "umap" if settings.loss == "umap" else "negative"
    z = z_bar if settings.loss == "negative" else umap_z
    return [
        TrainingPhase("early", settings.n_early_epochs, early, umap_z),
        TrainingPhase("plain", settings.n_epochs, settings.loss, z),
    ]


def train(phases, edges, Y, settings):
    """Yield every epoch, the start included; states never change afterwards.

    edges (e, 2); Y (n, 2); settings: n_noise, batch_size, learning_rate, noise (a generator).
    FloatingPointError: a map that is no longer finite, with its epoch and learning rate.
    """
    z, done = Y[:, 0] + 1j * Y[:, 1], 0
    trainer = PairTrainer(edges, len(Y), settings.n_noise, settings.batch_size, settings.noise)
    if not np.vdot(z, z).real < MAX_NORM:
        raise FloatingPointError(
            f"init is {np.ptp(Y, axis=0).max():.3g} wide, too far apart for its distances to be "
            "squared; give a smaller map (a deviation of 1 is usual)"
        )
    first = next(phase for phase in phases if phase.epochs)
    yield _epoch(0, first, z, settings.learning_rate, trainer)
    for phase in phases:
        Z = phase.z
        for left in range(phase.epochs, 0, -1):
            rate, done = settings.learning_rate * left / phase.epochs, done + 1
            with np.errstate(all="ignore"):  # an overflow is told by name
                z, Z = trainer.epoch(z, Z, phase.loss, rate)
            _refuse_overflow(z, Z, done, settings.learning_rate)
            yield _epoch(done, phase._replace(z=Z), z, rate, trainer)


class PairTrainer:
    """The edges of the data, and the generator of noise pairs."""

    def __init__(self, edges, n, n_noise, batch_size, noise):
        self.edges, self.n, self.n_noise = edges, n, n_noise
        self.batch_size, self.noise = batch_size, noise

    def epoch(self, z, Z, loss, rate):
        """One epoch from the map z, a complex number a point, and Z: the next of both."""
        drawn = batches(self.edges, self.n, self.n_noise, self.batch_size, self.noise)
        for heads, tails in drawn:
            c = rival(Z, self.n, self.n_noise)
            pulls, surplus = forces(z, heads, tails, loss, c)
            z = z - rate * gather(pulls, heads, tails, self.n)
            if loss == "nce":
                Z = float(Z * np.exp(-rate * surplus / len(heads)))
        return z, Z

    def loss(self, Y, z_bar, loss):
        """The mean over all edges, with the same noise pairs each time."""
        same, total = np.random.default_rng(0), 0.0
        for heads, tails in batches(self.edges, self.n, self.n_noise, EVALUATION_BATCH, same):
            D2 = ((Y[heads] - Y[tails]) ** 2).sum(axis=-1)
            total += batch_loss(D2, loss, rival(z_bar, self.n, self.n_noise))
        return total / len(self.edges)


def _epoch(done, phase, z, rate, trainer):
    Y = np.column_stack([z.real, z.imag])
    Y.flags.writeable = False
    Z = np.nan if phase.loss == "infonce" else phase.z
    measure = partial(trainer.loss, z_bar=phase.z, loss=phase.loss)
    return Epoch(done, phase.name, Y, Z, rate, measure)


def _refuse_overflow(z, Z, epoch, rate):
    if not (np.vdot(z, z).real < MAX_NORM and 0 < Z < np.inf):
        raise Diverged.at_step("epoch", epoch, rate)
