"""The text of an element tree as lines: a new one wherever a browser would begin one."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from boilerbench.trees import UNSEEN

# fmt: off
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
# fmt: on
"""Elements that stand in a line of text; every other one begins a new line, and ends it."""

_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One text node: its words, the element they stand in, and what stands before them."""

    text: str
    element: HtmlElement
    gap: str
    """What separates it from the piece before: "" within a word, " " or a line break."""


def pieces(root: HtmlElement) -> Iterator[Piece]:
    """The text nodes below an element in document order, hidden ones and `<noscript>` included.

    Raw text is kept inside `<pre>` and folded nowhere: that is left to who joins the pieces.
    """
    gap = ""
    for kind, element, text in _events(root):
        if kind == "edge":
            gap = max(gap, text, key=len)
        elif text:
            yield Piece(text, element, gap)
            gap = ""


def _events(root: HtmlElement) -> Iterator[tuple[str, HtmlElement, str]]:
    """Text nodes and the edges between them, without recursion: pages are thousands deep."""
    stack: list[tuple[HtmlElement, Iterator[HtmlElement]]] = []
    if seen(root):
        yield "text", root, root.text or ""
        stack.append((root, iter(root)))
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield "edge", parent, _edge(parent)
                yield "text", stack[-1][0], parent.tail or ""
        elif not seen(child):
            yield "text", parent, child.tail or ""
        else:
            yield "edge", child, _edge(child)
            yield "text", child, child.text or ""
            stack.append((child, iter(child)))


def seen(element: HtmlElement) -> bool:
    """Whether an element's text is wording of the page: no comment, no script, no style."""
    return isinstance(element.tag, str) and element.tag not in UNSEEN


def _edge(element: HtmlElement) -> str:
    if element.tag in INLINE:
        return ""
    return " " if element.tag in _CELLS else "\n\n" if element.tag != "br" else "\n"
