"""Times as the JSON of pytest-benchmark: its own statistics, its own shape, strict JSON."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_benchmark.stats import Stats as PeerStats

from boilerbench.manifests import Checkout, Machine
from boilerbench.reporting.pytest_benchmark import Report, Timed, report, stats_of, written

MACHINE = Machine(system="Linux 6.1.0 x86_64", python="3.12.1", processor="A Processor", cores=2)
SECONDS = st.floats(min_value=0, max_value=1e6, allow_subnormal=False)
ROUNDS = st.lists(SECONDS, min_size=1, max_size=40)
TIED = st.lists(st.integers(0, 5).map(lambda n: n / 3), min_size=1, max_size=40)
KEYS = {"group", "name", "fullname", "params", "param", "extra_info", "options", "stats"}


def peer(seconds: list[float]) -> dict[str, Any]:
    """What pytest-benchmark itself says of these rounds."""
    stats = PeerStats()
    stats.data = list(seconds)
    return {**stats.as_dict(), "data": stats.data, "iterations": 1}


def one_report(*timed: Timed, checkout: Checkout | None = None) -> Report:
    return report(
        timed, MACHINE, created="2026-01-02T03:04:05+00:00", project="tool", checkout=checkout
    )


def timed(*seconds: float, **more: Any) -> Timed:
    return Timed(name="a", fullname="news::a", group="news", seconds=seconds, **more)


@given(ROUNDS | TIED)
@example([0.0])
@example([0.0, 0.0])
@example([1.0, 2.0, 3.0, 4.0, 100.0])
@example([5.0, 1.0, 9.0, 2.0, 7.0, 3.0, 50.0])
def test_statistics_are_those_of_pytest_benchmark(seconds: list[float]) -> None:
    """Every field, to the last bit, is what its own class computes, in its own order of fields."""
    try:
        expected = peer(seconds)
    except IndexError:  # equal times whose quartile was rounded past them
        assert stats_of(seconds).ld15iqr == max(seconds)
        return
    found = msgspec.structs.asdict(stats_of(seconds))
    assert {**found, "data": list(found["data"])} == expected
    assert list(found) == list(expected)


def test_quartiles_of_a_worked_example() -> None:
    """Of 1 to 8 and of 1 to 5, by hand."""
    even, odd = stats_of([8, 1, 7, 2, 6, 3, 5, 4]), stats_of([1, 2, 3, 4, 5])
    assert (even.q1, even.median, even.q3, even.iqr) == (2.5, 4.5, 6.5, 4.0)
    assert (odd.q1, odd.median, odd.q3) == (1.75, 3, 4.25)
    assert (odd.ops, odd.total, odd.rounds) == (5 / 15, 15, 5)


@pytest.mark.parametrize("seconds", [(), (-1.0,), (1.0, float("nan")), (float("inf"),)])
def test_what_is_no_time_is_refused(seconds: tuple[float, ...]) -> None:
    """A benchmark without rounds, or with a round that took no time that is one, cannot be."""
    with pytest.raises(ValueError, match="news::a has no times"):
        timed(*seconds)


def _not_strict(word: str) -> None:
    raise AssertionError(word)


def test_the_file_is_strict_json_of_the_known_shape() -> None:
    """No NaN or Infinity even where a fact is one; every key that pytest-benchmark writes."""
    params: dict[str, str | int] = {"extractor": "a", "processes": 2}
    text = written(one_report(timed(0.1, params=params, extra_info={"f1": float("nan")})))
    found = json.loads(text, parse_constant=_not_strict)
    assert set(found) == {"machine_info", "commit_info", "benchmarks", "datetime", "version"}
    (one,) = found["benchmarks"]
    assert set(one) == KEYS
    assert set(one["stats"]) == set(peer([0.1]))
    assert (one["param"], one["extra_info"]) == ("a-2", {"f1": None})
    assert found["machine_info"]["release"] == "6.1.0"
    assert found["machine_info"]["cpu"] == {
        "brand_raw": "A Processor",
        "count": 2,
        "arch": "x86_64",
    }


def test_the_commit_is_the_checkout_that_was_measured() -> None:
    """Where a source tree was timed, its commit and its state stand in the file."""
    plain = one_report(timed(0.1)).commit_info
    assert (plain["id"], plain["dirty"], plain["project"]) == ("unversioned", False, "tool")
    checkout = Checkout(path="here", digest="0", commit="abc", dirty=True)
    found = one_report(timed(0.1), checkout=checkout).commit_info
    assert (found["id"], found["dirty"]) == ("abc", True)
    assert set(found) == {"id", "time", "author_time", "dirty", "project", "branch"}
    assert one_report(timed(0.1)).benchmarks[0].params is None
