"""Would the tests notice? Over a hundred mistakes, each made alone in a copy of the package.

    python tests/mutants.py [word]     all of them, or those whose file or text holds the word

A mutant is a file, what stands there (once), what is put in its place, and what kind of
mistake that is. It is killed if the tests that concern its file fail, or never end.
Unbroken, the same tests must pass. `tests/test_mutants.py` sees that each still fits.
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
    "distance.py": "distance printed gradient",
    "sigma_search.py": "sigma_search every_row",
    "joint_p.py": "joint_p reference",
    "kernels.py": "kernels",
    "map_q.py": "map_q",
    "divergence.py": "divergence",
    "gradient.py": "gradient yoke",
    "descent.py": "descent reference door",
    "metric.py": "metric estimator every_row",
    "start.py": "start",
    "phases.py": "phases estimator",
    "objective.py": "estimator fast every_row",
    "record.py": "record estimator",
    "estimator.py": "estimator",
    "align.py": "align tradeoff",
    "yoke.py": "yoke yoked",
    "yoked.py": "yoked",
    "tradeoff.py": "tradeoff every_row",
    "measures.py": "measures every_row",
    "rounding.py": "sigma_search printed",
    "datasets.py": "datasets",
    "tables.py": "tables",
    "fast/tiles.py": "fast every_row",
    "fast/attraction.py": "fast",
    "fast/mesh.py": "fast",
    "fast/tree.py": "fast",
    "fast/neighbours.py": "metric fast every_row",
    "fast/springs.py": "fast",
    "door/__init__.py": "door every_row",
    "door/values.py": "door parameters every_row",
    "door/arrays.py": "door metric every_row",
    "door/tables.py": "door parameters every_row",
    "door/parameters.py": "parameters every_row",
    "door/yoked.py": "yoked tradeoff every_row names",
    "contrast.py": "contrast",
    "expected.py": "expected",
    "noise.py": "noise",
    "epochs.py": "contrastive",
    "fast/sampling.py": "noise",
    "spectrum.py": "contrastive",
    "contrastive.py": "contrastive",
    "door/contrastive.py": "contrastive every_row",
    "door/names.py": "names",
    "door/labels.py": "labels",
    "plots/classes.py": "labels",
    "spreadsheet.py": "spreadsheet",
    "console.py": "spreadsheet",
    "exercises/judge.py": "exercises diagnosis",
    "exercises/closeness.py": "exercises diagnosis",
}

SIGN, FACTOR, AXIS, LOG, OFF = "a sign", "a factor", "an axis", "a logarithm", "off by one"
MASK, STALE, IGNORED, EDGE = "a mask", "a stale state", "an ignored argument", "an edge"
DIGITS, OTHER = "lost digits", "one thing for another"

MUTANTS = [  # file, what stands there, what is put in its place, the kind of mistake
    ("distance.py", "(x[:, None] - x[None, :])", "(x[:, None] + x[None, :])", SIGN),
    ("distance.py", "return np.sqrt(squared_distances(X))", "return squared_distances(X)", OTHER),
    ("sigma_search.py", "/ (2 * width**2), where", "/ width**2, where", FACTOR),
    ("sigma_search.py", "np.exp(-(D2 - nearest)", "np.exp(-(D2 - 0 * nearest)", DIGITS),
    ("sigma_search.py", "where=others, out=np", "out=np", MASK),
    (
        "sigma_search.py",
        "return W / W.sum(axis=1, keepdims",
        "return W / W.sum(axis=0, keepdims",
        AXIS,
    ),
    ("sigma_search.py", "np.log2(P, where=P > 0", "np.log(P, where=P > 0", LOG),
    ("sigma_search.py", "if found < perplexity else", "if found > perplexity else", SIGN),
    ("sigma_search.py", "- perplexity) <= tol:", "- perplexity) <= 1e-5:", IGNORED),
    ("sigma_search.py", "tied < perplexity\n", "tied <= perplexity\n", EDGE),
    ("sigma_search.py", "tied[tied >= perplexity]", "tied[tied > perplexity]", EDGE),
    ("sigma_search.py", "np.log(Z) + mean", "np.log(Z) - mean", SIGN),
    ("sigma_search.py", "np.sqrt(scale[:, 0] / 2)", "np.sqrt(scale[:, 0])", FACTOR),
    ("sigma_search.py", "np.maximum(1e-13 * nearest, NOTHING * scale)", "1e-13 * nearest", EDGE),
    ("joint_p.py", "/ (2 * len(P))", "/ len(P)", FACTOR),
    ("joint_p.py", "return (P + P.T)", "return (P + P)", AXIS),
    ("kernels.py", "return -D2 / (2 * self.sigma**2)", "return -D2 / self.sigma**2", FACTOR),
    ("kernels.py", "(D2, 1 / (2 * self.sigma**2))", "(D2, 1 / self.sigma**2)", FACTOR),
    ("kernels.py", 'read_only(not_negative(D2, "D2"))', "read_only(D2)", EDGE),
    ("kernels.py", "* far < 1 + 1e-6", "* far < 9 + 1e-6", EDGE),
    ("kernels.py", "np.log1p(D2 / self.alpha)", "np.log1p(D2)", IGNORED),
    ("kernels.py", "return 1 / (1 + D2 / self.alpha)", "return 1 / (1 + D2)", IGNORED),
    ("kernels.py", "np.log1p(D2", "np.log(1 + D2", DIGITS),
    ("map_q.py", '"rows": 1}', '"rows": 0}', AXIS),
    ("map_q.py", "np.fill_diagonal(logW, -np.inf)", "np.fill_diagonal(logW, 0)", MASK),
    ("map_q.py", "np.exp(logW - logW.max(axis=axis, keepdims=True))", "np.exp(logW)", DIGITS),
    ("divergence.py", "/ np.log(base)", "/ np.log2(base)", LOG),
    ("divergence.py", "met = P > 0", "met = P >= 0", MASK),
    ("divergence.py", "abs(p - q) < q / 2,", "abs(p - q) < 0,", DIGITS),
    ("divergence.py", "terms.sum(axis=axis)", "terms.sum()", IGNORED),
    ("gradient.py", "(exaggeration * P - Q)", "exaggeration * (P - Q)", FACTOR),
    ("gradient.py", "stiffness = stiffness + stiffness.T", "stiffness = 2 * stiffness", AXIS),
    ("gradient.py", "y[:, None] - y)", "y - y[:, None])", SIGN),
    ("gradient.py", "similarities(Y, kernel, normalize)", "similarities(Y, kernel)", IGNORED),
    ("gradient.py", "/ (2 * step)", "/ step", FACTOR),
    ("descent.py", "update * slope < 0", "update * slope > 0", SIGN),
    ("descent.py", "gain + 0.2", "gain + 0.1", FACTOR),
    ("descent.py", "gain * 0.8), 0.01)", "gain * 0.8), 0.1)", EDGE),
    ("descent.py", "momentum * update - learning_rate", "momentum * update + learning_rate", SIGN),
    (
        "descent.py",
        "next_gains(gain, update, slope) if gains else gain",
        "next_gains(gain, update, slope)",
        IGNORED,
    ),
    ("descent.py", "array.flags.writeable = False", "pass", STALE),
    ("descent.py", "update = Y.copy(), np", "update = Y, np", STALE),
    ("descent.py", "in count():", "in count(1):", OFF),
    ("metric.py", '"X", precision=precision)) ** 2', '"X", precision=precision))', FACTOR),
    (
        "metric.py",
        "parameters = filled_in(X, metric, parameters or {})",
        "parameters = {}",
        IGNORED,
    ),
    (
        "metric.py",
        "        refuse_one_way(X, metric, parameters)\n        numbers",
        "        numbers",
        EDGE,
    ),
    ("fast/neighbours.py", "np.fill_diagonal(table, np.inf)", "pass", MASK),
    ("sigma_search.py", "p = p[p > 0]", "p = p[W > 0]", MASK),
    ("sigma_search.py", "gaps[gaps > ties]", "gaps[gaps > 0]", EDGE),
    ("start.py", "left -= np.outer(scores[-1], along)", "pass", STALE),
    ("metric.py", 'pdist(to_unit_scale(X), "sq', 'pdist(X, "sq', EDGE),
    ("metric.py", "matrix_rank(V / width / width[:, None])", "matrix_rank(V)", DIGITS),
    ("metric.py", 'parameters.get("p", 2) != np.inf', "False", EDGE),
    ("metric.py", "if np.shape(table) != shape", "if np.ndim(table) != len(shape)", EDGE),
    ("metric.py", "np.linalg.inv(V).T if VI", "V if VI", OTHER),
    ("metric.py", "return X - middle if", "return X if", DIGITS),
    ("metric.py", "and not parameters\n", "and False\n", EDGE),
    ("start.py", "return size * noise", "return noise", FACTOR),
    ("start.py", "to_unit_scale(X - X.mean(axis=0))", "X", OTHER),
    ("start.py", "np.where(farthest < 0, -1, 1)", "1", SIGN),
    ("start.py", "scores / (scores[:, 0].std()", "scores / (scores.std()", AXIS),
    ("phases.py", "int(min(last, most))", "int(most)", EDGE),
    ("phases.py", "rate = n / exaggeration / 4", "rate = n / exaggeration", FACTOR),
    ("phases.py", "return 1.0 if light_tailed(kernel) else 12.0", "return 12.0", IGNORED),
    ("phases.py", "rate *= length(kernel) ** 2", "rate *= length(kernel)", FACTOR),
    ("phases.py", 'return rate / n if normalize == "rows" else rate', "return rate", IGNORED),
    ("phases.py", "exaggeration=phase.exaggeration)", "exaggeration=1.0)", IGNORED),
    ("phases.py", "begun, Y = moment.iteration, moment.Y", "begun, Y = 0, moment.Y", STALE),
    ("phases.py", "return self.lowest < self.first and", "return", EDGE),
    (
        "phases.py",
        "self.lowest, self.found_at = moment.kl,",
        "self.lowest, self.found_at = np.inf,",
        STALE,
    ),
    ("objective.py", "== len(D2) - 1  #", "== len(D2)  #", OFF),
    ("objective.py", "k = min(len(X) - 1,", "k = min(len(X),", OFF),
    ("objective.py", "n_components == 2 and n > MANY", "n > MANY", EDGE),
    ("objective.py", 'if given["normalize"] == "rows" else', "if False else", IGNORED),
    ("record.py", "if turns or moment.iteration % LOOK == 0:", "if True:", OFF),
    ("record.py", "!= rows[-1][0]", "== rows[-1][0]", OFF),
    ("estimator.py", "vars(self).pop(name, None)", "pass", STALE),
    ("record.py", "and callback(moment)", "and not callback(moment)", SIGN),
    (
        "estimator.py",
        "return own if own in (np.float32, bool) else np.float64",
        "return np.float64",
        IGNORED,
    ),
    ("estimator.py", "= record.last.Y.copy()", "= record.last.Y", STALE),
    ("align.py", "(U @ V) + here", "(U @ V) + there", OTHER),
    ("align.py", "(U @ V)", "(V @ U)", AXIS),
    (
        "align.py",
        "zip(range(count - 1), range(1, count)",
        "zip(range(count - 2), range(1, count - 1)",
        OFF,
    ),
    ("yoke.py", "return 2 * self.weight * (pull", "return self.weight * (pull", FACTOR),
    ("yoke.py", "pull[t] -= gap", "pull[t] += gap", SIGN),
    ("yoke.py", "slope[self.fixed] = 0", "pass", IGNORED),
    ("yoke.py", "+ self.springs.weight * self", "+ self", FACTOR),
    ("yoke.py", "1 / max(1.0, rate *", "1 / max(1.0, 0 *", EDGE),
    ("yoke.py", "(pull if self.ends is None else self.ends.T @ pull)", "pull", IGNORED),
    ("yoked.py", '(joined if given["penalty"]', '(n if given["penalty"]', OTHER),
    ("yoked.py", "vars(self).pop(name, None)", "pass", STALE),
    ("yoked.py", "[noise if noisy else start", "[start if noisy else start", OTHER),
    (
        "tradeoff.py",
        "_ratio(alone, kl), _ratio(kl, alone)",
        "_ratio(kl, alone), _ratio(alone, kl)",
        OTHER,
    ),
    ("tradeoff.py", "alone.mean() + alone.std()", "alone.mean() - alone.std()", SIGN),
    ("tradeoff.py", "return 1.0 if a == b else a / b", "return a / b", EDGE),
    ("measures.py", "neighbours(Y, k)) - k)", "neighbours(Y, k)) - k + 1)", OFF),
    ("measures.py", "return trustworthiness(Y, X, n", "return trustworthiness(X, Y, n", OTHER),
    ("measures.py", "np.arange(1, len(D) + 1)", "np.arange(len(D))", OFF),
    ("measures.py", "rankdata(pair_distances(Y))", "pair_distances(Y)", OTHER),
    ("measures.py", "if unseen else D", "if False else D", DIGITS),
    ("rounding.py", "np.fill_diagonal(W, 0)", "np.fill_diagonal(W, 1)", MASK),
    ("datasets.py", "axes[:, 0], axes[:, 1]  #", "axes[0], axes[1]  #", AXIS),
    ("tables.py", "allow_pickle=False", "allow_pickle=True", OTHER),
    ("fast/tiles.py", "@ one[:width]) * (1 if i == j else 2)", "@ one[:width])", FACTOR),
    ("fast/tiles.py", "if i < j:", "if i <= j:", EDGE),
    ("fast/tiles.py", "if large:", "if False:", EDGE),
    ("fast/tiles.py", "Y = Y - Y.mean(axis=0)", "Y = Y + 0", DIGITS),
    ("fast/attraction.py", "+ gap.real**2 + gap.imag**2", "+ gap.real**2", FACTOR),
    ("fast/attraction.py", "np.log1p((gap**2)", "np.log((gap**2)", LOG),
    ("fast/mesh.py", "float(found[0].sum()) - len(Y)", "float(found[0].sum())", MASK),
    ("fast/mesh.py", "push[near] -= forces[near]", "pass", MASK),
    ("fast/tree.py", "W[alone[:, None], own, own] = 0", "pass", MASK),
    ("fast/tree.py", "many = count[s, None] * W", "many = 1.0 * W", FACTOR),
    ("fast/tree.py", "& (targets >> (self.depth - level) != sources)", "", EDGE),
    ("fast/mesh.py", "-0.5 / self.h", "-1.0 / self.h", FACTOR),
    ("fast/mesh.py", "np.arange(self.size))) / 3) ** 2", "np.arange(self.size))) / 3)", FACTOR),
    ("fast/mesh.py", "next_fast_len(2 * self.nodes", "next_fast_len(self.nodes", FACTOR),
    ("fast/neighbours.py", "(rows + rows.T)", "(rows + rows)", AXIS),
    ("fast/neighbours.py", 'algorithm="kd_tree"', "algorithm=how", DIGITS),
    ("fast/neighbours.py", "if perplexity < k else", "if perplexity < k - 1 else", OFF),
    ("fast/springs.py", "W.flat[:: len(Y) + 1] = 0", "pass", MASK),
    ("fast/springs.py", "_p_log_p(P[P > 0])", "_p_log_p(P[P > 1])", MASK),
    (
        "fast/springs.py",
        "(exaggeration * self.P - W / W.sum()) * W",
        "exaggeration * (self.P - W / W.sum()) * W",
        FACTOR,
    ),
    ("door/__init__.py", "and np.isnan(result).any()", "and False", EDGE),
    ("door/__init__.py", 'with np.errstate(all="ignore"):', "if True:", EDGE),
    ("door/values.py", ":= real(value, name)) < n - 1", ":= real(value, name)) <= n - 1", OFF),
    (
        "door/values.py",
        "if isinstance(value, bool) or not isinstance(value, numbers.Real)",
        "if not isinstance(value, numbers.Real)",
        EDGE,
    ),
    ("door/values.py", "clean >= n / part", "clean > n / part", OFF),
    ("door/arrays.py", "(value, *rows)", "(value,)", EDGE),
    (
        "door/arrays.py",
        "np.ascontiguousarray(raw, dtype=np.float64)",
        "np.ascontiguousarray(raw)",
        OTHER,
    ),
    ("door/tables.py", "(off := abs(sums - 1) > 0.005", "(off := abs(sums - 1) > 0.5", EDGE),
    ("door/tables.py", "needed, there = 4 * 8 * n**2", "needed, there = n**2 / 1e4", EDGE),
    ("door/tables.py", "    if not alike.all():", "    if False:", EDGE),
    ("door/tables.py", "return (clean + clean.T) / 2 if excuse", "return clean.T if excuse", OTHER),
    ("door/tables.py", "0.0 if whole(D) else max(", "max(", EDGE),
    ("door/tables.py", "for depth in range(1, len(steps) + 1)", "for depth in [len(steps)]", OTHER),
    ("door/tables.py", "if 2 * spread < np.inf else", "if True else", EDGE),
    ("door/arrays.py", "if unit > np.finfo(float).eps else 0.0", "if True else 0.0", EDGE),
    ("door/arrays.py", "+ terms * np.finfo", "+ 0 * np.finfo", IGNORED),
    ("door/tables.py", "spread := _spread(clean)) < 1e-140", "spread := _spread(clean)) < 0", EDGE),
    ("door/parameters.py", "if clean >= n:", "if clean > n:", OFF),
    ("door/parameters.py", 'and given["metric"] == "precomputed"', "and False", EDGE),
    ("door/parameters.py", "if not np.ptp(clean, axis=0).any():", "if False:", EDGE),
    ("door/yoked.py", "for s in range(t):", "for s in range(1):", EDGE),
    ("door/yoked.py", "    finite(value[needed], name)\n", "", EDGE),
    ("door/yoked.py", "if clean.shape != given[", "if len(clean) != 0 * len(given[", EDGE),
    ("door/__init__.py", 'or result.dtype.kind != "f"', "or False", EDGE),
    ("contrast.py", "-log_sigmoid(np.log(c) - kernel", "-log_sigmoid(np.log(c) + kernel", SIGN),
    ("contrast.py", "np.minimum(x, 0) - np.log1p", "np.minimum(x, 1) - np.log1p", EDGE),
    ("contrast.py", "return z_bar * n_noise / (n *", "return z_bar / (n *", IGNORED),
    (
        "contrast.py",
        "return sigmoid(np.log(c) - kernel",
        "return sigmoid(np.log(1) - kernel",
        IGNORED,
    ),
    ("contrast.py", "unsaid[:, 1:].sum(axis=1)  #", "unsaid.sum(axis=1)  #", OFF),
    ("expected.py", "stiffness = stiffness + stiffness.T", "stiffness = 2 * stiffness", AXIS),
    ("expected.py", "np.fill_diagonal(W, 0)", "pass", MASK),
    ("expected.py", "c, kernel).sum() * n_noise /", "c, kernel).sum() * 1 /", IGNORED),
    ("noise.py", "tails += tails >= heads", "tails += tails > heads", EDGE),
    (
        "noise.py",
        "np.concatenate([heads * n + tails, tails * n + heads])",
        "heads * n + tails",
        OTHER,
    ),
    ("noise.py", "np.add.at(gradient, tails, -forces)", "pass", SIGN),
    ("epochs.py", 'given["learning_rate"] * left / phase.epochs', 'given["learning_rate"]', STALE),
    ("epochs.py", "np.exp(-rate * surplus", "np.exp(rate * surplus", SIGN),
    ("epochs.py", "np.random.default_rng(0)", 'self.given["random"]', STALE),
    ("fast/sampling.py", "share[:, 0] = 2 * missed", "share[:, 0] = missed", FACTOR),
    ("fast/sampling.py", "there - back", "there + back", SIGN),
    ("spectrum.py", "n_noise / z_tsne) ** s", "n_noise * z_tsne) ** s", FACTOR),
    ("spectrum.py", '{"exaggeration": rho}', "{}", IGNORED),
    ("contrastive.py", "!= data:\n", "is None:\n", STALE),
    ("contrastive.py", 'random_state"], size=1.0)', 'random_state"])', FACTOR),
    ("door/contrastive.py", "if clean >= n:", "if clean > n:", OFF),
    (
        "door/contrastive.py",
        "clean = no_pick_of_itself(P, name)",
        "clean = not_negative(P, name)",
        EDGE,
    ),
    ("door/contrastive.py", "    _only_negative(name, value, given)\n    clean", "    clean", EDGE),
    ("exercises/judge.py", 'verdict[0] != "right"', 'verdict[0] == "right"', SIGN),
    ("exercises/judge.py", "for slip in exercise.mistakes\n", "for slip in ()\n", IGNORED),
    ("exercises/judge.py", "if any(value is ... for value in given):", "if False:", EDGE),
    ("exercises/judge.py", 'if "ellipsis" in str(error):', "if False:", EDGE),
    ("exercises/closeness.py", "given.shape != wanted.shape", "False", EDGE),
    (
        "exercises/closeness.py",
        "return off is not None and not off.any()",
        "return off is None",
        SIGN,
    ),
    ("exercises/closeness.py", "CLOSE * size / 10", "CLOSE * size * 10", FACTOR),
    ("door/names.py", "if len(a) != len(b) or a.equals(b)", "if len(a) != len(b)", EDGE),
    ("door/names.py", "if _default(a) or _default(b)", "if _default(a) and _default(b)", OTHER),
    ("door/names.py", "if columns and a.ndim == b.ndim == 2", "if False", IGNORED),
    ("door/names.py", "combinations(named.items(), 2)", "[]", IGNORED),
    ("door/labels.py", "entries[pd.isna(entries)] = None", "pass", MASK),
    ("plots/classes.py", "if categories is not None", "if False", IGNORED),
    ("plots/classes.py", "if place not in taken", "if True", OTHER),
    ("spreadsheet.py", "words >= len(column) / 2", "words == len(column)", EDGE),
    ("spreadsheet.py", "start = reader.line_num + 1", "start = reader.line_num", OFF),
    ("spreadsheet.py", "if len(set(names)) == len(names):", "if True:", EDGE),
    ("console.py", 'in "WF"', 'in "W"', EDGE),
]

SURVIVE = {  # what stands there: why no test can tell
    "return X - middle if": "the slower search, which doubt then asks for, finds the same",
}


def copied(folder):
    for name in ("teachsne", "tests", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def concerned_by(file):
    return [f"tests/test_{word}.py" for word in TESTS[file].split()]


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
