"""Gold text out of HTML: of a cleaned page, and of a page whose text nodes carry labels."""

import re
from collections.abc import Callable, Iterable

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece, pieces
from boilerbench.trees import parse_page


def text_of_html(content: bytes) -> str:
    """All text of a cleaned page, a line for each block, white space folded but in `<pre>`."""
    tree = parse_page(content)
    body = None if tree is None else tree.find("body")
    return "" if tree is None else joined(pieces(tree if body is None else body))


def labelled_text(
    tree: HtmlElement, label_of: Callable[[HtmlElement], str | None], wanted: frozenset[str]
) -> str:
    """The text nodes whose nearest labelled ancestor, or own element, has a wanted label.

    Labels nest: taking every labelled element's text would count inner text twice, and would take
    boilerplate inside of content.
    """
    known: dict[HtmlElement, str | None] = {}

    def nearest(element: HtmlElement) -> str | None:
        chain: list[HtmlElement] = []
        found: str | None = None
        here: HtmlElement | None = element
        while here is not None:
            if here in known:
                found = known[here]
                break
            chain.append(here)
            found = label_of(here)
            if found is not None:
                break
            here = here.getparent()
        known.update(dict.fromkeys(chain, found))
        return found

    return joined(_kept(pieces(tree), lambda piece: nearest(piece.element) in wanted))


def _kept(found: Iterable[Piece], wanted: Callable[[Piece], bool]) -> Iterable[Piece]:
    """The wanted pieces, each with the widest gap of those left out before it."""
    gap = ""
    for piece in found:
        gap = max(gap, piece.gap, key=len)
        if wanted(piece):
            yield Piece(piece.text, piece.element, gap)
            gap = ""
        elif piece.text.strip():
            gap = gap or " "


def joined(found: Iterable[Piece]) -> str:
    """The text of pieces, lines where the page has them."""
    parts: list[str] = []
    for piece in found:
        raw = any(
            element.tag == "pre" for element in (piece.element, *piece.element.iterancestors())
        )
        parts += [piece.gap, piece.text if raw else re.sub(r"\s+", " ", piece.text)]
    lines = "".join(parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
