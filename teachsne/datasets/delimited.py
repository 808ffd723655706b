"""A file's bytes as lines of cells: what it is, its encoding, its separator, its decimal mark.

What is no table of text (a workbook, an archive, a picture) is told by its first bytes, with
how to save it. ValueError says in one line what is wrong, and what to do.
"""

import csv
import io
import re

SEPARATORS = ",;\t| "
SAVE = "save it as CSV (comma delimited, UTF-8) and give that file"
SPACES = " \u00a0\u202f'’"  # that may stand between thousands, besides the other mark
INFINITE = re.compile(r"[+-]?inf(inity)?$", re.IGNORECASE)


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


def text_of(path, most):
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


def lines_of(text, notes):
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
    numbers = [number(cell, ".") is not None or number(cell, ",") is not None for cell in cells]
    return widths.count(_usual(widths)) / len(widths) * (0.2 + sum(numbers) / (len(cells) or 1))


def number(cell, mark):
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


def decimal_mark(cells, separator):
    """A comma, where it stands in numbers that thousands set apart by it do not explain."""
    numbers = [c for c in cells if number(c, ".") is not None or number(c, ",") is not None]
    commas = [cell for cell in numbers if "," in cell]
    thousands = all(number(cell, ".") is not None for cell in commas)
    if not commas or (thousands and (separator == "," or any("." in cell for cell in numbers))):
        return "."
    return ","
