"""A table as spreadsheets write it, read from a file: numbers, names of rows, and what was guessed.

    what it is      a workbook, an archive, a picture: told by its first bytes, with how to save it
    text            UTF-8 with or without a mark, UTF-16, or Windows' own letters
    lines           comments and blanks at the ends left out; rows as long as the header, or told
    separator       , ; tab | or spaces; the decimal mark, a point or a comma
    header          a first line of numbers is no header
    names           which column names the rows, if one does

`read_table` gives the table and notes: a sentence for each thing that the file does not say.
ValueError says in one line what is wrong, in which line of the file, and what to do.
"""

import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-", "--", ".", "#n/a", "#na", "<na>"}
ID = re.compile(
    r"(?i:(.*[\s_.-])?(id|ids|uid|uuid|identifier)|index|obs|observation|row|row_?names?|no\.|nr\.?)$"
    r"|#$|.*[a-z](Id|ID)$|Unnamed: \d+$"
)
SEPARATORS = ",;\t| "
SAVE = "save it as CSV (comma delimited, UTF-8) and give that file"
KINDS = {  # first bytes -> what such a file is
    b"PK\x03\x04": f"a spreadsheet or a zip archive; open it, and {SAVE}",
    b"\xd0\xcf\x11\xe0": f"an old Excel workbook; open it, and {SAVE}",
    b"\x1f\x8b": "compressed (gzip); unpack it first, gunzip FILE.gz",
    b"BZh": "compressed (bzip2); unpack it first, bunzip2 FILE.bz2",
    b"\xfd7zXZ": "compressed (xz); unpack it first, unxz FILE.xz",
    b"\x28\xb5\x2f\xfd": "compressed (zstd); unpack it first, unzstd FILE.zst",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it first",
    b"%PDF": f"a PDF; open the table that it was made from, and {SAVE}",
    b"PAR1": "a Parquet file; pandas.read_parquet(...).to_csv(...) makes a CSV of it",
    b"\x89HDF": "an HDF5 file; export its table as CSV",
    b"\x93NUMPY": "a NumPy file; numpy.savetxt(..., delimiter=',') makes a CSV of it",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database; export its table as CSV",
    b"{\\rtf": f"a text document; {SAVE}",
    b"<!DOCTYPE": f"a web page; {SAVE}",
    b"<!doctype": f"a web page; {SAVE}",
    b"<html": f"a web page; {SAVE}",
    b"<?xml": f"XML; open it, and {SAVE}",
    b"{": "JSON; pandas.read_json(...).to_csv(...) makes a CSV of it",
}
SPACES = " \u00a0\u202f'’"  # that may stand between thousands, besides the other mark
INFINITE = re.compile(r"[+-]?inf(inity)?$", re.IGNORECASE)


class Spreadsheet(NamedTuple):
    """The table, whose index names the rows, and what had to be guessed, a sentence each."""

    table: object
    notes: list


def read_table(path, most=10_000_000):
    """A file of at most so many bytes as a table with named rows.   ->  Spreadsheet"""
    text, notes = _text(Path(path), most)
    lines, separator = _lines(text, notes)
    mark = _decimal_mark([cell for _, row in lines[1:] for cell in row], separator)
    if separator != "," or mark != ".":
        told = {"\t": "a tab", " ": "spaces"}.get(separator, f"'{separator}'")
        told += f", and '{mark}' is the decimal mark" if mark != "." else ""
        notes.append(f"columns are separated by {told}")
    header, body = _header(lines, mark, notes)
    _refuse_ragged(header, body)
    table = _parsed(header, [row for _, row in body], mark, notes)
    return Spreadsheet(_with_names(table, notes), notes)


# ------------------------------------------------------------------ bytes, text, lines


def _text(path, most):
    """The file as text, and a note where its encoding was guessed."""
    if path.is_dir():
        raise ValueError("is a folder; give one file, a table as CSV")
    with open(path, "rb") as file:  # of this machine: pandas would fetch an address
        raw = file.read(most + 1)
    if len(raw) > most:
        raise ValueError(f"has more than {most / 1e6:.0f} MB; take a sample of its rows")
    for start, kind in KINDS.items():
        if raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(start):
            raise ValueError(f"is {kind}")
    text, notes = _decoded(raw)
    if not text.strip():
        raise ValueError("is empty (No columns to parse); a header and some rows are needed")
    if any(ord(letter) < 32 and letter not in "\t\n\r\f\x1a" for letter in text):
        raise ValueError(f"is no text, but binary data; {SAVE}")
    return text.replace("\x1a", ""), notes


def _decoded(raw):
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(raw, "utf-16"), []
    even, odd = (raw[start:4000:2].count(0) / max(1, len(raw[start:4000:2])) for start in (0, 1))
    if max(even, odd) > 0.7 > 0.3 > min(even, odd):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return _strictly(raw, encoding), ["read as UTF-16"]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), ["it is not UTF-8; read as Windows-1252 (Latin-1)"]
    except UnicodeDecodeError:
        return raw.decode("latin-1"), ["it is not UTF-8; read as Latin-1"]


def _strictly(raw, encoding):
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise ValueError(f"is cut off in the middle of a letter of {encoding}; {SAVE}") from None


def _lines(text, notes):
    """[(line number, cells)], and the separator: that which cuts most lines alike."""
    told = re.match(r"sep=(.)\r?\n", text)  # Excel's own word for it
    if told:
        text = "\n" + text[told.end() :]
    some = "\n".join(text.splitlines()[:200])
    choices = [told[1]] if told else SEPARATORS
    separator = max(choices, key=lambda sep: _evenness(_split(some, sep)))
    lines = _split(text, separator)
    usual = _usual([len(row) for _, row in lines])
    says = [row[0][:1] == "#" and (row[0] != "#" or separator == " ") for _, row in lines]
    data = says.index(False) if False in says else len(lines)
    kept = [  # below the header, a line as long as the others is a row called "#1" or so
        line
        for place, (line, comment) in enumerate(zip(lines, says, strict=True))
        if not comment or (place > data and len(line[1]) == usual)
    ]
    if not kept:
        raise ValueError("has nothing but comments; a header and some rows are needed")
    if gone := len(lines) - len(kept):
        notes.append(f"{gone} line(s) that begin with # are left out")
    return kept, separator


def _split(text, separator):
    """The lines' cells; blank lines and empty columns at the right end are left out."""
    how = {"delimiter": separator, "skipinitialspace": separator != "\t"}
    reader, rows, start = csv.reader(io.StringIO(text, newline=""), **how), [], 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while separator == " " and cells and not cells[-1]:
                cells.pop()
            if any(cells):
                rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num} cannot be read: {error}; {SAVE}") from None
    width = max((i for _, row in rows for i, cell in enumerate(row, 1) if cell), default=0)
    return [(line, row[:width]) for line, row in rows]


def _usual(widths):
    return max(set(widths), key=widths.count)


def _evenness(lines):
    """How well a separator cuts: as many columns in every line, two or more, and of numbers."""
    widths = [len(row) for _, row in lines]
    if _usual(widths) < 2:
        return 0.0
    cells = [cell for _, row in lines[1:] for cell in row]
    numbers = [_number(cell, ".") is not None or _number(cell, ",") is not None for cell in cells]
    return widths.count(_usual(widths)) / len(widths) * (0.2 + sum(numbers) / (len(cells) or 1))


# ------------------------------------------------------------------ numbers, and the header


def _number(cell, mark):
    """The cell as a float, or None; thousands may be set apart by threes."""
    cell = cell.replace("\u2212", "-")
    if INFINITE.match(cell):
        return float(cell)
    apart = SPACES + ("," if mark == "." else ".")
    if not (
        found := re.match(
            rf"([+-]?)(\d*|\d{{1,3}}(?:[{apart}]\d{{3}})+)"
            rf"(?:[{mark}](\d*))?(?:[eE]([+-]?\d+))?$",
            cell,
        )
    ):
        return None
    sign, whole, part, power = found.groups(default="")
    if not (whole or part):
        return None
    whole = re.sub(r"\D", "", whole)
    return float(f"{sign}{whole or 0}.{part or 0}e{power or 0}")


def _decimal_mark(cells, separator):
    """A comma, where it stands in numbers that thousands set apart by it do not explain."""
    numbers = [c for c in cells if _number(c, ".") is not None or _number(c, ",") is not None]
    commas = [cell for cell in numbers if "," in cell]
    thousands = all(_number(cell, ".") is not None for cell in commas)
    if not commas or (thousands and (separator == "," or any("." in cell for cell in numbers))):
        return "."
    return ","


def _header(lines, mark, notes):
    """The names of the columns, and the lines below: a header is no number where they are."""
    (_, first), body = lines[0], lines[1:]
    if body and len(first) == len(body[0][1]) - 1:
        first = _with_corner(first, body, notes)
    width = len(first)
    numeric = [
        i
        for i in range(width)
        if body and all(i < len(row) and _value(row[i], mark) is not None for _, row in body)
    ]
    point = numeric and all(first[i] and _value(first[i], mark) is not None for i in numeric)
    if not point or _counts_columns([first[i] for i in numeric], first, body, numeric):
        return first, body
    notes.append(
        "the first line holds numbers, so it is a point and no header; its columns are called "
        "x1, x2, …"
    )
    text_first = 0 not in numeric
    names = [f"x{i}" for i in range(1, width + 1 - text_first)]
    return [""] * text_first + names, lines


def _with_corner(first, body, notes):
    """R's write.table gives no name to the names; anything else that is short is told."""
    if any(len(row) != len(first) + 1 for _, row in body):
        return first
    column = [row[0] for _, row in body]
    if any(_number(cell, ".") is None for cell in column):
        return ["", *first]
    if len(first) > 1 and _counts(column):
        notes.append("the first column has no title and counts the rows, so it names them")
        return ["", *first]
    return first


def _counts_columns(names, first, body, numeric):
    """0, 1, 2, … over numbers that are not whole: pandas' own names of columns; or years."""
    broken = any(re.search(r"[.,]\d*[1-9]", row[i]) for _, row in body for i in numeric)
    whole = all(re.fullmatch(r"\d+", name) for name in names)
    if not (broken and whole and len(names) > 1):
        return False
    steps = np.diff([int(name) for name in names])
    return bool((steps == 1).all()) and (len(names) > 2 or len(first) > len(names))


def _counts(column):
    """0, 1, 2, … or 1, 2, 3, …"""
    return any(column == [str(i + k) for i in range(len(column))] for k in (0, 1))


def _refuse_ragged(header, body):
    for line, row in body:
        if len(row) != len(header):
            more = "more" if len(row) > len(header) else "fewer"
            raise ValueError(
                f"line {line} has {len(row)} cell(s), {more} than the {len(header)} of the first "
                "line; correct it (a comma in a name or number wants quotes around the cell)"
            )


# ------------------------------------------------------------------ the table, and its names


def _value(cell, mark):
    """A float, NaN for what is missing, None for text."""
    return float("nan") if cell.lower() in MISSING else _number(cell, mark)


def _parsed(header, rows, mark, notes):
    """A DataFrame; a column of numbers is one of floats, and of text it holds what stands there."""
    import pandas as pd

    names = _told_apart([name or f"column {i}" for i, name in enumerate(header, 1)], notes)
    columns = {}
    for place, name in enumerate(names):
        cells = [row[place] for row in rows]
        values = [_value(cell, mark) for cell in cells]
        pairs = zip(values, cells, strict=True)
        mixed = [cell if value is None else value for value, cell in pairs]
        columns[name] = pd.Series(mixed, dtype=float if None not in values else object)
    table = pd.DataFrame(columns)
    table.attrs["first"] = [row[0] for row in rows], header[0]
    return table


def _told_apart(names, notes):
    """Names of columns that repeat get a number."""
    seen, told = {}, []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    if twice := [name for name, times in seen.items() if times > 1]:
        notes.append(f"more than one column is called {twice[0]!r}; they are numbered")
    return told


def _with_names(table, notes):
    """The column that names the rows becomes the index; what is no measurement is told."""
    (column, title), first = table.attrs.pop("first"), table.columns[0]
    words = sum(_number(cell, ".") is None for cell in column)
    text = table[first].dtype == object and words >= len(column) / 2
    guessed = _identifies(title, column)
    if table.shape[1] > 1 and (text or not title or guessed):
        guess = f"column {title!r} counts or names the rows, so it is no coordinate"
        index = _unique(column, title, [] if text or not title else [guess], notes)
        table = table.drop(columns=first).set_axis(index, axis=0)
    else:
        table = table.set_axis(range(1, len(table) + 1), axis=0)
    for name in table.columns:
        _tell_of(table[name], name, notes)
    return table


def _identifies(title, column):
    """Whole numbers under a title such as "id", or numbers that count the rows."""
    whole = all(re.fullmatch(r"\d+", cell) for cell in column)
    return whole and bool(ID.match(title) or _counts(column))


def _unique(names, title, guess, notes):
    """The names; or the rows' numbers, if some names repeat."""
    names = [name or f"row {i}" for i, name in enumerate(names, 1)]
    if len(set(names)) == len(names):
        notes.extend(guess)
        return [int(name) if re.fullmatch(r"0|[1-9]\d{0,15}", name) else name for name in names]
    often = max(set(names), key=names.count)
    notes.append(
        f"{f'column {title!r}' if title else 'the first column'} names {names.count(often)} rows "
        f"{often!r}, so it is left out, and rows are numbered"
    )
    return range(1, len(names) + 1)


def _tell_of(column, name, notes):
    """A column that is the same everywhere, or that numbers the rows, somewhere in the middle."""
    if column.dtype != float or not len(column):
        return
    if column.nunique(dropna=False) == 1:
        notes.append(f"column {name!r} is {column.iloc[0]:g} in every row, and changes no distance")
    elif _identifies(name, [f"{value:.17g}" for value in column]):
        notes.append(
            f"column {name!r} seems to number the rows; if it is no measurement, leave it out"
        )
