"""The Pareto front of precision and recall: sets that no other is better than in both."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """What was met on the way, and what it reaches; `name` says what it is."""

    name: str
    precision: float
    recall: float


def front(points: Iterable[Point]) -> list[Point]:
    """The points that no other beats in one of the two without losing in the other.

    The most precise comes first; of points alike in both the first stands.
    """
    best: list[Point] = []
    for point in sorted(points, key=lambda one: (-one.precision, -one.recall)):
        if not best or point.recall > best[-1].recall:
            best.append(point)
    return best
