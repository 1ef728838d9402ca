"""Quality against speed, and the extractors that none beats in both."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from boilerbench.figures.figure import Table
from boilerbench.figures.fronts import front
from boilerbench.figures.ladders import WIDTH
from boilerbench.figures.palette import MUTED
from boilerbench.figures.rows import listed, placed_rows, value_in, worded
from boilerbench.figures.scales import log_scale_of, scale_of
from boilerbench.figures.scatters import Spot, frame, height_for, named, planned
from boilerbench.report.contents import Contents, Part
from boilerbench.scoring.metric import better

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

CPU = "CPU ms per page, logarithmic"


@dataclass(frozen=True, slots=True)
class Timed:
    """An extractor with its headline value and mean CPU time; on the front or not."""

    place: int
    name: str
    value: float
    cpu_ms: float
    on_front: bool


@dataclass(frozen=True, slots=True)
class QualitySpeed:
    """The headline value over CPU time; filled marks are on the Pareto front, hollow ones not."""

    place: str
    value: str
    rows: tuple[Timed, ...]
    untimed: tuple[str, ...]
    key: str = field(default="quality-speed", init=False)

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{worded(self.value)} against speed"

    @property
    def absent(self) -> str | None:
        """A sentence where nothing was timed."""
        if self.rows:
            return None
        return (
            f"No extractor has both a time and a value of {worded(self.value)} here; stored "
            "outputs have no times."
        )

    @property
    def front(self) -> tuple[Timed, ...]:
        """The rows on the front, the fastest first."""
        return tuple(sorted((one for one in self.rows if one.on_front), key=_by_time))

    @property
    def description(self) -> str:
        """The front by name, then every point, then who has no time."""
        names = listed([f"{one.name} ({_told(one, self.value)})" for one in self.front])
        others = [f"{one.name} ({_told(one, self.value)})" for one in self.rows if not one.on_front]
        told = f"Nothing here is both faster and better than {names}: filled marks on the line."
        if others:
            told += f" Hollow marks, which some other equals or beats in both: {listed(others)}."
        if self.untimed:
            told += f" Left out, as nothing was timed: {listed(list(self.untimed))}."
        return told

    def table(self) -> Table:
        """A row for each extractor that was timed."""
        headers = ("extractor", self.value, "mean_cpu_ms", "on_front")
        rows = [(one.name, one.value, one.cpu_ms, int(one.on_front)) for one in self.rows]
        return headers, rows

    def spots(self) -> list[Spot]:
        """The rows as points of the picture."""
        return [
            Spot(
                one.place, one.name, one.cpu_ms, one.value, _told(one, self.value), not one.on_front
            )
            for one in self.rows
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, height_for(self.spots())

    def draw(self, sheet: "Sheet") -> None:
        """The front as a line, then all points with their names."""
        spots = self.spots()
        across = log_scale_of(one.cpu_ms for one in self.rows)
        up = scale_of(one.value for one in self.rows)
        joined = sorted(
            (at for at, one in enumerate(self.rows) if one.on_front),
            key=lambda at: self.rows[at].cpu_ms,
        )
        plan = planned(spots, across, up, sheet.height, logarithmic=True, joined=joined)
        axes = frame(sheet, plan, across, up, (CPU, worded(self.value)), logarithmic=True)
        best = self.front
        axes.plot(
            [one.cpu_ms for one in best], [one.value for one in best],
            color=MUTED, linewidth=0.9, linestyle="--", zorder=2,
        )  # fmt: skip  # data, then looks
        named(sheet, axes, plan, spots)


def quality_speed(contents: Contents, part: Part) -> QualitySpeed:
    """The rows of a part that have a value, by whether they have a time."""
    name = contents.metric.headline
    valued = [
        (one, value.value)
        for one in placed_rows(contents, part)
        if (value := value_in(contents, one.row, name)) is not None and value.value is not None
    ]
    timed = [
        (one, value, one.row.speed.mean_cpu_ms)
        for one, value in valued
        if one.row.speed is not None and one.row.speed.mean_cpu_ms > 0
    ]
    sign = 1 if better(contents.metric) == "low" else -1
    best = front([(cpu, sign * value) for _, value, cpu in timed])
    rows = tuple(
        Timed(one.place, one.name, value, cpu, place in best)
        for place, (one, value, cpu) in enumerate(timed)
    )
    known = {one.place for one, _, _ in timed}
    return QualitySpeed(
        part.key, name, rows, tuple(one.name for one, _ in valued if one.place not in known)
    )


def _by_time(one: Timed) -> tuple[float, float]:
    return one.cpu_ms, one.value


def _told(one: Timed, value: str) -> str:
    return f"{worded(value)} {one.value:.3f}, {one.cpu_ms:.3g} ms"
