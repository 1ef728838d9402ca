"""A page as the pieces of text that can be labelled, with what its gold says of each now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal, TypeAlias

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece
from boilerbench.corpora.placing import Placed, letters_of, placed
from boilerbench.drafting.blocks import Block, block_of, lines_of
from boilerbench.records import NOISE_KINDS, Gold

Role: TypeAlias = Literal["gold", "optional", "noise", "unlabelled"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece: its block, the number of the block on the page, and the label that owns it now.

    `owner` is a place in the labels of `Placed`, -1 where none owns it; what most of its words
    belong to decides.
    """

    block: Block
    line: int
    owner: int
    role: Role
    kind: str | None


@dataclass(frozen=True, slots=True)
class Segmented:
    """The segments of a page in document order, and the labels they were read from."""

    segments: tuple[Segment, ...]
    placed: Placed


def segmented(tree: HtmlElement, gold: Gold) -> Segmented:
    """A page cut into blocks, and where labels change inside a block, between its text nodes."""
    found = placed(tree, gold)
    owner_at = [
        owner
        for word, owner in zip(found.words, found.owners, strict=True)
        for _ in range(len(word))
    ]
    segments = tuple(
        Segment(block, line, owner, *_role(found, owner))
        for line, pieces, owner in _pieces(lines_of(tree), owner_at)
        if (block := block_of(pieces)) is not None
    )
    return Segmented(segments, found)


def _pieces(
    lines: Sequence[Sequence[Piece]], owner_at: Sequence[int]
) -> Iterator[tuple[int, list[Piece], int]]:
    """Text nodes that stand together in a line and share an owner; a line without words counts."""
    pieces = [piece for line in lines for piece in line]
    sizes = [len(letters_of(piece.text)) for piece in pieces]
    starts = list(accumulate(sizes, initial=0))
    owners = [
        _most(owner_at[start : start + size]) for start, size in zip(starts, sizes, strict=False)
    ]
    at = 0
    number = 0
    for line in lines:
        own = list(zip(line, owners[at : at + len(line)], strict=True))
        at += len(line)
        for owner, group in groupby(_carried(own), key=lambda pair: pair[1]):
            yield number, [piece for piece, _ in group], owner
        number += any(owner is not None for _, owner in own)


def _carried(line: Sequence[tuple[Piece, int | None]]) -> Iterator[tuple[Piece, int]]:
    """A text node without words goes with what stands before it."""
    last = next((owner for _, owner in line if owner is not None), -1)
    for piece, owner in line:
        last = last if owner is None else owner
        yield piece, last


def _most(owners: Sequence[int]) -> int | None:
    return Counter(owners).most_common(1)[0][0] if owners else None


def _role(found: Placed, owner: int) -> tuple[Role, str | None]:
    if owner < 0:
        return "unlabelled", None
    kind = found.labels[owner].kind
    if kind == "gold":
        return "gold", None
    return ("noise" if kind in NOISE_KINDS else "optional"), kind
