"""The pictures: one visual language for all lessons. The only part that imports matplotlib.

A–E keep their colour and their marker everywhere, and are named where they stand. Matrices
are cividis with the numbers in their cells. A map has no ticks: its axes carry no units.
Each picture is drawn on `ax` (or on a new figure), which comes back; `show` puts it into
the lesson, with its description for those who cannot see it.

    page     a figure: made, shown, described, played
    slider   a slider with its pictures, and a strip of them for paper
    points   points in space, on maps, and the springs between them
    charts   heat maps, bells, bars, curves
    maps     maps of real data
    pictures_04_05  the pictures of lessons 04 and 05
    yoked    two maps of the same points, and what it costs to align them
"""

from .aligned import tradeoff, twins
from .charts import bars, bell, curves, losses, matrix, search, shepard
from .maps import gallery, groups, history, images, p_against_q, square
from .page import COLOURS, FAINT, INK, MARKERS, PULL, PUSH, STEPS, new, play, png, show, steps
from .pictures_04_05 import (
    alpha_slider,
    cluster_pairs,
    crowding_maps,
    evidence,
    kl_terms,
    p_beside_q,
    start_map,
    torn_and_squeezed,
    two_kernels,
)
from .points import film, points3d, scale_bar, scatter_map, springs
from .slider import slide

__all__ = [
    "COLOURS",
    "FAINT",
    "INK",
    "MARKERS",
    "PULL",
    "PUSH",
    "STEPS",
    "alpha_slider",
    "bars",
    "bell",
    "cluster_pairs",
    "crowding_maps",
    "curves",
    "evidence",
    "film",
    "gallery",
    "groups",
    "history",
    "images",
    "kl_terms",
    "losses",
    "matrix",
    "new",
    "p_against_q",
    "p_beside_q",
    "play",
    "png",
    "points3d",
    "scale_bar",
    "scatter_map",
    "search",
    "shepard",
    "show",
    "slide",
    "springs",
    "square",
    "start_map",
    "steps",
    "torn_and_squeezed",
    "tradeoff",
    "twins",
    "two_kernels",
]
