"""Names beside points so that none covers another: near the point, else in a column at the side."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from boilerbench.figures.boxes import Box

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = tuple[Point, Point]
Anchor: TypeAlias = Literal["left", "center", "right"]

DIRECTIONS: Final = ((1, 0), (0, 1), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
"""In which of them a name is looked for, the best to read first."""
DISTANCES: Final = (5.0, 10.0, 16.0)
MARK: Final = 3.5
"""Half the side of the square that a mark takes."""
TOUCHING: Final = 6.0
"""A name no further from its point needs no line to it."""
CLEARER: Final = 2.0
"""So much nearer is a name to its own point than to any other."""
ANCHORS: Final[dict[int, Anchor]] = {1: "left", 0: "center", -1: "right"}


@dataclass(frozen=True, slots=True)
class Label:
    """The rectangle of a name, which side of it faces the point, and the line to it if any.

    One that stands aside, in the column, has its point's mark again before it.
    """

    box: Box
    anchor: Anchor
    leader: Line | None
    aside: bool = False


def near(
    points: Sequence[Point],
    sizes: Sequence[Point],
    room: Box,
    taken: Sequence[Box] = (),
    lines: Sequence[Line] = (),
) -> tuple[Label | None, ...]:
    """Names within a room, each close to its point, or None where it would cover something.

    `sizes` are widths and heights, `taken` and `lines` are covered already. No rectangle overlaps
    another one, a mark or a line, or is nearer to another point than to its own.
    """
    covered = [*taken, *map(_around, points)]
    found: list[Label | None] = []
    for place, (point, size) in enumerate(zip(points, sizes, strict=True)):
        others = [*points[:place], *points[place + 1 :]]
        free = (
            label
            for label in _candidates(point, size)
            if label.box.within(room)
            and not any(label.box.overlaps(other) for other in covered)
            and not any(crosses(line, label.box) for line in lines)
            and _is_clear(label, point, others, covered)
        )
        label = next(free, None)
        found.append(label)
        if label is not None:
            covered.append(label.box)
    return tuple(found)


def _is_clear(label: Label, point: Point, others: Sequence[Point], covered: Sequence[Box]) -> bool:
    """Whether a name is nobody else's by its place, and its line crosses nothing."""
    own = _distance(point, label.box)
    if any(_distance(other, label.box) < own + CLEARER for other in others):
        return False
    return label.leader is None or not any(
        crosses(label.leader, box) for box in covered if box != _around(point)
    )


def crosses(line: Line, box: Box) -> bool:
    """Whether a line has a point inside a rectangle: what each pair of sides leaves of it."""
    (x, y), (to_x, to_y) = line
    first, last = 0.0, 1.0
    for start, way, low, high in (
        (x, to_x - x, box.left, box.right),
        (y, to_y - y, box.bottom, box.top),
    ):
        if way == 0:
            if not low < start < high:
                return False
            continue
        enters, leaves = sorted(((low - start) / way, (high - start) / way))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def column(
    points: Sequence[Point], sizes: Sequence[Point], room: Box, taken: Sequence[Box] = ()
) -> tuple[Label, ...]:
    """Names below each other at the left side of a room, in the order of their points' heights.

    The room is high and wide enough for all of them. A line that would cross what is taken is
    left out: the mark before the name tells enough.
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
        _beside(points[at], sizes[at], room.left, middles[at], taken) for at in range(len(points))
    )


def _beside(point: Point, size: Point, left: float, middle: float, taken: Sequence[Box]) -> Label:
    box = Box(left, middle - size[1] / 2, left + size[0], middle + size[1] / 2)
    line = (point, (left - 1, middle))
    clear = not any(crosses(line, other) for other in taken)
    return Label(box, "left", line if clear else None, aside=True)


def _around(point: Point) -> Box:
    return Box(point[0] - MARK, point[1] - MARK, point[0] + MARK, point[1] + MARK)


def _candidates(point: Point, size: Point) -> Iterator[Label]:
    width, height = size
    for distance in DISTANCES:
        for across, up in DIRECTIONS:
            slant = math.hypot(across, up)
            x = point[0] + across * distance / slant + (across - 1) * width / 2
            y = point[1] + up * distance / slant + (up - 1) * height / 2
            box = Box(x, y, x + width, y + height)
            yield Label(box, ANCHORS[across], _leader(point, box))


def _nearest(point: Point, box: Box) -> Point:
    return (
        min(max(point[0], box.left), box.right),
        min(max(point[1], box.bottom), box.top),
    )


def _distance(point: Point, box: Box) -> float:
    return math.dist(point, _nearest(point, box))


def _leader(point: Point, box: Box) -> Line | None:
    end = _nearest(point, box)
    return None if math.dist(point, end) <= TOUCHING else (point, end)
