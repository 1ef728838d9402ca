"""Elements renamed and wrapped, and their attributes in another order."""

from random import Random
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from boilerbench.stress.layout import FLOW, open_elements

SECTIONING: Final = frozenset(
    {"article", "main", "section", "header", "footer", "nav", "aside", "hgroup"}
)
"""Elements that say what a part of a page is for, and look like a `<div>`."""

_WRAPPED: Final = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "figure", "pre"}
)


def to_divs(tree: HtmlElement, _rng: Random) -> None:
    """Make sections `<div>`s; headings, which a reader sees, stay, and so do attributes."""
    for element in tree.iter(*SECTIONING):
        element.tag = "div"


def wrap_blocks(tree: HtmlElement, rng: Random) -> None:
    """Put one or two `<div>`s around every paragraph, heading, list, table, quote and figure."""
    for element in list(open_elements(tree)):
        # A <pre> is no open element: its inside is left alone, and so is it.
        parent = element.getparent()
        if element.tag in _WRAPPED and parent is not None and parent.tag in FLOW:
            for _ in range(rng.choice((1, 2))):
                _wrap(element)


def _wrap(element: HtmlElement) -> None:
    wrapper = html.Element("div")
    element.addprevious(wrapper)
    wrapper.tail, element.tail = element.tail, None
    wrapper.append(element)


def shuffle_attributes(tree: HtmlElement, rng: Random) -> None:
    """Put the attributes of every element in another order."""
    for element in tree.iter("*"):
        attributes = element.attrib.items()
        if len(attributes) > 1:
            rng.shuffle(attributes)
            element.attrib.clear()
            element.attrib.update(attributes)
