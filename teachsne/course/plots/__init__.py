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
    pictures_06, pictures_07  the pictures of these lessons
    yoked    two maps of the same points, and what it costs to align them
"""

from .aligned import tradeoff, twins
from .charts import bars, bell, curves, losses, matrix, search, shepard
from .maps import gallery, groups, history, images, p_against_q, square
from .page import COLOURS, FAINT, INK, MARKERS, PULL, PUSH, STEPS, new, play, png, show, steps
from .pictures_06 import (
    nudging_error,
    push_on_strangers,
    springs_on_A,
    springs_on_all,
    start_and_wish,
    valley,
    with_and_without,
)
from .pictures_07 import (
    descent_film,
    digits_beside,
    eta_slider,
    ring_maps,
    shepard_of_five,
    three_starts,
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
    "bars",
    "bell",
    "curves",
    "descent_film",
    "digits_beside",
    "eta_slider",
    "film",
    "gallery",
    "groups",
    "history",
    "images",
    "losses",
    "matrix",
    "new",
    "nudging_error",
    "p_against_q",
    "play",
    "png",
    "points3d",
    "push_on_strangers",
    "ring_maps",
    "scale_bar",
    "scatter_map",
    "search",
    "shepard",
    "shepard_of_five",
    "show",
    "slide",
    "springs",
    "springs_on_A",
    "springs_on_all",
    "square",
    "start_and_wish",
    "steps",
    "three_starts",
    "tradeoff",
    "twins",
    "valley",
    "with_and_without",
]
