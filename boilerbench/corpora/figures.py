"""What a page is like, in figures: how long, how deep, how much of it is gold, how much links."""

from collections import Counter
from dataclasses import dataclass

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece, pieces
from boilerbench.records import Page
from boilerbench.text import tokens
from boilerbench.trees import parse_page

UNCOUNTED = frozenset({"noscript", "svg", "iframe"})
"""Elements beside script, style and template whose words are not counted as the page's."""


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page: bytes; elements; depth (the root has 1); tokens of page, gold and links.

    Shares are parts of the page's words: `gold_share` those that gold holds (as multisets),
    `link_share` those inside `<a>`; 0 for a page without words.
    """

    bytes: int
    elements: int
    depth: int
    words: int
    gold_words: int
    gold_share: float
    link_share: float


def page_figures(page: Page) -> PageFigures:
    """The figures of one page, read from its bytes and its gold text."""
    content = page.source.read()
    tree = parse_page(content, page.charset)
    if tree is None:
        return PageFigures(len(content), 0, 0, 0, len(tokens(page.gold.ideal)), 0.0, 0.0)
    elements, depth = _size(tree)
    counted = _counted(tree)
    words = Counter(token for piece in counted for token in tokens(piece.text))
    links = sum(len(tokens(piece.text)) for piece in counted if _within(piece.element, {"a"}))
    gold = Counter(tokens(page.gold.ideal))
    total = words.total()
    return PageFigures(
        bytes=len(content),
        elements=elements,
        depth=depth,
        words=total,
        gold_words=gold.total(),
        gold_share=(words & gold).total() / total if total else 0.0,
        link_share=links / total if total else 0.0,
    )


def _size(tree: HtmlElement) -> tuple[int, int]:
    """How many elements, and how many stand in each other at the deepest place."""
    count = depth = 0
    level = [tree]
    while level:
        count += len(level)
        depth += 1
        level = [child for element in level for child in element if isinstance(child.tag, str)]
    return count, depth


def _counted(tree: HtmlElement) -> list[Piece]:
    body = tree.find("body")
    found = pieces(tree if body is None else body)
    return [piece for piece in found if not _within(piece.element, UNCOUNTED)]


def _within(element: HtmlElement, tags: "frozenset[str] | set[str]") -> bool:
    return element.tag in tags or next(element.iterancestors(*tags), None) is not None
