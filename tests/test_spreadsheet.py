"""Files as spreadsheets write them: read right, with a note for each guess, or told in a line."""

import gzip
import io
import subprocess
import sys
import zipfile

import numpy as np
import pandas as pd
import pytest

from teachsne.__main__ import main
from teachsne.course.terminal import WIDTH, columns_of, cut, short, table
from teachsne.datasets.spreadsheet import read_table

NUMBERS = np.array([[1.5, 2.25], [3.5, 1.0], [5.75, 4.5], [2.0, 7.125]])
ROWS = ["ann", "bob", "cy", "dee"]
NAMED = pd.DataFrame(NUMBERS, index=ROWS, columns=["x", "y"])
PLAIN = "name,x,y\nann,1.5,2.25\nbob,3.5,1\ncy,5.75,4.5\ndee,2,7.125\n"
SEMICOLONS = PLAIN.replace(",", ";").replace(".", ",")
COMMA = r"separated by ';', and ',' is the decimal mark"
IDS = "Obs,x,y\n7,1.5,2.25\n9,3.5,1\n11,5.75,4.5\n13,2,7.125\n"
COUNTED = [1, 2, 3, 4]


def unnamed(*names):
    return NAMED.to_csv().replace("x,y", ",".join(names) or "x,y")


READ = {  # what a file holds: (text or bytes, names of its rows, a note or None)
    "a plain table": (PLAIN, ROWS, None),
    "df.to_csv with names": (NAMED.to_csv(), ROWS, None),
    "df.to_csv with default names": (NAMED.reset_index(drop=True).to_csv(), [0, 1, 2, 3], None),
    "df.to_csv without names": (NAMED.to_csv(index=False), COUNTED, None),
    "df.to_csv of an array": (
        pd.DataFrame(NUMBERS).to_csv(),
        [0, 1, 2, 3],
        None,
    ),
    "semicolons and decimal commas": (SEMICOLONS, ROWS, COMMA),
    "semicolons and decimal points": (PLAIN.replace(",", ";"), ROWS, "separated by ';'$"),
    "tabs": (PLAIN.replace(",", "\t"), ROWS, "separated by a tab$"),
    "tabs and decimal commas": (SEMICOLONS.replace(";", "\t"), ROWS, "a tab, and ','"),
    "one space": (PLAIN.replace(",", " "), ROWS, "separated by spaces"),
    "many spaces": (PLAIN.replace(",", "    ").replace("\n", "  \n"), ROWS, "by spaces"),
    "bars": (PLAIN.replace(",", "|"), ROWS, r"separated by '\|'"),
    "a comma and a space": (PLAIN.replace(",", ", "), ROWS, None),
    "Excel's sep=": ("sep=;\n" + SEMICOLONS, ROWS, COMMA),
    "a byte order mark": (b"\xef\xbb\xbf" + PLAIN.encode(), ROWS, None),
    "UTF-16 with a mark": (PLAIN.encode("utf-16"), ROWS, None),
    "UTF-16 without a mark": (PLAIN.encode("utf-16-le"), ROWS, "read as UTF-16"),
    "big-endian UTF-16": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), ROWS, None),
    "Latin-1": (
        PLAIN.replace("ann", "Änne").encode("latin-1"),
        ["Änne", *ROWS[1:]],
        "it is not UTF-8; read as Windows-1252",
    ),
    "letters that Windows-1252 lacks": (
        PLAIN.encode().replace(b"ann", b"a\x81n"),
        ["a\x81n", *ROWS[1:]],
        "read as Latin-1",
    ),
    "lines as Windows ends them": (PLAIN.replace("\n", "\r\n"), ROWS, None),
    "lines as old Macs ended them": (PLAIN.replace("\n", "\r"), ROWS, None),
    "no newline at the end": (PLAIN.rstrip(), ROWS, None),
    "blank lines": ("\n" + PLAIN.replace("\n", "\n\n") + "\n\n", ROWS, None),
    "empty lines and columns that Excel leaves": (
        PLAIN.replace("\n", ",,\n") + ",,,,\n,,,,\n",
        ROWS,
        None,
    ),
    "comments": ("# made in May\n# by Eve\n" + PLAIN, ROWS, r"2 line\(s\) that begin with #"),
    "names that begin with #": (PLAIN.replace("bob", "#2"), ["ann", "#2", "cy", "dee"], None),
    "no header": (PLAIN.partition("\n")[2], ROWS, "first line holds numbers, so it is a point"),
    "no header and no names": (
        "1.5,2.25\n3.5,1\n5.75,4.5\n2,7.125\n",
        COUNTED,
        "first line holds numbers",
    ),
    "R's write.table": (
        "x y\nann 1.5 2.25\nbob 3.5 1\ncy 5.75 4.5\ndee 2 7.125\n",
        ROWS,
        "by spaces",
    ),
    "R's write.table of numbered rows": (
        "x,y\n1,1.5,2.25\n2,3.5,1\n3,5.75,4.5\n4,2,7.125\n",
        COUNTED,
        "the first column has no title and counts the rows, so it names them",
    ),
    "R's write.csv": (
        '"","x","y"\n"ann",1.5,2.25\n"bob",3.5,1\ncy,5.75,4.5\ndee,2,7.125',
        ROWS,
        None,
    ),
    "Obs": (IDS, [7, 9, 11, 13], "column 'Obs' counts or names the rows, so it is no coordinate"),
    "identifier": (IDS.replace("Obs", "identifier"), [7, 9, 11, 13], "column 'identifier'"),
    "sample_id": (IDS.replace("Obs", "sample_id"), [7, 9, 11, 13], "column 'sample_id'"),
    "patientId": (IDS.replace("Obs", "patientId"), [7, 9, 11, 13], "column 'patientId'"),
    "running numbers from 0": (
        "k,x,y\n0,1.5,2.25\n1,3.5,1\n2,5.75,4.5\n3,2,7.125",
        [0, 1, 2, 3],
        "column 'k' counts",
    ),
    "running numbers from 1": (
        "k,x,y\n1,1.5,2.25\n2,3.5,1\n3,5.75,4.5\n4,2,7.125",
        COUNTED,
        "column 'k' counts",
    ),
    "ids that repeat": (
        IDS.replace("\n9", "\n7"),
        COUNTED,
        "column 'Obs' names 2 rows '7', so it is left out, and rows are numbered",
    ),
    "a species": (
        "kind,x,y\nsetosa,1.5,2.25\nsetosa,3.5,1\nsetosa,5.75,4.5\nvirginica,2,7.125\n",
        COUNTED,
        "column 'kind' names 3 rows 'setosa'",
    ),
    "a point called NA": (PLAIN.replace("bob", "NA"), ["ann", "NA", "cy", "dee"], None),
    "a point called null": (PLAIN.replace("bob", "null"), ["ann", "null", "cy", "dee"], None),
    "names that are numbers, most of them not": (
        PLAIN.replace("bob", "12"),
        ["ann", 12, "cy", "dee"],
        None,
    ),
    "names with zeros before": (
        PLAIN.replace("bob", "07").replace("cy", "7"),
        ["ann", "07", 7, "dee"],
        None,
    ),
    "a point without a name": (PLAIN.replace("bob", ""), ["ann", "row 2", "cy", "dee"], None),
    "dates as names": (
        PLAIN.replace("ann", "2020-01-01").replace("bob", "2020-01-02"),
        ["2020-01-01", "2020-01-02", "cy", "dee"],
        None,
    ),
    "quoted names with commas": (PLAIN.replace("ann", '"Lee, Ann"'), ["Lee, Ann", *ROWS[1:]], None),
    "quotes within quotes": (PLAIN.replace("ann", '"Ann ""A"""'), ['Ann "A"', *ROWS[1:]], None),
    "every cell quoted": (
        "\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in PLAIN.split()),
        ROWS,
        None,
    ),
    "decimal commas in quotes": (
        'name,x,y\nann,"1,5","2,25"\nbob,"3,5",1\ncy,"5,75","4,5"\ndee,2,"7,125"\n',
        ROWS,
        "',' is the decimal mark",
    ),
    "exponents and signs": (PLAIN.replace("5.75", "+575e-2").replace("3.5", "35E-1"), ROWS, None),
}


def written(tmp_path, content, name="mine.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("what", READ)
def test_it_is_read_with_its_numbers_and_names_and_every_guess_is_told(tmp_path, what):
    content, names, note = READ[what]
    found, notes = read_table(written(tmp_path, content))
    assert np.array_equal(found.to_numpy(dtype=float), NUMBERS)
    assert list(found.index) == names
    assert len(notes) == (note is not None), notes
    assert note is None or pd.Series(notes).str.contains(note).all(), notes


VALUES = {  # a cell, the mark that another cell settles -> its value
    '"1,234.5"': 1234.5,
    "1234.5": 1234.5,
    "1e3": 1000,
    "-.5": -0.5,
    "\u22125": -5,
    "1 234.5": 1234.5,
    "1'234.5": 1234.5,
    "1\u00a0234": 1234,
    '"12,345,678"': 12345678,
}


@pytest.mark.parametrize("cell", VALUES)
def test_a_number_is_read_as_people_write_it(tmp_path, cell):
    text = f"name,x,y\nann,{cell},1.5\nbob,2,1\ncy,3,1\n"
    assert read_table(written(tmp_path, text)).table.iloc[0, 0] == VALUES[cell]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1.234,5", 1234.5), ("1234,5", 1234.5), ("0,001", 0.001), ("1 234,5", 1234.5)],
)
def test_a_number_is_read_as_the_continent_writes_it(tmp_path, cell, value):
    text = f"name;x;y\nann;{cell};1,5\nbob;2;1\ncy;3;1\n"
    assert read_table(written(tmp_path, text)).table.iloc[0, 0] == value


def test_numbered_columns_over_measurements_are_a_header(tmp_path):
    for text in ("0,1,2\n.5,.25,3\n1,2,3.5\n", "a,2001,2002\nann,1.5,2\nbob,2,3.5\n"):
        found, notes = read_table(written(tmp_path, text))
        assert found.shape == (2, 3 if text[0] == "0" else 2)
        assert notes == []


def test_columns_of_one_name_are_told_apart(tmp_path):
    found, notes = read_table(written(tmp_path, "x,x,y\n1.5,2,3\n4,5,6\n"))
    assert list(found.columns) == ["x", "x (2)", "y"]
    assert "more than one column is called 'x'" in notes[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x,y,c\n1.5,2,7\n4,5,7\n3,1,7\n", "column 'c' is 7 in every row, and changes no distance"),
        ("x,y,id\n1.5,2,31\n4,5,17\n3,1,19\n", "column 'id' seems to number the rows; if it is no"),
        ("x,y,k\n1.5,2,1\n4,5,2\n3,1,3\n", "column 'k' seems to number the rows"),
    ],
)
def test_a_column_that_is_no_measurement_is_told(tmp_path, text, says):
    found, notes = read_table(written(tmp_path, text))
    assert found.shape == (3, 3)
    assert len(notes) == 1
    assert says in notes[0]


@pytest.mark.parametrize("title", ["acid", "GRID", "body_mass_index", "id", "Fluid"])
def test_a_measurement_whose_title_looks_like_a_name_stays_one(tmp_path, title):
    found, notes = read_table(written(tmp_path, f"{title},x\n1.51,2.5\n1.33,5\n1.4,1\n"))
    assert list(found.columns) == [title, "x"]
    assert notes == []


def test_a_large_file_is_read_in_seconds(tmp_path):
    X = np.random.default_rng(0).normal(size=(1000, 400))
    found, notes = read_table(written(tmp_path, pd.DataFrame(X).to_csv(index=False, sep=";")))
    assert np.array_equal(found.to_numpy(), X)
    assert len(notes) == 1


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


REFUSED = {  # a file -> what is said of it in one line
    "a row too long": (PLAIN + "eve,1,2,3\n", "line 6 has 4 cell(s), more than the 3"),
    "all rows too long": (
        "x,y\n1.5,2,3\n4,5,6\n7.5,8,9\n",
        "line 2 has 3 cell(s), more than the 2",
    ),
    "one column with decimal commas": ("v\n1,5\n2,5\n3,5\n", "line 2 has 2 cell(s), more than"),
    "a title above the table": ("Lengths\n\n" + PLAIN, "line 3 has 3 cell(s), more than the 1"),
    "a row too short": (PLAIN + "\neve,1\n", "line 7 has 2 cell(s), fewer than the 3"),
    "decimal commas between commas": ("x,y\n1,5,2,5\n3,5,4\n", "line 2 has 4 cell(s)"),
    "a missing cell": (PLAIN.replace("2.25", ""), "NaN at row 'ann', column 'y'"),
    "NA": (PLAIN.replace("2.25", "NA"), "NaN at row 'ann', column 'y'"),
    "a question mark": (PLAIN.replace("4.5", "?"), "NaN at row 'cy', column 'y'"),
    "#N/A": (
        PLAIN.replace("4.5", "#N/A"),
        "NaN at row 'cy', column 'y' (1 such value(s)); drop or",
    ),
    "a column of gaps": ("name,x,y\na,1,\nb,2,\nc,3,\nd,5,\n", "NaN at row 'a', column 'y'"),
    "text in a cell": (PLAIN.replace("2.25", "high"), "'high' at row 'ann', column 'y'"),
    "two columns of text": (
        "name,kind,x\na,red,1\nb,red,2\nc,blue,4\nd,red,9\n",
        "holds 'red' at row 'a', column 'kind', which is not a real number; encode or drop it",
    ),
    "text alone": ("name,kind\na,red\nb,red\nc,blue\n", "holds 'red' at row 'a', column 'kind'"),
    "infinity": (PLAIN.replace("2.25", "inf"), "infinity at row 'ann', column 'y'"),
    "nothing": (b"", "is empty"),
    "blanks": (b" \n\n \t\n", "is empty"),
    "a mark and nothing": (b"\xef\xbb\xbf", "is empty"),
    "comments alone": (b"# one\n# two\n", "nothing but comments"),
    "a header alone": ("name,x,y\n", "0 row(s)"),
    "two rows": ("x,y\n1.5,2\n3,4\n", "2 row(s); the walk takes 3 to 1000"),
    "a workbook": (zipped(), "a spreadsheet or a zip archive; open it, and save it as CSV"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Excel workbook"),
    "gzip": (gzip.compress(PLAIN.encode()), "compressed (gzip); unpack it first"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "is a picture"),
    "binary data": (bytes(range(256)) * 9, "is no text, but binary data"),
    "zeros": (bytes(999), "binary data"),
    "a web page": ("<!DOCTYPE html><table></table>", "is a web page"),
    "JSON": ('{"x": [1, 2]}', "is JSON"),
    "half a letter of UTF-16": (PLAIN.encode("utf-16")[:-1], "cut off in the middle of a letter"),
    "an open quote": ('name,x,y\n"ann,1,2\nbob,2,3\ncy,3,1\n', "line 2 has 1 cell(s), fewer"),
}


def refusal(capsys, path):
    with pytest.raises(SystemExit) as end:
        main(["--data", str(path)])
    out, err = capsys.readouterr()
    assert (end.value.code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"teachsne: {path.name}: ")
    return err


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_used_gets_one_line_and_status_2(tmp_path, capsys, what):
    content, says = REFUSED[what]
    assert says in refusal(capsys, written(tmp_path, content))


def test_a_folder_gets_one_line_and_status_2(tmp_path, capsys):
    assert "is a folder" in refusal(capsys, tmp_path)


@pytest.mark.parametrize("what", READ)
def test_the_walk_goes_through_on_every_file_that_is_read_and_tells_its_notes(
    tmp_path, capsys, what
):
    content, _, note = READ[what]
    main(["--data", str(written(tmp_path, content)), "--perplexity", "1.5"])
    out, err = capsys.readouterr()
    assert "nan" not in out.lower().replace("ann", "")
    assert max(map(columns_of, out.splitlines())) <= WIDTH
    assert ("note: " in err) == (note is not None)


LONG = [f"sample_{i:03d}_of_the_liver" for i in range(15)]
ALIKE = {
    "long and alike at both ends": LONG,
    "long and alike at the beginning": [f"observation {k}" for k in "abcdefghijklmno"],
    "wide letters": [f"标本之名称{k}" for k in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"],
    "letters with accents of their own": [f"e\u0301tude nume\u0301ro {k}" for k in range(15)],
    "names of several lines": [f'"one\n{k}"' for k in range(15)],
}


@pytest.mark.parametrize("what", ALIKE)
def test_names_that_are_cut_stay_distinct_and_lines_stay_80_columns(tmp_path, capsys, what):
    rows = "\n".join(f"{name},{i * i},{7 * i % 5}" for i, name in enumerate(ALIKE[what]))
    main(["--data", str(written(tmp_path, "name,a_long_column_1,a_long_column_2\n" + rows))])
    out = capsys.readouterr().out
    assert max(map(columns_of, out.splitlines())) <= WIDTH
    points = out.split("0  The points")[1].split("1  Distances")[0].splitlines()[1:14]
    assert len({line.rsplit(maxsplit=2)[0] for line in points[1:]}) == 12
    assert len(set(points[0].split())) == 2


def test_short_names_are_cut_then_their_ends_then_numbered():
    assert short(["setosa-1", "virginica"]) == ["setosa", "virgin"]
    assert short(["sample 1", "sample 2"]) == ["…ple 1", "…ple 2"]
    assert short(LONG) == [f"#{i}" for i in range(1, 16)]
    assert short(["a", "b"]) == ["a", "b"]
    assert columns_of("ＡＢ") == 4  # the wide forms of our own letters
    assert (cut("标本之名称", 5), columns_of("标本")) == ("标本", 4)
    assert cut("a\tb\x1b[31m", 9) == "a b [31m"


@pytest.mark.parametrize("value", [1e-12, 1.0, 123456.789, 1e15, 1e140])
def test_numbers_of_any_size_fit_80_columns(value):
    lines = table(pd.DataFrame(np.full((3, 4), value), columns=list("abcd")))
    assert max(map(len, lines)) <= WIDTH
    assert len(lines[1].split()) == 5


def test_a_name_that_was_replaced_by_a_number_is_told_in_full(tmp_path, capsys):
    rows = "\n".join(f"{name},{i * i},{7 * i % 5}" for i, name in enumerate(LONG))
    main(["--data", str(written(tmp_path, "name,a,b\n" + rows))])
    assert "  #3      is sample_002_of_the_liver" in capsys.readouterr().out


def test_the_command_itself_leaves_no_traceback(tmp_path):
    path = written(tmp_path, "kind,x,y\nred,1.5,2\nred,4,5\nblue,3,1\nred,9,9\n")
    run = [sys.executable, "-m", "teachsne", "--data", str(path)]
    ended = subprocess.run(run, capture_output=True, text=True)
    assert ended.returncode == 0
    assert ended.stderr.startswith("note: column 'kind' names 3 rows 'red'")
    assert "Traceback" not in ended.stderr


def test_there_are_many_files_of_every_kind():
    assert len(READ) >= 40
    assert len(REFUSED) >= 25
