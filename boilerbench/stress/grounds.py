"""Where in a page its gold stands, and where noise can be planted around it."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from lxml.html import HtmlElement

from boilerbench.records import Gold
from boilerbench.rules.labels import GOLD, Labelled, labelled
from boilerbench.stress.layout import FLOW, is_block

Where: TypeAlias = Literal["before", "between", "after"]
WHERE: Final[tuple[Where, ...]] = ("before", "between", "after")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place at the edge of a block: before it or after it, and the word that it stands before."""

    where: Where
    block: HtmlElement
    word: int

    def put(self, element: HtmlElement) -> None:
        """Put an element there; what stood there stays."""
        if self.where == "after":
            self.block.addnext(element)  # takes the text that follows the block with it
        else:
            self.block.addprevious(element)


def spots(tree: HtmlElement, gold: Gold) -> tuple[list[Spot], Labelled]:
    """Before the first block that holds gold, in the middle, and after the last; what there is.

    In the middle there is a place only where a block begins behind the first word of gold.
    """
    page = labelled(tree, gold)
    blocks: dict[HtmlElement, None] = {}
    words = np.flatnonzero(page.codes == GOLD).tolist()
    for number in dict.fromkeys(page.page.piece_of[word] for word in words):
        if (block := _block(page.page.pieces[number].element)) is not None:
            blocks[block] = None
    if not blocks:
        return [], page
    first = next(iter(blocks))
    found = [Spot("before", first, page.ranges[first][0])]
    inner = [one for one in blocks if page.ranges[one][0] > words[0]]
    if inner:
        middle = inner[len(inner) // 2]
        found.append(Spot("between", middle, page.ranges[middle][0]))
    last = max(blocks, key=lambda one: page.ranges[one][1])
    return [*found, Spot("after", last, page.ranges[last][1])], page


def _block(element: HtmlElement) -> HtmlElement | None:
    """The smallest block around a text that another block may stand beside."""
    around: HtmlElement | None = element
    while around is not None:
        parent = around.getparent()
        if parent is not None and parent.tag in FLOW and is_block(around):
            return around
        around = parent
    return None
