"""Ours and the peers side by side, interleaved, one thread each: `make bench`, `make bench-full`.

Each contestant runs in a process of its own (see contest.py); rounds go through all of them in
turn, and the best of the rounds counts. What is compared is ratios within one run: the machines
are shared, and times are weather. The table goes into README.md beside this file.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info

HERE = Path(__file__).parent
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
SK, BH = "scikit-learn exact", "scikit-learn Barnes-Hut"
OBH, FFT = "openTSNE Barnes-Hut", "openTSNE FFT"

SOON = [f"ours, swift, {k} iterations" for k in (300, 400, 500, 600)]  # time to a KL

QUICK = [  # (task, data, iterations or repetitions, rounds, contestants; ours first)
    ("fit", "five", 1000, 3, ["ours", SK, OBH, "classic loop"]),
    ("fit", "iris", 1000, 3, ["ours", *SOON, SK, BH, OBH, "classic loop"]),
    ("gradient", "digits", 30, 2, ["ours", "ours, float32", SK]),
    ("sigma search, all", "digits", 3, 2, ["ours", "scikit-learn"]),
    ("sigma search, kNN", "digits", 10, 2, ["ours", "scikit-learn"]),
    ("fit", "digits", 1000, 1, ["ours", SOON[-1], f"{SOON[-1]}, float32", BH, OBH]),
    ("90 neighbours", "10000", 1, 2, ["ours", "openTSNE's Annoy"]),
    ("fit", "10000", 500, 1, ["ours", FFT]),
]
STARTS = [f"{who}, start {k}" for k in range(3) for who in ("ours", BH)]
DIGITS = ["ours", "ours, float32", *SOON, "ours, mesh, 600 iterations", SK, BH, OBH]
FULL = [
    ("fit", "10000", 1000, 1, ["ours", "ours, float32", SOON[-1], FFT, BH, "umap-learn"]),
    ("fit", "10000", 1000, 1, STARTS),
    ("fit", "70000", 500, 1, ["ours", "ours, float32", "ours, 350 iterations", FFT]),
    ("fit", "digits", 1000, 1, DIGITS),
    ("gradient", "5000", 10, 2, ["ours", "ours, float32", SK]),
    *[workload for workload in QUICK[:-1] if workload[:2] != ("fit", "digits")],
]


def run(task, name, iterations, contestant):
    command = [sys.executable, HERE / "contest.py", task, name, str(iterations), contestant]
    done = subprocess.run(
        command, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{contestant} on {name}: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout.splitlines()[-1])


def compare(task, name, iterations, rounds, contestants):
    """The best of the rounds, for each contestant; all of them run once a round."""
    best = {}
    for _ in range(rounds):
        for contestant in contestants:
            found = run(task, name, iterations, contestant)
            if contestant not in best or found["seconds"] < best[contestant]["seconds"]:
                best[contestant] = found
            print(f"{task} {name}: {contestant} {found['seconds']:.4g} s", file=sys.stderr)
    return best


def rows(task, name, iterations, best):
    usual = next(iter(best.values()))["seconds"]
    what = f"fit, {iterations} iterations" if task == "fit" else task
    for contestant, found in best.items():
        extra = [f"{found[k]:{f}}" if k in found else "" for k, f in (("KL", ".3f"), ("MB", ".0f"))]
        cells = [
            name,
            what,
            contestant,
            f"{found['seconds']:.3g}",
            f"{found['seconds'] / usual:.2f}",
        ]
        yield "| " + " | ".join([*cells, *extra]) + " |"


def machine():
    blas = {info["internal_api"]: info.get("architecture", "") for info in threadpool_info()}
    names = ("numpy", "scipy", "scikit-learn", "openTSNE", "umap-learn", "teachsne")
    yield f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, one thread each; "
    yield f"BLAS {', '.join(f'{k} {v}'.strip() for k, v in blas.items())}; "
    yield f"Python {platform.python_version()}, " + ", ".join(f"{n} {version(n)}" for n in names)


def put(section, lines):
    """The table takes the place of the one below the heading `section` in README.md."""
    page = (HERE / "README.md").read_text(encoding="utf-8")
    head, _, rest = page.partition(f"## {section}\n")
    after = rest.find("\n## ")
    tail = rest[after:] if after >= 0 else ""
    text = f"{head}## {section}\n\n" + "\n".join(lines) + "\n" + tail
    (HERE / "README.md").write_text(text, encoding="utf-8")


def main(workloads, section):
    np.ones((2, 2)) @ np.ones((2, 2))  # loads the BLAS that is named below
    lines = ["".join(machine()) + ".", ""]
    lines += ["| data | what | who | seconds | times ours | KL | peak MB |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for workload in workloads:
        task, name, iterations, _, _ = workload
        lines += rows(task, name, iterations, compare(*workload))
        put(section, lines)
    print("\n".join(lines))


if __name__ == "__main__":
    full = "--full" in sys.argv
    main(FULL if full else QUICK, "Full" if full else "Quick")
