"""Two maps of the same points, or many, side by side: t-SNEs in one yoke, and no formula.

Each map has its data, its P and its start, as `TSNE` would have them. Then all descend
together, and a spring joins the places of each point on the maps:

    X₁ → P₁, Y₁ ┐
    X₂ → P₂, Y₂ ┴→ AlignedObjective → optimize_aligned → two maps
"""

from functools import partial

import numpy as np
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits

from ..tsne.history import History, with_progress_bar
from ..tsne.initialization import initial_embedding
from ..tsne.objective import affinities, make_objective
from ..tsne.schedule import make_schedule
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
    early_exaggeration, learning_rate, max_iter, metric, metric_params, verbose, random_state,
        method, n_jobs, callback, schedule: as in `TSNE`, the same for all maps. Exaggeration
        multiplies each P alone. metric="precomputed": all Xs are tables of distances.

    Attributes: embeddings_, a list of maps (n, 2); kl_divergences_, one a map, without the
    springs; alignment_error_, the sum $\sum_{(s,t)} \sum_i \|y^s_i - y^t_i\|^2$ without λ
    (over centres if by_label); n_iter_; history_, a DataFrame with the loss, each map's KL,
    the alignment error, gradient norm and phase.

    Source: Liu & Pless (2019), and the blog post; "all" pairs: Pless (2019); "chain": Rauber,
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
        early_exaggeration="auto",
        learning_rate="auto",
        metric="euclidean",
        metric_params=None,
        verbose=0,
        method="barnes_hut",
        n_jobs=None,
        callback=None,
        schedule="auto",
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
        self.early_exaggeration = early_exaggeration
        self.learning_rate = learning_rate
        self.metric = metric
        self.metric_params = metric_params
        self.verbose = verbose
        self.method = method
        self.n_jobs = n_jobs
        self.callback = callback
        self.schedule = schedule

    def iterate(self, Xs, labels=None):
        """Yield every state of a fit, as `TSNE.iterate` does; Y (T, n, 2) holds all maps."""
        return optimize_aligned(*self._prepare(Xs, labels))

    def fit(self, Xs, labels=None):
        """Make the maps of [X1, X2, …], tables about the same points in the same order.

        labels (n,): the class of each point, for by_label=True, and of no effect else. Whatever
        ends the descent, Ctrl-C too: what was computed until then is kept.
        """
        for name in FITTED:
            vars(self).pop(name, None)  # nothing of an earlier fit stays
        objective, *how = self._prepare(Xs, labels)
        states = optimize_aligned(objective, *how)
        states = with_progress_bar(states, self.max_iter, self.verbose, "loss")
        keep = partial(self._keep, objective)
        History(*history_of(objective)).consume(states, keep, self.callback)
        return self

    def fit_transform(self, Xs, labels=None):
        """Make the maps, and return them: a list of arrays (n, 2)."""
        return self.fit(Xs, labels).embeddings_

    def _prepare(self, Xs, labels):
        """What is minimised, from where, in which stages, and when it has converged."""
        settings = validate_parameters(self, Xs, labels)
        with threadpool_limits(1, "blas"), np.errstate(all="ignore"):
            objectives = [objective_of(own) for own in settings.maps]
            Y = np.array([initial_embedding(own.X, own) for own in settings.maps])
        if settings.fixed is not None:
            Y[settings.fixed] = settings.maps[settings.fixed].init  # as it is, however wide
        stages = self._stages(settings.maps[0])
        penalty = alignment_penalty(settings)
        objective = AlignedObjective(objectives, penalty, settings.fixed, stages[-1].rate)
        return objective, Y, stages, settings.maps[0].min_grad_norm

    def _stages(self, settings):
        """When the maps descend how; a warm start has other stages."""
        return make_schedule(settings)

    def _keep(self, objective, record):
        last = record.last
        self.embeddings_ = [Y.copy() for Y in last.Y]
        self.kl_divergences_ = np.array(objective.kls(last.Y))
        self.alignment_error_ = objective.penalty.error(last.Y)
        self.n_iter_ = last.iteration
        self.history_ = record.history()


def objective_of(settings):
    """What one map minimises by itself."""
    P = affinities(settings.X, settings)
    how = settings.method, settings.kernel, settings.normalize, settings.dtype
    return make_objective(P, *how)


def alignment_penalty(settings):
    """The springs that are asked for."""
    maps, n = len(settings.maps), len(settings.maps[0].X)
    averaging = None if settings.labels is None else centres(settings.labels)
    joined = n if averaging is None else len(averaging)
    weight = settings.lam / (joined if settings.penalty == "mean" else 1)
    return AlignmentPenalty(weight, tuple(pairs_of(maps, settings.pairs)), averaging)


def history_of(objective):
    """The columns of a history, and what a row says of a state."""
    each = [f"KL {t}" for t in range(len(objective.objectives))]
    columns = ["iteration", "loss", *each, "alignment error", "gradient norm", "phase"]

    def row(state):
        parts = *objective.kls(state.Y), objective.penalty.error(state.Y)
        return state.iteration, state.kl, *parts, state.gradient_norm, state.phase

    return columns, row
