"""Which words of one text another lacks, where it is known which of them are dear."""

from collections.abc import Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from boilerbench.rules.effects import Words
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.diffing import aligned_places
from boilerbench.scoring.stretches import stretches

FARTHEST = 400
"""Words that a stretch of lost words is moved by, to where it costs least."""

Places = NDArray[np.int64]


def places_in(before: Sequence[str], after: Sequence[str]) -> Places:
    """Of each word its place in the other text, -1 where that lacks it; in increasing order."""
    if before == after:
        return np.arange(len(before))
    numbers: dict[str, int] = {}
    number = count(1)
    arrays = [
        np.fromiter((numbers.get(w) or numbers.setdefault(w, next(number)) for w in text), np.int32)
        for text in (before, after)
    ]
    return aligned_places(*arrays)


def gone(words: Sequence[str], held: Places, dear: Words, starts: Words) -> Words:
    """The words that the other text lacks, where `held` are the places it has them at.

    Of `a b a c` the text `a c` may lack `a b` or `b a`: such a stretch is taken to be where it
    has the fewest `dear` words, then where it begins as a line does (`starts`).
    """
    lost: Words = held == FREE
    for start, end in stretches(lost):
        best = min(_slides(words, lost, start, end), key=lambda at: _cost(at, start, dear, starts))
        moved, behind = best
        lost[start:end] = False
        lost[moved:behind] = True
    return lost


def _slides(words: Sequence[str], lost: Words, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches that leave the same words: this one, and it moved to either side."""
    found = [(start, end)]
    for by in range(1, min(FARTHEST, start) + 1):
        if lost[start - by] or words[start - by] != words[end - by]:
            break
        found.append((start - by, end - by))
    for by in range(min(FARTHEST, len(words) - end)):
        if lost[end + by] or words[end + by] != words[start + by]:
            break
        found.append((start + by + 1, end + by + 1))
    return found


def _cost(at: tuple[int, int], start: int, dear: Words, starts: Words) -> tuple[int, bool, int]:
    return int(dear[slice(*at)].sum()), not starts[at[0]], abs(at[0] - start)
