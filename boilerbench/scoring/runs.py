"""Longest-run-first matching of an output's left-over tokens to the texts they may come from."""

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

SHORTEST = 3  # tokens: what two texts share by chance is mostly shorter
PLACES = 32  # of one shingle that are followed; more only stand in text that repeats itself
STEPS = 2_000_000  # tokens compared in all; what repetitive text needs beyond is left unmatched


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A text that left-over tokens may come from; `open` marks those of its tokens still unused.

    Among runs of one length a lower `rank` goes first, then the earlier source.
    """

    rank: int
    tokens: Sequence[int]
    open: list[bool] = field(repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Tokens that an output and a source share; runs sort in the order in which they are taken."""

    shortness: int
    rank: int
    source: int
    place: int
    start: int

    @property
    def length(self) -> int:
        """How many tokens."""
        return -self.shortness


def matched_runs(output: Sequence[int], free: list[bool], sources: Sequence[Source]) -> list[Run]:
    """The runs taken, longest first, of at least three tokens; marks what they use as used.

    `free` says which output tokens are left over. Each token of either side is used once.
    """
    heap = _maximal_runs(output, free, sources)
    heapq.heapify(heap)
    taken: list[Run] = []
    while heap:
        run = heapq.heappop(heap)
        pieces = list(_still_open(run, free, sources[run.source].open))
        if pieces != [run]:
            for piece in pieces:
                heapq.heappush(heap, piece)
            continue
        taken.append(run)
        free[run.start : run.start + run.length] = [False] * run.length
        sources[run.source].open[run.place : run.place + run.length] = [False] * run.length
    return taken


def _maximal_runs(output: Sequence[int], free: list[bool], sources: Sequence[Source]) -> list[Run]:
    places = _places(output, free, sources)
    runs: list[Run] = []
    steps = STEPS
    for start, shingle in enumerate(zip(output, output[1:], output[2:], strict=False)):
        for source, place in places.get(shingle, ()):
            one = sources[source]
            if not all(free[start : start + SHORTEST]) or steps < 0:
                break
            if _continues(output, free, start, one, place):
                continue
            length = _length(output, free, start, one, place)
            steps -= length
            runs.append(Run(-length, one.rank, source, place, start))
    return runs


def _places(
    output: Sequence[int], free: list[bool], sources: Sequence[Source]
) -> dict[tuple[int, ...], list[tuple[int, int]]]:
    """Where the shingles of the free output stand in the open parts of the sources."""
    wanted = {
        shingle
        for start, shingle in enumerate(zip(output, output[1:], output[2:], strict=False))
        if free[start]
    }
    places: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, source in enumerate(sources):
        text = source.tokens
        for place, shingle in enumerate(zip(text, text[1:], text[2:], strict=False)):
            if shingle not in wanted or len(places[shingle]) >= PLACES:
                continue
            if all(source.open[place : place + SHORTEST]):
                places[shingle].append((number, place))
    return places


def _continues(
    output: Sequence[int], free: list[bool], start: int, source: Source, place: int
) -> bool:
    """Whether a run that starts here is the rest of one that starts a token earlier."""
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


def _still_open(run: Run, free: list[bool], open_: list[bool]) -> Iterator[Run]:
    """The parts of a run that nothing has used since, where they are long enough."""
    first = 0
    for at in range(run.length + 1):
        if at < run.length and free[run.start + at] and open_[run.place + at]:
            continue
        if at - first >= SHORTEST:
            yield Run(first - at, run.rank, run.source, run.place + first, run.start + first)
        first = at + 1
