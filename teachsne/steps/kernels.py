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
from functools import wraps
from types import SimpleNamespace

import numpy as np

from ..numeric.arrays import not_negative
from ..numeric.scalars import bandwidth, positive, zero_or_more


def read_only(array):
    """A view of the same numbers that a user's function may read but not write."""
    array = np.asarray(array).view()
    array.flags.writeable = False
    return array


class Kernel:
    """w(d²): call it with squared distances of any shape, get weights of the same shape.

    A kernel has two formulas, `log` and `pull`. What they are given is checked: a negative
    distance, NaN or text is refused. `unchecked` leaves that out, for a step of a descent.
    """

    def __init_subclass__(cls):
        for name in {"log", "pull"} & vars(cls).keys():
            setattr(cls, name, _checked(vars(cls)[name]))

    def __call__(self, D2):
        with np.errstate(over="ignore"):
            return np.exp(self.log(D2))

    def _keep(self, **clean):
        """Parameters as plain floats, so that equal kernels are equal, and have a hash."""
        for name, value in clean.items():
            object.__setattr__(self, name, value)


def _checked(formula):
    @wraps(formula)
    def checked(self, D2):
        with np.errstate(over="ignore", divide="ignore"):  # infinitely far weighs nothing
            return formula(self, read_only(not_negative(D2, "D2")))

    return checked


class Foreign:
    """A kernel that is no `Kernel`, with a `log` and a `pull`: it may look, and not write."""

    def __init__(self, kernel):
        self.kernel = kernel

    def log(self, D2):
        return self.kernel.log(read_only(D2))

    def pull(self, D2):
        return self.kernel.pull(read_only(D2))


def unchecked(kernel):
    """The formulas alone, for squared distances that this package has made itself."""
    if not isinstance(kernel, Kernel):
        return kernel
    return SimpleNamespace(log=_formula(kernel, "log"), pull=_formula(kernel, "pull"))


def _formula(kernel, name):
    method = getattr(type(kernel), name)
    return getattr(method, "__wrapped__", method).__get__(kernel)


def length(kernel):
    """The distance at which a kernel bends: Student's is 1, a Gaussian's √2 σ.

    Where maps start, how long steps are and what is a dot is measured in it, so that a kernel
    twice as wide gives the same map twice as large. (1 where the kernel has no such length.)
    """
    with np.errstate(divide="ignore"):  # UMAP's without its ε has none
        pull = float(kernel.pull(0.0))
    return float(f"{pull**-0.5:.12g}") if 0 < pull < np.inf else 1.0


def light_tailed(kernel):
    """Do its tails fall faster than Student's?   lim d² pull = α > 1

    The power of a heavy tail is α, the Gaussian's is infinite.
    """
    far = 1e12 * length(kernel) ** 2
    return not float(kernel.pull(far)) * far < 1 + 1e-6


@dataclass(frozen=True)
class gaussian(Kernel):
    r"""$w = e^{-d^2 / 2\sigma^2}$,   pull $= 1 / 2\sigma^2$

    The kernel of SNE, where all maps share one width. The default σ = 1/√2 is SNE's own
    exp(−d²).   ValueError: sigma not positive.   Source: Hinton & Roweis (2002).
    """

    sigma: float = 0.5**0.5

    def __post_init__(self):
        self._keep(sigma=bandwidth(self.sigma, "sigma"))

    def log(self, D2):
        return -D2 / (2 * self.sigma**2)

    def pull(self, D2):
        return np.full_like(D2, 1 / (2 * self.sigma**2))


@dataclass(frozen=True)
class heavy_tailed(Kernel):
    r"""$w = (1 + d^2/\alpha)^{-\alpha}$,   pull $= 1 / (1 + d^2/\alpha)$

    The smaller α, the heavier the tail: a point far away still counts.
    ValueError: alpha not positive.   Source: Kobak et al. (2019).
    """

    alpha: float = 1.0

    def __post_init__(self):
        self._keep(alpha=positive(self.alpha, "alpha"))

    def log(self, D2):
        return -self.alpha * np.log1p(D2 / self.alpha)

    def pull(self, D2):
        return 1 / (1 + D2 / self.alpha)


@dataclass(frozen=True)
class inverse_square(Kernel):
    r"""$w = 1 / (d^2 + \epsilon)$,   pull $= 1 / (d^2 + \epsilon)$

    UMAP's kernel. Without ε it is infinite where two points meet, and so is their push;
    .001 is umap-learn's.   ValueError: epsilon negative.   Source: Damrich et al. (2023).
    """

    epsilon: float = 0.001

    def __post_init__(self):
        self._keep(epsilon=zero_or_more(self.epsilon, "epsilon"))

    def log(self, D2):
        return -np.log(D2 + self.epsilon)

    def pull(self, D2):
        return 1 / (D2 + self.epsilon)


student = heavy_tailed(alpha=1.0)  # w = 1 / (1 + d²), the kernel of t-SNE
