"""The search by halves: right, and in few trials."""

import math

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.versions.results import Verdict
from boilerbench.versions.searching import is_one_turn, turn_of


@given(st.integers(2, 400), st.data())
def test_the_turn_is_found_in_logarithmically_many_trials(count: int, data: st.DataObject) -> None:
    """With one turn the first broken place is found; log2 trials are enough, ends not counted."""
    first = data.draw(st.integers(1, count - 1))
    looked: list[int] = []

    def look(place: int) -> Verdict:
        looked.append(place)
        return "broken" if place >= first else "good"

    turn = turn_of(0, count - 1, look)
    assert (turn.good, turn.broken, list(turn.between)) == (first - 1, first, [])
    assert len(looked) <= math.ceil(math.log2(count))
    assert len(set(looked)) == len(looked)


@given(st.integers(2, 40), st.data())
def test_what_cannot_be_had_widens_the_answer(count: int, data: st.DataObject) -> None:
    """Places that are skipped are asked once, and only those next to the turn stay in question."""
    first = data.draw(st.integers(1, count - 1))
    missing = data.draw(st.sets(st.integers(1, max(1, count - 2)))) - {0, count - 1}
    looked: list[int] = []

    def look(place: int) -> Verdict:
        looked.append(place)
        if place in missing:
            return "skipped"
        return "broken" if place >= first else "good"

    turn = turn_of(0, count - 1, look)
    had = [place for place in range(count) if place not in missing]
    assert turn.good == max(place for place in had if place < first)
    assert turn.broken == min(place for place in had if place >= first)
    assert set(turn.between) <= missing
    assert len(set(looked)) == len(looked)


def test_a_page_that_was_mended_in_between_is_noticed() -> None:
    """Good behind broken is more than one turn; what was skipped says nothing."""
    assert is_one_turn(["good", "skipped", "good", "broken", "skipped", "broken"])
    assert not is_one_turn(["good", "broken", "good", "broken"])
