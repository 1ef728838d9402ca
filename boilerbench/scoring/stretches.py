"""Stretches of tokens: the marked ones, and those an output shares with texts, longest first."""

import heapq
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from operator import and_
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.lookup import Numbers

Codes: TypeAlias = NDArray[np.int64]

SHORTEST = 3  # tokens: what two texts share by chance is mostly shorter
PLACES = 32  # of one shingle that are followed; more only stand in text that repeats itself
STEPS = 2_000_000  # tokens compared in all; what repetitive text needs beyond is left unmatched
_MARKED = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A text that left-over tokens may come from; `open` marks those of its tokens still unused.

    Among stretches of one length a lower `rank` goes first, then the earlier source. `array` are
    the tokens once more.
    """

    rank: int
    tokens: Sequence[int]
    open: bytearray = field(repr=False)
    array: Numbers = field(repr=False)


class Stretch(NamedTuple):
    """Tokens that an output and a source share; they sort in the order in which they are taken."""

    shortness: int
    rank: int
    source: int
    place: int
    start: int

    @property
    def length(self) -> int:
        """How many tokens."""
        return -self.shortness


def stretches(marked: Iterable[bool] | NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Start and end of each unbroken stretch of marked places."""
    return (run.span() for run in _MARKED.finditer(bytes(marked)))


def matched_stretches(output: Numbers, free: bytearray, sources: Sequence[Source]) -> list[Stretch]:
    """The stretches taken, longest first, of at least three tokens; marks what they use as used.

    `free` says which output tokens are left over. Each token of either side is used once.
    """
    heap = _maximal(output, free, sources)
    heapq.heapify(heap)
    taken: list[Stretch] = []
    while heap:
        longest = heapq.heappop(heap)
        open_ = sources[longest.source].open
        start, place, length = longest.start, longest.place, longest.length
        if 0 in free[start : start + length] or 0 in open_[place : place + length]:
            for piece in _still_open(longest, free, open_):
                heapq.heappush(heap, piece)
            continue
        taken.append(longest)
        free[start : start + length] = open_[place : place + length] = bytes(length)
    return taken


def _maximal(output: Numbers, free: bytearray, sources: Sequence[Source]) -> list[Stretch]:
    starts, codes, places = _meetings(output, free, sources)
    tokens = output.tolist() if starts else []
    found: list[Stretch] = []
    steps = STEPS
    for start, code in zip(starts, codes, strict=True):
        for source, place in places[code]:
            one = sources[source]
            if steps < 0:
                break
            if _continues(tokens, free, start, one, place):
                continue
            length = _length(tokens, free, start, one, place)
            steps -= length
            found.append(Stretch(-length, one.rank, source, place, start))
    return found


def _meetings(
    output: Numbers, free: bytearray, sources: Sequence[Source]
) -> tuple[list[int], list[int], dict[int, list[tuple[int, int]]]]:
    """Where the free output has a shingle that stands in the open parts of the sources too.

    With each its code, and the sources and places at which each code stands.
    """
    # One text of all sources, each followed by a token that none has.
    end = np.zeros(1, np.int32)
    tokens = np.concatenate([*chain.from_iterable((one.array, end) for one in sources)])
    firsts = [0, *accumulate(len(one.tokens) + 1 for one in sources)]
    base = max(int(output.max(initial=0)), int(tokens.max(initial=0))) + 1
    starts, codes = _shingles(output, free, base)
    at, theirs = _shingles(tokens, bytearray().join(one.open + b"\0" for one in sources), base)
    shared = _among(codes, theirs)
    starts, codes = starts[shared], codes[shared]
    met = _among(theirs, codes)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, code in zip(at[met].tolist(), theirs[met].tolist(), strict=True):
        if len(places[code]) < PLACES:
            source = bisect_right(firsts, place) - 1
            places[code].append((source, place - firsts[source]))
    return starts.tolist(), codes.tolist(), places


def _among(codes: Codes, others: Codes) -> NDArray[np.bool_]:
    """Which codes are among the others."""
    if not len(codes) or not len(others):
        return np.zeros(len(codes), bool)
    known = np.sort(others)
    places = np.minimum(known.searchsorted(codes), len(known) - 1)
    found: NDArray[np.bool_] = known[places] == codes
    return found


def _shingles(tokens: Numbers, marked: bytearray, base: int) -> tuple[Codes, Codes]:
    """Where three known neighbours begin that are marked, and their numbers as one."""
    marks = np.frombuffer(marked, bool) & (tokens > 0)
    starts = np.flatnonzero(marks[:-2] & marks[1:-1] & marks[2:])
    wide = tokens.astype(np.int64)
    return starts, (wide[starts] * base + wide[starts + 1]) * base + wide[starts + 2]


def _continues(
    output: Sequence[int], free: bytearray, start: int, source: Source, place: int
) -> bool:
    """Whether a stretch that starts here is the rest of one that starts a token earlier."""
    return bool(
        start
        and place
        and output[start - 1] == source.tokens[place - 1]
        and free[start - 1]
        and source.open[place - 1]
    )


def _length(output: Sequence[int], free: bytearray, start: int, source: Source, place: int) -> int:
    length = SHORTEST
    limit = min(len(output) - start, len(source.tokens) - place)
    while (
        length < limit
        and output[start + length] == source.tokens[place + length]
        and free[start + length]
        and source.open[place + length]
    ):
        length += 1
    return length


def _still_open(found: Stretch, free: bytearray, open_: bytearray) -> Iterator[Stretch]:
    """The parts of a stretch that nothing has used since, where they are long enough."""
    left = free[found.start : found.start + found.length]
    right = open_[found.place : found.place + found.length]
    for first, end in stretches(map(and_, left, right)):
        if end - first >= SHORTEST:
            place, start = found.place + first, found.start + first
            yield Stretch(first - end, found.rank, found.source, place, start)
