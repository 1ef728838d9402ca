"""What stands in a page and shows nothing: put in, or taken out."""

from random import Random
from typing import Any, Final

from lxml import etree, html
from lxml.html import HtmlElement

from boilerbench.stress.layout import FLOW, open_elements

_COMMENTS = ("", " ad slot ", " /content ", "[if lt IE 9]>-<![endif]", " react-text: 42 ")

SHARE: Final = 0.3
"""Of the places where something can be put in, how many get it."""


def litter(tree: HtmlElement, rng: Random) -> None:
    """Put comments between words, and empty elements before blocks."""
    for element in list(open_elements(tree)):
        for child in list(element):
            if child.tail and rng.random() < SHARE:
                _comment_in_tail(child, rng)
        if element.text and rng.random() < SHARE:
            head, space, rest = element.text.partition(" ")
            element.text = head + space
            element.insert(0, _comment(rng, rest))
        if element.tag in FLOW:
            for child in [one for one in element if one.tag in FLOW or one.tag == "p"]:
                if rng.random() < SHARE:
                    element.insert(element.index(child), html.Element(rng.choice(("div", "span"))))


def _comment_in_tail(child: HtmlElement, rng: Random) -> None:
    head, space, rest = (child.tail or "").partition(" ")
    child.tail = None
    child.addnext(_comment(rng, rest))
    child.tail = head + space


def _comment(rng: Random, tail: str) -> Any:
    made = etree.Comment(rng.choice(_COMMENTS))
    made.tail = tail
    return made


def drop_scripts(tree: HtmlElement, _rng: Random) -> None:
    """Take out scripts, but for data in JSON, style sheets, and the links to them.

    `style` attributes stay: some of them hide what else would be seen.
    """
    gone = [one for one in tree.iter("script") if "json" not in (one.get("type") or "").lower()]
    gone += tree.iter("style")
    gone += [one for one in tree.iter("link") if "stylesheet" in (one.get("rel") or "").lower()]
    _drop(gone)


def drop_json_ld(tree: HtmlElement, _rng: Random) -> None:
    """Take out what a page says of itself in JSON-LD."""
    _drop([one for one in tree.iter("script") if "ld+json" in (one.get("type") or "").lower()])


def _drop(elements: list[HtmlElement]) -> None:
    for element in elements:
        element.drop_tree()
