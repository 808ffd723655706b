r"""From t-SNE to UMAP and beyond, from two sides: by Z̄, and by exaggeration.

    negative sampling with Z̄(s) = Z₀ (Z₁ / Z₀)^s        s = 0: t-SNE's Z₀      s = 1: UMAP's Z₁
    t-SNE with ρ times the attraction                     ρ = 1: t-SNE           ρ ≈ 4: UMAP-like

Z₀ is the partition function Σ 1/(1 + d²) of a real t-SNE map of the data, and
Z₁ = n(n−1)/m is what UMAP's loss amounts to; both over ordered pairs. A small Z̄ leaves
most to repulsion: local structure, spread out. A large one leaves most to attraction:
compact clumps, and the large picture. (Published programs take 100 n for Z₀, whatever the
data; then the two ends meet at n = 100 m, and for fewer points they change places.)
"""

import warnings

from threadpoolctl import threadpool_limits

from ..fast.exact_forces import partition_exact
from ..steps.perplexity import usual_perplexity
from ..tsne.estimator import TSNE


def spectrum_z(s, z_tsne, n, n_noise=5):
    r"""$\bar Z(s) = Z_0 (Z_1 / Z_0)^s, \quad Z_1 = n(n-1)/m$

    Where on the way from t-SNE (s = 0) to UMAP (s = 1) a map shall lie; s may go beyond.

    s, a number; z_tsne Z₀, from `tsne_partition`; n points; n_noise m  ->  a number.
    ValueError: Z₀ not positive, n below 2.   Source: Damrich et al. (2023), but for Z₀.
    """
    return z_tsne * (n * (n - 1) / n_noise / z_tsne) ** s


def tsne_partition(X, n_jobs=None):
    r"""$Z_0 = \sum_{i \ne j} 1 / (1 + d_{ij}^2)$ of a t-SNE map of X

    It takes a whole `TSNE` fit, of 1000 iterations, from principal components, at
    perplexity 30, or (n − 1)/3 for fewer than 91 points; so it is the same each time.

    X (n, p)  ->  a number between 0 and n(n−1).
    ValueError: X as in `TSNE`.   Source: Damrich et al. (2023) measure theirs so.
    """
    tsne = TSNE(perplexity=usual_perplexity(len(X)), n_jobs=n_jobs)
    with threadpool_limits(1, "blas"):
        return float(partition_exact(tsne.fit_transform(X)))


def exaggerated_maps(X, rhos=(1, 2, 4), **parameters):
    r"""$\{\rho: Y\}$, t-SNE maps with ρ times the attraction, from the first step to the last

    The same spectrum from the other side: 1 is t-SNE, with its usual early phase; about 4 looks
    like UMAP, about 30 like ForceAtlas2. But that is for some ten thousand points: of
    fewer, attraction can win at every scale, and then the best map is one dot. It does where
    ρ ≥ 1 / (n − 1)λ, with λ the smallest but one eigenvalue of P's Laplacian.

    X (n, p), rhos from 1 on, parameters of `TSNE`  ->  a dict of maps (n, 2), one a ρ.
    ValueError: as in `TSNE`; ρ below 1.   Source: Böhm, Berens & Kobak (2022).
    """
    if "exaggeration" in parameters:
        given = parameters["exaggeration"]
        raise ValueError(f"exaggeration={given} would replace every ρ; give it as rhos=({given},)")
    return {rho: _exaggerated(X, rho, parameters) for rho in rhos}


def _exaggerated(X, rho, parameters):
    """12 times the attraction at first would leave a dot, where 4 times are slow to open it."""
    early = {} if rho == 1 else {"early_exaggeration": rho}
    with warnings.catch_warnings():
        if rho > 1:  # a dot is one of the answers here, and no accident
            warnings.filterwarnings("ignore", "the map ends as a dot", UserWarning)
        return TSNE(**early | {"exaggeration": rho} | parameters).fit_transform(X)
