"""Ranks that say no more than was found: rows not told apart share one."""

from collections.abc import Callable, Sequence

from boilerbench.scoring.metric import Better


def rank_groups(
    scores: Sequence[float | None], told_apart: Callable[[int, int], bool], better: Better
) -> list[int | None]:
    """The rank of each row: 1 + the number of rows above its cluster; None without a score.

    Rows are ordered by score. A new cluster begins where every row above is told apart from
    every row below; `told_apart` is asked with two places in `scores`. Within a cluster some
    rows may well be told apart, but no line can be drawn between them.
    Source: the clusters of the Workshop on Statistical Machine Translation, since Bojar et al.
    2013, Findings of the 2013 Workshop on Statistical Machine Translation.
    """
    order = _order(scores, better)
    ranks: list[int | None] = [None] * len(scores)
    rank = 1
    for place, row in enumerate(order):
        if all(told_apart(above, below) for above in order[:place] for below in order[place:]):
            rank = place + 1
        ranks[row] = rank
    return ranks


def _order(scores: Sequence[float | None], better: Better) -> list[int]:
    sign = -1 if better == "high" else 1
    scored = [(sign * one, row) for row, one in enumerate(scores) if one is not None]
    return [row for _, row in sorted(scored)]
