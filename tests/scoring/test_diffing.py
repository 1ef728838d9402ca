import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring import diffing
from boilerbench.scoring.diffing import aligned, common

NUMBERS = st.lists(st.integers(1, 5), max_size=30)


def plain_lcs(a: list[int], b: list[int]) -> int:
    """The textbook table."""
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, start=1):
            above = row[j]
            row[j] = diagonal + 1 if x == y else max(above, row[j - 1])
            diagonal = above
    return row[-1]


def check(output: list[int], gold: list[int], held: list[int]) -> int:
    places = [place for place in held if place >= 0]
    assert len(held) == len(output)
    assert places == sorted(set(places))
    assert all(gold[p] == output[at] for at, p in enumerate(held) if p >= 0)
    return len(places)


@given(NUMBERS, NUMBERS)
def test_the_alignment_is_a_longest_common_subsequence(output: list[int], gold: list[int]) -> None:
    """Held places increase, agree, and are as many as the textbook table finds."""
    assert check(output, gold, aligned(output, gold)) == plain_lcs(output, gold)
    assert common(output, gold) == plain_lcs(output, gold)


@given(NUMBERS, NUMBERS, st.integers(0, 20))
def test_large_texts_are_cut_at_anchors(output: list[int], gold: list[int], cells: int) -> None:
    """With next to no room the alignment is still valid, and never longer than the best."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diffing, "CELLS", cells)
        assert check(output, gold, aligned(output, gold)) <= plain_lcs(output, gold)


def test_anchors_find_nearly_all_of_a_long_text() -> None:
    """A long text with edits all over is aligned by anchors alone as well as by the full table."""
    words = random.Random(0)
    gold = [words.randrange(1, 500) for _ in range(3000)]
    output = [word for word in gold if words.random() > 0.1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diffing, "CELLS", 1000)
        assert check(output, gold, aligned(output, gold)) > 0.97 * len(output)


def test_text_that_only_repeats_itself_stays_unaligned_beyond_bounds() -> None:
    """Where no run is unique and the table would be too large, nothing is claimed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diffing, "CELLS", 10)
        assert aligned([1, 2] * 20 + [3], [2, 1] * 20 + [4]) == [-1] * 41


@given(NUMBERS, NUMBERS)
def test_alignment_is_deterministic(output: list[int], gold: list[int]) -> None:
    """The same input gives the same alignment."""
    assert aligned(output, gold) == aligned(list(output), tuple(gold))


def test_runs_that_occur_once_are_found_with_their_places() -> None:
    """Of 1 2 3 1 2 4 the pairs 2 3, 3 1 and 2 4 stand once, counted from where the part begins."""
    found = diffing._once(np.array([9, 1, 2, 3, 1, 2, 4, 9], np.int32), 1, 7, 2)
    assert sorted(found.values()) == [2, 3, 5]
    assert diffing._once(np.array([1, 2, 3], np.int32), 0, 3, 4) == {}
