"""The oldest versions that pyproject.toml admits, for pip:  python tests/oldest.py

Each `name>=bound` becomes `name==bound`. What is named beside them is no dependency of ours:
the oldest matplotlib does not run without warnings on a newer one of it, and slides want
nbconvert, which JupyterLab would bring.
"""

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
OF_THEIR_TIME = ("pyparsing<3.3", "nbconvert")
NOT_NEEDED = ("jupyterlab", "ruff")  # to open lessons, and to lint: the newest does


def oldest():
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["lessons"], *extras["test"]]
    chosen = [r for r in wanted if re.split("[<>=]", r)[0] not in NOT_NEEDED]
    return [r.replace(">=", "==") for r in chosen] + list(OF_THEIR_TIME)


if __name__ == "__main__":
    print(*oldest(), sep="\n")
