"""Would the tests notice? One thing is broken at a time, in a copy; the unbroken copy passes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
NBVAL = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=120"]

BREAKAGES = {  # name: (file, what stands there, what is put in its place, the tests, what they say)
    "a printed digit": (
        "data/five_points_P.csv",
        "0.229",
        "0.228",
        ["tests/test_ledger.py", "-k", "missed"],
        "P C E",
    ),
    "a stored output": (
        "tutorials/01_distances.ipynb",
        "25 of 25 printed numbers",
        "24 of 25 printed numbers",
        ["tutorials/01_distances.ipynb", *NBVAL],
        "24 of 25 pri",  # pytest abbreviates
    ),
    "a sign in the gradient": (
        "teachsne/steps/gradient.py",
        "return 2 * np.column_stack",
        "return -2 * np.column_stack",
        ["tests/test_gradient.py", "-x"],
        "test_gradient.py::",
    ),
}


@pytest.fixture
def copy(tmp_path):
    for name in ("teachsne", "tests", "data", "tutorials"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(copy, tests):
    """The tests, with the copy's package in place of the installed one."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*PYTEST, *tests], cwd=copy, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("name", BREAKAGES)
def test_breaking_is_seen_by_name(name, copy):
    file, there, instead, tests, says = BREAKAGES[name]
    whole = run(copy, tests)
    assert whole.returncode == 0, whole.stdout
    text = (copy / file).read_text(encoding="utf-8")
    assert there in text
    (copy / file).write_text(text.replace(there, instead, 1), encoding="utf-8")
    broken = run(copy, tests)
    assert broken.returncode == 1, broken.stdout
    assert says in broken.stdout
