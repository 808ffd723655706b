"""The reference file: what 50 digits say today, byte for byte, and what the package computes."""

import json
from itertools import islice

import numpy as np
import pytest
from make_reference import COUSINS, FILE, LEARNING_RATE, MOMENTUM, STEPS, reference, text

import teachsne as ts

TOLD = json.loads(FILE.read_text(encoding="utf-8"))
CALLS = {  # the name in the file -> the arguments of similarities and kl_gradient
    "SNE": ("gaussian", "rows"),
    "symmetric SNE": ("gaussian", "joint"),
    "lecture": ("student", "rows"),
    "t-SNE": ("student", "joint"),
}


def computed():
    """The same names as in the file, from the package's functions."""
    Y = np.array(TOLD["start"])
    D2 = ts.squared_distances(TOLD["points"])
    sigmas = {"sigma .5": 0.5} | {f"perplexity {k}": ts.find_sigmas(D2, k) for k in (2, 3)}
    found = {"points": ts.five_points(), "D2": D2, "start": Y}
    for name, widths in sigmas.items():
        P = found[f"p at {name}"] = ts.conditional_probabilities(D2, widths)
        found[f"joint at {name}"] = ts.joint_probabilities(P)
        if np.ndim(widths):
            found[f"sigma at {name}"] = widths
    aims = {"rows": found["p at perplexity 3"], "joint": found["joint at perplexity 3"]}
    for name, how in CALLS.items():
        P, Q = aims[how[1]], ts.similarities(Y, *how)
        found |= {f"Q of {name}": Q, f"kl of {name}": ts.kl_divergence(P, Q)}
        found[f"gradient of {name}"] = ts.kl_gradient(P, Y, *how)
    return found | descended(aims["joint"], Y)


def descended(P, Y):
    path = ts.descend(lambda Y: ts.kl_gradient(P, Y), Y, LEARNING_RATE, MOMENTUM, gains=False)
    maps = [state.Y for state in islice(path, STEPS + 1)]
    found = {f"map after step {k}": maps[k] for k in range(1, STEPS + 1)}
    return found | {"kl after each step": [ts.kl_divergence(P, ts.similarities(Y)) for Y in maps]}


OURS = computed()


def test_it_is_what_50_digits_give_today_byte_for_byte():
    assert FILE.read_text(encoding="utf-8") == text(reference())


def test_the_package_has_a_number_for_every_entry():
    assert set(OURS) == set(TOLD) - {"about"}
    assert set(CALLS) == set(COUSINS)


@pytest.mark.parametrize("name", OURS)
def test_the_package_agrees_to_twelve_digits(name):
    told = np.array(TOLD[name])
    assert np.allclose(OURS[name], told, rtol=1e-12, atol=1e-13 * abs(told).max())


def test_its_descent_goes_down():
    assert (np.diff(TOLD["kl after each step"]) < 0).all()
