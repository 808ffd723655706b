"""The pictures of lesson 07: the way down, rings that tear, and 300 digits on two maps."""

import numpy as np

from . import slider
from .charts import shepard
from .page import FAINT, PULL, PUSH, new, play, show
from .points import film, scale_bar

# one colour a digit; each point is also written as its digit
TEN = ["#0072B2", "#8C564B", "#009E73", "#7F7F00", "#D55E00"]
TEN += ["#56B4E9", "#CC79A7", "#222222", "#7B4FA3", "#B8860B"]

FRAMES = (0, 5, 10, 15, 30, 200)  # of the film, as in lesson 00


def descent_film(states, losses):
    """The run of lessons 00 to 07 as a film; six of its maps on paper.

    states: those of `descend`, from step 0 to 200; losses: KL of each.
    """
    maps = [state.Y - state.Y.mean(axis=0) for state in states]
    half = 1.35 * abs(np.array(maps)).max()

    def strip(steps):
        titles = [f"step {step}: KL {losses[step]:.3f}" for step in steps]
        return film([maps[step] for step in steps], titles, "ABCDE", half)

    play(
        strip(FRAMES),
        (strip([step])[0] for step in (*range(21), *range(25, 60, 5), *range(60, 201, 20))),
        "six maps in one scale. Step 0: the letters lie mixed. Step 5: all are close together. "
        "Step 10: D and E stand together, away from A, B and C. Up to step 200 both groups grow "
        "and move apart. KL falls from 0.352 to 0.000.",
        "B and D part, A and E part, and D and E leave as a pair; then A, B and C spread out.",
    )


def eta_slider(losses):
    """A slider over the learning rate: KL after each step, over the best of the others in grey.

    losses: KL from step 0 on, by learning rate.
    """

    def draw(rate):
        ax = new(4.6, 3.1)
        for other in losses.values():
            ax.plot(np.maximum(other, 1e-4), color=FAINT, lw=1)
        ax.plot(np.maximum(losses[rate], 1e-4), color=PULL, lw=2)
        ax.set(yscale="log", ylim=(5e-4, 2), xlabel="step", ylabel="KL (nats)")
        ax.spines[["top", "right"]].set_visible(False)
        return ax

    return slider.slide(
        "η",
        list(losses),
        draw,
        "KL against 200 steps on a log axis, for one learning rate at a time, the others in grey. "
        "η = 0.1 falls slowly and steadily to 0.015. η = 1 falls to below 0.001. η = 5 falls "
        "fast for five steps and then stays near 0.012. η = 20 first rises above 1.",
        [0.1, 1, 5, 20],
        across=2,
        caption="Too small a learning rate creeps; too large a one hops to and fro, or jumps up.",
    )


def three_starts(maps, titles):
    """The ends of descents from several starts, side by side."""
    show(
        film(maps, titles, "ABCDE"),
        "three maps. In each D and E stand together, far from the triangle of A, B and C. The "
        "direction from A, B and C to D and E is different each time, and one map is a mirror "
        "image of the others.",
        "Three starts give one shape; only its place and direction differ, and it may be mirrored.",
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


def ring_maps(rings, shown=6):
    """Maps of a ring, a row for each exaggeration, with the steps along the ring drawn."""
    axes = new(8.4, 1.6 * len(rings) + 0.3, (len(rings), shown))
    for row, (rho, maps) in zip(axes, rings.items(), strict=True):
        for ax, Y in zip(row, maps, strict=False):
            step = np.linalg.norm(Y - np.roll(Y, -1, axis=0), axis=1)
            for start, end, torn in zip(
                Y, np.roll(Y, -1, axis=0), step > 5 * np.median(step), strict=True
            ):
                look = {"color": PUSH, "lw": 1, "ls": "--"} if torn else {"color": PULL, "lw": 2}
                ax.plot(*np.transpose([start, end]), **look)
            (x, y), half = (Y.max(axis=0) + Y.min(axis=0)) / 2, 0.6 * np.ptp(Y, axis=0).max()
            ax.set(xlim=(x - half, x + half), ylim=(y - half, y + half))
            ax.set(xticks=[], yticks=[], aspect="equal")
            scale_bar(ax)
        row[0].set_ylabel(f"ρ = {rho}", fontsize=11)
    show(
        axes,
        "two rows of six maps of the ring. Upper row, ρ = 1: in most maps the line is cut into "
        "pieces, and dashed steps lead across the map from one end to another. Lower row, ρ = 4: "
        "all six are closed loops.",
        "Without exaggeration most rings tear (dashed steps); with ρ = 4 all stay closed.",
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
