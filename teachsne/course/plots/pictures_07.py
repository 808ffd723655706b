"""The pictures of lesson 07: the way down, rings that tear, and 300 digits on two maps."""

import numpy as np

from .charts import shepard
from .page import PULL, PUSH, new, show
from .points import film, scale_bar

# one colour a digit; each point is also written as its digit
TEN = ["#0072B2", "#8C564B", "#009E73", "#7F7F00", "#D55E00"]
TEN += ["#56B4E9", "#CC79A7", "#222222", "#7B4FA3", "#B8860B"]


# where the η stands beside the end of its curve, in points, so that no two meet
ASIDE = {0.1: 5, 0.5: 4, 1: 0, 2: 0, 5: -1, 20: -6}


def learning_rates(losses):
    """KL after each step without momentum, one curve for each learning rate.

    losses: KL from step 0 on, by learning rate.
    """
    ax = new(7.2, 4.2)
    colours = ("#0072B2", "#7F7F00", "#009E73", "#D55E00", "#7B4FA3", "#222222")
    for (rate, loss), colour in zip(losses.items(), colours, strict=True):
        ax.plot(loss, color=colour, lw=1.6)
        at = {"textcoords": "offset points", "va": "center", "fontsize": 9.5, "color": colour}
        ax.annotate(f"η = {rate:g}", (len(loss) - 1, loss[-1]), (5, ASIDE.get(rate, 0)), **at)
    ax.set(yscale="log", ylim=(1e-4, 2), xlabel="step", ylabel="KL (nats)")
    ax.set(xlim=(0, 1.13 * len(losses[1])), xticks=range(0, 201, 50))
    ax.spines[["top", "right"]].set_visible(False)
    show(
        ax,
        "six curves of KL over 200 steps on a log axis. η = 0.1 falls slowly to 0.0146, η = 0.5 to "
        "0.0018, η = 1 to 0.0009 and η = 2 to 0.0004, the lowest. η = 5 falls fastest for ten "
        "steps and then stays between 0.012 and 0.014. η = 20 first jumps above 1 and ends at "
        "0.0091.",
        "With too small a learning rate the run creeps; with too large a one it overshoots.",
    )


def three_starts(maps, titles):
    """The ends of descents from several starts, side by side."""
    show(
        film(maps, titles, "ABCDE"),
        "three maps. In each D and E stand together, far from the triangle of A, B and C: to the "
        "left of it from start 1, to its upper left from starts 2 and 3. The map from start 3 is a "
        "mirror image of the others.",
        "Three starts end in one shape, turned (start 1) or mirrored (start 3).",
    )


def shepard_of_five(D, D_map):
    """Each pair's distance in the data against its distance on the map."""
    ax = shepard(D, D_map, new(5.4, 3.9))
    aside = {"CD": (-20, 4), "AE": (-20, 2), "BD": (5, -11), "BC": (5, -10), "AD": (5, 4)}
    for text in ax.texts:
        text.xyann = aside.get(text.get_text(), (5, 4))
    show(
        ax,
        "ten named pairs, distance in the data against distance on the map. They rise together, "
        "but not on a line: D–E is lowest on both; the six pairs between the groups lie high; "
        "B–C is longer than B–E in the data and shorter on the map.",
        "Near stays near and far stays far, but the distances are not in proportion.",
    )


def _loop(ax, Y):
    """A map of the ring with the steps along it; a step 5 times the median is dashed."""
    after = np.roll(Y, -1, axis=0)
    step = np.linalg.norm(Y - after, axis=1)
    for start, end, torn in zip(Y, after, step > 5 * np.median(step), strict=True):
        look = {"color": PUSH, "lw": 1, "ls": "--"} if torn else {"color": PULL, "lw": 2}
        ax.plot(*np.transpose([start, end]), **look)
    (x, y), half = (Y.max(axis=0) + Y.min(axis=0)) / 2, 0.6 * np.ptp(Y, axis=0).max()
    ax.set(xlim=(x - half, x + half), ylim=(y - half, y + half))
    ax.set(xticks=[], yticks=[], aspect="equal")
    scale_bar(ax)


def ring_maps(rings, shown=6):
    """The last maps of a ring from several starts, a row for each exaggeration.

    rings: by exaggeration and its number of steps, a list of runs, each a list of maps.
    """
    settings = ((1, 100), (4, 100))
    axes = new(8.4, 3.5, (len(settings), shown))
    for row, (rho, early) in zip(axes, settings, strict=True):
        for ax, maps in zip(row, rings[rho, early], strict=False):
            _loop(ax, maps[-1])
        row[0].set_ylabel(f"ρ = {rho}", fontsize=11)
    show(
        axes,
        "two rows of six maps of the ring. Upper row, ρ = 1: in each map the line is cut into "
        "pieces, and dashed steps lead across the map from one end to another. Lower row, ρ = 4: "
        "all six are closed loops.",
        "Without exaggeration the rings end broken (dashed steps); with ρ = 4 all 12 end closed. "
        "The first six are shown.",
    )


def ring_grows(maps, shown=(0, 10, 100, 300)):
    """Four maps of one run of the ring, each as large as its own panel allows."""
    axes = new(8.4, 2.4, len(shown))
    for ax, step in zip(axes, shown, strict=True):
        points = np.asarray(maps[step])
        # all steps alike here: before the ring is sorted, most of them are long
        ax.plot(*np.vstack([points, points[:1]]).T, color=PULL, lw=1, marker=".", ms=3)
        (x, y), half = (points.max(axis=0) + points.min(axis=0)) / 2, 0.62 * np.ptp(points, 0).max()
        ax.set(xlim=(x - half, x + half), ylim=(y - half, y + half), title=f"step {step}")
        ax.set(xticks=[], yticks=[], aspect="equal")
        scale_bar(ax)
    show(
        axes,
        "four maps of one run with ρ = 4, the points joined in the order of the ring. Step 0: a "
        "tangle. Step 10: a bent, ragged loop. Step 100: a closed ring with a zigzag line. "
        "Step 300: a wide closed ring.",
        "The exaggerated pulls sort the points into a small ring. When they end, the ring grows.",
    )


def digits_beside(ours, module, labels):
    """Two maps of the same digits, each point written as its digit."""
    axes = new(9.0, 4.7, 2)
    for ax, Y, title in zip(axes, (ours, module), ("our 35 lines", "TSNE"), strict=True):
        for digit, (x, y) in zip(labels, Y, strict=True):
            bold = {"weight": "bold"} if digit in (0, 4) else {"alpha": 0.75}
            look = {"color": TEN[digit], "fontsize": 8.5, "ha": "center", "va": "center"} | bold
            ax.text(x, y, str(digit), **look)
        (x, y), half = (Y.max(axis=0) + Y.min(axis=0)) / 2, 0.56 * np.ptp(Y, axis=0).max()
        ax.set(xlim=(x - half, x + half), ylim=(y - half, y + half))
        ax.set(xticks=[], yticks=[], title=title, aspect="equal")
        scale_bar(ax)
    show(
        axes,
        "two maps of 300 digits, each point written as its digit, ten colours, 0 and 4 bold. In "
        "both maps equal digits form islands; the 0s are compact, the 4s stretch along the 9s. "
        "The islands lie in other places on the two maps.",
        "Our own t-SNE finds the islands that TSNE finds, and the 4s cover more room than the 0s "
        "on both maps.",
    )
