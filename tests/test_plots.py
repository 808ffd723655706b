"""Pictures: drawn where asked, the axes come back, and words go with them."""

import inspect
import re
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest

import teachsne as ts

matplotlib.use("Agg")
from teachsne import plots

X = ts.five_points()
D, D2 = ts.distances(X), ts.squared_distances(X)


@pytest.fixture
def displayed(monkeypatch):
    """What goes to the front end: a list of (bundle, metadata)."""
    seen = []
    monkeypatch.setattr(
        "IPython.display.display",
        lambda data, raw=False, metadata=None: seen.append((data, metadata)),
    )
    return seen


def test_five_points_have_five_colours_and_five_markers():
    looks = [plots.page.style(name) for name in "ABCDE"]
    assert len({look["color"] for look in looks}) == len({look["marker"] for look in looks}) == 5


def test_ten_labels_are_told_apart_without_colour():
    looks = [plots.page.style(str(digit), digit) for digit in range(10)]
    assert len({look["marker"] for look in looks}) == 10


def test_a_point_without_a_letter_is_a_grey_dot():
    assert plots.page.style("F") == {"color": "#777777", "marker": "o"}


SWEEP = pd.DataFrame(
    [
        {"lam": lam, "start": s, "map": t, "alignment_error": 1 / lam, "error_ratio": 1 - lam}
        for lam in (1e-3, 1e-2, 1e-1)
        for s in (0, 1)
        for t in (0, 1)
    ]
)
ARGUMENTS = {
    "scatter_map": (X.iloc[:, :2],),
    "points3d": (X,),
    "groups": (X.iloc[:, :2], list("ABCDE")),
    "springs": (X.iloc[:, :2], {"pull": np.ones((5, 2)), "push": -np.ones((5, 2))}),
    "matrix": (D,),
    "bell": (D.loc["A"].drop("A"), 0.2),
    "bars": (D,),
    "curves": (np.arange(3.0), {"up": np.arange(3.0)}),
    "shepard": (D, 2 * D),
    "images": (X.iloc[:, :2], np.ones((5, 4)), (2, 2)),
    "history": (
        pd.DataFrame({"iteration": [0, 50], "KL": [2, 1], "phase": ["exaggeration", "plain"]}),
    ),
    "square": (10 * X.iloc[:, :2] - 5,),
    "p_against_q": (ts.similarities(X), ts.similarities(X.iloc[:, :2])),
    "tradeoff": (SWEEP,),
}
PICTURES = [name for name in plots.__all__ if callable(getattr(plots, name))]
OF_LESSONS = {name for name in PICTURES if ".pictures_" in getattr(plots, name).__module__}
WHOLE = {  # whole figures, or none
    "new",
    "show",
    "steps",
    "film",
    "play",
    "png",
    "gallery",
    "slide",
    "twins",
    "scale_bar",
} | OF_LESSONS


@pytest.mark.parametrize("name", ARGUMENTS)
def test_a_picture_goes_where_it_is_told_and_the_axes_come_back(name):
    arguments = ARGUMENTS[name]
    options = {"subplot_kw": {"projection": "3d"}} if name == "points3d" else {}
    ax = plots.new(**options)
    assert getattr(plots, name)(*arguments, ax=ax) is ax
    assert getattr(plots, name)(*arguments) is not ax
    matplotlib.pyplot.close("all")


def test_every_public_picture_takes_an_optional_ax_and_says_what_it_draws():
    assert set(ARGUMENTS) == set(PICTURES) - WHOLE
    for name in PICTURES:
        assert getattr(plots, name).__doc__, name
        if name not in WHOLE:
            assert inspect.signature(getattr(plots, name)).parameters["ax"].default is None, name


IMAGE = re.compile(r'<img src="data:image/png;base64,([^"]+)" alt="([^"]+)" width="(\d+)">')


def image(bundle):
    """(PNG, alt text, width on the page) of a displayed picture."""
    source, alt, width = IMAGE.fullmatch(bundle["text/html"]).groups()
    return b64decode(source), alt, int(width)


def test_a_shown_picture_carries_its_alt_text_and_its_caption_stands_under_it(displayed):
    plots.show(plots.matrix(D, plots.new(4, 3)), 'a "table" of 25', "D and E are the nearest pair")
    (picture, _), (words, _) = displayed
    png, alt, width = image(picture)
    assert png.startswith(b"\x89PNG")
    assert (alt, width) == ("a &quot;table&quot; of 25", 4 * 96)
    assert matplotlib.pyplot.imread(BytesIO(png)).shape[:2] == (2 * 3 * 96, 2 * 4 * 96)
    assert words["text/plain"] == "D and E are the nearest pair"
    assert matplotlib.pyplot.get_fignums() == []


def test_without_a_caption_the_alt_text_stands_under_the_picture(displayed):
    plots.show(plots.matrix(D), "25 distances")
    assert displayed[1][0]["text/plain"] == "Picture: 25 distances"


def test_the_same_picture_has_the_same_bytes(displayed):
    for _ in range(2):
        plots.show(plots.matrix(D), "25 distances")
    assert displayed[0][0] == displayed[2][0]


@pytest.mark.parametrize("lit", [0, 2])
def test_the_strip_of_steps_says_which_is_lit(displayed, lit):
    plots.steps(lit)
    assert ("step 2, σ search, is lit" if lit else "none is lit") in displayed[1][0]["text/plain"]


def test_numbers_in_cells_are_readable_on_their_colour():
    ax = plots.matrix(D)
    cells = np.asarray(ax.images[0].cmap(ax.images[0].norm(D.to_numpy().ravel())))[:, :3]
    for text, background in zip(ax.texts, cells, strict=True):
        bright = background.mean()
        assert (text.get_color() == "white") == (bright < 0.5)
    matplotlib.pyplot.close("all")


def test_a_film_strip_shares_one_window():
    axes = plots.film([np.eye(5)[:, :2], 3 * np.eye(5)[:, :2]], ["small", "large"], X.index)
    assert axes[0].get_xlim() == axes[1].get_xlim()
    matplotlib.pyplot.close("all")


def test_a_scale_bar_is_as_long_as_it_says_and_leaves_the_window_as_it_was():
    ax = plots.scatter_map(X.iloc[:, :2])
    window = ax.get_xlim(), ax.get_ylim()
    (x0, x1), _ = plots.scale_bar(ax, 0.2).lines[-1].get_data()
    assert x1 - x0 == pytest.approx(0.2)
    assert (ax.get_xlim(), ax.get_ylim()) == window
    matplotlib.pyplot.close("all")


def test_a_film_has_at_most_four_frames_a_row_each_with_its_scale_bar():
    maps = [X.iloc[:, :2]] * 6
    axes = plots.film(maps, list("abcdef"), X.index)
    rows = {round(ax.get_position().y0, 3) for ax in axes[:6]}
    assert len(rows) == 2
    assert all(ax.lines for ax in axes[:6])
    matplotlib.pyplot.close("all")


def test_a_signed_table_has_white_at_zero():
    ax = plots.matrix(pd.DataFrame([[-1.0, 0.0], [0.0, 3.0]]))
    red, green, blue = ax.images[0].cmap(ax.images[0].norm(0.0))[:3]
    assert min(red, green, blue) > 0.95
    matplotlib.pyplot.close("all")


def test_a_named_point_stands_where_it_stands_and_its_name_beside_it():
    Y = np.array([[0.0, 0], [1, 0], [0, 1]])
    ax = plots.scatter_map(Y, ["A", "B", "C"])
    assert [tuple(dots.get_offsets()[0]) for dots in ax.collections] == [(0, 0), (1, 0), (0, 1)]
    assert [text.get_text() for text in ax.texts] == ["A", "B", "C"]
    assert all(np.hypot(*text.xyann) == pytest.approx(11) for text in ax.texts)
    matplotlib.pyplot.close("all")


def test_an_arrow_ends_where_its_force_takes_the_point():
    Y, force = X.iloc[:, :2], np.arange(10.0).reshape(5, 2)
    ax = plots.springs(Y, {"pull": force}, scale=2)
    ends = [text.xy for text in ax.texts if text.get_text() == ""]
    assert np.allclose(ends, Y.to_numpy() + 2 * force)
    matplotlib.pyplot.close("all")


def test_a_film_can_be_played_and_the_slider_turns_the_picture(displayed):
    frames = (plots.scatter_map(X.iloc[:, :2], title=str(t)) for t in range(3))
    film = plots.play(plots.film([X.iloc[:, :2]], ["end"], X.index), frames, "three moments")
    (bundle, _), _ = displayed
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == film.model_id
    assert image(bundle)[1] == "three moments"
    (button, slider), screen = film.children[0].children, film.children[1]
    before = screen.value
    slider.value = 2
    assert screen.value != before
    assert button.max == slider.max == 2
    assert matplotlib.pyplot.get_fignums() == []


def slider_of_maps(values=(1, 2, 12), **how):
    def draw(value):
        return plots.scatter_map(value * X.iloc[:, :2], ax=plots.new(2 + value / 10, 2))

    return plots.slide("ρ", values, draw, "how ρ changes a map", **how)


def test_each_place_of_a_slider_shows_its_own_picture(displayed):
    choice, screen = slider_of_maps().children
    assert choice.options == ("ρ = 1", "ρ = 2", "ρ = 12")
    seen = {}
    for label in reversed(choice.options):
        choice.value = label
        seen[label] = screen.value
    assert len(set(seen.values())) == 3
    ax = plots.scatter_map(2 * X.iloc[:, :2], ax=plots.new(2.2, 2))
    ax.figure.suptitle("ρ = 2", fontsize=11)
    assert seen["ρ = 2"] == plots.png(ax)
    assert matplotlib.pyplot.get_fignums() == []


def test_a_slider_is_a_strip_on_paper_in_the_same_bundle(displayed):
    box = slider_of_maps(shown=[1, 12])
    (bundle, _), (words, _) = displayed
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == box.model_id
    assert bundle["text/plain"] == "[slider]"
    assert image(bundle)[1] == "how ρ changes a map"
    assert "how ρ changes a map" in words["text/plain"]
    choice, screen = box.children
    strip = matplotlib.pyplot.imread(BytesIO(image(bundle)[0]))  # in 256 colours
    for place, label in enumerate(("ρ = 1", "ρ = 12")):
        choice.value = label
        one = matplotlib.pyplot.imread(BytesIO(screen.value))
        left = place * strip.shape[1] // 2
        mine = strip[: one.shape[0], left : left + one.shape[1], :3]
        assert abs(mine - one[:, :, :3]).max() < 0.15


def test_moving_a_slider_prints_nothing(displayed, capsys):
    choice, _ = slider_of_maps().children
    choice.index = 1
    assert capsys.readouterr() == ("", "")
    assert len(displayed) == 2


def test_without_widgets_the_strip_is_left(displayed, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert slider_of_maps() is None
    assert set(displayed[0][0]) == {"text/html", "text/plain"}


def test_eight_classes_have_okabe_and_itos_colours_and_a_marker_each():
    """And more than eight are told apart by marker and name: colour is never the only code."""
    theirs = {"#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"}
    assert theirs <= set(plots.COLOURS)
    assert len(set(plots.COLOURS)) == 8
    assert "#F0E442" not in plots.COLOURS  # their yellow cannot be seen on white
    assert len(set(plots.MARKERS)) == 10


def test_matrices_are_drawn_in_colours_that_everybody_can_order():
    assert plots.matrix(D).images[0].get_cmap().name == "cividis"
    root = Path(__file__).parent.parent
    files = [*root.glob("teachsne/plots/*.py"), *root.glob("tutorials/*.ipynb")]
    maps = {name for f in files for name in re.findall(r'cmap=\\?"(\w+)', f.read_text())}
    assert {"cividis", "Greys"} <= maps <= {"cividis", "viridis", "Greys"}
    matplotlib.pyplot.close("all")


@pytest.mark.parametrize("labels", [list("abcdefghij"), [f"kind {k}" for k in range(10)]])
def test_classes_can_be_told_apart_without_colour(labels):
    ax = plots.groups(np.random.default_rng(0).normal(size=(10, 2)), labels)
    shapes = {dots.get_paths()[0].vertices.tobytes() for dots in ax.collections}
    assert len(shapes) == 10
    legend = ax.get_legend()
    named = [text.get_text() for text in (legend.get_texts() if legend else ax.texts)]
    assert named == labels
    matplotlib.pyplot.close("all")


@pytest.mark.parametrize("name", ["curves", "history", "tradeoff"])
def test_curves_can_be_told_apart_without_colour(name):
    line = pd.DataFrame({"iteration": [0, 50], "KL": [2, 1], "phase": ["plain", "plain"]})
    several = {
        "curves": ([0, 1], {"one": [0, 1], "two": [1, 0]}),
        "history": ({"one": line, "two": line},),
        "tradeoff": ({"one": SWEEP, "two": SWEEP},),
    }
    ax = getattr(plots, name)(*several[name])
    dashes = {line.get_linestyle() for line in ax.lines if line.get_label() in ("one", "two")}
    assert len(dashes) == 2
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {"one", "two"}
    matplotlib.pyplot.close("all")


def test_a_gallery_has_a_window_for_each_map_and_no_empty_frames():
    maps = [X.iloc[:, :2]] * 5
    axes = plots.gallery(maps, list("12345"), list("ABCDE"), columns=3)
    assert [ax.get_title() for ax in axes] == list("12345")
    assert sum(ax.axison for ax in axes[0].figure.axes) == 5
    matplotlib.pyplot.close("all")


def test_letters_stand_amid_their_points_and_words_in_one_legend():
    Y, words = X.iloc[:, :2], ["setosa", "setosa", "virginica", "virginica", "virginica"]
    assert len(plots.groups(Y, list("ABCDE")).texts) == 5
    ax = plots.groups(Y, words)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["setosa", "virginica"]
    axes = plots.gallery([Y, Y], ["left", "right"], words)
    assert all(ax.get_legend() is None for ax in axes)
    assert len(axes[0].figure.legends) == 1
    matplotlib.pyplot.close("all")


def test_a_square_numbers_its_points_and_draws_a_circle_through_each_but_the_first():
    points = np.array([[5.0, 5], [5, 9], [8, 1], [2, 5]])
    ax = plots.square(points, marked=[1, 4])
    assert [text.get_text() for text in ax.texts] == list("1234")
    radii = [np.hypot(*(line.get_xydata() - points[0]).T) for line in ax.lines]
    assert np.allclose([r.min() for r in radii], [4, 5, 3])
    assert np.allclose([r.max() for r in radii], [4, 5, 3])
    colours = [tuple(dots.get_facecolor()[0]) for dots in ax.collections]
    assert colours[1] == colours[2]
    assert len(set(colours)) == 3
    matplotlib.pyplot.close("all")


def test_images_that_would_overlap_are_left_out():
    crowd = np.repeat([[0.0, 0.0], [1.0, 1.0]], 10, axis=0)
    ax = plots.images(crowd, np.ones((20, 4)), (2, 2))
    assert len(ax.artists) == 2
    matplotlib.pyplot.close("all")


def test_twins_are_drawn_in_windows_of_one_size_and_joined_by_level_lines_where_they_agree():
    Y = np.random.default_rng(0).normal(size=(30, 2))
    axes = plots.twins([Y, Y], ["one", "other"], np.arange(30) % 3, most=10)
    assert axes[0].get_xlim() == axes[1].get_xlim()
    assert axes[0].get_ylim() == axes[1].get_ylim()
    lines = axes[0].figure.artists
    assert len(lines) == 10
    assert all(np.array_equal(line.xy1, line.xy2) for line in lines)
    matplotlib.pyplot.close("all")


def test_a_tradeoff_has_a_curve_a_map_a_dot_a_start_and_a_ring_at_the_chosen():
    ax = plots.tradeoff(SWEEP, chosen=1e-2, names=["pixels", "features"])
    curves = [line for line in ax.lines if len(line.get_xdata()) == 3]
    assert [line.get_label() for line in curves] == ["pixels", "features"]
    assert np.allclose(curves[0].get_xdata(), [1e3, 1e2, 10])
    assert np.allclose(curves[0].get_ydata(), [0.999, 0.99, 0.9])
    dots, ring = ax.collections[:2]
    assert len(dots.get_offsets()) == 6
    assert np.allclose(ring.get_offsets(), [[100, 0.99]])
    several = plots.tradeoff({"digits": SWEEP, "line": SWEEP})
    assert several.get_legend_handles_labels()[1] == ["digits", "line"]
    matplotlib.pyplot.close("all")
