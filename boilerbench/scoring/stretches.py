"""Stretches of tokens: the marked ones, and those an output shares with texts, longest first."""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import and_
from typing import NamedTuple

SHORTEST = 3  # tokens: what two texts share by chance is mostly shorter
PLACES = 32  # of one shingle that are followed; more only stand in text that repeats itself
STEPS = 2_000_000  # tokens compared in all; what repetitive text needs beyond is left unmatched
_MARKED = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A text that left-over tokens may come from; `open` marks those of its tokens still unused.

    Among stretches of one length a lower `rank` goes first, then the earlier source.
    """

    rank: int
    tokens: Sequence[int]
    open: list[bool] = field(repr=False)


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


def stretches(marked: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Start and end of each unbroken stretch of marked places."""
    return (run.span() for run in _MARKED.finditer(bytes(marked)))


def matched_stretches(
    output: Sequence[int], free: list[bool], sources: Sequence[Source]
) -> list[Stretch]:
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
        if False in free[start : start + length] or False in open_[place : place + length]:
            for piece in _still_open(longest, free, open_):
                heapq.heappush(heap, piece)
            continue
        taken.append(longest)
        free[start : start + length] = open_[place : place + length] = [False] * length
    return taken


def _maximal(output: Sequence[int], free: list[bool], sources: Sequence[Source]) -> list[Stretch]:
    places = _places(output, free, sources)
    found: list[Stretch] = []
    steps = STEPS
    for start, shingle in _shingles(output, free):
        for source, place in places.get(shingle, ()):
            one = sources[source]
            if steps < 0:
                break
            if _continues(output, free, start, one, place):
                continue
            length = _length(output, free, start, one, place)
            steps -= length
            found.append(Stretch(-length, one.rank, source, place, start))
    return found


def _places(
    output: Sequence[int], free: list[bool], sources: Sequence[Source]
) -> dict[tuple[int, ...], list[tuple[int, int]]]:
    """Where the shingles of the free output stand in the open parts of the sources."""
    wanted = {shingle for _, shingle in _shingles(output, free)}
    places: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, source in enumerate(sources):
        for place, shingle in _shingles(source.tokens, source.open):
            if shingle in wanted and len(places[shingle]) < PLACES:
                places[shingle].append((number, place))
    return places


def _shingles(
    tokens: Sequence[int], marked: Sequence[bool]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every three neighbours that are marked, and where they begin."""
    for start, end in stretches(marked):
        part = tokens[start:end]
        yield from enumerate(zip(part, part[1:], part[2:], strict=False), start)


def _continues(
    output: Sequence[int], free: list[bool], start: int, source: Source, place: int
) -> bool:
    """Whether a stretch that starts here is the rest of one that starts a token earlier."""
    return bool(
        start
        and place
        and output[start - 1] == source.tokens[place - 1]
        and free[start - 1]
        and source.open[place - 1]
    )


def _length(output: Sequence[int], free: list[bool], start: int, source: Source, place: int) -> int:
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


def _still_open(found: Stretch, free: list[bool], open_: list[bool]) -> Iterator[Stretch]:
    """The parts of a stretch that nothing has used since, where they are long enough."""
    left = free[found.start : found.start + found.length]
    right = open_[found.place : found.place + found.length]
    for first, end in stretches(map(and_, left, right)):
        if end - first >= SHORTEST:
            place, start = found.place + first, found.start + first
            yield Stretch(first - end, found.rank, found.source, place, start)
