"""How many times as fast: known values, what an interval covers, oracles."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # an oracle, without types

from boilerbench.scoring.metric import Floats
from boilerbench.speed.ratios import NORMAL, STUDENT, Times, paired_times, unpaired_times

PAGES, ROUNDS = 30, 6
SITES = [f"site-{page // 2}" for page in range(PAGES)]


def test_the_quantiles_are_those_of_the_distributions() -> None:
    """The literal tables are Student's and the normal distribution's."""
    assert pytest.approx(stats.norm.ppf(0.975)) == NORMAL
    exact = [stats.t.ppf(0.975, freedom) for freedom in range(1, 21)]
    assert list(STUDENT) == pytest.approx(exact, abs=6e-4)


@pytest.mark.parametrize("times", [paired_times, unpaired_times])
@given(factor=st.floats(0.01, 100), seed=st.integers(0, 1000))
def test_a_constant_factor_is_found_exactly(
    times: Callable[..., Times | None], factor: float, seed: int
) -> None:
    """Where each page takes so many times as long and nothing varies, that is the ratio."""
    page = np.random.default_rng(seed).uniform(1, 50, (PAGES, 1))
    fast = np.repeat(page, ROUNDS, axis=1)
    found = times(fast, fast * factor, SITES)
    assert found is not None
    assert [found.value, found.low, found.high] == pytest.approx([factor] * 3)
    assert found.pages == PAGES


@given(seed=st.integers(0, 1000))
def test_turned_round_it_is_the_inverse(seed: int) -> None:
    """What is so many times as fast is that many times as slow seen from the other side."""
    rng = np.random.default_rng(seed)
    one, other = rng.uniform(1, 50, (2, PAGES, ROUNDS))
    there, back = paired_times(one, other, SITES), paired_times(other, one, SITES)
    assert there is not None
    assert back is not None
    assert there.value == pytest.approx(1 / back.value)
    assert there.low == pytest.approx(1 / back.high)


def test_only_pages_that_both_answered_in_one_round_count() -> None:
    """Pages and rounds without a call are left out; without any in common there is no ratio."""
    fast, slow = np.full((2, 3, 2), np.nan)
    fast[0], slow[0] = 1, 2
    fast[1, 0], slow[1, 1] = 1, 8  # never side by side
    fast[2] = 1
    paired, unpaired = paired_times(fast, slow, "abc"), unpaired_times(fast, slow, "abc")
    assert paired is not None
    assert unpaired is not None
    assert (paired.value, paired.pages) == (2, 1)
    assert (unpaired.value, unpaired.pages) == (4, 2)
    assert paired_times(fast[2:], slow[2:], "c") is None
    assert unpaired_times(fast[2:], slow[2:], "c") is None


def test_what_disturbs_both_alike_is_no_bias() -> None:
    """A round that is five times as slow for all leaves a paired ratio as it is."""
    rng = np.random.default_rng(1)
    fast = rng.uniform(1, 50, (PAGES, ROUNDS))
    slow = fast * 1.1
    weather = np.array([1, 1, 5, 1, 2, 1])
    found = paired_times(fast * weather, slow * weather, SITES)
    assert found is not None
    assert [found.low, found.high] == pytest.approx([1.1, 1.1])


def _covers(times: Callable[..., Times | None], rng: np.random.Generator) -> bool:
    """Whether an interval has the truth of 1.2 in it: sites, rounds and calls all vary."""
    names, places = np.unique(SITES, return_inverse=True)
    by_site = rng.normal(0, 0.2, len(names))[places][:, None]
    costs = rng.uniform(1, 3, (PAGES, 1))
    rounds = rng.normal(0, 0.03, (2, 1, ROUNDS))
    noise = rng.gamma(1, 0.05, (2, PAGES, ROUNDS))
    fast: Floats = np.exp(costs + rounds[0] + noise[0])
    slow: Floats = np.exp(costs + np.log(1.2) + by_site + rounds[1] + noise[1])
    found = times(fast, slow, SITES)
    assert found is not None
    return found.low < 1.2 < found.high


@pytest.mark.parametrize("times", [paired_times, unpaired_times])
def test_intervals_cover_the_truth_as_often_as_they_say(
    times: Callable[..., Times | None],
) -> None:
    """Of 300 invented measurements about 95 % of the intervals have the truth in them."""
    rng = np.random.default_rng(7)
    share = np.mean([_covers(times, rng) for _ in range(300)])
    assert 0.9 <= share <= 0.99


@pytest.mark.parametrize("pages", [2, 3, 5, 10])
def test_few_pages_have_wide_intervals(pages: int) -> None:
    """Where pages differ and are few, the interval holds the truth all the same."""
    rng = np.random.default_rng(pages)
    held = []
    for _ in range(300):
        fast = np.exp(rng.normal(0, 0.02, (pages, 5)))
        slow = fast * np.exp(rng.normal(0, 0.3, (pages, 1)))
        found = paired_times(fast, slow, [str(page) for page in range(pages)])
        assert found is not None
        held.append(found.low < 1 < found.high)
    assert np.mean(held) >= 0.92


def test_rounds_that_only_took_again_what_was_disturbed_say_nothing_of_rounds() -> None:
    """A round of a single page does not widen the interval."""
    fast = np.ones((PAGES, ROUNDS))
    slow = fast * 2
    slow[1:, -1] = np.nan
    slow[0, -1] = 40
    found = paired_times(fast, slow, SITES)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((2, 2))


def test_a_single_page_and_a_single_round_have_no_interval() -> None:
    """One number says nothing of its spread."""
    found = paired_times(np.array([[2.0]]), np.array([[6.0]]), ["a"])
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((3, 3, 3))
