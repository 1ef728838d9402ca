"""Aligns an output with its gold, token by token, in bounded time and memory."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from boilerbench.scoring.claims import FREE

CELLS = 50_000_000  # of the LCS matrix: 6 MB and some 20 ms; larger problems are cut at anchors
ANCHOR_WIDTHS = (24, 8, 4, 2, 1)
Box = tuple[int, int, int, int]  # output start and end, gold start and end


def aligned(output: Sequence[int], gold: Sequence[int]) -> list[int]:
    """For each output token, the index of the gold token it stands for, or -1; increasing.

    A longest common subsequence, found exactly where the product of the lengths allows it.
    Longer texts are first cut at runs of tokens that occur once in both (as a patience diff
    does); what is still too large and holds no such run stays unaligned.
    """
    held = [FREE] * len(output)
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


def _stripped(output: Sequence[int], gold: Sequence[int], box: Box, held: list[int]) -> Box:
    """The box without its common prefix and suffix, which are held."""
    a, b, c, d = box
    while a < b and c < d and output[a] == gold[c]:
        held[a] = c
        a, c = a + 1, c + 1
    while a < b and c < d and output[b - 1] == gold[d - 1]:
        b, d = b - 1, d - 1
        held[b] = d
    return a, b, c, d


def _align(output: Sequence[int], gold: Sequence[int], box: Box, held: list[int]) -> None:
    a, b, c, d = box
    for step in LCSseq.opcodes(output[a:b], gold[c:d]):
        if step.tag == "equal":
            start, end = a + step.src_start, a + step.src_end
            first = c + step.dest_start
            held[start:end] = range(first, first + end - start)


def _cut(output: Sequence[int], gold: Sequence[int], box: Box) -> list[Box]:
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


def _once(tokens: Sequence[int], start: int, end: int, width: int) -> dict[bytes, int]:
    """Where each run of so many tokens stands that occurs exactly once."""
    part = array("i", tokens[start:end])
    size, content = part.itemsize, part.tobytes()
    starts = range(0, len(content) - width * size + 1, size)
    runs = [content[at : at + width * size] for at in starts]
    behind = dict(zip(runs, range(start, end), strict=False))
    before = dict(zip(reversed(runs), range(start + len(runs) - 1, start - 1, -1), strict=True))
    return {run: place for run, place in behind.items() if before[run] == place}


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
