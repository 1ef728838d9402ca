"""Names beside points so that none covers another: near the point, else in a column at the side."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from boilerbench.figures.boxes import Box

DIRECTIONS: Final = ((1, 0), (0, 1), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
"""In which of them a name is looked for, the best to read first."""
DISTANCES: Final = (5.0, 10.0, 16.0)
MARK: Final = 3.5
"""Half the side of the square that a mark takes."""
TOUCHING: Final = 6.0
"""A name no further from its point needs no line to it."""


@dataclass(frozen=True, slots=True)
class Label:
    """The rectangle of a name, and the ends of the line to its point where one is needed."""

    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None


def near(
    points: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]], room: Box
) -> tuple[Label | None, ...]:
    """Names within a room, each close to its point, or None where it would cover something.

    `sizes` are widths and heights. No rectangle overlaps another one, or a mark.
    """
    taken = [_around(point) for point in points]
    found: list[Label | None] = []
    for point, size in zip(points, sizes, strict=True):
        free = (
            box
            for box in _candidates(point, size)
            if box.within(room) and not any(box.overlaps(other) for other in taken)
        )
        box = next(free, None)
        found.append(None if box is None else Label(box, _leader(point, box)))
        if box is not None:
            taken.append(box)
    return tuple(found)


def column(
    points: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]], room: Box
) -> tuple[Label, ...]:
    """Names below each other at the left side of a room, in the order of their points' heights.

    The room is high and wide enough for all of them.
    """
    order = sorted(
        range(len(points)), key=lambda place: (-points[place][1], points[place][0], place)
    )
    middles: dict[int, float] = {}
    ceiling = room.top
    for place in order:
        height = sizes[place][1]
        middles[place] = min(points[place][1], ceiling - height / 2)
        ceiling = middles[place] - height / 2
    floor = room.bottom
    for place in reversed(order):
        height = sizes[place][1]
        middles[place] = max(middles[place], floor + height / 2)
        floor = middles[place] + height / 2
    return tuple(
        _beside(points[at], sizes[at], room.left, middles[at]) for at in range(len(points))
    )


def _beside(
    point: tuple[float, float], size: tuple[float, float], left: float, middle: float
) -> Label:
    box = Box(left, middle - size[1] / 2, left + size[0], middle + size[1] / 2)
    return Label(box, (point, (left - 1, middle)))


def _around(point: tuple[float, float]) -> Box:
    return Box(point[0] - MARK, point[1] - MARK, point[0] + MARK, point[1] + MARK)


def _candidates(point: tuple[float, float], size: tuple[float, float]) -> Iterator[Box]:
    width, height = size
    for distance in DISTANCES:
        for across, up in DIRECTIONS:
            slant = math.hypot(across, up)
            x = point[0] + across * distance / slant + (across - 1) * width / 2
            y = point[1] + up * distance / slant + (up - 1) * height / 2
            yield Box(x, y, x + width, y + height)


def _leader(
    point: tuple[float, float], box: Box
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    end = (
        min(max(point[0], box.left), box.right),
        min(max(point[1], box.bottom), box.top),
    )
    return None if math.dist(point, end) <= TOUCHING else (point, end)
