"""The door: what comes in is made an array of float64, or is refused with a reason.

Behind it the mathematics is bare. Each public function has one line in `CHECKS`: a check
for each argument, which returns the clean value or raises. A check sees the value, the
argument's name, and the arguments that passed before it. A pandas table that goes in lends
its labels to the table that comes out.

    values      single numbers, words, functions
    arrays      anything that holds numbers  ->  float64
    tables      what such an array must be: points, squared distances, chances
    parameters  the parameters of `TSNE`, which are checked when it fits
    yoked       data sets of the same points, and what `YokedTSNE` asks beyond that
    names       rows of two tables that carry names: are they the same points?
    labels      a class a row, some of them missing
    contrastive the parameters of `ContrastiveTSNE`, and what its losses are given
"""

import inspect
from functools import wraps

import numpy as np

from .data_sets import data_sets, same_shape_as_first, sweep, weights
from .matrices import (
    aim,
    axis,
    bandwidths,
    embedding,
    embedding_any_size,
    embedding_for_P,
    not_negative,
    perplexity,
    perplexity_of_row,
    points,
    points_any_scale,
    points_for_n2,
    points_squarable,
    row_probabilities,
    rows_of_same,
    same_shape,
    squared_distance_matrix,
    squared_distance_row,
)
from .names import gradient_of_same, refuse_crossed_axes, refuse_other_points
from .pairs import (
    LOSSES,
    any_number,
    any_numbers,
    few_neighbours,
    joint_probabilities_matrix,
    noise_of_expected,
    pair_table,
    z_of_expected,
)
from .scalars import (
    at_least_one,
    boolean,
    choice,
    fewer_than,
    integer,
    kernel,
    log_base,
    n_processors,
    or_none,
    positive,
    unit_interval,
)

_SQUARE = (
    aim,
    squared_distance_matrix,
    row_probabilities,
    joint_probabilities_matrix,
)  # whose columns are the points of their rows
_PAIRS = {"D2": not_negative, "c": positive, "kernel": kernel}
_EXPECTED = {"P": joint_probabilities_matrix, "Y": embedding_for_P}
_OF_LOSS = {"loss": choice(*LOSSES), "z_bar": z_of_expected, "n_noise": noise_of_expected}

VALIDATORS = {
    "squared_distances": {"X": points},
    "distances": {"X": points},
    "conditional_probabilities": {"D2": squared_distance_matrix, "sigmas": bandwidths},
    "perplexity": {"P": row_probabilities},
    "find_sigmas": {"D2": squared_distance_matrix, "perplexity": perplexity},
    "bisect_sigma": {"d2": squared_distance_row, "perplexity": perplexity_of_row, "tol": positive},
    "joint_probabilities": {"P": row_probabilities},
    "similarities": {"Y": embedding, "kernel": kernel, "normalize": choice("joint", "rows")},
    "kl_divergence": {"P": not_negative, "Q": same_shape, "base": log_base, "axis": axis},
    "kl_gradient": {
        "P": aim,
        "Y": embedding_for_P,
        "kernel": kernel,
        "normalize": choice("joint", "rows"),
        "exaggeration": at_least_one,
    },
    "descend": {
        "gradient": gradient_of_same,
        "Y": embedding_any_size,
        "learning_rate": positive,
        "momentum": unit_interval,
        "gains": boolean,
    },
    "trustworthiness": {"X": points_for_n2, "Y": rows_of_same, "n_neighbors": fewer_than(2)},
    "continuity": {"X": points_for_n2, "Y": rows_of_same, "n_neighbors": fewer_than(2)},
    "knn_recall": {"X": points_any_scale, "Y": rows_of_same, "n_neighbors": fewer_than(1)},
    "spearman": {"X": points_any_scale, "Y": rows_of_same},
    "procrustes": {"Y1": points_squarable, "Y2": same_shape_as_first},
    "yoke_sweep": {
        "Xs": data_sets,
        "lams": weights,
        "starts": integer(1),
        "warm": boolean,
        "n_jobs": or_none(n_processors),
    },
    "choose_lambda": {"sweep": sweep},
    "log_sigmoid": {"x": any_numbers},
    "rival": {"z_bar": positive, "n": integer(2), "n_noise": integer(1)},
    "attraction": _PAIRS,
    "repulsion": _PAIRS,
    "attraction_slope": _PAIRS,
    "repulsion_slope": _PAIRS,
    "infonce": {"D2": pair_table, "kernel": kernel},
    "infonce_slope": {"D2": pair_table, "kernel": kernel},
    "log_z_slope": {"D2": pair_table, "c": positive, "kernel": kernel},
    "expected_loss": {**_EXPECTED, **_OF_LOSS},
    "expected_gradient": {**_EXPECTED, **_OF_LOSS},
    "expected_log_z_slope": {**_EXPECTED, "z": positive, "n_noise": integer(1)},
    "partition_function": {"Y": embedding, "kernel": kernel},
    "knn_edges": {
        "X": points_any_scale,
        "n_neighbors": few_neighbours,
        "n_jobs": or_none(n_processors),
    },
    "spectrum_z": {"s": any_number, "z_tsne": positive, "n": integer(2), "n_noise": integer(1)},
    "tsne_partition": {"X": points_any_scale, "n_jobs": or_none(n_processors)},
    "exaggerated_maps": {"X": points_any_scale},
    "ledger": {
        "source": or_none(
            choice(
                *("five points", "lecture", "blog post", "abstract", "web page"),
                *("000", "001", "002", "003"),
            )
        )
    },
}


def validated(function):
    """The function behind its door: checked arguments in, labels out."""
    name = getattr(function, "__name__", None)
    if name not in VALIDATORS:
        return function
    signature = inspect.signature(function)

    @wraps(function)
    def checked(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        raw = dict(bound.arguments)
        with np.errstate(all="ignore"):  # what leaves the range of float64 is told in words
            for argument, check in VALIDATORS[name].items():
                bound.arguments[argument] = check(raw[argument], argument, bound.arguments)
            refuse_other_names(name, raw)
            result = within_floats(name, function, bound)
        return with_labels(result, raw)

    checked.__module__ = "teachsne"  # so that it pickles by its public name
    return checked


def within_floats(name, function, bound):
    """What the function makes of clean arguments, if it is no NaN, and no overflow by name."""
    try:
        result = function(*bound.args, **bound.kwargs)
    except (OverflowError, np.linalg.LinAlgError):
        result = np.nan
    if isinstance(result, np.ndarray | float) and np.isnan(result).any():
        raise ValueError(f"{name} left the range of float64; rescale, so that distances are ~1")
    return result


def refuse_other_names(name, raw):
    """All pandas tables that a function is given are about the same points."""
    for argument, check in VALIDATORS[name].items():
        if check in _SQUARE or (argument in "PQ" and name == "kl_divergence"):
            refuse_crossed_axes(raw[argument], argument)
    refuse_other_points({**raw, **raw.get("parameters", {})}, columns=name == "kl_divergence")


def with_labels(result, raw):
    """(n,) → Series, (n, n) and (n, d) → DataFrame, named like the first table that came in."""
    tables = [v for v in raw.values() if hasattr(v, "iloc") and v.ndim == 2]
    if not tables or not isinstance(result, np.ndarray) or result.dtype.kind != "f":
        return result  # edges are whole numbers, and have no names
    import pandas as pd

    index = tables[0].index
    if result.ndim == 1:
        sums_of_columns = raw.get("axis") in (0, -2)
        return pd.Series(result, index=tables[0].columns if sums_of_columns else index)
    on_the_map = raw.get("Y") if "P" in raw else raw.get("Y2")  # (n, d)
    if on_the_map is not None:
        columns = getattr(on_the_map, "columns", None)
    else:  # of points all pairs, (n, n); of a table of pairs as many as it has
        columns = list(index) if "X" in raw or "Y" in raw else tables[0].columns
    return pd.DataFrame(result, index=index, columns=columns)
