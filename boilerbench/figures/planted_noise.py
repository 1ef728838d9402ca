"""How much of the noise that a stress test planted each extractor leaks, by kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import WIDTH, Rung
from boilerbench.figures.links import stress_link
from boilerbench.figures.matrices import NOTE, Field, height_of, matrix
from boilerbench.figures.names import plain
from boilerbench.figures.palette import HEAT
from boilerbench.figures.stress_rows import StressRow, per_cent, stress_rows
from boilerbench.scores import Value
from boilerbench.stress.results import Cell, Stress

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

Markup: TypeAlias = Literal["sites", "divs"]

WORDS: Final[dict[Markup, str]] = {
    "sites": "in the markup of sites",
    "divs": "in divs without a name",
}
MARKUPS: Final = tuple(WORDS)
PREFIX, SUFFIX = "noise-", "-div"
WHERE: Final = ("before", "between", "after")
NAMED: Final = 3
HEADERS: Final = (
    *("extractor", "kind", "mutation", "leaked", "low", "high"),
    *(f"leaked_{where}" for where in WHERE),
    *("pages", "failed"),
)


@dataclass(frozen=True, slots=True)
class PlantedNoise:
    """A cell for each extractor and kind: the more planted words leaked, the deeper its colour.

    `kinds` are those that were planted in either markup, so that the two figures line up.
    """

    markup: Markup
    rows: tuple[StressRow, ...]
    kinds: tuple[str, ...]
    place: str = field(default="stress", init=False)

    @property
    def key(self) -> str:
        """Its name among the figures of the stress test."""
        return f"planted-{self.markup}"

    @property
    def title(self) -> str:
        """Which noise it is about."""
        return f"Planted noise that leaked, {WORDS[self.markup]}, per cent"

    @property
    def absent(self) -> str | None:
        """A sentence where none was planted."""
        if any(True for one in self.rows for _ in self._known(one)):
            return None
        return f"The stress test planted no noise {WORDS[self.markup]}."

    @property
    def description(self) -> str:
        """The kinds that leak most, and the mean over kinds of each extractor."""
        worst = ", ".join(f"{kind} ({share:.0%})" for share, kind in self._shares()[:NAMED])
        told = "; ".join(
            f"{one.name} {mean:.0%}" for one in self.rows if (mean := self.mean(one)) is not None
        )
        return (
            "A cell has how many of a hundred planted words of a kind came out, "
            f"{WORDS[self.markup]}; the deeper its colour, the more. As means over all extractors "
            f"most leaked: {worst}. As means over kinds: {told}."
        )

    def mean(self, one: StressRow) -> float | None:
        """The share that an extractor leaked, as the mean over kinds; None where none is known."""
        shares = [share for _, _, share in self._known(one)]
        return fmean(shares) if shares else None

    def mutation(self, kind: str) -> str:
        """What planted a kind in this markup."""
        return f"{PREFIX}{kind}{SUFFIX if self.markup == 'divs' else ''}"

    def _known(self, one: StressRow) -> Iterator[tuple[str, Cell, float]]:
        for kind in self.kinds:
            cell = one.under(self.mutation(kind))
            if cell is not None and cell.leaked is not None and cell.leaked.value is not None:
                yield kind, cell, cell.leaked.value

    def _shares(self) -> list[tuple[float, str]]:
        """Kinds by the mean share that leaked, the largest first."""
        by_kind: dict[str, list[float]] = {}
        for one in self.rows:
            for kind, _, share in self._known(one):
                by_kind.setdefault(plain(kind), []).append(share)
        means = [(fmean(shares), kind) for kind, shares in by_kind.items()]
        return sorted(means, key=lambda each: (-each[0], each[1]))

    def table(self) -> Table:
        """A row for each extractor and kind: the share with its interval, and that by place."""
        return HEADERS, [
            (
                *(one.name, plain(kind), plain(cell.mutation), *_ends(cell.leaked)),
                *(_ends(cell.leaked_at.get(where))[0] for where in WHERE),
                *(cell.pages, cell.failed),
            )
            for one in self.rows
            for kind, cell, _ in self._known(one)
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, height_of(len(self.rows), self.kinds) + NOTE

    def draw(self, sheet: "Sheet") -> None:
        """The matrix."""
        rungs = [Rung(one.place, one.name) for one in self.rows]
        fields = [list(self._fields(one)) for one in self.rows]
        note = f"per cent of the planted words, {WORDS[self.markup]}"
        matrix(sheet, rungs, self.kinds, fields, HEAT, leads=stress_link, note=note)

    def _fields(self, one: StressRow) -> Iterator[Field]:
        known = {kind: (cell, share) for kind, cell, share in self._known(one)}
        for kind in self.kinds:
            name = f"{one.name}, {plain(kind)} {WORDS[self.markup]}"
            if kind not in known:
                yield Field(None, "-", f"{name}: no page to count on")
                continue
            cell, share = known[kind]
            told = f"{name}: leaked {per_cent(cell.leaked)} %, pages {cell.pages}"
            yield Field(min(1.0, max(0.0, share)), f"{100 * share:.0f}", told)


def _ends(value: Value | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if value is None else (value.value, value.low, value.high)


def planted_noise(found: Stress, markup: Markup) -> PlantedNoise:
    """The leaks of the extractors that ran, of noise planted in one of both markups."""
    rows = tuple(one for one in stress_rows(found) if one.row.cells)
    names = (one.name.removeprefix(PREFIX) for one in found.mutations if one.plants)
    return PlantedNoise(markup, rows, tuple(dict.fromkeys(map(_kind, names))))


def _kind(name: str) -> str:
    return name.removesuffix(SUFFIX)
