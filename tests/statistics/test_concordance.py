import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # an oracle, without types

from boilerbench.scoring import Shingles, Tokens
from boilerbench.statistics import concordance, replicate_scores, tau
from tests.statistics.tables import outputs, rows

SITES = [f"site{n}" for n in range(20)]
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([1, 2, 3, 4], [10, 20, 30, 40], 1.0),
        ([1, 2, 3, 4], [4, 3, 2, 1], -1.0),
        ([1, 2, 3, 4], [1, 2, 4, 3], (5 - 1) / 6),
        ([1, 1, 2], [1, 2, 3], 2 / 6**0.5),
        ([1, 1, 1], [1, 2, 3], np.nan),
        ([1], [1], np.nan),
        ([1, np.nan, 2], [1, 2, 3], np.nan),
    ],
)
def test_tau_by_hand(first: list[float], second: list[float], expected: float) -> None:
    """Concordant less discordant pairs, over the pairs that are untied."""
    assert tau(first, second) == pytest.approx(expected, nan_ok=True)


@given(PAIRS)
def test_tau_is_scipys(pairs: list[tuple[int, int]]) -> None:
    """tau-b equals scipy's, ties and all; order, scale and which is first decide nothing."""
    first, second = np.array(pairs, dtype=float).T.tolist()
    expected = stats.kendalltau(first, second).statistic
    assert tau(first, second) == pytest.approx(expected, nan_ok=True)
    assert tau(second, first) == pytest.approx(expected, nan_ok=True)
    assert tau(first[::-1], [3 * one for one in second[::-1]]) == pytest.approx(
        expected, nan_ok=True
    )


def test_rounding_is_a_tie() -> None:
    """Scores that differ in their last digit are the same score."""
    assert tau([0.1 + 0.2, 0.3, 0.5], [1, 2, 3]) == pytest.approx(tau([0.3, 0.3, 0.5], [1, 2, 3]))


def test_concordance_is_the_tau_of_each_replicate() -> None:
    """Value and interval are what scipy's tau of each row of the same replicates gives."""
    first = replicate_scores(Tokens(), list(outputs(Tokens(), 5, 20, seed=1)), SITES, replicates=99)
    shingled = list(outputs(Shingles(4), 5, 20, seed=1))
    second = replicate_scores(Shingles(4), shingled, SITES, replicates=99)
    found = concordance(first, second)
    taus = [stats.kendalltau(a, b).statistic for a, b in zip(first[1], second[1], strict=True)]
    assert found.value == pytest.approx(stats.kendalltau(first[0], second[0]).statistic)
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(taus, [2.5, 97.5])))
    assert found.dropped == 0


def test_a_metric_agrees_with_itself() -> None:
    """The same scores are in the same order in every replicate, whoever has no score."""
    tables = [rows([0.1 * n] * 20) for n in range(4)] + [np.full((20, 3), np.nan)]
    scores = replicate_scores(Tokens(), tables, SITES, replicates=50)
    found = concordance(scores, scores)
    assert (found.value, found.low, found.high, found.dropped) == (1, 1, 1, 0)


def test_replicates_without_an_order_are_dropped() -> None:
    """A replicate in which all systems tie has no tau."""
    point, drawn = np.array([0.1, 0.2]), np.array([[0.1, 0.2], [0.3, 0.3]])
    found = concordance((point, drawn), (point, drawn))
    assert (found.value, found.dropped) == (1, 1)
