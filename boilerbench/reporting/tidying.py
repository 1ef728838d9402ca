"""Scores as spreadsheets and data frames like them: one number a row."""

from collections.abc import Iterator

import msgspec

from boilerbench.records import ANSWERS
from boilerbench.reporting.tables import Cell
from boilerbench.scores import Likeness, Row, Scores


def tidy(scores: Scores) -> tuple[list[str], list[list[Cell]]]:
    """Scores with one number a row, as spreadsheets and data frames like them."""
    headers = ["extractor", "label", "version", "kind", "field", "group", "metric", "name"]
    headers += ["value", "low", "high", "pages", "failed", "rank", "signature", "short_signature"]
    lines = [line for row in scores.rows for line in _tidy_row(row)]
    return headers, [*lines, *(line for one in scores.likeness for line in _tidy_likeness(one))]


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


def _tidy_likeness(likeness: Likeness) -> Iterator[list[Cell]]:
    """Numbers of outputs without gold, named `likeness` where metrics have their names."""
    group = [likeness.group.field, likeness.group.value] if likeness.group else [None, None]
    for row in likeness.rows:
        start: list[Cell] = [row.extractor, row.label, row.version, row.kind, *group, "likeness"]
        end: list[Cell] = [row.compared, None, None, likeness.measure, None]
        value = row.likeness
        yield [*start, "likeness", value.value, value.low, value.high, *end]
        numbers: dict[str, Cell] = {
            "alone": row.alone,
            "words_per_page": row.words_per_page,
            "phrase_pages": row.phrase_pages,
        }
        numbers |= {f"phrase_pages.{kind}": hits.pages for kind, hits in row.phrases.items()}
        for name, number in numbers.items():
            yield [*start, name, number, None, None, *end]
