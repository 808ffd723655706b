"""t-SNE for everyday use: the functions of the lessons wired together, and no formula.

X → affinities → P                 pairwise distances, σ, conditional and joint probabilities
X → initial_embedding → Y
P → make_objective → KL and its gradient
Y, objective, make_schedule → optimize → state after state → the map
"""

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from threadpoolctl import threadpool_limits

from .history import History, with_progress_bar
from .initialization import initial_embedding
from .objective import affinities, make_objective
from .parameters import validate_parameters
from .schedule import make_schedule, optimize


class TSNE(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):
    r"""$Y = \arg\min_Y KL(P \| Q(Y))$: a map on which neighbours stay neighbours.

    Parameters have scikit-learn's names, order and defaults, so that a script moves here by
    changing its import.

    n_components: of the map, usually 2.
    perplexity: how many neighbours a point looks at, 1 to n − 1; 5 to 50 is usual.
    early_exaggeration: how much stronger attraction is at first (see `schedule`). "auto" is 12,
        scikit-learn's, for t-SNE, and 1, which is none, for a Gaussian and other tails lighter
        than Student's: their maps do not open again once 12 has drawn them into a dot.
    learning_rate: a number, or "auto": max(n / early_exaggeration / 4, 50) for t-SNE, and
        less for the steeper losses of its cousins. (Swift: n / 4 / the stage's exaggeration.)
    max_iter: updates in all, at least 1.
    n_iter_without_progress, min_grad_norm: the descent stops where the loss has found no
        new low for so many iterations, or where its slope is that small (in nats for a length
        of the kernel, which is 1 for t-SNE). It is looked at every 50 iterations.
    metric, metric_params: of scikit-learn's `pairwise_distances`; "precomputed" where X
        holds the distances, which are not squared yet and are never written to.
    init: "pca", "random", both of a deviation of 1e-4, or an array (n, n_components). On the
        mesh an array wider than 1000 is brought to that deviation, with a warning.
    verbose: True shows a progress bar.
    random_state: a seed, for init="random". "pca" is the same each time.
    method: "exact" for all pairs; "mesh" for large n, with pushes to about 1 % and pulls of the
        3 · perplexity nearest (t-SNE in the plane only); "auto", and "barnes_hut" as another
        name for it: exact to 2 500 points, then the mesh. angle has no effect.
    n_jobs: processors that search for neighbours; all else runs on one, to the same bits.
    kernel, normalize: as in `similarities`; others than t-SNE's give its three cousins.
    callback: a function of each state (see `iterate`); the fit stops when it returns True.
    dtype: "float32" computes t-SNE's forces in single precision, sooner; those of other kernels
        and sums, and of 20 points or fewer, are always in double.
    schedule: "classic", scikit-learn's: exaggerated for 250 iterations; "swift" for t-SNE, which
        lets go in stages to 160, and comes as far in 600 as classic in 1000 , on
        large data farther; "auto": swift on the mesh.
    exaggeration: attraction times this after the early phase. 1 is t-SNE; about 4 looks
        like UMAP, about 30 like ForceAtlas2 (see `spectrum`).

    Attributes: embedding_ (n, n_components); kl_divergence_, over all pairs of that map;
    n_iter_, updates made; learning_rate_, the last; history_, a DataFrame with iteration, KL,
    gradient norm and phase, at the start, every 50 iterations, where exaggeration ends, and at
    the end; n_features_in_, and feature_names_in_ where X is a DataFrame.

    New points have no place on a finished map: there is no
    transform.   Source: van der Maaten & Hinton (2008); the defaults are scikit-learn's.
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
        for name in ("embedding_", "kl_divergence_", "n_iter_", "learning_rate_", "history_"):
            vars(self).pop(name, None)  # nothing of an earlier fit stays
        moments = with_progress_bar(self.iterate(X), self.max_iter, self.verbose)
        History().consume(moments, self._keep, self.callback)
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
