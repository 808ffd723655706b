"""The tests themselves: each of them can fail, and for one reason."""

import ast
from pathlib import Path

FILES = sorted(Path(__file__).parent.glob("*.py"))
TREES = {path.name: ast.parse(path.read_text("utf-8")) for path in FILES}
FUNCTIONS = [
    (name, node)
    for name, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef)
]
TESTS = [(name, node) for name, node in FUNCTIONS if node.name.startswith("test_")]
NO_ASSERTION = {  # a test -> why it asserts nothing of its own
    "test_with_ours_in_its_place_it_passes": "the assertions are in the tests of scikit-learn's",
}
TWO_WORDINGS = {  # a test -> why its message may be one of several
    "test_a_warning_points_to_the_callers_line": "it is about the line; each cause has its words",
}


def called(function):
    """The names of what a function calls."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {getattr(call, "id", getattr(call, "attr", "")) for call in calls}


def asserts(function, helpers):
    """Is there an assertion, an error or a warning that must come, or a helper that has one?"""
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)):
        return True
    return any(
        name in helpers or name in ("raises", "warns") or name.startswith("assert_")
        for name in called(function)
    )


def helpers_that_assert():
    """The names of all functions of the tests that assert, or call one that does."""
    found = set()
    while more := {f.name for _, f in FUNCTIONS if asserts(f, found)} - found:
        found |= more
    return found


def test_every_test_asserts_something():
    helpers = helpers_that_assert()
    without = {test.name for _, test in TESTS if not asserts(test, helpers)}
    assert without == set(NO_ASSERTION)
    assert len(TESTS) > 600


def alternatives(test):
    """Is a message matched that may be one of two?"""
    for node in ast.walk(test):
        if isinstance(node, ast.keyword) and node.arg == "match":
            text = ast.unparse(node.value).replace(r"\\|", "").replace(r"\|", "")
            if "|" in text:
                return True
    return False


def test_no_message_may_be_one_of_two():
    assert {test.name for _, test in TESTS if alternatives(test)} == set(TWO_WORDINGS)


def test_no_message_in_the_table_of_bad_input_may_be_one_of_two():
    """Of alternatives one would let a case pass for another's reason."""
    tree = TREES["test_bad_input.py"]
    docs = {
        n.value.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Expr) and hasattr(n.value, "value")
    }
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    texts = [word for word in words if isinstance(word, str) and word not in docs]
    assert len(texts) > 300
    assert [text for text in texts if "|" in text.replace(r"\|", "")] == []


def test_no_two_tests_of_a_file_have_one_name():
    """Of two, the first would never run."""
    names = [(name, test.name) for name, test in TESTS]
    assert len(names) == len(set(names))
