"""Which check each argument of each public function must pass, and what names its result."""

from typing import NamedTuple

from ..numeric.arrays import any_numbers, not_negative
from ..numeric.scalars import any_number, integer, positive
from . import data_sets, matrices, names, pairs, points, scalars
from .scalars import choice, kernel, or_none


class Labels(NamedTuple):
    """Where the labels of an array come from, if pandas tables went in."""

    rows: tuple  # arguments; the first of them that is a DataFrame names the rows
    columns: str = ""  # the argument whose columns name the columns; none: the points of the rows
    axis: str = ""  # the argument that says which axis was summed over, and so which is left


class Rule:
    """A check for each argument, in order, and what the labels of pandas tables mean.

    out: the labels of the result.   square: arguments whose columns are the points of their rows.
    same_columns: do the columns of all tables stand for the same things?
    """

    def __init__(self, *, out=None, square=(), same_columns=False, **checks):
        self.checks = checks
        self.out, self.square, self.same_columns = out, square, same_columns


OF_X, OF_Y = Labels(rows=("X",)), Labels(rows=("Y",))  # (n, n): pairs of points
OF_D2, OF_P = Labels(rows=("D2",), columns="D2"), Labels(rows=("P",), columns="P")
OF_MAP = Labels(rows=("P", "Y"), columns="Y")

_QUALITY = {
    "X": points.points_for_n2,
    "Y": points.rows_of_same,
    "n_neighbors": scalars.neighbours(2),
}
_PAIRS = Rule(D2=not_negative, c=positive, kernel=kernel, out=OF_D2)
_INFONCE = Rule(D2=pairs.pair_table, kernel=kernel, out=OF_D2)
_EXPECTED = {"P": matrices.joint_probabilities_matrix, "Y": points.embedding_for_P}
_OF_LOSS = {
    "loss": choice(*pairs.LOSSES),
    "z_bar": pairs.z_of_expected,
    "n_noise": pairs.noise_of_expected,
}
_NORMALIZE, _PROCESSORS = choice("joint", "rows"), or_none(scalars.n_processors)

VALIDATORS = {
    "squared_distances": Rule(X=points.points, out=OF_X),
    "distances": Rule(X=points.points, out=OF_X),
    "conditional_probabilities": Rule(
        D2=matrices.squared_distance_matrix, sigmas=pairs.bandwidths, square=("D2",), out=OF_D2
    ),
    "perplexity": Rule(P=matrices.row_probabilities, square=("P",), out=OF_P),
    "find_sigmas": Rule(
        D2=matrices.squared_distance_matrix, perplexity=pairs.perplexity, square=("D2",), out=OF_D2
    ),
    "bisect_sigma": Rule(
        d2=matrices.squared_distance_row, perplexity=pairs.perplexity_of_row, tol=positive
    ),
    "joint_probabilities": Rule(P=matrices.row_probabilities, square=("P",), out=OF_P),
    "similarities": Rule(Y=points.embedding, kernel=kernel, normalize=_NORMALIZE, out=OF_Y),
    "kl_divergence": Rule(
        P=not_negative,
        Q=pairs.same_shape,
        base=scalars.log_base,
        axis=pairs.axis,
        square=("P", "Q"),
        same_columns=True,
        out=Labels(rows=("P", "Q"), axis="axis"),
    ),
    "kl_gradient": Rule(
        P=matrices.target_probabilities,
        Y=points.embedding_for_P,
        kernel=kernel,
        normalize=_NORMALIZE,
        exaggeration=scalars.at_least_one,
        square=("P",),
        out=OF_MAP,
    ),
    "descend": Rule(
        gradient=names.gradient_of_same,
        Y=points.embedding_any_size,
        learning_rate=positive,
        momentum=scalars.unit_interval,
        gains=scalars.boolean,
    ),
    "trustworthiness": Rule(**_QUALITY),
    "continuity": Rule(**_QUALITY),
    "knn_recall": Rule(
        X=points.points_any_scale, Y=points.rows_of_same, n_neighbors=scalars.neighbours(1)
    ),
    "spearman": Rule(X=points.points_any_scale, Y=points.rows_of_same),
    "procrustes": Rule(
        Y1=points.points_squarable,
        Y2=data_sets.same_shape_as_first,
        out=Labels(rows=("Y1", "Y2"), columns="Y2"),
    ),
    "yoke_sweep": Rule(
        Xs=data_sets.data_sets,
        lams=data_sets.weights,
        starts=integer(1),
        warm=scalars.boolean,
        n_jobs=_PROCESSORS,
    ),
    "choose_lambda": Rule(sweep=data_sets.sweep),
    "log_sigmoid": Rule(x=any_numbers, out=Labels(rows=("x",), columns="x")),
    "rival": Rule(z_bar=positive, n=integer(2), n_noise=integer(1)),
    "attraction": _PAIRS,
    "repulsion": _PAIRS,
    "attraction_slope": _PAIRS,
    "repulsion_slope": _PAIRS,
    "infonce": _INFONCE,
    "infonce_slope": _INFONCE,
    "log_z_slope": Rule(D2=pairs.pair_table, c=positive, kernel=kernel, out=OF_D2),
    "expected_loss": Rule(**_EXPECTED, **_OF_LOSS, square=("P",)),
    "expected_gradient": Rule(**_EXPECTED, **_OF_LOSS, square=("P",), out=OF_MAP),
    "expected_log_z_slope": Rule(**_EXPECTED, z=positive, n_noise=integer(1), square=("P",)),
    "partition_function": Rule(Y=points.embedding, kernel=kernel),
    "knn_edges": Rule(
        X=points.points_any_scale, n_neighbors=scalars.few_neighbours, n_jobs=_PROCESSORS
    ),
    "spectrum_z": Rule(s=any_number, z_tsne=positive, n=integer(2), n_noise=integer(1)),
    "tsne_partition": Rule(X=points.points_any_scale, n_jobs=_PROCESSORS),
    "exaggerated_maps": Rule(X=points.points_any_scale),
    "ledger": Rule(
        source=or_none(
            choice(
                *("five points", "lecture", "blog post", "abstract", "web page"),
                *("000", "001", "002", "003"),
            )
        )
    ),
}
