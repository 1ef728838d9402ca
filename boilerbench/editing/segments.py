"""A page as the pieces of text that can be labelled, with what its gold says of each now."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec
from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece
from boilerbench.corpora.placing import Placed, placed
from boilerbench.corpora.words import PageWords, beginning
from boilerbench.digests import short_digest
from boilerbench.drafting.blocks import Block, block_of
from boilerbench.records import NOISE_KINDS, Gold

Role: TypeAlias = Literal["gold", "optional", "noise", "unlabelled"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece: its block, the number of the block on the page, and the label that owns it now.

    `owner` is a place in the labels of `Placed`, -1 where none owns it; `first` and `behind` are
    the numbers of its first word on the page and of the one behind its last.
    """

    block: Block
    line: int
    owner: int
    role: Role
    kind: str | None
    first: int
    behind: int


@dataclass(frozen=True, slots=True)
class Segmented:
    """The segments of a page in document order, and the labels they were read from."""

    segments: tuple[Segment, ...]
    placed: Placed

    def by_owner(self) -> dict[int, list[int]]:
        """The numbers of the segments that each label owns, in the order of the page."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, segment in enumerate(self.segments):
            found[segment.owner].append(number)
        return found


def segmented(tree: HtmlElement, gold: Gold) -> Segmented:
    """A page cut into blocks, and inside a block wherever another label begins."""
    found = placed(tree, gold)
    return Segmented(tuple(_segments(found)), found)


def cut_of(found: Segmented) -> str:
    """A digest of how a page was cut and what each piece is: answers name pieces by number."""
    pieces = [(one.block.text, one.role, one.kind, one.first) for one in found.segments]
    return short_digest(msgspec.json.encode(pieces))


def _segments(found: Placed) -> Iterator[Segment]:
    page = found.page
    line = behind = 0
    for nodes in _lines(page.pieces):
        start, behind = behind, bisect_left(page.piece_of, nodes[1])
        # The first word of each part.
        words = [
            word
            for word in range(start, behind)
            if word == start or found.owners[word] != found.owners[word - 1]
        ]
        for part, first, last in zip(
            _parts(page, nodes, words), words, [*words[1:], behind], strict=False
        ):
            owner = found.owners[first]
            if (block := block_of(part)) is not None:
                yield Segment(block, line, owner, *_role(found, owner), first, last)
        line += behind > start


def _lines(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Of each line of the page the number of its first text node and of the one behind its last."""
    starts = [number for number, piece in enumerate(pieces) if not number or "\n" in piece.gap]
    return pairwise([*starts, len(pieces)])


def _parts(page: PageWords, line: tuple[int, int], words: Sequence[int]) -> Iterator[list[Piece]]:
    """The text nodes of a line, cut before each of these words but the first."""
    cuts = [(line[0], 0), *(_cut(page, word) for word in words[1:]), (line[1], 0)]
    for begin, end in pairwise(cuts):
        yield list(_between(page.pieces, begin, end))


def _cut(page: PageWords, word: int) -> tuple[int, int]:
    """Where a part that begins with this word begins: its text node, and a character of that."""
    node = page.piece_of[word]
    if page.piece_of[word - 1] != node:
        return node, 0
    behind, start = page.spans[word - 1][1], page.spans[word][0]
    return node, beginning(page.pieces[node].text, behind, start)


def _between(
    pieces: Sequence[Piece], begin: tuple[int, int], end: tuple[int, int]
) -> Iterator[Piece]:
    """Text nodes from one character to another, the first and the last cut there."""
    for number in range(begin[0], end[0] + (end[1] > 0)):
        piece = pieces[number]
        start = begin[1] if number == begin[0] else 0
        stop = end[1] if number == end[0] else len(piece.text)
        yield replace(piece, text=piece.text[start:stop], gap="" if start else piece.gap)


def _role(found: Placed, owner: int) -> tuple[Role, str | None]:
    if owner < 0:
        return "unlabelled", None
    kind = found.labels[owner].kind
    if kind == "gold":
        return "gold", None
    return ("noise" if kind in NOISE_KINDS else "optional"), kind
