"""What the lessons on real data ask: 08, the irises, and 12, data of one's own."""

import numpy as np

import teachsne as ts

from ..datasets import load_iris
from .five_points import _cloud, _joint_of


def _loss_of_a_map(X, Y, perplexity):
    return float(ts.kl_divergence(_joint_of(X, perplexity), ts.similarities(Y)))


def _share_in_millimetres():
    """Sepal width's part of the mean squared distance, were it alone given in millimetres."""
    X, _ = load_iris()
    spread = X.assign(sepal_width=10 * X.sepal_width).var()
    return float(spread["sepal_width"] / spread.sum())


def _standardise(X):
    """Each column with mean 0 and deviation 1; a constant one with zeros."""
    deviation = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(deviation > 0, deviation, 1)


def _place(d2, sigma, Y):
    """A new point's place: the mean of the old ones' places, by its chances to pick them."""
    weight = np.exp(-d2 / (2 * sigma**2))
    return weight @ Y / weight.sum()


def _with_a_constant():
    return np.column_stack([_cloud(), np.full(6, 7.0)])


EXERCISES = {  # in the form of five_points.EXERCISES
    "share in millimetres": lambda: (_share_in_millimetres(),),
    "perplexity of siblings": lambda: (11.0,),
    "loss of a map": lambda: (_loss_of_a_map, (_cloud(), _cloud(p=2), 3.0)),
    "gigabytes": lambda: (20_000**2 * 8 / 1e9,),
    "standardise": lambda: (_standardise, (_cloud(),), (_with_a_constant(),)),
    "place": lambda: (_place, (ts.squared_distances(_cloud())[0, 1:], 1.5, _cloud(p=2)[1:])),
}
