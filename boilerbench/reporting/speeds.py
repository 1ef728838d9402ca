"""The figures of a speed measurement as tables, and the sentences under them."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from boilerbench.reporting.tables import Align, Cell, fitted, render
from boilerbench.speed.comparing import SpeedComparison
from boilerbench.speed.results import FreeCores, Growth, Ratio, SpeedRow, Speeds
from boilerbench.units import MEGABYTE
from boilerbench.wording import counted

UNKNOWN: Final = "-"
DOUBT: Final = "?"
MUCH: Final = 0.1
"""The share of pages with disturbed calls only from which a row's times are doubtful."""
NAME_WIDTH: Final = 18
"""No extractor's name is cut shorter."""


def page_table(speeds: Speeds, style: str) -> str:
    """What a page costs a warm worker, a row an extractor."""
    several = speeds.protocol.processes
    headers = ["extractor", "CPU ms\nleast", "CPU ms\nmedian", "wall ms\np50", "wall ms\np95"]
    headers += ["wall ms\nlongest", "pages/s", "MB/s", "peak\nMB"]
    headers += [f"pages/s\n{several} workers"] if several > 1 else []
    rows = [_page_row(row, several) for row in speeds.rows]
    return _table(headers, rows, style)


def start_table(speeds: Speeds, style: str) -> str:
    """Beside the reference; what a start costs; how time grows with the page; a million pages."""
    headers = ["extractor", f"times as fast as\n{speeds_reference(speeds)}", "ready\nms"]
    headers += [
        "import\nms",
        "first\ncall ms",
        "grows as size\nto the power",
        "core-hours\na million",
    ]
    with_counts = any(row.instructions for row in speeds.rows)
    headers += ["instructions\nM a page"] if with_counts else []
    rows = [
        [*_start_row(row, speeds), *([_instructions(row)] if with_counts else [])]
        for row in speeds.rows
    ]
    return _table(headers, rows, style)


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], style: str) -> str:
    cells: Sequence[Sequence[Cell]] = rows
    if style == "table":
        cells = fitted(headers, rows, column=0, least=NAME_WIDTH)
    align: list[Align] = ["left" if place == 0 else "right" for place in range(len(headers))]
    return render(headers, cells, style, align)


def _page_row(row: SpeedRow, several: int) -> list[str]:
    if row.latency is None:
        return [row.name, *[UNKNOWN] * (8 + (several > 1))]
    found = row.latency
    mark = DOUBT if is_doubtful(row) else ""
    cpu = [number(value) + mark for value in (found.cpu_min_ms, found.cpu_median_ms)]
    wall = map(number, (found.p50_ms, found.p95_ms, found.longest_ms))
    cells = [row.name + "*" * row.process_per_page, *cpu, *wall]
    cells += [number(found.pages_per_second), number(found.megabytes_per_second)]
    cells += [number(row.peak_memory_mb)]
    if several > 1:
        made = row.throughput
        cells += [number(made.pages_per_second) + DOUBT * (not made.quiet) if made else UNKNOWN]
    return cells


def _start_row(row: SpeedRow, speeds: Speeds) -> list[str]:
    cold, latency = row.cold, row.latency
    own = "1" if row.extractor == speeds.reference else UNKNOWN
    return [
        row.name,
        interval(row.ratio) if row.ratio else own,
        number(cold.ready_ms if cold else None),
        number(cold.import_ms if cold else None),
        number(cold.first_call_ms if cold else None),
        _exponent(row.growth),
        number(latency.core_hours_per_million if latency else None),
    ]


def _instructions(row: SpeedRow) -> str:
    found = row.instructions
    return f"{found.mean / 1e6:,.2f}" if found and found.mean is not None else UNKNOWN


def is_doubtful(row: SpeedRow) -> bool:
    """Whether too many of a row's pages were timed on disturbed calls only."""
    return row.disturbed > MUCH * row.pages


def _exponent(found: Growth | None) -> str:
    if found is None:
        return UNKNOWN
    mark = "!" if found.super_linear else ""
    return f"{found.exponent:.2f} [{found.low:.2f}, {found.high:.2f}]{mark}"


def number(value: float | None) -> str:
    """A figure as far as its digits say anything."""
    if value is None:
        return UNKNOWN
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 0.1 or value == 0 else f"{value:.2g}"


def interval(ratio: Ratio) -> str:
    """How many times, with its interval."""
    return f"{number(ratio.times)} [{number(ratio.low)}, {number(ratio.high)}]"


def _label(speeds: Speeds, spec: str | None) -> str:
    return next((row.label for row in speeds.rows if row.extractor == spec), UNKNOWN)


def lines_under(speeds: Speeds) -> Iterator[str]:
    """Who is how many times as fast as whom; what grew, failed or was disturbed; the machine."""
    if not speeds.finished:
        yield "Not finished: the measurement was stopped, and holds what was done until then."
    yield from _fastest(speeds)
    yield from _more_instructions(speeds)
    yield from _grown(speeds.rows)
    yield from _lost(speeds)
    yield from _uncounted(speeds.rows)
    yield from _conditions(speeds)


def _fastest(speeds: Speeds) -> Iterator[str]:
    """As hyperfine ends, by the typical page; an interval that holds 1 tells nothing apart."""
    behind = [row for row in speeds.rows if row.behind]
    if not behind:
        return
    yield f"Fastest on the typical page, by CPU time, is {_label(speeds, speeds.fastest)}:"
    for row in sorted(behind, key=lambda row: row.behind.times if row.behind else 0):
        if row.behind:
            apart = "" if row.behind.low > 1 else ", not told apart"
            yield f"  {interval(row.behind)} times as fast as {row.name}{apart}"


def _more_instructions(speeds: Speeds) -> Iterator[str]:
    for row in speeds.rows:
        found = row.instructions
        if found and found.beside_reference is not None and row.extractor != speeds.reference:
            more = 100 * (found.beside_reference - 1)
            yield f"{row.name} takes {more:+.2f} % instructions beside {speeds_reference(speeds)}."


def speeds_reference(speeds: Speeds) -> str:
    """The label of the row that ratios are to."""
    return _label(speeds, speeds.reference)


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


def change_table(found: SpeedComparison, style: str) -> str:
    """How many times as fast each row has become."""
    headers = ["extractor", "CPU ms\nbefore", "CPU ms\nafter", "times as fast"]
    counted_twice = any(row.instructions is not None for row in found.rows)
    headers += ["instructions"] if counted_twice else []
    rows = [
        [
            row.before if row.before == row.after else f"{row.before} → {row.after}",
            number(row.before_ms),
            number(row.after_ms),
            interval(row.ratio),
            *([_share(row.instructions)] if counted_twice else []),
        ]
        for row in found.rows
    ]
    return _table(headers, rows, style)


def _share(times: float | None) -> str:
    """How much more it takes, in per cent."""
    return UNKNOWN if times is None else f"{100 * (times - 1):+.2f} %"


def _told(readings: Sequence[FreeCores]) -> str:
    return ", ".join(f"{one.free:.1f} of {one.processes}" for one in readings)


def tidy_rows(speeds: Speeds) -> tuple[list[str], list[list[Cell]]]:
    """A row an extractor, a column a figure, as spreadsheets and data frames like them."""
    flat = [dict(_flat(msgspec.to_builtins(row))) for row in speeds.rows]
    headers = list(dict.fromkeys(key for row in flat for key in row))
    return headers, [[row.get(key) for key in headers] for row in flat]


def _flat(value: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Cell]]:
    for key, one in value.items():
        if isinstance(one, dict):
            yield from _flat(one, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", " ".join(one) if isinstance(one, list) else one
