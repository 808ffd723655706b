"""Draw the README's picture: python tutorials/pictures/draw.py"""

from itertools import islice
from pathlib import Path

import numpy as np

import teachsne as ts
from teachsne import plots

X = ts.five_points()
D2 = ts.squared_distances(X)
P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, perplexity=3)))
start = np.random.default_rng(1).normal(size=(5, 2))
path = ts.descend(lambda Y: ts.kl_gradient(P, Y), start, learning_rate=1.0, momentum=0.5)
states = [state for state in islice(path, 201) if state.iteration in (0, 5, 10, 200)]
titles = [f"step {s.iteration}: KL {ts.kl_divergence(P, ts.similarities(s.Y)):.2f}" for s in states]
figure = plots.film([state.Y for state in states], titles, X.index)[0].figure
figure.savefig(Path(__file__).parent / "five_points.png", dpi=110, metadata={"Software": None})
