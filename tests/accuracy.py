"""How exact is it? Every promise beside what is achieved, against 50 digits.

    python tests/accuracy.py      writes ACCURACY.md

`tests/test_accuracy.py` holds the same numbers against the same promises. An error is
measured in the promise's own unit, which is written beside it; differences are taken in 50 digits.
"""

import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import oracle
from helpers import COUSINS, EPS, cloud, errors, floats, relative
from oracle import mpf

import teachsne as ts
from teachsne.aligned.penalty import AlignedObjective, AlignmentPenalty
from teachsne.contrastive.losses import KERNELS, batch_loss, batch_loss_gradient
from teachsne.fast.objectives import ExactObjective

PAGE = Path(__file__).parent.parent / "ACCURACY.md"
SIZES = ((5, (1e-8, 1e-3, 1.0, 1e3, 1e8)), (12, (1e-8, 1e8)))  # points, and their scales
MOST = 50  # points, once
BAR = r"\|"  # in a cell of a table
PROMISES = {  # what -> (the bound, its unit, in words)
    "distances": (1e-14, "relative"),
    "p(j|i) at a given σ": (30, "eps (10 + |ln p|) p"),
    "σ": (1e-10, "relative"),
    "attained perplexity": (1e-10, "relative"),
    "joint P": (1e-15, "relative, to its own rows"),
    "Q, Student": (1e-13, "relative"),
    "Q, heavy tails": (1e-13, "relative"),
    "Q, Gaussian": (1e-13, "relative, times the largest d²/2σ² or 1"),
    "KL": (1e-13, "Σ p |ln p/q|"),
    "gradient": (1e-13, "sum of its absolute terms"),
    "loss of a yoke": (1e-13, "Σ p |ln p/q| and the springs"),
    "gradient of a yoke": (1e-13, "sum of its absolute terms"),
    "contrastive losses": (1e-14, "relative"),
    "contrastive slopes": (1e-13, "relative, each pair's"),
    "P, from the points": (1e-12, "the largest p"),
    "KL, from the points": (1e-12, "Σ p |ln p/q|"),
    "gradient, from the points": (1e-12, "sum of its absolute terms"),
}


def kind_of(name):
    kernel = COUSINS[name][0]
    gaussian = kernel == "gaussian" or isinstance(kernel, ts.gaussian)
    tails = not gaussian and kernel != "student"
    return "Q, Gaussian" if gaussian else "Q, heavy tails" if tails else "Q, Student"


def targets(n):
    """Perplexities, from low to next to all."""
    return (1.2, n / 2, n - 1.1)


@cache
def data(n, scale):
    """Points, their d² exactly, and both again as the oracle has them."""
    X = cloud(n, 3, scale, seed=n)
    exact = oracle.squared_distances(oracle.table(X))
    return X, ts.squared_distances(X), exact


@cache
def exact_rows(n, scale, target):
    """The oracle's σ and p(j|i), from the points on."""
    exact = data(n, scale)[2]
    sigmas = oracle.find_sigmas(exact, target)
    return sigmas, oracle.conditional_probabilities(exact, sigmas)


def of_distances(n, scale):
    X, D2, exact = data(n, scale)
    roots = [[oracle.sqrt(d2) for d2 in row] for row in exact]
    yield "distances", max(relative(D2, exact), relative(ts.distances(X), roots))


def of_rows(n, scale, target):
    """p(j|i) and perplexity at the σ that was found, and the joint p of these rows."""
    D2 = data(n, scale)[1]
    given, sigmas = oracle.table(D2), ts.find_sigmas(D2, target)
    P = ts.conditional_probabilities(D2, sigmas)
    truth = oracle.conditional_probabilities(given, [mpf(float(s)) for s in sigmas])
    p, wrong = floats(truth).ravel(), errors(P, truth)
    p, wrong = p[p > 1e-300], wrong[p > 1e-300]
    yield "p(j|i) at a given σ", (wrong / (EPS * (10 + abs(np.log(p))) * p)).max()
    yield "attained perplexity", relative(np.full(n, target), oracle.perplexity(truth))
    exact = oracle.joint_probabilities(oracle.table(P))
    yield "joint P", relative(ts.joint_probabilities(P), exact)


def aim_at(n, normalize, target=None):
    D2 = data(n, 1.0)[1]
    P = ts.conditional_probabilities(D2, ts.find_sigmas(D2, target or n / 3))
    return P if normalize == "rows" else ts.joint_probabilities(P)


def of_map(name, n, spread):
    """Q, KL and the gradient of one cousin, from a map and a P that are given."""
    kernel, normalize, exact = COUSINS[name]
    P, Y = aim_at(n, normalize), cloud(n, 2, spread, seed=1)
    Q = ts.similarities(Y, kernel, normalize)
    given = oracle.table(P), oracle.table(Y)
    truth = oracle.similarities(given[1], exact, normalize)
    yield kind_of(name), _of_q(name, Y, Q, truth)
    yield "KL", _of_kl(ts.kl_divergence(P, Q), given[0], oracle.table(Q))
    slope = ts.kl_gradient(P, Y, kernel, normalize)
    yield "gradient", _of_slope(slope, *given, exact, normalize)


def _of_q(name, Y, Q, truth):
    theirs = np.array(truth, dtype=object)
    seen = theirs.astype(float) > 1e-300
    width = getattr(COUSINS[name][0], "sigma", 0.5**0.5)
    steep = ts.squared_distances(Y).max() / (2 * width**2) if kind_of(name) == "Q, Gaussian" else 1
    return relative(Q[seen], theirs[seen]) / max(1, steep)


def _of_kl(ours, P, Q):
    terms = oracle.kl_terms(P, Q)
    return float(abs(mpf(float(ours)) - sum(terms)) / sum(map(abs, terms)))


def _of_slope(ours, *given):
    size = floats(oracle.gradient_size(*given)).ravel()
    return (errors(ours, oracle.kl_gradient(*given)) / size).max()


def of_yoke(n, lam, spread):
    """Two maps on springs: the whole loss, and its slope."""
    P = [aim_at(n, "joint", target) for target in (2, n / 2)]
    Y = np.array([cloud(n, 2, spread, seed) for seed in (1, 2)])
    yoke = AlignedObjective([ExactObjective(p) for p in P], AlignmentPenalty(lam, ((0, 1),)))
    given = [oracle.table(p) for p in P], [oracle.table(y) for y in Y], mpf(lam)
    terms = oracle.yoked_terms(*given)
    wrong = abs(mpf(float(yoke.kl(Y))) - sum(terms))
    yield "loss of a yoke", float(wrong / sum(map(abs, terms)))
    size = floats(oracle.yoked_gradient_size(*given)).ravel()
    wrong = errors(yoke.gradient(Y), oracle.yoked_gradient(*given))
    yield "gradient of a yoke", (wrong / size).max()


def of_pairs(loss, c, spread):
    """A table of pairs: an edge and five noise pairs in each row."""
    D2 = cloud(7, 6, spread, seed=3) ** 2
    terms, slopes = oracle.contrastive(oracle.table(D2), loss, mpf(c))
    yield "contrastive losses", relative([batch_loss(D2, loss, c)], [sum(terms)])
    yield "contrastive slopes", relative(batch_loss_gradient(D2, loss, c), slopes)


def of_all(n, scale, target):
    """From the points to σ, P, KL and gradient: nothing is given but the points and a map."""
    D2, Y = data(n, scale)[1], cloud(n, 2, seed=1)
    sigmas = ts.find_sigmas(D2, target)
    true_sigmas, true_rows = exact_rows(n, scale, target)
    yield "σ", relative(sigmas, true_sigmas)
    P = ts.joint_probabilities(ts.conditional_probabilities(D2, sigmas))
    truth = oracle.joint_probabilities(true_rows)
    yield "P, from the points", errors(P, truth).max() / P.max()
    Q = oracle.similarities(oracle.table(Y), oracle.student, "joint")
    yield "KL, from the points", _of_kl(ts.kl_divergence(P, ts.similarities(Y)), truth, Q)
    slope = ts.kl_gradient(P, Y)
    yield (
        "gradient, from the points",
        _of_slope(slope, truth, oracle.table(Y), oracle.student, "joint"),
    )


def everything():
    """(what, error) of each case in turn."""
    for n, scales in SIZES:
        for scale in scales:
            yield from of_distances(n, scale)
            for target in targets(n):
                yield from of_rows(n, scale, target)
                yield from of_all(n, scale, target)
        for name in COUSINS:
            for spread in (1e-4, 1.0, 2.0 if kind_of(name) == "Q, Gaussian" else 30.0):
                yield from of_map(name, n, spread)
        for lam in (1e-6, 1e-2):
            yield from of_yoke(n, lam, 3.0)
    for loss in KERNELS:
        for c in (1e-6, 0.3, 1.0, 1e6):
            for spread in (1e-2, 1.0, 30.0):
                yield from of_pairs(loss, c, spread)
    yield from of_distances(MOST, 1.0)
    for target in targets(MOST):
        yield from of_rows(MOST, 1.0, target)
    yield from of_map("t-SNE", MOST, 10.0)


@cache
def achieved():
    """The largest error of each promise, and how many cases it is the largest of."""
    found = {what: [] for what in PROMISES}
    for what, error in everything():
        found[what].append(error)
    return {what: (max(of), len(of)) for what, of in found.items()}


HEAD = """# How exact the numbers are

Every formula is computed twice: by the package in double precision, and by
[tests/oracle.py](tests/oracle.py) with 50 digits. The table says what is promised and the largest
error found, each in the unit that stands beside it. Points: 5, 12 and 50 of them, in units of
1e-8 to 1e8; perplexities 1.2 to n − 1.1; maps of the size 1e-4 (a start) to 30 (at rest), and
to 2 for Gaussians; all kernels, and both ways to sum.

`make accuracy` writes this page; a test holds the promises, and this page to them.

| what | promised | achieved | unit | cases |
|---|---|---|---|---|
"""


def page(found):
    rows = (
        [what, f"{bound:g}", f"{found[what][0]:.1g}", unit, str(found[what][1])]
        for what, (bound, unit) in PROMISES.items()
    )
    lines = (" | ".join(cell.replace("|", BAR) for cell in row) for row in rows)
    return HEAD + "".join(f"| {line} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(achieved()), encoding="utf-8")
    print(f"wrote {PAGE.name}")
