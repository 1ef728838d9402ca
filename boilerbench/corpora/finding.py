"""The one element that a CSS selector means, looked up where it is of the plain sort."""

import re
from collections import defaultdict

from cssselect import HTMLTranslator, SelectorError
from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement

from boilerbench.corpora.selectors import own_names

_STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)(?::nth-of-type\(([1-9]\d{0,8})\))?")


class Finder:
    """The elements of one tree by what selectors call them; each selector is read once."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._named: dict[str, list[HtmlElement]] = defaultdict(list)
        self._children: dict[HtmlElement, dict[str, list[HtmlElement]]] = {}
        self._known: dict[str, list[HtmlElement]] = {}
        for element in tree.iter():
            for name in own_names(element):
                self._named[name].append(element)

    def one(self, selector: str) -> HtmlElement | None:
        """The element; None where the selector finds none or several, or is none."""
        try:
            found = self.all(selector)
        except ValueError:
            return None
        return found[0] if len(found) == 1 else None

    def all(self, selector: str) -> list[HtmlElement]:
        """Every element that a selector finds; ValueError says why it is no CSS selector."""
        if selector not in self._known:
            found = self._plain(selector)
            self._known[selector] = _by_xpath(self._tree, selector) if found is None else found
        return self._known[selector]

    def _plain(self, selector: str) -> list[HtmlElement] | None:
        """What a selector such as `corpus edit` writes finds; None for one of another sort."""
        name, *steps = selector.split(" > ")
        parsed = [_STEP.fullmatch(step) for step in steps]
        if name not in self._named:
            return None
        found = self._named[name]
        for step in parsed:
            if step is None:
                return None
            found = [child for one in found for child in self._below(one, step[1], step[2])]
        return found

    def _below(self, element: HtmlElement, tag: str, place: str | None) -> list[HtmlElement]:
        alike = self._by_tag(element).get(tag, [])
        return alike if place is None else alike[int(place) - 1 : int(place)]

    def _by_tag(self, element: HtmlElement) -> dict[str, list[HtmlElement]]:
        if element not in self._children:
            found: dict[str, list[HtmlElement]] = defaultdict(list)
            for child in element:
                if isinstance(child.tag, str):
                    found[child.tag].append(child)
            self._children[element] = found
        return self._children[element]


def _by_xpath(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    try:
        found = XPath(HTMLTranslator().css_to_xpath(selector))(tree)
    # What cssselect lets pass may still be no XPath, hold characters that XML has not, or be
    # too long or too deep.
    except (SelectorError, XPathError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return found if isinstance(found, list) else []
