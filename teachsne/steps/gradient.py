"""Which way should each point move?   ∂KL/∂y_i = 2 Σ_j (s_ij + s_ji)(y_i − y_j)

One formula for the four variants. With the stiffness s = (p − q) · pull it is
    SNE            2 Σ (p_j|i − q_j|i + p_i|j − q_i|j)(y_i − y_j)
    symmetric SNE  4 Σ (p_ij − q_ij)(y_i − y_j)
    t-SNE          4 Σ (p_ij − q_ij)(y_i − y_j) / (1 + d²_ij)
and, with rows, the lecture's loss.
"""

import numpy as np

from .distances import squared_distances
from .kernels import student
from .similarities import similarities_at


def kl_gradient(P, Y, kernel=student, normalize="joint", exaggeration=1.0):
    r"""$\partial KL / \partial y_i = 4 \sum_j (p_{ij} - q_{ij})\, w_{ij}\, (y_i - y_j)$

    That is t-SNE's gradient (Student kernel, joint); the code serves all four variants.
    Each pair is a spring: it pulls where p > q and pushes where p < q. Exaggeration
    multiplies the pulls alone, so the result is then no gradient of any KL.

    P (n, n), Y (n, d), kernel and normalize as in `similarities`  ->  (n, d), in nats
    per unit of the map.
    ValueError: P and Y of different n; P with a diagonal, or sums that do not fit
    normalize; exaggeration below 1.
    Source: van der Maaten & Hinton (2008), equation 5 and appendix A.
    """
    D2 = squared_distances(Y)
    Q = similarities_at(D2, kernel, normalize)
    stiffness = (exaggeration * P - Q) * kernel.pull(D2)
    stiffness = stiffness + stiffness.T
    pulls = [np.einsum("ij,ij->i", stiffness, y[:, None] - y) for y in Y.T]
    return 2 * np.column_stack(pulls)


def central_differences(loss, Y, step=1e-5):
    r"""$\partial L / \partial y \approx (L(y + h) - L(y - h)) / 2h$, one coordinate at a time

    It checks a gradient by the loss alone.
    loss: Y -> number, Y (n, d)  ->  (n, d). A step too large leaves the straight part of
    the loss, and one too small is lost in rounding: 1e-5 of the map's size is about right.
    """
    slope = np.zeros(np.shape(Y))
    for place in np.ndindex(slope.shape):
        nudge = np.zeros(slope.shape)
        nudge[place] = step
        slope[place] = (loss(Y + nudge) - loss(Y - nudge)) / (2 * step)
    return slope
