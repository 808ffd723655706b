"""A worksheet as PDF, A4: tables with blanks, the same bytes each time."""

from io import BytesIO

import matplotlib.pyplot as plt
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.patches import Rectangle

from .page import INK

PAPER, HEAD, LINE, ROW = (8.27, 11.69), 0.65, 0.2, 0.265  # inches
LEFT, TOP, BOTTOM, COLUMN = 0.8, 0.6, 0.5, 1.02


def pdf(title, steps, key):
    """steps: (step, the line under it), a table each  ->  the bytes of the PDF."""
    file = BytesIO()
    told = {"Title": title, "CreationDate": None, "Creator": None, "Producer": None}
    with PdfPages(file, metadata=told) as pages:
        sheets = list(_sheets(steps))
        for place, sheet in enumerate(sheets, start=1):
            ax = _paper(f"{title}  ·  {place} of {len(sheets)}")
            y = PAPER[1] - TOP
            if place == 1:
                y = _head(ax, title, key, y)
            for step, last in sheet:
                y = _draw(ax, step, last, key, y)
            pages.savefig(ax.figure)
            plt.close(ax.figure)
    return file.getvalue()


def _height(step, last):
    lines = 1.5 + len(step.words.split("\n")) + bool(last)
    return LINE * lines + ROW * (len(step.rows) + 1) + 0.22


def _sheets(steps):
    """As many tables a page as there is room for."""
    sheet, room = [], PAPER[1] - TOP - BOTTOM - HEAD
    for step, last in steps:
        if _height(step, last) > room:
            yield sheet
            sheet, room = [], PAPER[1] - TOP - BOTTOM
        sheet.append((step, last))
        room -= _height(step, last)
    yield sheet


def _paper(foot):
    ax = plt.figure(figsize=PAPER).add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, PAPER[0]), ylim=(0, PAPER[1]))
    ax.axis("off")
    ax.text(PAPER[0] / 2, 0.3, foot, ha="center", fontsize=7.5, color="#666666")
    return ax


def _head(ax, title, key, y):
    ax.text(LEFT, y, title, fontsize=15, weight="bold", color=INK, va="top")
    if not key:
        ax.text(LEFT, y - 0.36, f"Name {28 * '_'}   Date {14 * '_'}", fontsize=9, va="top")
    return y - HEAD


def _draw(ax, step, last, key, y):
    ax.text(LEFT, y, step.title, fontsize=11, weight="bold", color=INK, va="top")
    y -= 1.25 * LINE
    for line in step.words.split("\n"):
        ax.text(LEFT, y, line, fontsize=8.5, color=INK, va="top")
        y -= LINE
    y = _row(ax, y, "", [(name, None) for name in step.head])
    for name, cells in step.cells(key):
        y = _row(ax, y, name, cells)
    if last:
        ax.text(LEFT, y - 0.07, last, fontsize=8.5, color=INK, va="top")
        y -= LINE
    return y - 0.22 - 0.25 * LINE


def _row(ax, y, name, cells):
    """A row of boxes; what the reader is to find stands on a light ground, and bold."""
    middle = {"va": "center_baseline", "ha": "center", "fontsize": 9, "color": INK}
    ax.text(LEFT + 0.25, y - ROW / 2, name, weight="bold", **middle)
    for place, (text, yours) in enumerate(cells):
        x = LEFT + 0.5 + place * COLUMN
        ground = "#EEEEEE" if yours is None else "#FFFBE6" if yours else "white"
        ax.add_patch(Rectangle((x, y - ROW), COLUMN, ROW, fc=ground, ec="#999999", lw=0.7))
        ax.text(x + COLUMN / 2, y - ROW / 2, text, weight="bold" if yours else None, **middle)
    return y - ROW
