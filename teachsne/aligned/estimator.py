"""Two maps of the same points, or many, side by side: t-SNEs in one yoke.

Each map has its data, its P and its start, as `TSNE` would have them. Then all descend
together, and a spring joins each point with its twins on the other maps:

    X₁ → P₁, start ┐
    X₂ → P₂, start ┴→ Yoke, Springs → follow_yoked → two maps
"""

from functools import partial

import numpy as np
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits

from ..tsne import parameters
from ..tsne.estimator import TSNE, start
from ..tsne.history import History
from ..tsne.initialization import initial_embedding
from ..tsne.objective import objective
from ..tsne.schedule import make_schedule
from ..validation.data_sets import data_sets, refuse_other_names
from .parameters import validate_parameters
from .penalty import AlignedObjective, AlignmentPenalty, centres, optimize_aligned
from .procrustes import pairs_of

FITTED = ("embeddings_", "kl_divergences_", "alignment_error_", "n_iter_", "history_")


class YokedTSNE(BaseEstimator):
    r"""$\arg\min \sum_t KL(P_t \| Q_t) + \lambda \sum_{(s,t)} \sum_i \|y^s_i - y^t_i\|^2$

    Aligned t-SNE maps of several data sets about the same points: what lies in one place on
    one map lies near that place on the others, as far as its own data allow.

    Parameters
    ----------
    lam : float, default=1e-5
        Strength λ of the alignment. 0 gives independent maps, bit for bit those of
        `TSNE`. The penalty adds up over the points, so its effect depends on n: for 100 to
        500 points, 1e-6 is a hint and 1e-3 makes the maps nearly one.
    perplexity : float or list of float, default=30.0
        Of all maps, or one for each.
    penalty : {"sum", "mean"}, default="sum"
        Whether the penalty is a sum or a mean over the points: λ_mean = n · λ_sum.
    pairs : {"all", "chain"}, default="all"
        Align all pairs of maps, or each map with the next, as in time.
    fixed : int, default=None
        The number of a map, from 0, that stays where its init is.
    by_label : bool, default=False
        Align the centres of classes instead of points; `fit` then needs labels.
    init : {"pca", "random"}, array (n, 2), or a list with one for each map, default="pca"
        "pca" starts each map from its own principal components, "random" all maps from one
        cloud of noise.
    max_iter : int, default=1000
        Number of updates. Exaggeration, learning rate and the end of the descent are as in
        `TSNE`.
    random_state : int, generator or None, default=None
        Seed of init="random".

    Attributes
    ----------
    embeddings_ : list of arrays (n, 2)
        The maps.
    kl_divergences_ : array
        KL of each map in nats, without the penalty.
    alignment_error_ : float
        The sum of squared distances between matched points, without λ (between centres if
        by_label).
    n_iter_ : int
        Number of updates made.
    history_ : DataFrame
        Iteration, loss, KL of each map, alignment error, gradient norm and phase.

    Notes
    -----
    Source: Liu & Pless (2019), and the blog post; "all" pairs: Pless (2019); "chain": Rauber,
    Falcão & Telea (2016).

    Examples
    --------
    >>> import teachsne as ts
    >>> X = ts.five_points()
    >>> maps = ts.YokedTSNE(lam=1e-2, perplexity=3, max_iter=50).fit_transform([X, X[["x", "y"]]])
    >>> [Y.shape for Y in maps]
    [(5, 2), (5, 2)]
    """

    def __init__(
        self,
        lam=1e-5,
        *,
        perplexity=30.0,
        penalty="sum",
        pairs="all",
        fixed=None,
        by_label=False,
        init="pca",
        max_iter=1000,
        random_state=None,
    ):
        self.lam = lam
        self.perplexity = perplexity
        self.penalty = penalty
        self.pairs = pairs
        self.fixed = fixed
        self.by_label = by_label
        self.init = init
        self.max_iter = max_iter
        self.random_state = random_state

    def fit(self, Xs, labels=None):
        """Make the maps of [X1, X2, …], tables about the same points in the same order.

        labels (n,): the class of each point, for by_label=True, and of no effect else. Whatever
        ends the descent, Ctrl-C too: what was computed until then is kept.
        """
        for name in FITTED:
            vars(self).pop(name, None)  # nothing of an earlier fit stays
        tables = data_sets(Xs)
        refuse_other_names(Xs, self.init, labels)
        yoke, Y, phases, least = self._harness(tables, labels)
        moments = optimize_aligned(phases, yoke, Y, least)
        History(*history_of(yoke)).consume(moments, partial(self._keep, yoke))
        return self

    def fit_transform(self, Xs, labels=None):
        """Make the maps, and return them: a list of arrays (n, 2)."""
        return self.fit(Xs, labels).embeddings_

    def _harness(self, tables, labels):
        """What is descended on, from where, and how."""
        given = validate_parameters(
            self.get_params(deep=False), len(tables), len(tables[0]), labels
        )
        each = self._settings(tables, given)
        with threadpool_limits(1, "blas"), np.errstate(all="ignore"):
            aims = [objective(X, float, own) for X, own in zip(tables, each, strict=True)]
            Y = np.array([start(X, own) for X, own in zip(tables, each, strict=True)])
        if given["fixed"] is not None:
            Y[given["fixed"]] = each[given["fixed"]]["init"]  # held as it is, however wide
        phases = self._phases(len(tables[0]), each[0])
        bonds = alignment_penalty(given, len(tables), len(tables[0]))
        yoke = AlignedObjective(aims, bonds, given["fixed"], phases[-1].rate)
        return yoke, Y, phases, each[0]["min_grad_norm"]

    def _settings(self, tables, given):
        """Each map's own settings, checked as TSNE's."""
        random = parameters.random_generator(self.random_state, "random_state")
        starts = with_noise(given["init"], tables[0], random)
        common = {"max_iter": self.max_iter, "random_state": random}
        return [
            parameters.validate_parameters(TSNE(perplexity=p, init=init, **common).get_params(), X)
            for p, init, X in zip(given["perplexity"], starts, tables, strict=True)
        ]

    def _phases(self, n, own):
        """When the maps descend how; a warm start has another plan."""
        return make_schedule(n, own)

    def _keep(self, yoke, record):
        last = record.last
        self.embeddings_ = [Y.copy() for Y in last.Y]
        self.kl_divergences_ = np.array(yoke.kls(last.Y))
        self.alignment_error_ = yoke.springs.error(last.Y)
        self.n_iter_ = last.iteration
        self.history_ = record.history()


def with_noise(starts, X, random):
    """The starts; where noise is asked for, one cloud of it, the same for all maps."""
    asked = [isinstance(start, str) and start == "random" for start in starts]
    if not any(asked):
        return starts
    noise = initial_embedding(X, "random", 2, random)
    return [noise if noisy else start for noisy, start in zip(asked, starts, strict=True)]


def alignment_penalty(given, maps, n):
    """The springs that are asked for, between so many maps of n points."""
    ends = centres(given["labels"]) if given["by_label"] else None
    joined = n if ends is None else len(ends)
    weight = given["lam"] / (joined if given["penalty"] == "mean" else 1)
    return AlignmentPenalty(weight, tuple(pairs_of(maps, given["pairs"])), ends)


def history_of(yoke):
    """The columns of a history, and what a row says of a moment."""
    each = [f"KL {t}" for t in range(len(yoke.aims))]
    columns = ["iteration", "loss", *each, "alignment error", "gradient norm", "phase"]

    def row(moment):
        parts = *yoke.kls(moment.Y), yoke.springs.error(moment.Y)
        return moment.iteration, moment.kl, *parts, moment.gradient_norm, moment.phase

    return columns, row
