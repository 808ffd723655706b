r"""t-SNE by telling edges from noise, and the spectrum from there to UMAP: no formula here.

X → knn_edges → the edges of the data
X → new_embedding → Y, with a deviation of 1
s → spectrum_z → Z̄, by way of a t-SNE map
edges, Y, Z̄ → train: epoch after epoch, edges and noise → the map
"""

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from threadpoolctl import threadpool_limits

from ..fast.exact_forces import partition_exact
from ..tsne.history import History, forget_earlier_fit, with_progress_bar
from ..tsne.initialization import new_embedding
from .parameters import validate_parameters
from .sampling import knn_edges
from .spectrum import spectrum_z, tsne_partition
from .training import make_plan, train

FITTED = ("embedding_", "partition_", "z_bar_", "z_", "z_tsne_", "n_epochs_", "history_")
COLUMNS = ("epoch", "phase", "loss", "Z", "learning rate")


class ContrastiveTSNE(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):
    r"""$\arg\min_Y -E_p \log \sigma - m E_\xi \log(1 - \sigma), \quad \sigma = w / (w + c)$

    A map in the plane, learned by telling neighbours in the data from pairs drawn by chance.

    Parameters
    ----------
    loss : {"negative", "nce", "infonce", "umap"}, default="negative"
        "negative" is negative sampling with a Z̄ of your choice: between t-SNE and UMAP, and
        beyond. "nce" learns Z and "infonce" needs none: both are t-SNE by sampling. "umap"
        has UMAP's kernel 1/d².
    z_bar : float, default=None
        For "negative": the value that Σ 1/(1 + d²) over ordered pairs of the map should take.
        Small values give spread-out maps with local detail, large ones compact maps.
    spectrum : float, default=None
        Position s, instead of z_bar: Z̄ = Z₀ (Z₁/Z₀)^s, from Z₀ of a t-SNE map of these data
        (s = 0) to Z₁ = n(n−1)/m, UMAP's (s = 1), and beyond. Without z_bar and spectrum, s = 0.
    z_tsne : float, default=None
        Z₀, if you know it: `z_tsne_` of an earlier fit, or from `tsne_partition`. Without it,
        each fit of a spectrum makes a whole t-SNE map first. z_bar does without.
    n_noise : int, default=5
        Number m of noise pairs for each edge.
    n_neighbors : int, default=15
        Number k of neighbours in the graph whose edges are the data; less than n.
    batch_size : int, default=1024
        Number of edges between two updates, but at most n / 2.
    learning_rate : float, default=1.0
        Step size at the start of each phase; it falls to 0 within the phase. Far below Z₀ all
        pulls are weak, and larger rates (16 at s = −1) come nearer to Z̄.
    n_epochs : int, default=500
        How often each edge is seen after the early phase.
    n_early_epochs : int, default=250
        How often each edge is seen before, at Z̄ = n(n−1)/m.
    init : {"pca", "random"} or array (n, 2), default="pca"
        The initial embedding. "pca" and "random" have a standard deviation of 1.
    random_state : int, generator or None, default=None
        Seed of the noise pairs, and of init="random".
    verbose : int or bool, default=0
        Show a progress bar.
    callback : callable, default=None
        A function of each state (see `iterate`). The fit stops when it returns True.
    n_jobs : int, default=None
        Number of processors for the search of neighbours.

    Attributes
    ----------
    embedding_ : array (n, 2)
        The map.
    partition_ : float
        Its Σ 1/(1 + d²) over ordered pairs.
    z_bar_ : float
        Z̄ of the fit, for "negative" and "umap".
    z_ : float
        Z as "nce" has learned it.
    z_tsne_ : float
        Z₀, where the fit needed it.
    n_epochs_ : int
        Number of epochs made, early ones included.
    history_ : DataFrame
        Epoch, phase, loss, Z and learning rate.
    n_features_in_ : int
        Number of columns of X.
    feature_names_in_ : array of str
        Their names, if X is a DataFrame.

    Notes
    -----
    Source: Damrich, Böhm, Hamprecht & Kobak (2023), and its abstract.

    Examples
    --------
    >>> import teachsne as ts
    >>> X = ts.five_points()
    >>> model = ts.ContrastiveTSNE(z_bar=10.0, n_neighbors=2, n_epochs=5, random_state=0)
    >>> model.fit_transform(X).shape
    (5, 2)
    """

    def __init__(
        self,
        loss="negative",
        *,
        z_bar=None,
        spectrum=None,
        z_tsne=None,
        n_noise=5,
        n_neighbors=15,
        batch_size=1024,
        learning_rate=1.0,
        n_epochs=500,
        n_early_epochs=250,
        init="pca",
        random_state=None,
        verbose=0,
        callback=None,
        n_jobs=None,
    ):
        self.loss = loss
        self.z_bar = z_bar
        self.spectrum = spectrum
        self.z_tsne = z_tsne
        self.n_noise = n_noise
        self.n_neighbors = n_neighbors
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.n_epochs = n_epochs
        self.n_early_epochs = n_early_epochs
        self.init = init
        self.random_state = random_state
        self.verbose = verbose
        self.callback = callback
        self.n_jobs = n_jobs

    def iterate(self, X):
        """Yield every state of a fit: iteration (epochs made), phase, Y, z, loss when asked for.

        The start comes first, with iteration 0; the reader decides when to stop. States never
        change afterwards.
        """
        settings = validate_parameters(self, X)
        with threadpool_limits(1, "blas"), np.errstate(all="ignore"):
            edges = knn_edges(settings.X, settings.n_neighbors, settings.n_jobs)
            Y = first_map(settings)
        z_bar = self._partition_target(settings)
        return train(make_plan(settings, z_bar), edges, Y, settings)

    def fit(self, X, y=None):
        """Make the map of X (n, p).

        Whatever ends it, Ctrl-C too: what was computed until then is kept.
        """
        forget_earlier_fit(self, FITTED)
        path, most = self.iterate(X), self.n_early_epochs + self.n_epochs
        states = with_progress_bar(path, most, self.verbose, "loss", lambda state: state.loss)
        History(COLUMNS, _row).consume(states, self._keep, self.callback)
        return self

    def fit_transform(self, X, y=None):
        """Make the map of X, and return it: (n, 2)."""
        return self.fit(X).embedding_

    def _partition_target(self, settings):
        """Z̄ of negative sampling: as given, or by way of t-SNE's Z₀."""
        if settings.loss != "negative" or settings.z_bar is not None:
            return settings.z_bar
        self.z_tsne_ = settings.z_tsne or tsne_partition(settings.X, settings.n_jobs)
        return spectrum_z(settings.spectrum, self.z_tsne_, len(settings.X), settings.n_noise)

    def _keep(self, record):
        last = record.last
        self.embedding_ = last.Y.copy()
        with threadpool_limits(1, "blas"):
            self.partition_ = float(partition_exact(self.embedding_))
        self.n_epochs_ = last.iteration
        self.history_ = record.history()
        if self.loss == "nce":
            self.z_ = last.z
        elif self.loss != "infonce":
            self.z_bar_ = last.z

    @property
    def _n_features_out(self):
        return self.embedding_.shape[1]


def first_map(settings):
    """Where the map starts: steps of sampled noise want a deviation of 1."""
    if not isinstance(settings.init, str):
        return settings.init
    return new_embedding(settings.X, settings.init, 2, settings.random_state, size=1.0)


def _row(state):
    return state.iteration, state.phase, state.loss, state.z, state.learning_rate
