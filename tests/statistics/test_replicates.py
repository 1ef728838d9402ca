from typing import get_args

import numpy as np
import pytest

from boilerbench.scoring import AebShingles, Metric, NoiseLeaks, Tokens, TrafilaturaSnippets
from boilerbench.statistics import (
    Average,
    averaged,
    estimate,
    estimates,
    replicate_scores,
    resample,
)
from boilerbench.statistics.replicates import scores
from boilerbench.statistics.sums import sums_of
from tests.statistics.tables import EVERY, outputs, rows

AVERAGES: tuple[Average, ...] = get_args(Average)
SITES = [f"site{n % 13}" for n in range(26)]


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("average", AVERAGES)
@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_all_systems_at_once_are_each_alone(metric: Metric, average: Average, gaps: bool) -> None:
    """One product for all systems gives what each gets by itself, on the pages that it has."""
    tables = outputs(metric, 4, 26, seed=1, gaps=gaps)
    weights = resample(SITES, replicates=40).weights.astype(float)
    _, found = scores(metric, tables, weights, average)
    assert set(found) == set(metric.ideal)
    for system, table in enumerate(tables):
        present = ~np.isnan(table).any(axis=1)
        alone = averaged(metric, table[present], weights[:, present], average)
        for name, one in alone.items():
            assert found[name][system] == pytest.approx(one, abs=1e-12, nan_ok=True), name
    _, single = scores(metric, tables, weights, average, metric.headline)
    assert single[metric.headline] == pytest.approx(found[metric.headline], abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("metric", [AebShingles(), NoiseLeaks(), Tokens(), TrafilaturaSnippets()])
def test_summaries_are_made_of_sums(metric: Metric) -> None:
    """No metric's summary is gone through system by system, where it need not be."""
    tables = outputs(metric, 2, 5, seed=2)
    assert sums_of(metric, tables, "page", None) is not None
    assert sums_of(metric, tables, "pooled", metric.headline) is not None
    assert sums_of(metric, tables, "median", None) is None


@pytest.mark.parametrize("average", AVERAGES)
def test_estimates_are_those_of_each_system(average: Average) -> None:
    """Values, intervals and dropped replicates of many systems equal `estimate` of each."""
    tables, draws = outputs(NoiseLeaks(), 3, 26, seed=3), resample(SITES, replicates=200)
    found = estimates(NoiseLeaks(), list(tables), draws, average=average)
    for table, several in zip(tables, found, strict=True):
        alone = estimate(NoiseLeaks(), table, draws, average=average)
        assert set(several) == set(alone)
        for name, one in alone.items():
            mine = several[name]
            assert (mine.value, mine.low, mine.high) == pytest.approx(
                (one.value, one.low, one.high), abs=1e-12, nan_ok=True
            )
            assert mine.dropped == one.dropped


def test_a_system_without_any_page_has_no_score() -> None:
    """A table that is nan throughout has nan scores and leaves the others alone."""
    tables = [rows([0.2, 0.4]), rows([np.nan, np.nan])]
    point, drawn = replicate_scores(Tokens(), tables, ["a", "b"], replicates=30)
    assert point == pytest.approx([0.3, np.nan], nan_ok=True)
    assert drawn.shape == (30, 2)
    assert np.isnan(drawn[:, 1]).all()
    assert not np.isnan(drawn[:, 0]).any()


def test_metrics_over_the_same_pages_see_the_same_draws() -> None:
    """Precision and recall of rows in which they are equal are equal in every replicate."""
    tables = [rows(np.linspace(0, 1, 26)), rows(np.linspace(1, 0.5, 26))]
    found = [
        replicate_scores(Tokens(), tables, SITES, replicates=50, value=value, seed=3)[1]
        for value in ("precision", "recall")
    ]
    assert found[0] == pytest.approx(found[1])
    other = replicate_scores(Tokens(), tables, SITES, replicates=50, seed=4)[1]
    assert other != pytest.approx(found[0])
