"""The rows of a part as figures need them: in their order, by place, with their values."""

from collections.abc import Iterator
from dataclasses import dataclass

from boilerbench.figures.names import plain
from boilerbench.report.contents import Contents, Part
from boilerbench.reporting.board import ordered
from boilerbench.scores import Row, Value

WORDS = {"f1": "F1"}
"""Values whose name is no word."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, the place of its extractor in `Contents.systems`, and its name."""

    place: int
    name: str
    row: Row


def placed_rows(contents: Contents, part: Part) -> Iterator[Placed]:
    """The rows of the systems of a report, the best first; those of the scale are no part of it."""
    places = {system.spec: place for place, system in enumerate(contents.systems)}
    for row in ordered(part.rows, contents.metric):
        if row.extractor in places:
            yield Placed(places[row.extractor], plain(row.name), row)


def value_in(contents: Contents, row: Row, name: str) -> Value | None:
    """A value of the report's metric; None where the row has none, or no number in it."""
    scores = row.scores.get(repr(contents.metric))
    value = scores.values.get(name) if scores else None
    return None if value is None or value.value is None else value


def worded(value: str) -> str:
    """A value's name as an axis has it."""
    return WORDS.get(value, value.replace("_", " "))


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
