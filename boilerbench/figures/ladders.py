"""A row for each extractor with its name and mark at the left: the frame of several figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from boilerbench.figures.boxes import Box
from boilerbench.figures.links import Link, system_link
from boilerbench.figures.names import fitted, width_of
from boilerbench.figures.palette import GRID, MUTED
from boilerbench.figures.scales import Scale

if TYPE_CHECKING:  # these modules import the chart library
    from matplotlib.axes import Axes

    from boilerbench.figures.sheet import Sheet

WIDTH: Final = 496.0
"""Points of a double column, 175 mm."""
NAMES: Final = 170.0
"""The most that names may take of it."""
BELOW: Final = 30.0
"""For an axis and what it measures."""
GAP: Final = 6.0
SIZE: Final = 8.0


class Rung(NamedTuple):
    """The extractor of a row."""

    place: int
    name: str


def ladder(
    sheet: "Sheet",
    rungs: Sequence[Rung | str],
    scale: Scale,
    label: str,
    *,
    right: float = 8,
    top: float = 6,
) -> "Axes":
    """Axes whose rows stand at y = 0, -1, …: names with links at the left, rules across.

    A row that is words alone says what the rows below it are.
    """
    names = [fitted(rung if isinstance(rung, str) else rung.name, NAMES, SIZE) for rung in rungs]
    left = max(width_of(name, SIZE) for name in names) + 2 * GAP
    box = Box(left, BELOW, sheet.width - right, sheet.height - top)
    axes = sheet.axes(box)
    axes.set_xlim(scale.low, scale.high)
    axes.set_ylim(0.5 - len(rungs), 0.5)
    axes.set_xticks(scale.ticks, scale.labels)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x")
    sheet.text(((box.left + box.right) / 2, 7), label, anchor="center")
    each = (box.top - box.bottom) / len(rungs)
    for number, (rung, name) in enumerate(zip(rungs, names, strict=True)):
        at = box.left - GAP, box.top - (number + 0.5) * each
        if isinstance(rung, str):
            sheet.text(at, name, anchor="right", colour=MUTED)
        else:
            link = Link(system_link(rung.place), rung.name)
            sheet.text(at, name, anchor="right", link=link)
    return axes


def bands(axes: "Axes", groups: Sequence[int | None]) -> None:
    """Every second of some groups of rows shaded, the first too; a group is so many rows.

    None is a row of words, after which the shading starts anew.
    """
    start, shaded = 0, False
    for rows in groups:
        shaded = rows is not None and not shaded
        if rows is not None and shaded:
            axes.axhspan(0.5 - start - rows, 0.5 - start, facecolor=GRID, alpha=0.45, linewidth=0)
        start += rows or 1
