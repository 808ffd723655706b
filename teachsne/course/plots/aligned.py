"""Two maps of the same points: side by side with lines between twins; and what alignment costs."""

import numpy as np
from matplotlib.patches import ConnectionPatch

from ...validation.names import refuse_other_points
from .classes import classes, plane
from .maps import groups
from .page import COLOURS, FAINT, INK, MARKERS, new


def twins(maps, titles, labels, most=60, side=3.9):
    """Two maps in windows of one size, and lines between twins, some of them drawn by lot.

    Where lines run level, a point is in the same place on both maps.
    """
    refuse_other_points({"the first map": maps[0], "the second map": maps[1], "labels": labels})
    points = [plane(Y, f"maps[{t}]") for t, Y in enumerate(maps)]
    if len(points) != 2 or len(points[0]) != len(points[1]):
        raise ValueError(
            f"two maps of the same points are asked for; got {' and '.join(map(_rows, points))}"
        )
    kinds, axes = classes(labels, len(points[0])), new(2 * side, 1.13 * side, 2)
    middle, half = _window(points)
    for ax, Y, title in zip(axes, points, titles, strict=True):
        groups(Y, labels, ax, title, size=9)
        ax.set(aspect="auto", box_aspect=1, xlim=middle[0] + half, ylim=middle[1] + half)
    for i in np.random.default_rng(0).permutation(len(kinds.which))[:most]:
        ends = {"xyA": points[0][i], "coordsA": axes[0].transData}
        ends |= {"xyB": points[1][i], "coordsB": axes[1].transData}
        look = {"color": kinds.look_of(i)["color"], "lw": 0.7, "alpha": 0.55}
        line = axes[0].figure.add_artist(ConnectionPatch(**ends, **look))
        line.set_in_layout(False)
    return axes


def _rows(points):
    return f"{len(points)} rows"


def _window(maps):
    """The middle of all points, and the ends of a square around it, for x and y alike."""
    points = np.concatenate(maps)
    low, high = points.min(axis=0), points.max(axis=0)
    return (low + high) / 2, 0.53 * (high - low).max() * np.array([-1, 1])


def tradeoff(sweeps, ax=None, chosen=None, title="", names=None):
    """Alignment error on x, error ratio on y, as the blog post asks: a curve a map, a dot a start.

    sweeps: a table from `yoke_sweep`, or several by name, whose maps are then averaged;
    chosen: the λ that is ringed; names: what the maps are called.
    """
    ax = new(6.4, 3.8) if ax is None else ax
    for place, (name, table) in enumerate(_curves(sweeps, names)):
        look = {"color": COLOURS[place], "label": name, "ls": ("-", "--", "-.", ":")[place % 4]}
        dots = {"color": COLOURS[place], "marker": MARKERS[place], "alpha": 0.45, "linewidths": 0}
        ax.scatter(table.alignment_error, table.error_ratio, s=18, **dots)
        logs = table.assign(alignment_error=np.log(table.alignment_error)).groupby("lam")
        mean = logs[["alignment_error", "error_ratio"]].mean()
        ax.plot(np.exp(mean.alignment_error), mean.error_ratio, lw=2, **look)
        if chosen is not None:
            ring = np.exp(mean.alignment_error[chosen]), mean.error_ratio[chosen]
            ax.scatter(*ring, s=170, facecolors="none", edgecolors=INK, lw=1.5, zorder=3)
        if place == 0:
            _name_weights(ax, mean)
    ax.axhline(1, color=FAINT, lw=1)
    ax.set(xscale="log", title=title)
    ax.set(xlabel="alignment error  Σ ‖y¹ − y²‖²", ylabel="error ratio  L / L_yoked")
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=9, loc="lower right")
    return ax


def _curves(sweeps, names):
    """(name, table) for each map of one sweep, or for each sweep, its maps averaged."""
    if isinstance(sweeps, dict):
        for name, table in sweeps.items():
            columns = ["alignment_error", "error_ratio"]
            yield name, table.groupby(["lam", "start"])[columns].mean().reset_index()
        return
    for t, table in sweeps.groupby("map"):
        yield (f"map {t}" if names is None else names[t]), table


def _name_weights(ax, mean):
    for lam, (error, ratio) in mean.iterrows():
        up = 9 if lam else -17  # a curve begins where the weakest yoke may stand, too
        place = {"xytext": (0, up), "textcoords": "offset points", "ha": "center", "fontsize": 8}
        ax.annotate(f"λ = {lam:g}", (np.exp(error), ratio), color=INK, **place)
