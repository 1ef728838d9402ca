"""White space where none is shown: taken out, indented, broken into other lines."""

import re
from collections.abc import Callable
from random import Random
from typing import Final

from lxml.html import HtmlElement

from boilerbench.stress.layout import is_block, open_elements

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_EDGES: Final = " \t\r\n\f"

Fold = Callable[[str, bool, bool, str], str]
"""A text's new form, given whether a block's edge is before and behind it, and its indent."""


def minify(tree: HtmlElement, _rng: Random) -> None:
    """Make every stretch of white space one space, and none at the edges of blocks."""
    _fold(tree, lambda text, before, behind, _indent: _folded(text, before, behind))


def indent(tree: HtmlElement, _rng: Random) -> None:
    """Begin a line for every block, indented by how deep it stands."""

    def indented(text: str, before: bool, behind: bool, space: str) -> str:
        folded = _folded(text, before, behind)
        if not folded and (before or behind):
            return space
        return (space if before else "") + folded + (space if behind else "")

    _fold(tree, indented)


def rewrap(tree: HtmlElement, rng: Random) -> None:
    """Break the lines of the source elsewhere, with tabs and further spaces."""

    def broken(text: str, *_edges: object) -> str:
        return _SPACE.sub(
            lambda _space: rng.choice((" ", " ", " ", "\n", "  ", "\n\t", "\t")), text
        )

    _fold(tree, broken)


def _folded(text: str, before: bool, behind: bool) -> str:
    folded = _SPACE.sub(" ", text)
    if before:
        folded = folded.lstrip(_EDGES)
    return folded.rstrip(_EDGES) if behind else folded


def _fold(tree: HtmlElement, fold: Fold) -> None:
    depths: dict[HtmlElement, int] = {}
    for element in list(open_elements(tree)):
        parent = element.getparent()
        depth = depths[element] = (0 if parent is None else depths.get(parent, 0)) + 1
        children = list(element)
        inside = "\n" + "  " * min(depth, 40)
        edge = is_block(element)
        if element.text or (edge and children):
            last = is_block(children[0]) if children else edge
            element.text = fold(element.text or "", edge, last, inside)
        for at, child in enumerate(children):
            following = children[at + 1] if at + 1 < len(children) else None
            behind = edge if following is None else is_block(following)
            if child.tail or is_block(child) or behind:
                child.tail = fold(child.tail or "", is_block(child), behind, inside)
