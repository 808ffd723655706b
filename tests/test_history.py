"""The history of a fit, and its progress bar."""

from types import SimpleNamespace

from teachsne.tsne.history import History, with_progress_bar


def fake(iteration, phase="p"):
    return SimpleNamespace(
        iteration=iteration, kl=1 / (iteration + 1), gradient_norm=2.0, phase=phase
    )


def record(last):
    seen = History()
    for iteration in range(last + 1):
        seen.append(fake(iteration))
    return seen


def test_a_row_at_the_start_at_every_look_and_at_the_end():
    assert record(120).history().iteration.tolist() == [0, 50, 100, 120]
    assert record(100).history().iteration.tolist() == [0, 50, 100]
    assert record(0).history().iteration.tolist() == [0]


def test_and_a_row_where_a_phase_begins():
    seen = History()
    for iteration in range(100):
        seen.append(fake(iteration, "exaggeration" if iteration < 70 else "plain"))
    assert seen.history().iteration.tolist() == [0, 50, 70, 99]
    assert seen.history().phase.tolist() == ["exaggeration"] * 2 + ["plain"] * 2


def test_its_columns_and_what_they_hold():
    history = record(50).history()
    assert list(history.columns) == ["iteration", "KL", "gradient norm", "phase"]
    assert history.iloc[1].tolist() == [50, 1 / 51, 2.0, "p"]


def test_nothing_is_shown_unless_it_is_asked_for(capfd):
    assert [m.iteration for m in with_progress_bar(map(fake, range(3)), 2, verbose=0)] == [0, 1, 2]
    assert capfd.readouterr() == ("", "")


def test_a_bar_runs_on_standard_error(capfd):
    assert [m.iteration for m in with_progress_bar(map(fake, range(101)), 100, verbose=1)] == list(
        range(101)
    )
    out, err = capfd.readouterr()
    assert out == ""
    assert "100/100" in err
    assert "KL=0.010" in err
