"""The pictures of lessons 02 and 03: shares, bells, and two neighbourhoods that disagree."""

import numpy as np
import pandas as pd
from matplotlib.patches import Circle

from ...steps.perplexity import perplexity
from . import slider
from .charts import bars, bell, matrix, search
from .page import FAINT, new, show, style
from .points import film


def share_slices(rows):
    """Each row of shares, and below it as many equal slices as its perplexity says.

    rows: shares of B, C, D and E by a name for the row.
    """
    ax = new(7.6, 0.85 * len(rows) + 0.3)
    for place, (name, shares) in enumerate(rows.items()):
        y, shares = -place, np.asarray(shares, dtype=float)
        slices = float(perplexity(shares[None])[0])
        _stack(ax, y, shares, [style(letter)["color"] for letter in "BCDE"], "BCDE")
        whole = [1 / slices] * int(slices + 1e-9)
        rest = [1 - sum(whole)] if sum(whole) < 1 - 1e-9 else []
        _stack(ax, y - 0.34, whole + rest, ["#DDDDDD"] * 5, [""] * 5)
        ax.text(-0.02, y, name, ha="right", va="center", fontsize=9.5)
        ax.text(-0.02, y - 0.34, "equal slices", ha="right", va="center", fontsize=8.5)
        ax.text(1.02, y - 0.17, f"perplexity {slices:.2f}", va="center", fontsize=9.5)
    ax.set(xlim=(-0.33, 1.22), ylim=(0.4 - len(rows), 0.25))
    ax.axis("off")
    show(
        ax,
        "four bars, each cut into the shares of B, C, D and E, and below each a grey bar of equal "
        "slices. Two equal shares: 2 slices. Four equal shares: 4. Shares of .97, .01, .01 and "
        ".01: 1 whole slice and a thin rest. A's shares at σ = 0.5: 3 whole slices and a nearly "
        "whole fourth, perplexity 3.94.",
        "Perplexity counts equal slices: A's four unequal shares leave us as uncertain as 3.94 "
        "equal ones would.",
    )


def _stack(ax, y, parts, colours, names):
    """One bar of length 1, cut into parts."""
    left = 0.0
    for part, colour, name in zip(parts, colours, names, strict=False):
        ax.barh(y, part, 0.3, left, color=colour, ec="white", lw=1.5)
        if name and part > 0.05:
            at = {"ha": "center", "va": "center", "color": "white", "weight": "bold"}
            ax.text(left + part / 2, y, name, fontsize=9, **at)
        left += part


def sigma_search(d2, target, tries):
    """The perplexity of A against σ, and the first tries of a search for the target."""
    ax = search(d2, target, tries, new(5.8, 3.4))
    ax.set_xlabel("width σ of A's bell")
    ax.set_ylabel("perplexity of A's row")
    show(
        ax,
        "a curve that climbs from perplexity 1 at small σ towards 4 at large σ, and five numbered "
        "tries on it. The first is too wide; the others jump from one side of the target 3 "
        "to the other and come closer to σ = 0.22.",
        "Perplexity grows with σ, so each try says in which half of the interval the answer lies.",
    )


def bells(D, sigmas):
    """The bell of each point, with the σ that was found for it.

    D: distances with names; sigmas: one width a point.
    """
    axes = np.ravel(new(8.4, 4.6, (2, 3), sharex=True, sharey=True))
    for ax, (name, sigma) in zip(axes, sigmas.items(), strict=False):
        bell(D.loc[name].drop(name), sigma, name, ax, far=0.6)
    axes[5].axis("off")
    axes[2].tick_params(labelbottom=True)
    axes[0].set_ylabel("weight")
    for ax in axes[2:5]:
        ax.set_xlabel("distance")
    show(
        axes,
        "five bells over the distance, each with its four neighbours on it and a dashed line at "
        "its σ: A 0.220, B 0.170, C 0.197, D 0.264, E 0.214. On D's bell only E stands high; on "
        "B's bell four neighbours lie within 0.413.",
        "D has only one near neighbour and needs the widest bell; B stands in the middle and "
        "needs the narrowest.",
    )


def two_widths(rows_half, rows):
    """Two tables of shares in the same colours: one σ for all, and a σ for each point."""
    axes = new(7.6, 3.7, 2)
    matrix(rows_half, axes[0], "σ = 0.5 for every point", vmax=0.6)
    matrix(rows, axes[1], "perplexity 3 for every point", vmax=0.6)
    show(
        axes,
        "two heat maps of shares in the same colours, bright is likely. Left, σ = 0.5 for every "
        "point: all shares lie between 0.189 and 0.337. Right, perplexity 3: from 0.044 for A "
        "picks D to 0.597 for D picks E.",
        "With one wide bell all shares look alike; at perplexity 3 the neighbours stand out.",
    )


def sigma_slider(distances, sigmas=(0.05, 0.08, 0.11, 0.14, 0.18, 0.22, 0.3, 0.4, 0.5)):
    """A slider over σ: A's bell, its four shares, and the perplexity.

    distances: from A to the others, by name; sigmas: the places of the slider.
    """

    def draw(sigma):
        d2 = distances.to_numpy() ** 2
        weights = np.exp(-(d2 - d2.min()) / (2 * sigma**2))
        shares = weights / weights.sum()
        left, right = new(6.4, 2.9, 2)
        bell(distances, sigma, "A", left, far=0.6)
        left.set(title="A's bell", xlabel="distance", ylabel="weight")
        looks = [style(name)["color"] for name in distances.index]
        bars_of = right.bar(list(distances.index), shares, color=looks)
        labels = [_three_decimals(share) for share in shares]
        right.bar_label(bars_of, labels, fontsize=9, padding=2)
        found = float(perplexity(shares[None])[0])
        right.set(ylim=(0, 1.12), title=f"shares: perplexity {found:.2f}")
        right.spines[["top", "right"]].set_visible(False)
        return left

    return slider.slide(
        "σ",
        sigmas,
        draw,
        "A's bell and its four shares at three widths. σ = 0.08: B has .939, C .061 and the others "
        "less than .001. σ = 0.14: B .696, C .285, E .017, D .002, perplexity 2.00. σ = 0.5: B "
        ".302, C .282, E .226, D .189, perplexity 3.94.",
        shown=[0.08, 0.14, 0.5],
        across=1,
        caption="No width switches a neighbour off: at perplexity 2 all four points still have a "
        "share.",
    )


def _three_decimals(share):
    return "<.001" if share < 0.0005 else f"{share:.3f}"[1:] if share < 0.9995 else "1.000"


def impostors(D, D_impostors, rows):
    """Two tables of distances, and the one table of shares that both give."""
    axes = new(9.6, 3.6, 3)
    matrix(D, axes[0], "distances in the data", decimals=2)
    named = pd.DataFrame(np.asarray(D_impostors), D.index, D.columns)
    matrix(named, axes[1], "distances of the impostors", decimals=2)
    matrix(rows, axes[2], "shares of both", decimals=2)
    show(
        axes,
        "three heat maps. The distances in the data run from 0.11 to 0.51. The distances of the "
        "impostors are all 10.00 or 10.01. The third table holds the shares at perplexity 3, "
        "which are the same for both data sets.",
        "One data set has near and far points, the other has five points almost equally far "
        "apart; t-SNE sees the same shares in both.",
    )


def two_neighbourhoods(X, sigmas, pair=("A", "D")):
    """The points from above, and around each point of the pair a circle of radius 2σ."""
    ax = new(6.2, 4.4)
    for name, (x, y) in X.iloc[:, :2].iterrows():
        ax.scatter(x, y, s=70, zorder=3, **style(name))
        below = {"xytext": (-2, -17)} if name == "E" else {"xytext": (0, 8)}
        ax.annotate(name, (x, y), textcoords="offset points", ha="center", **below)
    for name, dash in zip(pair, ("-", "--"), strict=True):
        centre, colour = X.loc[name].to_numpy()[:2], style(name)["color"]
        ax.add_patch(Circle(centre, 2 * sigmas[name], fill=False, ec=colour, lw=2, ls=dash))
        top = centre[0], centre[1] + 2 * sigmas[name]
        ax.annotate(
            f"2σ of {name}",
            top,
            xytext=(0, 5),
            textcoords="offset points",
            ha="center",
            color=colour,
        )
    ax.plot(*X.loc[list(pair)].to_numpy().T[:2], color=FAINT, lw=1, zorder=1)
    ax.set(aspect="equal", xlabel=X.columns[0], ylabel=X.columns[1])
    ax.margins(0.08)
    ax.spines[["top", "right"]].set_visible(False)
    show(
        ax,
        "the five points from above. A circle of radius 2σ = 0.441 around A holds B, C and E, but "
        "not D. A circle of radius 2σ = 0.527 around D holds all other points; A lies just inside, "
        "0.514 away.",
        "The distance is the same from both ends, but D's neighbourhood reaches A, and A's "
        "does not reach D.",
    )


def joint_tables(rows, P):
    """The two opinions of each pair, and the one number that replaces them."""
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
        "The lottery draws each pair with probability 2p.",
    )


def outlier_maps(maps, places, names):
    """The map of each data set, in one window, with a scale bar of length 1.

    maps: one a place of F; places: how far out F was put in the data.
    """
    axes = film(maps, [f"F at x = {place:g}" for place in places], names)
    axes[0].figure.set_size_inches(8.4, 3.2)
    show(
        axes,
        "three maps in one window, for F at x = 5, 50 and 500. On each of them F, the grey dot, "
        "stands beside D and E, 2.4 times as far from the centre of the others as they are "
        "themselves (median). The three maps look the same.",
        "In the data F goes over a hundred times farther out; on the map it stays where it was.",
    )
