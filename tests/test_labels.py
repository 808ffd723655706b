"""Labels as people have them: every point is drawn, the missing in grey."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
from helpers import cloud

import teachsne as ts

matplotlib.use("Agg")
from teachsne import plots
from teachsne.course.plots.classes import GREY, LOOKS, classes

Y = cloud(6, 2)
PENGUINS = pd.Series(["Male", "Female", np.nan, "Female", "Male", None], name="sex")
KINDS = {  # labels -> the classes in order, and how many points are missing
    "words, NaN and None": (PENGUINS, ["Female", "Male"], 2),
    "a list with NaN": (["Male", "Female", np.nan, "Male", "Male", "Male"], ["Female", "Male"], 1),
    "a list with None": (["b", "a", None, "b", "b", "b"], ["a", "b"], 1),
    "pd.NA": (pd.array(["b", "a", pd.NA, "b", "b", "b"], dtype="string"), ["a", "b"], 1),
    "whole numbers and NA": (pd.array([3, None, 1, 1, 3, 3], dtype="Int64"), ["1", "3"], 1),
    "floats and NaN": ([1.0, np.nan, 2.5, 1, 1, 2.5], ["1", "2.5"], 1),
    "truth values": ([True, False, True, True, False, False], ["False", "True"], 0),
    "truth values and None": ([True, False, None, True, False, False], ["False", "True"], 1),
    "dates and NaT": (
        pd.to_datetime(["2021-01-02", None, "2020-05-05", "2020-05-05", None, "2020-05-05"]),
        ["2020-05-05 00:00:00", "2021-01-02 00:00:00"],
        2,
    ),
    "numbers and words": ([1, "a", "b", 2, "a", 1], ["1", "2", "a", "b"], 0),
    "numbers, words and gaps": ([10, "a", None, 2, "a", np.nan], ["10", "2", "a"], 2),
    "a Categorical in its order": (
        pd.Categorical(["low", "high", "low", None, "mid", "low"], ["low", "mid", "high", "none"]),
        ["low", "mid", "high"],
        1,
    ),
    "a Series of categories": (
        pd.Series(["low", "high"] * 3, dtype=pd.CategoricalDtype(["low", "high"])),
        ["low", "high"],
        0,
    ),
    "an array": (np.array([7, 3, 3, 7, 3, 12]), ["3", "7", "12"], 0),
    "an array of words": (np.array(list("abcabc")), ["a", "b", "c"], 0),
    "a tuple": (tuple("abcabc"), ["a", "b", "c"], 0),
    "text": (list("abcabc"), ["a", "b", "c"], 0),
    "a masked array": (np.ma.masked_equal([1, 2, 3, 1, 2, 3], 3), ["1", "2"], 2),
    "nothing is known": ([None] * 6, [], 6),
    "a Series whose index is no 0, 1, 2": (
        PENGUINS.set_axis(list("uvwxyz")),
        ["Female", "Male"],
        2,
    ),
    "a name that is called missing": (["missing", None] * 3, ["missing"], 3),
}


@pytest.fixture(autouse=True)
def closed():
    yield
    matplotlib.pyplot.close("all")


def drawn(ax):
    return sum(len(dots.get_offsets()) for dots in ax.collections)


def bytes_of(labels):
    return repr(list(labels)), repr(getattr(labels, "mask", None))


@pytest.mark.parametrize("what", KINDS)
def test_every_point_is_drawn_in_the_order_of_its_classes_and_the_missing_in_grey(what):
    labels, names, missing = KINDS[what]
    before = bytes_of(labels)
    ax = plots.groups(Y, labels)
    assert drawn(ax) == 6
    named = [text.get_text() for text in ax.texts]
    legend = ax.get_legend()
    listed = [text.get_text() for text in legend.get_texts()] if legend else []
    gap = ["missing"] if missing else []
    assert named + listed in (gap + names, names + gap)
    if missing:
        grey = matplotlib.colors.to_rgb(GREY["color"])
        assert len(ax.collections[0].get_offsets()) == missing
        assert tuple(ax.collections[0].get_facecolor()[0][:3]) == grey
    assert bytes_of(labels) == before


@pytest.mark.parametrize("what", KINDS)
def test_every_picture_of_labelled_points_takes_them(what):
    labels, _, _ = KINDS[what]
    assert [drawn(ax) for ax in plots.gallery([Y, Y], ["one", "other"], labels)] == [6, 6]
    axes = plots.twins([Y, Y], ["one", "other"], labels)
    assert len(axes[0].figure.artists) == 6


WRONG = {
    "one too few": (list("abcab"), r"labels must be one a row, 6 of them, got shape \(5,\)"),
    "one too many": (list("abcabca"), r"6 of them, got shape \(7,\)"),
    "none": ([], r"got shape \(0,\)"),
    "one word": ("abcabc", r"got shape \(\)"),
    "nothing": (None, r"got shape \(\)"),
    "a table": (np.ones((6, 1)), r"got shape \(6, 1\); take one column"),
    "a DataFrame": (PENGUINS.to_frame(), r"got shape \(6, 1\); take one column"),
    "pairs": ([("a", 1)] * 6, r"got shape \(6, 2\); take one column"),
    "a dict": (dict.fromkeys(range(6), "a"), "got a dict, which has no order"),
    "a set": (set("abcdef"), "got a set, which has no order"),
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("picture", ["groups", "gallery", "twins"])
def test_labels_of_another_shape_are_told_with_both_lengths(what, picture):
    labels, says = WRONG[what]
    first = Y if picture == "groups" else [Y, Y]
    titles = () if picture == "groups" else (["one", "other"],)
    with pytest.raises(ValueError, match=says):
        getattr(plots, picture)(first, *titles, labels)


@pytest.mark.parametrize("what", ["one too few", "a table", "a dict", "a set", "pairs"])
def test_yoked_maps_tell_the_same(what):
    labels, says = WRONG[what]
    with pytest.raises(ValueError, match=says):
        ts.YokedTSNE(perplexity=2, by_label=True).fit([cloud(), cloud()], labels)


@pytest.mark.parametrize("what", [what for what, (_, _, missing) in KINDS.items() if missing])
def test_yoked_maps_have_no_centre_for_a_missing_class(what):
    labels, _, _ = KINDS[what]
    with pytest.raises(ValueError, match="labels has a missing value at row"):
        ts.YokedTSNE(perplexity=2, by_label=True).fit([cloud(), cloud()], labels)


@pytest.mark.parametrize("what", [what for what, (_, _, missing) in KINDS.items() if not missing])
def test_yoked_maps_take_classes_of_every_kind(what):
    labels, names, _ = KINDS[what]
    plain = [names.index(f"{label}") for label in labels]
    fits = [
        ts.YokedTSNE(1e-2, perplexity=2, by_label=True, max_iter=5).fit([cloud(), cloud()], one)
        for one in (labels, plain)
    ]
    assert np.array_equal(fits[0].embeddings_, fits[1].embeddings_)


def test_labels_in_another_order_than_the_map_are_refused():
    named = pd.DataFrame(Y, index=list("uvwxyz"))
    labels = pd.Series(list("abcabc"), index=list("zyxwvu"))
    with pytest.raises(ValueError, match=r"labels names its rows in another order than Y.*\.loc"):
        plots.groups(named, labels)
    assert drawn(plots.groups(named, labels.loc[named.index])) == 6
    with pytest.raises(ValueError, match="the second map names its rows in another order"):
        plots.twins([named, named[::-1]], ["one", "other"], list("abcabc"))


OTHER_PICTURES = {
    "names of points": (lambda: plots.scatter_map(Y, list("abcde")), "Y has 6 rows and names 5"),
    "names in a film": (lambda: plots.film([Y], ["t"], list("abcde")), "6 rows and names 5"),
    "images": (lambda: plots.images(Y, np.ones((5, 4)), (2, 2)), r"shape \(6, 4\); got \(5, 4\)"),
    "pixels": (lambda: plots.images(Y, np.ones((6, 5)), (2, 2)), r"shape \(6, 4\); got \(6, 5\)"),
    "arrows": (
        lambda: plots.springs(Y, {"pull": np.ones((5, 2))}),
        r"pull has shape \(5, 2\), and there are 6 arrows",
    ),
    "three coordinates": (
        lambda: plots.groups(cloud(6, 3), list("abcabc")),
        r"Y must be a map in the plane, of shape \(n, 2\); got \(6, 3\)",
    ),
    "a gap on the map": (
        lambda: plots.groups(np.where(Y == Y[0], np.nan, Y), list("abcabc")),
        "Y contains NaN at row 0",
    ),
    "twins of another n": (
        lambda: plots.twins([Y, Y[:5]], ["one", "other"], list("abcabc")),
        "got 6 rows and 5 rows",
    ),
    "other pairs": (lambda: plots.p_against_q(np.eye(3), np.eye(4)), r"\(3, 3\) and Q \(4, 4\)"),
    "other distances": (lambda: plots.shepard(np.eye(3), np.eye(4)), r"\(3, 3\) and D_map \(4, 4"),
    "a shuffled Q": (
        lambda: plots.p_against_q(*crossed()),
        "Q names its rows in another order than P",
    ),
    "a shuffled map": (lambda: plots.shepard(*crossed()), "D_map names its rows in another order"),
    "shuffled images": (
        lambda: plots.images(
            pd.DataFrame(Y, list("abcdef")), pd.DataFrame(np.ones((6, 4)), list("fedcba")), (2, 2)
        ),
        "X names its rows in another order than Y",
    ),
}


def crossed():
    table = ts.similarities(pd.DataFrame(Y, index=list("abcdef")))
    return table, table[::-1]


@pytest.mark.parametrize("what", OTHER_PICTURES)
def test_other_pictures_tell_what_does_not_fit_before_they_draw(what):
    draw, says = OTHER_PICTURES[what]
    with pytest.raises(ValueError, match=says):
        draw()
    assert matplotlib.pyplot.get_fignums() == []


def test_images_may_be_a_data_frame():
    ax = plots.images(Y, pd.DataFrame(np.ones((6, 4)), index=list("abcdef")), (2, 2))
    assert len(ax.artists) >= 1


def looks(names):
    return [(look["color"], look["marker"]) for look in classes(names, len(names)).looks]


def test_forty_classes_look_forty_ways_and_more_are_told():
    names = [f"kind {k:02d}" for k in range(LOOKS)]
    assert LOOKS == 40
    assert len(set(looks(names))) == 40
    with pytest.warns(UserWarning, match="labels holds 41 classes, and 40 can be told apart"):
        ax = plots.groups(cloud(41, 2), [*names, "one more"])
    assert drawn(ax) == 41


def test_a_letter_from_a_to_e_keeps_its_look_and_no_other_class_has_it():
    names = ["0", "1", "A", "B", "x", "E"]
    assert len(set(looks(names))) == 6
    assert classes(names, 6).looks[2] == plots.page.style("A")
    assert classes(list("ABCDE"), 5).looks == [plots.page.style(name) for name in "ABCDE"]
