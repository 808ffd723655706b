"""The pictures of lesson 03: two neighbourhoods that disagree, a lottery, and an outlier."""

import numpy as np
import pandas as pd
from matplotlib.patches import Circle

from .charts import bars, matrix
from .page import FAINT, INK, new, show, style
from .points import film

REACH = np.sqrt(2 * np.log(10))  # in σ: where a weight has fallen to 0.1


def two_neighbourhoods(X, sigmas, pair=("A", "D")):
    """The points from above, and a circle where the weight of each of the pair is 0.1."""
    ax = new(6.4, 4.6)
    for name, (x, y) in X.iloc[:, :2].iterrows():
        ax.scatter(x, y, s=55, zorder=3, **style(name))
        at = {"E": (-3, -16), "D": (9, -13), "A": (10, -14)}.get(name, (0, 8))
        ax.annotate(name, (x, y), textcoords="offset points", ha="center", xytext=at)
    for name, dash in zip(pair, ("-", "--"), strict=True):
        centre, colour = X.loc[name].to_numpy()[:2], style(name)["color"]
        radius, look = REACH * sigmas[name], {"color": colour, "lw": 2, "ls": dash}
        ax.add_patch(Circle(centre, radius, fill=False, **look))
        ax.add_patch(Circle(centre, radius, color=colour, alpha=0.07, lw=0))
        words = f"where {name}'s weight is 0.1"
        at = {"textcoords": "offset points", "ha": "center", "color": colour}
        away = (-62, 2) if name == pair[0] else (20, 6)  # clear of the other circle
        ax.annotate(words, (centre[0], centre[1] + radius), xytext=away, **at)
    ax.plot(*X.loc[list(pair)].to_numpy().T[:2], color=FAINT, lw=1, zorder=1)
    ax.set(aspect="equal", xlabel=X.columns[0], ylabel=X.columns[1])
    ax.margins(0.1)
    ax.spines[["top", "right"]].set_visible(False)
    show(
        ax,
        "the five points from above. A circle of radius 0.473 around A holds B, C and E, but not "
        "D, which is 0.514 away. A circle of radius 0.566 around D holds all four other points; "
        "A lies 0.05 inside it.",
        "The distance is the same from both ends, but D's circle reaches A, and A's does not "
        "reach D.",
    )


def joint_tables(rows, P):
    """The two probabilities of each pair, and the one number that replaces them."""
    axes = new(7.6, 3.7, 2)
    matrix(rows, axes[0], "p(j|i): each row sums to 1")
    matrix(P, axes[1], "joint p: the whole table sums to 1")
    show(
        axes,
        "two heat maps. Left, the rows: A picks D with 0.044 and D picks A with 0.098. Right, "
        "joint p: the same on both sides of the diagonal, so A–D and D–A are both 0.014. D–E with "
        "0.117 and A–B with 0.107 are the largest.",
        "The joint table is symmetric: each pair has one number.",
    )


def lottery(drawn, expected):
    """How often each pair was drawn, beside what its joint p predicts."""
    ax = new(7, 2.7)
    bars(pd.DataFrame({"drawn": drawn, "2p": expected}).T, ax, ylabel="share of all draws")
    show(
        ax,
        "ten pairs with two bars each: the share of the draws in which the pair came up, and 2p. "
        "The two bars of each pair are almost equally high. D–E and A–B come up most often, A–D "
        "least often.",
        "In these 100 000 draws each pair came up as often as 2p predicts, to within 0.002.",
    )


def outlier_maps(X, maps, places, names):
    """The data from above, with F off the page, and the map for each place of F."""
    titles = ["the data, from above", *(f"map, F at x = {place:g}" for place in places)]
    axes = film([maps[0], *maps], titles, names)
    axes[0].figure.set_size_inches(8.6, 3.3)
    _data_with_an_arrow(axes[0], X)
    show(
        axes,
        "three panels. In the data, seen from above, A to E lie within a square of half a unit, "
        "and an arrow says that F lies at x = 5 or x = 500. On both maps F, the grey "
        "dot, stands beyond D and E, 2.4 times the median distance out; the farthest of the "
        "other five stands at 1.4. The two maps look the same.",
        "In the data F moves over a hundred times farther out; on both maps it is merely the last "
        "in line.",
    )


def _data_with_an_arrow(ax, X):
    """A to E at their own scale, and F beyond the edge."""
    ax.clear()
    for name, (x, y) in X.iloc[:, :2].iterrows():
        ax.scatter(x, y, s=45, zorder=3, **style(name))
        at = {"A": (0, -14), "E": (-4, -14), "B": (9, -3)}.get(name, (0, 7))
        ax.annotate(name, (x, y), textcoords="offset points", ha="center", xytext=at)
    ax.annotate("", (2.0, 1.0), (1.68, 1.0), arrowprops={"arrowstyle": "-|>", "color": "#777777"})
    ax.text(1.84, 1.04, "F: x = 5\nor x = 500", ha="center", va="bottom", fontsize=9)
    ax.plot([0.95, 1.45], [0.62, 0.62], color=INK, lw=2.5, solid_capstyle="butt")
    ax.text(0.95, 0.635, "0.5", fontsize=9, ha="left", va="bottom")
    ax.set(xlim=(0.9, 2.05), ylim=(0.4, 1.55), xticks=[], yticks=[], aspect="equal")
    ax.set_title("the data, from above")


def lost_outlier(kept, lost, names):
    """The map with each row by its own sum, and the map with one sum, in one window."""
    axes = film([kept, lost], ["each row by its own sum", "all rows by one sum"], names)
    axes[0].figure.set_size_inches(8.0, 4.5)
    for ax in axes:
        ax.set_title(ax.get_title(), pad=10)
    show(
        axes,
        "two maps in one window after 500 steps. Left, F stands just beyond D and E. Right, F is "
        "far away from the other five, more than three times as far out as on the left.",
        "With one sum for all rows almost nothing holds F, and it moves away from the others.",
    )
