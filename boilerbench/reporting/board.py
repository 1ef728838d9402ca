"""The leaderboard and the table of one metric, as rows of finished cells."""

from collections.abc import Mapping, Sequence

from boilerbench.leaderboard import UNFINISHED, WORST
from boilerbench.records import ANSWERS
from boilerbench.reporting.groups import KINDS, captions
from boilerbench.reporting.tables import Align, fitted, render
from boilerbench.scores import Row, Value
from boilerbench.scoring import HEADLINE, LeakCounts, Metric
from boilerbench.wording import counted

UNKNOWN = "-"
NAME_WIDTH = 20
"""No name is cut shorter, however wide the other columns are."""


def leaderboard(
    rows: Sequence[Row], leaks: Mapping[str, LeakCounts], style: str, *, wide: bool = False
) -> str:
    """The default table: quality, worst pages, leaks, failures and cost, a row an extractor.

    `leaks` is by spec.
    """
    headers = ["extractor", "F1", "precision", "recall", "worst\ntenth", "leaks\n(pages)"]
    headers += ["failed", "CPU ms\n/page", "peak\nMB"]
    rows = ordered(rows, HEADLINE)
    cells = [_leaderboard_row(row, leaks.get(row.extractor), wide=wide) for row in rows]
    return _rendered(rows, headers, cells, style, wide=wide)


def metric_table(rows: Sequence[Row], metric: Metric, style: str, *, wide: bool = False) -> str:
    """Every value of one metric, a row an extractor; the many shares of `noise` only when wide."""
    names = [
        name for name in _value_names(rows, metric) if wide or ("." not in name and name != WORST)
    ]
    headers = ["extractor", *names, "failed"]
    rows = ordered(rows, metric)
    cells = [
        [
            row.name,
            *(interval(_value(row, metric, name), wide=wide) for name in names),
            _failed(row),
        ]
        for row in rows
    ]
    return _rendered(rows, headers, cells, style, wide=wide)


def ordered(rows: Sequence[Row], metric: Metric) -> list[Row]:
    """Extractors, converters and the scale, each from the best headline value to the worst.

    Rows without a value are the last of their group.
    """

    def merit(row: Row) -> tuple[int, bool, float, str]:
        value = _value(row, metric, metric.headline)
        known = value is not None and value.value is not None
        number = value.value if value is not None and value.value is not None else 0.0
        better_low = metric.ideal.get(metric.headline) == 0
        return KINDS.index(row.kind), not known, number if better_low else -number, row.extractor

    return sorted(rows, key=merit)


def _rendered(
    rows: Sequence[Row],
    headers: Sequence[str],
    cells: Sequence[Sequence[str]],
    style: str,
    *,
    wide: bool,
) -> str:
    """The rows' cells as a table with captions; in the terminal's, names leave it its width."""
    if style == "table" and not wide:
        cells = fitted(headers, cells, column=0, least=NAME_WIDTH)
    above = captions([row.kind for row in rows])
    return render(headers, cells, style, _aligned(headers), above)


def group_title(rows: Sequence[Row]) -> str:
    """What the rows of one group have in common."""
    group = rows[0].group
    pages = max(sum(row.statuses.values()) for row in rows)
    return f"{group.field} = {group.value} ({counted(pages, 'page')})" if group else "all pages"


def interval(value: Value | None, *, wide: bool = False) -> str:
    """A value with half the width of its interval, or with both its ends."""
    if value is None or value.value is None:
        return UNKNOWN
    if value.low is None or value.high is None:
        return f"{value.value:.3f}"
    if wide:
        return f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}]"
    return f"{value.value:.3f} ±{(value.high - value.low) / 2:.3f}"


def _leaderboard_row(row: Row, leaks: LeakCounts | None, *, wide: bool) -> list[str]:
    speed = row.speed
    return [
        row.name,
        interval(_value(row, HEADLINE, "f1"), wide=wide),
        *(_plain(_value(row, HEADLINE, name)) for name in ("precision", "recall", WORST)),
        f"{leaks.pages[0]}/{leaks.pages[1]}" if leaks and leaks.pages[1] else UNKNOWN,
        _failed(row),
        f"{speed.mean_cpu_ms:.1f}" if speed else UNKNOWN,
        f"{speed.peak_memory_mb:.0f}" if speed else UNKNOWN,
    ]


def _value(row: Row, metric: Metric, name: str) -> Value | None:
    scores = row.scores.get(repr(metric))
    return scores.values.get(name) if scores else None


def _value_names(rows: Sequence[Row], metric: Metric) -> list[str]:
    found = (row.scores[repr(metric)].values for row in rows if repr(metric) in row.scores)
    return list(next(found, {}))


def _plain(value: Value | None) -> str:
    return UNKNOWN if value is None or value.value is None else f"{value.value:.3f}"


def _failed(row: Row) -> str:
    if not row.statuses:
        return "unavailable" if row.reason and not row.reason.endswith(UNFINISHED) else UNKNOWN
    return str(sum(n for outcome, n in row.statuses.items() if outcome not in ANSWERS))


def _aligned(headers: Sequence[str]) -> list[Align]:
    right: Align = "right"
    return ["left", *(right for _ in headers[1:])]
