"""What editors and type checkers see is what is there."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import teachsne as ts

ROOT = Path(__file__).parent.parent
STUB = ROOT / "teachsne" / "__init__.pyi"


def stubbed():
    """The stub's names: a function's definitions, None for what is imported from its module."""
    found = {}
    for node in ast.parse(STUB.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.ImportFrom) and node.level:
            found |= {alias.name: None for alias in node.names if alias.asname == alias.name}
        elif isinstance(node, ast.AnnAssign) and not node.target.id.startswith("_"):
            found[node.target.id] = None
    return found


STUBBED = stubbed()
FUNCTIONS = [name for name, definitions in STUBBED.items() if definitions]


def test_the_stub_has_the_public_names_and_no_others():
    assert set(STUBBED) == set(ts.__all__)
    assert len(FUNCTIONS) > 30


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_stub_has_the_functions_parameters_and_defaults(name):
    actual = inspect.signature(getattr(ts, name)).parameters
    for definition in STUBBED[name]:
        a = definition.args
        listed = [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, [a.kwarg])]
        assert [one.arg for one in listed] == list(actual)
        last = a.args[len(a.args) - len(a.defaults) :]
        defaults = [
            *zip(last, a.defaults, strict=True),
            *zip(a.kwonlyargs, a.kw_defaults, strict=True),
        ]
        for one, default in defaults:
            if default is not None and ast.unparse(default) != "...":
                assert ast.literal_eval(default) == actual[one.arg].default


USER = """
import numpy as np
import pandas as pd
import teachsne as ts

X = ts.five_points()
D2 = ts.squared_distances(X)
P = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, perplexity=3)))
reveal_type(P)
reveal_type(ts.squared_distances(np.zeros((3, 2))))
reveal_type(ts.kl_divergence(P, ts.similarities(X)))
for state in ts.descend(lambda Y: ts.kl_gradient(P, Y), np.zeros((5, 2)), learning_rate=1.0):
    reveal_type(state.Y)
tsne = ts.TSNE(perplexity=2, kernel=ts.gaussian(sigma=0.5))
reveal_type(tsne)
"""
SEEN = ("DataFrame", "ndarray", "float", "ndarray", "TSNE")
WRONG = {
    "ts.perplexity(P, 3)": "No overload variant",
    "ts.find_sigmas(D2, 'three')": "No overload variant",
    "ts.similarities(X, kernel='cauchy')": "No overload variant",
    "ts.expected_loss(P, X, loss='logistic')": "incompatible type",
    "ts.no_such_name": "has no attribute",
}


def mypy(folder, text):
    """What mypy says of a user's script, line by line: {line number: words}."""
    (folder / "user.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--cache-dir", folder / "cache", folder / "user.py"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    lines = [line.split(":", 2) for line in said.splitlines() if line.startswith(str(folder))]
    return {int(number): words for _, number, words in reversed(lines)}


@pytest.mark.slow
def test_a_script_of_a_user_is_typed_and_what_is_wrong_is_seen_before_it_runs(tmp_path):
    right = USER.splitlines()
    said = mypy(tmp_path, "\n".join([*right, *WRONG]))
    seen = [said.pop(i) for i, line in enumerate(right, start=1) if "reveal_type" in line]
    assert all(word in words for word, words in zip(SEEN, seen, strict=True)), seen
    for i, line in enumerate(WRONG, start=len(right) + 1):
        assert WRONG[line] in said.pop(i), line
    assert said == {}
