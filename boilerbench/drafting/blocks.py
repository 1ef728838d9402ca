"""A page as the blocks of text that a person labels: what stands on a line of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece, pieces
from boilerbench.text import tokens

LANDMARKS = frozenset({"nav", "header", "footer", "aside", "form", "figure", "main", "article"})


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the page: its text, its words, the landmark around it, the element it begins in."""

    text: str
    words: tuple[str, ...]
    landmark: HtmlElement | None
    element: HtmlElement

    @property
    def key(self) -> str:
        """What two blocks with the same words share."""
        return " ".join(self.words)


def blocks_of(tree: HtmlElement) -> tuple[Block, ...]:
    """The blocks of a page in document order; what holds no letter or digit is none."""
    return tuple(block for line in lines_of(tree) if (block := block_of(line)) is not None)


def lines_of(tree: HtmlElement) -> list[list[Piece]]:
    """The text nodes of a page's body, those of each line together."""
    body = tree.find("body")
    lines: list[list[Piece]] = [[]]
    for piece in pieces(tree if body is None else body):
        if "\n" in piece.gap:
            lines.append([])
        lines[-1].append(piece)
    return lines


def block_of(line: Sequence[Piece]) -> Block | None:
    """Text nodes that stand together as a block; None where they hold no letter or digit."""
    text = " ".join("".join(piece.gap.strip("\n") + piece.text for piece in line).split())
    words = tuple(tokens(text))
    if not words:
        return None
    first = next((piece for piece in line if tokens(piece.text)), line[0])
    around = (first.element, *first.element.iterancestors())
    landmark = next((element for element in around if element.tag in LANDMARKS), None)
    return Block(text, words, landmark, first.element)
