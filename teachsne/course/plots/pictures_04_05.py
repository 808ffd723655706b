"""The pictures of lessons 04 and 05: a map's q, the crowding problem, and where KL comes from."""

import numpy as np

from . import slider
from .charts import matrix
from .maps import groups
from .page import COLOURS, INK, PULL, PUSH, new, show
from .points import scale_bar, scatter_map


def start_map(Y):
    """The map on which the descent begins, Y (5, 2)."""
    ax = scale_bar(scatter_map(Y, ax=new(3.4, 3.4)))
    show(
        ax,
        "five points on a map with a scale bar of length 1. A and E are close together at the "
        "right, B and D at the upper left, C lies alone at the bottom.",
        "The start: in the data D and E are nearest to each other. On this map they are not.",
    )


def p_beside_q(Y, P, Q):
    """The pairs whose share on the map is too large, and those whose share is too small."""
    axes = new(7.2, 3.8, 2)
    difference = 90 * (np.asarray(Q) - np.asarray(P))
    _pairs_on_map(Y, difference, PUSH, axes[0], "share too large (q > p):\npush apart")
    _pairs_on_map(Y, -difference, PULL, axes[1], "share too small (q < p):\npull together")
    axes[0].figure.supxlabel("the wider the line, the larger |q − p|", fontsize=9.5)
    show(
        axes,
        "the map twice, with lines between points. Left, share too large: A–E and B–D are the "
        "widest, 0.046 each, then C–E, A–D and C–D. Right, share too small: D–E is the widest, "
        "−0.068, then A–B, A–C, B–C and, very thin, B–E.",
        "In the data D and E are the nearest pair; on this map their share is too small.",
    )


def _pairs_on_map(Y, widths, colour, ax, title):
    """A map with grey points and a line for each pair whose width is above 0."""
    scatter_map(Y, ax=ax, title=title)
    for dots in ax.collections:
        dots.set(color="#666666", linewidth=0)
    for name in ax.texts:
        name.set_bbox({"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.4})
    places, widths = np.asarray(Y), np.asarray(widths)
    for i, j in zip(*np.triu_indices(len(places), 1), strict=True):
        if widths[i, j] > 0:
            line = _bent(places[i], places[j])
            ax.plot(*line, color=colour, lw=widths[i, j] + 0.5, alpha=0.65, zorder=1)
    return scale_bar(ax)


def _bent(start, end, bend=-0.2):
    """A shallow arc from start to end (2, 40), so that lines between near points stay apart."""
    t, along = np.linspace(0, 1, 40)[:, None], end - start
    aside = bend * np.array([-along[1], along[0]])
    return (start + t * along + 2 * t * (1 - t) * aside).T


def two_kernels(far=10):
    """The Gaussian and Student-t by distance; the weights on a log axis."""
    ax, d = new(6.2, 3.5), np.linspace(0, far, 400)
    ax.plot(d, 1 / (1 + d**2), "-", color=COLOURS[0], lw=2, label="Student-t, 1/(1 + d²)")
    near = d[d < 3.2]
    ax.plot(near, np.exp(-(near**2)), "--", color=COLOURS[3], lw=2, label="Gaussian, exp(−d²)")
    weight, there = np.exp(-4.0), np.sqrt(np.exp(4.0) - 1)
    ax.annotate(
        "",
        (there, weight),
        (2, weight),
        arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.5, "shrinkA": 4, "shrinkB": 2},
    )
    ax.text(4.4, 0.7 * weight, "the same weight:\n2 becomes 7.3", fontsize=9, ha="center", va="top")
    ax.set(yscale="log", xlim=(0, far), ylim=(1e-4, 1.5))
    ax.set(xlabel="distance on the map", ylabel="weight (log scale)")
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=9, loc="upper right")
    show(
        ax,
        "two curves of weight against distance, the weight on a log scale. Both begin at 1. The "
        "Gaussian falls below 0.0002 at distance 3; Student-t is still at 0.1 there and at 0.01 at "
        "distance 10. An arrow leads from distance 2 to 7.3 at the same weight, 0.018.",
        "For a small weight, Student-t lets a pair lie much farther apart than the Gaussian does.",
    )


def _clusters(Y, labels, ax, title):
    """A map of the ten clusters, each with its digit, and the unit of length."""
    groups(Y, labels, ax, title, size=9)
    _beside_small_islands(ax, Y, labels)
    ax.set(adjustable="box", box_aspect=1)
    half = 0.58 * np.ptp(Y, axis=0).max()
    middle = (np.max(Y, axis=0) + np.min(Y, axis=0)) / 2
    ax.set(xlim=(middle[0] - half, middle[0] + half), ylim=(middle[1] - half, middle[1] + half))
    return scale_bar(ax)


def _beside_small_islands(ax, Y, labels):
    """Where clusters are almost dots, each digit stands beside its cluster, not on it."""
    centres = np.array([np.mean(Y[labels == label], axis=0) for label in np.unique(labels)])
    side = np.ptp(Y, axis=0).max()
    if np.sqrt(np.mean((Y - centres[labels]) ** 2)) > 0.015 * side:
        return
    for digit in ax.texts:
        digit.set(x=digit.get_position()[0] + 0.055 * side, bbox={"alpha": 0})


def crowding_maps(Y_sne, Y_tsne, labels):
    """Ten clusters as symmetric SNE and as t-SNE draw them."""
    axes = new(7.8, 4.5, 2)
    _clusters(Y_sne, labels, axes[0], "symmetric SNE (Gaussian)")
    _clusters(Y_tsne, labels, axes[1], "t-SNE (Student-t)")
    show(
        axes,
        "two maps of ten clusters. By symmetric SNE, about 5 wide, the clusters fray, and some "
        "points lie alone between the clusters. By t-SNE, about 35 wide, there are ten "
        "compact islands with wide gaps.",
        "Each map fills its frame; compare the scale bars. With the Gaussian the clusters fray "
        "into one another; with Student-t they stay apart.",
    )


def cluster_pairs(shares):
    """The shares of the 45 pairs of clusters, sorted; shares: 45 numbers by name."""
    ax = new(6.2, 3.5)
    looks = zip((INK, COLOURS[0], COLOURS[3]), ("o", "s", "^"), strict=True)
    for (name, values), (colour, marker) in zip(shares.items(), looks, strict=True):
        ax.plot(range(1, len(values) + 1), values, marker, color=colour, ms=4, label=name)
    ax.set(yscale="log", xlabel="45 pairs of clusters, smallest share first")
    ax.set_ylabel("share of the pair (log scale)")
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=9, loc="lower right")
    show(
        ax,
        "three sorted series of 45 points on a log axis. P climbs gently from 0.001 to 0.009, "
        "t-SNE follows it closely. Symmetric SNE begins below 0.00001 and ends above 0.02.",
        "In P the shares differ by a factor of 8; Student-t makes it 14 on this map, the Gaussian "
        "about 140 000.",
    )


def alpha_slider(maps, kl, shares, labels):
    """Maps of the ten clusters by the power α of the tail, with KL and the strangers' share."""

    def draw(alpha):
        title = f"KL {kl[alpha]:.3f}, strangers {100 * shares[alpha]:.0f} % (P: 15 %)"
        ax = _clusters(maps[alpha], labels, new(3.1, 3.5), title)
        ax.title.set_fontsize(9.5)
        return ax

    return slider.slide(
        "α",
        list(maps),
        draw,
        "three maps of the ten clusters. With α = 0.5 tiny islands in a map over 100 wide, KL "
        "0.462; with α = 1 compact islands, KL 0.408; with α = 20 clusters that fray, KL 0.784.",
        shown=[0.5, 1, 20],
        caption="A lighter tail crowds the clusters, a heavier one exaggerates the gaps: α = 1 has "
        "the lowest KL here.",
    )


def evidence(bits):
    """Bits against the map, added up draw by draw; bits (runs, draws), of which ten are drawn."""
    ax, draws = new(6.2, 3.4), np.arange(1, np.shape(bits)[1] + 1)
    for run in bits[:10]:
        ax.plot(draws, run, color="#999999", lw=1)
    ax.plot([], [], color="#999999", lw=1, label="ten of the runs")
    ax.plot(draws, np.mean(bits, axis=0), color=PULL, lw=2.5, label="mean of all runs")
    ax.axhline(10, color=PUSH, lw=1.5, ls="--", label="10 bits: odds of 1000 to 1")
    ax.set(xlabel="pairs drawn from P", ylabel="bits against the map", xlim=(0, draws[-1]))
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, fontsize=9, loc="upper left")
    show(
        ax,
        "the bits against the map after 1 to 40 draws. Ten grey runs wander up and down; the mean "
        "of all runs rises in a straight line, crosses 10 bits at 20 draws and ends at 20 bits.",
        "Single draws may speak for the map, but on average each one brings half a bit against it.",
    )


def kl_terms(terms, Y):
    """The terms of KL, in thousandths of a nat, signed, and the costly pairs on the map.

    terms (5, 5) in nats, Y (5, 2).
    """
    axes = new(8.2, 4.0, 2, width_ratios=[1.15, 1])
    matrix(1000 * terms, axes[0], "p ln(p/q), in thousandths of a nat", 1)
    _pairs_on_map(Y, 75 * terms, "#B2182B", axes[1], "the pairs that cost something")
    show(
        axes,
        "left: 25 terms as a signed heat map, red above 0 and blue below. Darkest red are D–E with "
        "102.4 and A–B with 98.6, then A–C with 51.2. Blue are A–D, A–E, B–D, C–D and C–E, from "
        "−14.1 to −25.7. Right: the map with lines for the five positive terms; D–E and A–B, the "
        "widest, cross the map.",
        "Pairs with q < p have positive terms; pairs with q > p have negative ones.",
    )


def torn_and_squeezed(places, sums):
    """Four maps of four points on a line, and below each of them its terms of KL.

    places: four positions by map; sums: a table with the terms K–L, M–N and strangers by map.
    """
    heights = {"height_ratios": [1, 2]}
    rows = new(8.6, 4.4, (2, len(places)), sharey="row", sharex="row", gridspec_kw=heights)
    for ax, (name, x) in zip(rows[0], places.items(), strict=True):
        title = "heap: the data / 10" if name == "heap" else name
        _on_a_line(ax, x, f"{title}\nKL {sums.loc[name, 'KL']:.3f}")
    for ax, name in zip(rows[1], places, strict=True):
        values = sums.loc[name, ["K–L", "M–N", "strangers"]]
        colours = [PUSH if value > 0 else PULL for value in values]
        ax.bar(values.index, values, color=colours, ec=INK, lw=0.5)
        ax.axhline(0, color=INK, lw=0.8)
        ax.tick_params(axis="x", labelsize=9)
        ax.spines[["top", "right"]].set_visible(False)
    rows[1, 0].set_ylabel("term (nats)")
    show(
        rows,
        "four maps of K, L, M and N on a line, and their terms. As it is: KL 0.001. Torn, L beyond "
        "N: 1.537, of which K–L adds 1.605. Squeezed, M and N beside L: 0.354, K–L and M–N add "
        "0.258 each and the strangers −0.162. A heap: 0.529, K–L and M–N add 0.355 each, the "
        "strangers −0.181.",
        "In all three wrong maps the cost lies with the neighbours; the strangers' terms add up to "
        "less than zero.",
    )


def _on_a_line(ax, x, title):
    """Four named points on a line, names above and below in turn, and the unit of length."""
    ax.axhline(0, color="#BBBBBB", lw=1, zorder=0)
    at = {"textcoords": "offset points", "ha": "center", "va": "center", "fontsize": 10}
    heap = np.ptp(x) < 1
    for rank, place in enumerate(np.argsort(x)):
        ax.scatter(x[place], 0, s=45, zorder=3, color="#666666")
        if not heap:
            up = 12 if rank % 2 else -13
            ax.annotate("KLMN"[place], (x[place], 0), xytext=(0, up), **at)
    if heap:
        ax.annotate("K L M N", (np.mean(x), 0), xytext=(8, 12), **at)
    ax.set(xlim=(-1, 9), ylim=(-1, 1), xticks=[], yticks=[])
    ax.set_title(title, fontsize=10)
    scale_bar(ax)
