"""The pictures of lesson 06: a slope, springs, and how small a nudge may be."""

import numpy as np

from ...steps.gradient import central_differences
from .charts import curves, matrix
from .page import COLOURS, INK, PULL, PUSH, new, show, style
from .points import scale_bar, scatter_map


def start_and_wish(Y, difference):
    """The map at the start, and the table p − q: what the data want changed."""
    axes = new(7.4, 3.5, 2)
    scatter_map(Y, ax=axes[0], title="the map at the start")
    axes[0].set(xlim=(-0.75, 0.85), ylim=(-0.9, 0.7))
    scale_bar(axes[0])
    matrix(difference, axes[1], "p − q", vmax=0.07)
    letters = list("ABCDE")
    axes[1].set_xticks(range(5), letters)
    axes[1].set_yticks(range(5), letters)
    show(
        axes,
        "left, the map: B and D at the upper left, A and E at the right, C at the bottom. Right, "
        "the table p − q, red above 0 and blue below. D–E has 0.068 and A–B 0.064; B–D and A–E "
        "have −0.046.",
        "Red pairs (D–E, A–B) have too small a share on the map, blue pairs (B–D, A–E) too large a "
        "share.",
    )


def valley(places, heights, at, slope):
    """KL while one point moves along a line, and its slope where the point stands."""
    height = np.interp(at, places, heights)
    near = abs(places - at) < 0.8
    tangent = np.where(near, height + slope * (places - at), np.nan)
    lines = {"KL": heights, f"slope at {at:g}: {slope:.3f}": tangent}
    ax = curves(places, lines, new(6.0, 3.2), xlabel="y1 of A", ylabel="KL (nats)")
    ax.scatter(at, height, s=60, color=COLOURS[0], zorder=4)
    ax.annotate("A", (at, height), xytext=(4, -14), textcoords="offset points")
    show(
        ax,
        "KL against the place of A along y1: a valley that is lowest near −0.5, at 0.305. At A's "
        "place, 0.5, a straight line touches the curve and rises to the right.",
        "At A's place KL rises to the right, so A has to go left to reach the bottom of the "
        "valley.",
    )


def _arrow(ax, start, step, push):
    look = {"color": PUSH if push else PULL, "ls": "--" if push else "-", "lw": 2}
    how = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0} | look
    ax.annotate("", start + step, start, arrowprops=how, zorder=4)


def springs_on_A(Y, forces, scale=3):
    """What each of the others does to A: one arrow each, with the name of its sender.

    Y: a map with names, A first; forces: a row a sender, two numbers.
    """
    Y, names = np.asarray(Y), list(forces.index)
    ax = new(5.4, 4.4)
    scatter_map(Y, list("ABCDE"), ax)
    for name, force in zip(names, scale * forces.to_numpy(), strict=True):
        towards = Y["ABCDE".index(name)] - Y[0]
        push = force @ towards < 0
        _arrow(ax, Y[0], force, push)
        words = f"{name} {'pushes' if push else 'pulls'}"
        away = 14 * force / np.linalg.norm(force)
        side = {"ha": "left" if away[0] > 0 else "right", "va": "center", "fontsize": 9.5}
        colour = PUSH if push else PULL
        ax.annotate(
            words, Y[0] + force, 0.5 * away, textcoords="offset points", color=colour, **side
        )
    ax.set(xlim=(-0.55, 1.0), ylim=(-0.8, 0.6))
    scale_bar(ax)
    show(
        ax,
        "the map with four arrows that start at A, each with its sender's name. B pulls A to the "
        "left, C pulls A down; D pushes A to the right, E pushes A up. The arrow of B is the "
        "longest.",
        "B and C pull A towards themselves (solid), D and E push it away (dashed). Arrows are "
        f"drawn {scale} times as long as the forces.",
    )


# where the letters stand beside their points, in points of type, clear of the arrows
NAMES_AT = (
    {"A": (4, 14), "B": (-14, 2), "C": (14, 4), "D": (10, 12), "E": (14, 7)},
    {"A": (13, 4), "B": (-13, 4), "C": (-13, 0), "D": (8, 13), "E": (12, -6)},
)


def _pull_and_push(ax, name, at, pull, push):
    """Both arrows of a point, side by side."""
    side = -0.03 if name == "D" else 0.03  # else the arrows of B and D meet
    across = side * np.array([pull[1], -pull[0]]) / np.linalg.norm(pull)
    _arrow(ax, at + across, pull, push=False)
    _arrow(ax, at - across, push, push=True)


def _left_over(ax, at, force):
    """One arrow, or words where it would be too short to be seen."""
    if np.linalg.norm(force) > 0.02:
        how = {"arrowstyle": "-|>", "color": INK, "lw": 2, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", at + force, at, arrowprops=how, zorder=4)
    else:
        ax.annotate("almost none", at, (12, 0), textcoords="offset points", va="center")


def springs_on_all(Y, pull, push):
    """At each point all pulls together, all pushes together, and what is left over."""
    axes = new(9.0, 4.9, 2)
    titles = ("all pulls (solid), all pushes (dashed)", "what is left over")
    for ax, title, places in zip(axes, titles, NAMES_AT, strict=True):
        for name, at in zip("ABCDE", np.asarray(Y), strict=True):
            ax.scatter(*at, s=60, zorder=3, **style(name))
            look = {"textcoords": "offset points", "ha": "center", "va": "center", "fontsize": 11}
            ax.annotate(name, at, places[name], **look)
        ax.set(title=title, xticks=[], yticks=[], aspect="equal")
        ax.set(xlim=(-0.85, 0.95), ylim=(-1.05, 0.75))
        scale_bar(ax)
    for name, at, inwards, outwards in zip("ABCDE", np.asarray(Y), pull, push, strict=True):
        _pull_and_push(axes[0], name, at, inwards, outwards)
        _left_over(axes[1], at, inwards + outwards)
    show(
        axes,
        "two copies of the map. Left, a solid arrow at each point towards the middle of the map "
        "(pull) and a dashed arrow away from it (push), nearly as long. Right, one arrow a point, "
        "much shorter: A goes left, B to the lower right, D down to the right, E up to the left, "
        "and at C it says: almost none.",
        "Pulls lead inwards and pushes outwards; the small difference between them moves the "
        "points.",
    )


def push_on_strangers(Z):
    """The push between two points with p = 0 against their distance, on log axes."""
    d = np.geomspace(0.1, 30, 200)
    ax = curves(d, {"push, p = 0": 4 * d / (1 + d**2) ** 2 / Z}, new(5.8, 3.1))
    ax.set(xscale="log", yscale="log", xlabel="distance on the map", ylabel="size of the push")
    show(
        ax,
        "the push between two strangers against their distance, both axes in powers of ten. It is "
        "largest near distance 0.6, at about 0.1, and falls along a straight line to about "
        "0.00001 at distance 30.",
        "The push is strongest near 0.6. Far out it falls with the third power of the distance, "
        "and it never reaches 0. (Z is held at its value on our map.)",
    )


def with_and_without(d, without, with_factor):
    """The pull of a spring against its length, without and with the factor 1 / (1 + d²)."""
    lines = {"4 p d (symmetric SNE)": without, "4 p d / (1 + d²) (t-SNE)": with_factor}
    ax = curves(d, lines, new(5.8, 3.1), xlabel="distance on the map", ylabel="pull, p = 0.1")
    ax.set(ylim=(0, 1))
    show(
        ax,
        "two curves of the pull against the distance. Without the factor a straight line that "
        "leaves the picture. With it, a hump that is highest at distance 1, at 0.2, and falls to "
        "0.06 at distance 6.",
        "Student's factor turns the rubber band into a spring that weakens beyond distance 1.",
    )


def nudging_error(KL, points, gradient):
    """The error of a nudged gradient against the size of the nudge, on log axes."""
    sizes = 10.0 ** -np.arange(1, 15)
    largest = abs(gradient).max()
    errors = [
        abs(central_differences(KL, points, h) - gradient).max() / largest for h in sizes[::-1]
    ]
    ax = new(5.8, 3.1)
    ax.plot(sizes[::-1], errors, color=COLOURS[0], lw=2)
    ax.spines[["top", "right"]].set_visible(False)
    ax.set(xscale="log", yscale="log", xlabel="size h of the nudge", ylabel="relative error")
    show(
        ax,
        "relative error of the nudged slope against the nudge h, both axes in powers of ten: a V. "
        "From h = 0.1 down to about 1e-5 the error falls from about 0.005 to below 1e-8; for "
        "smaller h it rises again, to above 0.001 at 1e-14.",
        "Too large a nudge is inexact, too small a nudge drowns in rounding; the best lies near "
        "1e-5.",
    )
