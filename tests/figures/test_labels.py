"""Names beside points: never on each other, never outside."""

from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from boilerbench.figures.boxes import Box
from boilerbench.figures.labels import column, crosses, near
from boilerbench.figures.ladders import WIDTH
from boilerbench.figures.scales import scale_of
from boilerbench.figures.scatters import Spot, height_for, planned
from tests.figures.reports import HOSTILE

ROOM = Box(0, 0, 300, 200)
Pairs = list[tuple[float, float]]
POINTS = st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), min_size=1, max_size=20)
NAME = st.text(max_size=40) | st.sampled_from(HOSTILE) | st.just("x" * 40) | st.just("漢" * 40)
SPOTS = st.lists(st.tuples(NAME, st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=20)
TOGETHER = [("n" * 40, 0.9 + at / 1e6, 0.9 - at / 1e6) for at in range(20)]


@given(POINTS, st.floats(10, 150))
def test_names_near_their_points_cover_nothing(points: Pairs, width: float) -> None:
    """Those that found a place overlap no other name and no mark, and stay in the room."""
    found = [one for one in near(points, [(width, 11)] * len(points), ROOM) if one is not None]
    assert all(one.box.within(ROOM) for one in found)
    assert not any(a.box.overlaps(b.box) for a, b in combinations(found, 2))
    for x, y in points:
        assert not any(one.box.overlaps(Box(x - 3, y - 3, x + 3, y + 3)) for one in found)


@given(POINTS)
def test_a_column_stays_in_its_room(points: Pairs) -> None:
    """Names at the side stand below each other, none above the room's top or below its bottom."""
    side = Box(300, -40, 400, 200)
    found = column(points, [(80, 12)] * len(points), side)
    assert not any(
        a.box.overlaps(b.box._replace(bottom=b.box.bottom + 1e-6))
        for a, b in combinations(found, 2)
    )
    for one in found:
        assert side.bottom - 1e-6 <= one.box.bottom
        assert one.box.top <= side.top + 1e-6


@given(SPOTS, st.booleans())
@example(TOGETHER, True)
@example([(name, 0.5, 0.5) for name in HOSTILE], False)
def test_no_name_of_a_scatter_covers_another(
    found: list[tuple[str, float, float]], joined: bool
) -> None:
    """However many points in one place, and however long their names: all within the figure."""
    spots = [Spot(at, name, x + 0.01, y, "") for at, (name, x, y) in enumerate(found)]
    across, up = scale_of(one.x for one in spots), scale_of(one.y for one in spots)
    height = height_for(spots)
    line = tuple(range(len(spots))) if joined else ()
    plan = planned(spots, across, up, height, logarithmic=False, joined=line)
    boxes = [label.box for label in plan.labels]
    assert len(boxes) == len(spots)
    slack = [box._replace(bottom=box.bottom + 1e-6, top=box.top - 1e-6) for box in boxes]
    assert not any(a.overlaps(b) for a, b in combinations(slack, 2))
    assert all(box.within(Box(0, 0, WIDTH, height)) for box in slack)
    assert plan.box.right - plan.box.left > WIDTH / 2


def test_a_name_is_nearer_to_its_own_point() -> None:
    """Of two points beside each other, neither has the other's name at its side."""
    first, second = near([(100, 100), (110, 100)], [(40, 11)] * 2, ROOM)
    assert first is not None
    assert second is not None
    assert first.anchor == "right" or first.box.bottom >= 100 or first.box.top <= 100
    assert second.box.left >= 110 or second.anchor != "left"


def test_a_line_crosses_only_what_lies_under_it() -> None:
    """Through, past and short of a rectangle; straight up and straight across."""
    box = Box(10, 10, 20, 20)
    assert crosses(((0, 0), (30, 30)), box)
    assert crosses(((15, 0), (15, 30)), box)
    assert crosses(((0, 15), (30, 15)), box)
    assert not crosses(((0, 0), (5, 5)), box)
    assert not crosses(((0, 25), (30, 25)), box)
    assert not crosses(((25, 0), (25, 30)), box)
    assert not crosses(((0, 15), (15, 40)), box)
