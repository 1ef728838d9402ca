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


def test_a_line_is_drawn_only_between_clusters() -> None:
    """Of four, the first is apart from the third but the second from neither: one cluster."""
    apart = {(0, 2), (0, 3), (1, 3), (2, 3)}
    assert rank_groups([4, 3, 2, 1], lambda a, b: (a, b) in apart, "high") == [1, 1, 1, 4]


@given(SCORES, st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2)))
@pytest.mark.parametrize("better", ["high", "low"])
def test_ranks_say_what_was_found(
    better: Better, scores: list[float | None], apart: set[frozenset[int]]
) -> None:
    """Different ranks are always told apart, better scores never rank worse, places are counted."""

    def told_apart(one: int, two: int) -> bool:
        return frozenset((one, two)) in apart

    ranks = rank_groups(scores, told_apart, better)
    found = [
        (rank, score, row)
        for row, (rank, score) in enumerate(zip(ranks, scores, strict=True))
        if rank is not None and score is not None
    ]
    assert len(found) == sum(score is not None for score in scores)
    for rank, score, row in found:
        assert rank == 1 + sum(other < rank for other, _, _ in found)
        for other_rank, other_score, other in found:
            if rank < other_rank:
                assert told_apart(row, other)
                assert score >= other_score if better == "high" else score <= other_score
    if found:
        assert min(rank for rank, _, _ in found) == 1
