"""Measurements under hardship: stopped, killed, pages that change, extractors that play tricks."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError
from boilerbench.records import HtmlSource
from boilerbench.running import Interrupted
from boilerbench.speed.folder import read_measurement
from boilerbench.speed.measuring import measure_speed
from boilerbench.speed.record import Called
from boilerbench.speed.summing import speeds_of

WriteExtractor = Callable[[str, str], str]
ECHO = "def extract(html, url=None):\n    return html[:100]\n"
SPIN = (
    "def extract(html, url=None):\n    sum(i * i for i in range({turns}))\n    return html[:100]\n"
)


class StopsInRound3:
    """A watch that stops the measurement, as ^C does."""

    def begin(self, part: str, length: int) -> None:
        """Stop before the third round."""
        assert length > 0
        if part.startswith("round 3"):
            raise KeyboardInterrupt

    def step(self, length: int, label: str) -> None:
        """See how far it is."""

    def end(self) -> None:
        """See the end of a part."""


def test_what_was_measured_before_an_interrupt_is_kept(
    ferry: Corpus, write_extractor: WriteExtractor, tmp_path: Path
) -> None:
    """^C says how the rounds so far are printed, and they can be."""
    spec = write_extractor("spins", SPIN.format(turns=100_000))
    with pytest.raises(Interrupted, match="speed --from mine"):
        measure_speed([spec], ferry, out=Path("mine"), watch=StopsInRound3())
    found = speeds_of(read_measurement(tmp_path / "mine"))
    assert (found.finished, found.rounds) == (False, 2)
    assert found.rows[0].pages == 4


def test_a_killed_measurement_leaves_whole_events(
    ferry: Corpus, write_extractor: WriteExtractor, tmp_path: Path
) -> None:
    """Killed without a word, in the middle of its rounds, it can still be read."""
    spec = write_extractor("spins", SPIN.format(turns=100_000))
    command = [sys.executable, "-m", "boilerbench", "speed", spec, "--corpus", ferry.source]
    with subprocess.Popen([*command, "--out", "killed"], stderr=subprocess.DEVNULL) as process:
        events = tmp_path / "killed" / "events.jsonl"
        while not events.exists() or events.read_bytes().count(b'"call"') < 3:
            assert process.poll() is None
            time.sleep(0.02)
        process.kill()
    found = speeds_of(read_measurement(tmp_path / "killed"))
    assert not found.finished
    assert found.rows[0].calls_made >= 3


def test_a_page_that_changes_stops_the_measurement(
    write_extractor: WriteExtractor, make_corpus: Callable[..., Path]
) -> None:
    """Calls before and after would be of two pages: it says so, and what was done is kept."""
    corpus = open_corpus(str(make_corpus(2)))

    class Writes(StopsInRound3):
        def begin(self, part: str, length: int) -> None:
            if part.startswith("round 2"):
                for file in Path(corpus.source).glob("*.html"):
                    file.write_text("<p>another page</p>")

    spec = write_extractor("one", ECHO)
    pages = tuple(replace(page, source=Rereading(page.source)) for page in corpus.pages)
    with pytest.raises(RunError, match=r"page\d changed"):
        measure_speed([spec], replace(corpus, pages=pages), out=Path("mine"), watch=Writes())
    assert speeds_of(read_measurement(Path("mine"))).rows[0].pages == 2


class Rereading:
    """A source too large to be kept in memory: it says so by its size, and is read each time."""

    def __init__(self, source: HtmlSource) -> None:
        self._source = source

    def read(self) -> bytes:
        """The page, with so much behind it that it is not kept."""
        return self._source.read() + b" " * (33 << 20)


def test_processes_that_an_extractor_starts_are_in_its_time(
    ferry: Corpus, write_extractor: WriteExtractor
) -> None:
    """Who has others do the work is not the fastest for it."""
    code = (
        "import subprocess, sys\ndef extract(html, url=None):\n"
        "    subprocess.run([sys.executable, '-c', 'sum(i * i for i in range(600000))'])\n"
        "    return 'x'\n"
    )
    row = speeds_of(measure_speed([write_extractor("starts", code)], ferry)).rows[0]
    assert row.latency is not None
    assert row.latency.cpu_min_ms > 10


@pytest.mark.parametrize(
    "trick",
    [
        "import time\ntime.perf_counter_ns = time.process_time_ns = lambda: 7\n",
        "import gc\nfor name in ('collect', 'disable', 'enable'):\n    delattr(gc, name)\n",
    ],
    ids=["frozen clock", "no collector"],
)
def test_what_an_extractor_does_to_clocks_and_collector_does_not_reach_the_protocol(
    ferry: Corpus, write_extractor: WriteExtractor, trick: str
) -> None:
    """Libraries that freeze time in tests do so in themselves alone."""
    row = speeds_of(measure_speed([write_extractor("tricks", trick + ECHO)], ferry)).rows[0]
    assert row.pages == 4
    assert row.latency is not None
    assert row.latency.wall_min_ms > 0.0001


def test_a_worker_that_does_not_start_again_loses_its_pages(
    ferry: Corpus, write_extractor: WriteExtractor, tmp_path: Path
) -> None:
    """Its pages have failed, with the reason; the other extractor is timed all the same."""
    code = f"import os\nassert not os.path.exists({str(tmp_path / 'gone')!r})\n{ECHO}"

    class Breaks(StopsInRound3):
        def begin(self, part: str, length: int) -> None:
            if part.startswith("round 2"):
                (tmp_path / "gone").touch()

    specs = [write_extractor("once", code), write_extractor("one", ECHO)]
    made = measure_speed(specs, ferry, watch=Breaks())
    rows = speeds_of(made).rows
    assert (rows[0].pages, rows[0].failures) == (0, {"failed while timed": 4})
    assert rows[1].pages == 4
    reasons = [e.reason for e in made.events if isinstance(e, Called) and e.reason]
    assert "AssertionError" in reasons[0]
