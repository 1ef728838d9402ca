"""The figures of a speed measurement as tables, for people and for data frames."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from boilerbench.reporting.tables import Align, Cell, fitted, render
from boilerbench.speed.comparing import SpeedComparison
from boilerbench.speed.results import Growth, Ratio, SpeedRow, Speeds

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
    rows = [_page_row(row, len(headers), several=several > 1) for row in speeds.rows]
    return _table(headers, rows, style)


def start_table(speeds: Speeds, style: str) -> str:
    """Beside the reference; what a start costs; how time grows with the page; a million pages."""
    headers = ["extractor", f"times as fast as\n{label_of(speeds, speeds.reference)}", "ready\nms"]
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


def _page_row(row: SpeedRow, width: int, *, several: bool) -> list[str]:
    if row.latency is None:
        return [row.name, *[UNKNOWN] * (width - 1)]
    found = row.latency
    mark = DOUBT if is_doubtful(row) else ""
    cpu = [number(value) + mark for value in (found.cpu_min_ms, found.cpu_median_ms)]
    wall = map(number, (found.p50_ms, found.p95_ms, found.longest_ms))
    cells = [row.name + "*" * row.process_per_page, *cpu, *wall]
    cells += [number(found.pages_per_second), number(found.megabytes_per_second)]
    cells += [number(row.peak_memory_mb)]
    if several:
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


def label_of(speeds: Speeds, spec: str | None) -> str:
    """The label of a row named by its spec."""
    return next((row.label for row in speeds.rows if row.extractor == spec), UNKNOWN)


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
