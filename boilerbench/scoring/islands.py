"""Finds matches of an alignment that only chance put there."""

from collections.abc import Sequence
from itertools import pairwise

from boilerbench.scoring.claims import FREE
from boilerbench.scoring.stretches import stretches

CHANCE = 2  # tokens: a match of "the" or "to the" says nothing by itself
THIN = 2  # gold tokens per matched one, beyond which scattered matches are chance as well


def stray_places(held: Sequence[int], gold: int) -> list[int]:
    """Output places whose alignment with gold text of so many tokens is not to be trusted.

    An island is a stretch of aligned output between left-over text. One without a run of more
    than two tokens is stray when gold has left-over text beside it or among it: there the output
    does not have the gold's sentence, it has some of its words. Of other islands the outer runs
    of one or two tokens are, where gold has left-over text between them and the rest.
    """
    islands = list(stretches(place != FREE for place in held))
    firsts = [held[start] for start, _ in islands] + [gold]
    lasts = [-1] + [held[end - 1] for _, end in islands]
    strays: list[int] = []
    for number, (start, end) in enumerate(islands):
        runs = unbroken(held, start, end)
        solid = [run for run in runs if run[1] - run[0] > CHANCE]
        if solid:
            strays += [*range(start, solid[0][0]), *range(solid[-1][1], end)]
        elif _is_thin(end - start, lasts[number : number + 2], firsts[number : number + 2]):
            strays += range(start, end)
    return strays


def unbroken(held: Sequence[int], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a stretch of output whose tokens are neighbours in gold too: starts, ends."""
    cuts = [at for at in range(start + 1, end) if held[at] != held[at - 1] + 1]
    return list(pairwise([start, *cuts, end]))


def _is_thin(size: int, lasts: list[int], firsts: list[int]) -> bool:
    """Whether an island of so many tokens, between its neighbours, has left-over gold about it."""
    spread = lasts[1] + 1 - firsts[0]
    if size > CHANCE:
        return spread > THIN * size
    return lasts[0] + 1 < firsts[0] or lasts[1] + 1 < firsts[1] or spread > size
