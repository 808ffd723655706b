"""t-SNE, step by step: every function is one formula, every formula is checked.

The letters are the papers', and mean the same everywhere, in code, lessons and tables:

    x_i      a data point, a row of X                      X       (n, p)
    y_i      the same point on the map, a row of Y         Y       (n, 2)
    d²_ij    squared distance between two points           D2      (n, n)
    σ_i      width of the Gaussian around point i          sigmas  (n,)
    p_j|i    chance that i picks j as its neighbour        P       (n, n)  rows sum to 1
    p_ij     the same for the pair, (p_j|i + p_i|j) / 2n   P       (n, n)  all sum to 1
    q_ij     the chance on the map                         Q       (n, n)
    w_ij     the kernel's weight, 1 / (1 + d²) in t-SNE    W       (n, n)

The names below are loaded when they are first used. Each checks its arguments first
(`teachsne.validation`), and explains what is wrong with bad input.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {  # public name -> the module that tells its story, in the order of the lessons
    "squared_distances": "steps.distances",
    "distances": "steps.distances",
    "conditional_probabilities": "steps.perplexity",
    "perplexity": "steps.perplexity",
    "find_sigmas": "steps.perplexity",
    "bisect_sigma": "steps.perplexity",
    "joint_probabilities": "steps.joint",
    "student": "steps.kernels",
    "gaussian": "steps.kernels",
    "heavy_tailed": "steps.kernels",
    "inverse_square": "steps.kernels",
    "similarities": "steps.similarities",
    "kl_divergence": "steps.divergence",
    "kl_gradient": "steps.gradient",
    "descend": "steps.descent",
    "State": "steps.descent",
    "TSNE": "tsne.estimator",
    "YokedTSNE": "aligned.estimator",
    "procrustes": "aligned.procrustes",
    "yoke_sweep": "aligned.tradeoff",
    "choose_lambda": "aligned.tradeoff",
    "log_sigmoid": "contrastive.losses",
    "rival": "contrastive.losses",
    "attraction": "contrastive.losses",
    "repulsion": "contrastive.losses",
    "attraction_slope": "contrastive.losses",
    "repulsion_slope": "contrastive.losses",
    "infonce": "contrastive.losses",
    "infonce_slope": "contrastive.losses",
    "log_z_slope": "contrastive.losses",
    "expected_loss": "contrastive.expected",
    "expected_gradient": "contrastive.expected",
    "expected_log_z_slope": "contrastive.expected",
    "partition_function": "contrastive.expected",
    "knn_edges": "contrastive.sampling",
    "spectrum_z": "contrastive.spectrum",
    "tsne_partition": "contrastive.spectrum",
    "exaggerated_maps": "contrastive.spectrum",
    "ContrastiveTSNE": "contrastive.estimator",
    "trustworthiness": "evaluation",
    "continuity": "evaluation",
    "knn_recall": "evaluation",
    "spearman": "evaluation",
    "five_points": "datasets.files",
    "ledger": "course.sources.ledger",
    "check_table": "course.sources.check_table",
}
_MODULES = {
    "datasets": "datasets",
    "exercises": "course.exercises",
    "plots": "course.plots",
    "views": "datasets.views",
}
__all__ = [*_HOME, *_MODULES]


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"teachsne.{_MODULES[name]}")
    if name not in _HOME:
        raise AttributeError(f"module 'teachsne' has no attribute {name!r}")
    from .validation import validated

    globals()[name] = validated(getattr(import_module(f"teachsne.{_HOME[name]}"), name))
    return globals()[name]


def __dir__():
    return sorted({*globals(), *__all__})
