"""The pictures of lessons 00 and 01: digits on a map, letters in space, and distances."""

import numpy as np

from .charts import bars, curves, matrix
from .page import new, play, show
from .points import points3d, scale_bar, scatter_map

# one colour a digit; each point of the map is also written as its digit
TEN = (
    "#0072B2",
    "#8C564B",
    "#009E73",
    "#7F7F00",
    "#D55E00",
    "#56B4E9",
    "#CC79A7",
    "#222222",
    "#7B4FA3",
    "#B8860B",
)


def digits_map(Y, labels, marked=(0, 4)):
    """A map (n, 2) of digits, each point written as its digit; the marked ones are bold."""
    ax = new(6.4, 6.0)
    for digit in sorted(set(labels), key=lambda digit: digit in marked):
        look = {"fontsize": 9, "alpha": 0.75}
        if digit in marked:
            look = {"fontsize": 13, "weight": "bold"}
        for x, y in Y[labels == digit]:
            ax.text(x, y, str(digit), color=TEN[digit], ha="center", va="center", **look)
    ax.set(xticks=[], yticks=[], aspect="equal")
    low, high = Y.min(axis=0), Y.max(axis=0)
    edge = 0.05 * (high - low).max()
    ax.set(xlim=(low[0] - edge, high[0] + edge), ylim=(low[1] - 2 * edge, high[1] + edge))
    scale_bar(ax)
    ax.texts[-1].set_text("length 1")
    show(
        ax,
        "a map of 300 points, each written as the digit that it shows, one colour a digit. Most "
        "lie next to others of the same digit. Nearly all 0s, in bold blue, fill one compact "
        "island; the 4s, in bold orange, are spread over a broad band, mixed with 9s.",
        "Each number is one image. Colours were added afterwards.",
    )


def digit_images(images, labels, digits=(0, 4), many=10):
    """The first images (784 grey values each) of some digits, one row a digit."""
    axes = new(0.72 * many, 0.8 * len(digits), (len(digits), many))
    for row, digit in zip(axes, digits, strict=True):
        for ax, image in zip(row, images[labels == digit], strict=False):
            ax.imshow(np.reshape(image, (28, 28)), cmap="Greys")
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_color("#BBBBBB")
    kinds = " and ".join(f"{digit}s" for digit in digits)
    show(
        axes,
        f"{many} handwritten images of each kind, {kinds}, one kind a row: some are narrow, some "
        "wide, some slant.",
        f"The first {many} images of each kind: {kinds}.",
    )


def five_in_space(X):
    """The five points in three dimensions, on stems; all three axes have one scale."""
    ax = points3d(X)
    ax.set_box_aspect(np.ptp([ax.get_xlim(), ax.get_ylim(), ax.get_zlim()], axis=1))
    ax.set_yticks([0.9, 1.0])
    show(
        ax,
        "five points in three dimensions, each on a stem. A, B and C stand at the left, C lower "
        "than the others; D and E stand at the right.",
        "Three measurements make a point in space. Each stem drops to the floor below its point. "
        "All three axes have one scale.",
    )


FILM = (*range(21), *range(25, 60, 5), *range(60, 201, 20))  # the steps of which it has a frame


def film_of_five(states, loss, shown=(0, 5, 10, 15, 30, 200)):
    """The descent of five points: six maps of it on paper, a film where a kernel runs.

    states: those of `descend`, from step 0; loss: KL of each.
    """
    maps = [state.Y - state.Y.mean(axis=0) for state in states]
    half = 1.2 * abs(np.array(maps)).max()

    def draw(axes, steps):
        for ax, step in zip(np.ravel(axes), steps, strict=True):
            scatter_map(maps[step], "ABCDE", ax, f"step {step}: KL {loss[step]:.3f}", size=50)
            ax.texts[0].set_position((11, 3))  # A's name: to the right, clear of B and C
            ax.collections[3].set(facecolor="none", linewidth=1.8, sizes=[90], zorder=4)  # D
            ax.texts[3].set_position(1.4 * np.array(ax.texts[3].get_position()))
            ax.set(xlim=(-half, half), ylim=(-half, half))
            scale_bar(ax)
        return axes

    play(
        draw(new(8.6, 6.1, (2, 3)), shown),
        (draw(new(3.6, 3.8), [step]) for step in FILM),
        "six maps of the five letters, all in one scale. At step 0 they lie mixed, with E nearest "
        "to A and B nearest to D. At step 5 D, drawn as an outline, and E lie on the same spot, "
        "above B, A and C. At step 10 they stand side by side, away from A, B and C. Up to step "
        "200 both groups grow and move apart. KL falls from 0.352 to 0.000.",
        "At step 5 D (the outline) and E have found each other. Then they leave as a pair, and A, "
        "B and C spread out.",
    )


def parts_of_d2(row_A):
    """What the squared distance from A to each other point is made of.

    row_A: a row a point, with columns Δx², Δy² and Δz².
    """
    squares = row_A.loc["B":, ["Δx²", "Δy²", "Δz²"]].T
    show(
        bars(squares, new(5.6, 2.8), ylabel="squared difference to A"),
        "three bars each for B, C, D and E: the squared differences in x, y and z. For B all "
        "three are 0.01. For C the largest is z, 0.04. For D and E the largest by far is x, 0.25 "
        "and 0.16.",
        "D and E differ from A mostly in x, C mostly in z, and B equally in all three.",
    )


def distance_table(D):
    """All distances as a heat map with their numbers; near is bright."""
    show(
        matrix(D, cmap="cividis_r"),
        "the table of 25 distances as a heat map, bright for near. D and E form a bright pair, "
        "0.112. A is fairly bright with B and C. B with E, 0.304, is as dark as B with C, 0.308. "
        "The diagonal is brightest, and the table is its own mirror image along it.",
        "Bright means near. D and E are the nearest pair. A is near B and C. But B is a little "
        "nearer to E (0.304) than to C (0.308): groups are not always clear-cut.",
    )


def distance_spike(apart):
    """How the distances between random points are spread, relative to their mean.

    apart: the distances of all pairs by number of dimensions.
    """
    middles = np.linspace(0, 2.5, 51)
    edges = np.append(middles, 2.55) - 0.025
    shares = {
        f"{dimensions} dimensions": np.histogram(d / d.mean(), edges)[0] / len(d)
        for dimensions, d in apart.items()
    }
    ax = curves(middles, shares, new(6.4, 3.2))
    ax.get_legend().remove()
    places = ((0.05, 0.055), (1.30, 0.075), (1.10, 0.24), (1.03, 0.72))
    for line, place in zip(ax.lines, places, strict=True):
        ax.text(*place, line.get_label(), color=line.get_color(), fontsize=10)
    ax.set(xlabel="distance / mean distance", ylabel="share of pairs per bin of 0.05")
    ax.set(ylim=(0, None))
    show(
        ax,
        "four curves over distance divided by mean distance, from 0 to 2.5. In 2 dimensions a "
        "low, wide hill that reaches from near 0 to above 2. In 10 dimensions it is narrower, "
        "in 100 a steep peak, and in 1000 a spike at 1.",
        "The more dimensions, the more alike the distances of random points become.",
    )
