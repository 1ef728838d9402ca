from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # an oracle, without types

from boilerbench.records import Gold, Noise
from boilerbench.scoring import AebShingles, Metric, Tokens
from boilerbench.scoring import NoiseLeaks as Leaks
from boilerbench.statistics import Average, Estimate, averaged, estimate, resample
from boilerbench.statistics.averaging import interval
from tests.statistics.tables import EVERY, outputs, rows

AVERAGES: tuple[Average, ...] = get_args(Average)
ONCE = np.ones((1, 4))


def test_the_interval_is_the_percentile_interval() -> None:
    """Value and ends agree with scipy's percentile bootstrap on the same kind of draws."""
    values = np.random.default_rng(3).beta(8, 2, size=200)
    draws = resample([str(n) for n in range(200)], replicates=4000)
    found = estimate(Tokens(), rows(values), draws)
    oracle = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=4000, rng=1)
    assert found["f1"].value == pytest.approx(values.mean())
    assert found["f1"].low == pytest.approx(oracle.confidence_interval.low, abs=0.003)
    assert found["f1"].high == pytest.approx(oracle.confidence_interval.high, abs=0.003)
    assert found["f1"].dropped == 0


@given(st.lists(st.floats(-9, 9) | st.just(np.nan), min_size=1, max_size=40))
def test_percentiles_are_numpys(drawn: list[float]) -> None:
    """Ends are numpy's percentiles of the replicates that are not nan; nan of none."""
    low, high = interval(np.array([drawn]))
    known = [one for one in drawn if not np.isnan(one)]
    expected = np.percentile(known, [2.5, 97.5]) if known else [np.nan, np.nan]
    assert [low[0], high[0]] == pytest.approx(list(expected), nan_ok=True)


def test_no_replicates_no_interval() -> None:
    """Without replicates there is a value and no interval."""
    found = estimate(Tokens(), rows([0.5]), resample(["a"], replicates=0))
    assert found["f1"].value == 0.5
    assert np.isnan([found["f1"].low, found["f1"].high]).all()


def test_an_interval_by_hand() -> None:
    """Two pages, values 0 and 1: replicates are 0, a half and 1, the interval is all of it."""
    found = estimate(Tokens(), rows([0.0, 1.0]), resample(["a", "b"]))
    assert found["recall"] == Estimate(0.5, 0.0, 1.0, 0)


def test_replicates_without_a_countable_page_are_dropped() -> None:
    """A kind planted on one page of two is missing in a quarter of the replicates."""
    planted = Gold(text="x", noise=(Noise("promo", "buy"), Noise("share", "s")))
    table = np.array([Leaks().page(planted, "x buy"), Leaks().page(planted, "x")])
    table[1, Leaks().columns.index("promo.planted_pages")] = 0
    draws = resample(["a", "b"])
    found = estimate(Leaks(), table, draws)
    assert found["promo.pages"].dropped == (draws.weights[:, 0] == 0).sum() > 0
    assert found["promo.pages"].value == 1
    assert found["cookie.pages"].dropped == 1000
    assert np.isnan(found["cookie.pages"].low)
    assert found["pages"].value == 0.5


@pytest.mark.parametrize("average", AVERAGES)
def test_no_pages_no_value(average: Average) -> None:
    """An empty sample has nan values and no error, under every average."""
    found = estimate(Tokens(), np.zeros((0, 3)), resample([]), average=average)
    assert np.isnan(found["f1"].value)
    assert found["f1"].dropped == 1000


@pytest.mark.parametrize(
    ("average", "expected"),
    [("page", (1.0 + 0.5 + 0.0 + 0.0) / 4), ("pooled", 2 * 3 / 13), ("median", 0.25), ("worst", 0)],
)
def test_averages_by_hand(average: Average, expected: float) -> None:
    """Four pages of F1 1, a half, 0 and 0, with 3 of 13 tokens shared (twice, in F1's sums)."""
    table = np.array([[1, 0, 0], [2, 2, 2], [0, 3, 0], [0, 0, 0]], dtype=float)
    assert averaged(Tokens(), table, ONCE, average)["f1"][0] == pytest.approx(expected)


@pytest.mark.parametrize("average", AVERAGES)
@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_weights_count_as_copies(metric: Metric, average: Average) -> None:
    """A page of weight w is w pages, and one of weight 0 none, for every metric and average."""
    (table,) = outputs(metric, 1, 12, seed=4)
    weights = np.array([[0, 3, 1, 2, 0, 1, 1, 1, 2, 0, 1, 4]], dtype=float)
    copies = np.repeat(table, weights[0].astype(int), axis=0)
    found = averaged(metric, table, weights, average)
    expected = averaged(metric, copies, np.ones((1, len(copies))), average)
    assert set(found) == set(metric.ideal)
    for name in found:
        assert found[name] == pytest.approx(expected[name], nan_ok=True), name


@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_pooled_values_are_of_the_summed_rows(metric: Metric) -> None:
    """Three times the same page, pooled, is that page: every column is a count or a sum."""
    (table,) = outputs(metric, 1, 8, seed=5)
    for row in table:
        found = averaged(metric, np.stack([row] * 3), np.ones((1, 3)), "pooled")
        for name, expected in metric.values(row[None]).items():
            assert found[name] == pytest.approx(expected, nan_ok=True), name


def test_pooled_accuracy_is_a_share() -> None:
    """Two of four pages that are gold word for word are an accuracy of a half."""
    texts = ["one two", "one two", "one", ""]
    table = np.array([AebShingles().page(Gold(text="one two"), text) for text in texts])
    assert averaged(AebShingles(), table, ONCE, "pooled")["accuracy"][0] == 0.5


def test_worst_is_where_the_ideal_is_far() -> None:
    """Of leaks, the worst tenth are the pages that leak."""
    gold = Gold(text="x", noise=(Noise("promo", "buy"),))
    table = np.array([Leaks().page(gold, "x buy"), *[Leaks().page(gold, "x")] * 9])
    draws = resample([str(n) for n in range(10)])
    assert estimate(Leaks(), table, draws, average="worst")["pages"].value == 1
    values = rows(np.linspace(0.1, 1, 10))
    assert estimate(Tokens(), values, draws, average="worst")["f1"].value == pytest.approx(0.1)
