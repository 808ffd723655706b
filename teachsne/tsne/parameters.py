"""The parameters of `teachsne.TSNE`: each is checked at fit, after the data.

`make_settings` goes down `TSNE` in its order; a check sees the data, as checked["X"], and what
passed before it. What scikit-learn's scripts set and has no effect here is checked, too:
a slip is a slip.
"""

import numbers
from dataclasses import fields, replace

import numpy as np
from sklearn.utils.validation import validate_data

from ..numeric.scalars import InputTypeError, integer, number, positive, real
from ..steps.kernels import read_only
from ..validation.matrices import distance_matrix
from ..validation.names import refuse_crossed_axes, refuse_other_points
from ..validation.points import embedding_any_size, points_any_scale
from ..validation.scalars import at_least_one, boolean, choice, kernel, n_processors, or_none
from ..warn import warn_user
from .metric import metric_dtype
from .objective import resolve_method
from .schedule import auto_rates, exaggerations, usual_exaggeration
from .settings import Settings


def validate_parameters(estimator, X):
    """The settings of a fit of `TSNE` to X."""
    points = points_any_scale(X, "X")
    validate_data(estimator, X, skip_check_array=True)  # counts features, notes their names
    return make_settings(estimator.get_params(deep=False), X, points)


def make_settings(parameters, X, points, name="X"):
    """Check the parameters one after the other, and choose what is "auto".

    X: the data as they came, which alone say how exact they are, and whose; points: the same,
    checked; name: what messages call them.
    """
    checked = {"X": points}
    for parameter, check in TSNE.items():
        checked[parameter] = check(parameters[parameter], parameter, checked)
    refuse_other_points({name: X, "init": parameters["init"]})
    if checked["metric"] == "precomputed":
        refuse_crossed_axes(X, name)
        checked["X"] = distance_matrix(X, name)
    return _resolved(checked, metric_dtype(X, checked["metric"]))


def _resolved(checked, precision):
    """Settings, in which every "auto" has become what it stands for."""
    how = (checked[name] for name in ("method", "kernel", "normalize", "n_components"))
    method, rate = resolve_method(len(checked["X"]), *how), checked["learning_rate"]
    chosen = {"method": method, "metric_dtype": precision, "rates_are_auto": rate == "auto"}
    if checked["schedule"] == "auto":
        chosen["schedule"] = "swift" if method == "mesh" else "classic"
    if checked["early_exaggeration"] == "auto":
        chosen["early_exaggeration"] = usual_exaggeration(checked["kernel"])
    known = {name: value for name, value in checked.items() if name in FIELDS} | chosen
    settings = Settings(**known, rates=())
    rates = auto_rates(settings) if rate == "auto" else (rate,) * len(exaggerations(settings))
    return replace(settings, rates=rates)


def perplexity(value, name, checked):
    """1 <= perplexity <= n - 1; n - 1 itself makes all neighbours alike."""
    n = len(checked["X"])
    usable = min(n - 1, max(1.5, min(30.0, (n - 1) / 3)))
    remedy = f": at least 1 and at most n_samples - 1 = {n - 1} is possible; try {usable:.3g}"
    try:
        real(value, name)
    except ValueError as error:
        raise type(error)(f"{error}{remedy}") from None
    too_large = f"{{name}} ({{value}}) must be less than n_samples ({n})"
    number(high=n, closed="[)", says=too_large, remedy=remedy)(value, name)
    out = f"{{name}}={{value}} cannot be had with {n} points"
    return number(1, n - 1, says=out, remedy=remedy)(value, name)


def learning_rate(value, name, checked=None):
    if isinstance(value, str):
        return choice("auto")(value, name)
    return positive(value, name)


def exaggeration(value, name, checked=None):
    """ "auto", which fits the kernel, or a number."""
    return value if isinstance(value, str) and value == "auto" else at_least_one(value, name)


not_below_zero = number(0, must="not be negative", remedy="; 0 never stops the descent")
between_0_and_1 = number(0, 1, must="be between 0 and 1")


def metric(value, name, checked=None):
    """A word, whose spelling `pairwise_distances` judges, or a function of two rows."""
    if not isinstance(value, str) and not callable(value):
        raise InputTypeError(
            f"{name} must be a word such as 'euclidean', 'cosine' or 'precomputed', or a "
            f"function of two rows; got {value!r}"
        )
    return value if isinstance(value, str | Metric) else Metric(value)


class Metric:
    """Somebody's function of two rows: it may look at them, and not write."""

    def __init__(self, function):
        self.function = function

    def __call__(self, a, b, **options):
        try:
            return self.function(read_only(a), read_only(b), **options)
        except ValueError as error:
            if "read-only" in str(error):
                raise ValueError(
                    "metric writes into the rows that it is given; it must leave them as they are, "
                    "and return a number"
                ) from error
            raise


def options(value, name, checked):
    if not isinstance(value, dict):
        raise InputTypeError(f"{name} must be a dict of the metric's arguments, got {value!r}")
    if value and checked["metric"] in ("euclidean", "precomputed"):
        raise ValueError(
            f"{name}={value!r} has no effect: metric={checked['metric']!r} takes no arguments; "
            f"leave {name}=None, or choose another metric, such as 'minkowski' with {{'p': 3}}"
        )
    return value


def initial_embedding(value, name, checked):
    """A word, or a map of the shape that is asked for."""
    if isinstance(value, str):
        if choice("pca", "random")(value, name) == "pca" and checked["metric"] == "precomputed":
            raise ValueError(
                f'The parameter {name}="pca" cannot be used with metric="precomputed". '
                'Distances have no components; use init="random" or an array'
            )
        return value
    wanted = (len(checked["X"]), checked["n_components"])
    if value is None or np.shape(value) != wanted:
        raise ValueError(
            f"{name} must be 'pca', 'random' or an array with a row for each point and a column "
            f"for each component, of shape {wanted}; got "
            f"{'None' if value is None else f'shape {np.shape(value)}'}"
        )
    clean = embedding_any_size(value, name)  # makes no table of n × n: the mesh needs none
    if not np.ptp(clean, axis=0).any():
        warn_user(
            f"{name} has all points at one place (all zeros, perhaps), where nothing pulls or "
            "pushes: nothing moves; use 'pca' or 'random'",
        )
    return clean


def random_generator(value, name, checked=None):
    """A seed becomes the generator whose noise scikit-learn starts from; None, a new one."""
    if value is None or (isinstance(value, numbers.Integral) and not isinstance(value, bool)):
        try:
            return np.random.RandomState(value)
        except ValueError as error:
            raise ValueError(f"{name}={value} is no seed: {error}") from None
    if not isinstance(value, np.random.RandomState | np.random.Generator):
        raise InputTypeError(f"{name} must be None, a whole number or a generator, got {value!r}")
    return value


def verbosity(value, name, checked=None):
    if isinstance(value, bool | np.bool_):
        return boolean(value, name)
    return integer(0)(value, name)


def function(value, name, checked=None):
    if not callable(value):
        raise InputTypeError(f"{name} must be a function of a state, got {value!r}")
    return value


def precision(value, name, checked=None):
    try:
        if (clean := np.dtype(value)) in (np.float64, np.float32):
            return clean
    except TypeError:
        pass
    raise ValueError(f"{name} must be 'float64' or 'float32', got {value!r}")


TSNE = {
    "n_components": integer(1),
    "perplexity": perplexity,
    "early_exaggeration": exaggeration,
    "learning_rate": learning_rate,
    "max_iter": integer(1),
    "n_iter_without_progress": integer(-1),
    "min_grad_norm": not_below_zero,
    "metric": metric,
    "metric_params": or_none(options),
    "init": initial_embedding,
    "verbose": verbosity,
    "random_state": random_generator,
    "method": choice("auto", "exact", "mesh", "barnes_hut"),
    "angle": between_0_and_1,
    "n_jobs": or_none(n_processors),
    "kernel": kernel,
    "normalize": choice("joint", "rows"),
    "callback": or_none(function),
    "dtype": precision,
    "schedule": choice("auto", "classic", "swift"),
    "exaggeration": at_least_one,
}

FIELDS = {field.name for field in fields(Settings)}
