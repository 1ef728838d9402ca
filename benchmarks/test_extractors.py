"""What extraction costs: every extractor that can be named, over the sample.

A round is all pages once, by a worker that is warm, and is timed here in the host: reading the
page, decoding it, the way to the worker and back are in it. What the worker's own clocks say of
the call alone stands in the extra information: of each page the least of all rounds, then the
mean over pages.
"""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.sample import KILOBYTES, PAGES
from boilerbench import Extraction, Settings
from boilerbench.catalogue import usable_adapters
from boilerbench.costs import speed_of
from boilerbench.environments import is_ready
from boilerbench.extracting import extract
from boilerbench.sessions import SessionPool
from boilerbench.specs import SCALE, parse_spec
from boilerbench.systems import resolve

ADAPTERS = usable_adapters()
ROUNDS = 3
SILENT = "nothing"
"""The extractor of the scale that returns no text."""


def group_of(name: str) -> str:
    """What is compared with each other."""
    kind = "the scale" if name in SCALE else f"{ADAPTERS[name].kind}s"
    return f"extracting {len(PAGES)} pages: {kind}"


def least_milliseconds(rounds: list[list[Extraction]], clock: str) -> float:
    """The mean over pages of the least time of each, by one of the worker's clocks."""
    pages = zip(*rounds, strict=True)
    least: list[int] = [min(getattr(one.timing, clock) for one in page) for page in pages]
    return sum(least) / len(least) / 1e6


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.benchmark(group=group_of(name))) for name in ADAPTERS],
)
def test_extractor(benchmark: BenchmarkFixture, name: str) -> None:
    """All pages once; each gives text in every round."""
    if not is_ready(ADAPTERS[name]):
        pytest.skip(f"not at hand: `boilerbench extractors setup {name}` builds its environment")
    system = resolve(parse_spec(name), Settings(), lambda _message: None)
    rounds: list[list[Extraction]] = []
    with SessionPool(1) as pool:

        def all_pages() -> None:
            rounds.append([extract(system, page, pool) for page in PAGES])

        benchmark.pedantic(all_pages, rounds=ROUNDS, warmup_rounds=1)
    outcomes = {one.outcome for extractions in rounds for one in extractions}
    assert outcomes == {"empty" if name == SILENT else "ok"}
    speed = speed_of(rounds[-1])
    assert speed is not None
    benchmark.extra_info |= {
        "version": system.record.version,
        "kilobytes": round(KILOBYTES),
        "worker_cpu_ms_per_page": least_milliseconds(rounds[1:] or rounds, "cpu_ns"),
        "worker_wall_ms_per_page": least_milliseconds(rounds[1:] or rounds, "wall_ns"),
        "peak_memory_mb": speed.peak_memory_mb,
    }
