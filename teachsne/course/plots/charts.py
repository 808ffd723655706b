"""Charts: a table as a heat map, bells, bars and curves."""

import numpy as np

from ...validation.names import refuse_other_points
from .page import COLOURS, FAINT, INK, new, style
from .points import names_of


def matrix(M, ax=None, title="", decimals=3, vmax=None, cmap="cividis", vmin=0.0):
    """A table as a heat map, with its numbers in the cells and its names at the sides.

    A table with negative numbers has a diverging map: blue below 0, white at 0, red above.
    """
    ax = new(3.9, 3.5) if ax is None else ax
    values = np.asarray(M, dtype=float)
    if (values < 0).any():
        cmap, vmax = "RdBu_r", abs(values).max() if vmax is None else vmax
        vmin = -vmax
    image = ax.imshow(values, cmap=cmap, vmin=vmin, vmax=values.max() if vmax is None else vmax)
    for (i, j), value in np.ndenumerate(values):
        dark = sum(image.cmap(image.norm(value))[:3]) < 1.5
        at = {"ha": "center", "va": "center", "fontsize": 8.5}
        ax.text(j, i, f"{value + 0.0:.{decimals}f}", color="white" if dark else "black", **at)
    names = names_of(M, len(values))
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
    ax.plot(d, np.exp(-(d**2) / (2 * sigma**2)), color=style(name)["color"], lw=2)
    ax.plot([sigma, sigma], [0, np.exp(-0.5)], color=INK, lw=1, ls="--")
    last = letter = -1.0
    for other, distance in distances.sort_values().items():
        weight = np.exp(-(distance**2) / (2 * sigma**2))
        letter = max(distance, letter + 0.07 * far)  # in a row at the top, clear of each other
        ax.plot([distance, distance, letter], [0, weight, 1.1], color=FAINT, lw=0.8, zorder=1)
        size = 14 if distance - last < 0.02 * far else 45  # on top of the point before it
        ax.scatter(distance, weight, s=size, zorder=3, clip_on=False, **style(other))
        ax.text(letter, 1.11, str(other), ha="center", va="bottom")
        last = distance
    ax.set(xlim=(0, far), ylim=(0, 1.25), title=f"{name}:  σ = {sigma:.3f}")
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
    ax.legend(frameon=False, fontsize=9, ncols=4, loc="lower right", bbox_to_anchor=(1, 1))
    return ax


def curves(x, lines, ax=None, marks=None, title="", xlabel="", ylabel=""):
    """Curves over x, told apart by dash and name; marks: where A–E stand on each of them.

    lines: values by name; marks: a Series, x by point, the point itself left out.
    """
    ax, x = new(5.6, 3.2) if ax is None else ax, np.asarray(x)
    looks = zip(("-", "--", "-.", ":"), (INK, COLOURS[3], COLOURS[0], COLOURS[2]), strict=True)
    for (name, y), (dash, colour) in zip(lines.items(), looks, strict=False):
        ax.plot(x, y, dash, color=colour, lw=2, label=name)
        for point, at in {} if marks is None else marks.items():
            height = np.interp(at, x, y)
            ax.scatter(at, height, s=45, zorder=3, **style(point))
            ax.annotate(point, (at, height), xytext=(4, 5), textcoords="offset points")
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel, xlim=(x[0], x[-1]))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=9)
    return ax


def shepard(D, D_map, ax=None, title=""):
    """Shepard's diagram: each pair's distance in the data against its distance on the map.

    D, D_map (n, n); up to ten pairs are named.
    """
    refuse_other_points({"D": D, "D_map": D_map}, columns=True)
    if np.shape(D) != np.shape(D_map):
        raise ValueError(f"D has shape {np.shape(D)} and D_map {np.shape(D_map)}; both (n, n)")
    ax = new(4.2, 3.6) if ax is None else ax
    i, j = np.triu_indices(len(D), 1)
    x, y = np.asarray(D)[i, j], np.asarray(D_map)[i, j]
    few = len(x) <= 10
    ax.scatter(x, y, s=30 if few else 4, color=COLOURS[0], alpha=1 if few else 0.3)
    for place in range(len(x)) if few else ():
        name = "".join(np.asarray(names_of(D, len(D)))[[i[place], j[place]]])
        ax.annotate(name, (x[place], y[place]), xytext=(4, 4), textcoords="offset points")
    ax.set(xlabel="distance in the data", ylabel="distance on the map", title=title)
    ax.set(xlim=(0, None), ylim=(0, None))
    ax.spines[["top", "right"]].set_visible(False)
    return ax
