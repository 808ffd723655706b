"""The fast wing: the same answers as the story's functions, held together piece by piece."""

import numpy as np
import pytest
from helpers import aim, cloud
from scipy.sparse import csr_array

import teachsne as ts
from teachsne.fast import neighbours, springs, tiles
from teachsne.fast.attraction import Edges
from teachsne.fast.mesh import Mesh
from teachsne.fast.springs import AllPairs, Few, NearPairs
from teachsne.fast.tiles import Tiles, partition
from teachsne.objective import MANY, near_similarities, road

SIZES = [2, 5, 30, 191, 192, 193, 500]  # below, at and above a tile's side
SCALES = [1e-4, 1.0, 30.0]  # a start, a map on its way, a map at rest


def largest(ours, theirs):
    return abs(ours - theirs).max() / abs(theirs).max()


def forces(Y, P):
    """pull, push and Z by the story's functions."""
    W, gap = ts.student(ts.squared_distances(Y)), Y[:, None] - Y[None, :]
    np.fill_diagonal(W, 0)
    return [((S * W)[:, :, None] * gap).sum(axis=1) for S in (P, W)] + [W.sum()]


# ------------------------------------------------------------------ all pairs, in tiles


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("exaggeration", [1.0, 12.0])
@pytest.mark.parametrize("exact", [Few, AllPairs])
def test_few_and_tiles_give_the_storys_gradient_to_2e_12(exact, n, scale, exaggeration):
    P, Y = aim(n, "joint"), cloud(n, 2, scale)
    ours = exact(P).gradient(Y, exaggeration)
    pull, push, Z = forces(Y, P)
    size = max(abs(4 * exaggeration * pull).max(), abs(4 * push / Z).max())
    assert abs(ours - ts.kl_gradient(P, Y, exaggeration=exaggeration)).max() < 2e-12 * size


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("exact", [Few, AllPairs])
def test_few_and_tiles_give_the_storys_loss(exact, n, scale):
    P, Y = aim(n, "joint"), cloud(n, 2, scale)
    assert np.isclose(exact(P).kl(Y), ts.kl_divergence(P, ts.similarities(Y)), atol=1e-12)


def test_only_tiles_on_and_above_the_diagonal_are_kept_and_each_is_entered():
    n = 500
    made = Tiles(aim(n, "joint"))
    starts = (0, tiles.SIDE, 2 * tiles.SIDE)
    assert [(i, j) for i, j, _ in made.tiles] == [(i, j) for i in starts for j in starts if i <= j]
    assert sum(P.size for _, _, P in made.tiles) < 0.75 * n**2
    Y = cloud(n, 2)
    whole = made.forces(Y)
    for k in range(len(made.tiles)):
        without = Tiles(aim(n, "joint"))
        del without.tiles[k]
        assert largest(without.forces(Y)[0], whole[0]) > 1e-3


@pytest.mark.parametrize("n", SIZES)
def test_the_partition_function_is_summed_over_all_ordered_pairs(n):
    Y = cloud(n, 2)
    assert np.isclose(partition(Y), forces(Y, 0)[2], rtol=1e-13)


def test_a_map_far_from_the_origin_loses_nothing():
    P, Y = aim(300, "joint"), cloud(300, 2)
    moved = AllPairs(P).gradient(Y + np.array([1e4, -3e3]))
    assert largest(moved, ts.kl_gradient(P, Y)) < 1e-9


@pytest.mark.parametrize("d", [1, 3])
def test_tiles_serve_maps_of_other_dimensions(d):
    P, Y = aim(300, "joint"), cloud(300, d)
    assert largest(AllPairs(P).gradient(Y), ts.kl_gradient(P, Y)) < 2e-12


def test_single_precision_is_right_to_single_precision():
    P, Y = aim(600, "joint"), cloud(600, 2, 10)
    assert 1e-9 < largest(AllPairs(P, np.float32).gradient(Y), ts.kl_gradient(P, Y)) < 1e-4


def test_nothing_of_the_callers_is_written_to():
    P, Y = aim(300, "joint"), cloud(300, 2)
    before = P.copy(), Y.copy()
    AllPairs(P).gradient(Y)
    sparse = csr_array(P)
    NearPairs(sparse).gradient(Y)
    assert (before[0] == P).all()
    assert (before[1] == Y).all()
    assert (sparse.toarray() == P).all()


# ------------------------------------------------------------------ pulls over a sparse P


@pytest.mark.parametrize("n", [2, 5, 300])
@pytest.mark.parametrize("scale", SCALES)
def test_edges_pull_as_the_story_pulls(n, scale):
    P, Y = aim(n, "joint", zeros=True), cloud(n, 2, scale)
    edges = Edges(csr_array(P))
    assert largest(edges.pull(Y), forces(Y, P)[0]) < 1e-12
    D2 = ts.squared_distances(Y)
    assert np.isclose(edges.cross_entropy(Y), (P * np.log1p(D2)).sum(), rtol=1e-12)


def test_chunks_hold_whole_rows_and_all_edges(monkeypatch):
    monkeypatch.setattr("teachsne.fast.attraction.EDGES", 50)
    P, Y = aim(40, "joint"), cloud(40, 2)
    edges = Edges(csr_array(P))
    assert len(edges.chunks) > 30
    assert sum(len(columns) for _, _, columns, _, _ in edges.chunks) == csr_array(P).nnz
    assert largest(edges.pull(Y), forces(Y, P)[0]) < 1e-12


# ------------------------------------------------------------------ P over the nearest


def test_with_all_neighbours_the_sparse_p_is_the_dense_one():
    X = cloud(40, 5)
    D2 = ts.squared_distances(X)
    dense = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 7)))
    sparse = neighbours.sparse_probabilities(*neighbours.nearest(X, 39), 7)
    assert largest(sparse.toarray(), dense) < 1e-12


@pytest.mark.parametrize("perplexity", [11.0, 20.0, 28.5])
def test_where_three_perplexities_are_more_than_all_others_all_are_taken(perplexity):
    """28.5 of 29 neighbours is still reached, by rows that are not uniform."""
    X, given = cloud(30, 4), {"metric": "euclidean", "metric_params": None, "n_jobs": None}
    D2 = ts.squared_distances(X)
    sigmas = ts.find_sigmas(D2, perplexity)
    dense = ts.joint_probabilities(ts.conditional_probabilities(D2, sigmas))
    sparse = near_similarities(X, float, given | {"perplexity": perplexity})
    assert largest(sparse.toarray(), dense) < 1e-12


def test_the_mesh_is_for_many_points_in_the_plane_and_no_more():
    how = {"method": "auto", "kernel": ts.student, "normalize": "joint"}
    roads = [road(n, how | {"n_components": d}) for n in (MANY, MANY + 1) for d in (2, 3)]
    assert roads == ["tiles", "tiles", "mesh", "tiles"]


def test_three_perplexities_of_neighbours_hold_nearly_all_of_p():
    X = cloud(400, 5)
    D2 = ts.squared_distances(X)
    dense = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 10)))
    sparse = neighbours.sparse_probabilities(*neighbours.nearest(X, 30), 10)
    assert abs(sparse.sum() - 1) < 1e-12
    assert abs(sparse - sparse.T).max() == 0
    assert 0 < abs(sparse.toarray() - dense).sum() < 0.2


@pytest.mark.parametrize("offset", [0, 1e6])
def test_neighbours_are_the_nearest_and_their_distances_exact(offset):
    X = cloud(200, 20, seed=3)
    numbers, D2 = neighbours.nearest(X + offset, 15)
    truth = ts.squared_distances(X + offset)
    np.fill_diagonal(truth, np.inf)
    assert np.allclose(np.sort(D2), np.sort(truth)[:, :15], rtol=1e-6)
    assert np.allclose(D2, np.take_along_axis(truth, numbers, axis=1), rtol=1e-13)


def test_duplicates_are_each_others_neighbours_and_nobody_is_his_own():
    X = np.repeat(cloud(20, 20), 3, axis=0)
    numbers, D2 = neighbours.nearest(X, 5)
    assert (numbers != np.arange(60)[:, None]).all()
    assert (D2[:, :2] == 0).all()


# ------------------------------------------------------------------ pushes from a mesh


def spread(n, size):
    """A map like those that come out: clusters over an area."""
    rng = np.random.default_rng(n)
    middles = rng.uniform(-size / 2, size / 2, size=(10, 2))
    return middles[rng.integers(10, size=n)] + rng.normal(scale=size / 25, size=(n, 2))


@pytest.mark.parametrize(("n", "size"), [(5, 1e-4), (300, 1e-4), (300, 20), (3000, 60)])
def test_the_meshs_force_errs_by_less_than_2_in_100(n, size):
    Y = spread(n, size)
    push, Z = Mesh().push(Y)
    _, true_push, true_Z = forces(Y, 0)
    assert np.linalg.norm(push - true_push) < 2e-2 * np.linalg.norm(true_push)
    assert abs(Z / true_Z - 1) < 2e-3


def test_the_error_falls_with_the_cell():
    Y = spread(2000, 60)
    truth = forces(Y, 0)[1]
    wrong = [np.linalg.norm(Mesh(h).push(Y)[0] - truth) for h in (0.7, 0.5, 0.35, 0.25, 0.15)]
    assert (np.diff(wrong) < 0).all()
    assert wrong[-1] < wrong[0] / 20


def test_single_precision_costs_the_mesh_nothing_that_one_could_see(monkeypatch):
    Y = spread(2000, 60)
    single = Mesh()
    push, Z = single.push(Y)
    monkeypatch.setattr("teachsne.fast.mesh.CELL", 1.0)  # then .35 counts as fine
    double = Mesh(0.35)
    true_push, true_Z = double.push(Y)
    assert (single.kernel.dtype, double.kernel.dtype) == (np.float32, np.float64)
    assert 0 < np.linalg.norm(push - true_push) < 1e-5 * np.linalg.norm(true_push)
    assert abs(Z / true_Z - 1) < 1e-6


def test_small_maps_and_fine_meshes_keep_double_precision():
    small, fine = Mesh(), Mesh(0.1)
    small.push(spread(300, 1e-4))
    fine.push(spread(300, 20))
    assert small.kernel.dtype == fine.kernel.dtype == np.float64


@pytest.mark.parametrize("shift", [0.0, 1e4])
def test_a_lone_pair_pushes_itself_apart(shift):
    Y = np.array([[0.0, 0.0], [3.0, 4.0]]) + shift
    push, Z = Mesh(0.1).push(Y)
    assert np.allclose(push, np.array([[-3, -4], [3, 4]]) / 26**2, rtol=1e-2)
    assert np.isclose(Z, 2 / 26, rtol=1e-2)


def test_points_in_one_place_push_nothing():
    push, Z = Mesh().push(np.zeros((6, 2)))
    assert abs(push).max() < 1e-12
    assert np.isclose(Z, 30)


def test_the_mesh_is_kept_while_the_map_fits_and_made_anew_when_it_grows():
    mesh, Y = Mesh(), spread(300, 60)
    mesh.push(Y)
    kernel = mesh.kernel
    mesh.push(1.05 * Y)
    assert mesh.kernel is kernel
    mesh.push(1.3 * Y)
    assert mesh.kernel is not kernel
    assert largest(mesh.push(Y)[0], Mesh().push(Y)[0]) < 2e-2


def test_a_map_that_has_blown_up_is_no_number_instead_of_all_memory():
    push, Z = Mesh().push(1e9 * cloud(5, 2))
    assert np.isnan(push).all()
    assert np.isnan(Z)


def test_the_gradient_of_near_pairs_is_the_storys_within_the_meshs_error():
    P, Y = aim(600, "joint"), spread(600, 30)
    near = NearPairs(csr_array(P))
    ours, theirs = near.gradient(Y), ts.kl_gradient(P, Y)
    assert np.linalg.norm(ours - theirs) < 2e-2 * np.linalg.norm(theirs)
    assert np.isclose(near.kl(Y), ts.kl_divergence(P, ts.similarities(Y)), rtol=1e-10)


def test_beyond_so_many_pairs_the_loss_takes_z_from_a_fine_mesh(monkeypatch):
    P, Y = aim(600, "joint"), spread(600, 30)
    exact = NearPairs(csr_array(P)).kl(Y)
    monkeypatch.setattr("teachsne.fast.springs.ALL_PAIRS", 100)
    assert 0 < abs(NearPairs(csr_array(P)).kl(Y) - exact) < 1e-4


def test_a_tile_fits_the_cache_of_small_machines():
    assert 2 * tiles.SIDE**2 * 8 <= 640 * 1024


def test_where_roundings_outweigh_the_one_no_pair_weighs_less_than_nothing_or_more_than_1():
    """Twins and a third far off, in single precision: |a|² has lost the 1 of 1 + d²."""
    for seed in range(30):
        Y = cloud(2, 2, 1e5, seed)[[0, 0, 1]]
        Z = Tiles(aim(3, "joint"), np.float32).forces(Y)[2]
        assert 0 < Z < 2 + 1e-6


@pytest.mark.parametrize("scale", [1e3, 9e3, 1e5, 1e10, 1e100])
def test_the_partition_function_of_a_very_wide_map_keeps_its_digits(scale):
    Y = np.array([[0.0, 0], [1, 0], [scale, 0]])
    exact = 1 + 2 / (1 + scale**2) + 2 / (1 + (scale - 1) ** 2)
    assert np.isclose(partition(Y), exact, rtol=3e-8)


def test_a_map_too_wide_for_the_fine_mesh_has_a_loss_all_the_same(monkeypatch):
    Y = cloud(300, 2) * 200  # wider than 4096 cells of .2, narrower than as many of .35
    P = csr_array(ts.joint_probabilities(np.full((300, 300), 1 / 299) * (1 - np.eye(300))))
    wanted = NearPairs(P).kl(Y)
    monkeypatch.setattr(springs, "ALL_PAIRS", 10)
    assert 4096 * 0.2 < np.ptp(Y, axis=0).max() < 4096 * 0.35
    assert np.isclose(NearPairs(P).kl(Y), wanted, rtol=1e-12)
