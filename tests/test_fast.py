"""The fast methods: the same answers as the story's functions, held together piece by piece."""

import numpy as np
import pytest
from helpers import aim, cloud
from scipy.sparse import csr_array

import teachsne as ts
from teachsne.fast import exact_forces, neighbors, tree
from teachsne.fast.exact_forces import TiledForces, partition_exact
from teachsne.fast.fft_repulsion import FFTRepulsion, reach
from teachsne.fast.objectives import ExactObjective, MeshObjective, SmallObjective
from teachsne.fast.sparse_attraction import SparseAttraction
from teachsne.fast.tree import Tree
from teachsne.tsne.objective import MESH_FROM_N, resolve_method, sparse_affinities

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
@pytest.mark.parametrize("exact", [SmallObjective, ExactObjective])
def test_small_and_exact_give_the_lessons_gradient_to_2e_12(exact, n, scale, exaggeration):
    P, Y = aim(n, "joint"), cloud(n, 2, scale)
    ours = exact(P).gradient(Y, exaggeration)
    pull, push, Z = forces(Y, P)
    size = max(abs(4 * exaggeration * pull).max(), abs(4 * push / Z).max())
    assert abs(ours - ts.kl_gradient(P, Y, exaggeration=exaggeration)).max() < 2e-12 * size


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("exact", [SmallObjective, ExactObjective])
def test_small_and_exact_give_the_lessons_loss(exact, n, scale):
    P, Y = aim(n, "joint"), cloud(n, 2, scale)
    assert np.isclose(exact(P).kl(Y), ts.kl_divergence(P, ts.similarities(Y)), atol=1e-12)


def test_only_tiles_on_and_above_the_diagonal_are_kept_and_each_is_entered():
    n = 500
    made = TiledForces(aim(n, "joint"))
    starts = (0, exact_forces.SIDE, 2 * exact_forces.SIDE)
    assert [(i, j) for i, j, _ in made.tiles] == [(i, j) for i in starts for j in starts if i <= j]
    assert sum(P.size for _, _, P in made.tiles) < 0.75 * n**2
    Y = cloud(n, 2)
    whole = made.forces(Y)
    for k in range(len(made.tiles)):
        without = TiledForces(aim(n, "joint"))
        del without.tiles[k]
        assert largest(without.forces(Y)[0], whole[0]) > 1e-3


@pytest.mark.parametrize("n", SIZES)
def test_the_partition_function_is_summed_over_all_ordered_pairs(n):
    Y = cloud(n, 2)
    assert np.isclose(partition_exact(Y), forces(Y, 0)[2], rtol=1e-13)


def test_a_map_far_from_the_origin_loses_nothing():
    P, Y = aim(300, "joint"), cloud(300, 2)
    moved = ExactObjective(P).gradient(Y + np.array([1e4, -3e3]))
    assert largest(moved, ts.kl_gradient(P, Y)) < 1e-9


@pytest.mark.parametrize("d", [1, 3])
def test_tiles_serve_maps_of_other_dimensions(d):
    P, Y = aim(300, "joint"), cloud(300, d)
    assert largest(ExactObjective(P).gradient(Y), ts.kl_gradient(P, Y)) < 2e-12


def test_single_precision_is_right_to_single_precision():
    P, Y = aim(600, "joint"), cloud(600, 2, 10)
    assert 1e-9 < largest(ExactObjective(P, np.float32).gradient(Y), ts.kl_gradient(P, Y)) < 1e-4


def test_nothing_of_the_callers_is_written_to():
    P, Y = aim(300, "joint"), cloud(300, 2)
    before = P.copy(), Y.copy()
    ExactObjective(P).gradient(Y)
    sparse = csr_array(P)
    MeshObjective(sparse).gradient(Y)
    assert (before[0] == P).all()
    assert (before[1] == Y).all()
    assert (sparse.toarray() == P).all()


# ------------------------------------------------------------------ pulls over a sparse P


@pytest.mark.parametrize("n", [2, 5, 300])
@pytest.mark.parametrize("scale", SCALES)
def test_edges_pull_as_the_story_pulls(n, scale):
    P, Y = aim(n, "joint", zeros=True), cloud(n, 2, scale)
    edges = SparseAttraction(csr_array(P))
    assert largest(edges.pull(Y), forces(Y, P)[0]) < 1e-12
    D2 = ts.squared_distances(Y)
    assert np.isclose(edges.cross_entropy(Y), (P * np.log1p(D2)).sum(), rtol=1e-12)


def test_chunks_hold_whole_rows_and_all_edges(monkeypatch):
    monkeypatch.setattr("teachsne.fast.sparse_attraction.EDGES", 50)
    P, Y = aim(40, "joint"), cloud(40, 2)
    edges = SparseAttraction(csr_array(P))
    assert len(edges.chunks) > 30
    assert sum(len(columns) for _, _, columns, _, _ in edges.chunks) == csr_array(P).nnz
    assert largest(edges.pull(Y), forces(Y, P)[0]) < 1e-12


# ------------------------------------------------------------------ P over the nearest


def test_with_all_neighbours_the_sparse_p_is_the_dense_one():
    X = cloud(40, 5)
    D2 = ts.squared_distances(X)
    dense = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 7)))
    sparse = neighbors.sparse_probabilities(*neighbors.nearest(X, 39), 7)
    assert largest(sparse.toarray(), dense) < 1e-12


@pytest.mark.parametrize("perplexity", [11.0, 20.0, 28.5])
def test_where_three_perplexities_are_more_than_all_others_all_are_taken(perplexity):
    """28.5 of 29 neighbours is still reached, by rows that are not uniform."""
    X = cloud(30, 4)
    D2 = ts.squared_distances(X)
    sigmas = ts.find_sigmas(D2, perplexity)
    dense = ts.joint_probabilities(ts.conditional_probabilities(D2, sigmas))
    sparse = sparse_affinities(X, perplexity)
    assert largest(sparse.toarray(), dense) < 1e-12


def test_the_mesh_is_for_many_points_in_the_plane_and_no_more():
    methods = [
        resolve_method(n, "auto", ts.student, "joint", d)
        for n in (MESH_FROM_N, MESH_FROM_N + 1)
        for d in (2, 3)
    ]
    assert methods == ["exact", "exact", "mesh", "exact"]


def test_three_perplexities_of_neighbours_hold_nearly_all_of_p():
    X = cloud(400, 5)
    D2 = ts.squared_distances(X)
    dense = ts.joint_probabilities(ts.conditional_probabilities(D2, ts.find_sigmas(D2, 10)))
    sparse = neighbors.sparse_probabilities(*neighbors.nearest(X, 30), 10)
    assert abs(sparse.sum() - 1) < 1e-12
    assert abs(sparse - sparse.T).max() == 0
    assert 0 < abs(sparse.toarray() - dense).sum() < 0.2


@pytest.mark.parametrize("offset", [0, 1e6])
def test_neighbours_are_the_nearest_and_their_distances_exact(offset):
    X = cloud(200, 20, seed=3)
    numbers, D2 = neighbors.nearest(X + offset, 15)
    truth = ts.squared_distances(X + offset)
    np.fill_diagonal(truth, np.inf)
    assert np.allclose(np.sort(D2), np.sort(truth)[:, :15], rtol=1e-6)
    assert np.allclose(D2, np.take_along_axis(truth, numbers, axis=1), rtol=1e-13)


def test_duplicates_are_each_others_neighbours_and_nobody_is_his_own():
    X = np.repeat(cloud(20, 20), 3, axis=0)
    numbers, D2 = neighbors.nearest(X, 5)
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
    push, Z = FFTRepulsion().push(Y)
    _, true_push, true_Z = forces(Y, 0)
    assert np.linalg.norm(push - true_push) < 2e-2 * np.linalg.norm(true_push)
    assert abs(Z / true_Z - 1) < 2e-3


def test_the_error_falls_with_the_cell():
    Y = spread(2000, 60)
    truth = forces(Y, 0)[1]
    wrong = [
        np.linalg.norm(FFTRepulsion(h).push(Y)[0] - truth) for h in (0.7, 0.5, 0.35, 0.25, 0.15)
    ]
    assert (np.diff(wrong) < 0).all()
    assert wrong[-1] < wrong[0] / 20


def test_single_precision_costs_the_mesh_nothing_that_one_could_see(monkeypatch):
    Y = spread(2000, 60)
    single = FFTRepulsion()
    push, Z = single.push(Y)
    monkeypatch.setattr("teachsne.fast.fft_repulsion.CELL", 1.0)  # then .35 counts as fine
    double = FFTRepulsion(0.35)
    true_push, true_Z = double.push(Y)
    assert (single.kernel.dtype, double.kernel.dtype) == (np.float32, np.float64)
    assert 0 < np.linalg.norm(push - true_push) < 1e-5 * np.linalg.norm(true_push)
    assert abs(Z / true_Z - 1) < 1e-6


def test_small_maps_and_fine_meshes_keep_double_precision():
    small, fine = FFTRepulsion(), FFTRepulsion(0.1)
    small.push(spread(300, 1e-4))
    fine.push(spread(300, 20))
    assert small.kernel.dtype == fine.kernel.dtype == np.float64


@pytest.mark.parametrize("shift", [0.0, 1e4])
def test_a_lone_pair_pushes_itself_apart(shift):
    Y = np.array([[0.0, 0.0], [3.0, 4.0]]) + shift
    push, Z = FFTRepulsion(0.1).push(Y)
    assert np.allclose(push, np.array([[-3, -4], [3, 4]]) / 26**2, rtol=1e-2)
    assert np.isclose(Z, 2 / 26, rtol=1e-2)


def test_points_in_one_place_push_nothing():
    push, Z = FFTRepulsion().push(np.zeros((6, 2)))
    assert abs(push).max() < 1e-12
    assert np.isclose(Z, 30)


def test_the_mesh_is_kept_while_the_map_fits_and_made_anew_when_it_grows():
    mesh, Y = FFTRepulsion(), spread(300, 60)
    mesh.push(Y)
    kernel = mesh.kernel
    mesh.push(1.05 * Y)
    assert mesh.kernel is kernel
    mesh.push(1.3 * Y)
    assert mesh.kernel is not kernel
    assert largest(mesh.push(Y)[0], FFTRepulsion().push(Y)[0]) < 2e-2


def pairs(Y):
    """push and Z by differences, pair after pair."""
    push, Z = np.zeros_like(Y), 0.0
    for i, y in enumerate(Y):
        W = 1 / (1 + ((y - Y) ** 2).sum(axis=1))
        W[i] = 0
        push[i], Z = (W**2) @ (y - Y), Z + W.sum()
    return push, Z


def flung(width, n=3000):
    """A map of which five points have been flung away."""
    Y = spread(n, 60)
    Y[:5] = width * cloud(5, 2)
    return Y


WIDE = {f"five points at {width:g}": flung(width) for width in (1e4, 1e6, 1e9, 1e100)}
WIDE |= {f"a map of {width:g}": width * cloud(3000, 2) for width in (1e3, 1e5, 1e9)}
WIDE |= {f"clusters over {width:g}": spread(3000, width) for width in (400, 1e4)}
WIDE |= {"tight clumps": np.repeat(1e4 * cloud(50, 2), 64, 0) + 0.03 * cloud(3200, 2)}
WIDE |= {"lonely points": 20 * cloud(40, 2), "two dots": np.repeat([[0.0, 0], [1e6, 0]], 1500, 0)}


@pytest.mark.parametrize("name", WIDE)
def test_a_map_of_any_width_has_pushes_to_about_1_in_100(name):
    (push, Z), (true_push, true_Z) = FFTRepulsion().push(WIDE[name]), pairs(WIDE[name])
    assert np.linalg.norm(push - true_push) <= 2e-2 * np.linalg.norm(true_push)
    assert abs(Z / true_Z - 1) < 3e-3


def test_no_width_costs_more_than_some_interactions_a_point(monkeypatch):
    """The tree's work is counted, not timed: a clock says little on a busy machine."""
    done = []
    add = tree._add
    monkeypatch.setattr(
        tree, "_add", lambda s, t, parts: (done.append(parts.size), add(s, t, parts))
    )
    Y = cloud(4096, 2)
    for width in (1e3, 1e6, 1e12, 1e100):
        done.clear()
        FFTRepulsion().push(width * Y)
        assert 0 < sum(done) < 600 * len(Y)
    done.clear()
    assert max(FFTRepulsion().push(flung(1e9))[1], 1) > 1
    assert not done  # few points far off leave the others their mesh


@pytest.mark.parametrize("n", [2, 15, 16, 17, 31, 33, 100, 1000])
def test_a_tree_of_any_size_holds_each_point_once(n):
    Y = spread(n, 60)
    (push, Z), (true_push, true_Z) = Tree(Y).push(), pairs(Y)
    assert sorted(Tree(Y).order) == list(range(n))
    assert np.linalg.norm(push - true_push) <= 1e-2 * np.linalg.norm(true_push)
    assert np.isclose(Z, true_Z, rtol=3e-3)


def test_a_fine_mesh_never_takes_more_cells_than_the_largest():
    for n in (10, 3000, 10**6, 10**9):
        assert reach(n, 0.2) <= 4096 * 0.2


@pytest.mark.parametrize(
    ("width", "dtype", "off"),
    [(1e9, "float64", 1e-5), (1e12, "float64", 1e-2), (1e5, "float32", 0.3)],
)
def test_exact_tiles_keep_near_pairs_beside_one_far_away(width, dtype, off):
    """What is left is the rounding of sums over coordinates as large as that."""
    P, Y = aim(40, "joint"), cloud(40, 2)
    Y[0] = width
    push, true_push = TiledForces(P, dtype).forces(Y)[1], pairs(Y)[0]
    assert abs(push - true_push).max() < off
    assert np.isclose(
        ExactObjective(P, dtype).kl(Y), ts.kl_divergence(P, ts.similarities(Y)), rtol=1e-6
    )


def test_the_gradient_of_near_pairs_is_the_storys_within_the_meshs_error():
    P, Y = aim(600, "joint"), spread(600, 30)
    near = MeshObjective(csr_array(P))
    ours, theirs = near.gradient(Y), ts.kl_gradient(P, Y)
    assert np.linalg.norm(ours - theirs) < 2e-2 * np.linalg.norm(theirs)
    assert np.isclose(near.kl(Y), ts.kl_divergence(P, ts.similarities(Y)), rtol=1e-10)


def test_beyond_so_many_pairs_the_loss_takes_z_from_a_fine_mesh(monkeypatch):
    P, Y = aim(600, "joint"), spread(600, 30)
    exact = MeshObjective(csr_array(P)).kl(Y)
    monkeypatch.setattr("teachsne.fast.objectives.ALL_PAIRS", 100)
    assert 0 < abs(MeshObjective(csr_array(P)).kl(Y) - exact) < 1e-4


def test_a_tile_fits_the_cache_of_small_machines():
    assert 2 * exact_forces.SIDE**2 * 8 <= 640 * 1024


def test_where_roundings_outweigh_the_one_no_pair_weighs_less_than_nothing_or_more_than_1():
    """Twins and a third far off, in single precision: |a|² has lost the 1 of 1 + d²."""
    for seed in range(30):
        Y = cloud(2, 2, 1e5, seed)[[0, 0, 1]]
        Z = TiledForces(aim(3, "joint"), np.float32).forces(Y)[2]
        assert 0 < Z < 2 + 1e-6


@pytest.mark.parametrize("scale", [1e3, 9e3, 1e5, 1e10, 1e100])
def test_the_partition_function_of_a_very_wide_map_keeps_its_digits(scale):
    Y = np.array([[0.0, 0], [1, 0], [scale, 0]])
    exact = 1 + 2 / (1 + scale**2) + 2 / (1 + (scale - 1) ** 2)
    assert np.isclose(partition_exact(Y), exact, rtol=3e-8)


def test_points_beyond_the_mesh_push_those_on_it_too(monkeypatch):
    monkeypatch.setattr("teachsne.fast.fft_repulsion.reach", lambda n, cell=0.35: 30.0)
    Y = np.vstack([[[25, 0], [24, 3], [26, -2]], cloud(400, 2, 3.0)])
    push, _ = FFTRepulsion().push(Y)
    alone, _ = FFTRepulsion().push(Y[3:])
    gaps = Y[3:, None] - Y[:3]
    W = 1 / (1 + (gaps**2).sum(axis=-1))
    assert np.allclose(push[3:] - alone, ((W**2)[..., None] * gaps).sum(axis=1), rtol=1e-9)
