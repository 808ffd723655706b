"""A table as spreadsheets write it, read from a file: numbers, names of rows, and what was guessed.

    text, lines     `delimited`: encoding, separator, decimal mark; comments and blanks left out
    header          a first line of numbers is no header; every row is as long, or is told
    names           which column names the rows, if one does

`read_table` gives the table and notes: a sentence for each thing that the file does not say.
ValueError says in one line what is wrong, in which line of the file, and what to do.
"""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .delimited import decimal_mark, lines_of, number, text_of

MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-", "--", ".", "#n/a", "#na", "<na>"}
ID = re.compile(
    r"(?i:(.*[\s_.-])?(id|ids|uid|uuid|identifier)|index|obs|observation|row|row_?names?|no\.|nr\.?)$"
    r"|#$|.*[a-z](Id|ID)$|Unnamed: \d+$"
)


class Spreadsheet(NamedTuple):
    """The table, whose index names the rows, and what had to be guessed, a sentence each."""

    table: object
    notes: list


def read_table(path, most=10_000_000):
    """A file of at most so many bytes as a table with named rows.   ->  Spreadsheet"""
    text, notes = text_of(Path(path), most)
    lines, separator = lines_of(text, notes)
    mark = decimal_mark([cell for _, row in lines[1:] for cell in row], separator)
    if separator != "," or mark != ".":
        told = {"\t": "a tab", " ": "spaces"}.get(separator, f"'{separator}'")
        told += f", and '{mark}' is the decimal mark" if mark != "." else ""
        notes.append(f"columns are separated by {told}")
    header, body = _header(lines, mark, notes)
    _refuse_ragged(header, body)
    table = _parsed(header, [row for _, row in body], mark, notes)
    return Spreadsheet(_with_names(table, notes), notes)


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
    if any(number(cell, ".") is None for cell in column):
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
    return float("nan") if cell.lower() in MISSING else number(cell, mark)


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
    words = sum(number(cell, ".") is None for cell in column)
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
