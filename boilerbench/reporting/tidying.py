"""Scores as spreadsheets and data frames like them: one number a row."""

from collections.abc import Iterator

import msgspec

from boilerbench.records import ANSWERS
from boilerbench.reporting.tables import Cell
from boilerbench.scores import Row, Scores


def tidy(scores: Scores) -> tuple[list[str], list[list[Cell]]]:
    """Scores with one number a row, as spreadsheets and data frames like them."""
    headers = ["extractor", "label", "version", "kind", "field", "group", "metric", "name"]
    headers += ["value", "low", "high", "pages", "failed", "rank", "signature", "short_signature"]
    return headers, [line for row in scores.rows for line in _tidy_row(row)]


def _tidy_row(row: Row) -> Iterator[list[Cell]]:
    group = [row.group.field, row.group.value] if row.group else [None, None]
    failed = sum(count for outcome, count in row.statuses.items() if outcome not in ANSWERS)
    pages = sum(row.statuses.values())
    start: list[Cell] = [row.extractor, row.label, row.version, row.kind, *group]
    for metric, scored in row.scores.items():
        end: list[Cell] = [pages, failed, scored.rank, scored.signature, scored.short_signature]
        for name, value in scored.values.items():
            yield [*start, metric, name, value.value, value.low, value.high, *end]
    if row.speed is not None:
        for name, number in msgspec.structs.asdict(row.speed).items():
            yield [*start, "speed", name, number, None, None, pages, failed, None, None, None]
