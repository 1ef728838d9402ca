import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring import stretches as room
from boilerbench.scoring.stretches import Source, matched_stretches, stretches

NUMBERS = st.lists(st.integers(1, 4), max_size=20)


def matched(output: list[int], *sources: list[int]) -> list[tuple[int, int, int, int]]:
    """Source, place, start and length of each stretch; sources in rising rank."""
    made = [
        Source(rank, tokens, bytearray(b"\1" * len(tokens)), np.array(tokens, np.int32))
        for rank, tokens in enumerate(sources)
    ]
    taken = matched_stretches(np.array(output, np.int32), bytearray(b"\1" * len(output)), made)
    return [(one.source, one.place, one.start, one.length) for one in taken]


@given(st.lists(st.booleans(), max_size=20))
def test_stretches_are_maximal(marked: list[bool]) -> None:
    """They cover the marked places and no others, and an unmarked place parts any two."""
    found = list(stretches(marked))
    assert [at for start, end in found for at in range(start, end)] == [
        at for at, one in enumerate(marked) if one
    ]
    assert all(start < end for start, end in found)
    assert all(left[1] < right[0] for left, right in itertools.pairwise(found))


def test_the_longest_stretch_goes_first() -> None:
    """Five tokens of the second source win over three of the first."""
    assert matched([1, 2, 3, 4, 5], [1, 2, 3], [1, 2, 3, 4, 5]) == [(1, 0, 0, 5)]


def test_ties_go_to_the_lower_rank() -> None:
    """Of equally long stretches the first source's is taken, once."""
    assert matched([1, 2, 3, 9, 1, 2, 3], [1, 2, 3], [1, 2, 3]) == [(0, 0, 0, 3), (1, 0, 4, 3)]


def test_what_a_longer_stretch_leaves_is_taken_if_long_enough() -> None:
    """A stretch cut by a longer one still counts with three tokens, not with two."""
    first, second = [2, 3, 4, 5, 6, 7], [4, 5, 6, 7, 8, 9, 10]
    assert matched([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], second, first) == [(0, 0, 3, 7)]
    assert matched([1, 2, 3, 4, 5, 6, 7, 8, 9], [4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5]) == [
        (0, 0, 3, 6),
        (1, 0, 0, 3),
    ]


def test_two_tokens_are_no_stretch() -> None:
    """Shorter agreement is chance."""
    assert matched([1, 2, 9], [1, 2]) == []


@given(NUMBERS, NUMBERS, NUMBERS)
def test_each_token_is_used_once(output: list[int], first: list[int], second: list[int]) -> None:
    """Stretches overlap on neither side, agree token by token and have three tokens or more."""
    used: set[tuple[int, int]] = set()
    for source, place, start, length in matched(output, first, second):
        assert length >= 3
        assert output[start : start + length] == (first, second)[source][place : place + length]
        tokens = {(-1, start + k) for k in range(length)}
        tokens |= {(source, place + k) for k in range(length)}
        assert not used & tokens
        used |= tokens


@given(NUMBERS, NUMBERS)
def test_the_first_stretch_is_the_longest_common_one(output: list[int], source: list[int]) -> None:
    """No common stretch is longer than the first that is taken."""
    found = matched(output, source)
    pairs = [(i, j) for i in range(len(output)) for j in range(len(source))]
    longest = 0
    for i, j in pairs:
        length = 0
        while i + length < len(output) and output[i + length : i + length + 1] == source[
            j + length : j + length + 1
        ]:  # fmt: skip  # reads as one condition
            length += 1
        longest = max(longest, length)
    assert (found[0][3] if found else 0) == (longest if longest >= 3 else 0)


def test_repetitive_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the step budget no further stretch is followed, and what was found stands."""
    output = [1, 2, 3, 4, 9, 1, 2, 3, 4, 9, 1, 2, 3]
    sources = [1, 2, 3, 4], [1, 2, 3]
    assert len(matched(output, *sources)) == 2
    monkeypatch.setattr(room, "STEPS", 3)
    assert matched(output, *sources) == [(0, 0, 0, 4)]
