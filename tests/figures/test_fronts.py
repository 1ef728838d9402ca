"""The Pareto front, against its definition."""

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.figures.fronts import front

Points = list[tuple[float, float]]
POINTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12)


@given(POINTS)
def test_the_front_is_what_nothing_beats(points: Points) -> None:
    """Those on it, and they alone, have no other as good in both and better in one."""
    unbeaten = {
        at
        for at, (x, y) in enumerate(points)
        if not any(a <= x and b <= y and (a < x or b < y) for a, b in points)
    }
    assert set(front(points)) == unbeaten


@given(POINTS)
def test_the_front_goes_one_way(points: Points) -> None:
    """From point to point the first number never falls and the second never rises."""
    kept = [points[at] for at in front(points)]
    assert kept == sorted(kept, key=lambda point: (point[0], -point[1]))
