"""Maps of real data: labelled, side by side, with images; how the descent went; p against q."""

import numpy as np

from ...validation.names import refuse_other_points
from .classes import GREY, classes, in_words, plane
from .page import COLOURS, FAINT, INK, new, style


def groups(Y, labels, ax=None, title="", size=16):
    """A map of labelled points: a colour and a marker a label; grey, where it is missing.

    A letter or a digit stands amid its points, words stand in a legend.
    """
    points = plane(Y)
    kinds = classes(labels, len(points), Y)
    ax = new(4.4, 4.2) if ax is None else ax
    dots = {"s": size, "alpha": 0.8, "linewidths": 0.4}
    if (kinds.which < 0).any():
        ax.scatter(*points[kinds.which < 0].T, **dots, **GREY, label="missing")
    for place, name in enumerate(kinds.names):
        mine = points[kinds.which == place]
        ax.scatter(*mine.T, **dots, **kinds.looks[place])
        if in_words(kinds.names):
            ax.collections[-1].set_label(name)
            continue
        box = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 1}
        at = {"ha": "center", "va": "center", "weight": "bold", "bbox": box}
        ax.text(*np.median(mine, axis=0), name, **at)
    ax.set(xticks=[], yticks=[], title=title, aspect="equal", adjustable="datalim")
    if ax.get_legend_handles_labels()[1]:
        ax.legend(frameon=False, fontsize=9)
    return ax


def gallery(maps, titles, labels, columns=4, side=2.6):
    """Small multiples: maps of the same labelled points, each in a square of its own scale."""
    columns = min(columns, len(maps))
    rows = -(-len(maps) // columns)
    axes = np.atleast_1d(new(side * columns, side * rows * 1.08, (rows, columns))).ravel()
    for ax in axes[len(maps) :]:
        ax.axis("off")
    for ax, Y, title in zip(axes, maps, titles, strict=False):
        groups(Y, labels, ax, title, size=6)
        ax.set(adjustable="datalim", box_aspect=1)
    handles, names = axes[0].get_legend_handles_labels()
    if names:  # one legend is enough
        for ax in axes[: len(maps)]:
            ax.get_legend().remove()
        below = {"loc": "outside lower center", "ncols": len(names), "frameon": False}
        axes[0].figure.legend(handles, names, fontsize=9, markerscale=2, **below)
    return axes[: len(maps)]


def square(points, ax=None, title="", side=10, marked=()):
    """Points in a square of paper, true to scale, each with its number, counted from 1.

    Around the first, a circle through each other: who moves along his, stays as far from it.
    marked: the numbers of points to stand out.
    """
    ax = new(3.8, 3.9) if ax is None else ax
    points = np.asarray(points, dtype=float)
    for radius in np.linalg.norm(points[1:] - points[0], axis=1):
        turn = radius * np.exp(1j * np.linspace(0, 2 * np.pi, 200))
        ax.plot(points[0, 0] + turn.real, points[0, 1] + turn.imag, color=FAINT, lw=0.5)
    for number, place in enumerate(points, start=1):
        look = style(number, list(marked).index(number) if number in marked else None)
        ax.scatter(*place, s=190, zorder=3, color=look["color"])
        at = {"ha": "center", "va": "center", "fontsize": 9, "weight": "bold", "zorder": 4}
        ax.text(*place, str(number), color="white", **at)
    ax.set(xticks=[], yticks=[], title=title, aspect="equal", xlim=(0, side), ylim=(0, side))
    return ax


def images(Y, X, shape=(28, 28), ax=None, title="", most=300, zoom=0.45):
    """A map with the data's own images as markers, drawn by lot; none covers another.

    X (n, pixels), dark for large values; most: how many are tried.
    """
    from matplotlib.offsetbox import AnnotationBbox, OffsetImage

    refuse_other_points({"Y": Y, "X": X})
    Y, X, shown = plane(Y), np.asarray(X), np.empty((0, 2))
    if X.shape != (len(Y), np.prod(shape)):
        raise ValueError(
            f"Y has {len(Y)} rows and shape={shape} {np.prod(shape)} pixels, so X must have shape "
            f"{(len(Y), int(np.prod(shape)))}; got {X.shape}"
        )
    ax = new(7, 7) if ax is None else ax
    ax.scatter(*Y.T, s=2, color=FAINT)
    reach = zoom * max(shape) / 400 * np.ptp(Y, axis=0).max()
    for place in np.random.default_rng(0).permutation(len(Y))[:most]:
        if len(shown) and (abs(shown - Y[place]).max(axis=1) < reach).any():
            continue
        shown = np.vstack([shown, Y[place]])
        picture = OffsetImage(np.reshape(X[place], shape), zoom=zoom, cmap="Greys")
        ax.add_artist(AnnotationBbox(picture, Y[place], frameon=False))
    ax.set(xticks=[], yticks=[], title=title, aspect="equal")
    return ax


def history(records, ax=None, title=""):
    """KL against iterations, from `history_` of one fit or of several by name."""
    ax = new(5.6, 3.0) if ax is None else ax
    records = records if isinstance(records, dict) else {"KL": records}
    dashes = ("-", "--", "-.", ":")
    for place, (name, record) in enumerate(records.items()):
        ax.plot(record.iteration, record.KL, dashes[place % 4], color=COLOURS[place], label=name)
    phase = next(iter(records.values()))
    plain = phase.iteration[phase.phase == "plain"]
    if 0 < len(plain) < len(phase):
        ax.axvline(plain.min(), color=FAINT, lw=1)
        top = ax.get_ylim()[1]
        ax.text(plain.min(), top, " exaggeration ends", color=INK, va="top", fontsize=8)
    ax.set(xlabel="iteration", ylabel="KL (nats)", title=title)
    ax.spines[["top", "right"]].set_visible(False)
    if len(records) > 1:
        ax.legend(frameon=False, fontsize=9)
    return ax


def p_against_q(P, Q, ax=None, title="", most=20_000):
    """Each pair's p in the data against its q on the map, on scales of powers of ten.

    On the dashed line map and data agree; above it neighbours lie too close on the map.
    """
    refuse_other_points({"P": P, "Q": Q}, columns=True)
    if np.shape(P) != np.shape(Q):
        raise ValueError(f"P has shape {np.shape(P)} and Q {np.shape(Q)}; both are of all pairs")
    ax = new(4.2, 4.0) if ax is None else ax
    i, j = np.triu_indices(len(P), 1)
    step = max(1, len(i) // most)
    p, q = np.asarray(P)[i, j][::step], np.asarray(Q)[i, j][::step]
    seen = p > p.max() * 1e-6
    ax.scatter(p[seen], q[seen], s=3, alpha=0.3, color=COLOURS[0], linewidths=0)
    ends = [min(p[seen].min(), q[seen].min()), max(p.max(), q.max())]
    ax.plot(ends, ends, "--", color=INK, lw=1)
    ax.set(xscale="log", yscale="log", xlabel="p, in the data", ylabel="q, on the map", title=title)
    ax.spines[["top", "right"]].set_visible(False)
    return ax
