"""Finds matches of an alignment that only chance put there."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.claims import FREE
from boilerbench.scoring.diffing import Places

CHANCE = 2  # tokens: a match of "the" or "to the" says nothing by itself
THIN = 2  # gold tokens per matched one, beyond which scattered matches are chance as well
Marks = NDArray[np.bool_]


def stray_places(held: Places, gold: int) -> Places:
    """Output places whose alignment with gold text of so many tokens is not to be trusted.

    An island is a stretch of aligned output between left-over text. One without a run of more
    than two tokens is stray when gold has left-over text beside it or among it: there the output
    does not have the gold's sentence, it has some of its words. Of other islands the outer runs
    of one or two tokens are, where gold has left-over text between them and the rest.
    """
    if not len(held):
        return np.empty(0, np.int64)
    aligned = held != FREE
    apart = np.append(True, held[1:] != held[:-1] + 1)  # from the token before, in gold
    cut = np.append(True, ~aligned[:-1])  # from the token before, in the output
    starts, ends = _stretches(aligned, cut)
    runs, run_ends = _stretches(aligned, cut | apart)
    solid = run_ends - runs > CHANCE
    islands = np.searchsorted(starts, runs[solid], "right") - 1
    heads, tails = starts.copy(), ends.copy()  # what lies before and behind the solid runs
    tails[islands] = run_ends[solid]  # of several the last
    heads[islands[::-1]] = runs[solid][::-1]  # of several the first
    stray = _thin(held, starts, ends, gold)
    stray[islands] = False
    heads[stray] = ends[stray]
    return np.flatnonzero(_covered(len(held), np.append(starts, tails), np.append(heads, ends)))


def _stretches(marked: Marks, cut: Marks) -> tuple[Places, Places]:
    """Starts and ends of the stretches of marked places, that are cut before some places."""
    begins = marked & cut
    last = marked & np.append(begins[1:] | ~marked[1:], True)
    return np.flatnonzero(begins), np.flatnonzero(last) + 1


def _thin(held: Places, starts: Places, ends: Places, gold: int) -> Marks:
    """Which islands, between their neighbours, have left-over gold about them."""
    sizes, firsts, lasts = ends - starts, held[starts], held[ends - 1]
    spread = lasts + 1 - firsts
    before = np.append(FREE, lasts)[:-1] + 1 < firsts
    behind = lasts + 1 < np.append(firsts, gold)[1:]
    return np.where(sizes > CHANCE, spread > THIN * sizes, before | behind | (spread > sizes))


def _covered(size: int, starts: Places, ends: Places) -> Marks:
    """The places that lie in any of some stretches, which may be empty."""
    change = np.zeros(size + 1, np.int64)
    np.add.at(change, starts, 1)
    np.add.at(change, ends, -1)
    return np.cumsum(change)[:size] > 0


def unbroken(held: Sequence[int], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a stretch of output whose tokens are neighbours in gold too: starts, ends."""
    cuts = [at for at in range(start + 1, end) if held[at] != held[at - 1] + 1]
    return list(pairwise([start, *cuts, end]))
