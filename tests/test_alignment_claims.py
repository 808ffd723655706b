"""The blog post's four numbers: two hold, one has other units, one has a counter-example."""

import numpy as np
import pytest

import teachsne as ts
from teachsne.course.sources import alignment_claims
from teachsne.datasets.files import read


@pytest.fixture(scope="module")
def entries():
    return ts.ledger("blog post").set_index("row")


def test_all_four_are_accounted_for(entries):
    assert list(entries.index) == list(read("alignment_comments").index)
    assert entries.printed.tolist() == [1e-8, 0, 1, 0]
    assert entries.status.tolist() == ["erratum", "exact", "erratum", "exact"]
    assert (entries.note != "").all()


def test_the_weight_acts_four_times_as_strongly_and_goes_with_eight_thousand_points(entries):
    assert entries.true["weight"] == 4e-8
    assert "acts as 4e-08" in entries.note["weight"]
    assert "200 need 1.6e-06" in entries.note["weight"]


def test_for_a_few_hundred_points_the_printed_weight_does_next_to_nothing():
    Xs = ts.views.noisy_classes().Xs
    loose, printed, useful = (
        ts.YokedTSNE(lam, perplexity=20, init="random", random_state=0).fit(Xs).alignment_error_
        for lam in (0, 1e-8, 1e-5)
    )
    assert printed > 0.3 * loose
    assert useful < 0.1 * loose


def test_the_ratio_exceeds_one_for_both_maps_of_the_counter_example(entries):
    found, _ = alignment_claims.ratios()
    assert (found > 1.005).all()
    assert 1.02 < entries.true["ratio at most"] == found.max() < 1.03


def test_its_maps_are_at_rest_and_lie_on_each_other():
    maps, kls = alignment_claims.at_rest(alignment_claims.two_valleys()[1], alignment_claims.STRONG)
    assert ((maps[0] - maps[1]) ** 2).sum() < 1e-6
    nudged, again = alignment_claims.at_rest(
        alignment_claims.two_valleys()[1] + 1e-7, alignment_claims.STRONG
    )
    assert np.allclose(kls, again, rtol=1e-9)
    assert np.allclose(
        maps[0] - maps[0].mean(axis=0), nudged[0] - nudged[0].mean(axis=0), atol=1e-4
    )


def test_at_weight_0_nothing_differs_from_equal_starts_and_all_does_from_others(entries):
    assert entries.true["difference at weight 0"] == 0
    starts = alignment_claims.two_valleys()[1]
    one, other = (alignment_claims.at_rest(start[None], 0.0)[1] for start in starts)
    assert abs(one - other) > 5e-4
