"""How much of its F1 each extractor keeps when pages change as no reader sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import WIDTH, Rung
from boilerbench.figures.links import stress_link
from boilerbench.figures.matrices import NOTE, Field, height_of, matrix
from boilerbench.figures.names import plain
from boilerbench.figures.palette import HEAT
from boilerbench.figures.stress_rows import (
    StressRow,
    per_cent,
    stress_rows,
    surely_less,
    unseen,
)
from boilerbench.stress.results import Cell, Stress

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

FULL: Final = 0.25
"""The share of F1 from whose loss on a cell is at its deepest: the same in every report."""
SURE: Final = "*"
HEADERS: Final = (
    *("extractor", "mutation", "f1_kept", "low", "high", "f1"),
    *("gold_lost", "gold_lost_words", "pages", "failed"),
)


@dataclass(frozen=True, slots=True)
class KeptScores:
    """A cell for each extractor and mutation: the more of its F1 is lost, the deeper its colour."""

    rows: tuple[StressRow, ...]
    mutations: tuple[str, ...]
    control: str
    key: str = field(default="kept", init=False)
    place: str = field(default="stress", init=False)
    title: str = field(default="F1 kept under changes that no reader sees, per cent", init=False)

    @property
    def absent(self) -> str | None:
        """A sentence where nobody ran, or nothing was changed."""
        if self.rows and self.mutations:
            return None
        return "No extractor of the stress test ran under a change that no reader sees."

    @property
    def description(self) -> str:
        """What a number is, and what costs each extractor most."""
        control = plain(self.control)
        return (
            f"A cell has the F1 kept under a mutation, in per cent of the F1 of {control} on "
            f"the same pages; {control} itself in per cent of that of the pages as served. "
            "The deeper its colour the more is lost, and from a quarter on it is at its deepest. "
            f"{SURE} where the 95 % interval ends below 100. Kept least: "
            f"{'; '.join(map(self._least, self.rows))}."
        )

    def _least(self, one: StressRow) -> str:
        known = [
            (cell.kept.value, cell)
            for name, cell in self._cells(one)
            if cell is not None and cell.kept.value is not None and name != self.control
        ]
        value, cell = min(known, key=lambda each: each[0], default=(1.0, None))
        if cell is None or value >= 1:
            return f"{one.name} loses nothing"
        return f"{one.name} {_text(cell)} by {plain(cell.mutation)}"

    def _cells(self, one: StressRow) -> Iterator[tuple[str, Cell | None]]:
        return ((name, one.under(name)) for name in self.mutations)

    def table(self) -> Table:
        """A row for each extractor and mutation: F1 kept with its interval, and what it is of."""
        return HEADERS, [
            (
                *(one.name, plain(name), cell.kept.value, cell.kept.low, cell.kept.high, cell.f1),
                *(cell.lost.value, cell.lost_words, cell.pages, cell.failed),
            )
            for one in self.rows
            for name, cell in self._cells(one)
            if cell is not None
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, height_of(len(self.rows), self.mutations) + NOTE

    def draw(self, sheet: "Sheet") -> None:
        """The matrix."""
        rungs = [Rung(one.place, one.name) for one in self.rows]
        fields = [[_field(one, name, cell) for name, cell in self._cells(one)] for one in self.rows]
        note = f"per cent of F1 kept; {SURE} the 95 % interval ends below 100"
        matrix(sheet, rungs, self.mutations, fields, HEAT, leads=stress_link, note=note)


def _field(one: StressRow, mutation: str, cell: Cell | None) -> Field:
    name = f"{one.name}, {plain(mutation)}"
    if cell is None or cell.kept.value is None:
        return Field(None, "-", f"{name}: no page to compare")
    depth = min(1.0, max(0.0, (1 - cell.kept.value) / FULL))
    told = f"F1 kept {per_cent(cell.kept)} %, gold lost {per_cent(cell.lost)} %"
    return Field(depth, _text(cell), f"{name}: {told}, pages {cell.pages}, failed {cell.failed}")


def _text(cell: Cell) -> str:
    return f"{100 * (cell.kept.value or 0.0):.1f}{SURE if surely_less(cell.kept) else ''}"


def kept_scores(found: Stress) -> KeptScores:
    """What the extractors that ran keep under each mutation that no reader sees."""
    rows = tuple(one for one in stress_rows(found) if one.row.cells)
    return KeptScores(rows, unseen(found), found.control)
