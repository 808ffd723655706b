"""Compute data/five_points_reference.json anew:  python tests/make_reference.py

Every step of t-SNE on the five points, in 50-digit arithmetic, written with 17 digits.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import oracle
from mpmath import mpf, nstr

import teachsne as ts

FILE = Path(__file__).parent.parent / "data" / "five_points_reference.json"
START = [[0.5, 0.1], [-0.3, 0.4], [0.2, -0.6], [-0.1, 0.3], [0.4, -0.2]]
COUSINS = {
    "SNE": (oracle.sne, "rows"),
    "symmetric SNE": (oracle.sne, "joint"),
    "lecture": (oracle.student, "rows"),
    "t-SNE": (oracle.student, "joint"),
}
STEPS, LEARNING_RATE, MOMENTUM = 10, 1.0, 0.5
ABOUT = [
    "t-SNE on the five points A to E of the web page, computed with 50 digits, written with 17.",
    "Inputs (points, start, .2, .8, .01, .5) are the doubles nearest to the decimals shown.",
    "D2: squared distances. sigma: width in exp(-d^2 / 2 sigma^2). p[i][j]: p(j|i), rows sum to 1.",
    "joint: (p(j|i) + p(i|j)) / 2n, all ordered pairs sum to 1. Perplexity is 2^H, H in bits.",
    "Q at the start map. SNE: exp(-d^2), rows. symmetric SNE: exp(-d^2), all pairs.",
    "lecture: 1/(1 + d^2), rows. t-SNE: 1/(1 + d^2), all pairs (ordered, i != j).",
    "kl and gradient are in nats, against p (rows) or joint (all pairs) at perplexity 3.",
    "descent: t-SNE, learning rate 1, momentum .5, no gains, from the start:",
    "update = momentum * update - learning_rate * gradient; y = y + update.",
]


def reference():
    """name -> value, in the order of the computation; numbers are mpf."""
    X = oracle.table(ts.five_points().to_numpy())
    Y = oracle.table(START)
    D2 = oracle.squared_distances(X)
    half = oracle.conditional_probabilities(D2, [mpf(0.5)] * 5)
    found = {"about": ABOUT, "points": X, "D2": D2}
    found |= {"p at sigma .5": half, "joint at sigma .5": oracle.joint_probabilities(half)}
    for target in (2, 3):
        sigmas = oracle.find_sigmas(D2, target)
        P = oracle.conditional_probabilities(D2, sigmas)
        found[f"sigma at perplexity {target}"] = sigmas
        found[f"p at perplexity {target}"] = P
        found[f"joint at perplexity {target}"] = oracle.joint_probabilities(P)
    found["start"] = Y
    for name, (kernel, normalize) in COUSINS.items():
        aim = found["p at perplexity 3" if normalize == "rows" else "joint at perplexity 3"]
        Q = oracle.similarities(Y, kernel, normalize)
        found[f"Q of {name}"] = Q
        found[f"kl of {name}"] = oracle.kl_divergence(aim, Q)
        found[f"gradient of {name}"] = oracle.kl_gradient(aim, Y, kernel, normalize)
    return found | descent(found["joint at perplexity 3"], Y)


def descent(P, Y):
    def slope(Y):
        return oracle.kl_gradient(P, Y, oracle.student, "joint")

    def loss(Y):
        return oracle.kl_divergence(P, oracle.similarities(Y, oracle.student, "joint"))

    maps = oracle.descend(slope, Y, STEPS, LEARNING_RATE, MOMENTUM, gains=False)
    steps = {f"map after step {k}": maps[k] for k in range(1, STEPS + 1)}
    return steps | {"kl after each step": [loss(Y) for Y in maps]}


def text(found):
    """JSON with a row of numbers a line."""

    def row(values):
        return "[" + ", ".join(nstr(v, 17, min_fixed=-9, max_fixed=17) for v in values) + "]"

    def write(value):
        if isinstance(value, mpf):
            return nstr(value, 17)
        if isinstance(value[0], mpf):
            return row(value)
        inner = [json.dumps(v) if isinstance(v, str) else row(v) for v in value]
        return "[\n    " + ",\n    ".join(inner) + "\n  ]"

    entries = [f"  {json.dumps(name)}: {write(value)}" for name, value in found.items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(text(reference()), encoding="utf-8")
    print(f"wrote {FILE.name}")
