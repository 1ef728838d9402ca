"""Marks that annotation tools leave in a page, and which would tell an extractor the answer."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

MARKS: Final = re.compile(
    r"cc-select$|data-anno-|__boilernet_|x-nc-(sel|invisible)|x-(gold|optional|noise)$|victor_"
)
"""How WebMainBench, BoilerNet, L3S-GN1, Victor and our own sources mark what is content."""


def marks_in(tree: HtmlElement | None) -> Counter[str]:
    """Each attribute and class that is such a mark, and on how many elements it stands."""
    elements = () if tree is None else tree.iter("*")
    return Counter(mark for element in elements for mark in _marks(element))


def _marks(element: HtmlElement) -> Iterator[str]:
    yield from (name for name in map(str, element.attrib) if MARKS.match(name))
    yield from (name for name in (element.get("class") or "").split() if MARKS.match(name))
