"""Would the tests notice? Over a hundred mistakes, each made alone in a copy of the package.

    python tests/mutants.py [word]     all of them, or those whose file or text holds the word

A mutant is a file, what stands there (once), what is put in its place, and what kind of
mistake that is. It is killed if the tests that concern its file fail, or never end.
Unbroken, the same tests must pass. If the package no longer holds a mutant's text exactly
once, nothing runs: the list must first be brought up to date.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOST = 240  # seconds for a file of tests; who takes longer goes round for ever
LEFT_OUT = "not a_cluster_gives and not check_estimator"  # slow, and others kill the same

TESTS = {  # file -> the tests that concern it
    "steps/distances.py": "distances ledger gradient",
    "steps/perplexity.py": "perplexity bad_input",
    "steps/sigma_newton.py": "perplexity bad_input",
    "contrastive/parameters.py": "contrastive bad_input",
    "steps/joint.py": "joint reference",
    "steps/kernels.py": "kernels",
    "steps/similarities.py": "similarities",
    "steps/divergence.py": "divergence",
    "steps/gradient.py": "gradient penalty",
    "steps/descent.py": "descent reference validation",
    "tsne/metric.py": "metric estimator bad_input",
    "tsne/initialization.py": "initialization",
    "tsne/schedule.py": "schedule estimator",
    "tsne/convergence.py": "schedule estimator",
    "tsne/objective.py": "estimator fast bad_input",
    "tsne/history.py": "history estimator",
    "tsne/estimator.py": "estimator",
    "aligned/procrustes.py": "procrustes tradeoff",
    "aligned/penalty.py": "penalty aligned",
    "aligned/parameters.py": "aligned",
    "aligned/estimator.py": "aligned",
    "aligned/tradeoff.py": "tradeoff bad_input",
    "evaluation.py": "evaluation bad_input",
    "course/sources/five_points_rounding.py": "perplexity ledger",
    "datasets/__init__.py": "datasets",
    "datasets/files.py": "files",
    "fast/exact_forces.py": "fast bad_input",
    "fast/sparse_attraction.py": "fast",
    "fast/fft_repulsion.py": "fast",
    "fast/tree.py": "fast",
    "fast/neighbors.py": "metric fast bad_input",
    "fast/objectives.py": "fast",
    "validation/__init__.py": "validation bad_input",
    "validation/scalars.py": "validation parameters bad_input",
    "numeric/scalars.py": "validation parameters bad_input kernels",
    "numeric/arrays.py": "validation metric bad_input",
    "validation/rules.py": "validation",
    "validation/points.py": "validation parameters bad_input",
    "validation/memory.py": "validation",
    "validation/matrices.py": "validation parameters metric bad_input",
    "tsne/parameters.py": "parameters bad_input",
    "validation/data_sets.py": "aligned tradeoff bad_input names",
    "contrastive/losses.py": "losses",
    "contrastive/expected.py": "expected",
    "contrastive/sampling.py": "sampling",
    "contrastive/training.py": "contrastive",
    "contrastive/fast_gradient.py": "sampling",
    "contrastive/spectrum.py": "contrastive",
    "contrastive/estimator.py": "contrastive",
    "validation/pairs.py": "contrastive bad_input validation perplexity",
    "validation/names.py": "names",
    "validation/labels.py": "labels",
    "course/plots/classes.py": "labels",
    "datasets/delimited.py": "spreadsheet",
    "datasets/spreadsheet.py": "spreadsheet",
    "course/terminal.py": "spreadsheet",
    "course/exercises/judge.py": "exercises mistakes",
    "course/exercises/comparison.py": "exercises mistakes",
}

SIGN, FACTOR, AXIS, LOG, OFF = "a sign", "a factor", "an axis", "a logarithm", "off by one"
MASK, STALE, IGNORED, EDGE = "a mask", "a stale state", "an ignored argument", "an edge"
DIGITS, OTHER = "lost digits", "one thing for another"

MUTANTS = [  # file, what stands there, what is put in its place, the kind of mistake
    ("steps/distances.py", "(x[:, None] - x[None, :])", "(x[:, None] + x[None, :])", SIGN),
    (
        "steps/distances.py",
        "return np.sqrt(squared_distances(X))",
        "return squared_distances(X)",
        OTHER,
    ),
    ("steps/perplexity.py", "/ (2 * width**2), where", "/ width**2, where", FACTOR),
    ("steps/perplexity.py", "np.exp(-(D2 - nearest)", "np.exp(-(D2 - 0 * nearest)", DIGITS),
    ("steps/perplexity.py", "where=others, out=np", "out=np", MASK),
    (
        "steps/perplexity.py",
        "return W / W.sum(axis=1, keepdims",
        "return W / W.sum(axis=0, keepdims",
        AXIS,
    ),
    ("steps/perplexity.py", "np.log2(P, where=P > 0", "np.log(P, where=P > 0", LOG),
    ("steps/perplexity.py", "if found < perplexity else", "if found > perplexity else", SIGN),
    ("steps/perplexity.py", "- perplexity) <= tol:", "- perplexity) <= 1e-5:", IGNORED),
    ("steps/sigma_newton.py", "tied < perplexity\n", "tied <= perplexity\n", EDGE),
    ("steps/sigma_newton.py", "tied[tied >= perplexity]", "tied[tied > perplexity]", EDGE),
    ("steps/sigma_newton.py", "np.log(Z) + mean", "np.log(Z) - mean", SIGN),
    ("steps/sigma_newton.py", "np.sqrt(scale[:, 0] / 2)", "np.sqrt(scale[:, 0])", FACTOR),
    (
        "steps/sigma_newton.py",
        "np.maximum(1e-13 * nearest, TIE_TOL * scale)",
        "1e-13 * nearest",
        EDGE,
    ),
    ("steps/joint.py", "/ (2 * len(P))", "/ len(P)", FACTOR),
    ("steps/joint.py", "return (P + P.T)", "return (P + P)", AXIS),
    ("steps/kernels.py", "return -D2 / (2 * self.sigma**2)", "return -D2 / self.sigma**2", FACTOR),
    ("steps/kernels.py", "(D2, 1 / (2 * self.sigma**2))", "(D2, 1 / self.sigma**2)", FACTOR),
    ("steps/kernels.py", 'read_only(not_negative(D2, "D2"))', "read_only(D2)", EDGE),
    ("steps/kernels.py", "* far < 1 + 1e-6", "* far < 9 + 1e-6", EDGE),
    ("steps/kernels.py", "np.log1p(D2 / self.alpha)", "np.log1p(D2)", IGNORED),
    ("steps/kernels.py", "return 1 / (1 + D2 / self.alpha)", "return 1 / (1 + D2)", IGNORED),
    ("steps/kernels.py", "np.log1p(D2", "np.log(1 + D2", DIGITS),
    ("steps/similarities.py", '"rows": 1}', '"rows": 0}', AXIS),
    ("steps/similarities.py", "np.fill_diagonal(logW, -np.inf)", "np.fill_diagonal(logW, 0)", MASK),
    (
        "steps/similarities.py",
        "np.exp(logW - logW.max(axis=axis, keepdims=True))",
        "np.exp(logW)",
        DIGITS,
    ),
    ("steps/divergence.py", "/ np.log(base)", "/ np.log2(base)", LOG),
    ("steps/divergence.py", "met = P > 0", "met = P >= 0", MASK),
    ("steps/divergence.py", "abs(p - q) < q / 2,", "abs(p - q) < 0,", DIGITS),
    ("steps/divergence.py", "terms.sum(axis=axis)", "terms.sum()", IGNORED),
    ("steps/gradient.py", "(exaggeration * P - Q)", "exaggeration * (P - Q)", FACTOR),
    ("steps/gradient.py", "stiffness = stiffness + stiffness.T", "stiffness = 2 * stiffness", AXIS),
    ("steps/gradient.py", "y[:, None] - y)", "y - y[:, None])", SIGN),
    (
        "steps/gradient.py",
        "similarities_at(D2, kernel, normalize)",
        "similarities_at(D2, kernel)",
        IGNORED,
    ),
    ("steps/gradient.py", "/ (2 * step)", "/ step", FACTOR),
    ("steps/descent.py", "update * slope < 0", "update * slope > 0", SIGN),
    ("steps/descent.py", "gain + 0.2", "gain + 0.1", FACTOR),
    ("steps/descent.py", "gain * 0.8), 0.01)", "gain * 0.8), 0.1)", EDGE),
    (
        "steps/descent.py",
        "momentum * update - learning_rate",
        "momentum * update + learning_rate",
        SIGN,
    ),
    (
        "steps/descent.py",
        "next_gains(gain, update, slope) if gains else gain",
        "next_gains(gain, update, slope)",
        IGNORED,
    ),
    ("steps/descent.py", "array.flags.writeable = False", "pass", STALE),
    ("steps/descent.py", "update = Y.copy(), np", "update = Y, np", STALE),
    ("steps/descent.py", "in count():", "in count(1):", OFF),
    ("tsne/metric.py", '"X", precision=precision)) ** 2', '"X", precision=precision))', FACTOR),
    (
        "tsne/metric.py",
        "parameters = filled_in(X, metric, parameters or {})",
        "parameters = {}",
        IGNORED,
    ),
    (
        "tsne/metric.py",
        "        refuse_one_way(X, metric, parameters)\n        numbers",
        "        numbers",
        EDGE,
    ),
    ("fast/neighbors.py", "np.fill_diagonal(table, np.inf)", "pass", MASK),
    ("steps/perplexity.py", "p = p[p > 0]", "p = p[W > 0]", MASK),
    ("steps/sigma_newton.py", "gaps[gaps > ties]", "gaps[gaps > 0]", EDGE),
    ("tsne/initialization.py", "left -= np.outer(scores[-1], along)", "pass", STALE),
    ("tsne/metric.py", 'pdist(to_unit_scale(X), "sq', 'pdist(X, "sq', EDGE),
    ("tsne/metric.py", "np.linalg.inv(V).T if VI", "V if VI", OTHER),
    ("tsne/metric.py", "matrix_rank(V / width / width[:, None])", "matrix_rank(V)", DIGITS),
    ("tsne/metric.py", 'parameters.get("p", 2) != np.inf', "False", EDGE),
    ("tsne/metric.py", "if np.shape(table) != shape", "if np.ndim(table) != len(shape)", EDGE),
    ("fast/neighbors.py", "return X - middle if", "return X if", DIGITS),
    ("tsne/metric.py", "and not parameters\n", "and False\n", EDGE),
    ("tsne/initialization.py", "return size * noise", "return noise", FACTOR),
    ("tsne/initialization.py", "to_unit_scale(X - X.mean(axis=0))", "X", OTHER),
    ("tsne/initialization.py", "np.where(farthest < 0, -1, 1)", "1", SIGN),
    ("tsne/initialization.py", "scores / (scores[:, 0].std()", "scores / (scores.std()", AXIS),
    ("tsne/schedule.py", "int(min(last, settings.max_iter))", "int(settings.max_iter)", EDGE),
    ("tsne/schedule.py", "rate = n / exaggeration / 4", "rate = n / exaggeration", FACTOR),
    ("tsne/schedule.py", "return 1.0 if light_tailed(kernel) else 12.0", "return 12.0", IGNORED),
    ("tsne/schedule.py", "rate *= length(kernel) ** 2", "rate *= length(kernel)", FACTOR),
    (
        "tsne/schedule.py",
        'return rate / n if normalize == "rows" else rate',
        "return rate",
        IGNORED,
    ),
    ("tsne/schedule.py", "exaggeration=stage.exaggeration)", "exaggeration=1.0)", IGNORED),
    ("tsne/schedule.py", "begun, Y = state.iteration, state.Y", "begun, Y = 0, state.Y", STALE),
    ("tsne/convergence.py", "return self.best_loss < self.first_loss and", "return", EDGE),
    (
        "tsne/convergence.py",
        "self.best_loss, self.best_iteration = state.kl,",
        "self.best_loss, self.best_iteration = np.inf,",
        STALE,
    ),
    ("tsne/objective.py", "== len(D2) - 1  #", "== len(D2)  #", OFF),
    ("tsne/objective.py", "k = min(len(X) - 1,", "k = min(len(X),", OFF),
    ("tsne/objective.py", "n_components == 2 and n > MESH_FROM_N", "n > MESH_FROM_N", EDGE),
    ("tsne/objective.py", 'if normalize == "rows" else', "if False else", IGNORED),
    ("tsne/history.py", "if turns or state.iteration % CHECK_EVERY == 0:", "if True:", OFF),
    ("tsne/history.py", "!= rows[-1][0]", "== rows[-1][0]", OFF),
    ("tsne/estimator.py", "forget_earlier_fit(self, FITTED)", "pass", STALE),
    ("tsne/history.py", "and callback(state)", "and not callback(state)", SIGN),
    (
        "tsne/metric.py",
        "return own if own in (np.float32, bool) else np.float64",
        "return np.float64",
        IGNORED,
    ),
    ("tsne/estimator.py", "= record.last.Y.copy()", "= record.last.Y", STALE),
    ("aligned/procrustes.py", "(U @ V) + here", "(U @ V) + there", OTHER),
    ("aligned/procrustes.py", "(U @ V)", "(V @ U)", AXIS),
    (
        "aligned/procrustes.py",
        "zip(range(count - 1), range(1, count)",
        "zip(range(count - 2), range(1, count - 1)",
        OFF,
    ),
    ("aligned/penalty.py", "return 2 * self.weight * (pull", "return self.weight * (pull", FACTOR),
    ("aligned/penalty.py", "pull[t] -= gap", "pull[t] += gap", SIGN),
    ("aligned/penalty.py", "gradient[self.fixed] = 0", "pass", IGNORED),
    ("aligned/penalty.py", "+ self.penalty.weight * self", "+ self", FACTOR),
    ("aligned/penalty.py", "1 / max(1.0, rate *", "1 / max(1.0, 0 *", EDGE),
    (
        "aligned/penalty.py",
        "(pull if self.averaging is None else self.averaging.T @ pull)",
        "pull",
        IGNORED,
    ),
    ("aligned/estimator.py", "(joined if settings.penalty", "(n if settings.penalty", OTHER),
    ("aligned/estimator.py", "forget_earlier_fit(self, FITTED)", "pass", STALE),
    ("aligned/parameters.py", "[noise if noisy else start", "[start if noisy else start", OTHER),
    (
        "aligned/tradeoff.py",
        "_ratio(alone, kl), _ratio(kl, alone)",
        "_ratio(kl, alone), _ratio(alone, kl)",
        OTHER,
    ),
    ("aligned/tradeoff.py", "alone.mean() + alone.std()", "alone.mean() - alone.std()", SIGN),
    ("aligned/tradeoff.py", "return 1.0 if a == b else a / b", "return a / b", EDGE),
    ("evaluation.py", "neighbours(Y, k)) - k)", "neighbours(Y, k)) - k + 1)", OFF),
    ("evaluation.py", "return trustworthiness(Y, X, n", "return trustworthiness(X, Y, n", OTHER),
    ("evaluation.py", "np.arange(1, len(D) + 1)", "np.arange(len(D))", OFF),
    ("evaluation.py", "rankdata(pair_distances(Y))", "pair_distances(Y)", OTHER),
    ("evaluation.py", "if unseen else D", "if False else D", DIGITS),
    (
        "course/sources/five_points_rounding.py",
        "np.fill_diagonal(W, 0)",
        "np.fill_diagonal(W, 1)",
        MASK,
    ),
    ("datasets/__init__.py", "axes[:, 0], axes[:, 1]  #", "axes[0], axes[1]  #", AXIS),
    ("datasets/files.py", "allow_pickle=False", "allow_pickle=True", OTHER),
    ("fast/exact_forces.py", "@ one[:width]) * (1 if i == j else 2)", "@ one[:width])", FACTOR),
    ("fast/exact_forces.py", "if i < j:", "if i <= j:", EDGE),
    ("fast/exact_forces.py", "if large:", "if False:", EDGE),
    ("fast/exact_forces.py", "Y = Y - Y.mean(axis=0)", "Y = Y + 0", DIGITS),
    ("fast/sparse_attraction.py", "+ gap.real**2 + gap.imag**2", "+ gap.real**2", FACTOR),
    ("fast/sparse_attraction.py", "np.log1p((gap**2)", "np.log((gap**2)", LOG),
    ("fast/fft_repulsion.py", "float(found[0].sum()) - len(Y)", "float(found[0].sum())", MASK),
    ("fast/fft_repulsion.py", "push[near] -= forces[near]", "pass", MASK),
    ("fast/tree.py", "W[alone[:, None], own, own] = 0", "pass", MASK),
    ("fast/tree.py", "many = count[s, None] * W", "many = 1.0 * W", FACTOR),
    ("fast/tree.py", "& (targets >> (self.depth - level) != sources)", "", EDGE),
    ("fast/fft_repulsion.py", "-0.5 / self.h", "-1.0 / self.h", FACTOR),
    (
        "fast/fft_repulsion.py",
        "np.arange(self.size))) / 3) ** 2",
        "np.arange(self.size))) / 3)",
        FACTOR,
    ),
    ("fast/fft_repulsion.py", "next_fast_len(2 * self.nodes", "next_fast_len(self.nodes", FACTOR),
    ("fast/neighbors.py", "(rows + rows.T)", "(rows + rows)", AXIS),
    ("fast/neighbors.py", 'algorithm="kd_tree"', "algorithm=how", DIGITS),
    ("fast/neighbors.py", "if perplexity < k else", "if perplexity < k - 1 else", OFF),
    ("fast/objectives.py", "W.flat[:: len(Y) + 1] = 0", "pass", MASK),
    (
        "fast/objectives.py",
        "(exaggeration * self.P - W / W.sum()) * W",
        "exaggeration * (self.P - W / W.sum()) * W",
        FACTOR,
    ),
    ("fast/objectives.py", "_p_log_p(P[P > 0])", "_p_log_p(P[P > 1])", MASK),
    ("validation/__init__.py", "and np.isnan(result).any()", "and False", EDGE),
    ("validation/__init__.py", 'with np.errstate(all="ignore"):', "if True:", EDGE),
    (
        "validation/scalars.py",
        'number(1, n - 1, "[)", must=allowed',
        'number(1, n - 1, "[]", must=allowed',
        OFF,
    ),
    (
        "numeric/scalars.py",
        "if isinstance(value, bool) or not isinstance(value, numbers.Real)",
        "if not isinstance(value, numbers.Real)",
        EDGE,
    ),
    ("validation/scalars.py", 'high=most, closed="[)"', 'high=most, closed="[]"', OFF),
    ("numeric/arrays.py", "(value, *rows)", "(value,)", EDGE),
    (
        "numeric/arrays.py",
        "np.ascontiguousarray(raw, dtype=np.float64)",
        "np.ascontiguousarray(raw)",
        OTHER,
    ),
    ("validation/matrices.py", "PRINTED = 0.005", "PRINTED = 0.5", EDGE),
    ("validation/memory.py", "needed, there = 4 * 8 * n**2", "needed, there = n**2 / 1e4", EDGE),
    ("validation/matrices.py", "    if not alike.all():", "    if False:", EDGE),
    (
        "validation/matrices.py",
        "return (clean + clean.T) / 2 if excuse",
        "return clean.T if excuse",
        OTHER,
    ),
    ("validation/matrices.py", "if holds_integers(as_given):", "if False:", EDGE),
    (
        "validation/memory.py",
        "for depth in range(1, len(steps) + 1)",
        "for depth in [len(steps)]",
        OTHER,
    ),
    ("validation/points.py", "if 2 * spread < np.inf else", "if True else", EDGE),
    ("numeric/arrays.py", "if unit > np.finfo(float).eps else 0.0", "if True else 0.0", EDGE),
    ("numeric/arrays.py", "+ terms * np.finfo", "+ 0 * np.finfo", IGNORED),
    (
        "validation/points.py",
        "spread := _spread(clean)) < 1e-140",
        "spread := _spread(clean)) < 0",
        EDGE,
    ),
    ("tsne/parameters.py", 'number(high=n, closed="[)"', 'number(high=n, closed="[]"', OFF),
    ("tsne/parameters.py", 'and checked["metric"] == "precomputed"', "and False", EDGE),
    ("tsne/parameters.py", "if not np.ptp(clean, axis=0).any():", "if False:", EDGE),
    ("validation/data_sets.py", "for s in range(t):", "for s in range(1):", EDGE),
    ("validation/data_sets.py", "    finite(value[needed], name)\n", "", EDGE),
    (
        "validation/data_sets.py",
        "if clean.shape != checked[",
        "if len(clean) != 0 * len(checked[",
        EDGE,
    ),
    ("validation/__init__.py", "in (0, -2)", "in (-2,)", EDGE),
    ("validation/rules.py", '"Y"), columns="Y"', '"Y"), columns="P"', OTHER),
    (
        "contrastive/losses.py",
        "-log_sigmoid(np.log(c) - kernel",
        "-log_sigmoid(np.log(c) + kernel",
        SIGN,
    ),
    ("contrastive/losses.py", "np.minimum(x, 0) - np.log1p", "np.minimum(x, 1) - np.log1p", EDGE),
    ("contrastive/losses.py", "return z_bar * n_noise / (n *", "return z_bar / (n *", IGNORED),
    (
        "contrastive/losses.py",
        "return sigmoid(np.log(c) - kernel",
        "return sigmoid(np.log(1) - kernel",
        IGNORED,
    ),
    ("contrastive/losses.py", "unsaid[:, 1:].sum(axis=1)  #", "unsaid.sum(axis=1)  #", OFF),
    (
        "contrastive/expected.py",
        "stiffness = stiffness + stiffness.T",
        "stiffness = 2 * stiffness",
        AXIS,
    ),
    ("contrastive/expected.py", "np.fill_diagonal(W, 0)", "pass", MASK),
    ("contrastive/expected.py", "c, kernel).sum() * n_noise /", "c, kernel).sum() * 1 /", IGNORED),
    ("contrastive/sampling.py", "tails += tails >= heads", "tails += tails > heads", EDGE),
    (
        "contrastive/sampling.py",
        "np.concatenate([heads * n + tails, tails * n + heads])",
        "heads * n + tails",
        OTHER,
    ),
    ("contrastive/sampling.py", "np.add.at(gradient, tails, -forces)", "pass", SIGN),
    (
        "contrastive/training.py",
        "settings.learning_rate * left / phase.epochs",
        "settings.learning_rate",
        STALE,
    ),
    ("contrastive/training.py", "np.exp(-rate * surplus", "np.exp(rate * surplus", SIGN),
    ("contrastive/training.py", "np.random.default_rng(0)", "self.noise", STALE),
    ("contrastive/fast_gradient.py", "share[:, 0] = 2 * missed", "share[:, 0] = missed", FACTOR),
    ("contrastive/fast_gradient.py", "there - back", "there + back", SIGN),
    ("contrastive/spectrum.py", "n_noise / z_tsne) ** s", "n_noise * z_tsne) ** s", FACTOR),
    ("contrastive/spectrum.py", '{"exaggeration": rho}', "{}", IGNORED),
    ("contrastive/estimator.py", "settings.z_tsne or tsne_partition", "tsne_partition", IGNORED),
    ("contrastive/estimator.py", "random_state, size=1.0", "random_state", FACTOR),
    ("numeric/scalars.py", "clean > low if", "clean >= low if", OFF),
    ("validation/pairs.py", "if clean <= tied:", "if clean < tied:", OFF),
    (
        "validation/matrices.py",
        "own.any() and (wrong := own",
        "False and (wrong := own",
        EDGE,
    ),
    (
        "contrastive/parameters.py",
        "    _only_negative(name, value, checked)\n    n = ",
        "    n = ",
        EDGE,
    ),
    ("course/exercises/judge.py", 'verdict[0] != "right"', 'verdict[0] == "right"', SIGN),
    ("course/exercises/judge.py", "for slip in exercise.mistakes\n", "for slip in ()\n", IGNORED),
    ("course/exercises/judge.py", "if any(value is ... for value in given):", "if False:", EDGE),
    ("course/exercises/judge.py", 'if "ellipsis" in str(error):', "if False:", EDGE),
    ("course/exercises/comparison.py", "given.shape != wanted.shape", "False", EDGE),
    (
        "course/exercises/comparison.py",
        "return off is not None and not off.any()",
        "return off is None",
        SIGN,
    ),
    ("course/exercises/comparison.py", "CLOSE * size / 10", "CLOSE * size * 10", FACTOR),
    ("validation/names.py", "if len(a) != len(b) or a.equals(b)", "if len(a) != len(b)", EDGE),
    (
        "validation/names.py",
        "if _default(a) or _default(b)",
        "if _default(a) and _default(b)",
        OTHER,
    ),
    ("validation/names.py", "if columns and a.ndim == b.ndim == 2", "if False", IGNORED),
    ("validation/names.py", "combinations(named.items(), 2)", "[]", IGNORED),
    ("validation/labels.py", "entries[pd.isna(entries)] = None", "pass", MASK),
    ("course/plots/classes.py", "if categories is not None", "if False", IGNORED),
    ("course/plots/classes.py", "if place not in taken", "if True", OTHER),
    ("datasets/spreadsheet.py", "words >= len(column) / 2", "words == len(column)", EDGE),
    ("datasets/delimited.py", "start = reader.line_num + 1", "start = reader.line_num", OFF),
    ("datasets/spreadsheet.py", "if len(set(names)) == len(names):", "if True:", EDGE),
    ("course/terminal.py", 'in "WF"', 'in "W"', EDGE),
]

SURVIVE = {  # what stands there: why no test can tell
    "return X - middle if": "the slower search, which doubt then asks for, finds the same",
}


def copied(folder):
    for name in ("teachsne", "tests", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tutorials").symlink_to(ROOT / "tutorials")  # some tests read the lessons
    shutil.copy(ROOT / "pyproject.toml", folder)


def concerned_by(file):
    return [f"tests/test_{word}.py" for word in TESTS[file].split()]


def outdated(mutants):
    """The mutants whose text does not stand in their file exactly once, or would not change."""
    texts = {file: (ROOT / "teachsne" / file).read_text("utf-8") for file, *_ in mutants}
    return [
        f"{file}: {texts[file].count(there)} times {there!r}"
        for file, there, instead, _ in mutants
        if texts[file].count(there) != 1 or there == instead
    ]


def fails(folder, test):
    """Does the test file fail there, with the copy's package in place of the installed one?

    It runs in a session of its own, whose processes all end with it: nothing is left behind.
    """
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", LEFT_OUT]
    one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    where = {"cwd": folder, "env": {**os.environ, **one, "PYTHONPATH": str(folder)}}
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    command = [sys.executable, "-m", "pytest", *options, test]
    with subprocess.Popen(command, **where, **quiet, start_new_session=True) as child:
        try:
            return child.wait(MOST) != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def killed(mutant):
    file, there, instead, _ = mutant
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copied(folder)
        path = folder / "teachsne" / file
        path.write_text(path.read_text("utf-8").replace(there, instead), encoding="utf-8")
        return any(fails(folder, test) for test in concerned_by(file))


def main(word=""):
    if wrong := outdated(MUTANTS):
        sys.exit("the list of mutants no longer fits the package:\n" + "\n".join(wrong))
    chosen = [mutant for mutant in MUTANTS if any(word in part for part in mutant)]
    concerned = {test for mutant in chosen for test in concerned_by(mutant[0])}
    dead, explained = 0, 0
    with ThreadPoolExecutor(2) as two, tempfile.TemporaryDirectory() as folder:
        copied(Path(folder))
        failed = two.map(lambda test: fails(folder, test), sorted(concerned))
        if broken := [test for test, bad in zip(sorted(concerned), failed, strict=True) if bad]:
            sys.exit(f"unbroken, these fail already, or take too long: {broken}")
        for mutant, died in zip(chosen, two.map(killed, chosen), strict=True):
            file, there, instead, kind = mutant
            dead, why = dead + died, SURVIVE.get(there, "")
            explained += not died and bool(why)
            verdict = "killed  " if died else "explained" if why else "SURVIVED"
            print(f"{verdict} {file:20} {kind:20} {there!r} -> {instead!r} {why}", flush=True)
    files = len({mutant[0] for mutant in chosen})
    print(f"{dead} of {len(chosen)} mutants in {files} files killed, {explained} explained")
    return dead + explained < len(chosen)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
