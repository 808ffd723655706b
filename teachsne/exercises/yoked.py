"""What lessons 14 and 15 ask."""

import numpy as np

from ..align import alignment_error, pairs_of
from ..yoke import Springs


def _slopes_when_yoked(slopes, maps, lam):
    """Slopes (2, n, 2) of two maps alone  ->  the same with a spring at each point."""
    return slopes + Springs(lam, ((0, 1),)).slope(maps)


def _error_of_a_chain(maps):
    """Σ_t Σ_i ‖y^t_i − y^(t+1)_i‖²   of maps (T, n, 2)."""
    return alignment_error(maps, pairs_of(len(maps), "chain"))


def _maps(count, seed=20):
    return np.random.default_rng(seed).normal(size=(count, 6, 2))


EXERCISES = {
    "pull on a twin": lambda: (np.array([0.04, -0.02]),),
    "weight of a mean": lambda: (1e-5 * 300,),
    "slopes when yoked": lambda: (_slopes_when_yoked, (_maps(2), _maps(2, seed=21), 0.3)),
    "error ratio": lambda: (0.60 / 0.64,),
    "chosen weight": lambda: (1e-4,),
    "error of a chain": lambda: (_error_of_a_chain, (_maps(4),)),
}
