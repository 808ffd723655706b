"""The detective pages: the numbers that their prose, captions and alt texts say, computed anew."""

import re
from pathlib import Path
from statistics import median

import nbformat
import numpy as np
import pytest
from scipy import stats
from scipy.optimize import minimize_scalar

import teachsne as ts
from teachsne.course.sources import five_points_map
from teachsne.course.sources.five_points_rounding import density, recipe
from teachsne.datasets.files import folder, read

TUTORIALS = Path(__file__).parents[2] / "tutorials"
PAGES = [TUTORIALS / f"detective_{name}.ipynb" for name in ("rounding", "kernel")]
each_page = pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
X = ts.five_points()
D, D2 = ts.distances(X), ts.squared_distances(X)
PRINTED, ROW_A = read("five_points_P"), read("five_points_row_A_data")
MAP_A = read("five_points_row_A_map").drop(columns="A")
ROWS = ts.conditional_probabilities(D2, 0.5)
OFF = ~np.eye(5, dtype=bool)


def cells_of(path, kind):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def text_of(path):
    return "\n\n".join(cell.source for cell in cells_of(path, "markdown"))


def missed(shares):
    wrong = np.asarray(shares).round(3) != PRINTED.to_numpy()
    return {"ABCDE"[i] + "ABCDE"[j] for i, j in zip(*np.nonzero(wrong), strict=True)}


def shares(weights):
    weights = np.where(OFF, weights, 0)
    return weights / weights.sum(axis=1, keepdims=True)


@each_page
def test_the_cells_are_light(path):
    lengths = [len([x for x in c.source.splitlines() if x]) for c in cells_of(path, "code")]
    assert median(lengths) <= 6
    assert max(lengths) <= 10


@each_page
def test_each_guess_has_a_cell_of_its_own_and_a_verdict_later(path):
    cells = nbformat.read(path, as_version=4).cells
    asked = [i for i, cell in enumerate(cells) if "**Predict.**" in cell.source]
    assert len(asked) == 3
    for place in asked:
        name = re.fullmatch(r"(\w+) = \.\.\.  # .+", cells[place + 1].source)[1]
        later = "\n".join(cell.source for cell in cells[place + 2 :])
        assert f"exercises.compare({name}, " in later


@each_page
def test_no_paragraph_is_longer_than_70_words(path):
    parts = re.split(r"\n\s*\n|\n(?=[|*>\-\d])", text_of(path))
    assert [part for part in parts if len(part.split()) > 70] == []


@each_page
def test_each_page_links_the_other_and_the_lessons_that_it_needs(path):
    links = set(re.findall(r"\]\((\w+)\.ipynb\)", text_of(path)))
    (other,) = {page.stem for page in PAGES} - {path.stem}
    needed = {
        "rounding": {"02_sigma_search", "03_joint_p"},
        "kernel": {"04_map_q", "05_divergence"},
    }
    assert {other, "clinic", "glossary", *needed[path.stem.removeprefix("detective_")]} <= links


def findings(text):
    """The rows of the table of errata."""
    return re.findall(r"^\| .* \|$", text, flags=re.M)


def test_the_pages_and_the_datas_readme_list_the_same_errata():
    readme = (folder() / "README.md").read_text()
    told = readme.split("## What is wrong on the web page")[1].split("\n## ")[0]
    tables = [findings(text_of(path).split("## The findings")[1]) for path in PAGES]
    assert [len(table) for table in tables] == [5, 7]  # with the heads
    assert findings(told) == tables[0] + tables[1][1:]


def test_two_shares_miss_by_little_more_than_half_a_digit():
    assert missed(ROWS) == {"BA", "EA"}
    off = ROWS - PRINTED
    assert [round(off.loc[i, "A"], 5) for i in "BE"] == [-0.00055, -0.0006]
    assert np.sort(abs(off.to_numpy()).ravel())[-3] < 0.0005


def test_no_other_width_reproduces_more():
    widths = np.arange(0.4, 0.6, 0.0005)
    missing = [len(missed(ts.conditional_probabilities(D2, sigma))) for sigma in widths]
    assert min(missing) == 2
    for sigma in (0.495, 0.505):
        assert 25 - len(missed(ts.conditional_probabilities(D2, sigma))) <= 13


def test_the_distance_to_B_decides_the_density_at_B():
    assert round(D.loc["A", "B"], 5) == 0.17321
    assert density(D.loc["A", "B"]) < 0.7515 < density(0.173)
    ours = density(D.loc["A"]).round(3) == ROW_A.loc["density"]
    assert list(ours.index[~ours]) == ["A", "B"]  # A itself has no density here


def test_only_both_roundings_together_give_every_share():
    assert missed(shares(density(D.round(3)))) == {"BA", "EA"}
    assert missed(shares(density(D).round(3))) == {"BA", "AE", "DE"}
    assert missed(shares(density(D.round(3)).round(3))) == set()


def test_the_joint_table_of_the_printed_rows_sums_to_the_mean_of_their_sums():
    sums = PRINTED.sum(axis=1).round(3)
    assert list(sums) == [0.999, 1.001, 1, 1, 1.001]
    assert ts.joint_probabilities(PRINTED).sum().sum() == pytest.approx(sums.mean(), abs=1e-12)
    assert round(sums.mean(), 4) == 1.0002


def test_the_perplexities_of_the_printed_table_differ():
    assert list(ts.perplexity(ROWS).round(3)) == [3.935, 3.981, 3.961, 3.916, 3.96]
    assert (PRINTED.loc["A", "B"], PRINTED.loc["B", "A"]) == (0.302, 0.285)
    assert list(read("five_points_P_A")["p"]) == list(PRINTED.loc["A"].drop("A"))


def test_a_gaussian_map_gives_all_28_numbers_and_a_student_map_the_20_of_Q():
    Y, twin = five_points_map.recovered_map(), five_points_map.student_twin()
    assert five_points_map.matches(Y) == 28
    assert five_points_map.student_matches(twin.to_numpy()) == 20
    longer = ts.distances(twin).max(axis=None) / ts.distances(Y).max(axis=None)
    assert 1.41 < longer < 1.55
    assert (abs(ts.distances(twin)["A"].drop("A") - MAP_A.loc["distance"]) > 0.05).all()
    assert recipe(Y)[0].shape == (5, 5)


def test_with_the_printed_distances_only_the_gaussian_gives_row_A():
    d, row = MAP_A.loc["distance"], MAP_A.loc["normalized"]
    gaussian, student = density(d).round(3), stats.t(1).pdf(d).round(3)
    assert list((gaussian / gaussian.sum()).round(3)) == list(row)
    assert (abs(gaussian / gaussian.sum() - row) < 0.001).all()
    assert list((student / student.sum() - row).round(3)) == [-0.014, 0.018, -0.001, -0.004]
    formula = np.exp(-(d**2) / 2) / np.exp(-(d**2)).sum()
    assert list((formula - row).round(3)) == [-0.01, 0.033, 0.007, 0.003]
    assert (round(formula.sum(), 3), round(row.sum(), 3)) == (1.033, 1.001)


def test_the_best_student_map_with_the_printed_distances_misses_every_share():
    Q = read("five_points_P_and_Q").to_numpy()[1::2]
    for seed in range(3):
        best = five_points_map.best_student_row(seed)
        off = abs(ts.similarities(best, "student", "rows") - Q)[OFF]
        assert off.min() > 0.0005
        assert 0.017 < off.max() < 0.0185


def test_no_t_density_of_unit_width_is_above_the_standard_gaussians_top():
    tops = [stats.t(df).pdf(0) for df in (0.1, 0.5, 1, 2, 5, 30, 1000, 1e6)]
    assert tops == sorted(tops)
    assert round(tops[2], 3) == 0.318
    assert tops[-1] < 1 / np.sqrt(2 * np.pi) < 0.3990 < MAP_A.loc["density"].min()
    assert (MAP_A.loc["density"].min(), MAP_A.loc["density"].max()) == (0.61, 0.771)


def test_at_no_width_has_students_kernel_the_printed_densities():
    def worst(scale):
        return abs(stats.t(1, scale=scale).pdf(MAP_A.loc["distance"]) - MAP_A.loc["density"]).max()

    best = min(minimize_scalar(worst, (a, 2 * a)).fun for a in (0.1, 0.2, 0.4, 0.8))
    assert best == pytest.approx(min(map(worst, np.arange(0.05, 3, 0.001))), abs=1e-3)
    assert best > 0.1


def test_what_the_ledger_says_of_the_web_page():
    status = ts.ledger("five points").status.value_counts().to_dict()
    assert status == {"exact": 130, "erratum": 28, "input": 15, "recipe": 5}
