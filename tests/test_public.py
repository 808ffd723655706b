"""What `import teachsne` gives: names that load when used, explain themselves, and travel."""

import inspect
import pickle
import pydoc
import re
import subprocess
import sys
from importlib import import_module

import numpy as np
import pandas as pd
import pytest

import teachsne as ts
from teachsne.validation import VALIDATORS

HEAVY = ("numpy", "pandas", "matplotlib", "scipy", "sklearn", "mpmath", "IPython", "tqdm")
FORMULAS = [
    "squared_distances",
    "distances",
    "conditional_probabilities",
    "perplexity",
    "find_sigmas",
    "bisect_sigma",
    "joint_probabilities",
    "similarities",
    "kl_divergence",
    "kl_gradient",
    "descend",
    "trustworthiness",
    "continuity",
    "knn_recall",
    "spearman",
    "procrustes",
    "yoke_sweep",
    "choose_lambda",
    "attraction",
    "repulsion",
    "attraction_slope",
    "repulsion_slope",
    "infonce",
    "infonce_slope",
    "log_z_slope",
    "expected_loss",
    "expected_gradient",
    "expected_log_z_slope",
    "partition_function",
    "knn_edges",
    "tsne_partition",
    "exaggerated_maps",
]
PROMISED = [
    *FORMULAS,
    "student",
    "gaussian",
    "heavy_tailed",
    "ledger",
    "TSNE",
    "YokedTSNE",
    "ContrastiveTSNE",
]
KERNELS = [
    ts.student,
    ts.gaussian(),
    ts.gaussian(sigma=0.5),
    ts.heavy_tailed(alpha=0.4),
    ts.inverse_square(),
]


def loaded_after(program):
    """Which heavy packages a fresh interpreter has loaded once it ran the program."""
    code = f"import sys; {program}; print(*[m for m in {HEAVY} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_importing_loads_nothing_heavy():
    assert loaded_after("import teachsne") == []


def test_a_formula_needs_numpy_alone():
    assert loaded_after("import teachsne; teachsne.distances([[0], [1]])") == ["numpy"]


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_name_is_public(name):
    assert name in ts.__all__
    assert name in dir(ts)
    assert callable(getattr(ts, name))


@pytest.mark.parametrize("name", ts.__all__)
def test_every_public_name_exists_and_stays_the_same_object(name):
    assert getattr(ts, name) is getattr(ts, name)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'umap'"):
        ts.umap  # noqa: B018


def test_help_shows_the_letters():
    text = pydoc.plain(pydoc.render_doc(ts))
    for letter in ("x_i", "y_i", "d²_ij", "σ_i", "p_j|i", "p_ij", "q_ij"):
        assert letter in text


@pytest.mark.parametrize("name", FORMULAS)
def test_help_of_a_function_has_its_signature_and_its_equation(name):
    text = pydoc.plain(pydoc.render_doc(getattr(ts, name)))
    shown, signature = re.sub(r"\s", "", text), inspect.signature(getattr(ts, name))
    assert re.sub(r"\s", "", f"{name}{signature}") in shown  # Python 3.13 breaks long lines
    assert "$" in text


@pytest.mark.parametrize("name", FORMULAS)
def test_a_docstring_has_equation_meaning_shapes_errors_and_source(name):
    text = inspect.getdoc(getattr(ts, name))
    first, blank, *rest = text.splitlines()
    assert first.count("$") in (2, 4)
    assert blank == ""
    assert rest[0][0].isupper()
    rest = " ".join(rest)
    assert "->" in rest
    assert "(n" in rest or "P, Q of one shape" in rest
    assert "Error" in rest
    assert "Source: " in rest


@pytest.mark.parametrize("name", FORMULAS)
def test_the_source_that_a_lesson_shows_is_the_formula_not_its_validation(name):
    assert inspect.getsource(getattr(ts, name)).startswith(f"def {name}(")


@pytest.mark.parametrize("name", [n for n in ts.__all__ if not inspect.ismodule(getattr(ts, n))])
def test_every_public_name_can_be_pickled(name):
    thing = getattr(ts, name)
    again = pickle.loads(pickle.dumps(thing))
    assert again is thing or again == thing


@pytest.mark.parametrize("kernel", KERNELS, ids=repr)
def test_a_kernel_comes_back_from_a_pickle_as_itself(kernel):
    again = pickle.loads(pickle.dumps(kernel))
    assert again == kernel
    assert hash(again) == hash(kernel)
    assert repr(again) == repr(kernel)


def test_a_state_comes_back_from_a_pickle():
    state = next(ts.descend(lambda Y: 2 * Y, [[0.0, 1], [2, 3]], 0.1))
    again = pickle.loads(pickle.dumps(state))
    assert all(np.array_equal(a, b) for a, b in zip(state, again, strict=True))


# ------------------------------------------------------------------ the bare functions


HERE = {name: module for name, module in ts._HOME.items() if name in VALIDATORS}
POINTS, MAP = (
    np.random.default_rng(0).normal(size=(100, 3)),
    np.random.default_rng(1).normal(size=(100, 2)),
)
SQUARES = ts.squared_distances(POINTS)
ROWS = ts.conditional_probabilities(SQUARES, 0.5)
PAIRS = ts.joint_probabilities(ROWS)
CLEAN = {
    "X": POINTS,
    "x": POINTS,
    "Xs": [POINTS, POINTS[:, :2]],
    "Y": MAP,
    "Y1": MAP,
    "Y2": MAP[::-1],
    "D2": SQUARES,
    "d2": SQUARES[0, 1:],
    "sigmas": 0.5,
    "perplexity": 10.0,
    "Q": PAIRS[::-1],
    "gradient": lambda Y: 2 * Y,
    "learning_rate": 0.1,
    "lams": [1e-5],
    "sweep": pd.DataFrame({"lam": 1e-3, "start": [0, 1], "kl": [1.0, 2], "kl_unyoked": [1.0, 2]}),
    "z_bar": 9.0,
    "z": 9.0,
    "z_tsne": 9.0,
    "s": 0.5,
    "n": 100,
    "n_noise": 5,
}


def numbers(result):
    """What a function gave, as one row; of a generator the first."""
    if inspect.isgenerator(result):
        result = next(result)
    if isinstance(result, dict):
        result = list(result.values())
    several = isinstance(result, tuple | list)
    return np.concatenate([np.ravel(part) for part in result]) if several else np.ravel(result)


@pytest.mark.parametrize("name", HERE)
def test_every_bare_function_runs_with_its_own_defaults(name):
    """`teachsne.module.name` is the same function without checks: its defaults must be clean."""
    bare = getattr(import_module(f"teachsne.{HERE[name]}"), name)
    needed = [p.name for p in inspect.signature(bare).parameters.values() if p.default is p.empty]
    given = CLEAN | {"P": ROWS if name in ("perplexity", "joint_probabilities") else PAIRS}
    clean = {argument: given[argument] for argument in needed if argument != "parameters"}
    assert np.array_equal(numbers(bare(**clean)), numbers(getattr(ts, name)(**clean)))
