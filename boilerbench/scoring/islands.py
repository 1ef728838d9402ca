"""Finds matches of an alignment that only chance put there."""

from collections.abc import Iterator, Sequence

FREE = -1
CHANCE = 2  # tokens: a match of "the" or "to the" says nothing by itself
THIN = 2  # gold tokens per matched one, beyond which scattered matches are chance as well


def stray_places(held: Sequence[int], gold: int) -> list[int]:
    """Output places whose alignment with gold text of so many tokens is not to be trusted.

    An island is a stretch of aligned output with left-over text on both sides (the end of the
    output counts as one of them). It is stray when no run in it is longer than two tokens and
    gold has left-over text beside it or among it: there the output does not have the gold's
    sentence, it has some of its words.
    """
    islands = list(_islands(held))
    firsts = [held[start] for start, _ in islands] + [gold]
    lasts = [-1] + [held[end - 1] for _, end in islands]
    strays: list[int] = []
    for number, (start, end) in enumerate(islands):
        if (start, end) == (0, len(held)) or _longest_run(held, start, end) > CHANCE:
            continue
        if _is_thin(end - start, lasts[number : number + 2], firsts[number : number + 2]):
            strays.extend(range(start, end))
    return strays


def _islands(held: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(len(held) + 1):
        if at < len(held) and held[at] != FREE:
            continue
        if at > start:
            yield start, at
        start = at + 1


def _longest_run(held: Sequence[int], start: int, end: int) -> int:
    longest = run = 1
    for at in range(start + 1, end):
        run = run + 1 if held[at] == held[at - 1] + 1 else 1
        longest = max(longest, run)
    return longest


def _is_thin(size: int, lasts: list[int], firsts: list[int]) -> bool:
    """Whether an island of so many tokens, between its neighbours, has left-over gold about it."""
    spread = lasts[1] + 1 - firsts[0]
    if size > CHANCE:
        return spread > THIN * size
    return lasts[0] + 1 < firsts[0] or lasts[1] + 1 < firsts[1] or spread > size
