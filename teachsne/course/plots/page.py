"""A figure on a lesson's page: how it is made, shown, described, and stepped through."""

from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyBboxPatch

# Okabe & Ito: told apart by everybody; the markers say the same without colour
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#222222", "#999933")
MARKERS = ("o", "s", "^", "D", "P", "v", "X", "<", ">", "*")
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


def show(ax, description):
    """Put a figure into the lesson: the picture, and under it what it shows, in words."""
    display_picture({"image/png": png(ax), "text/plain": "[picture]"}, description)


def png(ax):
    """The figure of these axes as the bytes of a PNG; the figure is closed."""
    figure, file = np.ravel(ax)[0].figure, BytesIO()
    figure.savefig(file, format="png", dpi=110, metadata={"Software": None})
    plt.close(figure)
    return file.getvalue()


def display_picture(bundle, description):
    """A picture with its alt text, and the same words under it."""
    from IPython.display import display

    display(bundle, raw=True, metadata={"image/png": {"alt": description}})
    words = {"text/markdown": f"*Picture: {description}*", "text/plain": f"Picture: {description}"}
    display(words, raw=True)


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


def play(strip, frames, description):
    """A film: the strip for every reader, and a Play button and a slider where a kernel runs.

    strip: axes that stay in the stored lesson; frames: axes, one a moment of the film.
    """
    import ipywidgets as widgets

    pictures = [png(ax) for ax in frames]
    screen = widgets.Image(value=pictures[0], format="png")
    button = widgets.Play(max=len(pictures) - 1, interval=200)
    slider = widgets.IntSlider(max=len(pictures) - 1, description="frame")
    widgets.jslink((button, "value"), (slider, "value"))
    slider.observe(lambda change: setattr(screen, "value", pictures[change.new]), "value")
    film = widgets.VBox([widgets.HBox([button, slider]), screen])
    view = {"application/vnd.jupyter.widget-view+json": _view_of(film)}
    display_picture(view | {"image/png": png(strip), "text/plain": "[film]"}, description)
    return film


def _view_of(widget):
    return {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
