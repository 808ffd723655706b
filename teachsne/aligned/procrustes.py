"""How far apart are two maps of the same points?   Σ_i ‖y¹_i − y²_i‖², as they lie, or turned

Turning, mirroring and shifting a map leave its distances and so its KL as they are. So before
you ask what aligning two maps costs, turn one of them onto the other, which costs nothing.
"""

from itertools import combinations

import numpy as np


def procrustes(Y1, Y2):
    r"""$\arg\min_{R, s} \|Y_1 - (Y_2 R + s)\|^2, \quad R R^\top = 1$   gives   $Y_2 R + s$

    The second map, turned, mirrored and shifted so that it fits the first as closely as
    possible. It is not stretched, so its KL does not change.

    Y1, Y2 (n, d), maps of the same points  ->  (n, d), Y2 in its new place.
    ValueError: Y1 and Y2 of different n or d.
    Source: Schönemann (1966), the orthogonal Procrustes problem.
    """
    here, there = Y1.mean(axis=0), Y2.mean(axis=0)
    U, _, V = np.linalg.svd((Y2 - there).T @ (Y1 - here))
    return (Y2 - there) @ (U @ V) + here


def alignment_error(maps, pairs):
    r"""$\sum_{(s,t)} \sum_i \|y^s_i - y^t_i\|^2$ over pairs of maps, as they lie."""
    return float(sum(((maps[s] - maps[t]) ** 2).sum() for s, t in pairs))


def turned_error(maps, pairs):
    """The same, the second map of each pair first turned onto the first."""
    return sum(alignment_error((maps[s], procrustes(maps[s], maps[t])), [(0, 1)]) for s, t in pairs)


def pairs_of(count, which):
    """Which maps are yoked: "all" pairs of them, or a "chain" of neighbours in time."""
    if which == "all":
        return list(combinations(range(count), 2))
    return list(zip(range(count - 1), range(1, count), strict=True))
