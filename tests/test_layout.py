"""Imports run one way, files and functions stay short, and no private word is left."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "teachsne"
LEVELS = (  # a place imports from the levels above it in this list, and from itself
    ("warn", "numeric"),
    ("steps",),
    ("validation",),
    ("fast",),
    ("tsne",),
    ("aligned", "contrastive", "evaluation", "datasets"),
    ("course",),
    ("__init__", "__main__"),
)
LEVEL = {place: number for number, places in enumerate(LEVELS) for place in places}
FILES = sorted(PACKAGE.rglob("*.py"))
LONG_DATA = re.compile(r"course/exercises/(lessons|recall)_\d\d|course/exercises/mistakes")
MOST_LINES, MOST_BODY = 250, 30


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def place_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_places(path):
    """The places of the package that a file imports, at its top or inside a function."""
    package = ["teachsne", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        module = (node.module or "").split(".") if node.module else []
        if node.level:
            module = package[: len(package) + 1 - node.level] + module
        if module[:1] == ["teachsne"]:
            yield from [module[1]] if module[1:] else [alias.name for alias in node.names]


def test_every_place_has_a_level():
    assert {place_of(path) for path in FILES} == set(LEVEL)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_run_one_way(path):
    own = place_of(path)
    upward = {
        place
        for place in imported_places(path)
        if place != own and LEVEL.get(place, -1) >= LEVEL[own] and place in LEVEL
    }
    assert upward == set()


def test_the_import_test_sees_an_import_inside_a_function(tmp_path):
    assert "course" in set(imported_places(PACKAGE / "__main__.py"))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES or LONG_DATA.search(name_of(path))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_functions_body_is_short(path):
    long = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body and body[-1].end_lineno - body[0].lineno + 1 > MOST_BODY:
                long.append(node.name)
    assert [name for name in long if name != "__init__"] == []  # an estimator lists its parameters


PRIVATE_WORDS = r"\b[Dd]oors?\b|\b[Ww]ings?\b|\b[Rr]oads?\b|\b[Hh]ouses?\b|\b[Ss]eed[ _]?00\d"
ALLOWED = {"CHANGELOG.md"}  # what was called how before


def test_no_private_word_is_left():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    texts = [name for name in tracked if re.search(r"\.(py|md|ipynb|toml|yml|cff|csv|json)$", name)]
    assert len(texts) > 100
    found = {}
    for name in set(texts) - ALLOWED - {"tests/test_layout.py"}:
        words = re.findall(PRIVATE_WORDS, name + " " + words_of(ROOT / name))
        if words:
            found[name] = sorted(set(words))
    assert found == {}


def words_of(path):
    """The text of a file; of a notebook what people wrote and what cells say, no pictures."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"data:image/png;base64,[^\\]*", "", text) if path.suffix == ".ipynb" else text
