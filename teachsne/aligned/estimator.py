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

from ..tsne.history import History, forget_earlier_fit, with_progress_bar
from ..tsne.initialization import initial_embedding
from ..tsne.objective import affinities, make_objective
from ..tsne.schedule import make_schedule
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
        Number of updates.
    random_state : int, generator or None, default=None
        Seed of init="random".
    early_exaggeration : float or "auto", default="auto"
        As in `TSNE`; it multiplies each P alone, not the penalty.
    learning_rate : float or "auto", default="auto"
        As in `TSNE`.
    metric : str or callable, default="euclidean"
        As in `TSNE`, the same for all data sets. "precomputed": all Xs hold distances.
    metric_params : dict, default=None
        Further arguments of the metric.
    verbose : int or bool, default=0
        Show a progress bar.
    method : {"barnes_hut", "auto", "exact", "mesh"}, default="barnes_hut"
        As in `TSNE`.
    n_jobs : int, default=None
        Number of processors for the search of neighbours.
    callback : callable, default=None
        A function of each state (see `iterate`). The fit stops when it returns True.
    schedule : {"auto", "classic", "swift"}, default="auto"
        As in `TSNE`.

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
        forget_earlier_fit(self, FITTED)
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
