"""t-SNE for everyday use: the functions of the lessons wired together, and no formula.

X → affinities → P                 pairwise distances, σ, conditional and joint probabilities
X → initial_embedding → Y
P → make_objective → KL and its gradient
Y, objective, make_schedule → optimize → state after state → the map
"""

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from threadpoolctl import threadpool_limits

from .history import History, forget_earlier_fit, with_progress_bar
from .initialization import initial_embedding
from .objective import affinities, make_objective
from .parameters import validate_parameters
from .schedule import make_schedule, optimize

FITTED = ("embedding_", "kl_divergence_", "n_iter_", "learning_rate_", "history_")


class TSNE(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):
    r"""$Y = \arg\min_Y KL(P \| Q(Y))$: a map on which neighbours stay neighbours.

    Parameters have scikit-learn's names and order, and their defaults give scikit-learn's
    t-SNE, so that a script moves here by changing its import.

    Parameters
    ----------
    n_components : int, default=2
        Number of coordinates of the map.
    perplexity : float, default=30.0
        Effective number of neighbours of each point, from 1 to n − 1; 5 to 50 is usual.
    early_exaggeration : float or "auto", default="auto"
        Factor of the attraction in the first phase (see `schedule`). "auto" is 12 for t-SNE,
        as in scikit-learn, and 1 for kernels with lighter tails than Student's: a factor of 12
        draws their maps into a dot that does not open again.
    learning_rate : float or "auto", default="auto"
        Step size. "auto" is max(n / early_exaggeration / 4, 50) for t-SNE, less for steeper
        losses, and n / 4 / exaggeration of each stage for the swift schedule.
    max_iter : int, default=1000
        Number of updates.
    n_iter_without_progress : int, default=300
        The descent stops when the loss has found no new minimum for so many iterations.
        Checked every 50 iterations.
    min_grad_norm : float, default=1e-7
        The descent stops when the norm of the gradient falls below this.
    metric : str or callable, default="euclidean"
        A metric of scikit-learn's `pairwise_distances`, a function of two rows, or
        "precomputed" if X holds distances (not squared; X is never written to).
    metric_params : dict, default=None
        Further arguments of the metric.
    init : {"pca", "random"} or array (n, n_components), default="pca"
        The initial embedding. "pca" and "random" have a standard deviation of 1e-4. On the
        mesh an array wider than 1000 is rescaled to that deviation, with a warning.
    verbose : int or bool, default=0
        Show a progress bar.
    random_state : int, generator or None, default=None
        Seed of init="random". "pca" is the same each time.
    method : {"barnes_hut", "auto", "exact", "mesh"}, default="barnes_hut"
        "exact" sums all pairs. "mesh" is for large n in the plane: repulsion to about 1 %, and
        attraction of the 3 · perplexity nearest neighbours. "auto" and its other name
        "barnes_hut" are exact up to 2 500 points, and use the mesh beyond.
    angle : float, default=0.5
        Has no effect; accepted because scikit-learn has it.
    n_jobs : int, default=None
        Number of processors for the search of neighbours. The rest runs on one, and gives the
        same bits for any n_jobs.
    kernel : {"student", "gaussian"} or kernel, default="student"
        As in `similarities`. Others than t-SNE's give its variants.
    normalize : {"joint", "rows"}, default="joint"
        As in `similarities`.
    callback : callable, default=None
        A function of each state (see `iterate`). The fit stops when it returns True.
    dtype : {"float64", "float32"}, default="float64"
        "float32" computes the forces of t-SNE in single precision, about twice as fast. The
        embedding stays float64.
    schedule : {"auto", "classic", "swift"}, default="auto"
        "classic" is scikit-learn's: exaggerated for 250 iterations. "swift" ends exaggeration
        in stages, and needs 600 iterations where "classic" needs 1000. "auto" is swift on the
        mesh and classic elsewhere.
    exaggeration : float, default=1.0
        Factor of the attraction after the first phase. 1 is t-SNE; about 4 looks like UMAP,
        about 30 like ForceAtlas2.

    Attributes
    ----------
    embedding_ : array (n, n_components)
        The map.
    kl_divergence_ : float
        KL(P‖Q) of that map in nats, over all pairs, without exaggeration.
    n_iter_ : int
        Number of updates made.
    learning_rate_ : float
        Step size of the last phase.
    history_ : DataFrame
        Iteration, KL, gradient norm and phase: at the start, every 50 iterations, where
        exaggeration ends, and at the end.
    n_features_in_ : int
        Number of columns of X.
    feature_names_in_ : array of str
        Their names, if X is a DataFrame.

    Notes
    -----
    A finished map has no place for new points: there is no `transform`.
    Source: van der Maaten & Hinton (2008); the defaults are scikit-learn's.

    Examples
    --------
    >>> import teachsne as ts
    >>> X = ts.five_points()
    >>> tsne = ts.TSNE(perplexity=3, max_iter=50).fit(X)
    >>> tsne.embedding_.shape, tsne.n_iter_
    ((5, 2), 50)
    """

    def __init__(
        self,
        n_components=2,
        *,
        perplexity=30.0,
        early_exaggeration="auto",
        learning_rate="auto",
        max_iter=1000,
        n_iter_without_progress=300,
        min_grad_norm=1e-7,
        metric="euclidean",
        metric_params=None,
        init="pca",
        verbose=0,
        random_state=None,
        method="barnes_hut",
        angle=0.5,
        n_jobs=None,
        kernel="student",
        normalize="joint",
        callback=None,
        dtype="float64",
        schedule="auto",
        exaggeration=1.0,
    ):
        self.n_components = n_components
        self.perplexity = perplexity
        self.early_exaggeration = early_exaggeration
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.n_iter_without_progress = n_iter_without_progress
        self.min_grad_norm = min_grad_norm
        self.metric = metric
        self.metric_params = metric_params
        self.init = init
        self.verbose = verbose
        self.random_state = random_state
        self.method = method
        self.angle = angle
        self.n_jobs = n_jobs
        self.kernel = kernel
        self.normalize = normalize
        self.callback = callback
        self.dtype = dtype
        self.schedule = schedule
        self.exaggeration = exaggeration

    def iterate(self, X):
        """Yield every state of a fit: iteration, phase, Y, gradient, and kl when asked for.

        The start comes first, with iteration 0; the reader decides when to stop, or waits
        for the end that fit would reach. States never change afterwards.
        """
        settings = validate_parameters(self, X)
        with threadpool_limits(1, "blas"), np.errstate(all="ignore"):
            P = affinities(settings.X, settings)
            Y = initial_embedding(settings.X, settings)
            objective = make_objective(
                P, settings.method, settings.kernel, settings.normalize, settings.dtype
            )
        stages = make_schedule(settings)
        self.learning_rate_ = stages[-1].rate
        return optimize(objective, Y, stages, settings.min_grad_norm)

    def fit(self, X, y=None):
        """Make the map of X (n, p), or of distances (n, n) for metric="precomputed".

        Whatever ends the descent, Ctrl-C too: what was computed until then is kept.
        """
        forget_earlier_fit(self, FITTED)
        states = with_progress_bar(self.iterate(X), self.max_iter, self.verbose)
        History().consume(states, self._keep, self.callback)
        return self

    def fit_transform(self, X, y=None):
        """Make the map of X, and return it: (n, n_components)."""
        return self.fit(X).embedding_

    def _keep(self, record):
        self.embedding_ = record.last.Y.copy()
        self.kl_divergence_ = record.last.kl
        self.n_iter_ = record.last.iteration
        self.history_ = record.history()

    @property
    def _n_features_out(self):
        return self.embedding_.shape[1]

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.pairwise = self.metric == "precomputed"
        return tags
