"""Studies how time grows: `python -m benchmarks.scaling AEB [FOLDER]`.

Writes two figures as SVG, with their data as CSV beside, into FOLDER (default docs/scaling): time
against the size of a page, from 10 kB to 10 MB, for extractors; time and host memory against the
number of pages, from 100 to 10,000 (those of AEB, an unpacked article-extraction-benchmark, over
and over), for whole runs. Needs matplotlib (extra docs), and the extractors' environments.
"""

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.plots import Line, plot
from benchmarks.sized_pages import repeated, sized_corpus
from boilerbench.answers import answers_of
from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import scores_of
from boilerbench.manifests import Settings
from boilerbench.running import run
from boilerbench.runs import Run
from boilerbench.scoring import HEADLINE, NoiseLeaks
from boilerbench.speed.folder import Measurement
from boilerbench.speed.measuring import measure_speed
from boilerbench.speed.record import Protocol
from boilerbench.speed.samples import has_calls
from boilerbench.speed.summing import own_events, speeds_of

EXTRACTORS: Final = (
    "resiliparse",
    "lxml-text",
    "trafilatura",
    "justext",
    "boilerpy3",
    "newspaper4k",
    "readability-js",
    "readability-js-jsdom",
)
PAGES: Final = (100, 300, 1000, 3000, 10_000)
RUNS: Final = ("lxml-text", "trafilatura")
TIMEOUT: Final = 40.0

Row = dict[str, str | float | int]


def measure_sizes(folder: Path) -> Measurement:
    """Every extractor on a page of each size."""
    return measure_speed(
        EXTRACTORS,
        sized_corpus(),
        out=folder / "speed",
        settings=Settings(timeout=TIMEOUT),
        protocol=Protocol(processes=1),
        say=_say,
    )


def by_page_size(made: Measurement) -> tuple[list[Row], list[Line], list[str]]:
    """Median CPU time of each extractor on a page of each size; exponents; what was lost."""
    pages = made.manifest.corpus.pages
    rows: list[Row] = []
    lines = []
    for own, row in zip(own_events(made), speeds_of(made).rows, strict=True):
        timed = np.flatnonzero(has_calls(own.samples.cpu)).tolist()
        times = [float(np.nanmedian(own.samples.cpu[page])) for page in timed]
        sizes = [pages[page].size for page in timed]
        lines.append(Line(row.label, [size / 1000 for size in sizes], times))
        grown = f"{row.growth.exponent:.2f}" if row.growth else "-"
        peak = round(row.peak_memory_mb or 0)
        lost = " ".join(f"{count} {how}" for how, count in row.failures.items())
        cells: Row = {
            f"{pages[page].id} ms": round(ms, 2) for page, ms in zip(timed, times, strict=True)
        }
        cells |= {"extractor": row.name, "exponent": grown, "peak MB": peak, "failed": lost}
        rows.append(cells)
    return rows, lines, [page.id for page in pages]


def by_corpus_size(aeb: Path, folder: Path) -> Iterator[Row]:
    """Seconds of whole runs, of what follows them, and the host's peak memory so far."""
    source = open_corpus(f"aeb:{aeb}")
    for count in PAGES:
        pages = folder / str(count)
        pages.mkdir()
        corpus = repeated(source, count, pages)
        for spec in RUNS:
            out = folder / f"{spec}-{count}"
            start, used = time.perf_counter(), time.process_time()
            made = run([spec], corpus, out=out, jobs=2)
            ran, host = time.perf_counter() - start, time.process_time() - used
            found = [e for s in made.manifest.systems for e in made.extractions(s).values()]
            assert len(found) == count
            assert {one.outcome for one in found} <= {"ok", "empty"}
            calls = sum(one.timing.wall_ns for one in found if one.timing) / 1e9
            start = time.perf_counter()
            _score(made, corpus)
            scored = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            yield {
                "extractor": spec,
                "pages": count,
                "run s": round(ran, 2),
                "calls / 2 s": round(calls / 2, 2),
                "host CPU s": round(host, 2),
                "scoring s": round(scored, 2),
                "host peak MB": round(peak),
            }


def _score(made: Run, corpus: Corpus) -> None:
    metrics = (HEADLINE, NoiseLeaks())
    scores_of(answers_of(made, corpus), corpus, metrics, by=None, average="page", seed=0)


def _write(file: Path, headers: Sequence[str], rows: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def main() -> None:
    """Measure, and write figures and data."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    aeb = Path(sys.argv[1])
    to = Path(sys.argv[2] if sys.argv[2:] else "docs/scaling")
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        rows = list(by_corpus_size(aeb, Path(scratch)))
        _write(to / "by-corpus-size.csv", list(rows[0]), rows)
        lines = [
            Line(f"{spec}: {what}", *_column(rows, spec, f"{what} s"))
            for spec in RUNS
            for what in ("run", "calls / 2", "host CPU", "scoring")
        ]
        plot(to / "by-corpus-size.svg", lines, "pages", "seconds")
        write_sizes(measure_sizes(Path(scratch)), to)


def write_sizes(made: Measurement, to: Path) -> None:
    """The table and the figure of a measurement of sizes."""
    rows, curves, ids = by_page_size(made)
    headers = ["extractor", "exponent", "peak MB", "failed", *(f"{one} ms" for one in ids)]
    _write(to / "by-page-size.csv", headers, rows)
    plot(to / "by-page-size.svg", curves, "size of the page, kB", "CPU milliseconds")


def _column(rows: Sequence[Row], spec: str, name: str) -> tuple[list[float], list[float]]:
    own = [row for row in rows if row["extractor"] == spec]
    return [float(row["pages"]) for row in own], [float(row[name]) for row in own]


if __name__ == "__main__":
    main()
