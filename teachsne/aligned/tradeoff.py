"""What does alignment cost?   Many λ, many starts: KL against alignment error

The blog post asks for it: solve for many λ, and plot the ratio L / L_yoked, a map at a time,
against the alignment error. Where the ratio falls and the error does not, λ is too large.
"""

import pandas as pd
from joblib import Parallel, delayed

from .estimator import YokedTSNE
from .procrustes import pairs_of, turned_error

COLUMNS = (
    "lam",
    "start",
    "map",
    "kl",
    "kl_unyoked",
    "error_ratio",
    "inverse_ratio",
    "alignment_error",
    "alignment_error_procrustes",
)


def yoke_sweep(Xs, lams, starts=3, warm=False, n_jobs=None, *, perplexity=30.0, max_iter=1000):
    r"""$\lambda \mapsto (\sum_i \|y^1_i - y^2_i\|^2, \; L_t / L_t^{yoked})$ for each map t

    Each start is one cloud of noise for all maps, with the random seed 0, 1, …. From it the maps
    descend unyoked, which gives kl_unyoked, and once for each λ.

    Xs [X1, X2, …] as in `YokedTSNE`; lams, numbers from 0 on; starts, how many; warm: go up
    through the λ, and begin each where the last one ended, without exaggeration; n_jobs and
    the backend: joblib's, so that a cluster can do the work  ->  DataFrame, a row for each
    λ, start and map: lam, start, map, kl, kl_unyoked, error_ratio (kl_unyoked / kl, as
    the blog post has it), inverse_ratio, alignment_error, alignment_error_procrustes (what is
    left of it when one map is turned onto the other), each over all (n, 2) points.
    ValueError: as in `YokedTSNE`; no λ, or one twice.
    Source: Pless's comment in the blog post; Liu & Pless (2019).
    """
    given = {"perplexity": perplexity, "max_iter": max_iter}
    rising = sorted({0.0, *lams})
    ways = [rising] if warm else [[lam] for lam in rising]
    jobs = (delayed(_fit_path)(Xs, start, way, given) for start in range(starts) for way in ways)
    found = {key: value for part in Parallel(n_jobs)(jobs) for key, value in part.items()}
    return pd.DataFrame(_rows(found, lams, range(starts), len(Xs)), columns=COLUMNS)


def _fit_path(Xs, start, way, given):
    """{(λ, start): losses and errors}; the first λ starts from noise, the next where it ended."""
    found, model = {}, None
    for lam in way:
        if model is None:
            model = YokedTSNE(lam, init="random", random_state=start, **given)
        else:
            model = _WarmStart(lam, init=model.embeddings_, **given)
        found[lam, start] = _measure(model.fit(Xs))
    return found


class _WarmStart(YokedTSNE):
    """A fit that starts from finished maps, without exaggeration."""

    def _stages(self, settings):
        return [super()._stages(settings)[-1]._replace(name="plain", exaggeration=1.0)]


def _measure(model):
    """KL of each map, and how far apart they are: as they lie, and turned."""
    maps = model.embeddings_
    return (
        model.kl_divergences_,
        model.alignment_error_,
        turned_error(maps, pairs_of(len(maps), "all")),
    )


def _rows(found, lams, starts, maps):
    for lam in lams:
        for start in starts:
            kls, apart, turned = found[lam, start]
            for t in range(maps):
                kl, alone = kls[t], found[0.0, start][0][t]
                ratios = _ratio(alone, kl), _ratio(kl, alone)
                yield lam, start, t, kl, alone, *ratios, apart, turned


def _ratio(a, b):
    """a / b; two losses of nothing, as of two points, are alike."""
    return 1.0 if a == b else a / b


def choose_lambda(sweep):
    r"""$\max \{\lambda : \bar L_\lambda \le \bar L_0 + \mathrm{sd}(L_0)\}$, or None

    The largest λ whose loss, summed over the maps and averaged over the starts, exceeds the
    mean of the unyoked runs by at most one standard deviation of theirs. None means that these
    maps should not be aligned. It chooses among the λ of the sweep. A λ too small to align
    anything also passes, so give values that have an effect: from 1e-6 for some hundred points.

    sweep: from `yoke_sweep`, about maps (n, 2), at least two starts  ->  λ, or None.
    ValueError: columns that are missing, a single start, no λ above 0.
    Source: the authors' 2-MAP (2020), with ten runs and λ of 1e-1 to 1e-9.
    """
    losses = sweep.groupby(["lam", "start"])[["kl", "kl_unyoked"]].sum()
    alone = losses.kl_unyoked.groupby("start").first()
    yoked = losses.kl.groupby("lam").mean()
    cheap = yoked.index[(yoked <= alone.mean() + alone.std()) & (yoked.index > 0)]
    return float(cheap.max()) if len(cheap) else None
