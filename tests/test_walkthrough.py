"""The walk: every printed number beside ours, any small table, and one line for an error."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest

import teachsne as ts
from teachsne.__main__ import main
from teachsne.course.walkthrough import pca_embedding


def walk(capsys, *arguments):
    main(list(arguments))
    return capsys.readouterr()


def refusal(capsys, *arguments):
    """The line on stderr of a call that must end with status 2."""
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    assert end.value.code == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith("teachsne: ")
    return err


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "mine.csv"
        path.write_text(text)
        return str(path)

    return write


def test_all_178_numbers_are_accounted_for(capsys):
    assert "Reproduced or explained: 178 of 178." in walk(capsys).out


def test_the_marks_count_what_the_ledger_counts(capsys):
    text = walk(capsys).out.split("The ledger:")[0]
    beside = [line.split("|")[1] for line in text.splitlines() if "|" in line]
    marks = "".join(re.findall(r"\d([=~!?])", " ".join(beside)))
    shown = ts.ledger("five points")[
        lambda e: e.table.isin(["distances", "P", "row_A_data", "row_A_map"])
    ]
    q = ts.ledger("five points")[lambda e: e.row.str.startswith("Q_")]
    for mark, status in {"=": "exact", "~": "recipe", "!": "erratum", "?": "missed"}.items():
        assert marks.count(mark) == (shown.status == status).sum() + (q.status == status).sum()


def test_the_steps_come_in_order(capsys):
    numbers = re.findall(r"^(\d)  \w", walk(capsys).out, flags=re.M)
    assert numbers == list("01234567")


def test_lines_fit_80_columns_and_carry_no_colour_in_a_pipe(capsys):
    text = walk(capsys).out
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_ten_steps_bring_the_loss_down(capsys):
    text = walk(capsys).out
    losses = [
        float(line.split()[1]) for line in re.findall(r"^ +\d+   0\.\d+ .*$", text, flags=re.M)
    ]
    assert len(losses) == 11
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.06 * losses[0]


def test_perplexity_can_be_chosen(capsys):
    assert "each point has 2 effective neighbours" in walk(capsys, "--perplexity", "2").out


def test_a_table_of_ones_own_with_names(capsys, table):
    rows = "\n".join(f"row{i},{i * i},{7 * i % 5},{i}" for i in range(20))
    text = walk(capsys, "--data", table("name,a,b,c\n" + rows)).out
    assert "All 20 points are used; shown are 12 rows" in text
    assert "row11" in text
    assert "row12" not in text.split("7  Descent")[0]
    assert max(map(len, text.splitlines())) <= 80


def test_a_table_without_names_counts_its_rows_from_one(capsys, table):
    text = walk(capsys, "--data", table("a,b\n1,2\n2,1\n5,5\n6,4\n")).out
    assert "\n  1       1.000  2.000\n" in text


HARD = {
    "weights that underflow": np.random.default_rng(0).lognormal(sigma=2, size=(200, 2)),
    "many powers of ten": np.random.default_rng(0).lognormal(sigma=8, size=(60, 3)),
    "pairs of twins": np.repeat(np.random.default_rng(0).normal(size=(10, 2)), 2, axis=0),
    "nothing but one point": np.ones((10, 2)),
}


@pytest.mark.parametrize("what", HARD)
def test_no_table_makes_the_walk_print_nan(capsys, table, what):
    rows = "\n".join(",".join(map(repr, row)) for row in HARD[what].tolist())
    said = walk(capsys, "--data", table("x,y,z"[: 2 * HARD[what].shape[1] - 1] + "\n" + rows))
    assert "nan" not in said.out.lower()
    assert "They agree: largest difference below" in said.out
    assert "encountered" not in said.err


def test_duplicates_walk_through_with_a_note(capsys, table):
    result = walk(capsys, "--data", table("a,b\n1,2\n1,2\n1,2\n5,5\n"))
    assert "cannot be reached at 4 point(s)" in result.err
    assert "nan" not in result.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n1,\n3,4\n5,5\n", "NaN at row 2, column 'b'"),
        ("a,b\n1,2\n3,4\n", "2 row(s)"),
        ("a,b,kind\n1,2,red\n3,4,red\n5,5,blue\n", "column 'kind'"),
        ("", "No columns"),
        ("a,b\n1,2\n3,inf\n5,5\n", "infinity"),
    ],
)
def test_a_bad_table_gets_one_line_and_status_2(capsys, table, text, says):
    assert says in refusal(capsys, "--data", table(text))


@pytest.mark.parametrize("value", ["4", "0.5", "-1", "nan", "many"])
def test_a_bad_perplexity_gets_one_line_and_status_2(capsys, value):
    assert "perplexity" in refusal(capsys, "--perplexity", value)


def test_a_missing_file_gets_one_line_and_status_2(capsys):
    assert "no_such.csv: No such file" in refusal(capsys, "--data", "no_such.csv")


def test_an_address_is_no_file_and_is_not_fetched(capsys):
    address = "http" + "://127.0.0.1:9/mine.csv"
    assert "mine.csv: No such file" in refusal(capsys, "--data", address)


def test_a_large_file_is_not_read(capsys, tmp_path):
    with open(tmp_path / "large.csv", "wb") as file:
        file.truncate(11_000_000)
    says = "has 11 MB; the walk takes up to 10 MB"
    assert says in refusal(capsys, "--data", str(tmp_path / "large.csv"))


def test_help_names_both_options(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert "--perplexity" in text
    assert "--data" in text


def test_a_reader_who_leaves_early_is_no_error():
    command = f"{sys.executable} -m teachsne | head -n 1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert result.stderr == ""
    assert result.stdout.startswith("t-SNE on 5 points")


@pytest.mark.parametrize("p", [1, 2, 7])
def test_the_first_map_is_the_principal_components(p):
    import pandas as pd
    from sklearn.decomposition import PCA

    X = pd.DataFrame(np.random.default_rng(p).normal(size=(9, p)))
    ours = pca_embedding(X)
    theirs = PCA(min(p, 2)).fit_transform(X)
    assert np.allclose(abs(ours[:, : theirs.shape[1]]), abs(theirs / theirs[:, 0].std()))
    assert np.allclose(ours[:, theirs.shape[1] :], 0)


LESSONS = Path(__file__).parent.parent / "tutorials"
STEPS = {  # step of the walk: (lesson, rows or columns of numbers that both must print)
    1: ("01_distances", 5),
    2: ("02_sigma_search", 5 + 1),  # p(j|i) at σ = .5, and the σ found
    3: ("03_joint_p", 5),
    4: ("04_map_q", 2 + 5 + 5),  # the map, the printed Q, t-SNE's q
    5: ("05_divergence", 1),
    6: ("06_gradient", 2 + 2),  # the start, and the slopes
    7: ("07_descent", 1),  # eleven losses
}


def numbers(line):
    return re.findall(r"-?\d+\.\d+", line)


def same(ours, theirs):
    """The same numbers, as far as the shorter of two roundings tells."""
    if len(ours) != len(theirs):
        return False
    digits = min(len(n.split(".")[1]) for n in (*ours, *theirs))
    return all(
        abs(float(a) - float(b)) < 0.6 * 10**-digits for a, b in zip(ours, theirs, strict=True)
    )


def rows_of_the_walk(text, step):
    """Rows of five numbers left of the bar, columns of two, and the losses of the descent."""
    part = re.split(rf"^{step}  ", text, flags=re.M)[1]
    lines = [line.split("|")[0] for line in re.split(r"^\d  \w", part, flags=re.M)[0].splitlines()]
    found = [numbers(line) for line in lines]
    if step == 7:
        return [[row[0] for row in found if len(row) == 5]]
    pairs = [row for row in found if len(row) == 2 and step == 6]
    return [row for row in found if len(row) == 5] + [
        list(column) for column in zip(*pairs, strict=True)
    ]


@pytest.mark.parametrize("step", STEPS)
def test_the_lessons_and_the_walk_print_the_same_numbers(capsys, step):
    lesson, shared = STEPS[step]
    cells = nbformat.read(LESSONS / f"{lesson}.ipynb", as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    told = [o.get("text", "") + o.get("data", {}).get("text/plain", "") for o in outputs]
    lines = [numbers(line) for text in told for line in text.splitlines()]
    walked = rows_of_the_walk(walk(capsys).out, step)
    met = {tuple(row) for row in walked if any(same(row, line) for line in lines)}
    assert len(met) >= shared, walked
