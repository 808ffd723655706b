"""The table in GUIDE.md, counted from the lessons themselves: what `make lessons` refreshes.

python tutorials/guide.py
"""

import re
from pathlib import Path

import nbformat

from teachsne.course.grading.lessons import questions

HERE = Path(__file__).parent
GUIDE = HERE.parent / "GUIDE.md"
OPENS, CLOSES = "<!-- counted -->", "<!-- /counted -->"
HEAD = (
    "| lesson | minutes | cells | predictions | exercises | pictures | longest text | score |\n"
    "|---|---|---|---|---|---|---|---|"
)


def counted(path):
    """What a lesson holds, by name; its pictures without the strip of the seven steps."""
    cells = nbformat.read(path, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    shown = sum("<img" in output.get("data", {}).get("text/html", "") for output in outputs)
    time = re.search(r"\*\*Time\*\* (twice )?(\d+) minutes", text)
    return {
        "title": re.search(r"^# (.*)$", text, flags=re.M)[1],
        "objectives": re.search(r"\*\*You will\*\*(.*)", text)[1].count("·") + 1,
        "sittings": 2 if time[1] else 1,
        "minutes": int(time[2]),
        "cells": len(cells),
        "predictions": text.count("**Predict.**"),
        "exercises": len(questions(path)),
        "pictures": shown - code.count("plots.steps("),
        "longest": max(len(part.split()) for part in re.split(r"\n\n+|\n(?=[|*\-\d])", text)),
    }


def score(told):
    """Four points: a try an objective, a short sitting, a picture an idea, no wall of text."""
    return (
        (told["predictions"] + told["exercises"] >= told["objectives"])
        + (told["minutes"] <= 40)
        + (told["pictures"] >= told["objectives"])
        + (told["longest"] <= 130)
    )


def table():
    rows = [HEAD]
    for path in sorted(HERE.glob("[0-9]*.ipynb")):
        told = counted(path)
        time = f"{'2 × ' if told['sittings'] == 2 else ''}{told['minutes']}"
        number = "" if told["title"][:2].isdigit() else path.stem[:2] + " "
        cells = [f"[{number}{told['title']}](tutorials/{path.name})", time, told["cells"]]
        cells += [told["predictions"], told["exercises"]]
        cells += [f"{told['pictures']} for {told['objectives']}", told["longest"], score(told)]
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join([OPENS, *rows, CLOSES])


if __name__ == "__main__":
    old = f"{re.escape(OPENS)}.*?{re.escape(CLOSES)}"
    GUIDE.write_text(re.sub(old, lambda _: table(), GUIDE.read_text(), flags=re.S))
    print("GUIDE.md: the lessons, counted")
