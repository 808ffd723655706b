"""A figure on a lesson's page: how it is made, shown, described, and stepped through."""

from base64 import b64encode
from html import escape
from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyBboxPatch
from PIL import Image

# Okabe & Ito: told apart by everybody; the markers say the same without colour
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#222222", "#999933")
MARKERS = ("o", "s", "^", "D", "P", "v", "X", "<", ">", "*")
DOTS_PER_INCH = 192  # twice as many pixels as a page has: sharp on every screen
STEPS = ("distances", "σ search", "joint P", "Q on a map", "KL", "gradient", "descent")
INK, FAINT, PULL, PUSH = "#222222", "#BBBBBB", "#0072B2", "#D55E00"


def style(name, place=None):
    """A–E keep their colour and their marker everywhere; others have those of their place."""
    if str(name) in tuple("ABCDE"):
        place = "ABCDE".index(str(name))
    if place is None:
        return {"color": "#777777", "marker": "o"}
    return {"color": COLOURS[place % len(COLOURS)], "marker": MARKERS[place % len(MARKERS)]}


def new(width=5.0, height=3.2, columns=1, **options):
    """A figure's axes: one, an array of `columns` side by side, or (rows, columns) of them."""
    rows, columns = columns if isinstance(columns, tuple) else (1, columns)
    return plt.subplots(rows, columns, figsize=(width, height), layout="constrained", **options)[1]


def show(ax, alt, caption=None):
    """Put a figure into the lesson.

    alt: what there is to be seen, for those who cannot see it, stored with the image;
    caption: the message, one sentence under the picture; without it, the same words as `alt`.
    """
    display_picture(png(ax), alt, caption)


def png(ax):
    """The figure of these axes as the bytes of a PNG; the figure is closed."""
    figure, file = np.ravel(ax)[0].figure, BytesIO()
    figure.savefig(file, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    plt.close(figure)
    return file.getvalue()


def display_picture(picture, alt, caption=None, kind="picture", view=None):
    """A PNG with its alt text on it, and its caption under it.

    The image is an <img> of our own, since nbconvert and JupyterLab drop the alt text that an
    image/png output carries. view: a widget that takes its place where a kernel runs.
    """
    from IPython.display import display

    image = {"text/html": image_tag(picture, alt), "text/plain": f"[{kind}]"}
    display((view or {}) | image, raw=True)
    caption = f"Picture: {alt}" if caption is None else caption
    display({"text/markdown": f"*{caption}*", "text/plain": caption}, raw=True)


def image_tag(picture, alt):
    """An HTML image that is shown at the size at which it was drawn."""
    source = f"data:image/png;base64,{b64encode(with_few_colours(picture)).decode()}"
    return f'<img src="{source}" alt="{escape(alt)}" width="{width_on_page(picture)}">'


def with_few_colours(picture):
    """The same PNG with 256 colours, in a third of the bytes: it is stored in the lesson."""
    file = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(256).save(file, "png", optimize=True)
    return file.getvalue()


def width_on_page(picture):
    """A PNG's width in CSS pixels, of which an inch has 96."""
    return int.from_bytes(picture[16:20], "big") * 96 // DOTS_PER_INCH


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


def play(strip, frames, alt, caption=None):
    """A film: the strip for every reader, and a Play button and a slider where a kernel runs.

    strip: axes that stay in the stored lesson; frames: axes, one a step of the film; alt and
    caption as in `show`.
    """
    import ipywidgets as widgets

    pictures = [png(ax) for ax in frames]
    screen = screen_of(pictures[0])
    button = widgets.Play(max=len(pictures) - 1, interval=200)
    slider = widgets.IntSlider(max=len(pictures) - 1, description="frame")
    widgets.jslink((button, "value"), (slider, "value"))
    slider.observe(lambda change: setattr(screen, "value", pictures[change.new]), "value")
    film = widgets.VBox([widgets.HBox([button, slider]), screen])
    view = {"application/vnd.jupyter.widget-view+json": _view_of(film)}
    display_picture(png(strip), alt, caption, "film", view)
    return film


def screen_of(picture):
    """The widget that shows the pictures of a slider or a film, at the size of the first."""
    import ipywidgets as widgets

    layout = {"width": f"{width_on_page(picture)}px"}
    return widgets.Image(value=picture, format="png", layout=layout)


def _view_of(widget):
    return {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
