"""Which calls count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.speed.pace import chosen, is_undisturbed, pace_of, undisturbed
from boilerbench.speed.record import Called
from boilerbench.speed.samples import samples_of


def call(page: int, number: int, ms: int, laps: tuple[int, int] | None = (100, 100)) -> Called:
    return Called(0, page, number, "ok", 2 * ms * 10**6, ms * 10**6, laps)


def test_the_undisturbed_pace_is_the_fifth_percentile_of_all_laps() -> None:
    """A single lap that was too good is no measure for the others."""
    calls = [call(0, 1, 5, (100 + lap, 100 + lap)) for lap in range(100)]
    assert undisturbed(calls) == pytest.approx(105, abs=0.5)
    assert undisturbed([call(0, 1, 5, None)]) is None


def test_a_call_counts_when_both_laps_kept_four_fifths_of_the_pace() -> None:
    """The slower of two laps decides; a worker that gives none is believed."""
    assert is_undisturbed(call(0, 1, 5, (100, 125)), 100)
    assert not is_undisturbed(call(0, 1, 5, (100, 126)), 100)
    assert is_undisturbed(call(0, 1, 5, None), 100)
    assert is_undisturbed(call(0, 1, 5), None)
    assert pace_of(call(0, 1, 5, (100, 200)), 100) == 0.5
    assert pace_of(call(0, 1, 5, None), 100) == 1


def test_disturbed_calls_are_left_out_where_enough_others_are_there() -> None:
    """Three good calls are enough; else the three best count, and the page is marked."""
    good = [call(0, number, 10) for number in (1, 2, 3)]
    bad = [call(0, number, 30, (100, 900 - number)) for number in (4, 5, 6)]
    assert chosen([*good, *bad], 100, 3) == (good, False)
    assert chosen([*good[:1], *bad], 100, 3) == ([good[0], bad[2], bad[1]], True)
    assert chosen(good[:1], 100, 3) == (good[:1], False)


def test_calls_become_matrices_of_pages_and_rounds() -> None:
    """Milliseconds where a call counts, nan where none does; every call is in `every`."""
    calls = [call(0, number, 10 + number) for number in (1, 2, 3)]
    calls.append(call(0, 4, 50, (100, 500)))
    calls.append(call(2, 2, 7))
    found = samples_of(calls, 3, 4)
    assert found.cpu.tolist()[0][:3] == [11, 12, 13]
    assert found.wall[0, 0] == 22
    assert np.isnan(found.cpu[0, 3])
    assert found.every[0, 3] == 50
    assert np.isnan(found.cpu[1]).all()
    assert found.cpu[2, 1] == 7
    assert found.disturbed == ()
    assert found.undisturbed == 4


def test_a_page_on_which_a_call_failed_has_no_figures() -> None:
    """What answers now and then is not timed."""
    calls = [call(0, 1, 10), call(0, 2, 10), Called(0, 0, 3, "timeout"), call(1, 1, 5)]
    found = samples_of(calls, 2, 3)
    assert np.isnan(found.cpu[0]).all()
    assert np.isnan(found.every[0]).all()
    assert found.cpu[1, 0] == 5
    assert found.failed == {0}


def test_no_call_is_shorter_than_the_step_of_a_clock() -> None:
    """A clock of microseconds gives nothing for what takes less: that is no ratio of infinity."""
    found = samples_of([Called(0, 0, 1, "ok", 300, 0, (1, 1))], 1, 1)
    assert found.cpu[0, 0] == found.wall[0, 0] == 0.001


def test_no_calls_are_no_figures() -> None:
    """An extractor that could not run has empty matrices of the right length."""
    assert samples_of([], 4, 6).cpu.shape == (4, 6)


@given(st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 1000)), min_size=1, max_size=12))
def test_at_least_three_calls_count_or_all_there_are(laps: list[tuple[int, int]]) -> None:
    """However busy the machine, a page keeps figures, and never worse paced ones than it drops."""
    calls = [call(0, number + 1, 5, lap) for number, lap in enumerate(laps)]
    best = undisturbed(calls)
    kept, marked = chosen(calls, best, 3)
    assert len(kept) >= min(3, len(calls))
    dropped = [pace_of(one, best) for one in calls if one not in kept]
    assert max(dropped, default=0) <= min(pace_of(one, best) for one in kept)
    assert marked == (sum(is_undisturbed(one, best) for one in calls) < min(3, len(calls)))
