"""Which schedule reaches scikit-learn's loss in about half the iterations? (`make study-schedule`)

Candidates run 600 iterations, the classic schedule 1000, from the same ten starts: principal
components with a tenth of noise. The one whose worse ratio of KL to the classic's is lowest on
Iris and digits is chosen, and judged on five other data sets; there from random starts, too.
Writes schedule.md beside this file; about ten minutes.
"""

from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_wine
from sklearn.preprocessing import StandardScaler

import teachsne as ts
from teachsne.door import parameters
from teachsne.phases import SCHEDULES, Schedule
from teachsne.start import principal_map

TABLE = Path(__file__).parent / "schedule.md"
STARTS, HALF = 10, 600
CANDIDATES = {
    f"{early} exaggerated, momentum {momentum}, rate n/{48 // rate}": Schedule(
        early, (0.8, momentum), (4, rate), 0
    )
    for early, momentum, rate in product((50, 100), (0.8, 0.9), (6, 12))
}


def mixture(n=1000, p=20, groups=8):
    random = np.random.default_rng(0)
    middles = 3 * random.normal(size=(groups, p))
    widths = random.uniform(0.3, 2, size=groups)
    which = random.integers(groups, size=n)
    return middles[which] + widths[which, None] * random.normal(size=(n, p))


CHOOSE = {
    "Iris": lambda: ts.datasets.load_iris()[0].to_numpy(),
    "digits": lambda: load_digits().data,
}
JUDGE = {
    "wine": lambda: StandardScaler().fit_transform(load_wine().data),
    "breast cancer": lambda: StandardScaler().fit_transform(load_breast_cancer().data),
    "2 000 MNIST digits": lambda: ts.datasets.load_mnist(2000)[0].astype(float),
    "a mixture of Gaussians": mixture,
    "the lecture's ring": lambda: ts.datasets.make_donut().X,
}


@cache
def data(name):
    return (CHOOSE | JUDGE)[name]()


def start(X, seed, kind):
    """A map of size 1e-4: noise, or principal components with a tenth of noise."""
    noise = np.random.default_rng(seed).normal(size=(len(X), 2))
    return 1e-4 * (noise if kind == "random" else principal_map(X) + 0.1 * noise)


def loss(job):
    """KL of one fit: (name of the data, of the schedule, seed, kind of start) -> number."""
    name, schedule, seed, kind = job
    X, steps = data(name), 1000 if schedule == "classic" else HALF
    model = ts.TSNE(init=start(X, seed, kind), method="exact", max_iter=steps, schedule=schedule)
    return model.fit(X).kl_divergence_


def study(names, schedules, workers, kind="pca"):
    """{(data, schedule): the losses of all starts}"""
    jobs = [(n, s, seed, kind) for n in names for s in schedules for seed in range(STARTS)]
    found = {}
    for (name, schedule, *_), value in zip(jobs, workers.map(loss, jobs), strict=True):
        found.setdefault((name, schedule), []).append(value)
    return found


def lines(found, names, schedules):
    yield "| data | schedule | mean KL | least | largest | mean / classic |"
    yield "|---|---|---|---|---|---|"
    for name in names:
        for schedule in schedules:
            values = found[name, schedule]
            numbers = np.mean(values), min(values), max(values), ratio(found, name, schedule)
            yield f"| {name} | {schedule} | " + " | ".join(f"{v:.4f}" for v in numbers) + " |"


def admit():
    """In this process, and in each worker: candidates are words that TSNE takes."""
    SCHEDULES.update(CANDIDATES)
    parameters.TSNE["schedule"] = lambda value, *_: value


def ratio(found, name, schedule):
    return np.mean(found[name, schedule]) / np.mean(found[name, "classic"])


def main():
    admit()
    names = ("classic", *CANDIDATES)
    with ProcessPoolExecutor(2, initializer=admit) as workers:
        first = study(CHOOSE, names, workers)
        best = min(CANDIDATES, key=lambda s: max(ratio(first, d, s) for d in CHOOSE))
        second = study(JUDGE, ("classic", best), workers)
        third = study(JUDGE, ("classic", best), workers, "random")
    text = [*HEAD.splitlines(), "", "## Chosen on", "", *lines(first, CHOOSE, names)]
    text += ["", f"Chosen: {best}."]
    for found, title in ((second, "Judged on"), (third, "The same from random starts")):
        worst = max(ratio(found, d, best) for d in JUDGE)
        text += ["", f"## {title}", "", *lines(found, JUDGE, ("classic", best))]
        text += ["", f"At worst {worst:.4f} of the classic's."]
    text += ["", VERDICT]
    TABLE.write_text("\n".join(text) + "\n", encoding="utf-8")
    print("\n".join(text))


HEAD = f"""# Half the iterations

Made by `make study-schedule`. Each line: {STARTS} starts, the same for all, from principal
components with a tenth of noise; perplexity 30, all pairs. The classic schedule (scikit-learn's)
makes 1000 iterations, all others {HALF}.
Rates are in points n; the first phase, exaggerated twelve-fold, has momentum .8 and rate n/12."""

VERDICT = """The rule was: a schedule becomes the default only if it is never worse than 1.0000. Where it
is worse anywhere above, the classic stays, and `schedule="swift"` is for those in a hurry."""

if __name__ == "__main__":
    main()
