"""Docstrings: numpydoc finds its sections in the estimators, and examples print what they say."""

import ast
import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from numpydoc.validate import validate

import teachsne

ESTIMATORS = ("TSNE", "YokedTSNE", "ContrastiveTSNE")
LEFT_OUT = {  # numpydoc's rules that we do not follow, and why
    "SS03": "a summary may be an equation, which ends with no period",
    "GL01": "a summary stands beside its quotes; older versions of numpydoc want it below",
    "SA01": "what belongs together stands in one module",
}
MODULES = [
    module.name
    for module in walk_packages(teachsne.__path__, "teachsne.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimator_has_numpydocs_sections(name):
    found = [e for e in validate(f"teachsne.{name}")["errors"] if e[0] not in LEFT_OUT]
    assert found == []


@pytest.mark.parametrize("name", ESTIMATORS)
def test_every_parameter_is_described_and_has_its_default(name):
    estimator = getattr(teachsne, name)
    text = inspect.getdoc(estimator)
    for parameter in inspect.signature(estimator).parameters.values():
        told = re.search(rf"^{parameter.name} : .*default=(.*)$", text, re.M)
        assert told, parameter.name
        assert ast.literal_eval(told[1]) == parameter.default, parameter.name


@pytest.mark.parametrize("name", MODULES)
def test_examples_print_what_they_say(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_each_estimator_has_an_example():
    finder = doctest.DocTestFinder()
    for name in ESTIMATORS:
        (found,) = [t for t in finder.find(getattr(teachsne, name), name) if t.name == name]
        assert found.examples


def test_an_example_that_lies_is_seen():
    lie = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "lie", str(Path()), 0)
    assert doctest.DocTestRunner(verbose=False).run(lie, out=lambda text: None).failed == 1
