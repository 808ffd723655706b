"""Pictures: drawn where asked, the axes come back, and words go with them."""

import inspect

import matplotlib
import numpy as np
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
    assert len(set(plots.COLOURS)) == len(set(plots.MARKERS)) == 5


@pytest.mark.parametrize("name", ["scatter_map", "matrix", "bell", "search", "bars"])
def test_a_picture_goes_where_it_is_told_and_the_axes_come_back(name):
    arguments = {
        "scatter_map": (X.iloc[:, :2],),
        "matrix": (D,),
        "bell": (D.loc["A"].drop("A"), 0.2),
        "search": (D2.loc["A"].drop("A").to_numpy(), 3, [(0.2, 2.8), (0.3, 3.4)]),
        "bars": (D,),
    }[name]
    ax = plots.new()
    assert getattr(plots, name)(*arguments, ax=ax) is ax
    assert getattr(plots, name)(*arguments) is not ax
    matplotlib.pyplot.close("all")


def test_every_public_picture_takes_an_optional_ax_and_says_what_it_draws():
    made_of_many = {"new", "show", "steps", "film", "play"}  # whole figures, or none
    for name, function in inspect.getmembers(plots, inspect.isfunction):
        if function.__module__ == plots.__name__ and not name.startswith("_"):
            assert function.__doc__, name
            if name not in made_of_many:
                assert inspect.signature(function).parameters["ax"].default is None, name


def test_a_shown_picture_has_its_words_twice(displayed):
    plots.show(plots.matrix(D), "25 distances")
    (picture, metadata), (words, _) = displayed
    assert picture["image/png"].startswith(b"\x89PNG")
    assert metadata == {"image/png": {"alt": "25 distances"}}
    assert words["text/plain"] == "Picture: 25 distances"
    assert matplotlib.pyplot.get_fignums() == []


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
