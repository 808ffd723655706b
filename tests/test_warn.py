"""A warning names the caller's own line, and each of three fits gets its own."""

import warnings

import numpy as np
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import teachsne as ts

TIED = np.repeat(np.random.default_rng(0).normal(size=(6, 2)), 4, axis=0)  # each point four times
ALIKE = np.ones((12, 2))


def gentle(**how):
    return ts.TSNE(perplexity=2, max_iter=1, init="random", random_state=0, **how)


CAUSES = {
    "find_sigmas": lambda: ts.find_sigmas(ts.squared_distances(TIED), 2),
    "TSNE.fit": lambda: gentle().fit(TIED),
    "TSNE.fit_transform": lambda: gentle().fit_transform(TIED),
    "TSNE.iterate": lambda: next(gentle().iterate(TIED)),
    "a pipeline": lambda: make_pipeline(StandardScaler(), gentle()).fit_transform(TIED),
    "an init of zeros": lambda: ts.TSNE(perplexity=2, max_iter=1, init=np.zeros((24, 2))).fit(TIED),
    "YokedTSNE.fit": lambda: ts.YokedTSNE(
        perplexity=2, max_iter=1, init="random", random_state=0
    ).fit([TIED, TIED]),
    "ContrastiveTSNE.fit": lambda: ts.ContrastiveTSNE(
        z_bar=9.0, n_neighbors=2, n_epochs=1, random_state=0
    ).fit(ALIKE),
    "ContrastiveTSNE.fit_transform": lambda: ts.ContrastiveTSNE(
        z_bar=9.0, n_neighbors=2, n_epochs=1, random_state=0
    ).fit_transform(ALIKE),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_warning_points_to_the_callers_line(cause):
    with pytest.warns(UserWarning, match="point|all rows") as caught:
        CAUSES[cause]()
    assert {warning.filename for warning in caught} == {__file__}


def test_under_pythons_default_filter_each_of_three_fits_warns_once():
    with warnings.catch_warnings(record=True) as caught:
        warnings.resetwarnings()
        warnings.simplefilter("default")
        gentle().fit(TIED)
        gentle().fit(TIED)
        gentle().fit(TIED)
    assert len(caught) == len({warning.lineno for warning in caught}) == 3
