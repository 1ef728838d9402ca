import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring import sliding
from boilerbench.scoring.diffing import aligned


def slid(output: list[int], held: list[int], breaks: set[int]) -> list[int]:
    found = sliding.slid(np.array(output, np.int32), np.array(held, np.int64), breaks)
    return list(map(int, found))


def test_an_insertion_goes_before_the_paragraph() -> None:
    """Gold 7 8 | 1 2 with 1 5 6 put before the second paragraph is found to be that."""
    output, breaks = [7, 8, 1, 5, 6, 1, 2], {0, 2, 4}
    assert slid(output, [0, 1, 2, -1, -1, -1, 3], breaks) == [0, 1, -1, -1, -1, 2, 3]


def test_an_insertion_goes_behind_the_paragraph() -> None:
    """Gold 7 1 | 8 with 5 1 put behind the first paragraph is found to be that."""
    output, breaks = [7, 1, 5, 1, 8], {0, 2, 3}
    assert slid(output, [0, -1, -1, 1, 2], breaks) == [0, 1, -1, -1, 2]


def test_an_insertion_that_fits_nowhere_stays() -> None:
    """Where the words differ, or no paragraph begins, nothing moves."""
    assert slid([7, 1, 5, 1, 8], [0, -1, -1, 1, 2], {0, 3}) == [0, -1, -1, 1, 2]
    assert slid([5, 6], [-1, -1], {0}) == [-1, -1]
    assert slid([7, 1, 1, 1], [0, -1, -1, -1], {1}) == [0, -1, -1, -1]


@given(st.lists(st.integers(1, 3), max_size=15), st.lists(st.integers(1, 3), max_size=15),
       st.sets(st.integers(0, 15)))  # fmt: skip  # one strategy per argument
def test_sliding_keeps_the_alignment_valid(
    output: list[int], gold: list[int], breaks: set[int]
) -> None:
    """As many tokens are held as before, in order, each with its like."""
    before = aligned(output, gold)
    after = slid(output, before, breaks)
    places = [place for place in after if place >= 0]
    assert places == sorted(set(places))
    assert len(places) == sum(place >= 0 for place in before)
    assert all(gold[place] == output[at] for at, place in enumerate(after) if place >= 0)
