"""What HTML's own style sheet says of elements: blocks, and where white space means something."""

from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

# fmt: off
FLOW: Final = frozenset({
    "body", "div", "article", "main", "section", "header", "footer", "nav", "aside", "blockquote",
    "figure", "form", "fieldset", "td", "li", "dd",
})
"""Elements that may hold blocks."""

BLOCKS: Final = FLOW | frozenset({
    "address", "caption", "center", "details", "dl", "dt", "figcaption", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "ol", "p", "pre", "summary", "table", "tbody", "tfoot", "th", "thead", "tr",
    "ul",
})
"""Elements that begin a line and end it: white space at their edges is not shown."""

VERBATIM: Final = frozenset({
    "pre", "textarea", "listing", "plaintext", "xmp", "script", "style", "template", "title",
    "svg", "math", "select", "iframe", "noembed", "noframes", "object", "video", "audio", "canvas",
})
"""Elements whose inside is left alone: white space is shown there, or it is no HTML text."""
# fmt: on


def body_of(tree: HtmlElement) -> HtmlElement:
    """The body of a page, or all of it where it has none."""
    body = tree.find("body")
    return tree if body is None else body


def open_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The body and every element in it that is HTML in which white space is folded."""
    stack = [body_of(tree)]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element.tag in VERBATIM or _verbatim_style(element):
            continue
        yield element
        stack += reversed(element)


def _verbatim_style(element: HtmlElement) -> bool:
    """Whether its own style shows white space; what style sheets say of it is not asked."""
    return "white-space" in (element.get("style") or "").lower()


def is_block(element: HtmlElement | None) -> bool:
    """Whether an element begins and ends a line."""
    return element is not None and element.tag in BLOCKS
