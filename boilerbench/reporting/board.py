"""The leaderboard and the table of one metric, as rows of finished cells."""

from collections.abc import Mapping, Sequence

from boilerbench.leaderboard import UNFINISHED
from boilerbench.records import ANSWERS
from boilerbench.reporting.groups import KINDS, captions
from boilerbench.reporting.tables import Align, fitted, render
from boilerbench.scores import Row, Value
from boilerbench.scoring import HEADLINE, LeakCounts, Metric
from boilerbench.scoring.metric import better
from boilerbench.valuing import WORST
from boilerbench.wording import counted

UNKNOWN = "-"
NAME_WIDTH = 18
"""No name is cut shorter, however wide the other columns are."""


def leaderboard(
    rows: Sequence[Row], leaks: Mapping[str, LeakCounts], style: str, *, wide: bool = False
) -> str:
    """The default table: quality, worst pages, leaks, failures and cost, a row an extractor.

    `leaks` is by spec.
    """
    rows = ordered(rows, HEADLINE)
    return _rendered(rows, *leaderboard_cells(rows, leaks, wide=wide), style, wide=wide)


def leaderboard_cells(
    rows: Sequence[Row], leaks: Mapping[str, LeakCounts], *, wide: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Headers and cells of the default table, a line for each of the rows as they are ordered."""
    headers = ["rank", "extractor", "F1", "precision", "recall", "worst\ntenth", "leaks\n(pages)"]
    headers += ["failed", "CPU ms\n/page", "peak\nMB"]
    return headers, [_leaderboard_row(row, leaks.get(row.extractor), wide=wide) for row in rows]


def metric_table(rows: Sequence[Row], metric: Metric, style: str, *, wide: bool = False) -> str:
    """Every value of one metric, a row an extractor; the many shares of `noise` only when wide."""
    rows = ordered(rows, metric)
    return _rendered(rows, *metric_cells(rows, metric, wide=wide), style, wide=wide)


def metric_cells(
    rows: Sequence[Row], metric: Metric, *, wide: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Headers and cells of one metric's table, a line for each of the rows as they are ordered."""
    names = _shown(rows, metric, wide=wide)
    cells = [
        [
            _rank(row, metric),
            row.name,
            *(interval(_value(row, metric, name), wide=wide) for name in names),
            _failed(row),
        ]
        for row in rows
    ]
    return ["rank", "extractor", *names, "failed"], cells


def common_table(rows: Sequence[Row], metric: Metric, style: str, *, wide: bool = False) -> str:
    """The values of one metric on the pages that every compared extractor answered.

    Rows that answered no page at all are left out; they took no page away either.
    """
    names = _shown(rows, metric, wide=wide)
    rows = [row for row in ordered(rows, metric) if _common(row, metric)]
    cells = [
        [
            row.name,
            *(interval(_common(row, metric).get(name), wide=wide) for name in names),
        ]
        for row in rows
    ]
    return _rendered(rows, ["extractor", *names], cells, style, wide=wide)


def common_pages(rows: Sequence[Row], metric: Metric) -> int | None:
    """On how many pages every compared extractor answered; None where that is all of them."""
    found = (row.scores[repr(metric)].answered_by_all for row in rows if repr(metric) in row.scores)
    return next((one.pages for one in found if one is not None), None)


def _common(row: Row, metric: Metric) -> Mapping[str, Value]:
    scores = row.scores.get(repr(metric))
    return scores.answered_by_all.values if scores and scores.answered_by_all else {}


def _shown(rows: Sequence[Row], metric: Metric, *, wide: bool) -> list[str]:
    """The values a table has room for: all when wide, else no shares by kind and no worst tenth."""
    names = _value_names(rows, metric)
    return [name for name in names if wide or ("." not in name and name != WORST)]


def _rank(row: Row, metric: Metric) -> str:
    scores = row.scores.get(repr(metric))
    return UNKNOWN if scores is None or scores.rank is None else str(scores.rank)


def ordered(rows: Sequence[Row], metric: Metric) -> list[Row]:
    """Extractors, converters and the scale, each from the best headline value to the worst.

    Rows without a value are the last of their group.
    """
    sign = 1 if better(metric) == "low" else -1

    def merit(row: Row) -> tuple[int, bool, float, str]:
        value = _value(row, metric, metric.headline)
        known = value is not None and value.value is not None
        number = value.value if value is not None and value.value is not None else 0.0
        return KINDS.index(row.kind), not known, sign * number, row.extractor

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
        cells = fitted(headers, cells, column=headers.index("extractor"), least=NAME_WIDTH)
    above = captions([row.kind for row in rows])
    return render(headers, cells, style, _aligned(headers), above)


def group_title(rows: Sequence[Row]) -> str:
    """What the rows of one group have in common."""
    group = rows[0].group
    pages = max(sum(row.statuses.values()) for row in rows)
    if group is None:
        return "all pages"
    few = "; few sites: intervals and ranks say little" if group.small else ""
    return f"{group.field} = {group.value} ({counted(pages, 'page')}{few})"


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
        _rank(row, HEADLINE),
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
    return ["left" if header == "extractor" else "right" for header in headers]
