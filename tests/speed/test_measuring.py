"""The protocol from first to last, with real workers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError, SpecError, UsageError
from boilerbench.speed import throughput
from boilerbench.speed.folder import read_measurement
from boilerbench.speed.measuring import measure_speed
from boilerbench.speed.record import Called, Finished, Passed, Probed, Protocol, Started, Surveyed
from boilerbench.speed.summing import speeds_of

WriteExtractor = Callable[[str, str], str]
ECHO = "def extract(html, url=None):\n    return html[:100]\n"
SPIN = (
    "def extract(html, url=None):\n    sum(i * i for i in range({turns}))\n    return html[:100]\n"
)


def test_every_page_is_timed_in_every_round_by_new_workers(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """A first pass, then five rounds at least: a start each, and one warm call of each page."""
    specs = [write_extractor("one", ECHO), write_extractor("two", ECHO)]
    made = measure_speed(specs, ferry)
    kinds = Counter(type(event) for event in made.events)
    assert kinds[Surveyed] == 8
    starts = [event for event in made.events if isinstance(event, Started)]
    assert {(one.system, one.round) for one in starts} >= {
        (system, number) for system in (0, 1) for number in range(1, 6)
    }
    calls = [event for event in made.events if isinstance(event, Called)]
    cells = Counter((call.system, call.page) for call in calls)
    assert all(count >= 5 for count in cells.values())
    assert len(cells) == 8
    assert max(Counter((c.system, c.page, c.round) for c in calls).values()) == 1
    assert all(call.pace_ns and min(call.pace_ns) > 0 for call in calls)
    assert kinds[Probed] == 4
    assert isinstance(made.events[-1], Finished)
    assert made == read_measurement(made.path)


def test_extractors_take_turns_on_each_page_in_a_seeded_order(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """Calls of one page stand side by side; who begins is drawn; the same seed draws the same."""
    specs = [write_extractor("one", ECHO), write_extractor("two", ECHO)]
    orders = [_order(measure_speed(specs, ferry, protocol=Protocol(seed=s))) for s in (1, 1, 2)]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    pages = [page for _, page in orders[0]]
    assert pages[0::2] == pages[1::2]
    assert {system for system, _ in orders[0][0::2]} == {0, 1}


def _order(made: object) -> list[tuple[int, int]]:
    events = getattr(made, "events", ())
    calls = [event for event in events if isinstance(event, Called) and event.round <= 5]
    return [(call.system, call.page) for call in calls]


def test_twice_the_work_takes_twice_the_time(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """A ratio finds what one extractor does more than the other, however busy the machine."""
    specs = [
        write_extractor("once", SPIN.format(turns=20_000)),
        write_extractor("twice", SPIN.format(turns=40_000)),
    ]
    rows = speeds_of(measure_speed(specs, ferry)).rows
    ratio = rows[1].ratio
    assert ratio is not None
    assert 0.3 < ratio.times < 0.8
    assert rows[0].ratio is None
    assert rows[1].behind is not None
    assert rows[1].behind.times == pytest.approx(1 / ratio.times)


def test_pages_that_fail_are_named_and_not_timed(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """An extractor's figures are of the pages it answers; the others are counted by outcome."""
    fails = "def extract(html, url=None):\n    assert '/page1' not in url\n    return 'x'\n"
    row = speeds_of(measure_speed([write_extractor("fails", fails)], ferry)).rows[0]
    assert (row.pages, row.failures) == (3, {"error": 1})
    never = "def extract(html, url=None):\n    raise ValueError\n"
    row = speeds_of(measure_speed([write_extractor("never", never)], ferry)).rows[0]
    assert (row.pages, row.failures, row.latency, row.growth) == (0, {"error": 4}, None, None)


def test_a_page_that_fails_only_when_timed_has_no_figures(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """Who answers in the first pass and fails later is said to have failed."""
    code = (
        "import gc\ndef extract(html, url=None):\n"
        "    assert gc.isenabled() or '/page2' not in url\n    return 'x'\n"
    )
    row = speeds_of(measure_speed([write_extractor("moody", code)], ferry)).rows[0]
    assert (row.pages, row.failures) == (3, {"failed while timed": 1})
    made = measure_speed([write_extractor("moody", code)], ferry)
    reasons = {e.reason for e in made.events if isinstance(e, Called) and e.outcome == "error"}
    assert reasons == {"AssertionError"}


def test_the_first_call_of_a_worker_that_had_to_be_started_anew_is_no_warm_call(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """A page that ends its worker costs the next page nothing."""
    code = (
        "import gc, os, time\ncalls = 0\ndef extract(html, url=None):\n"
        "    global calls\n    calls += 1\n"
        "    if calls == 1: time.sleep(0.2)\n"
        "    if not gc.isenabled() and '/page2' in url: os._exit(3)\n    return 'x'\n"
    )
    made = measure_speed([write_extractor("dies", code)], ferry)
    slow = [e for e in made.events if isinstance(e, Called) and e.wall_ns > 150 * 10**6]
    assert slow == []
    assert speeds_of(made).rows[0].pages == 3


def test_several_workers_at_once_are_timed_as_a_whole(
    ferry: Corpus, write_extractor: WriteExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows with so many workers, each with readings of the cores before and after."""
    monkeypatch.setattr(throughput, "SECONDS", 0.05)
    made = measure_speed(
        [write_extractor("spins", SPIN.format(turns=20_000))], ferry, protocol=Protocol(processes=2)
    )
    windows = [event for event in made.events if isinstance(event, Passed)]
    assert {window.round for window in windows} == {1, 2, 3}
    assert all(len(window.before.rates) == 2 for window in windows)
    found = speeds_of(made).rows[0].throughput
    assert found is not None
    assert found.processes == 2
    assert found.pages_per_second > 0
    assert 0 < found.share < 2


def test_an_extractor_that_cannot_be_had_is_a_row_with_a_reason(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """The others are timed all the same."""
    broken = write_extractor("broken", f"import no_such_module\n{ECHO}")
    rows = speeds_of(measure_speed([broken, write_extractor("one", ECHO)], ferry)).rows
    assert rows[0].reason is not None
    assert "no_such_module" in rows[0].reason
    assert rows[1].pages == 4
    assert (rows[1].ratio, rows[1].behind) == (None, None)


def test_what_has_no_speed_is_refused(ferry: Corpus, tmp_path: Path) -> None:
    """Stored texts and the oracle are not run, too few repeats give no interval."""
    (tmp_path / "stored.json").write_text('{"page0": "text"}')
    for spec in ("oracle", "outputs:stored.json"):
        with pytest.raises(SpecError, match="stored texts have no speed"):
            measure_speed([spec], ferry)
    with pytest.raises(UsageError, match="4 repeats are too few"):
        measure_speed(["nothing"], ferry, protocol=Protocol(repeats=4))
    with pytest.raises(UsageError, match="0 workers cannot work"):
        measure_speed(["nothing"], ferry, protocol=Protocol(processes=0))


def test_a_folder_is_never_written_over(
    ferry: Corpus, write_extractor: WriteExtractor, tmp_path: Path
) -> None:
    """A measurement is a new folder: rounds of another hour do not mix with it."""
    spec = write_extractor("one", ECHO)
    measure_speed([spec], ferry, out=tmp_path / "mine")
    with pytest.raises(RunError, match="holds a measurement already"):
        measure_speed([spec], ferry, out=tmp_path / "mine")


def test_extractors_that_took_unlike_numbers_of_rounds_have_a_ratio(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """One that was done after five rounds stands beside one that had to be disturbed for ten."""
    specs = [write_extractor("one", ECHO), write_extractor("two", ECHO)]
    made = measure_speed(specs, ferry)
    fewer = tuple(
        event
        for event in made.events
        if not (isinstance(event, Called) and event.system == 1 and event.round > 3)
    )
    rows = speeds_of(replace(made, events=fewer)).rows
    assert rows[1].ratio is not None
    none = tuple(e for e in fewer if not (isinstance(e, Called) and e.system == 1))
    assert speeds_of(replace(made, events=none)).rows[1].ratio is None
