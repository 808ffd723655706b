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
from ..tsne.estimator import TSNE
from ..tsne.history import History
from ..tsne.initialization import initial_embedding, new_embedding
from ..tsne.objective import affinities, make_objective
from ..tsne.schedule import make_schedule
from ..validation.data_sets import data_sets, refuse_other_names
from .parameters import validate_parameters
from .penalty import AlignedObjective, AlignmentPenalty, centres, optimize_aligned
from .procrustes import pairs_of

FITTED = ("embeddings_", "kl_divergences_", "alignment_error_", "n_iter_", "history_")


class YokedTSNE(BaseEstimator):
    r"""$\arg\min \sum_t KL(P_t \| Q_t) + \lambda \sum_{(s,t)} \sum_i \|y^s_i - y^t_i\|^2$

    Maps of the same points that can be compared by eye: what is in one place on one of them
    is near that place on the others, as far as its own data allow.

    lam: λ, how strong the springs are. 0: independent maps, bit for bit those of `TSNE`.
        The springs add up over the points, so what is strong depends on n: for 100 to 500
        points 1e-6 (a hint) to 1e-3 (nearly one map).
    perplexity: of each map; one number, or a list with one a map.
    penalty: "sum" over the points, or "mean": λ_mean = n · λ_sum.
    pairs: "all" pairs of maps are joined, or a "chain" of neighbours, as in time.
    fixed: the number of a map (from 0) that is held where its init is.
    by_label: True joins the centres of classes instead of points; fit then needs labels.
    init: "pca", each map's own principal components; "random", one cloud of noise for all;
        an array (n, 2) for all; or a list with one of these for each map.
    max_iter, random_state: as in `TSNE`, and so are early exaggeration, which multiplies P
        alone, the learning rate, and when the descent has come to rest.

    Attributes: embeddings_, a list of maps (n, 2); kl_divergences_, one a map, without the
    springs; alignment_error_, the sum $\sum_{(s,t)} \sum_i \|y^s_i - y^t_i\|^2$ without λ
    (over centres if by_label); n_iter_; history_, a DataFrame with the loss, each map's KL,
    the alignment error, gradient norm and phase.

    Source: Liu & Pless (2019), and seed 000; "all" pairs: Pless (2019); "chain": Rauber,
    Falcão & Telea (2016).
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
            aims = [objective_of(own) for own in each]
            Y = np.array([initial_embedding(own.X, own) for own in each])
        if given["fixed"] is not None:
            Y[given["fixed"]] = each[given["fixed"]].init  # held as it is, however wide
        phases = self._phases(each[0])
        bonds = alignment_penalty(given, len(tables), len(tables[0]))
        yoke = AlignedObjective(aims, bonds, given["fixed"], phases[-1].rate)
        return yoke, Y, phases, each[0].min_grad_norm

    def _settings(self, tables, given):
        """Each map's own settings, checked as TSNE's."""
        random = parameters.random_generator(self.random_state, "random_state")
        starts = with_noise(given["init"], tables[0], random)
        common = {"max_iter": self.max_iter, "random_state": random}
        return [
            parameters.make_settings(TSNE(perplexity=p, init=init, **common).get_params(), X, X)
            for p, init, X in zip(given["perplexity"], starts, tables, strict=True)
        ]

    def _phases(self, own):
        """When the maps descend how; a warm start has another plan."""
        return make_schedule(own)

    def _keep(self, yoke, record):
        last = record.last
        self.embeddings_ = [Y.copy() for Y in last.Y]
        self.kl_divergences_ = np.array(yoke.kls(last.Y))
        self.alignment_error_ = yoke.springs.error(last.Y)
        self.n_iter_ = last.iteration
        self.history_ = record.history()


def objective_of(settings):
    """What one map minimises by itself."""
    P = affinities(settings.X, settings)
    how = settings.method, settings.kernel, settings.normalize, settings.dtype
    return make_objective(P, *how)


def with_noise(starts, X, random):
    """The starts; where noise is asked for, one cloud of it, the same for all maps."""
    asked = [isinstance(start, str) and start == "random" for start in starts]
    if not any(asked):
        return starts
    noise = new_embedding(X, "random", 2, random)
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
