"""Has a descent converged, and is its end a map or a failure?"""

import numpy as np

from ..warn import warn_user

CHECK_EVERY = 50  # iterations between two computations of the loss
COLLAPSED = 1e-3  # in units of the kernel's length: a map less wide is one dot
SCATTERED = 1e3  # in the same unit: on a map this wide, forces between points vanish


class ConvergenceCheck:
    """Watches a descent: has it converged?

    It has if the loss has found no new minimum for `patience` iterations, or if the gradient is
    nearly zero and the loss has fallen. The second condition matters after exaggeration, which
    may leave a map so small that its gradient nearly vanishes before the descent begins. With
    infinite patience it converges at its last iteration.
    """

    def __init__(self, patience, min_grad_norm):
        self.patience, self.min_grad_norm = patience, min_grad_norm
        self.first_loss, self.best_loss, self.best_iteration = None, np.inf, 0

    def converged(self, state):
        if np.isinf(self.patience) or state.iteration % CHECK_EVERY or not state.iteration:
            return False
        self.first_loss = state.kl if self.first_loss is None else self.first_loss
        if state.kl < self.best_loss:
            self.best_loss, self.best_iteration = state.kl, state.iteration
        elif state.iteration - self.best_iteration > self.patience:
            return True
        return self.best_loss < self.first_loss and state.gradient_norm <= self.min_grad_norm


def warn_of_a_poor_end(phases, state, steps, start):
    """Warn if the descent ended as one dot or with its points scattered.

    There is no warning if the last phase had fewer than 100 iterations and did not converge, or
    if all points of the start were equal, since that has a warning of its own. Where KL is 0, a
    dot is right: all pairs are alike.
    """
    phase = phases[-1]
    converged = state.iteration < phase.last
    if phase.name != "plain" or not (converged or steps >= 2 * CHECK_EVERY):
        return
    if not np.ptp(start, axis=-2).any() or state.kl < 1e-6:
        return
    width, dot = np.ptp(state.Y, axis=-2).max(axis=-1).min(), state.loss(0 * state.Y)
    if width < COLLAPSED * phase.unit:
        warn_user(
            f"the map ends as a dot, {width:.2g} wide, with a KL of {state.kl:.3g}, which is not "
            "the least: its points were drawn together and did not come apart. Use a smaller "
            "early_exaggeration, exaggeration (1 is none) or perplexity, or a larger max_iter or "
            f"learning_rate than {phase.rate:.3g}"
        )
        return
    may_diverge = width > SCATTERED * phase.unit or phases[0].exaggeration > 12
    if may_diverge and phase.exaggeration == 1 and state.kl > dot:
        warn_user(
            f"the map ends flung apart, {width:.3g} wide, with a KL of {state.kl:.3g}, where one "
            f"dot has {dot:.3g}: its steps were too long; {phase.remedy}"
        )
