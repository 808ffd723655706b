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
from .charts import bars, bell, curves, matrix, shepard
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
from .pictures_02 import (
    bells,
    impostor_maps,
    impostors,
    share_slices,
    sigma_search,
    sigma_slider,
    two_widths,
)
from .pictures_03 import joint_tables, lost_outlier, lottery, outlier_maps, two_neighbourhoods
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
    digits_beside,
    learning_rates,
    ring_grows,
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
    "alpha_slider",
    "bars",
    "bell",
    "bells",
    "ceiling_of_t",
    "cluster_pairs",
    "crowding_maps",
    "curves",
    "density_steps",
    "digit_images",
    "digits_beside",
    "digits_map",
    "distance_spike",
    "distance_table",
    "evidence",
    "film",
    "film_of_five",
    "five_in_space",
    "gallery",
    "groups",
    "history",
    "images",
    "impostor_maps",
    "impostors",
    "joint_tables",
    "kl_terms",
    "last_digits",
    "learning_rates",
    "lost_outlier",
    "lottery",
    "matrix",
    "new",
    "nudging_error",
    "outlier_maps",
    "p_against_q",
    "p_beside_q",
    "parts_of_d2",
    "perplexity_dots",
    "play",
    "png",
    "points3d",
    "push_on_strangers",
    "ring_grows",
    "ring_maps",
    "scale_bar",
    "scatter_map",
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
    "start_map",
    "steps",
    "suspects",
    "three_starts",
    "torn_and_squeezed",
    "tradeoff",
    "twins",
    "two_kernels",
    "two_layouts",
    "two_neighbourhoods",
    "two_widths",
    "valley",
    "with_and_without",
]
