"""Tables for a terminal of 80 columns: a computed one, and a printed one with marks beside it."""

import unicodedata

import numpy as np

MARKS = {"input": " ", "exact": "=", "recipe": "~", "erratum": "!", "missed": "?"}
COLOURS = {" ": "0", "=": "32", "~": "36", "!": "33", "?": "31", "bold": "1"}
SHOWN = 12  # rows of a table
WIDTH = 80


def painter(colour):
    """(text, name) -> the text in that colour, or as it is where there is no terminal."""
    return lambda text, name: f"\x1b[{COLOURS[name]}m{text}\x1b[0m" if colour else text


def columns_of(text):
    """How many columns of a terminal a text takes: letters of East Asia take two, accents none."""
    wide = (unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return sum(0 if unicodedata.combining(c) else 1 + w for c, w in zip(text, wide, strict=True))


def cut(text, width):
    """What of a text fits, on one line: what moves the cursor is a blank."""
    text = unicodedata.normalize("NFC", str(text))
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    while columns_of(text) > width:
        text = text[:-1]
    return text


def pad(text, width):
    return text + " " * (width - columns_of(text))


def short(names, width=6):
    """Names of at most so many columns that stay distinct: cut, or else their ends, or numbers."""
    names = [cut(name, 200) for name in names]
    ways = [
        [cut(name, width) for name in names],
        ["…" + cut(name[::-1], width - 1)[::-1] if len(name) > width else name for name in names],
        [cut(name, width // 2) + "…" + name[-(width // 2 - 1) :] for name in names],
    ]
    for way in ways:
        if len(set(way)) == len(set(names)) and max(map(columns_of, way), default=0) <= width:
            return way
    return [f"#{number}" for number in range(1, len(names) + 1)]


def table(frame, decimals=3, names=True):
    """A numeric table as lines: the first rows and columns that fit, names cut but distinct."""
    values = np.round(frame.to_numpy(dtype=float)[:SHOWN], decimals) + 0.0  # no minus zero
    kind = "f" if abs(values).max(initial=0) < 1e9 else "e"
    width = max(7, *(len(f"{value:.{decimals}{kind}}") + 1 for value in values.ravel()))
    fit = (WIDTH - 8) // width
    rows = [f"  {pad(name, 6)}" if names else "" for name in ["", *short(frame.index[:SHOWN])]]
    heads = short(frame.columns[:fit], width - 1)
    cells = ["".join(" " * (width - columns_of(name)) + name for name in heads)]
    cells += ["".join(f"{v:{width}.{decimals}{kind}}" for v in row[:fit]) for row in values]
    return [label + line for label, line in zip(rows, cells, strict=True)]


def marked(entries, paint):
    """A printed table of the ledger as lines, each number with its mark."""
    lines = ["".join(f"{name:>6} " for name in dict.fromkeys(entries.column))]
    for _, row in entries.groupby("row", sort=False):
        cells = zip(row.printed, row.status.map(MARKS), strict=True)
        lines += ["".join(f"{number:6.3f}{paint(mark, mark)}" for number, mark in cells)]
    return lines


def beside(left, right):
    """Two tables side by side, ours at the left."""
    width = max(map(columns_of, left))
    return [f"{pad(a, width)} |{b}".rstrip() for a, b in zip(left, right, strict=True)]
