"""Cells with a number in each, shaded by it: the frame of several figures."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from boilerbench.figures.boxes import Box
from boilerbench.figures.ladders import GAP, NAMES, SIZE, Rung
from boilerbench.figures.links import Link, system_link
from boilerbench.figures.names import fitted, width_of
from boilerbench.figures.palette import MUTED

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

ROW: Final = 16.0
HEADS: Final = 90.0
"""The most that names of columns may take of the height: they stand upright."""
DEEPEST: Final = 0.55
"""How opaque a cell at 1 is: text on it is still easy to read, on white and on black."""
MOST: Final = 60.0
"""The width of a column at most."""
MOST_SIZE: Final = 7.0
NOTE: Final = 14.0
"""The height of a line of words below the cells, where there is one."""


class Field(NamedTuple):
    """A cell: how far it is shaded from 0 to 1, its text, and what its link says.

    None for a depth is a cell without a value.
    """

    depth: float | None
    text: str
    told: str


Placed: TypeAlias = tuple[Rung, Field, Box]
"""A cell with the row it is of and where it stands."""


def heads(columns: Sequence[str]) -> list[str]:
    """The names of columns as they are drawn."""
    return [fitted(name, HEADS, SIZE) for name in columns]


def height_of(rows: int, columns: Sequence[str]) -> float:
    """The height of a matrix with the names of its columns above it."""
    return rows * ROW + max(width_of(name, SIZE) for name in heads(columns)) + 2 * GAP


def matrix(
    sheet: "Sheet",
    rungs: Sequence[Rung],
    columns: Sequence[str],
    fields: Sequence[Sequence[Field]],
    colour: str,
    *,
    leads: Callable[[int], str] = system_link,
    note: str = "",
) -> None:
    """The whole of it: a row for each extractor, its cells leading to its own row in the report.

    `leads` says where that is, by the row's place; a note stands below the cells.
    """
    names = [fitted(rung.name, NAMES, SIZE) for rung in rungs]
    left = max(width_of(name, SIZE) for name in names) + 2 * GAP
    each = min(MOST, (sheet.width - left - GAP) / len(columns))
    top = len(rungs) * ROW + GAP + (NOTE if note else 0)
    if note:
        sheet.text((left, NOTE / 2), note, size=MOST_SIZE, colour=MUTED)
    for number, head in enumerate(heads(columns)):
        at = left + (number + 0.5) * each, top + GAP / 2
        sheet.text(at, head, turned=90)
    for number, (rung, name) in enumerate(zip(rungs, names, strict=True)):
        link = Link(leads(rung.place), rung.name)
        sheet.text((left - GAP, top - (number + 0.5) * ROW), name, anchor="right", link=link)
    _cells(sheet, _placed(rungs, fields, left, each, top), colour, leads, each)


def _placed(
    rungs: Sequence[Rung],
    fields: Sequence[Sequence[Field]],
    left: float,
    each: float,
    top: float,
) -> list[Placed]:
    """Every cell in its box, row by row from the top."""
    return [
        (rungs[number], field, Box(left + at * each, bottom, left + (at + 1) * each, bottom + ROW))
        for number, row in enumerate(fields)
        for bottom in (top - (number + 1) * ROW,)
        for at, field in enumerate(row)
    ]


def _cells(
    sheet: "Sheet",
    placed: Sequence[Placed],
    colour: str,
    leads: Callable[[int], str],
    each: float,
) -> None:
    """All shades, then all texts in one size, which fits the widest of them."""
    for rung, field, box in placed:
        depth = 0.0 if field.depth is None else DEEPEST * field.depth
        sheet.cell(box, colour, depth, Link(leads(rung.place), field.told))
    widest = max(width_of(field.text, MOST_SIZE) for _, field, _ in placed)
    size = min(MOST_SIZE, MOST_SIZE * (each - 2) / max(widest, 1.0))
    for _, field, box in placed:
        middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if field.text:
            sheet.text(middle, field.text, anchor="center", size=size, quiet=True)
