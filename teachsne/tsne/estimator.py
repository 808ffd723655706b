"""t-SNE for everyday use: the lessons' functions wired together, and no formula.

From the data X come what the map should say, P, and where it starts, Y; then it descends:

    X → squares → find_sigmas → conditional_probabilities → joint_probabilities → P
    X → first_map → Y
    P, Y → follow: descend with kl_gradient, phase after phase → the map
"""

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import validate_data
from threadpoolctl import threadpool_limits

from ..steps.kernels import length
from ..validation.matrices import distance_matrix, points_any_scale
from ..validation.names import refuse_crossed_axes, refuse_other_points
from ..warn import warn_user
from .history import History, with_progress_bar
from .initialization import INITIAL_STD, initial_embedding
from .metric import to_unit_scale
from .objective import objective, resolve_method_for
from .parameters import validate_parameters
from .schedule import make_schedule, optimize

WIDEST = 1000.0  # a start on the mesh: no pair's pull is worth a step there


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
        lets go in stages to 160, and comes as far in 600 as classic in 1000 (see `phases`), on
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
        points = points_any_scale(X, "X")
        validate_data(self, X, skip_check_array=True)  # counts features, notes their names
        given = validate_parameters(self.get_params(deep=False), points)
        refuse_other_points({"X": X, "init": self.init})
        if self.metric == "precomputed":
            refuse_crossed_axes(X, "X")
            points = distance_matrix(
                X, "X"
            )  # as given: how exact they are, and whose, X alone says
        with threadpool_limits(1, "blas"), np.errstate(all="ignore"):
            aim = objective(points, metric_dtype(X, given["metric"]), given)
            Y = start(points, given)
        phases = make_schedule(len(points), given)
        self.learning_rate_ = phases[-1].rate
        return optimize(phases, aim, Y, given["min_grad_norm"])

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


def start(points, given):
    """Where the map starts, in the kernel's own unit."""
    if not isinstance(given["init"], str):
        return usable(given["init"], given)
    size = INITIAL_STD * length(given["kernel"])
    asked = given["init"], given["n_components"], given["random_state"]
    return initial_embedding(to_unit_scale(points), *asked, size=size)


def usable(Y, given):
    """An init from which t-SNE can start: so wide a one that no point feels another shrinks.

    As in openTSNE, its first coordinate gets the usual deviation. Exact fits take it as it is.
    """
    if (width := np.ptp(Y, axis=0).max()) <= WIDEST or resolve_method_for(len(Y), given) != "mesh":
        return Y
    warn_user(
        f"init is {width:.4g} wide, where t-SNE's maps are some 10 to 300: so far apart no point "
        f"feels another. It is rescaled to a deviation of {INITIAL_STD:g}; give init / "
        f"{width / INITIAL_STD:.2g} to do so yourself, or method='exact' to start from it as it is"
    )
    Y = (Y - Y.mean(axis=0)) / width
    return INITIAL_STD / Y.std(axis=0).max() * Y


def metric_dtype(X, metric):
    """Who brings single precision or truth values has them measured so by other metrics.

    Of distances that are given it is the precision in which they were computed.
    """
    if isinstance(metric, str) and metric == "precomputed":
        kind = np.asarray(X).dtype
        return kind if kind.kind in "biuf" else np.dtype(float)
    own = getattr(X, "dtype", None)
    return own if own in (np.float32, bool) else np.float64
