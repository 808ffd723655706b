"""python -m teachsne.course.worksheet [FOLDER]: t-SNE with a pocket calculator, and its key.

Two sheets, each as HTML and as PDF. Their numbers are those of the ledger's row A, and of
data/five_points_reference.json; a blank on the worksheet is a number on the key.
"""

import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np

import teachsne as ts

from ..datasets.files import five_points, reference
from .sources.five_points_rounding import recipe

OTHERS = list("BCDE")


@dataclass(frozen=True)
class Step:
    """One table: numbers with their decimals, and which of them are blanks to fill in."""

    title: str
    words: str
    head: list[str]
    rows: list[str]
    values: np.ndarray
    decimals: list[int]
    blank: np.ndarray
    after: str = ""

    def cells(self, key):
        """Rows of (text, is it the reader's to find); a blank is empty, unless this is the key."""
        for name, values, blanks in zip(self.rows, self.values, self.blank, strict=True):
            texts = [number(v, d) for v, d in zip(values, self.decimals, strict=True)]
            shown = ["" if b and not key else t for t, b in zip(texts, blanks, strict=True)]
            yield name, list(zip(shown, blanks, strict=True))


def number(value, decimals):
    return (
        "" if np.isnan(value) else f"{round(value, decimals) + 0.0:.{decimals}f}".replace("-", "−")
    )


def steps():
    """The computation, in the lessons' order."""
    told = {k: np.array(v) for k, v in reference().items() if k != "about"}
    return [
        _distances(told),
        _printed_row(),
        _joint(told),
        _map(told),
        _divergence(told),
        _springs(told),
        _descent(told),
    ]


def given():
    """What the reader starts from: the points, and a start on the map."""
    told = reference()
    both = np.hstack([five_points().to_numpy(), told["start"]])
    nothing = np.zeros(both.shape, bool)
    head = ["x", "y", "z", "y₁", "y₂"]
    words = (
        "Five points in space (x, y, z), and where they start on the map (y₁, y₂).  "
        "Light cells are yours.\n"
        "A difference of 1 in the last decimal comes from rounding on the way."
    )
    return Step("Given", words, head, list("ABCDE"), both, [2, 2, 2, 1, 1], nothing)


def _blanks(shape, columns, worked=True):
    """These columns are blank, but for the first row, which is worked."""
    blank = np.zeros(shape, bool)
    blank[int(worked) :, columns] = True
    return blank


def _distances(told):
    X = told["points"]
    apart = X[1:] - X[0]
    d2 = told["D2"][0, 1:]
    values = np.column_stack([apart, d2, np.sqrt(d2)])
    words = "d² = Δx² + Δy² + Δz²,  and d is its root.  Row B is worked; do the others."
    head = ["Δx", "Δy", "Δz", "d²", "d"]
    blank = _blanks(values.shape, [0, 1, 2, 3, 4])
    return Step("1  Distances from A", words, head, OTHERS, values, [2, 2, 2, 4, 3], blank)


def _printed_row():
    values = np.array([table[0, 1:] for table in recipe(five_points())]).T
    values = np.vstack([values, [np.nan, values[:, 1].sum(), np.nan]])
    words = (
        "density = 0.79788 · e^(−2d²),  share = density / sum.  One width, σ = 0.5, for all, as a "
        "printed source has it.\nRound d, density and share to three decimals, each in turn."
    )
    blank = _blanks(values.shape, [1, 2])
    blank[-1, 2] = False
    after = (
        "Your shares should be the source's: 0.302 for B.  Is anybody much likelier than the rest?"
    )
    head, rows = ["d", "density", "share"], [*OTHERS, "sum"]
    return Step("2  A printed row", words, head, rows, values, [3, 3, 3], blank, after)


def _joint(told):
    p, sigma, d2 = told["p at perplexity 3"], told["sigma at perplexity 3"][0], told["D2"][0, 1:]
    weight = np.exp(-d2 / (2 * sigma**2))
    values = np.column_stack([d2, weight, p[0, 1:], p[1:, 0], told["joint at perplexity 3"][0, 1:]])
    values = np.vstack([values, [np.nan, weight.sum(), np.nan, np.nan, np.nan]])
    words = (
        f"Now a width of A's own: σ = {sigma:.4f} gives A three effective neighbours, so "
        f"2σ² = {2 * sigma**2:.5f}.\nw = e^(−d²/2σ²),  p(j|A) = w / sum,  "
        "p = (p(j|A) + p(A|j)) / 10,  since 2n = 10."
    )
    blank = _blanks(values.shape, [1, 2, 4])
    blank[-1, [2, 4]] = False
    head, rows = ["d²", "w", "p(j|A)", "p(A|j)", "p"], [*OTHERS, "sum"]
    return Step("3  Joint P", words, head, rows, values, [4, 4, 4, 4, 4], blank)


def _weights(told):
    apart = told["start"][0] - told["start"]
    return apart[1:], 1 / (1 + ts.squared_distances(told["start"]))


def _map(told):
    apart, w = _weights(told)
    total = w.sum() - len(w)
    values = np.column_stack([apart, (apart**2).sum(1), w[0, 1:], told["Q of t-SNE"][0, 1:]])
    words = (
        "Δ = A's place minus the other's, on the map.  d² = Δ₁² + Δ₂²,  w = 1 / (1 + d²),  "
        f"q = w / Z.\nZ is the sum of w over all twenty ordered pairs: Z = {total:.4f}."
    )
    head = ["Δ₁", "Δ₂", "d²", "w", "q"]
    blank = _blanks(values.shape, [0, 1, 2, 3, 4])
    return Step("4  Q on the map", words, head, OTHERS, values, [1, 1, 2, 4, 4], blank)


def _divergence(told):
    p, q = told["joint at perplexity 3"][0, 1:], told["Q of t-SNE"][0, 1:]
    part = p * np.log(p / q)
    values = np.vstack([np.column_stack([p, q, part]), [p.sum(), q.sum(), part.sum()]])
    loss = float(told["kl of t-SNE"])
    words = "Each pair adds  p · ln(p/q),  in nats.  Here for the pairs that begin with A:"
    rest = f"The other four rows add {number(loss - part.sum(), 4)}.  KL of the whole map = "
    blank = _blanks(values.shape, [0, 1, 2])
    head, rows = ["p", "q", "p · ln(p/q)"], [*OTHERS, "sum"]
    after = rest + "{" + number(loss, 4) + "}"
    return Step("5  KL", words, head, rows, values, [4, 4, 4], blank, after)


def _springs(told):
    apart, w = _weights(told)
    stiffness = (told["joint at perplexity 3"] - told["Q of t-SNE"])[0, 1:] * w[0, 1:]
    spring = 4 * stiffness[:, None] * apart
    values = np.vstack([np.column_stack([stiffness, spring]), [np.nan, *spring.sum(axis=0)]])
    words = (
        "spring = 4 · (p − q) · w · Δ,  with p of step 3, and q, w and Δ of step 4.  Positive "
        "p − q pulls, negative pushes.\nThe springs to B, D and E are given.  Find C's, and the "
        "sum, which is the slope at A."
    )
    blank = np.zeros(values.shape, bool)
    blank[1], blank[-1, 1:] = True, True
    head, rows = ["(p − q) · w", "spring₁", "spring₂"], [*OTHERS, "slope"]
    return Step("6  Springs on A", words, head, rows, values, [4, 4, 4], blank)


def _descent(told):
    start, slope = told["start"][0], told["gradient of t-SNE"][0]
    values = np.column_stack([start, slope, told["map after step 1"][0]])
    words = (
        "new = old − 1 · slope.  The learning rate is 1, and momentum has no earlier step to add."
    )
    loss = told["kl after each step"][1]
    after = f"When all five points have gone their step, KL is {number(loss, 4)}.  Did it fall?"
    blank = np.zeros(values.shape, bool)
    blank[:, 1:] = True
    head = ["old", "slope", "new"]
    return Step("7  One step of A", words, head, ["y₁", "y₂"], values, [1, 4, 4], blank, after)


def after(step, key):
    """The line under a table: what stands in braces is a blank."""
    before, brace, rest = step.after.partition("{")
    return before + (rest[:-1] if key else "________") if brace else before


STYLE = """
body { font: 11pt/1.35 sans-serif; max-width: 44em; margin: 2em auto; color: #222; }
h1 { font-size: 15pt } h2 { font-size: 12pt; margin: 1.1em 0 .2em } p { margin: .2em 0; }
table { border-collapse: collapse; margin: .4em 0; }
th, td { border: 1px solid #999; padding: .15em .6em; min-width: 4em; height: 1.5em }
td { text-align: right }
thead th { background: #eee; text-align: center } tbody th { min-width: 2.5em; text-align: center; }
td.yours { background: #fffbe6; font-weight: bold } section { break-inside: avoid; }
"""


def page(key):
    """The sheet as HTML; it needs nothing from elsewhere."""
    title = heading(key)
    parts = [_section(step, key) for step in (given(), *steps())]
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    name = "" if key else "<p>Name ______________________________ Date ______________</p>"
    body = f"<h1>{title}</h1>\n{name}\n" + "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def heading(key):
    return "t-SNE with a pocket calculator" + (": the key" if key else "")


def _section(step, key):
    head = "".join(f"<th>{escape(name)}</th>" for name in ("", *step.head))
    rows = "\n".join(_row(name, cells) for name, cells in step.cells(key))
    words = "".join(f"<p>{escape(line)}</p>" for line in step.words.split("\n"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"
    last = f"<p>{escape(after(step, key))}</p>" if step.after else ""
    return f"<section><h2>{escape(step.title)}</h2>{words}\n{table}{last}</section>"


def _row(name, cells):
    kinds = ((text, ' class="yours"' if blank else "") for text, blank in cells)
    return f"<tr><th>{name}</th>" + "".join(f"<td{k}>{t}</td>" for t, k in kinds) + "</tr>"


def main(folder="dist/worksheet"):
    from .plots.worksheet import pdf

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for key, name in ((False, "worksheet"), (True, "key")):
        (folder / f"{name}.html").write_text(page(key), encoding="utf-8")
        told = [(step, after(step, key)) for step in (given(), *steps())]
        (folder / f"{name}.pdf").write_bytes(pdf(heading(key), told, key))
    print(f"worksheet and key, HTML and PDF, in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
