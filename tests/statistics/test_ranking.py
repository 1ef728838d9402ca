from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring.metric import Better
from boilerbench.statistics import rank_groups

SCORES = st.lists(st.none() | st.floats(0, 1), max_size=8)


def test_rows_told_apart_from_none_share_a_rank() -> None:
    """Where nothing is told apart all are first; where everything is, ranks count up."""
    scores = [0.2, 0.9, None, 0.5]
    assert rank_groups(scores, lambda _a, _b: False, "high") == [1, 1, None, 1]
    assert rank_groups(scores, lambda _a, _b: True, "high") == [3, 1, None, 2]
    assert rank_groups(scores, lambda _a, _b: True, "low") == [1, 3, None, 2]
    assert rank_groups([], lambda _a, _b: True, "low") == []


def test_a_group_ends_where_a_row_is_told_apart_from_its_leader() -> None:
    """Of four, the first is apart from the third; the second, apart from neither, stays above."""
    apart = {(0, 2), (0, 3), (1, 3)}
    assert rank_groups([4, 3, 2, 1], lambda a, b: (a, b) in apart, "high") == [1, 1, 3, 3]


def test_a_row_of_wide_scatter_pulls_nobody_up() -> None:
    """The last of three is apart from none, the second from the first: its rank stays second."""
    assert rank_groups([3, 2, 1], lambda a, b: {a, b} == {0, 1}, "high") == [1, 2, 2]


@given(SCORES, st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2)))
@pytest.mark.parametrize("better", ["high", "low"])
def test_ranks_say_what_was_found(
    better: Better, scores: list[float | None], apart: set[frozenset[int]]
) -> None:
    """Ranks follow scores and count places; a group is of rows not told apart from its leader."""

    def told_apart(one: int, two: int) -> bool:
        return frozenset((one, two)) in apart

    ranks = rank_groups(scores, told_apart, better)
    found = [
        (rank, score, row)
        for row, (rank, score) in enumerate(zip(ranks, scores, strict=True))
        if rank is not None and score is not None
    ]
    assert len(found) == sum(score is not None for score in scores)
    for rank, score, _ in found:
        assert rank == 1 + sum(other < rank for other, _, _ in found)
        for other_rank, other_score, _ in found:
            if rank < other_rank:
                assert score >= other_score if better == "high" else score <= other_score
    if found:
        assert min(rank for rank, _, _ in found) == 1
    sign = -1 if better == "high" else 1
    groups = {
        rank: sorted((sign * s, row) for r, s, row in found if r == rank) for rank, _, _ in found
    }
    leaders = [groups[rank][0][1] for rank in sorted(groups)]
    for one, two in pairwise(leaders):
        assert told_apart(one, two)
    for leader, rank in zip(leaders, sorted(groups), strict=True):
        assert not any(told_apart(leader, row) for _, row in groups[rank])
