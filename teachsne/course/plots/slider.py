"""A slider: a picture for each of its places, drawn before anybody moves it; a strip for paper."""

from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np

from .page import DOTS_PER_INCH, _view_of, display_picture, png, screen_of


def slide(name, values, draw, alt, shown=None, strip=None, across=3, caption=None):
    """A slider where a kernel runs, and a strip of some of its pictures for every reader.

    draw: a value -> axes, all of one size; alt, caption: as in `show`; shown: which values
    stand on the strip, `across` of them side by side (by default three: the ends and the
    middle); strip: axes to show in their place. The picture for each value is drawn
    once, so moving the slider costs nothing and needs no front end but a widget's. The slider
    comes back: its first child is the choice, its second the picture.
    """
    labels = [f"{name} = {value:g}" for value in values]
    pictures = [_titled(draw(value), label) for value, label in zip(values, labels, strict=True)]
    if shown is None:
        shown = [values[i] for i in sorted({0, len(values) // 2, len(values) - 1})]
    kept = [pictures[list(values).index(value)] for value in shown]
    still = _beside(kept, across) if strip is None else png(strip)
    slider, view = _widget(name, labels, pictures)
    display_picture(still, alt, caption, "slider", view)
    return slider


def _titled(axes, label):
    first = np.ravel(axes)[0]
    first.figure.suptitle(label, fontsize=11)
    return png(first)


def _beside(pictures, across):
    """PNGs as one: `across` of them in each row, pixel by pixel."""
    images = [plt.imread(BytesIO(picture)) for picture in pictures]
    height, width = (max(image.shape[axis] for image in images) for axis in (0, 1))
    across, blank = min(across, len(images)), np.ones((height, width, 4), dtype="float32")
    tiles = [blank.copy() for _ in range(-(-len(images) // across) * across)]
    for tile, image in zip(tiles, images, strict=False):
        tile[: image.shape[0], : image.shape[1]] = image
    rows = [np.hstack(tiles[i : i + across]) for i in range(0, len(tiles), across)]
    file = BytesIO()
    plt.imsave(file, np.vstack(rows), format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return file.getvalue()


def _widget(name, labels, pictures):
    """The slider and how a front end finds it; nothing of both where there are no widgets."""
    try:
        import ipywidgets as widgets
    except ImportError:
        return None, {}
    screen = screen_of(pictures[0])
    wide = {"continuous_update": True, "layout": {"width": "30em"}, "readout": True}
    choice = widgets.SelectionSlider(options=labels, description=name, **wide)
    by_label = dict(zip(labels, pictures, strict=True))
    choice.observe(lambda change: setattr(screen, "value", by_label[change.new]), "value")
    box = widgets.VBox([choice, screen])
    return box, {"application/vnd.jupyter.widget-view+json": _view_of(box)}
