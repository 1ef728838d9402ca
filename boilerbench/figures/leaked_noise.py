"""On how many pages each extractor leaked noise of each kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import WIDTH, Rung
from boilerbench.figures.matrices import Field, height_of, matrix
from boilerbench.figures.palette import HEAT
from boilerbench.figures.rows import placed_rows
from boilerbench.report.contents import Contents, Part
from boilerbench.scoring import LeakCounts

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

ANY: Final = "any kind"
NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Leaking:
    """An extractor's pages with a leak of so many, over all kinds and by kind."""

    place: int
    name: str
    counts: LeakCounts

    def of(self, kind: str) -> tuple[int, int] | None:
        """Leaked pages of those on which the kind was planted; None where that is none."""
        return self.counts.pages if kind == ANY else self.counts.kinds.get(kind)


@dataclass(frozen=True, slots=True)
class LeakedNoise:
    """A cell for each extractor and kind: the more pages leaked, the deeper its colour."""

    place: str
    kinds: tuple[str, ...]
    rows: tuple[Leaking, ...]
    key: str = field(default="leaked-noise", init=False)
    title: str = field(default="Pages with leaked noise, by kind", init=False)

    @property
    def absent(self) -> str | None:
        """A sentence where no noise is labelled."""
        if self.rows:
            return None
        return "No page that an extractor answered has its noise labelled here."

    @property
    def description(self) -> str:
        """The kinds that leak most, and each extractor's pages."""
        worst = ", ".join(
            f"{kind} on {share:.0%} of pages"
            for share, kind in _shares(self.rows, self.kinds)[:NAMED]
        )
        told = "; ".join(f"{one.name} {_counted(one.of(ANY))}" for one in self.rows)
        return (
            "A cell has the pages on which noise of a kind leaked, of those that had any; the "
            f"deeper its colour, the larger the share. Over all extractors most leaked: {worst}. "
            f"Pages with a leak of any kind: {told}."
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """All kinds together, then those that were planted, the most leaked first."""
        return (ANY, *self.kinds)

    def table(self) -> Table:
        """A row for each extractor and kind."""
        return ("extractor", "kind", "leaked_pages", "pages"), [
            (one.name, kind, *counts)
            for one in self.rows
            for kind in self.columns
            if (counts := one.of(kind)) is not None
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, height_of(len(self.rows), self.columns)

    def draw(self, sheet: "Sheet") -> None:
        """The matrix."""
        rungs = [Rung(one.place, one.name) for one in self.rows]
        fields = [list(self._fields(one)) for one in self.rows]
        matrix(sheet, rungs, self.columns, fields, HEAT)

    def _fields(self, one: Leaking) -> Iterator[Field]:
        for kind in self.columns:
            counts = one.of(kind)
            share = None if counts is None else counts[0] / max(counts[1], 1)
            told = f"{one.name}, {kind}: leaked on {_counted(counts)} pages"
            yield Field(share, _counted(counts), told)


def leaked_noise(contents: Contents, part: Part) -> LeakedNoise:
    """The leaks of a part's rows, the row that leads first."""
    rows = tuple(
        Leaking(one.place, one.name, counts)
        for one in placed_rows(contents, part)
        if (counts := part.leaks.get(one.row.extractor)) is not None and counts.pages[1]
    )
    kinds = {kind for one in rows for kind in one.counts.kinds}
    return LeakedNoise(part.key, tuple(kind for _, kind in _shares(rows, sorted(kinds))), rows)


def _shares(
    rows: tuple[Leaking, ...], kinds: "list[str] | tuple[str, ...]"
) -> list[tuple[float, str]]:
    """Kinds by the share of pages on which they leaked over all rows, the largest first."""
    found = []
    for kind in kinds:
        counts = [count for one in rows if (count := one.of(kind)) is not None]
        leaked, pages = (sum(numbers) for numbers in zip(*counts, strict=True))
        found.append((leaked / pages, kind))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _counted(counts: tuple[int, int] | None) -> str:
    return "-" if counts is None else f"{counts[0]}/{counts[1]}"
