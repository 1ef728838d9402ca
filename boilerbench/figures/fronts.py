"""Which points of a picture no other one beats: the Pareto front."""

from collections.abc import Sequence


def front(points: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """The places of the points that no other is at least as good as in both, and better in one.

    Of both numbers less is better. In order of the first number; equal points are all in.
    """
    kept: list[int] = []
    for place in sorted(range(len(points)), key=lambda place: (*points[place], place)):
        point = points[place]
        if not kept or point[1] < points[kept[-1]][1] or point == points[kept[-1]]:
            kept.append(place)
    return tuple(kept)
