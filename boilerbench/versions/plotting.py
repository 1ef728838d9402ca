"""A sweep as a picture: versions against score, CPU time and failures, one panel below another."""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from boilerbench.errors import UsageError
from boilerbench.figures.boxes import Box
from boilerbench.figures.drawing import printed, svg_file
from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import GAP, SIZE, WIDTH
from boilerbench.figures.links import Link
from boilerbench.figures.names import fitted, width_of
from boilerbench.figures.palette import HEAT, SERIES
from boilerbench.figures.scales import Scale, scale_of
from boilerbench.files import replace_file
from boilerbench.versions.results import Measure, Sweep, Swept

if TYPE_CHECKING:  # these modules import the chart library
    from matplotlib.axes import Axes

    from boilerbench.figures.sheet import Sheet

FORMATS: Final = (".svg", ".png")
LEFT: Final = 48.0
TOP: Final = 8.0
PANEL: Final = 84.0
SPACE: Final = 16.0
"""Points beside, above, of and between the panels."""
NAME: Final = 70.0
"""The most that a version's name may take."""
DOT: Final = 4.5


class Point(NamedTuple):
    """A version in a panel: its place from the left, its value with both ends."""

    place: int
    value: float
    low: float
    high: float


class Panel(NamedTuple):
    """One of the three: what it measures, in which colour, and its points."""

    title: str
    colour: str
    points: tuple[Point, ...]
    scale: Scale


@dataclass(frozen=True, slots=True)
class History:
    """The figure of a sweep; its contract is that of all figures."""

    sweep: Sweep
    key: str = field(default="versions", init=False)
    place: str = field(default="sweep", init=False)

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{self.sweep.extractor} on {self.sweep.corpus.name}"

    @property
    def absent(self) -> str | None:
        """A sentence where no version could be had."""
        return None if any(one.statuses for one in self.sweep.versions) else "No version ran."

    @property
    def description(self) -> str:
        """Every version with its numbers."""
        measure = self.sweep.measures[0]
        return f"Versions against {measure.value}, CPU time and failures: " + "; ".join(
            f"{one.version} {_told(one, measure)}" for one in self.sweep.versions
        )

    def table(self) -> Table:
        """A row for each version."""
        measure = self.sweep.measures[0]
        headers = ("version", measure.value, "low", "high", "CPU", "failed")
        return headers, [
            (one.version, *_ends(one, measure), one.cpu_ratio, one.failed if one.statuses else None)
            for one in self.sweep.versions
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        panels = len(self._panels())
        return WIDTH, TOP + panels * PANEL + (panels - 1) * SPACE + self._below()

    def draw(self, sheet: "Sheet") -> None:
        """The panels from the top, the names of versions under the last."""
        top = sheet.height - TOP
        for panel in self._panels():
            _draw(sheet, panel, Box(LEFT, top - PANEL, sheet.width - 8, top), self.sweep.versions)
            top -= PANEL + SPACE
        self._draw_names(sheet)

    def _panels(self) -> list[Panel]:
        """Those that have a point."""
        measure, versions = self.sweep.measures[0], list(enumerate(self.sweep.versions))
        scores = [
            Point(n, value, value if low is None else low, value if high is None else high)
            for n, one in versions
            for value, low, high in [_ends(one, measure)]
            if value is not None
        ]
        times = [_point(n, one.cpu_ratio) for n, one in versions if one.cpu_ratio is not None]
        failed = [_point(n, one.failed) for n, one in versions if one.statuses]
        most = max([4.0, *(point.value for point in failed)])
        panels = [
            Panel(measure.value, SERIES[0], tuple(scores), _scale(scores)),
            Panel("CPU, relative", SERIES[2], tuple(times), _scale([*times, _point(0, 0.0)])),
            Panel("pages failed", HEAT, tuple(failed), scale_of([0.0, most], most=4)),
        ]
        return [panel for panel in panels if panel.points]

    def _names(self) -> list[str]:
        names = [
            one.version if one.statuses else f"{one.version} (none)" for one in self.sweep.versions
        ]
        return [fitted(name, NAME, SIZE) for name in names]

    def _turned(self) -> bool:
        """Whether names stand upright, as side by side they would cover each other."""
        each = (WIDTH - LEFT - 8) / len(self.sweep.versions)
        return max(width_of(name, SIZE) for name in self._names()) + GAP > each

    def _below(self) -> float:
        widest = max(width_of(name, SIZE) for name in self._names())
        return (widest if self._turned() else SIZE) + 2 * GAP

    def _draw_names(self, sheet: "Sheet") -> None:
        turned, names = self._turned(), self._names()
        each = (sheet.width - 8 - LEFT) / len(names)
        for number, name in enumerate(names):
            at = LEFT + (number + 0.5) * each, self._below() - (GAP if turned else GAP + SIZE / 2)
            sheet.text(at, name, anchor="right" if turned else "center", turned=90 * turned)


def _scale(points: Sequence[Point]) -> Scale:
    return scale_of([end for one in points for end in one[1:]] or [0.0], most=4)


def _point(place: int, value: float) -> Point:
    return Point(place, value, value, value)


def _draw(sheet: "Sheet", panel: Panel, box: Box, versions: Sequence[Swept]) -> None:
    """Axes, a line through the versions, and a dot with its interval for each."""
    axes: Axes = sheet.axes(box)
    axes.set_xlim(-0.5, len(versions) - 0.5)
    axes.set_xticks([])
    axes.set_ylim(panel.scale.low, panel.scale.high)
    axes.set_yticks(panel.scale.ticks, panel.scale.labels)
    axes.grid(visible=True, axis="y")
    middle = (box.bottom + box.top) / 2
    sheet.text((10, middle), panel.title, anchor="center", turned=90)
    spots = [(float(one.place), one.value) for one in panel.points]
    spans = [[(one.place, one.low), (one.place, one.high)] for one in panel.points]
    sheet.lines(axes, [spots, *(span for span in spans if span[0] != span[1])], panel.colour)
    told = (f"{versions[one.place].version}: {one.value:.3f}" for one in panel.points)
    sheet.dots(axes, spots, panel.colour, [Link("#", words) for words in told], size=DOT)


def _ends(one: Swept, measure: Measure) -> tuple[float | None, float | None, float | None]:
    """Value, low and high."""
    scored = one.scores.get(measure.metric)
    value = scored.values.get(measure.value) if scored else None
    return (value.value, value.low, value.high) if value else (None, None, None)


def _told(one: Swept, measure: Measure) -> str:
    value = _ends(one, measure)[0]
    if not one.statuses:
        return "unavailable"
    return f"{'no value' if value is None else f'{value:.3f}'}, {one.failed} failed"


def check_plot(file: Path | None) -> None:
    """UsageError for a file that cannot be drawn: of another format, or without the library."""
    if file is None:
        return
    if file.suffix not in FORMATS:
        raise UsageError(f"--plot writes {' or '.join(FORMATS)}, and {file} is neither.")
    if importlib.util.find_spec("matplotlib") is None:
        raise UsageError(
            "Figures are drawn by matplotlib, which is not installed here: "
            "pip install 'boilerbench[report]'."
        )


def write_plot(found: Sweep, file: Path) -> None:
    """Write a sweep's picture, whole or not at all; UsageError where it cannot be written."""
    figure = History(found)
    content = svg_file(figure) if file.suffix == ".svg" else printed(figure, "png")
    try:
        replace_file(file, content)
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written ({error.strerror}): name another file."
        ) from error
