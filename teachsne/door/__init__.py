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
    contrastive the parameters of `ContrastiveTSNE`, and what its losses are given
"""

import inspect
from functools import wraps

import numpy as np

from .contrastive import LOSSES, any_number, any_numbers, few_neighbours, joint, pair_table
from .tables import (
    about_the_origin,
    axis,
    chances,
    few_rows,
    map_of,
    map_points,
    map_rows,
    no_pick_of_itself,
    normalized,
    not_negative,
    perplexity,
    perplexity_of_row,
    points,
    row_of_squares,
    rows,
    rows_of_same,
    same_shape,
    squares,
    widths,
)
from .values import (
    at_least_one,
    fewer_than,
    fraction,
    kernel,
    log_base,
    or_none,
    positive,
    slope,
    switch,
    whole,
    word,
)
from .yoked import data_sets, like_the_first, sweep, weights

_PAIRS = {"D2": not_negative, "c": positive, "kernel": kernel}
_EXPECTED = {"P": joint, "Y": map_of, "n_noise": whole(1)}

CHECKS = {
    "squared_distances": {"X": points},
    "distances": {"X": points},
    "conditional_probabilities": {"D2": squares, "sigmas": widths},
    "perplexity": {"P": chances},
    "find_sigmas": {"D2": squares, "perplexity": perplexity},
    "bisect_sigma": {"d2": row_of_squares, "perplexity": perplexity_of_row, "tol": positive},
    "joint_probabilities": {"P": chances},
    "similarities": {"Y": map_points, "kernel": kernel, "normalize": word("joint", "rows")},
    "kl_divergence": {"P": not_negative, "Q": same_shape, "base": log_base, "axis": axis},
    "kl_gradient": {
        "P": no_pick_of_itself,
        "Y": map_of,
        "kernel": kernel,
        "normalize": normalized,
        "exaggeration": at_least_one,
    },
    "descend": {
        "gradient": slope,
        "Y": map_rows,
        "learning_rate": positive,
        "momentum": fraction,
        "gains": switch,
    },
    "trustworthiness": {"X": few_rows, "Y": rows_of_same, "n_neighbors": fewer_than(2)},
    "continuity": {"X": few_rows, "Y": rows_of_same, "n_neighbors": fewer_than(2)},
    "knn_recall": {"X": rows, "Y": rows_of_same, "n_neighbors": fewer_than(1)},
    "spearman": {"X": rows, "Y": rows_of_same},
    "procrustes": {"Y1": about_the_origin, "Y2": like_the_first},
    "yoke_sweep": {
        "Xs": data_sets,
        "lams": weights,
        "starts": whole(1),
        "warm": switch,
        "n_jobs": or_none(whole(-(2**31))),
    },
    "choose_lambda": {"sweep": sweep},
    "log_sigmoid": {"x": any_numbers},
    "rival": {"z_bar": positive, "n": whole(2), "n_noise": whole(1)},
    "attraction": _PAIRS,
    "repulsion": _PAIRS,
    "attraction_slope": _PAIRS,
    "repulsion_slope": _PAIRS,
    "infonce": {"D2": pair_table, "kernel": kernel},
    "infonce_slope": {"D2": pair_table, "kernel": kernel},
    "log_z_slope": {"D2": pair_table, "c": positive, "kernel": kernel},
    "expected_loss": {**_EXPECTED, "loss": word(*LOSSES), "z_bar": or_none(positive)},
    "expected_gradient": {**_EXPECTED, "loss": word(*LOSSES), "z_bar": or_none(positive)},
    "expected_log_z_slope": {**_EXPECTED, "z": positive},
    "partition_function": {"Y": map_points, "kernel": kernel},
    "knn_edges": {"X": rows, "n_neighbors": few_neighbours, "n_jobs": or_none(whole(-(2**31)))},
    "spectrum_z": {"s": any_number, "z_tsne": positive, "n": whole(2), "n_noise": whole(1)},
    "tsne_partition": {"X": rows, "n_jobs": or_none(whole(-(2**31)))},
    "exaggerated_maps": {"X": rows},
    "ledger": {"source": or_none(word("000", "001", "002", "003"))},
}


def guarded(function):
    """The function behind its door: checked arguments in, labels out."""
    name = getattr(function, "__name__", None)
    if name not in CHECKS:
        return function
    signature = inspect.signature(function)

    @wraps(function)
    def checked(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        raw = dict(bound.arguments)
        with np.errstate(all="ignore"):  # what leaves the range of float64 is told in words
            for argument, check in CHECKS[name].items():
                bound.arguments[argument] = check(raw[argument], argument, bound.arguments)
            result = function(*bound.args, **bound.kwargs)
        if isinstance(result, np.ndarray | float) and np.isnan(result).any():
            raise ValueError(f"{name} left the range of float64; rescale, so that distances are ~1")
        return labelled(result, raw)

    checked.__module__ = "teachsne"  # so that it pickles by its public name
    return checked


def labelled(result, raw):
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
