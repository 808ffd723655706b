"""The checked data and parameters of a fit of `TSNE`."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Settings:
    """The data and parameters of a fit, checked, with no "auto" left in them.

    X (n, p), or (n, n) distances; metric_dtype: the precision in which a metric gets X, or in
    which those distances were computed; rates: a learning rate for each stage of the schedule;
    rates_are_auto: whether "auto" chose them. All else has the names of `TSNE`.
    """

    X: np.ndarray
    metric_dtype: np.dtype
    n_components: int
    perplexity: float
    early_exaggeration: float
    rates: tuple
    rates_are_auto: bool
    max_iter: int
    n_iter_without_progress: int
    min_grad_norm: float
    metric: str | Callable
    metric_params: dict | None
    init: str | np.ndarray
    random_state: np.random.RandomState | np.random.Generator
    method: str
    n_jobs: int | None
    kernel: Callable
    normalize: str
    dtype: np.dtype
    schedule: str
    exaggeration: float
