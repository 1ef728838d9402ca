"""The sentences under the tables of a speed measurement: who is fastest, what to doubt, where."""

from collections.abc import Iterator, Sequence

from boilerbench.reporting.speeds import DOUBT, interval, label_of
from boilerbench.speed.results import FreeCores, SpeedRow, Speeds
from boilerbench.units import MEGABYTE
from boilerbench.wording import counted


def lines_under(speeds: Speeds) -> Iterator[str]:
    """Who is how many times as fast as whom; what grew, failed or was disturbed; the machine."""
    if not speeds.finished:
        yield "Not finished: the measurement was stopped, and holds what was done until then."
    yield from _fastest(speeds)
    yield from _more_instructions(speeds)
    yield from _grown(speeds.rows)
    yield from _lost(speeds)
    yield from _uncounted(speeds.rows)
    yield from _ruled(speeds)
    yield from _conditions(speeds)


def _fastest(speeds: Speeds) -> Iterator[str]:
    """As hyperfine ends, by the typical page; an interval that holds 1 tells nothing apart."""
    behind = [row for row in speeds.rows if row.behind]
    if not behind:
        return
    yield f"Fastest on the typical page, by CPU time, is {label_of(speeds, speeds.fastest)}:"
    for row in sorted(behind, key=lambda row: row.behind.times if row.behind else 0):
        if row.behind:
            apart = "" if row.behind.low > 1 else ", not told apart"
            yield f"  {interval(row.behind)} times as fast as {row.name}{apart}"


def _more_instructions(speeds: Speeds) -> Iterator[str]:
    reference = label_of(speeds, speeds.reference)
    for row in speeds.rows:
        found = row.instructions
        if found and found.beside_reference is not None and row.extractor != speeds.reference:
            more = 100 * (found.beside_reference - 1)
            yield f"{row.name} takes {more:+.2f} % instructions beside {reference}."


def _grown(rows: Sequence[SpeedRow]) -> Iterator[str]:
    for row in rows:
        found = row.growth
        if found is not None and found.super_linear:
            span = f"{_size(found.from_bytes)} to {_size(found.to_bytes)}"
            yield (
                f"{row.name} slows down with size: from {span} its time grows as size to the power "
                f"of {found.exponent:.2f} [{found.low:.2f}, {found.high:.2f}]. Dearest a byte: "
                f"{', '.join(found.dearest_pages)}."
            )


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{size / 1024:.0f} kB"


def _lost(speeds: Speeds) -> Iterator[str]:
    for row in speeds.rows:
        if row.reason:
            yield f"{row.label} could not run: {row.reason}"
        elif row.failures:
            how = ", ".join(f"{outcome} {count}" for outcome, count in row.failures.items())
            yield f"{row.name} is timed on {counted(row.pages, 'page')}; it failed on: {how}."
        elif row.latency is None and speeds.finished:
            yield f"{row.name} has no figures: its worker does not say what a page costs."
    if any(row.process_per_page for row in speeds.rows):
        yield "* The time of a page includes the start of a process."


def _uncounted(rows: Sequence[SpeedRow]) -> Iterator[str]:
    """Why there are no instructions, and what is to be said of those that are there."""
    counted_rows = [row.instructions for row in rows if row.instructions]
    yield from dict.fromkeys(one.reason for one in counted_rows if one.reason)
    yield from dict.fromkeys(remark for one in counted_rows for remark in one.remarks)


def _ruled(speeds: Speeds) -> Iterator[str]:
    if (found := speeds.rules) is not None:
        yield (
            f"Timed on what {found.rules} left of the pages, {found.fired} of {found.pages} of "
            f"which changed. The rules by themselves, a page: {found.prune_ms:.1f} ms of CPU to "
            f"parse, prune and serialise it (parsing alone {found.parse_ms:.1f}), "
            f"{found.clean_ms:.1f} to clean all its text."
        )


def _conditions(speeds: Speeds) -> Iterator[str]:
    calls = sum(row.calls for row in speeds.rows)
    made = sum(row.calls_made for row in speeds.rows)
    disturbed = sum(row.disturbed for row in speeds.rows)
    timed = sum(row.pages for row in speeds.rows)
    yield (
        f"{made:,} calls in {counted(speeds.rounds, 'round')}; at {calls:,} the core kept its pace "
        "just before and after, as far as workers tell."
    )
    if disturbed:
        yield (
            f"Others worked on this machine: {disturbed} of {timed} page timings had to be taken "
            f"from disturbed calls, and are too high ({DOUBT} marks rows with many)."
        )
    if any(row.throughput and not row.throughput.quiet for row in speeds.rows):
        yield f"{DOUBT} at pages/s: in no window were all cores free."
    if speeds.cores:
        half = (len(speeds.cores) + 1) // 2
        before, after = _told(speeds.cores[:half]), _told(speeds.cores[half:])
        yield f"Free cores before: {before}" + (f"; after: {after}." if after else ".")
    yield "Ratios are of typical pages (geometric means), core-hours of the mean page."
    machine = speeds.machine
    cores = counted(machine.cores, "core")
    yield f"{machine.processor}, {cores}, {machine.system}, Python {machine.python}."
    corpus = speeds.corpus
    pages = counted(corpus.pages, "page")
    yield f"{corpus.name} ({corpus.digest}): {pages}, {corpus.megabytes:.1f} MB."


def _told(readings: Sequence[FreeCores]) -> str:
    return ", ".join(f"{one.free:.1f} of {one.processes}" for one in readings)
