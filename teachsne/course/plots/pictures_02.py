"""The pictures of lesson 02: shares, a search, bells, and impostors."""

import numpy as np
import pandas as pd

from ...steps.perplexity import perplexity, perplexity_of_row
from . import slider
from .charts import bell, matrix
from .page import COLOURS, FAINT, INK, PUSH, new, show, style
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
        "equal ones would. The last grey slice is the fraction that is left over.",
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
    """A curve of the perplexity of A against σ, and below it how the interval is halved.

    tries: (σ, perplexity) at each step, the first in the middle of 0 and 1.
    """
    top, below = new(6.4, 4.6, (2, 1), sharex=True, height_ratios=(3, 2))
    sigmas, d2 = np.linspace(0.01, 1, 300), np.asarray(d2)
    top.plot(sigmas, [perplexity_of_row(d2, sigma) for sigma in sigmas], color=INK, lw=1.5)
    top.axhline(target, color=PUSH, lw=1, ls="--")
    top.text(1, target - 0.06, f"target {target:g}", color=PUSH, ha="right", va="top")
    low, high = 0.0, 1.0
    for number, (sigma, found) in enumerate(tries, start=1):
        beside = {"xytext": (8, -5), "textcoords": "offset points", "va": "top"}
        top.annotate(number, (sigma, found), **beside)
        below.plot([low, high], [number, number], color=FAINT, lw=6, solid_capstyle="butt")
        for ax, y in ((top, found), (below, number)):
            ax.scatter(sigma, y, s=40, color=COLOURS[0], zorder=3)
        low, high = (low, sigma) if found > target else (sigma, high)
    top.set(ylabel="perplexity of row A", xlim=(0, 1), ylim=(1, 4.15))
    below.set(xlabel="width σ of A's bell", ylabel="step", ylim=(len(tries) + 0.6, 0.4))
    below.set_yticks(range(1, len(tries) + 1))
    for ax in (top, below):
        ax.spines[["top", "right"]].set_visible(False)
    show(
        top,
        "a curve that climbs from perplexity 1 at small σ towards 4 at large σ, with five numbered "
        "tries at σ = 0.5, 0.25, 0.125, 0.1875 and 0.2188. Below it five grey bars, one a step: "
        "the interval that must hold the answer, each half as long as the one before, "
        "with the try in its middle.",
        "The perplexity grows with σ, so each try says which half of the interval (grey) holds "
        "the answer.",
    )


def bells(D, sigmas):
    """The bell of each point, with the σ that was found for it.

    D: distances with names; sigmas: one width a point.
    """
    axes = np.ravel(new(8.6, 5.2, (2, 3)))
    for ax, (name, sigma) in zip(axes, sigmas.items(), strict=False):
        bell(D.loc[name].drop(name), sigma, name, ax, far=0.6)
        ax.set(xticks=[0, 0.2, 0.4], yticks=[0, 0.5, 1], xlabel="distance")
    axes[5].axis("off")
    for ax in axes[::3]:
        ax.set_ylabel("weight")
    show(
        axes,
        "five bells over the distance, each with its four neighbours on it and a dashed line at "
        "its σ: A 0.220, B 0.170, C 0.197, D 0.264, E 0.214. On D's bell only E stands high, and "
        "the other three are far out. On B's bell A, C, E and D lie closest together.",
        "Each point's bell at perplexity 3. Dashed: d = σ.",
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
        "With one wide bell every share lies between 0.19 and 0.34; at perplexity 3 the shares run "
        "from 0.04 to 0.60. Both tables share one colour scale.",
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
        left.set(title="A's bell", xlabel="distance", ylabel="weight", yticks=[0, 0.5, 1])
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
        caption="At perplexity 2, B and C take 98 % of the picks, but D and E keep a share.",
    )


def _three_decimals(share):
    return "<.001" if share < 0.0005 else f"{share:.3f}"[1:] if share < 0.9995 else "1.000"


def impostors(D, D_impostors, rows):
    """Two tables of distances, and the one table of shares that both give."""
    axes = new(9.6, 3.6, 3)
    matrix(D, axes[0], "distances in the data", decimals=2, cmap="cividis_r")
    named = pd.DataFrame(np.asarray(D_impostors), D.index, D.columns)
    matrix(named, axes[1], "distances of the impostor", decimals=2, cmap="cividis_r")
    matrix(rows, axes[2], "shares of both", decimals=2)
    show(
        axes,
        "three heat maps. The distances in the data run from 0.11 to 0.51. The distances of the "
        "impostor are all 10.00 or 10.01. The third table holds the shares at perplexity 3, "
        "which are the same for both data sets.",
        "One data set has near and far points, the other has five points almost equally far "
        "apart; t-SNE sees the same shares in both. Bright: near (left, middle) or often picked "
        "(right).",
    )


def impostor_maps(Y, Y_impostors, names):
    """The map of the data and the map of the impostors, from the same start."""
    axes = film([Y, Y_impostors], ["map of the data", "map of the impostors"], names)
    axes[0].figure.set_size_inches(6.2, 3.2)
    show(
        axes,
        "two maps in one window. Both show the same picture, point for point: A, B and C on one "
        "side, D and E together on the other.",
        "From the same start, both data sets get the same map.",
    )
