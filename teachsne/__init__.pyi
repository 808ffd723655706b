"""What editors and type checkers see; at run time each name is loaded when it is first used.

A function that is given a DataFrame returns one, named alike; given anything else, an array.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from . import datasets as datasets
from .aligned.estimator import YokedTSNE as YokedTSNE
from .contrastive.estimator import ContrastiveTSNE as ContrastiveTSNE
from .course import exercises as exercises
from .course import plots as plots
from .datasets import views as views
from .steps.descent import State as State
from .steps.kernels import Kernel
from .steps.kernels import gaussian as gaussian
from .steps.kernels import heavy_tailed as heavy_tailed
from .steps.kernels import inverse_square as inverse_square
from .tsne.estimator import TSNE as TSNE

__version__: str
__all__: list[str]

_Floats = NDArray[np.float64]
_Numbers = NDArray[Any] | Sequence[Any]
_Kernel = Kernel | Literal["student", "gaussian"]
_Sums = Literal["joint", "rows"]
_Loss = Literal["negative", "nce", "infonce", "umap"]

student: heavy_tailed

# lessons 01 to 07

@overload
def squared_distances(X: pd.DataFrame) -> pd.DataFrame: ...
@overload
def squared_distances(X: _Numbers) -> _Floats: ...
@overload
def distances(X: pd.DataFrame) -> pd.DataFrame: ...
@overload
def distances(X: _Numbers) -> _Floats: ...
@overload
def conditional_probabilities(
    D2: pd.DataFrame, sigmas: float | pd.Series | _Numbers
) -> pd.DataFrame: ...
@overload
def conditional_probabilities(D2: _Numbers, sigmas: float | pd.Series | _Numbers) -> _Floats: ...
@overload
def perplexity(P: pd.DataFrame) -> pd.Series: ...
@overload
def perplexity(P: _Numbers) -> _Floats: ...
@overload
def find_sigmas(D2: pd.DataFrame, perplexity: float) -> pd.Series: ...
@overload
def find_sigmas(D2: _Numbers, perplexity: float) -> _Floats: ...
def bisect_sigma(
    d2: pd.Series | _Numbers, perplexity: float, tol: float = 1e-5
) -> Iterator[tuple[float, float]]: ...
@overload
def joint_probabilities(P: pd.DataFrame) -> pd.DataFrame: ...
@overload
def joint_probabilities(P: _Numbers) -> _Floats: ...
@overload
def similarities(
    Y: pd.DataFrame, kernel: _Kernel = ..., normalize: _Sums = "joint"
) -> pd.DataFrame: ...
@overload
def similarities(Y: _Numbers, kernel: _Kernel = ..., normalize: _Sums = "joint") -> _Floats: ...
@overload
def kl_divergence(
    P: pd.DataFrame | _Numbers, Q: pd.DataFrame | _Numbers, base: float = ..., axis: None = None
) -> float: ...
@overload
def kl_divergence(
    P: pd.DataFrame, Q: pd.DataFrame | _Numbers, base: float = ..., *, axis: int
) -> pd.Series: ...
@overload
def kl_divergence(
    P: _Numbers, Q: pd.DataFrame | _Numbers, base: float = ..., *, axis: int
) -> Any: ...
@overload
def kl_gradient(
    P: pd.DataFrame | _Numbers,
    Y: pd.DataFrame,
    kernel: _Kernel = ...,
    normalize: _Sums = "joint",
    exaggeration: float = 1.0,
) -> pd.DataFrame: ...
@overload
def kl_gradient(
    P: pd.DataFrame | _Numbers,
    Y: _Numbers,
    kernel: _Kernel = ...,
    normalize: _Sums = "joint",
    exaggeration: float = 1.0,
) -> Any: ...
def descend(
    gradient: Callable[[_Floats], Any],
    Y: pd.DataFrame | _Numbers,
    learning_rate: float,
    momentum: float = 0.8,
    gains: bool = True,
) -> Iterator[State]: ...

# aligned maps

def procrustes(Y1: pd.DataFrame | _Numbers, Y2: pd.DataFrame | _Numbers) -> Any: ...
def yoke_sweep(
    Xs: Sequence[pd.DataFrame | _Numbers],
    lams: Sequence[float],
    starts: int = 3,
    warm: bool = False,
    n_jobs: int | None = None,
    *,
    perplexity: float = 30.0,
    max_iter: int = 1000,
) -> pd.DataFrame: ...
def choose_lambda(sweep: pd.DataFrame) -> float | None: ...

# from t-SNE to UMAP

def log_sigmoid(x: float | _Numbers) -> Any: ...
def rival(z_bar: float, n: int, n_noise: int) -> float: ...
def attraction(D2: pd.DataFrame | _Numbers, c: float = 1.0, kernel: _Kernel = ...) -> Any: ...
def repulsion(D2: pd.DataFrame | _Numbers, c: float = 1.0, kernel: _Kernel = ...) -> Any: ...
def attraction_slope(D2: pd.DataFrame | _Numbers, c: float = 1.0, kernel: _Kernel = ...) -> Any: ...
def repulsion_slope(D2: pd.DataFrame | _Numbers, c: float = 1.0, kernel: _Kernel = ...) -> Any: ...
def infonce(D2: pd.DataFrame | _Numbers, kernel: _Kernel = ...) -> Any: ...
def infonce_slope(D2: pd.DataFrame | _Numbers, kernel: _Kernel = ...) -> Any: ...
def log_z_slope(D2: pd.DataFrame | _Numbers, c: float = 1.0, kernel: _Kernel = ...) -> Any: ...
def expected_loss(
    P: pd.DataFrame | _Numbers,
    Y: pd.DataFrame | _Numbers,
    loss: _Loss = "negative",
    z_bar: float | None = None,
    n_noise: int | None = None,
) -> float: ...
def expected_gradient(
    P: pd.DataFrame | _Numbers,
    Y: pd.DataFrame | _Numbers,
    loss: _Loss = "negative",
    z_bar: float | None = None,
    n_noise: int | None = None,
) -> Any: ...
def expected_log_z_slope(
    P: pd.DataFrame | _Numbers, Y: pd.DataFrame | _Numbers, z: float, n_noise: int = 5
) -> float: ...
def partition_function(Y: pd.DataFrame | _Numbers, kernel: _Kernel = ...) -> float: ...
def knn_edges(
    X: pd.DataFrame | _Numbers, n_neighbors: int = 15, n_jobs: int | None = None
) -> NDArray[np.int64]: ...
def spectrum_z(s: float, z_tsne: float, n: int, n_noise: int = 5) -> float: ...
def tsne_partition(X: pd.DataFrame | _Numbers, n_jobs: int | None = None) -> float: ...
def exaggerated_maps(
    X: pd.DataFrame | _Numbers, rhos: Sequence[float] = (1, 2, 4), **parameters: Any
) -> Any: ...

# how good a map is

def trustworthiness(
    X: pd.DataFrame | _Numbers, Y: pd.DataFrame | _Numbers, n_neighbors: int = 5
) -> float: ...
def continuity(
    X: pd.DataFrame | _Numbers, Y: pd.DataFrame | _Numbers, n_neighbors: int = 5
) -> float: ...
def knn_recall(
    X: pd.DataFrame | _Numbers, Y: pd.DataFrame | _Numbers, n_neighbors: int = 10
) -> float: ...
def spearman(X: pd.DataFrame | _Numbers, Y: pd.DataFrame | _Numbers) -> float: ...

# the worked example

def five_points() -> pd.DataFrame: ...
def ledger(source: str | None = None) -> pd.DataFrame: ...
def check_table(values: _Numbers | pd.DataFrame | float, name: str) -> None: ...
