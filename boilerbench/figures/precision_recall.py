"""Precision against recall, with the curves on which F1 is the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from boilerbench.figures import scatters
from boilerbench.figures.boxes import Box
from boilerbench.figures.figure import Table
from boilerbench.figures.ladders import WIDTH
from boilerbench.figures.palette import MUTED
from boilerbench.figures.rows import placed_rows, value_in
from boilerbench.figures.scales import Scale, scale_of
from boilerbench.figures.scatters import Plan, Spot, frame, height_for, named, planned
from boilerbench.report.contents import Contents, Part

if TYPE_CHECKING:  # that module imports the chart library
    from boilerbench.figures.sheet import Sheet

EQUAL: Final = 1e-9
SHARED: Final = 0.0005
"""Values that three digits do not part."""
SAMPLES: Final = 24
SMALL: Final = 7.0


@dataclass(frozen=True, slots=True)
class Balance:
    """An extractor's precision and recall."""

    place: int
    name: str
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class PrecisionRecall:
    """How clean outputs are over how whole they are."""

    place: str
    metric: str
    rows: tuple[Balance, ...]
    key: str = field(default="precision-recall", init=False)
    title: str = field(default="Precision against recall", init=False)

    @property
    def absent(self) -> str | None:
        """A sentence where the metric has no such values."""
        if self.rows:
            return None
        return f"{self.metric} gives no extractor both a precision and a recall here."

    @property
    def description(self) -> str:
        """Every point, and who keeps most and leaks least."""
        cleanest = _highest(self.rows, [one.precision for one in self.rows])
        fullest = _highest(self.rows, [one.recall for one in self.rows])
        told = "; ".join(f"{one.name} {_told(one)}" for one in self.rows)
        return (
            f"{_best(cleanest, fullest)}. "
            f"{told}. "
            "Along a thin curve F1 is the same; that of mean precision and mean recall is not "
            "quite the mean F1 of pages."
        )

    def table(self) -> Table:
        """A row for each extractor."""
        return ("extractor", "precision", "recall"), [
            (one.name, one.precision, one.recall) for one in self.rows
        ]

    def spots(self) -> list[Spot]:
        """The rows as points of the picture."""
        return [
            Spot(one.place, one.name, one.recall, one.precision, _told(one)) for one in self.rows
        ]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, height_for(self.spots())

    def draw(self, sheet: "Sheet") -> None:
        """Curves first, then points with their names."""
        across = scale_of((one.recall for one in self.rows), low=0, high=1)
        up = scale_of((one.precision for one in self.rows), low=0, high=1)
        spots = self.spots()
        curves = {level: list(iso_f1(level, across, up)) for level in levels(across, up)}
        taken = [
            _room(_height(points[0][1], up, sheet.height))
            for points in curves.values()
            if points[0][1] < up.high - EQUAL
        ]
        plan = planned(spots, across, up, sheet.height, logarithmic=False, taken=taken)
        axes = frame(sheet, plan, across, up, ("recall", "precision"), logarithmic=False)
        for level, points in curves.items():
            axes.plot(
                [x for x, _ in points], [y for _, y in points],
                color=MUTED, linewidth=0.6, linestyle=":", zorder=1,
            )  # fmt: skip  # data, then looks
            _name_curve(sheet, plan, level, points[0], across, up)
        named(sheet, axes, plan, spots)


def precision_recall(contents: Contents, part: Part) -> PrecisionRecall:
    """The rows of a part that have both values."""
    found = []
    for one in placed_rows(contents, part):
        precision = value_in(contents, one.row, "precision")
        recall = value_in(contents, one.row, "recall")
        if precision and recall and precision.value is not None and recall.value is not None:
            found.append(Balance(one.place, one.name, precision.value, recall.value))
    return PrecisionRecall(part.key, repr(contents.metric), tuple(found))


def levels(across: Scale, up: Scale) -> tuple[float, ...]:
    """Round values of F1 whose curves cross the picture."""
    corners = [
        2 * r * p / (p + r) for r, p in ((across.low, up.low), (across.high, up.high)) if r + p
    ]
    inside = scale_of([0.0, *corners] if len(corners) < 2 else corners, most=6, low=0, high=1).ticks
    return tuple(level for level in inside if len(list(iso_f1(level, across, up))) > 1)


def iso_f1(level: float, across: Scale, up: Scale) -> Iterator[tuple[float, float]]:
    """Points (recall, precision) within the scales at which 2pr / (p + r) is the level."""
    if not 0 < level < 1:
        return
    first = max(across.low, _other(level, up.high) or across.high)
    last = min(across.high, _other(level, up.low) or across.high)
    for step in range(SAMPLES + 1) if last > first else ():
        recall = first + (last - first) * step / SAMPLES
        precision = _other(level, recall)
        if precision is not None and up.low - 1e-9 <= precision <= up.high + 1e-9:
            yield recall, precision


def _other(level: float, one: float) -> float | None:
    """The precision that goes with a recall at a level, or the other way round; None for none."""
    return level * one / (2 * one - level) if 2 * one > level else None


def _name_curve(
    sheet: "Sheet", plan: Plan, level: float, start: tuple[float, float], across: Scale, up: Scale
) -> None:
    """The level where its curve enters the axes: above them, or within at their left side."""
    box, name = plan.box, f"F1 {level:.3g}"
    if start[1] >= up.high - EQUAL:
        x = box.left + (start[0] - across.low) / (across.high - across.low) * (box.right - box.left)
        sheet.text((x, box.top + 6), name, size=SMALL, colour=MUTED, anchor="center")
        return
    room = _room(_height(start[1], up, sheet.height))
    sheet.text((room.left, (room.bottom + room.top) / 2), name, size=SMALL, colour=MUTED)


def _height(precision: float, up: Scale, height: float) -> float:
    """Where a precision stands on a sheet of a height."""
    top = height - scatters.ABOVE
    return scatters.BELOW + (precision - up.low) / (up.high - up.low) * (top - scatters.BELOW)


def _room(height: float) -> Box:
    """What the name of a curve takes that enters the axes at a height at their left side."""
    return Box(scatters.LEFT + 3, height - 1, scatters.LEFT + 35, height + 9)


def _highest(rows: Sequence[Balance], values: Sequence[float]) -> str:
    """Who has the highest of the values; one among several where it is shared to three digits."""
    best = [row for row, value in zip(rows, values, strict=True) if max(values) - value < SHARED]
    return best[0].name if len(best) == 1 else f"{best[0].name} among others"


def _best(cleanest: str, fullest: str) -> str:
    if cleanest == fullest:
        return f"{cleanest} has both the highest precision and the highest recall"
    return f"{cleanest} has the highest precision, {fullest} the highest recall"


def _told(one: Balance) -> str:
    return f"precision {one.precision:.3f}, recall {one.recall:.3f}"
