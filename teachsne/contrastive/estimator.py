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
from ..tsne.history import History, with_progress_bar
from ..tsne.initialization import new_embedding
from .parameters import validate_parameters
from .sampling import knn_edges
from .spectrum import spectrum_z, tsne_partition
from .training import make_plan, train

FITTED = ("embedding_", "partition_", "z_bar_", "z_", "z_tsne_", "n_epochs_", "history_")
COLUMNS = ("epoch", "phase", "loss", "Z", "learning rate")


class ContrastiveTSNE(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):
    r"""$\arg\min_Y -E_p \log \sigma - m E_\xi \log(1 - \sigma), \quad \sigma = w / (w + c)$

    A map in the plane that tells neighbours in the data from pairs drawn by chance.

    loss: "negative", negative sampling, with a Z̄ of your choice: between t-SNE and UMAP, and
        beyond; "nce", which learns Z, and "infonce", which needs none: t-SNE, by sampling;
        "umap", with UMAP's kernel 1/d².
    z_bar: for "negative", what Σ 1/(1 + d²) of the map is to be, over ordered pairs. Small is
        local and spread out, large compact.
    spectrum: s, in place of z_bar: Z̄ = Z₀ (Z₁/Z₀)^s, from Z₀ of a t-SNE map of these data
        (s = 0) to Z₁ = n(n−1)/m, UMAP's (s = 1), and beyond. Neither z_bar nor spectrum: s = 0.
    z_tsne: Z₀, if you know it, from z_tsne_ of an earlier fit or from `tsne_partition`. None:
        each fit of a spectrum makes a whole t-SNE map first; z_bar does without.
    n_noise: m, noise pairs beside each edge.
    n_neighbors: k of the graph whose edges are the data, less than n.
    batch_size: edges between two moves of the map, but no more than n / 2, so that nobody is
        moved by a crowd of pairs that do not know of each other.
    learning_rate: how far a pair moves its points, falling to 0 in each phase. Far below Z₀ all
        pulls are weak, and larger rates (16 at s = −1) come nearer to Z̄.
    n_epochs: how often each edge is seen at the end, after n_early_epochs at Z̄ = n(n−1)/m.
    init: "pca", "random", both with a standard deviation of 1, or an array (n, 2).
    random_state: a seed for what is drawn, and for init="random".
    verbose: True shows a progress bar.
    callback: a function of each state (see `iterate`); the fit stops when it returns True.
    n_jobs: processors that search for neighbours; all else runs on one, to the same bits.

    Attributes: embedding_ (n, 2); partition_, its Σ 1/(1 + d²) over ordered pairs; z_bar_, or
    z_ where "nce" learnt it; z_tsne_, Z₀, where it was asked for; n_epochs_, made in both
    phases; history_, a DataFrame with epoch, phase, loss (for one edge and its noise, in
    nats), Z and learning rate, at the start, every 50 epochs, where a phase begins and at the
    end; n_features_in_, and feature_names_in_ where X is a DataFrame.

    Source: Damrich, Böhm, Hamprecht & Kobak (2023), and the abstract.
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
        for name in FITTED:
            vars(self).pop(name, None)  # nothing of an earlier fit stays
        path, most = self.iterate(X), self.n_early_epochs + self.n_epochs
        moments = with_progress_bar(path, most, self.verbose, "loss", lambda moment: moment.loss)
        History(COLUMNS, _row).consume(moments, self._keep, self.callback)
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
