"""Extractors as named points over two axes: the frame of two figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from boilerbench.figures.boxes import Box
from boilerbench.figures.labels import Label, column, near
from boilerbench.figures.ladders import GAP, SIZE, WIDTH
from boilerbench.figures.links import Link, system_link
from boilerbench.figures.names import fitted, width_of
from boilerbench.figures.palette import MUTED
from boilerbench.figures.scales import Scale

if TYPE_CHECKING:  # these modules import the chart library
    from matplotlib.axes import Axes

    from boilerbench.figures.sheet import Sheet

LINE: Final = 11.0
"""The height of a name."""
LEAST: Final = 250.0
LEFT: Final = 44.0
BELOW: Final = 29.0
ABOVE: Final = 12.0
NAMES: Final = 150.0
MARKED: Final = 9.0
"""For the mark before a name that stands aside."""


class Spot(NamedTuple):
    """An extractor as a point; `told` is what its mark says; hollow marks stand back."""

    place: int
    name: str
    x: float
    y: float
    told: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the axes are, and the name of each point."""

    box: Box
    names: tuple[str, ...]
    labels: tuple[Label, ...]


def height_for(spots: Sequence[Spot]) -> float:
    """A height at which even a column of all names has room."""
    return max(LEAST, len(spots) * LINE + BELOW + ABOVE)


def planned(
    spots: Sequence[Spot],
    across: Scale,
    up: Scale,
    height: float,
    *,
    logarithmic: bool,
    taken: Sequence[Box] = (),
    joined: Sequence[int] = (),
) -> Plan:
    """The axes as wide as can be: a column for names at their right only if some need it.

    `taken` is covered already, by what does not move when the axes grow narrower; `joined` are
    the places of spots that a line goes through.
    """
    names = tuple(fitted(spot.name, NAMES, SIZE) for spot in spots)
    sizes = [(width_of(name, SIZE), LINE) for name in names]
    gutter = 0.0
    while True:
        box = Box(LEFT, BELOW, WIDTH - gutter - GAP, height - ABOVE)
        points = [_point(spot, across, up, box, logarithmic=logarithmic) for spot in spots]
        lines = list(pairwise(points[at] for at in joined))
        labels = near(points, sizes, box, taken, lines)
        left = [place for place, label in enumerate(labels) if label is None]
        needed = max((sizes[at][0] + MARKED + 2 * GAP for at in left), default=0.0)
        if needed <= gutter:
            break
        gutter = needed
    side = Box(box.right + 2 * GAP, box.bottom, WIDTH, box.top)
    marked = [(sizes[at][0] + MARKED, sizes[at][1]) for at in left]
    covered = [label.box for label in labels if label is not None]
    pushed = iter(column([points[at] for at in left], marked, side, covered))
    placed = tuple(next(pushed) if label is None else label for label in labels)
    return Plan(box, names, placed)


def _point(
    spot: Spot, across: Scale, up: Scale, box: Box, *, logarithmic: bool
) -> tuple[float, float]:
    """The point on the sheet."""
    ends = (spot.x, across.low, across.high)
    x, low, high = map(math.log10, ends) if logarithmic else ends
    return (
        box.left + (x - low) / (high - low) * (box.right - box.left),
        box.bottom + (spot.y - up.low) / (up.high - up.low) * (box.top - box.bottom),
    )


def frame(
    sheet: "Sheet",
    plan: Plan,
    across: Scale,
    up: Scale,
    words: tuple[str, str],
    *,
    logarithmic: bool,
) -> "Axes":
    """The axes of a plan with rules and words, nothing on them yet."""
    axes = sheet.axes(plan.box)
    if logarithmic:
        axes.set_xscale("log")
    axes.set_xlim(across.low, across.high)
    axes.set_ylim(up.low, up.high)
    axes.set_xticks(across.ticks, across.labels)
    axes.set_xticks([], minor=True)
    axes.set_yticks(up.ticks, up.labels)
    axes.grid(visible=True)
    box = plan.box
    sheet.text(((box.left + box.right) / 2, 8), words[0], anchor="center")
    sheet.text((9, (box.bottom + box.top) / 2), words[1], anchor="center", turned=90)
    return axes


def named(sheet: "Sheet", axes: "Axes", plan: Plan, spots: Sequence[Spot]) -> None:
    """The points and their names, with lines to the names that stand off."""
    under, above = sheet.paper(under=True), sheet.paper()
    for spot, name, label in zip(spots, plan.names, plan.labels, strict=True):
        box, link = label.box, Link(system_link(spot.place), f"{spot.name}: {spot.told}")
        height = (box.bottom + box.top) / 2
        if label.leader is not None:
            sheet.lines(under, [label.leader], MUTED, 0.5)
        sheet.marks(axes, [(spot.x, spot.y)], spot.place, [link], hollow=spot.hollow)
        if label.aside:
            again = [(box.left + MARKED / 2 - 1, height)]
            sheet.marks(above, again, spot.place, [link], size=4.4, hollow=spot.hollow)
        x = {
            "left": box.left + (MARKED if label.aside else 0),
            "center": (box.left + box.right) / 2,
            "right": box.right,
        }[label.anchor]
        sheet.text((x, height), name, anchor=label.anchor, link=link)
