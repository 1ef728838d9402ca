"""The headline value of every row with its interval, and which rows are told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import BELOW, WIDTH, Rung, bands, ladder
from boilerbench.figures.links import Link, system_link
from boilerbench.figures.palette import MUTED, colour_of
from boilerbench.figures.rows import placed_rows, value_in, worded
from boilerbench.figures.scales import scale_of
from boilerbench.report.contents import Contents, Part
from boilerbench.scores import Row, Value

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

ROW: Final = 15.0
TOP: Final = 14.0
RIGHT: Final = 112.0
"""For ranks and numbers."""
RANKS: Final = 98.0
SMALL: Final = 7.0


@dataclass(frozen=True, slots=True)
class Interval:
    """One row: where it stands, and its value."""

    place: int
    name: str
    kind: str
    rank: int | None
    value: Value


@dataclass(frozen=True, slots=True)
class Intervals:
    """A forest plot: a mark and a line for every row, the best on top, groups of rank shaded."""

    place: str
    value: str
    rows: tuple[Interval, ...]
    key: str = field(default="intervals", init=False)

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{worded(self.value)} with 95 % intervals"

    @property
    def absent(self) -> str | None:
        """A sentence where no row has a value."""
        return None if self.rows else f"No extractor has a value of {worded(self.value)} here."

    @property
    def description(self) -> str:
        """Every row with its rank, value and interval."""
        told = "; ".join(
            f"{one.name} {_number(one)}" + (f", rank {one.rank}" if one.rank else "")
            for one in self.rows
        )
        apart = len({one.kind for one in self.rows}) > 1
        return f"{worded(self.value)} of every extractor, the best first: {told}." + (
            " Converters are ranked among themselves." if apart else ""
        )

    def table(self) -> Table:
        """A row for each extractor."""
        headers = ("extractor", "kind", "rank", self.value, "low", "high")
        return headers, [
            (one.name, one.kind, one.rank, one.value.value, one.value.low, one.value.high)
            for one in self.rows
        ]

    @property
    def _ladder(self) -> list[Interval | str]:
        """The rows from the top, with a word above those that are ranked apart."""
        found: list[Interval | str] = []
        for kind, rows in groupby(self.rows, lambda one: one.kind):
            if found or kind == "converter":
                found.append(f"{kind}s" if kind == "converter" else kind)
            found += rows
        return found

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, len(self._ladder) * ROW + BELOW + TOP

    def draw(self, sheet: "Sheet") -> None:
        """Marks and lines, the rank and the numbers at the right."""
        rows = self._ladder
        rungs = [one if isinstance(one, str) else Rung(one.place, one.name) for one in rows]
        ends = [end for one in self.rows for end in _ends(one.value)]
        axes = ladder(sheet, rungs, scale_of(ends), worded(self.value), right=RIGHT, top=TOP)
        bands(axes, [_rows(list(some)) for _, some in groupby(rows, _group)])
        ranks = sheet.width - RANKS
        sheet.text((ranks, sheet.height - TOP / 2), "rank", anchor="center", colour=MUTED)
        for number, one in enumerate(rows):
            if isinstance(one, str):
                continue
            low, value, high = _ends(one.value)
            axes.plot((low, high), (-number, -number), color=colour_of(one.place), linewidth=1.2)
            link = Link(system_link(one.place), f"{one.name}: {_number(one)}")
            sheet.marks(axes, [(value, -number)], one.place, [link])
            height = sheet.height - TOP - (number + 0.5) * ROW
            sheet.text((ranks, height), str(one.rank or "-"), anchor="center")
            sheet.text((sheet.width - 4, height), _number(one), anchor="right", size=SMALL)


def intervals(contents: Contents, part: Part) -> Intervals:
    """The headline value of every row of a part."""
    name = contents.metric.headline
    found = [
        Interval(one.place, one.name, one.row.kind, _rank(contents, one.row), value)
        for one in placed_rows(contents, part)
        if (value := value_in(contents, one.row, name)) is not None
    ]
    return Intervals(part.key, name, tuple(found))


def _rank(contents: Contents, row: Row) -> int | None:
    return row.scores[repr(contents.metric)].rank


def _group(one: Interval | str) -> object:
    return one if isinstance(one, str) else (one.kind, one.rank)


def _rows(group: Sequence[Interval | str]) -> int | None:
    return None if isinstance(group[0], str) else len(group)


def _ends(value: Value) -> tuple[float, float, float]:
    """Low, value and high; all one where there is no interval."""
    middle = value.value or 0.0
    return (
        middle if value.low is None else value.low,
        middle,
        middle if value.high is None else value.high,
    )


def _number(one: Interval) -> str:
    value = one.value
    if value.low is None or value.high is None:
        return f"{value.value:.3f}"
    return f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}]"
