"""Two tables with names: about the same points in the same order, or refused by name."""

import numpy as np
import pandas as pd
import pytest
from helpers import cloud
from test_bad_input import CALLS, FITS, act

import teachsne as ts
from teachsne.validation.names import refuse_other_points

NAMES = list("abcdef")
FRAME = pd.DataFrame(cloud(6, 3), index=NAMES)
MAP = pd.DataFrame(cloud(6, 2, seed=1), index=NAMES)
TWO_TABLES = {  # who -> its arguments that are about the same points
    "trustworthiness": ("X", "Y"),
    "continuity": ("X", "Y"),
    "knn_recall": ("X", "Y"),
    "spearman": ("X", "Y"),
    "procrustes": ("Y1", "Y2"),
    "kl_divergence": ("P", "Q"),
    "kl_gradient": ("P", "Y"),
    "expected_loss": ("P", "Y"),
    "expected_gradient": ("P", "Y"),
    "expected_log_z_slope": ("P", "Y"),
}
SQUARE = {
    "conditional_probabilities": "D2",
    "find_sigmas": "D2",
    "perplexity": "P",
    "joint_probabilities": "P",
    "kl_gradient": "P",
    "kl_divergence": "P",
    "expected_loss": "P",
    "expected_gradient": "P",
    "expected_log_z_slope": "P",
}


def named(table, names):
    """With these names of rows; a square's columns have them, too."""
    square = table.shape[0] == table.shape[1]
    return pd.DataFrame(table, index=names, columns=names if square else None)


def second_reversed(who, first_names, second_names):
    first, second = TWO_TABLES[who]
    tables = CALLS[who]
    return {
        first: named(tables[first], first_names),
        second: named(tables[second], second_names),
    }


@pytest.mark.parametrize("who", TWO_TABLES)
def test_names_in_another_order_are_refused_with_the_first_and_the_remedy(who):
    first, second = TWO_TABLES[who]
    says = (
        rf"{second} names its rows in another order than {first}.*row 0 is 'a' in {first} and "
        rf"'f' in {second}.*{second}\.loc\[{first}\.index\]"
    )
    with pytest.raises(ValueError, match=says):
        act(who, **second_reversed(who, NAMES, NAMES[::-1]))


@pytest.mark.parametrize("who", TWO_TABLES)
def test_names_of_which_only_some_are_the_same_are_refused(who):
    first, second = TWO_TABLES[who]
    says = rf"only some are the same.*row 5 is 'f' in {first} and 'g' in {second}.*leave out"
    with pytest.raises(ValueError, match=says):
        act(who, **second_reversed(who, NAMES, list("abcdeg")))


@pytest.mark.parametrize("who", TWO_TABLES)
@pytest.mark.parametrize(
    ("here", "there"),
    [
        (NAMES, NAMES),
        (NAMES, None),
        (None, NAMES),
        (None, None),
        (NAMES, list("uvwxyz")),
        ([30, 10, 20, 50, 40, 60], None),
        (list("aabbcc"), list("aabbcc")),
        (["a", "b", None, np.nan, "e", "f"], None),
    ],
    ids=str,
)
def test_names_that_do_not_contradict_each_other_change_no_number(who, here, there):
    found = act(who, **second_reversed(who, here, there))
    assert np.array_equal(np.asarray(found), np.asarray(act(who)))


def test_a_table_that_somebody_shuffled_is_not_taken_for_the_map_of_its_points():
    X = pd.DataFrame(cloud(40, 3))
    shuffled = X.sample(frac=1, random_state=0)
    for measure in (ts.trustworthiness, ts.continuity, ts.knn_recall, ts.spearman):
        with pytest.raises(ValueError, match=r"Y names its rows in another order than X"):
            measure(X, shuffled)
        assert measure(X, shuffled.loc[X.index]) == pytest.approx(1)
        assert measure(X, shuffled.to_numpy()) < 0.9


def test_the_map_of_a_sample_has_default_names_and_is_accepted():
    X = pd.DataFrame(cloud(60, 3)).sample(20, random_state=0)
    assert ts.trustworthiness(X, pd.DataFrame(X.to_numpy())) == 1


@pytest.mark.parametrize("who", SQUARE)
def test_a_square_whose_columns_are_in_another_order_than_its_rows_is_refused(who):
    argument = SQUARE[who]
    crossed = pd.DataFrame(CALLS[who][argument], index=NAMES, columns=list("abcdfe"))
    says = (
        rf"{argument} names its columns in another order than its rows: row 4 is 'e' and column 4 "
        rf"is 'f'.*{argument}\[{argument}\.index\]"
    )
    with pytest.raises(ValueError, match=says):
        act(who, **{argument: crossed})
    for columns in (None, [f"to {name}" for name in NAMES]):
        table = pd.DataFrame(CALLS[who][argument], index=NAMES, columns=columns)
        assert np.array_equal(np.asarray(act(who, **{argument: table})), np.asarray(act(who)))


def test_precomputed_distances_with_crossed_names_are_refused():
    D = ts.distances(FRAME)
    how = {"metric": "precomputed", "init": "random", "random_state": 0, **FITS}
    with pytest.raises(ValueError, match="X names its columns in another order than its rows"):
        ts.TSNE(**how).fit(D.set_axis(NAMES[::-1], axis=1))
    assert ts.TSNE(**how).fit(D).n_iter_ == 3


def test_two_tables_of_outcomes_have_the_same_columns_in_one_order():
    P = pd.DataFrame([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]], index=["u", "v"], columns=list("xyz"))
    assert np.allclose(ts.kl_divergence(P, P.set_axis(range(3), axis=1), axis=1), 0)
    says = r"Q names its columns in another order than P.*Q\[P\.columns\]"
    with pytest.raises(ValueError, match=says):
        ts.kl_divergence(P, P[list("zyx")])


def test_one_row_of_chances_is_held_against_another_by_name():
    p = pd.Series([0.5, 0.3, 0.2], index=list("xyz"))
    assert ts.kl_divergence(p, p) == 0
    with pytest.raises(ValueError, match="Q names its rows in another order than P"):
        ts.kl_divergence(p, p[::-1])


def test_two_data_sets_may_have_different_columns():
    X = FRAME.set_axis(["u", "v", "w"], axis=1)
    assert ts.spearman(X, X[["w", "v", "u"]]) == pytest.approx(1)


def test_widths_as_a_series_are_those_of_the_rows():
    D2 = ts.squared_distances(FRAME)
    sigmas = ts.find_sigmas(D2, 2)
    assert isinstance(sigmas, pd.Series)
    assert np.allclose(ts.perplexity(ts.conditional_probabilities(D2, sigmas)), 2)
    says = r"sigmas names its rows in another order than D2.*sigmas\.loc\[D2\.index\]"
    with pytest.raises(ValueError, match=says):
        ts.conditional_probabilities(D2, sigmas[::-1])


@pytest.mark.parametrize("who", ["TSNE", "ContrastiveTSNE"])
def test_a_start_with_names_is_that_of_the_rows(who):
    says = r"init names its rows in another order than X.*init\.loc\[X\.index\]"
    with pytest.raises(ValueError, match=says):
        act(who, X=FRAME, init=MAP[::-1])
    named, plain = act(who, X=FRAME, init=MAP), act(who, X=FRAME.to_numpy(), init=MAP.to_numpy())
    assert np.array_equal(named, plain)


def test_a_start_that_is_handed_on_is_held_against_the_data():
    how = {"rhos": (1,), **FITS}
    with pytest.raises(ValueError, match="init names its rows in another order than X"):
        ts.exaggerated_maps(FRAME, init=MAP[::-1], **how)
    assert ts.exaggerated_maps(FRAME, init=MAP, **how)[1].shape == (6, 2)


LABELS = pd.Series(list("uvuvuv"), index=NAMES)
YOKED = {
    "labels": ({"labels": LABELS[::-1], "by_label": True}, "labels names its rows in another"),
    "one start": ({"init": MAP[::-1]}, "init names its rows in another order than Xs"),
    "a start a map": ({"init": [MAP, MAP[::-1]]}, r"init\[1\] names its rows in another order"),
    "data": ({"Xs": [FRAME, FRAME[::-1]]}, "Here row 0 is 'a' in .* and 'f' in "),
    "other points": (
        {"Xs": [FRAME, FRAME.rename({"f": "g"})]},
        r"Xs\[1\] names other rows than Xs\[0\].*row 5 is 'f'",
    ),
    "a third": (
        {"Xs": [FRAME.to_numpy(), FRAME, FRAME[::-1]]},
        r"Xs\[2\] names its rows in another order than Xs\[1\]",
    ),
}


@pytest.mark.parametrize("what", YOKED)
def test_all_that_yoked_maps_are_given_is_about_the_same_rows(what):
    changed, says = YOKED[what]
    with pytest.raises(ValueError, match=says):
        act("YokedTSNE", **{"Xs": [FRAME, FRAME], **changed})


def test_yoked_maps_take_names_that_agree():
    given = {"Xs": [FRAME, FRAME.to_numpy()], "labels": LABELS, "by_label": True}
    assert act("YokedTSNE", **given, init=[MAP, "pca"]).shape == (2, 6, 2)


def test_a_named_slope_is_that_of_the_rows_that_descend():
    P = ts.joint_probabilities(ts.conditional_probabilities(ts.squared_distances(FRAME), 1))
    path = ts.descend(lambda Y: ts.kl_gradient(P, Y), MAP, 1.0)
    assert [next(path).iteration, next(path).iteration] == [0, 1]
    path = ts.descend(lambda Y: ts.kl_gradient(P, Y), MAP[::-1], 1.0)
    with pytest.raises(ValueError, match="what gradient returns names its rows in another order"):
        list(zip(range(2), path, strict=False))


def test_names_that_repeat_are_told_that_loc_cannot_sort_them():
    X, Y = FRAME.set_axis(list("aabbcc")), MAP.set_axis(list("ccaabb"))
    with pytest.raises(ValueError, match="row 0 is 'a' in X and 'c' in Y: the names are not uniqu"):
        ts.spearman(X, Y)


def test_names_on_two_levels_are_names():
    levels = pd.MultiIndex.from_product([["u", "v"], [1, 2, 3]])
    X, Y = FRAME.set_axis(levels), MAP.set_axis(levels)
    assert ts.spearman(X, Y) == ts.spearman(X.to_numpy(), Y.to_numpy())
    with pytest.raises(ValueError, match=r"row 0 is \('u', 1\) in X and \('v', 3\) in Y"):
        ts.spearman(X, Y[::-1])


@pytest.mark.parametrize(
    "names",
    [
        [3, 1, 2, 9, 8, 7],
        pd.date_range("2020", periods=6),
        [0.5, 1.5, 2.5, 3, 4, 5],
        pd.Categorical(NAMES),
        ["a", 1, None, 2.5, "b", "c"],
        pd.array([1, None, 3, 4, 5, 6], dtype="Int64"),
    ],
    ids=lambda names: type(names).__name__,
)
def test_names_of_every_kind_are_compared(names):
    Y = MAP.set_axis(names)
    assert np.isfinite(ts.spearman(FRAME.set_axis(names), Y))
    with pytest.raises(ValueError, match="in another order than X"):
        ts.spearman(FRAME.set_axis(names), Y[::-1])


def test_nothing_is_written_to_and_what_is_no_table_has_no_names():
    X, Y = FRAME.copy(), MAP[::-1].copy()
    with pytest.raises(ValueError, match="another order"):
        ts.spearman(X, Y)
    assert X.equals(FRAME)
    assert Y.equals(MAP[::-1])
    assert refuse_other_points({"X": FRAME, "Y": [[1.0]], "n": 3, "word": "joint"}) is None
