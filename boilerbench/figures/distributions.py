"""The headline value of every page, a row for each extractor: how long the bad tail is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean, quantiles
from typing import TYPE_CHECKING, Final

from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import BELOW, WIDTH, Rung, ladder
from boilerbench.figures.links import Link, diff_link
from boilerbench.figures.names import fitted, plain
from boilerbench.figures.palette import INK, MUTED, colour_of
from boilerbench.figures.rows import placed_rows, worded
from boilerbench.figures.scales import Scale, scale_of
from boilerbench.report.contents import Contents, Part
from boilerbench.scoring.metric import Better, better

if TYPE_CHECKING:  # these modules import the chart library
    from matplotlib.axes import Axes

    from boilerbench.figures.sheet import Sheet

ROW: Final = 26.0
TOP: Final = 14.0
RIGHT: Final = 84.0
MEDIANS, WORST = 62.0, 22.0
SMALL: Final = 7.0
DOT: Final = 2.6
BINS: Final = 130
"""Dots of one bin along the axis stand above each other."""
MOST: Final = 4000
"""Of so many points, every page is drawn; of more, the worst of each extractor alone."""
KEPT: Final = 20
IDENT: Final = 90.0


@dataclass(frozen=True, slots=True)
class PageValue:
    """A page by its place in `Contents.pages`, and its value."""

    page: int
    ident: str
    value: float


@dataclass(frozen=True, slots=True)
class Spread:
    """An extractor's pages, the worst first, and what stands for all of them.

    `quartiles` are three values of which the second is the median; `worst_tenth` is the mean over
    the worst tenth of the pages, one at least.
    """

    place: int
    name: str
    pages: tuple[PageValue, ...]
    quartiles: tuple[float, float, float]
    worst_tenth: float


@dataclass(frozen=True, slots=True)
class Distributions:
    """A dot for each page, over a band from quartile to quartile with the median."""

    place: str
    value: str
    better: Better
    rows: tuple[Spread, ...]
    key: str = field(default="distributions", init=False)

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{worded(self.value)} of every page"

    @property
    def absent(self) -> str | None:
        """A sentence where no page has a value."""
        return None if self.rows else f"No page has a value of {worded(self.value)} here."

    @property
    def whole(self) -> bool:
        """Whether every page is drawn."""
        return sum(len(one.pages) for one in self.rows) <= MOST

    @property
    def description(self) -> str:
        """Median and worst tenth of each extractor, and which dots there are."""
        told = "; ".join(
            f"{one.name} median {one.quartiles[1]:.3f}, worst tenth {one.worst_tenth:.3f}"
            for one in self.rows
        )
        dots = (
            "A dot is a page" if self.whole else f"A dot is one of the {KEPT} worst pages of a row"
        )
        return (
            f"{worded(self.value)} page by page: {told}. {dots}; the band goes from the lower to "
            "the upper quartile, the bar is the median, the triangle the mean of the worst tenth."
        )

    def table(self) -> Table:
        """A row for each page by each extractor, drawn or not."""
        return ("extractor", "page", self.value), [
            (one.name, page.ident, page.value) for one in self.rows for page in one.pages
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, len(self.rows) * ROW + BELOW + TOP

    def draw(self, sheet: "Sheet") -> None:
        """Bands, then dots, then numbers at the right."""
        scale = scale_of(page.value for one in self.rows for page in one.pages)
        rungs = [Rung(one.place, one.name) for one in self.rows]
        axes = ladder(sheet, rungs, scale, worded(self.value), right=RIGHT, top=TOP)
        for text, across in (("median", MEDIANS), ("worst tenth", WORST)):
            at = sheet.width - across, sheet.height - TOP / 2
            sheet.text(at, text, anchor="center", colour=MUTED, size=SMALL)
        for number, one in enumerate(self.rows):
            _draw_row(sheet, axes, scale, number, one, _shown(one, whole=self.whole))
            height = sheet.height - TOP - (number + 0.5) * ROW
            for value, across in ((one.quartiles[1], MEDIANS), (one.worst_tenth, WORST)):
                sheet.text((sheet.width - across, height), f"{value:.3f}", anchor="center")


def distributions(contents: Contents, part: Part) -> Distributions:
    """The values of the pages of a part by extractor."""
    name, end = contents.metric.headline, better(contents.metric)
    found = (
        _spread(contents, part, one.place, one.name, name, end)
        for one in placed_rows(contents, part)
    )
    return Distributions(part.key, name, end, tuple(one for one in found if one is not None))


def _spread(
    contents: Contents, part: Part, place: int, name: str, value: str, end: Better
) -> Spread | None:
    pages = [
        PageValue(page, plain(entry.id), cell.values[value])
        for page in part.pages
        for entry in (contents.pages[page],)
        if (cell := entry.cells[place]) is not None and value in cell.values
    ]
    if not pages:
        return None
    sign = 1 if end == "high" else -1
    ordered = sorted(pages, key=lambda one: (sign * one.value, one.page))
    values = [one.value for one in ordered]
    low, middle, high = (
        quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    )
    tenth = values[: max(1, len(values) // 10)]
    return Spread(place, name, tuple(ordered), (low, middle, high), mean(tenth))


def _shown(one: Spread, *, whole: bool) -> tuple[PageValue, ...]:
    return one.pages if whole else one.pages[:KEPT]


def _draw_row(
    sheet: "Sheet", axes: "Axes", scale: Scale, number: int, one: Spread, pages: Sequence[PageValue]
) -> None:
    colour = colour_of(one.place)
    low, middle, high = one.quartiles
    axes.fill_between(
        (low, high), -number - 0.36, -number + 0.36, facecolor=colour, alpha=0.22, linewidth=0
    )
    places = list(swarm([page.value for page in pages], scale, -number))
    links = [Link(diff_link(page.page, one.place), _told(page)) for page in pages]
    sheet.dots(axes, places, colour, links, size=DOT)
    axes.plot((middle, middle), (-number - 0.4, -number + 0.4), color=INK, linewidth=1.4, zorder=4)
    axes.plot((one.worst_tenth,), (-number - 0.27,), marker="^", color=INK, markersize=4, zorder=4)


def _told(page: PageValue) -> str:
    return f"{page.value:.3f} {fitted(page.ident, IDENT, 4)}"


def swarm(values: Sequence[float], scale: Scale, middle: float) -> Iterator[tuple[float, float]]:
    """A point for each value, those that are nearly equal above and below each other.

    All stay within 0.38 of the middle: the fuller a bin, the closer its points.
    """
    width = (scale.high - scale.low) / BINS
    bins = [round((value - scale.low) / width) for value in values]
    full, seen = Counter(bins), Counter[int]()
    for value, number in zip(values, bins, strict=True):
        step = min(0.1, 0.76 / full[number])
        place = seen[number]
        seen[number] += 1
        side = (place + 1) // 2 * (1 if place % 2 else -1)
        yield value, middle + side * step
