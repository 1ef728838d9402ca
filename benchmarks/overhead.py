"""Prints what the harness costs: `python -m benchmarks.overhead AEB [WINDOWS]`.

With `bare` in place of AEB it measures only what a bare `boilerbench run` spends its CPU time on:
the median of WINDOWS runs (default 5). AEB is an unpacked article-extraction-benchmark, WINDOWS how
many runs of each extractor are tried at most for five quiet ones (default 15). A window is quiet
when 80 % of each core were free before and after it; a row without five of them is marked, and made
of the least disturbed.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import harness
from boilerbench.corpora import open_corpus
from boilerbench.machines import this_machine
from boilerbench.reporting.tables import render
from boilerbench.speed.cores import CoresProbe

WANTED: Final = 5
MOST: Final = 15
BARE: Final = 5
PAGES: Final = 2000
SPECS: Final = ("trafilatura", "lxml-text")
BUSY: Final = " (busy)"

Row = tuple[str, str]


def whole_runs(aeb: Path, most: int) -> Iterator[Row]:
    """Wall over calls of each extractor, the median of its windows, and what else they tell."""
    corpus = open_corpus(f"aeb:{aeb}")
    with CoresProbe(harness.JOBS) as probe:
        for spec in SPECS:
            found = harness.windows(spec, corpus, probe, most)
            chosen, enough = harness.quiet_windows(found, WANTED)
            mark = "" if enough else BUSY
            whole = harness.median_of(chosen, lambda one: one.ratio)
            warm = harness.median_of(chosen, lambda one: one.warm_ratio)
            host = harness.median_of(chosen, lambda one: one.host_cpu / one.pages)
            call = harness.median_of(chosen, lambda one: one.calls / one.pages)
            low, high = (f(min(one.free) for one in chosen) for f in (min, max))
            yield f"{spec}: warm wall / (calls / cores){mark}", f"{warm:.3f}"
            yield f"{spec}: the same with start and end{mark}", f"{whole:.2f}"
            yield f"{spec}: a call, ms{mark}", f"{call * 1e3:.2f}"
            yield f"{spec}: host CPU a page, ms", f"{host * 1e3:.2f}"
            yield f"{spec}: cores free, least and most", f"{low:.2f} {high:.2f}"


def bare_runs(rounds: int) -> Iterator[Row]:
    """Whose CPU time a bare run is, and the share of it that is not the extractors'."""
    found = [harness.cpu_of_a_bare_run() for _ in range(rounds)]
    calls, imports, host = (median(one) for one in zip(*found, strict=True))
    share = median(host / (calls + imports + host) for calls, imports, host in found)
    yield "a bare run: CPU of calls, imports, all else, s", f"{calls:.2f} {imports:.2f} {host:.2f}"
    yield "a bare run: share of all else, %", f"{share * 100:.0f}"


def parts(aeb: Path) -> Iterator[Row]:
    """Starts, round trips and memory."""
    for arguments in (["--help"], ["extractors", "list"]):
        told = harness.start_up(*arguments)
        wall, cpu = (median(one) for one in zip(*told, strict=True))
        yield (
            f"boilerbench {' '.join(arguments)}: wall and CPU, ms",
            f"{wall * 1e3:.0f} {cpu * 1e3:.0f}",
        )
    yield from bare_runs(BARE)
    with tempfile.TemporaryDirectory() as folder:
        started = harness.start_beyond_imports(Path(folder))
        yield "a worker ready beyond its imports, ms", f"{median(started) * 1e3:.0f}"
        host, worker = harness.cpu_of_round_trips(Path(folder), b"x" * 174_000)
        yield "174 kB to a worker: host CPU, ms", f"{host * 1e3:.2f}"
        yield "174 kB to a worker: worker CPU beyond the call, ms", f"{worker * 1e3:.2f}"
    with tempfile.TemporaryDirectory() as folder:
        ran, scored = harness.host_memory(aeb, Path(folder), PAGES)
        yield f"{PAGES:,} pages opened and run: host memory, MB", f"{ran:.0f}"
        yield f"{PAGES:,} pages run and scored: host memory, MB", f"{scored:.0f}"


def main() -> None:
    """Measure and print."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    what, given = sys.argv[1], [int(one) for one in sys.argv[2:]]
    if what == "bare":
        rows = list(bare_runs(*given or [BARE]))
    else:
        rows = [*parts(Path(what)), *whole_runs(Path(what), *given or [MOST])]
    print(render(["what", "figure"], rows, "table", ["left", "right"]))  # noqa: T201  it is what it is for
    machine = this_machine()
    print(f"{machine.processor}, {machine.cores} cores, {machine.system}, Python {machine.python}")  # noqa: T201


if __name__ == "__main__":
    main()
