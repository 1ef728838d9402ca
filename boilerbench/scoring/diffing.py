"""Aligns an output with its gold, token by token, in bounded time and memory."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from boilerbench.scoring.claims import FREE
from boilerbench.scoring.lookup import Numbers

Places: TypeAlias = NDArray[np.int64]

CELLS = 50_000_000  # of the LCS matrix: 6 MB and some 20 ms; larger problems are cut at anchors
ANCHOR_WIDTHS = (24, 8, 4, 2, 1)
_LETTERS = 0x110000  # numbers below it can be letters of a string, which are compared fastest
Box = tuple[int, int, int, int]  # output start and end, gold start and end


def aligned(output: Sequence[int], gold: Sequence[int]) -> list[int]:
    """For each output token, the index of the gold token it stands for, or -1; increasing.

    A longest common subsequence, found exactly where the product of the lengths allows it.
    Longer texts are first cut at runs of tokens that occur once in both (as a patience diff
    does); what is still too large and holds no such run stays unaligned.
    """
    held = aligned_places(np.array(output, np.int32), np.array(gold, np.int32))
    return list(map(int, held))


def aligned_places(output: Numbers, gold: Numbers) -> Places:
    """The same of arrays."""
    held = np.full(len(output), FREE)
    boxes = [(0, len(output), 0, len(gold))]
    while boxes:
        box = _stripped(output, gold, boxes.pop(), held)
        a, b, c, d = box
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= CELLS:
            _align(output, gold, box, held)
        else:
            boxes.extend(_cut(output, gold, box))
    return held


def common(output: Sequence[int], gold: Sequence[int]) -> int:
    """The length of the longest common subsequence."""
    return int(LCSseq.similarity(output, gold))


def _stripped(output: Numbers, gold: Numbers, box: Box, held: Places) -> Box:
    """The box without its common prefix and suffix, which are held."""
    a, b, c, d = box
    size = _alike(output[a:b], gold[c:d])
    held[a : a + size] = np.arange(c, c + size)
    a, c = a + size, c + size
    size = _alike(output[a:b][::-1], gold[c:d][::-1])
    held[b - size : b] = np.arange(d - size, d)
    return a, b - size, c, d - size


def _alike(first: Numbers, second: Numbers) -> int:
    """How many tokens two texts begin with alike."""
    size = min(len(first), len(second))
    if not size or first[0] != second[0]:
        return 0
    unlike = first[:size] != second[:size]
    at = int(unlike.argmax())
    return at if unlike[at] else size


def _align(output: Numbers, gold: Numbers, box: Box, held: Places) -> None:
    a, b, c, d = box
    for step in LCSseq.opcodes(_comparable(output[a:b]), _comparable(gold[c:d])):
        if step.tag == "equal":
            start, end = a + step.src_start, a + step.src_end
            first = c + step.dest_start
            held[start:end] = np.arange(first, first + end - start)


def _comparable(tokens: Numbers) -> str | list[int]:
    if tokens.max() >= _LETTERS:
        return list(map(int, tokens))
    return tokens.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _cut(output: Numbers, gold: Numbers, box: Box) -> list[Box]:
    """The boxes between anchors; none where there is no anchor."""
    a, b, c, d = box
    for width in ANCHOR_WIDTHS:
        anchors = _increasing(
            [
                (start, there[run])
                for there in [_once(gold, c, d, width)]
                for run, start in _once(output, a, b, width).items()
                if run in there
            ]
        )
        if anchors:
            corners = [(a, c), *_turns(anchors), (b, d)]
            pairs = pairwise(corners)
            return [(start, end, first, last) for (start, first), (end, last) in pairs]
    return []


def _turns(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The anchors but those that come right after another on both sides, which need no cut."""
    behind = [(-1, -1), *((start + 1, first + 1) for start, first in anchors)]
    return [anchor for anchor, follows in zip(anchors, behind, strict=False) if anchor != follows]


def _once(tokens: Numbers, start: int, end: int, width: int) -> dict[bytes, int]:
    """Where each run of so many known tokens stands that occurs exactly once."""
    part = tokens[start:end]
    unknown = np.append(0, np.cumsum(part == 0))
    starts = np.flatnonzero(unknown[width:] == unknown[:-width]).tolist()
    size, content = part.itemsize, part.tobytes()
    runs = [content[at * size : (at + width) * size] for at in starts]
    behind = dict(zip(runs, starts, strict=True))
    before = dict(zip(reversed(runs), reversed(starts), strict=True))
    return {run: start + at for run, at in behind.items() if before[run] == at}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence, by first number, whose second numbers increase."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    pairs = sorted(pairs)
    for place, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [place]
    return list(_chain(pairs, before, last[-1] if last else -1))[::-1]


def _chain(
    pairs: list[tuple[int, int]], before: list[int], place: int
) -> Iterator[tuple[int, int]]:
    while place >= 0:
        yield pairs[place]
        place = before[place]
