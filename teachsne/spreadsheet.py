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
NAMES = {"", "id", "ids", "obs", "index", "identifier", "name", "names", "label", "labels", "row"}
NAMES |= {"key", "no", "no.", "nr", "nr.", "number", "observation", "sample", "case", "#", "rownames"}
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
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|[+-]?inf(inity)?$", re.I)
WITH_COMMA = re.compile(r"[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?$")
GROUPED = {  # the decimal mark -> numbers with thousands separated: 1,234.5 and 1.234,5 and 1 234
    ".": re.compile(r"[+-]?\d{1,3}([,'’]\d{3})+(\.\d+)?$|[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+(\.\d+)?$"),
    ",": re.compile(r"[+-]?\d{1,3}([.'’]\d{3})+(,\d+)?$|[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+(,\d+)?$"),
}


class Spreadsheet(NamedTuple):
    """The table, whose index names the rows, and what had to be guessed, a sentence each."""

    table: object
    notes: list


def read_table(path):
    """A file as a table of numbers with named rows.   ->  Spreadsheet"""
    text, notes = _text(Path(path))
    numbered, separator = _rows(text)
    mark = _decimal_mark([row for _, row in numbered], separator)
    if separator != "," or mark != ".":
        told = {"\t": "a tab", " ": "spaces"}.get(separator, f"'{separator}'")
        told += f", and '{mark}' is the decimal mark" if mark != "." else ""
        notes.append(f"columns are separated by {told}")
    header, body = _header(numbered, mark, notes)
    _refuse_ragged(header, body)
    table = _parsed(header, [row for _, row in body], mark, notes)
    return Spreadsheet(_named(table, notes), notes)


# ------------------------------------------------------------------ bytes, text, lines


def _text(path):
    """The file as text, and a note where its encoding was guessed."""
    if path.is_dir():
        raise ValueError("is a folder; give one file, a table as CSV")
    raw = path.read_bytes()
    for start, kind in KINDS.items():
        if raw.lstrip(b" \r\n\xef\xbb\xbf").startswith(start):
            raise ValueError(f"is {kind}")
    if not raw.strip():
        raise ValueError("is empty: No columns to parse from file; a header and some rows are needed")
    text, notes = _decoded(raw)
    if any(ord(letter) < 32 and letter not in "\t\n\r\f\x1a" for letter in text[:100_000]):
        raise ValueError(f"is no text, but binary data; {SAVE}")
    return text.replace("\x1a", ""), notes


def _decoded(raw):
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(raw, "utf-16"), []
    for encoding, zeros in (("utf-16-le", raw[1:400:2]), ("utf-16-be", raw[:400:2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros):
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


def _rows(text):
    """[(line number, cells)], and the separator: that which cuts most lines alike."""
    told = re.match(r"\s*sep=(.)\r?\n", text)  # Excel's own word for it
    if told:
        text = "\n" + text[told.end() :]
    found = {sep: _split(text, sep) for sep in ([told[1]] if told else ",;\t| ")}
    separator = max(found, key=lambda sep: _evenness(sep, found[sep]))
    if not found[separator]:
        raise ValueError("is empty: it has no line that is not blank or a comment")
    return found[separator], separator


def _split(text, separator):
    """The lines' cells with their numbers; blank lines, comments and columns of nothing go."""
    how = {"delimiter": separator, "skipinitialspace": True}
    reader, rows, start = csv.reader(io.StringIO(text, newline=""), **how), [], 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while separator == " " and cells and not cells[-1]:
                cells.pop()
            if any(cells) and not cells[0].startswith("#") or cells[0:1] == ["#"]:
                rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num} cannot be read: {error}") from None
    width = max((i for _, row in rows for i, cell in enumerate(row, 1) if cell), default=0)
    return [(line, row[:width] if len(row) > width else row) for line, row in rows]


def _evenness(separator, rows):
    """How well a separator cuts: more than one column, and as many in every line."""
    widths = [len(row) for _, row in rows]
    if not widths or max(widths) < 2:
        return 0.0, 0
    usual = max(set(widths), key=widths.count)
    cells = [cell for _, row in rows[1:] for cell in row]
    whole = sum(_plain_number(cell, "either") for cell in cells) / max(1, len(cells))
    even = widths.count(usual) / len(widths) if usual > 1 else 0
    return even * (0.2 + whole), ",;\t| "[::-1].find(separator)


# ------------------------------------------------------------------ numbers and the header


def _plain_number(cell, mark):
    marks = (".", ",") if mark == "either" else (mark,)
    return any(
        (NUMBER if one == "." else WITH_COMMA).match(cell) or GROUPED[one].match(cell)
        for one in marks
    )


def _decimal_mark(rows, separator):
    """A comma, where it stands in numbers that a point cannot explain."""
    if separator == ",":
        cells = [cell for row in rows[1:] for cell in row if "," in cell]
        if not cells or any(NUMBER.match(cell) and "." in cell for row in rows for cell in row):
            return "."
    cells = [cell for row in rows[1:] for cell in row]
    commas = sum(bool("," in cell and _plain_number(cell, ",")) for cell in cells)
    points = sum(bool("." in cell and _plain_number(cell, ".")) for cell in cells)
    if commas and all(GROUPED["."].match(c) for c in cells if "," in c and _plain_number(c, ",")):
        return "," if points == 0 and separator != "," and _only_commas(cells) else "."
    return "," if commas > points else "."


def _only_commas(cells):
    """Every number has its comma and three digits: 0,123 and 1,234 are decimals then."""
    return any(re.match(r"[+-]?0,\d", cell) for cell in cells)


def _header(numbered, mark, notes):
    """The names of the columns, and the rows below them."""
    (_, first), body = numbered[0], numbered[1:]
    numbers = [_plain_number(cell, mark) for cell in first]
    if all(numbers) and not _steps(first) or (sum(numbers) and numbers[1:] == [True] * (len(numbers) - 1) and body and not _steps(first[1:]) and not first[0].lower() in NAMES):
        notes.append(
            "the first line holds numbers, so it is a point and not a header; columns are "
            "named x1, x2, …"
        )
        names = [f"x{i}" for i in range(1, len(first) + 1)]
        if not numbers[0]:
            names = ["", *names[:-1]]
        return names, numbered
    if body and len(first) == len(body[0][1]) - 1 and all(len(r) == len(first) + 1 for _, r in body):
        first = ["", *first]  # R's write.table has no name for the names
    return first, body
