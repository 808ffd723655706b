"""Points: in three dimensions, on a map, on a strip of maps, and the springs between them."""

import numpy as np

from ...validation.names import refuse_other_points
from .page import FAINT, INK, PULL, PUSH, new, style


def points3d(X, ax=None):
    """The data points in three dimensions, on stems that show where they stand."""
    ax = new(4.6, 3.8, subplot_kw={"projection": "3d"}) if ax is None else ax
    floor = X.to_numpy()[:, 2].min() - 0.1
    for name, (x, y, z) in X.iterrows():
        ax.plot([x, x], [y, y], [floor, z], color=FAINT, lw=1)
        ax.scatter(x, y, z, s=70, depthshade=False, **style(name))
        ax.text(x + 0.02, y, z + 0.02, str(name), fontsize=11)
    ax.set(xlabel=X.columns[0], ylabel=X.columns[1], zlabel=X.columns[2])
    ax.locator_params(nbins=5)
    ax.view_init(elev=22, azim=-62)
    return ax


def scatter_map(Y, names=None, ax=None, title="", size=70):
    """Points on a map (n, 2), each named; no ticks, since the axes carry no units."""
    names = _a_name_each(Y, names)
    ax = new(3.4, 3.4) if ax is None else ax
    for place, away, name in zip(np.asarray(Y), _outward(np.asarray(Y)), names, strict=True):
        ax.scatter(*place, s=size, zorder=3, **style(name))
        at = {"textcoords": "offset points", "ha": "center", "va": "center", "fontsize": 10}
        ax.annotate(name, place, xytext=11 * away, **at)
    ax.set(xticks=[], yticks=[], title=title, aspect="equal")
    ax.margins(0.2)
    return ax


def _outward(Y):
    """Directions in which names stand clear: away from the others, the nearest most of all."""
    apart = Y[:, None] - Y[None, :]
    d2 = (apart**2).sum(axis=2, keepdims=True)
    push = np.divide(apart, d2, where=d2 > 0, out=np.zeros_like(apart)).sum(axis=1) + 1e-9
    return push / np.linalg.norm(push, axis=1, keepdims=True)


def scale_bar(ax, length=1):
    """A bar at the lower left of a map, `length` long: the unit in which the kernel measures.

    Draw it last: it stands in the window as it is.
    """
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    x, y = left + 0.05 * (right - left), bottom + 0.05 * (top - bottom)
    ax.plot([x, x + length], [y, y], color=INK, lw=2.5, solid_capstyle="butt", zorder=5)
    ax.text(x, y + 0.015 * (top - bottom), f"{length:g}", fontsize=9, ha="left", va="bottom")
    ax.set(xlim=(left, right), ylim=(bottom, top))
    return ax


def film(maps, titles, names, half=None):
    """A film strip: maps in one square window, so that sizes can be compared, four a row.

    half: half the window's side; by default all points fit. Each has a scale bar of 1.
    """
    names = [_a_name_each(Y, names) for Y in maps]
    rows = -(-len(maps) // 4)
    across = -(-len(maps) // rows)
    axes = np.ravel(new(2.25 * across, 2.55 * rows, (rows, across)))
    for ax in axes[len(maps) :]:
        ax.axis("off")
    centred = [Y - Y.mean(axis=0) for Y in map(np.asarray, maps)]
    half = 1.4 * max(abs(Y).max() for Y in centred) if half is None else half
    for ax, Y, title, own in zip(axes, centred, titles, names, strict=False):
        scatter_map(Y, own, ax, title, size=45)
        ax.set(xlim=(-half, half), ylim=(-half, half))
        scale_bar(ax)
    return axes


def springs(Y, forces, ax=None, title="", scale=1.0, at=None):
    """Arrows on a map: at each point, where each of the forces takes it.

    Y (n, 2) with names; forces: {"pull": (m, 2), "push": (m, 2)}, any of them; at (m, 2):
    where the arrows begin, if not at the points.
    """
    refuse_other_points({"Y" if at is None else "at": Y if at is None else at, **forces})
    starts = np.asarray(Y if at is None else at)
    for name, force in forces.items():
        if np.shape(force) != starts.shape:
            raise ValueError(
                f"{name} has shape {np.shape(force)}, and there are {len(starts)} arrows to draw, "
                f"of shape {starts.shape}"
            )
    ax = scatter_map(Y, ax=ax, title=title)
    for name, force in forces.items():
        colour, dash = {"pull": (PULL, "-"), "push": (PUSH, "--")}[name]
        for start, arrow in zip(starts, scale * np.asarray(force), strict=True):
            how = {"arrowstyle": "-|>", "color": colour, "lw": 2, "ls": dash, "shrinkA": 0}
            ax.annotate("", start + arrow, start, arrowprops=how | {"shrinkB": 0}, zorder=4)
            ax.update_datalim([start + arrow])
        ax.plot([], [], dash, color=colour, lw=2, label=name)
    ax.autoscale_view()
    ax.legend(frameon=False, fontsize=9)
    return ax


def _a_name_each(Y, names):
    """The names that are given, or those of the rows, or numbers."""
    refuse_other_points({"Y": Y, "names": names})
    names = names_of(Y, len(Y)) if names is None else list(names)
    if len(names) != len(Y):
        raise ValueError(f"Y has {len(Y)} rows and names {len(names)}; give one a row")
    return names


def names_of(table, n):
    return [str(name) for name in getattr(table, "index", range(1, n + 1))]
