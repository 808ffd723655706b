"""The pictures: one visual language for all lessons. The only module that imports matplotlib.

A–E keep their colour and their marker everywhere, and are named where they stand. Matrices
are cividis with the numbers in their cells. A map has no ticks: its axes carry no units.
Each function draws on `ax` (or on a new figure) and returns it; `show` puts the figure into
the lesson, with its description for those who cannot see it.
"""

from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyBboxPatch

# Okabe & Ito: told apart by everybody; the markers say the same without colour
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7")
MARKERS = ("o", "s", "^", "D", "P")
STEPS = ("distances", "σ search", "joint P", "Q on a map", "KL", "gradient", "descent")
INK, FAINT, PULL, PUSH = "#222222", "#BBBBBB", "#0072B2", "#D55E00"


def new(width=5.0, height=3.2, columns=1, **options):
    """A figure's axes: one, or an array of `columns` side by side."""
    return plt.subplots(1, columns, figsize=(width, height), layout="constrained", **options)[1]


def show(ax, description):
    """Put a figure into the lesson: the picture, and under it what it shows, in words."""
    from IPython.display import display

    figure = np.ravel(ax)[0].figure
    png = BytesIO()
    figure.savefig(png, format="png", dpi=110, metadata={"Software": None})
    plt.close(figure)
    picture = {"image/png": png.getvalue(), "text/plain": "[picture]"}
    display(picture, raw=True, metadata={"image/png": {"alt": description}})
    words = {"text/markdown": f"*Picture: {description}*", "text/plain": f"Picture: {description}"}
    display(words, raw=True)


def steps(lit):
    """The strip that opens each lesson: the seven steps, with the lesson's own lit (0: none)."""
    ax = new(8.6, 0.62)
    for place, name in enumerate(STEPS, start=1):
        mine = place == lit
        colours = {"fc": PULL, "ec": PULL} if mine else {"fc": "white", "ec": FAINT}
        ax.add_patch(FancyBboxPatch((place, 0), 0.84, 0.5, "round,pad=0.03", **colours))
        font = {"color": "white", "weight": "bold"} if mine else {"color": INK}
        at = {"ha": "center", "va": "center", "fontsize": 9}
        ax.text(place + 0.42, 0.25, f"{place}  {name}", **at, **font)
    ax.set(xlim=(0.9, 7.95), ylim=(-0.1, 0.6))
    ax.axis("off")
    where = f"step {lit}, {STEPS[lit - 1]}, is lit" if lit else "none is lit yet"
    show(ax, f"the seven steps of t-SNE ({', '.join(STEPS)}); {where}.")


def _style(place):
    return {"color": COLOURS[place % 5], "marker": MARKERS[place % 5]}


def _names(table, n):
    return [str(name) for name in getattr(table, "index", range(1, n + 1))]


def scatter_map(Y, names=None, ax=None, title=""):
    """Points on a map (n, 2), each named; no ticks, since the axes carry no units."""
    ax = new(3.4, 3.4) if ax is None else ax
    names = _names(Y, len(Y)) if names is None else list(names)
    for place, ((x, y), name) in enumerate(zip(np.asarray(Y), names, strict=True)):
        ax.scatter(x, y, s=70, zorder=3, **_style(place))
        ax.annotate(name, (x, y), xytext=(6, 6), textcoords="offset points", fontsize=10)
    ax.set(xticks=[], yticks=[], title=title, aspect="equal")
    ax.margins(0.2)
    return ax


def film(maps, titles, names):
    """A film strip: maps side by side in one square window, so that sizes can be compared."""
    axes = np.atleast_1d(new(2.25 * len(maps), 2.5, len(maps)))
    centred = [np.asarray(Y) - np.mean(Y, axis=0) for Y in maps]
    half = 1.25 * max(abs(Y).max() for Y in centred)
    for ax, Y, title in zip(axes, centred, titles, strict=True):
        scatter_map(Y, names, ax, title)
        ax.set(xlim=(-half, half), ylim=(-half, half))
    return axes


def points3d(X, ax=None):
    """The data points in three dimensions, on stems that show where they stand."""
    ax = new(4.6, 3.8, subplot_kw={"projection": "3d"}) if ax is None else ax
    floor = X.to_numpy()[:, 2].min() - 0.1
    for place, (name, (x, y, z)) in enumerate(X.iterrows()):
        ax.plot([x, x], [y, y], [floor, z], color=FAINT, lw=1)
        ax.scatter(x, y, z, s=70, depthshade=False, **_style(place))
        ax.text(x + 0.02, y, z + 0.02, str(name), fontsize=11)
    ax.set(xlabel=X.columns[0], ylabel=X.columns[1], zlabel=X.columns[2])
    ax.locator_params(nbins=5)
    ax.view_init(elev=22, azim=-62)
    return ax


def matrix(M, ax=None, title="", decimals=3, vmax=None, cmap="cividis", vmin=0.0):
    """A table as a heat map, with its numbers in the cells and its names at the sides."""
    ax = new(3.9, 3.5) if ax is None else ax
    values = np.asarray(M, dtype=float)
    image = ax.imshow(values, cmap=cmap, vmin=vmin, vmax=values.max() if vmax is None else vmax)
    for (i, j), value in np.ndenumerate(values):
        dark = sum(image.cmap(image.norm(value))[:3]) < 1.5
        at = {"ha": "center", "va": "center", "fontsize": 8.5}
        ax.text(j, i, f"{value + 0.0:.{decimals}f}", color="white" if dark else "black", **at)
    names = _names(M, len(values))
    columns = [str(c) for c in getattr(M, "columns", names)]
    ax.set_xticks(range(values.shape[1]), columns)
    ax.set_yticks(range(len(values)), names)
    ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    ax.set_title(title)
    return ax


def bell(distances, sigma, name="A", ax=None, far=None):
    """The Gaussian around a point: how much each other point weighs, by its distance.

    distances: a Series, distance by name, the point itself left out; name: whose bell it is.
    """
    ax = new(3.2, 2.6) if ax is None else ax
    far = 1.15 * distances.max() if far is None else far
    d = np.linspace(0, far, 200)
    ax.plot(d, np.exp(-(d**2) / (2 * sigma**2)), color=COLOURS["ABCDE".index(name)], lw=2)
    ax.axvline(sigma, color=FAINT, lw=1, ls="--")
    last = -1.0
    for other, distance in distances.sort_values().items():
        weight = np.exp(-(distance**2) / (2 * sigma**2))
        ax.vlines(distance, 0, weight, color=FAINT, lw=1)
        ax.scatter(distance, weight, s=45, zorder=3, **_style("ABCDE".index(other)))
        shift = (7, 10) if distance - last < 0.04 else (3, 5)  # a close neighbour's name moves up
        ax.annotate(other, (distance, weight), xytext=shift, textcoords="offset points")
        last = distance
    ax.set(xlim=(0, far), ylim=(0, 1.12), title=f"{name}:  σ = {sigma:.3f}")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def search(d2, target, tries, ax=None):
    """Perplexity against σ for one point, and the tries of a search on the curve, numbered."""
    from .sigma_search import perplexity_of_row

    ax = new(5.6, 3.4) if ax is None else ax
    sigmas = np.linspace(0.3 * min(s for s, _ in tries), 1.4 * max(s for s, _ in tries), 200)
    ax.plot(sigmas, [perplexity_of_row(d2, sigma) for sigma in sigmas], color=INK, lw=1.5)
    ax.axhline(target, color=PUSH, lw=1, ls="--")
    ax.text(sigmas[-1], target, f"target {target:g} ", color=PUSH, ha="right", va="bottom")
    for number, (sigma, found) in enumerate(tries, start=1):
        ax.scatter(sigma, found, s=40, color=COLOURS[0], zorder=3)
        up = 9 if number % 2 else -15
        ax.annotate(number, (sigma, found), xytext=(0, up), textcoords="offset points", ha="center")
    ax.set(xlabel="σ", ylabel="perplexity (effective neighbours)")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def bars(rows, ax=None, title="", ylabel=""):
    """Groups of bars: one group a column, one bar a row, each row named in the legend."""
    ax = new(5.6, 2.8) if ax is None else ax
    width = 0.8 / len(rows)
    greys = ("#444444", "#56B4E9", "#F0E442", "#BBBBBB")
    for place, (name, row) in enumerate(rows.iterrows()):
        at = np.arange(len(row)) + (place - (len(rows) - 1) / 2) * width
        ax.bar(at, row, width, label=str(name), color=greys[place % 4], ec=INK, lw=0.5)
    ax.set_xticks(range(rows.shape[1]), [str(c) for c in rows.columns])
    ax.set(title=title, ylabel=ylabel)
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=9)
    return ax


def curves(x, lines, ax=None, marks=None, title="", xlabel="", ylabel=""):
    """Curves over x, told apart by dash and name; marks: where A–E stand on each of them.

    lines: values by name; marks: a Series, x by point, the point itself left out.
    """
    ax = new(5.6, 3.2) if ax is None else ax
    looks = zip(("-", "--", "-.", ":"), (INK, COLOURS[3], COLOURS[0], COLOURS[2]), strict=True)
    for (name, y), (dash, colour) in zip(lines.items(), looks, strict=False):
        ax.plot(x, y, dash, color=colour, lw=2, label=name)
        for point, at in {} if marks is None else marks.items():
            height = np.interp(at, x, y)
            ax.scatter(at, height, s=45, zorder=3, **_style("ABCDE".index(point)))
            ax.annotate(point, (at, height), xytext=(4, 5), textcoords="offset points")
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel, xlim=(x[0], x[-1]))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=9)
    return ax
