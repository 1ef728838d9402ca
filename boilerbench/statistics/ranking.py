"""Ranks that say no more than was found: rows not told apart from the leading one share it."""

from collections.abc import Callable, Sequence

from boilerbench.scoring.metric import Better


def rank_groups(
    scores: Sequence[float | None], told_apart: Callable[[int, int], bool], better: Better
) -> list[int | None]:
    """The rank of each row: 1 + the number of rows above its group; None without a score.

    Rows are ordered by score. The first leads a group; a new one begins at the first row that is
    told apart from the row that leads the group, and is led by it. So no row shares a rank with
    one that it is told apart from, if that leads, and ranks follow scores. `told_apart` is asked
    with two places in `scores`. Being told apart is not transitive: the last row of one group
    and the first of the next may well not be. (Clusters with a line between all above and all
    below, as in machine translation's shared tasks, would keep these together; a single row of
    wide scatter then puts the best and the worst into one.)
    """
    ranks: list[int | None] = [None] * len(scores)
    leader = rank = 0
    for place, row in enumerate(_order(scores, better)):
        if not place or told_apart(leader, row):
            leader, rank = row, place + 1
        ranks[row] = rank
    return ranks


def _order(scores: Sequence[float | None], better: Better) -> list[int]:
    sign = -1 if better == "high" else 1
    scored = [(sign * one, row) for row, one in enumerate(scores) if one is not None]
    return [row for _, row in sorted(scored)]
