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

The names below are loaded when they are first used, and each passes its arguments
through the door (`teachsne.door`), where bad input is told apart and explained.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {  # public name -> the module that tells its story, in the order of the lessons
    "squared_distances": "distance",
    "distances": "distance",
    "conditional_probabilities": "sigma_search",
    "perplexity": "sigma_search",
    "find_sigmas": "sigma_search",
    "bisect_sigma": "sigma_search",
    "joint_probabilities": "joint_p",
    "student": "kernels",
    "gaussian": "kernels",
    "heavy_tailed": "kernels",
    "inverse_square": "kernels",
    "similarities": "map_q",
    "kl_divergence": "divergence",
    "kl_gradient": "gradient",
    "descend": "descent",
    "State": "descent",
    "TSNE": "estimator",
    "YokedTSNE": "yoked",
    "procrustes": "align",
    "yoke_sweep": "tradeoff",
    "choose_lambda": "tradeoff",
    "log_sigmoid": "contrast",
    "rival": "contrast",
    "attraction": "contrast",
    "repulsion": "contrast",
    "attraction_slope": "contrast",
    "repulsion_slope": "contrast",
    "infonce": "contrast",
    "infonce_slope": "contrast",
    "log_z_slope": "contrast",
    "expected_loss": "expected",
    "expected_gradient": "expected",
    "expected_log_z_slope": "expected",
    "partition_function": "expected",
    "knn_edges": "noise",
    "spectrum_z": "spectrum",
    "tsne_partition": "spectrum",
    "exaggerated_maps": "spectrum",
    "ContrastiveTSNE": "contrastive",
    "trustworthiness": "measures",
    "continuity": "measures",
    "knn_recall": "measures",
    "spearman": "measures",
    "five_points": "tables",
    "ledger": "printed",
}
_MODULES = ("datasets", "exercises", "plots", "views")
__all__ = [*_HOME, *_MODULES]


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"teachsne.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'teachsne' has no attribute {name!r}")
    from .door import guarded

    globals()[name] = guarded(getattr(import_module(f"teachsne.{_HOME[name]}"), name))
    return globals()[name]


def __dir__():
    return sorted({*globals(), *__all__})
