"""The walk: t-SNE's whole computation on a few points, number by number, as lines of text.

For the five points of the web page each table stands beside the printed one.
"""

from itertools import islice

import numpy as np
import pandas as pd

import teachsne as ts

from ..datasets.files import read, written_start
from ..steps.gradient import central_differences
from ..tsne.initialization import pca_embedding
from .sources.five_points_rounding import SIGMA
from .sources.ledger import World, accounted, expected_entries
from .terminal import MARKS, SHOWN, WIDTH, beside, cut, marked, pad, painter, short, table

STEPS = 10
MOMENTUM = 0.5


def walk(X, perplexity, documented=False, colour=False):
    """Yield the walk's lines for the table X (n, p); documented: X is the five points."""
    story = Walkthrough(X, perplexity, documented, painter(colour))
    yield from story.head()
    for step in (
        story.points,
        story.distances,
        story.widths,
        story.joint,
        story.map_q,
        story.divergence,
        story.gradient,
        story.descent,
        story.close,
    ):
        yield ""
        yield from step()


class Walkthrough:
    """Everything the walk computes, once; then a chapter a method."""

    def __init__(self, X, perplexity, documented, paint):
        self.full, self.names = X.index, short(X.index)  # the same short name in every table
        self.X, self.target, self.paint = X.set_axis(self.names), perplexity, paint
        self.n = len(X)
        self.digits = 3 + int(np.log10(self.n**2 / 2))  # of numbers that sum to 1
        self.entries = ts.ledger("five points") if documented else None
        self.world = World() if documented else None
        self.D2 = self.frame(np.asarray(ts.squared_distances(X)))  # told by full names
        self.sigmas = ts.find_sigmas(self.D2, perplexity)
        self.rows = ts.conditional_probabilities(self.D2, self.sigmas)
        self.P = ts.joint_probabilities(self.rows)
        self.Y = self.frame(self.world.layout if documented else pca_embedding(X), ["y1", "y2"])
        self.start = written_start() if documented else self.Y

    def frame(self, values, columns=None):
        return pd.DataFrame(
            values, index=self.names, columns=self.names if columns is None else columns
        )

    def title(self, number, text, formula=""):
        yield self.paint(f"{number}  {text}", "bold") + (f"   {formula}" if formula else "")

    def compare(self, frame, name):
        """Ours beside the printed table `name`, or ours alone."""
        if self.entries is None:
            yield from table(frame)
            return
        entries = self.entries[self.entries.table == name]
        yield from beside(table(frame), marked(entries, self.paint))

    def count(self, *names):
        part = self.entries[self.entries.table.isin(names)]
        return f"{accounted(part)} of {len(part)}"

    def head(self):
        yield self.paint(f"t-SNE on {self.n} points, step by step", "bold")
        if self.entries is not None:
            yield "Left: computed in full precision. Right: as the web page printed it, marked"
            yield "  = reproduced to the digit     ~ reproduced through the source's own rounding"
            yield "  ! an erratum, explained       ? not reproduced"
        elif self.n > SHOWN:
            yield f"All {self.n} points are used; shown are {SHOWN} rows and the columns that fit."

    def points(self):
        yield from self.title(0, "The points", "x_i, a row each")
        yield from table(self.X)
        for name, full in list(zip(self.names, self.full, strict=True))[:SHOWN]:
            if name[:1] in "…#" and name != str(full):
                yield cut(f"  {pad(name, 6)}  is {full}", WIDTH)

    def distances(self):
        yield from self.title(1, "Distances", "d_ij = sqrt(sum_k (x_ik - x_jk)^2)")
        yield from self.compare(np.sqrt(self.D2), "distances")
        if self.entries is not None:
            yield f"  Printed again as a list from A: {self.count('distances_from_A')}."

    def widths(self):
        yield from self.title(
            2, "Sigma search", "p(j|i) = exp(-d_ij^2 / 2 s_i^2) / (sum of its row)"
        )
        if self.entries is not None:
            yield from self.printed_widths()
        yield f"  The width at which each point has {self.target:g} effective neighbours:"
        found = ts.perplexity(self.rows)
        yield from table(pd.DataFrame([self.sigmas, found], index=["sigma", "perp."]), 4)
        yield from self.bisection(found)
        yield "  p(j|i) at these widths:"
        yield from table(self.rows)

    def printed_widths(self):
        P = self.frame(self.world.P)
        yield f"  One width for all, sigma = {SIGMA}; no search made this table:"
        yield from self.compare(P, "P")
        effective = "  ".join(f"{name} {value:.3f}" for name, value in ts.perplexity(P).items())
        yield f"  Perplexities, of at most 4:  {effective}"
        yield "  Row A, step by step: its distances, normal densities there, and their shares:"
        yield from self.compare(self.row_steps(self.world.row_A()), "row_A_data")
        yield "  ~ the source rounds distance, density and share in turn; so does the check."
        yield f"  Printed again as a list P_A: {self.count('P_A')}."

    def row_steps(self, values):
        return pd.DataFrame(values, index=["dist.", "dens.", "norm."], columns=self.names)

    def bisection(self, found):
        reached = abs(found - self.target) < 1e-6
        if not reached.any():
            return
        name = found.index[reached][0]
        row = np.flatnonzero(found.index == name)[0]
        others = np.delete(self.D2.to_numpy()[row], row)
        tries = pd.DataFrame(ts.bisect_sigma(others, self.target), columns=["sigma", "perp."]).T
        yield f"  The search for {name} by bisection, the first of {tries.shape[1]} tries:"
        yield from table(tries.set_axis(tries.columns + 1, axis=1), 4)

    def joint(self):
        yield from self.title(
            3, "Joint P", f"p_ij = (p(j|i) + p(i|j)) / 2n, sum {self.total(self.P)}"
        )
        yield from table(self.P, self.digits)

    def total(self, P):
        return f"{P.to_numpy().sum():.4f}"

    def map_q(self):
        yield from self.title(4, "Q on a map", "q_ij = w_ij / sum w,  w = 1 / (1 + d_ij^2)")
        if self.entries is not None:
            yield from self.printed_map()
        else:
            yield "  A first map: two principal components, the first with standard deviation 1."
            yield from table(self.Y)
        yield "  t-SNE's q_ij, over all pairs:"
        yield from table(ts.similarities(self.Y), self.digits)

    def printed_map(self):
        yield "  The source drew a map and did not print it. Recovered from its 28 numbers:"
        yield from table(self.Y.T)
        yield "  Row A, Student-t as its caption says (left), and as printed:"
        yield from self.compare(self.row_steps(self.world.row_A_map()), "row_A_map")
        yield "  ! no t density exceeds 0.399, and 0.771 is printed: it is a Gaussian's."
        yield f"  All rows, Gaussian with sigma = {SIGMA}, rounded as the source rounds:"
        printed = self.entries[self.entries.row.str.startswith("Q_")]
        yield from beside(table(self.frame(self.world.map_made[2])), marked(printed, self.paint))
        yield "  Student-t rows, as meant (left), and how far the print is off:"
        meant = ts.similarities(self.Y, "student", "rows")
        yield from beside(table(meant), table(printed_p_and_q()[1] - meant, names=False))

    def divergence(self):
        yield from self.title(5, "KL divergence", "KL(P||Q) = sum p log(p / q)")
        if self.entries is not None:
            P, Q = printed_p_and_q()
            bits = ts.kl_divergence(P, Q, base=2, axis=1)
            yield "  Of the printed rows, in bits:"
            yield "    " + "  ".join(f"{name} {value:.5f}" for name, value in bits.items())
            yield f"    sum {bits.sum():.5f} bits = {ts.kl_divergence(P, Q):.5f} nats"
        loss = ts.kl_divergence(self.P, ts.similarities(self.Y))
        yield f"  t-SNE's loss: joint P at perplexity {self.target:g}, Student Q: {loss:.5f} nats"

    def gradient(self):
        yield from self.title(6, "Gradient", "4 sum_j (p_ij - q_ij) w_ij (y_i - y_j)")
        if self.entries is not None:
            yield "  From here on a start that is written down (data/five_points_reference.json):"
            yield from table(self.start.T)
        slope = ts.kl_gradient(self.P, self.start)
        yield "  By the formula (left), and by nudging each coordinate (right):"
        nudged = self.start.iloc[:SHOWN] * 0 + self.nudged()
        yield from beside(table(slope, 5), table(nudged, 5))
        gap, largest = abs(slope - nudged).max(axis=None), abs(slope).max(axis=None)
        agree = gap < 1e-6 * largest + 1e-9  # a step of 1e-5 sees no slope below that
        words = ("agree", "below") if agree else ("DISAGREE", "above")
        yield "  They {}: largest difference {} 1e-6 of the largest entry.".format(*words)

    def nudged(self):
        """Central differences for the points that are shown; the others stay where they are."""
        Y = self.start.to_numpy()
        rest = Y[SHOWN:]
        return central_differences(lambda top: self.loss(np.vstack([top, rest])), Y[:SHOWN])

    def loss(self, Y):
        return ts.kl_divergence(self.P, ts.similarities(Y))

    def descent(self):
        rate = self.n / 5
        yield from self.title(7, "Descent", f"y <- y - {rate:g} x gradient, momentum {MOMENTUM}")
        path = ts.descend(
            lambda Y: ts.kl_gradient(self.P, Y), self.start, rate, MOMENTUM, gains=False
        )
        states = list(islice(path, STEPS + 1))
        first, last = self.names[0], self.names[-1]
        yield f"   step        KL      {pad(first, 18)}{last}"
        for state in states:
            (a, b), (c, d) = state.Y[0], state.Y[-1]
            yield (
                f"  {state.iteration:5d}  {self.loss(state.Y):8.5f}"
                f"   ({a:6.3f}, {b:6.3f})  ({c:6.3f}, {d:6.3f})"
            )

    def close(self):
        if self.entries is None:
            yield "Next: the lessons explain each step, on five points: make lab"
            return
        tally = self.entries.status.value_counts()
        counts = "   ".join(f"{mark} {word} {tally.get(word, 0)}" for word, mark in MARKS.items())
        yield self.paint("The ledger: every number printed on the web page", "bold")
        yield f"  {counts.strip()}"
        also = self.count("P_and_Q", "iris_head")
        yield f"  In it, too: the final table of P and Q, and the head of Iris ({also})."
        yield f"  Reproduced or explained: {accounted(self.entries)} of {expected_entries()}."
        yield "Next: `make lab` opens the lessons; begin with 00_start_here"


def printed_p_and_q():
    """The final table's P and Q, five rows each, named by their points."""
    both = read("five_points_P_and_Q")
    return [both.iloc[start::2].set_axis(both.columns) for start in (0, 1)]
