"""Does the published rule find a λ for digits, and refuse a hopeless pair? (`make study`)

Ten samples of 300 digits, each as pixels and as a network's hidden features; and ten times four
Gaussian classes against a straight line. Ten starts for each λ, as published. The rule should
pick a λ in the elbow for every sample of digits: much nearer than turning brings the unyoked
maps, at hardly any cost. And it should say None ten times to the others. Writes yoked.md beside
this file; about a quarter of an hour.
"""

import sys
from pathlib import Path

import teachsne as ts

TABLE = Path(__file__).parent / "yoked.md"
N, SEEDS, STARTS = 300, range(10), 10
LAMS = [0.0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2]
NEARER, CHEAP = 0.5, 0.93  # of the turned error; of the error ratio
HEAD = f"""# Which λ for two views of digits, and none for a hopeless pair

Made by `make study`: samples of {N} points, {STARTS} random starts for each λ, perplexity 30.
λ is one of {", ".join(f"{lam:g}" for lam in LAMS[1:])}; `choose_lambda` takes the largest whose
loss is within one standard deviation of the unyoked runs'. Errors are Σ‖y¹ − y²‖², means over the
starts; "turned" is what Procrustes leaves of the unyoked maps'; ratios are L / L_yoked, means at
the chosen λ, and the largest of all runs. In the elbow: an error below {NEARER:g} of the turned
one, and a mean ratio above {CHEAP:g}.

## Digits: pixels against hidden features

| sample | chosen λ | error | turned | yoked | ratio, pixels | features | elbow | largest ratio |
|---|---|---|---|---|---|---|---|---|
"""
CONTROL = """
## Four classes against a line

| sample | chosen λ | unyoked loss, mean | deviation | loss at λ = 1e-6 | at 1e-4 |
|---|---|---|---|---|---|
"""


def sweep(make, seed):
    return ts.yoke_sweep(make(N, seed).Xs, LAMS, starts=STARTS, n_jobs=2)


def digits(seed):
    """A line of the table, and whether the λ is in the elbow."""
    table = sweep(ts.views.digits_and_features, seed)
    chosen = ts.choose_lambda(table)
    mean = table.groupby("lam")[["alignment_error", "alignment_error_procrustes"]].mean()
    ratio = table.groupby(["lam", "map"]).error_ratio.mean()
    loose, turned = mean.loc[0.0]
    cells = [f"{seed}", f"{chosen}", f"{loose:.0f}", f"{turned:.0f}"]
    if chosen is None:
        return _line([*cells, "", "", "", "no", ""]), False
    error, pixels, features = mean.alignment_error[chosen], *ratio[chosen]
    elbow = bool(error < NEARER * turned and ratio[chosen].mean() > CHEAP)
    cells += [f"{error:.0f}", f"{pixels:.3f}", f"{features:.3f}", "yes" if elbow else "no"]
    return _line([*cells, f"{table.error_ratio.max():.3f}"]), elbow


def control(seed):
    """A line of the table, and whether every λ was refused."""
    table = sweep(ts.views.classes_and_line, seed)
    chosen, loss = ts.choose_lambda(table), table.groupby(["lam", "start"]).kl.sum()
    mean = loss.groupby("lam").mean()
    numbers = mean[0.0], loss[0.0].std(), mean[1e-6], mean[1e-4]
    return _line([f"{seed}", f"{chosen}", *(f"{v:.4f}" for v in numbers)]), chosen is None


def _line(cells):
    return "| " + " | ".join(cells) + " |\n"


def main():
    found = {work: [work(seed) for seed in SEEDS] for work in (digits, control)}
    well = {work: sum(good for _, good in lines) for work, lines in found.items()}
    text = HEAD + "".join(line for line, _ in found[digits])
    text += CONTROL + "".join(line for line, _ in found[control])
    tally = (
        f"In the elbow: {well[digits]} of {len(SEEDS)}. Refused: {well[control]} of {len(SEEDS)}."
    )
    text += f"\n{tally}\n"
    TABLE.write_text(text, encoding="utf-8")
    print(text)
    sys.exit(0 if set(well.values()) == {len(SEEDS)} else "some samples failed")


if __name__ == "__main__":
    main()
