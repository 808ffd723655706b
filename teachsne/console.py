"""Tables for a terminal of 80 columns: a computed one, and a printed one with marks beside it."""

import numpy as np

MARKS = {"input": " ", "exact": "=", "recipe": "~", "erratum": "!", "missed": "?"}
COLOURS = {" ": "0", "=": "32", "~": "36", "!": "33", "?": "31", "bold": "1"}
SHOWN = 12  # rows of a table
WIDTH = 80


def painter(colour):
    """(text, name) -> the text in that colour, or as it is where there is no terminal."""
    return lambda text, name: f"\x1b[{COLOURS[name]}m{text}\x1b[0m" if colour else text


def table(frame, decimals=3, names=True):
    """A numeric table as lines: the first rows and columns that fit, names cut to 6 letters."""
    values = np.round(frame.to_numpy(dtype=float)[:SHOWN], decimals) + 0.0  # no minus zero
    width = max(7, *(len(f"{value:.{decimals}f}") + 1 for value in values.ravel()))
    fit = (WIDTH - 8) // width
    labels = [f"  {str(name)[:6]:<6}" if names else "" for name in ["", *frame.index[:SHOWN]]]
    cells = ["".join(f"{str(name)[: width - 1]:>{width}}" for name in frame.columns[:fit])]
    cells += ["".join(f"{value:{width}.{decimals}f}" for value in row[:fit]) for row in values]
    return [label + line for label, line in zip(labels, cells, strict=True)]


def marked(entries, paint):
    """A printed table of the ledger as lines, each number with its mark."""
    lines = ["".join(f"{name:>6} " for name in dict.fromkeys(entries.column))]
    for _, row in entries.groupby("row", sort=False):
        cells = zip(row.printed, row.status.map(MARKS), strict=True)
        lines += ["".join(f"{number:6.3f}{paint(mark, mark)}" for number, mark in cells)]
    return lines


def beside(left, right):
    """Two tables side by side, ours at the left."""
    width = max(map(len, left))
    return [f"{a:<{width}} |{b}".rstrip() for a, b in zip(left, right, strict=True)]
