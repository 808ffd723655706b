"""python -m teachsne: the walk through t-SNE, on five points or on a small table of yours;
python -m teachsne grade: a class's copies of a lesson."""

import argparse
import os
import sys
import warnings
from pathlib import Path

MOST_ROWS = 1000
MOST_BYTES = 10_000_000


class OneLine(argparse.ArgumentParser):
    """Bad input gets one line, and exit status 2."""

    def error(self, message):
        self.exit(2, f"teachsne: {message}\n")


def parser():
    options = OneLine(
        prog="python -m teachsne",
        description="Print t-SNE's whole computation on a few points, number by number. "
        "Without options: the five points A-E, beside the tables that their source printed.",
        epilog="The lessons explain each step; see tutorials/ in the repository. For teachers: "
        "python -m teachsne grade --help.",
    )
    options.add_argument(
        "--perplexity",
        type=float,
        metavar="P",
        help="effective number of neighbours, from 1 to below n - 1 "
        "(default: 3 for the five points, (n - 1)/3 but at most 30 for your data)",
    )
    options.add_argument(
        "--data",
        metavar="FILE.csv",
        help="a table as a spreadsheet saves it (CSV; also with tabs or semicolons), with a header "
        "and an optional first column of names; what had to be guessed is told on stderr. All "
        f"rows are used (at most {MOST_ROWS}), the first 12 are shown",
    )
    return options


def load(path):
    """A file as a table of numbers with named rows; what was guessed is told as a note."""
    from .datasets.spreadsheet import read_table
    from .warn import warn_user

    if (size := Path(path).stat().st_size) > MOST_BYTES:
        raise ValueError(f"{path} has {size / 1e6:.0f} MB; the walk takes up to 10 MB")
    table, notes = read_table(path, MOST_BYTES)
    for note in notes:
        warn_user(note)
    if not 3 <= len(table) <= MOST_ROWS:
        raise ValueError(f"{path} has {len(table)} row(s); the walk takes 3 to {MOST_ROWS}")
    return table


def lines(options):
    import teachsne as ts

    from .course.walkthrough import walk
    from .steps.perplexity import usual_perplexity

    X = load(options.data) if options.data else ts.five_points()
    usual = 3.0 if options.data is None else usual_perplexity(len(X))
    perplexity = usual if options.perplexity is None else options.perplexity
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return walk(X, perplexity, documented=options.data is None, colour=colour)


def main(arguments=None):
    arguments = sys.argv[1:] if arguments is None else arguments
    sys.stdout.reconfigure(encoding="utf-8")
    if arguments[:1] == ["grade"]:
        from .course.grading.grade import main as grade

        return grade(arguments[1:], OneLine)
    options = parser().parse_args(arguments)
    try:
        with warnings.catch_warnings(record=True) as notes:
            warnings.simplefilter("always")
            text = "\n".join(lines(options))
        print(text)
        for note in notes:
            print(f"note: {note.message}", file=sys.stderr)
    except BrokenPipeError:  # the reader has seen enough: `make walk | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, TypeError) as error:
        name = f"{Path(options.data).name}: " if options.data else ""
        parser().error(name + " ".join((getattr(error, "strerror", None) or str(error)).split()))


if __name__ == "__main__":
    main()
