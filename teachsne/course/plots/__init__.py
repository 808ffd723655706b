"""The pictures: one visual language for all lessons. The only part that imports matplotlib.

A–E keep their colour and their marker everywhere, and are named where they stand. Matrices
are cividis with the numbers in their cells. A map has no ticks: its axes carry no units.
A building block is drawn on `ax` (or on a new figure), which comes back; `show` puts it into
the lesson, with its caption and, for those who cannot see it, its alt text. A picture of a
lesson does both: it is one call in a cell of its own.

    page     a figure: made, shown, described, played
    slider   a slider with its pictures, and a strip of them for paper
    points   points in space, on maps, and the springs between them
    charts   heat maps, bells, bars, curves
    maps     maps of real data
    aligned  two maps of the same points, and what it costs to align them
    pictures_…   the pictures of lessons 00 to 07 and of the detective pages
"""

from .aligned import tradeoff, twins
from .charts import bars, bell, curves, losses, matrix, search, shepard
from .maps import gallery, groups, history, images, p_against_q, square
from .page import COLOURS, FAINT, INK, MARKERS, PULL, PUSH, STEPS, new, play, png, show, steps
from .pictures_00_01 import (
    digit_images,
    digits_map,
    distance_spike,
    distance_table,
    film_of_five,
    five_in_space,
    parts_of_d2,
)
from .pictures_02_03 import (
    bells,
    impostors,
    joint_tables,
    lottery,
    outlier_maps,
    share_slices,
    sigma_search,
    sigma_slider,
    two_neighbourhoods,
    two_widths,
)
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
from .pictures_detective import (
    ceiling_of_t,
    density_steps,
    last_digits,
    perplexity_dots,
    suspects,
    two_layouts,
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
    "bells",
    "ceiling_of_t",
    "curves",
    "density_steps",
    "descent_film",
    "digit_images",
    "digits_beside",
    "digits_map",
    "distance_spike",
    "distance_table",
    "eta_slider",
    "film",
    "film_of_five",
    "five_in_space",
    "gallery",
    "groups",
    "history",
    "images",
    "impostors",
    "joint_tables",
    "last_digits",
    "losses",
    "lottery",
    "matrix",
    "new",
    "nudging_error",
    "outlier_maps",
    "p_against_q",
    "parts_of_d2",
    "perplexity_dots",
    "play",
    "png",
    "points3d",
    "push_on_strangers",
    "ring_maps",
    "scale_bar",
    "scatter_map",
    "search",
    "share_slices",
    "shepard",
    "shepard_of_five",
    "show",
    "sigma_search",
    "sigma_slider",
    "slide",
    "springs",
    "springs_on_A",
    "springs_on_all",
    "square",
    "start_and_wish",
    "steps",
    "suspects",
    "three_starts",
    "tradeoff",
    "twins",
    "two_layouts",
    "two_neighbourhoods",
    "two_widths",
    "valley",
    "with_and_without",
]
