"""Instructions beside times."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UnavailableError
from boilerbench.speed.comparing import compare_speeds
from boilerbench.speed.folder import Measurement
from boilerbench.speed.measuring import measure_speed
from boilerbench.speed.record import Instructed
from boilerbench.speed.summing import speeds_of

WriteExtractor = Callable[[str, str], str]
needs_valgrind = pytest.mark.skipif(shutil.which("valgrind") is None, reason="needs valgrind")
CODE = """def extract(html, url=None):
    assert '/page1' not in url
    sum(range({turns}))
    return 'x'
"""
WORKER = """
import json, sys
def send(**m):
    print(json.dumps(dict(m, bytes=0)), flush=True)
send(kind="greeting")
for line in sys.stdin:
    asked = json.loads(line)
    sys.stdin.read(asked["bytes"])
    cost = dict(wall_ns=9, cpu_ns=9, peak_memory=9)
    send(kind="answer", id=asked["id"], outcome="empty", parts=[], **cost)
"""


@pytest.fixture
def measured(ferry: Corpus, write_extractor: WriteExtractor) -> Callable[[int], Measurement]:
    """A function that measures an extractor which adds up so many numbers, and counts."""

    def measure(turns: int) -> Measurement:
        spec = write_extractor("adds", CODE.format(turns=turns))
        return measure_speed([spec], ferry, instructions=True)

    return measure


@needs_valgrind
def test_instructions_are_counted_on_the_pages_that_were_timed(
    measured: Callable[[int], Measurement],
) -> None:
    """A page that fails has none; a comparison of two measurements says how many more they are."""
    first, second = measured(20_000), measured(40_000)
    row = speeds_of(first).rows[0]
    assert row.instructions is not None
    assert (row.pages, row.instructions.pages) == (3, 3)
    (event,) = [event for event in first.events if isinstance(event, Instructed)]
    assert set(event.counts) == {0, 2, 3}
    (change,) = compare_speeds(first, second).rows
    assert change.instructions == pytest.approx(2, rel=0.1)


@needs_valgrind
def test_an_extractor_whose_instructions_cannot_be_counted_says_why(
    ferry: Corpus, tmp_path: Path
) -> None:
    """Its times stand all the same."""
    (tmp_path / "worker.py").write_text(WORKER)
    row = speeds_of(measure_speed(["w=worker:python3 worker.py"], ferry, instructions=True)).rows[0]
    assert row.latency is not None
    assert row.instructions is not None
    assert row.instructions.mean is None
    assert "in Python only" in (row.instructions.reason or "")


def test_without_valgrind_nothing_is_begun(
    ferry: Corpus,
    write_extractor: WriteExtractor,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Before minutes are spent it is told what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnavailableError, match="valgrind"):
        measure_speed([write_extractor("adds", CODE)], ferry, instructions=True)
    assert not (tmp_path / "boilerbench-runs").exists()
