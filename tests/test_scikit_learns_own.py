"""scikit-learn's own tests of its t-SNE, with teachsne.TSNE put in its place.

Each of them stands in `TABLE`: it passes, or it is not ours, and why. A test with several
cases may have a line for some of them. Tests of private names never touch TSNE.
"""

import warnings
from itertools import product
from types import SimpleNamespace

import pytest
from sklearn import __version__ as VERSION
from sklearn.manifold.tests import test_t_sne as theirs

import teachsne as ts

PASSES = "passes"
PRIVATE = "not ours: private names of scikit-learn's"
TREE = "not ours: the Barnes-Hut tree"
SPARSE = "not ours: sparse input, which is told to be made dense"
PRINTED = "not ours: text that scikit-learn prints; ours shows a bar"
SINGLE = "not ours: float32 output; ours is float64"
COUNTING = "not ours: n_iter_ is max_iter - 1 there; ours counts updates"
OLDER = "not ours: scikit-learn 1.6's n_iter, and its words"

TABLE = {
    "test_gradient_descent_stops": PRIVATE,
    "test_binary_search": PRIVATE,
    "test_binary_search_underflow": PRIVATE,
    "test_binary_search_neighbors": PRIVATE,
    "test_binary_perplexity_stability": PRIVATE,
    "test_gradient": PRIVATE,
    "test_trustworthiness": PASSES,
    "test_trustworthiness_n_neighbors_error": PASSES,
    "test_preserve_trustworthiness_approximately": PASSES,
    "test_optimization_minimizes_kl_divergence": PASSES,
    "test_fit_transform_csr_matrix": SPARSE,
    "test_preserve_trustworthiness_approximately_with_precomputed_distances": PASSES,
    "test_trustworthiness_not_euclidean_metric": PASSES,
    "test_bad_precomputed_distances": PASSES,
    "test_bad_precomputed_distances, csr": SPARSE,
    "test_exact_no_precomputed_sparse": PASSES,
    "test_high_perplexity_precomputed_sparse_distances": SPARSE,
    "test_sparse_precomputed_distance": SPARSE,
    "test_non_positive_computed_distances": PASSES,
    "test_init_ndarray": PASSES,
    "test_init_ndarray_precomputed": PASSES,
    "test_pca_initialization_not_compatible_with_precomputed_kernel": PASSES,
    "test_n_components_range": f"{TREE}, which has at most three dimensions; ours takes any number",
    "test_early_exaggeration_used": PASSES,
    "test_max_iter_used": COUNTING,
    "test_answer_gradient_two_points": TREE,
    "test_answer_gradient_four_points": TREE,
    "test_skip_num_points_gradient": TREE,
    "test_verbose": PRINTED,
    "test_chebyshev_metric": PASSES,
    "test_reduction_to_one_component": PASSES,
    "test_64bit": SINGLE,
    "test_kl_divergence_not_nan": PASSES,
    "test_barnes_hut_angle": TREE,
    "test_n_iter_without_progress": PRINTED,
    "test_min_grad_norm": PRINTED,
    "test_accessible_kl_divergence": PRINTED,
    "test_uniform_grid": PASSES,
    "test_bh_match_exact": f"{PRIVATE} (the length of a phase); and perplexity 29.5 of 29",
    "test_gradient_bh_multithread_match_sequential": TREE,
    "test_tsne_with_different_distance_metrics": PASSES,
    "test_tsne_with_different_distance_metrics, manhattan, barnes_hut": f"{TREE}: fails there, too",
    "test_tsne_n_jobs": PASSES,
    "test_tsne_with_mahalanobis_distance": PASSES,
    "test_tsne_perplexity_validation": OLDER if VERSION.startswith("1.6.") else PASSES,
    "test_pca_initialization_not_compatible_with_sparse_input": SPARSE,
    "test_tnse_n_iter_deprecated": OLDER,
    "test_tnse_n_iter_max_iter_both_set": OLDER,
    "test_tsne_works_with_pandas_output": PASSES,
}
OTHER_RELEASES = {  # tests that not every release has which we admit
    "test_pca_initialization_not_compatible_with_sparse_input",
    "test_tnse_n_iter_deprecated",
    "test_tnse_n_iter_max_iter_both_set",
}


def cases(test):
    """The arguments of each case of a parametrized test, by name."""
    marks = [m for m in getattr(test, "pytestmark", []) if m.name == "parametrize"]
    for chosen in product(*(m.args[1] for m in marks)):
        arguments = {}
        for mark, values in zip(marks, chosen, strict=True):
            names = mark.args[0]
            names = [n.strip() for n in names.split(",")] if isinstance(names, str) else names
            values = getattr(values, "values", values)  # of a pytest.param
            arguments |= dict(zip(names, values if len(names) > 1 else (values,), strict=True))
        yield arguments


def words(arguments):
    return [getattr(value, "__name__", str(value)) for value in arguments.values()]


def line_of(name, arguments):
    """The table's line for a case: that which names most of its words, by their beginnings."""
    lines = [line for line in TABLE if line.split(", ")[0] == name]
    fits = [
        line
        for line in lines
        if all(any(w.startswith(part) for w in words(arguments)) for part in line.split(", ")[1:])
    ]
    return max(fits, key=len, default=name)


THEIRS = {name: test for name, test in vars(theirs).items() if name.startswith("test_")}
CASES = [
    SimpleNamespace(name=name, test=test, arguments=arguments, line=line_of(name, arguments))
    for name, test in THEIRS.items()
    for arguments in cases(test)
]
OURS = [case for case in CASES if TABLE.get(case.line) == PASSES]


def run(case):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # perplexity 1 is told to be out of reach, rightly
        case.test(**case.arguments)


def test_each_of_their_tests_stands_in_the_table():
    assert set(THEIRS) <= {line.split(", ")[0] for line in TABLE}


@pytest.mark.parametrize("case", OURS, ids=lambda c: "-".join([c.name, *words(c.arguments)]))
def test_with_ours_in_its_place_it_passes(case, monkeypatch):
    """The assertions are theirs: it raises, or it passes."""
    monkeypatch.setattr(theirs, "TSNE", ts.TSNE)
    run(case)


NOT_OURS = (SPARSE, SINGLE, COUNTING)


HERE = [line for line, says in TABLE.items() if says in NOT_OURS and line.split(", ")[0] in THEIRS]


def test_of_the_table_only_what_other_releases_have_is_missing_here():
    assert {line.split(", ")[0] for line in TABLE} - set(THEIRS) <= OTHER_RELEASES


@pytest.mark.parametrize("line", HERE)
def test_what_is_said_not_to_be_ours_does_not_pass(line, monkeypatch):
    """Or the table would hide what we could claim."""
    monkeypatch.setattr(theirs, "TSNE", ts.TSNE)
    said = [case for case in CASES if case.line == line]
    assert said, "no test of scikit-learn's has this name and these arguments"
    for case in said:
        with pytest.raises((AssertionError, TypeError)):
            run(case)


def test_every_reason_is_one_of_seven():
    reasons = (PRIVATE, TREE, SPARSE, PRINTED, SINGLE, COUNTING, OLDER)
    assert all(says == PASSES or says.startswith(reasons) for says in TABLE.values())
