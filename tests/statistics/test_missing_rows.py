"""Systems that lack rows: what is left to compare, and on which pages."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pytest

from boilerbench.scoring import Tokens
from boilerbench.scoring.metric import Floats
from boilerbench.scoring.overlap import page_values
from boilerbench.statistics import differences
from tests.statistics.tables import outputs, rows

SITES = [f"site{n % 15}" for n in range(30)]
GAP = [np.nan]


def test_a_pair_is_compared_where_both_have_rows() -> None:
    """A page that one of two systems lacks counts for no pair of it, and for the others still."""
    tables = [rows([0.5, 0.7, 0.9]), rows([0.4, *GAP, 0.4]), rows([0.5, 0.1, 0.9])]
    first, second, third = differences(Tokens(), tables, ["a", "b", "c"])
    assert [one.value for one in (first, second, third)] == pytest.approx([0.3, 0.2, -0.3])
    assert [one.pages for one in (first, second, third)] == [2, 3, 2]
    assert first.units == 2


def test_nothing_in_common_is_nothing_known() -> None:
    """Without a common page all numbers are nan, and the pair counts in no correction."""
    tables = [rows([0.5, *GAP]), rows([*GAP, 0.5]), rows([0.1, 0.2])]
    first, second, third = differences(Tokens(), tables, ["a", "b"])
    assert (first.pages, first.units) == (0, 0)
    assert all(
        math.isnan(one)
        for one in (first.value, first.low, first.high, first.error, first.p, first.adjusted)
    )
    assert (second.p, second.adjusted, third.adjusted) == (1.0, 1.0, 1.0)


def test_replicates_without_a_common_page_are_dropped() -> None:
    """Of one common page among two, a replicate that draws the other one says nothing."""
    (found,) = differences(Tokens(), [rows([0.5, *GAP]), rows([0.4, 0.3])], ["a", "b"])
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))
    assert (found.error, found.holds) == (0.0, 1.0)


def test_one_replicate_has_no_error() -> None:
    """The standard deviation of one number is not known; of none there is no interval either."""
    (one,) = differences(Tokens(), [rows([0.5]), rows([0.4])], ["a"], replicates=1)
    assert math.isnan(one.error)
    assert one.low == pytest.approx(0.1)
    (none,) = differences(Tokens(), [rows([0.5]), rows([0.4])], ["a"], replicates=0)
    assert all(math.isnan(number) for number in (none.error, none.low, none.high, none.holds))


def test_swaps_are_the_same_for_all_pairs() -> None:
    """A pair has the p-value it has alone, whatever gaps other systems have."""
    tables = list(outputs(Tokens(), 3, 30, seed=3))
    gappy = np.array(tables[2])
    gappy[7] = np.nan
    alone = differences(Tokens(), tables, SITES, permutations=700)
    beside = differences(Tokens(), [*tables[:2], gappy], SITES, permutations=700)
    assert replace(beside[0], adjusted=0) == replace(alone[0], adjusted=0)
    assert [one.pages for one in beside] == [30, 29, 29]


def test_one_system_has_nothing_beside_it() -> None:
    """Of one system, or none, there is no pair."""
    assert differences(Tokens(), [rows([0.5])], ["a"]) == ()
    assert differences(Tokens(), [], ["a"]) == ()


@dataclass(frozen=True, repr=False)
class Opaque(Tokens):
    """The metric `tokens`, of which nobody says what its summary is made of."""

    mean_of_pages = False

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        total = weights.sum(axis=1)
        return {name: weights @ one / total for name, one in page_values(statistics).items()}


@pytest.mark.parametrize("permutations", [1200, 2**15])
def test_a_summary_is_enough(permutations: int) -> None:
    """A metric that has its summary and no more gets the same numbers, drawn and exact."""
    tables = list(outputs(Tokens(), 3, 30, seed=4, gaps=True))
    known, opaque = (
        differences(metric, tables, SITES, permutations=permutations, replicates=60)
        for metric in (Tokens(), Opaque())
    )
    for one, two in zip(known, opaque, strict=True):
        assert two.p == one.p
        assert (two.value, two.low, two.high, two.error, two.holds) == pytest.approx(
            (one.value, one.low, one.high, one.error, one.holds)
        )
