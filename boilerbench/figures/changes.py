"""Two runs page by page: the value of each page before and after, a panel for each extractor."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from boilerbench.comparisons import Change, Comparison
from boilerbench.figures.boxes import Box
from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import GAP, SIZE, WIDTH
from boilerbench.figures.links import Link, diff_link, system_link
from boilerbench.figures.names import fitted, plain
from boilerbench.figures.palette import MUTED, colour_of
from boilerbench.figures.rows import listed, worded
from boilerbench.figures.scales import Scale, scale_of
from boilerbench.report.contents import Contents
from boilerbench.wording import counted

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

COLUMNS: Final = 4
HEAD, FOOT = 28.0, 20.0
LEFT: Final = 34.0
BETWEEN: Final = 30.0
LARGEST: Final = 200.0
"""The side of a panel at most."""
SMALL: Final = 7.0
DOT: Final = 4.0
MOST: Final = 400
"""Points of a panel; of more pages the first are drawn, which are the worst."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A page with another output, by its place in `Contents.pages`; None where it is not there."""

    page: int | None
    ident: str
    change: Change
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Turn:
    """An extractor in both runs, and its pages with a value in both that changed, worst first."""

    place: int
    before: str
    after: str
    means: tuple[float | None, float | None]
    counts: Mapping[str, int]
    pages: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Points above the diagonal rose, points below it fell."""

    number: int
    first: str
    value: str
    rows: tuple[Turn, ...]
    place: str = "runs"

    @property
    def key(self) -> str:
        """`changes`, with a number from the second earlier run on."""
        return "changes" if self.number == 0 else f"changes-{self.number + 1}"

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{worded(self.value)} of pages, before and after"

    @property
    def shown(self) -> tuple[Turn, ...]:
        """The rows that have a panel."""
        return tuple(one for one in self.rows if one.pages)

    @property
    def absent(self) -> str | None:
        """A sentence where no page changed."""
        if self.shown:
            return None
        return f"No page has another output with a value than in {self.first}."

    @property
    def description(self) -> str:
        """What became of the pages of each row."""
        told = "; ".join(self._told(one) for one in self.shown)
        same = [one.after for one in self.rows if not one.pages]
        return (
            f"Pages whose output is another one than in {self.first}: across the value before, up "
            f"the value now: points below the diagonal fell, those above it rose. {told}."
            + (f" No change: {listed(same)}." if same else "")
        )

    def _told(self, one: Turn) -> str:
        counts = ", ".join(f"{number} {change}" for change, number in one.counts.items() if number)
        before, after = (_written(mean) for mean in one.means)
        return f"{one.before} to {one.after} from {before} to {after} ({counts})"

    def table(self) -> Table:
        """A row for each page that changed."""
        headers = (
            "before",
            "after",
            "page",
            "change",
            f"{self.value}_before",
            f"{self.value}_after",
        )
        return headers, [
            (one.before, one.after, page.ident, page.change, page.before, page.after)
            for one in self.rows
            for page in one.pages
        ]

    @property
    def _columns(self) -> int:
        return min(COLUMNS, len(self.shown))

    @property
    def _side(self) -> float:
        columns = self._columns
        return min(LARGEST, (WIDTH - LEFT - GAP - (columns - 1) * BETWEEN) / columns)

    @property
    def _storey(self) -> float:
        return HEAD + self._side + FOOT

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        storeys = -(-len(self.shown) // self._columns)
        return WIDTH, storeys * self._storey + 14

    def draw(self, sheet: "Sheet") -> None:
        """Square panels on one scale, from left to right and down."""
        ends = [
            end for one in self.shown for page in one.pages for end in (page.before, page.after)
        ]
        scale = scale_of(ends, most=4)
        for number, one in enumerate(self.shown):
            storey, column = divmod(number, self._columns)
            left = LEFT + column * (self._side + BETWEEN)
            top = sheet.height - storey * self._storey - HEAD
            self._draw_panel(sheet, Box(left, top - self._side, left + self._side, top), scale, one)
        sheet.text((LEFT, 6), f"across: {worded(self.value)} before; up: now", colour=MUTED)

    def _draw_panel(self, sheet: "Sheet", box: Box, scale: Scale, one: Turn) -> None:
        axes = sheet.axes(box)
        axes.set_xlim(scale.low, scale.high)
        axes.set_ylim(scale.low, scale.high)
        axes.set_xticks(scale.ticks, scale.labels)
        axes.set_yticks(scale.ticks, scale.labels)
        axes.grid(visible=True)
        ends = (scale.low, scale.high)
        axes.plot(ends, ends, color=MUTED, linewidth=0.6, linestyle="--", zorder=2)
        link = Link(system_link(one.place), f"{one.before} to {one.after}")
        width = box.right - box.left + BETWEEN - GAP
        sheet.text((box.left, box.top + 18), fitted(one.after, width, SIZE), link=link)
        before, after = (_written(mean) for mean in one.means)
        told = fitted(f"{before} to {after}, {counted(len(one.pages), 'page')}", width, SMALL)
        sheet.text((box.left, box.top + 8), told, size=SMALL, colour=MUTED)
        pages = one.pages[:MOST]
        links = [
            Link(
                system_link(one.place) if page.page is None else diff_link(page.page, one.place),
                f"{page.change}: {page.before:.3f} to {page.after:.3f} {page.ident}",
            )
            for page in pages
        ]
        points = [(page.before, page.after) for page in pages]
        sheet.dots(axes, points, colour_of(one.place), links, size=DOT)


def changes(contents: Contents) -> tuple[Changes, ...]:
    """What changed since each earlier run."""
    pages = {entry.id: place for place, entry in enumerate(contents.pages)}
    places = {system.spec: place for place, system in enumerate(contents.systems)}
    return tuple(
        Changes(
            number,
            plain(comparison.first),
            contents.metric.headline,
            tuple(_turns(comparison, pages, places)),
        )
        for number, comparison in enumerate(contents.changes)
    )


def _turns(
    comparison: Comparison, pages: Mapping[str, int], places: Mapping[str, int]
) -> list[Turn]:
    return [
        Turn(
            place=places[row.after.extractor],
            before=plain(" ".join(filter(None, (row.label, row.before.version)))),
            after=plain(" ".join(filter(None, (row.label, row.after.version)))),
            means=(row.before.value, row.after.value),
            counts=row.counts,
            pages=tuple(
                Moved(pages.get(one.page), plain(one.page), one.change, one.before, one.after)
                for one in row.pages
                if one.before is not None and one.after is not None
            ),
        )
        for row in comparison.rows
        if row.after.extractor in places
    ]


def _written(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
