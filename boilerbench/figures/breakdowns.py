"""The headline value of every extractor on the pages of each group of a field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from boilerbench.figures.boxes import Box
from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import GAP, SIZE, WIDTH, Rung
from boilerbench.figures.links import Link, system_link
from boilerbench.figures.names import fitted, plain, width_of
from boilerbench.figures.palette import MUTED, colour_of
from boilerbench.figures.rows import placed_rows, worded
from boilerbench.figures.scales import Scale, scale_of
from boilerbench.report.contents import Breakdown, Contents, Part
from boilerbench.scores import Value
from boilerbench.scoring.metric import Better, better
from boilerbench.wording import counted

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

COLUMNS: Final = 4
"""Panels beside each other."""
ROW: Final = 11.0
HEAD, FOOT = 26.0, 18.0
NAMES: Final = 120.0
BETWEEN: Final = 12.0
BELOW: Final = 12.0
MARK: Final = 4.4
SMALL: Final = 7.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of pages, and the value of each row on it; None where there is none."""

    group: str
    pages: int
    small: bool
    values: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Breaking:
    """A panel for each group, all on one scale, with the rows of all in the same order."""

    place: str
    field: str
    value: str
    better: Better
    rungs: tuple[Rung, ...]
    panels: tuple[Panel, ...]
    left_out: int

    @property
    def key(self) -> str:
        """`breakdown-` and the field."""
        return f"breakdown-{self.field}"

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{worded(self.value)} by {self.field}"

    @property
    def absent(self) -> str | None:
        """A sentence where no row has a value in any group."""
        if any(value is not None for panel in self.panels for value in panel.values):
            return None
        return f"No extractor has a value of {worded(self.value)} on pages by {self.field}."

    @property
    def description(self) -> str:
        """The best and the worst row of each group."""
        told = "; ".join(self._told(panel) for panel in self.panels)
        few = " Groups with an asterisk have few sites: their intervals say little."
        more = f" {counted(self.left_out, 'smaller group')} left out." if self.left_out else ""
        return (
            f"{worded(self.value)} of every extractor with its interval, a panel for each "
            f"{self.field}: {told}."
            + (few if any(panel.small for panel in self.panels) else "")
            + more
        )

    def _told(self, panel: Panel) -> str:
        known = [
            (value.value, rung.name)
            for rung, value in zip(self.rungs, panel.values, strict=True)
            if value is not None and value.value is not None
        ]
        head = f"{panel.group} ({counted(panel.pages, 'page')})"
        if not known:
            return f"{head} nothing"
        if len(known) == 1:
            return f"{head} {known[0][1]} {known[0][0]:.3f}"
        low, high = min(known), max(known)
        first, last = (high, low) if self.better == "high" else (low, high)
        return f"{head} from {first[1]} {first[0]:.3f} to {last[1]} {last[0]:.3f}"

    def table(self) -> Table:
        """A row for each group and extractor."""
        headers = (self.field, "pages", "few_sites", "extractor", self.value, "low", "high")
        return headers, [
            (panel.group, panel.pages, int(panel.small), rung.name, one.value, one.low, one.high)
            for panel in self.panels
            for rung, one in zip(self.rungs, panel.values, strict=True)
            if one is not None
        ]

    @property
    def _storeys(self) -> int:
        return -(-len(self.panels) // COLUMNS)

    @property
    def _storey(self) -> float:
        return HEAD + len(self.rungs) * ROW + FOOT

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, self._storeys * self._storey + BELOW

    def draw(self, sheet: "Sheet") -> None:
        """Panels from left to right and down; the names again on each storey."""
        numbers = (
            number
            for panel in self.panels
            for one in panel.values
            if one is not None
            for number in (one.value, one.low, one.high)
            if number is not None
        )
        scale = scale_of(numbers, most=3)
        names = [fitted(rung.name, NAMES, SMALL) for rung in self.rungs]
        left = max(width_of(name, SMALL) for name in names) + 2 * GAP
        columns = min(COLUMNS, len(self.panels))
        each = (sheet.width - left - GAP - (columns - 1) * BETWEEN) / columns
        for storey in range(self._storeys):
            top = sheet.height - storey * self._storey - HEAD
            for number, (rung, name) in enumerate(zip(self.rungs, names, strict=True)):
                link = Link(system_link(rung.place), rung.name)
                at = left - GAP, top - (number + 0.5) * ROW
                sheet.text(at, name, anchor="right", size=SMALL, link=link)
        boxes = []
        for number, panel in enumerate(self.panels):
            storey, column = divmod(number, COLUMNS)
            start = left + column * (each + BETWEEN)
            top = sheet.height - storey * self._storey - HEAD
            boxes.append(Box(start, top - len(self.rungs) * ROW, start + each, top))
            _frame(sheet, boxes[-1], scale, panel)
        sheet.text(((left + sheet.width) / 2, 6), worded(self.value), anchor="center")
        self._draw_values(sheet, boxes, scale)

    def _draw_values(self, sheet: "Sheet", boxes: Sequence[Box], scale: Scale) -> None:
        """Row by row over all panels, as one drawing of many marks is quicker than many of one."""
        paper = sheet.paper()
        for number, rung in enumerate(self.rungs):
            points, links, ends = [], [], []
            for box, panel in zip(boxes, self.panels, strict=True):
                one = panel.values[number]
                if one is None or one.value is None:
                    continue
                height = box.top - (number + 0.5) * ROW
                points.append((_across(box, scale, one.value), height))
                told = f"{rung.name}, {panel.group}: {_number(one)}"
                links.append(Link(system_link(rung.place), told))
                if one.low is not None and one.high is not None:
                    low, high = (_across(box, scale, end) for end in (one.low, one.high))
                    ends.append([(low, height), (high, height)])
            sheet.lines(paper, ends, colour_of(rung.place))
            sheet.marks(paper, points, rung.place, links, size=MARK)


def _across(box: Box, scale: Scale, value: float) -> float:
    return box.left + (value - scale.low) / (scale.high - scale.low) * (box.right - box.left)


def _frame(sheet: "Sheet", box: Box, scale: Scale, panel: Panel) -> None:
    """A panel with its rules, its group above it, nothing on it yet."""
    axes = sheet.axes(box)
    axes.set_xlim(scale.low, scale.high)
    axes.set_xticks(scale.ticks, scale.labels)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x")
    head = fitted(panel.group, box.right - box.left, SIZE)
    sheet.text((box.left, box.top + 17), head)
    pages = counted(panel.pages, "page") + ("*" if panel.small else "")
    sheet.text((box.left, box.top + 7), pages, size=SMALL, colour=MUTED)


def breaking(contents: Contents, part: Part, breakdown: Breakdown) -> Breaking:
    """A breakdown of a part, its rows in the order of the part's own."""
    rungs = tuple(Rung(one.place, one.name) for one in placed_rows(contents, part))
    panels = tuple(
        Panel(
            plain(one.group.value),
            one.pages,
            one.group.small,
            tuple(_known(one.values[rung.place]) for rung in rungs),
        )
        for one in breakdown.slices
    )
    end = better(contents.metric)
    name = contents.metric.headline
    return Breaking(part.key, breakdown.field, name, end, rungs, panels, breakdown.left_out)


def _known(value: Value | None) -> Value | None:
    return None if value is None or value.value is None else value


def _number(one: Value) -> str:
    if one.low is None or one.high is None:
        return f"{one.value:.3f}"
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"
