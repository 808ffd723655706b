r"""What a distance on the map is worth: a kernel w(d²), largest at 0, and how hard it pulls.

    kernel                 w(d²)                   pull = −d log w / d d²
    gaussian(sigma=σ)      exp(−d² / 2σ²)          1 / 2σ²
    student                1 / (1 + d²)            1 / (1 + d²)
    heavy_tailed(alpha=α)  (1 + d²/α)^(−α)         1 / (1 + d²/α)
    inverse_square(ε)      1 / (d² + ε)            1 / (d² + ε)

Heavy tails join the two: α = 1 is Student, and α → ∞ is the Gaussian exp(−d²).
A kernel is written as its logarithm, because Q needs ratios of weights, and ratios of
very small numbers survive only as differences of logarithms.
"""

from dataclasses import dataclass

import numpy as np

from .door.tables import not_negative
from .door.values import positive, width


class Kernel:
    """w(d²): call it with squared distances of any shape, get weights of the same shape."""

    def __call__(self, D2):
        with np.errstate(over="ignore", divide="ignore"):  # infinitely far is a weight of 0
            return np.exp(self.log(not_negative(D2, "D2")))


@dataclass(frozen=True)
class gaussian(Kernel):
    r"""$w = e^{-d^2 / 2\sigma^2}$,   pull $= 1 / 2\sigma^2$

    The kernel of SNE, where all maps share one width. The default σ = 1/√2 is SNE's own
    exp(−d²).   ValueError: sigma not positive.   Source: Hinton & Roweis (2002).
    """

    sigma: float = 0.5**0.5

    def __post_init__(self):
        width(self.sigma, "sigma")

    def log(self, D2):
        return -D2 / (2 * self.sigma**2)

    def pull(self, D2):
        return np.full_like(not_negative(D2, "D2"), 1 / (2 * self.sigma**2))


@dataclass(frozen=True)
class heavy_tailed(Kernel):
    r"""$w = (1 + d^2/\alpha)^{-\alpha}$,   pull $= 1 / (1 + d^2/\alpha)$

    The smaller α, the heavier the tail: a point far away still counts.
    ValueError: alpha not positive.   Source: Kobak et al. (2019).
    """

    alpha: float = 1.0

    def __post_init__(self):
        positive(self.alpha, "alpha")

    def log(self, D2):
        return -self.alpha * np.log1p(D2 / self.alpha)

    def pull(self, D2):
        with np.errstate(over="ignore"):
            return 1 / (1 + not_negative(D2, "D2") / self.alpha)


@dataclass(frozen=True)
class inverse_square(Kernel):
    r"""$w = 1 / (d^2 + \epsilon)$,   pull $= 1 / (d^2 + \epsilon)$

    UMAP's kernel. Without ε it is infinite where two points meet, and so is their push;
    .001 is umap-learn's.   ValueError: epsilon negative.   Source: Damrich et al. (2023).
    """

    epsilon: float = 0.001

    def __post_init__(self):
        not_negative(self.epsilon, "epsilon")

    def log(self, D2):
        return -np.log(D2 + self.epsilon)

    def pull(self, D2):
        with np.errstate(divide="ignore"):
            return 1 / (not_negative(D2, "D2") + self.epsilon)


student = heavy_tailed(alpha=1.0)  # w = 1 / (1 + d²), the kernel of t-SNE
