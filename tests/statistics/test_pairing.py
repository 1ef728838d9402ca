import math
from collections.abc import Sequence
from dataclasses import astuple, replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # an oracle, without types

from boilerbench.scoring import AebShingles, Metric, NoiseLeaks, Tokens
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import Average, Difference, averaged, differences
from tests.statistics.tables import EVERY, outputs, rows

AVERAGES: tuple[Average, ...] = get_args(Average)
SITES = [f"site{n % 12}" for n in range(24)]
IDS = [f"page{n}" for n in range(24)]


def numbers(one: Difference) -> tuple[float, ...]:
    return astuple(one)[2:]


def test_a_difference_by_hand() -> None:
    """Three pages, always one tenth apart: of 8 swaps the two without a mixture are as far."""
    tables = [rows([0.5, 0.6, 0.7]), rows([0.4, 0.5, 0.6])]
    (found,) = differences(Tokens(), tables, ["a", "b", "c"])
    assert (found.first, found.second, found.pages, found.units) == (0, 1, 3, 3)
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))
    assert (found.p, found.adjusted, found.holds, found.error) == (0.25, 0.25, 1.0, 0.0)


def test_pages_of_a_site_are_swapped_together() -> None:
    """Ten sites of two pages that cancel out: every swap of sites is as far apart as measured."""
    sites = [f"site{n // 2}" for n in range(20)]
    tables = [rows([0.5] * 20), rows([0.4, 0.6] * 10)]
    (found,) = differences(Tokens(), tables, sites)
    assert (found.value, found.p, found.units, found.pages) == (0.0, 1.0, 10, 20)
    tables = [rows([0.5] * 20), rows([0.4, 0.45] * 10)]
    (found,) = differences(Tokens(), tables, sites)
    assert found.p == 2 / 2**10


@pytest.mark.parametrize("average", AVERAGES)
@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_identical_systems_are_not_told_apart(metric: Metric, average: Average) -> None:
    """The same rows differ by exactly 0, with p 1, and hold in half of the replicates."""
    (table,) = outputs(metric, 1, 24, seed=1)
    (found,) = differences(
        metric, [table, table.copy()], SITES, average=average, permutations=300, replicates=50
    )
    assert (found.value, found.low, found.high, found.error) == (0, 0, 0, 0)
    assert (found.p, found.adjusted, found.holds) == (1, 1, 0.5)


def test_the_permutation_test_is_scipys() -> None:
    """All 2^12 swaps of two systems' page values give scipy's p-value of the paired test."""
    rng = np.random.default_rng(5)
    one = rng.random(12)
    two = np.clip(one + rng.normal(-0.08, 0.1, 12), 0, 1)
    oracle = stats.permutation_test(
        (one, two), lambda x, y: np.mean(x - y), permutation_type="samples", n_resamples=np.inf
    )
    sites = [f"site{n}" for n in range(12)]
    (found,) = differences(Tokens(), [rows(one), rows(two)], sites)
    assert found.p == pytest.approx(oracle.pvalue, abs=1e-12)
    (drawn,) = differences(Tokens(), [rows(one), rows(two)], sites, permutations=4000)
    assert drawn.p == pytest.approx(oracle.pvalue, abs=0.03)
    assert drawn.p != found.p


def test_the_interval_is_scipys() -> None:
    """Ends and error agree with scipy's paired percentile bootstrap."""
    rng = np.random.default_rng(6)
    one, two = rng.beta(8, 2, 150), rng.beta(7, 2, 150)
    oracle = stats.bootstrap(
        (one, two),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        paired=True, method="percentile", n_resamples=4000, rng=1,
    )  # fmt: skip  # one line an oracle's options
    sites = [f"site{n}" for n in range(150)]
    (found,) = differences(Tokens(), [rows(one), rows(two)], sites, replicates=4000, permutations=0)
    assert found.low == pytest.approx(oracle.confidence_interval.low, abs=0.003)
    assert found.high == pytest.approx(oracle.confidence_interval.high, abs=0.003)
    assert found.error == pytest.approx(oracle.standard_error, rel=0.06)
    assert math.isnan(found.p)
    assert math.isnan(found.adjusted)


def by_hand(metric: Metric, one: Floats, two: Floats, average: Average) -> float:
    """The exact p-value, swap by swap, each page its own unit."""
    once, n, ways = np.ones((1, len(one))), len(one), 1 << len(one)
    hits = 0

    def apart(swap: int) -> float:
        given = (swap >> np.arange(n) & 1).astype(bool)[:, None]
        pair = np.where(given, two, one), np.where(given, one, two)
        first, second = (averaged(metric, t, once, average)[metric.headline][0] for t in pair)
        return float(abs(first - second))

    for swap in range(ways):
        hits += int(apart(swap) >= apart(0) - 1e-12)
    return hits / ways


@pytest.mark.parametrize("average", AVERAGES)
@pytest.mark.parametrize("metric", EVERY, ids=repr)
def test_p_is_the_share_of_all_swaps(metric: Metric, average: Average) -> None:
    """Products, sums and sorting count what trying each swap by hand counts, for every metric."""
    one, two = outputs(metric, 2, 7, seed=2)
    (found,) = differences(metric, [one, two], ["a"] * 7, average=average, replicates=2)
    if math.isnan(found.value):
        assert math.isnan(found.p)
    else:
        assert found.p == by_hand(metric, one, two, average)


@pytest.mark.parametrize("average", AVERAGES)
@pytest.mark.parametrize("metric", [Tokens(), AebShingles(), NoiseLeaks()], ids=repr)
@settings(max_examples=10)
@given(data=st.data())
def test_order_decides_nothing(metric: Metric, average: Average, data: st.DataObject) -> None:
    """Pages may be shuffled, and systems too, which turns signs and nothing else."""
    tables = outputs(
        metric, 3, 24, seed=data.draw(st.integers(0, 5)), gaps=data.draw(st.booleans())
    )
    pages = data.draw(st.permutations(range(24)))
    systems = data.draw(st.permutations(range(3)))

    def compared(systems: Sequence[int], pages: Sequence[int]) -> tuple[Difference, ...]:
        return differences(
            metric, [tables[system][pages] for system in systems], [SITES[page] for page in pages],
            ids=[IDS[page] for page in pages], average=average, permutations=200, replicates=40,
        )  # fmt: skip  # three lines say it

    found, shuffled = compared(range(3), range(24)), compared(systems, pages)
    known = {(one.first, one.second): one for one in found}
    for one in shuffled:
        pair = systems[one.first], systems[one.second]
        expected = known[pair] if pair in known else turned(known[pair[::-1]])
        assert numbers(one) == pytest.approx(numbers(expected), abs=1e-9, nan_ok=True)


def turned(one: Difference) -> Difference:
    return replace(one, value=-one.value, low=-one.high, high=-one.low)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=15))
def test_numbers_stay_in_their_bounds(pages: list[tuple[float, float]]) -> None:
    """A p and its adjusted value are chances, holds a share, the interval is in order."""
    one, two = np.array(pages).T
    sites = [f"site{n}" for n in range(len(pages))]
    tables = [rows(one), rows(two), rows(one)]
    found = differences(Tokens(), tables, sites, permutations=99, replicates=20)
    assert [(x.first, x.second) for x in found] == [(0, 1), (0, 2), (1, 2)]
    for x in found:
        assert 0 < x.p <= x.adjusted <= 1
        assert 0 <= x.holds <= 1
        assert x.low <= x.high
        assert x.error >= 0
        assert x.units == x.pages == len(pages)
    assert found[1].value == 0
    assert found[0].value == pytest.approx(-found[2].value)
    assert found[0].p == found[2].p
