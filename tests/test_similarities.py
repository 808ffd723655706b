"""Q: one, over a row or over all pairs; and finite, however far the points."""

import numpy as np
import oracle
import pytest
from helpers import COUSINS, aim, cloud, relative

import teachsne as ts
from teachsne.course.sources.five_points_map import printed_q
from teachsne.steps.similarities import log_similarities, similarities
from teachsne.tsne.objective import ReferenceObjective

GAUSSIANS = ("SNE", "symmetric SNE", "width .5, rows")
every_cousin = pytest.mark.parametrize("name", COUSINS)


def test_the_student_row_of_the_printed_distances():
    d = np.concatenate([[0], printed_q()[1]])
    w = ts.student(d**2)[1:]
    assert (w / w.sum()).round(3).tolist() == [0.262, 0.235, 0.251, 0.253]


@every_cousin
def test_sums_to_one_and_nobody_is_his_own_neighbour(name):
    kernel, normalize, _ = COUSINS[name]
    Q = ts.similarities(cloud(8, 2), kernel, normalize)
    sums = Q.sum(axis=1 if normalize == "rows" else None)
    assert np.allclose(sums, 1, rtol=1e-14)
    assert not np.diag(Q).any()


@every_cousin
def test_only_joint_q_is_symmetric(name):
    kernel, normalize, _ = COUSINS[name]
    Q = ts.similarities(cloud(8, 2), kernel, normalize)
    assert np.allclose(Q, Q.T, rtol=1e-14) == (normalize == "joint")


@every_cousin
def test_a_shift_or_a_turn_of_the_map_changes_nothing(name):
    kernel, normalize, _ = COUSINS[name]
    turn = np.linalg.qr(cloud(2, 2, seed=3))[0]
    Q = ts.similarities(cloud(8, 2), kernel, normalize)
    assert np.allclose(Q, ts.similarities(cloud(8, 2) @ turn + [3, -1], kernel, normalize))


@every_cousin
def test_50_digits_agree_to_1e_13(name):
    kernel, normalize, exact = COUSINS[name]
    for n, scale in ((2, 1.0), (6, 1e-4), (6, 1.0), (6, 30.0)):
        Y = cloud(n, 2, scale)
        truth = oracle.similarities(oracle.table(Y), exact, normalize)
        ours, theirs = ts.similarities(Y, kernel, normalize), np.array(truth, dtype=object)
        seen = theirs.astype(float) > 1e-300
        steepness = max(1, scale**2) if name in GAUSSIANS else 1  # |log w| grows with d²
        assert relative(ours[seen], theirs[seen]) < 1e-13 * steepness


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
@pytest.mark.parametrize("n", [5, 50])
@pytest.mark.parametrize("normalize", ["rows", "joint"])
def test_student_q_agrees_to_1e_13_at_every_scale(n, scale, normalize):
    Y = cloud(n, 2, scale)
    truth = oracle.similarities(oracle.table(Y), oracle.student, normalize)
    assert relative(ts.similarities(Y, "student", normalize), truth) < 1e-13


@pytest.mark.parametrize("normalize", ["rows", "joint"])
def test_a_gaussian_with_only_far_points_is_no_0_over_0(normalize):
    Q = ts.similarities([[0.0, 0], [100, 0], [300, 0]], "gaussian", normalize)
    assert np.isfinite(Q).all()
    assert np.isclose(Q[0, 1], 1 if normalize == "rows" else 0.5)


@every_cousin
def test_the_logarithm_of_q_is_that_of_q_and_goes_on_where_q_is_nothing(name):
    kernel, normalize, _ = COUSINS[name]
    kernel = {"student": ts.student, "gaussian": ts.gaussian()}.get(kernel, kernel)
    Y = cloud(6, 2)
    Q, others = similarities(Y, kernel, normalize), ~np.eye(6, dtype=bool)
    log_q = log_similarities(Y, kernel, normalize)
    assert np.allclose(np.exp(log_q[others]), Q[others], rtol=1e-13)
    assert np.isfinite(log_similarities(1e3 * Y, kernel, normalize)[others]).all()


@pytest.mark.parametrize("normalize", ["joint", "rows"])
@pytest.mark.parametrize("kernel", [ts.gaussian(sigma=0.1), ts.heavy_tailed(alpha=500)], ids=repr)
def test_a_wide_maps_divergence_is_finite_as_50_digits_say(kernel, normalize):
    P, Y = aim(6, normalize), 10 * cloud(6, 2)
    if kernel != ts.gaussian(sigma=0.1):
        Y = 1e6 * Y
    weight = {ts.gaussian(sigma=0.1): oracle.gaussian(0.1)}.get(kernel, oracle.heavy_tailed(500))
    ours = ReferenceObjective(P, kernel, normalize).kl(Y)
    Q = oracle.similarities(oracle.table(Y), weight, normalize)
    exact = sum(
        oracle.mpf(float(p)) * oracle.log(oracle.mpf(float(p)) / q)
        for p, q in zip(np.ravel(P), np.ravel(np.array(Q, dtype=object)), strict=True)
        if p
    )
    assert np.isclose(ours, float(exact), rtol=1e-12)
    assert np.isinf(ts.kl_divergence(P, ts.similarities(Y, kernel, normalize)))  # as documented
