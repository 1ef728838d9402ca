"""How alike the outputs of extractors are, every pair of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import WIDTH, Rung
from boilerbench.figures.matrices import Field, height_of, matrix
from boilerbench.figures.names import plain
from boilerbench.figures.palette import COOL
from boilerbench.report.contents import Contents, Part

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Overlaps:
    """A square of cells; neighbours are alike, as each row is the one most like that above it."""

    place: str
    rungs: tuple[Rung, ...]
    alike: tuple[tuple[float, ...], ...]
    key: str = field(default="overlap", init=False)
    title: str = field(default="How alike the outputs of extractors are", init=False)

    @property
    def absent(self) -> str | None:
        """A sentence where there is no pair."""
        if len(self.rungs) >= FEWEST:
            return None
        return "Agreement needs two extractors that answered a page."

    @property
    def description(self) -> str:
        """What a number is, and the pairs that are most and least alike."""
        pairs = sorted(combinations(range(len(self.rungs)), 2), key=lambda two: self._of(*two))
        least, most = pairs[0], pairs[-1]
        what = "A cell has the mean over pages of how much of two outputs is the same, from 0 to 1."
        if len(pairs) == 1:
            return f"{what} There is one pair: {self._told(*most)}."
        return f"{what} Most alike are {self._told(*most)}, least alike {self._told(*least)}."

    def _of(self, first: int, second: int) -> float:
        return self.alike[first][second]

    def _told(self, first: int, second: int) -> str:
        names = self.rungs[first].name, self.rungs[second].name
        return f"{names[0]} and {names[1]} ({self._of(first, second):.2f})"

    def table(self) -> Table:
        """A row for each pair."""
        return ("extractor", "other", "alike"), [
            (self.rungs[first].name, self.rungs[second].name, self._of(first, second))
            for first, second in combinations(range(len(self.rungs)), 2)
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, height_of(len(self.rungs), [rung.name for rung in self.rungs])

    def draw(self, sheet: "Sheet") -> None:
        """The matrix; an extractor is not compared with itself."""
        fields = [
            [self._field(row, column) for column in range(len(self.rungs))]
            for row in range(len(self.rungs))
        ]
        matrix(sheet, self.rungs, [rung.name for rung in self.rungs], fields, COOL)

    def _field(self, row: int, column: int) -> Field:
        if row == column:
            return Field(None, "", self.rungs[row].name)
        value = self._of(row, column)
        least = min(map(min, self.alike))
        depth = (value - least) / (1 - least) if least < 1 else 1.0
        return Field(depth, f"{value:.2f}", self._told(row, column))


def overlaps(contents: Contents, part: Part) -> Overlaps:
    """The overlap of a part, with its rows so ordered that neighbours are alike."""
    if part.overlap is None:
        return Overlaps(part.key, (), ())
    places, table = part.overlap.places, part.overlap.table
    order = chain(table)
    rungs = tuple(Rung(places[at], plain(contents.systems[places[at]].name)) for at in order)
    return Overlaps(part.key, rungs, tuple(tuple(table[a][b] for b in order) for a in order))


def chain(table: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """Places so that each is the one most like the last; the first is most like all together."""
    left = set(range(len(table)))
    found: list[int] = []
    while left:
        near = table[found[-1]] if found else [sum(row) for row in table]
        found.append(max(sorted(left), key=lambda at: near[at]))
        left.remove(found[-1])
    return tuple(found)
