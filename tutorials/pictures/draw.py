"""Draw the README's pictures: python tutorials/pictures/draw.py"""

from itertools import islice
from pathlib import Path

import teachsne as ts
from teachsne import plots

HERE = Path(__file__).parent
X = ts.five_points()
D2 = ts.squared_distances(X)
P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, perplexity=3)))
start = ts.datasets.load_start().to_numpy()  # the one run of lessons 00 to 07
path = ts.descend(lambda Y: ts.kl_gradient(P, Y), start, 1.0, momentum=0.5, gains=False)
states = [state for state in islice(path, 201) if state.iteration in (0, 5, 10, 200)]
titles = [f"step {s.iteration}: KL {ts.kl_divergence(P, ts.similarities(s.Y)):.2f}" for s in states]
figure = plots.film([state.Y for state in states], titles, X.index)[0].figure
figure.savefig(HERE / "five_points.png", dpi=110, metadata={"Software": None})

X, digits = ts.datasets.load_mnist()
Y = ts.TSNE().fit_transform(X)
axes = plots.new(11, 5.4, 2)
plots.groups(Y, digits, axes[0], size=2)
plots.images(Y, X, ax=axes[1], most=4000, zoom=0.4)
axes[0].figure.savefig(HERE / "digits.png", dpi=100, metadata={"Software": None})
