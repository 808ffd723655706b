"""The pictures of the two detective pages: which rounding, and which kernel, made the tables."""

import numpy as np

from .charts import bars
from .page import COLOURS, FAINT, INK, PUSH, new, show, style
from .points import scale_bar, scatter_map

NAMES = tuple("ABCDE")


def last_digits(computed, printed):
    """How far each computed share is from the printed one, in units of the last digit."""
    off = 1000 * (np.asarray(computed) - np.asarray(printed))
    ax = new(6.4, 2.7)
    ax.axhspan(-0.5, 0.5, color="#EEEEEE", zorder=0)
    ax.text(
        19.6, 0.57, "grey: rounds to the printed number", fontsize=9, ha="right", color="#555555"
    )
    cells = [(i, j) for i in range(5) for j in range(5) if i != j]
    for place, (i, j) in enumerate(cells):
        ax.scatter(place, off[i, j], s=40, zorder=3, **style(NAMES[i]))
        if abs(off[i, j]) > 0.5:
            ax.annotate(
                f"{NAMES[i]} picks {NAMES[j]}",
                (place, off[i, j]),
                xytext=(8, 0),
                textcoords="offset points",
                fontsize=9,
                va="center",
            )
    ax.set_xticks(range(20), [NAMES[j] for _, j in cells])
    ax.set(xlim=(-0.8, 19.8), ylim=(-0.85, 0.85), ylabel="our share − printed\n(thousandths)")
    ax.set_xlabel("picked point; colour and marker show the row")
    ax.spines[["top", "right"]].set_visible(False)
    show(
        ax,
        "twenty dots, one for each pair of different points. Eighteen lie inside a grey band of "
        "half a thousandth on both sides of zero. Two lie just below it, at -0.55 and -0.60: "
        "B picks A, and E picks A.",
        "Two shares miss the printed number, by little more than half of the last digit.",
    )


def density_steps(exact, rounded, sigma=0.5):
    """The normal density around a distance and its rounded value, and where rounding splits."""
    ax, d = new(5.8, 2.8), np.linspace(rounded - 4e-4, exact + 3e-4, 50)
    bell = np.exp(-(d**2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
    ax.plot(d, bell, color=INK, lw=1.5)
    ax.axhline(0.7515, color=PUSH, lw=1, ls="--")
    ax.text(d[-1], 0.75151, "rounds to 0.752", color=PUSH, fontsize=9, ha="right", va="bottom")
    ax.text(d[0], 0.75149, "rounds to 0.751", color=PUSH, fontsize=9, ha="left", va="top")
    for x, words, at in ((exact, "exact distance", (6, 6)), (rounded, "rounded distance", (6, 6))):
        ax.scatter(x, np.interp(x, d, bell), s=45, color=COLOURS[0], zorder=3)
        how = {"xytext": at, "textcoords": "offset points", "fontsize": 9}
        ax.annotate(words, (x, np.interp(x, d, bell)), **how)
    ax.set_xticks([rounded, exact], [f"{rounded:.4f}", f"{exact:.4f}"])
    ax.set(xlabel="distance from A to B", ylabel="normal density")
    ax.ticklabel_format(axis="y", useOffset=False)
    ax.spines[["top", "right"]].set_visible(False)
    show(
        ax,
        "the normal density falls slowly from left to right and crosses a dashed line at 0.7515. "
        "At the rounded distance, 0.1730, it is above the line and rounds to 0.752; at the exact "
        "distance, 0.1732, it is below the line and rounds to 0.751.",
        "The density that was printed belongs to the rounded distance, not to the exact one.",
    )


def perplexity_dots(perplexities):
    """The perplexity of each row at one σ, below the largest that five points allow."""
    ax = new(5.2, 2.4)
    for place, (name, value) in enumerate(perplexities.items()):
        ax.scatter(place, value, s=70, zorder=3, **style(name))
        how = {"xytext": (9, 0), "textcoords": "offset points", "fontsize": 9, "va": "center"}
        ax.annotate(f"{value:.3f}", (place, value), **how)
    ax.axhline(4, color=FAINT, lw=1, ls="--")
    ax.text(4.6, 3.998, "4: all neighbours count alike", fontsize=9, ha="right", va="top")
    ax.set_xticks(range(5), list(perplexities.index))
    ax.set(xlim=(-0.4, 4.7), ylim=(3.9, 4.005), ylabel="perplexity")
    ax.spines[["top", "right"]].set_visible(False)
    show(
        ax,
        "five dots, the perplexities of the rows A to E: 3.935, 3.981, 3.961, 3.916 and 3.960. A "
        "dashed line marks 4, the largest possible value.",
        "The five perplexities differ: no search for a common perplexity made this table.",
    )


def two_layouts(gaussian, student):
    """A map that gives Q with the Gaussian, beside one that gives it with Student-t."""
    axes = new(6.6, 3.2, 2)
    maps = [np.asarray(Y) - np.mean(np.asarray(Y), axis=0) for Y in (gaussian, student)]
    for ax, Y, title in zip(axes, maps, ("Gaussian, σ = 0.5", "Student-t"), strict=True):
        scatter_map(Y, NAMES, ax, title, size=50)
        ax.set(xlim=(-0.33, 0.33), ylim=(-0.33, 0.33))
        scale_bar(ax, 0.1)
    show(
        axes,
        "two maps at the same scale, each a nearly straight string of five points: A at one end, "
        "then B, then E and D close together, and C at the other end. The Student-t map has the "
        "same shape in another direction and is about one and a half times as long.",
        "Two maps, two kernels, one table: both give all 20 numbers of Q.",
    )


def suspects(off):
    """How far the row of each suspect is from the printed one: a row a suspect, a column a pair."""
    ax = bars(off, new(6.2, 2.9), ylabel="share − printed share")
    ax.axhline(0, color=INK, lw=0.8)
    show(
        ax,
        "three bars for each of A's neighbours B, C, D, E. Student-t is off by -0.014 at B and "
        "+0.018 at C; the printed formula is off by -0.010 at B and +0.033 at C; the Gaussian's "
        "bars can hardly be seen, since each is less than 0.001 high.",
        "Only the Gaussian turns A's printed distances into A's printed shares.",
    )


def ceiling_of_t(densities, heights):
    """Printed densities above the highest value of each t density; heights: by its name."""
    ax = new(6.0, 2.9)
    ax.bar(range(len(heights)), heights, 0.6, color="#BBBBBB", ec=INK, lw=0.5)
    ax.axhline(1 / np.sqrt(2 * np.pi), color=PUSH, lw=1, ls="--")
    ax.text(-0.4, 0.41, "the limit, 0.399", color=PUSH, fontsize=9)
    places = len(heights) + 0.5 + np.arange(len(densities))
    for place, (name, value) in zip(places, densities.items(), strict=True):
        ax.scatter(place, value, s=50, zorder=3, **style(name))
        how = {"xytext": (0, -16), "textcoords": "offset points", "fontsize": 9, "ha": "center"}
        ax.annotate(f"{value:.3f}", (place, value), **how)
    ax.set_xticks([*range(len(heights)), *places], [*heights.index, *densities.index])
    ax.set(xlim=(-0.5, places[-1] + 0.6), ylim=(0, 0.85), ylabel="density")
    ax.set_xlabel("t densities at their top, by degrees of freedom  |  printed for A's neighbours")
    ax.spines[["top", "right"]].set_visible(False)
    show(
        ax,
        "grey bars, the highest value of the t density for more and more degrees of freedom: from "
        "0.318 for 1 they rise towards a dashed line at 0.399. The four printed densities, 0.610 "
        "to 0.771, all lie far above that line.",
        "No t density of unit width reaches any of the four printed densities.",
    )
