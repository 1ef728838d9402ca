"""Ids and classes whose noise leaks on several sites, and which of them rules deal with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement

from boilerbench.corpora.finding import Finder
from boilerbench.rules.labels import Marks
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.mining.brittle import is_brittle
from boilerbench.rules.mining.ground import Mined
from boilerbench.rules.mining.names import ROOTS, tokens_of
from boilerbench.rules.model import Rule
from boilerbench.rules.pruning import WHOLE
from boilerbench.rules.scopes import host_of


@dataclass(frozen=True)
class LeakedSelector:
    """An id or class of elements with labelled noise that came out, and its sites.

    `words` are the leaked words of these elements' noise by the number of the page.
    """

    token: str
    sites: frozenset[str]
    words: Mapping[int, Marks]


def leaked_selectors(pages: Sequence[Mined], sites: int = 2) -> list[LeakedSelector]:
    """The ids and classes whose noise leaks on so many sites, names that a build tool made apart.

    Of each noise entry of which an output holds a word the element that its `selector` finds, or
    where it has none the smallest element around its words; of that its id and classes, or where
    it has neither those of the nearest element around it that has one.
    """
    words: dict[str, dict[int, Marks]] = defaultdict(dict)
    for number, page in enumerate(pages):
        for element, marked in _leaking(page):
            for token in _tokens_around(element):
                known = words[token].get(number, np.zeros(len(marked), np.bool_))
                words[token][number] = known | marked
    found = [
        LeakedSelector(token, frozenset(pages[number].page.site for number in on), on)
        for token, on in sorted(words.items())
    ]
    return [one for one in found if len(one.sites) >= sites and not is_brittle(one.token)]


def dealt_with(
    wanted: Sequence[LeakedSelector], rules: Sequence[Rule], pages: Sequence[Mined]
) -> list[bool]:
    """Of each selector whether rules of pages take away every leaked word of its noise."""
    gone = [_removed(RuleIndex(rules), page) for page in pages]
    return [
        all(not (marked & ~gone[number]).any() for number, marked in one.words.items())
        for one in wanted
    ]


def _leaking(page: Mined) -> Iterator[tuple[HtmlElement, Marks]]:
    """The element of each noise entry that leaks, and which words of the page these are."""
    finder, entries = Finder(page.tree), page.labels.entries
    leaking = page.leaked & (entries >= 0)
    for entry in np.unique(entries[leaking]).tolist():
        words = np.flatnonzero(entries == entry)
        noise = page.page.gold.noise
        selector = noise[entry].selector if entry < len(noise) else None
        element = None if selector is None else finder.one(selector)
        if element is None:
            element = _smallest(page, int(words[0]), int(words[-1]) + 1)
        yield element, leaking & (entries == entry)


def _smallest(page: Mined, first: int, behind: int) -> HtmlElement:
    element = page.labels.page.pieces[page.labels.page.piece_of[first]].element
    around = (element, *element.iterancestors())
    return next((one for one in around if page.labels.ranges[one][1] >= behind), element)


def _tokens_around(element: HtmlElement) -> list[str]:
    for one in (element, *element.iterancestors()):
        if one.tag in ROOTS:
            return []
        if found := tokens_of(one):
            return found
    return []


def _removed(index: RuleIndex, page: Mined) -> Marks:
    """Which words of a page its rules take away."""
    gone = np.zeros(len(page.labels.codes), np.bool_)
    for elements in index.hits(page.tree, host_of(page.page.url)).elements.values():
        if not any(one.tag in WHOLE for one in elements):
            for first, behind in page.labels.places(elements):
                gone[first:behind] = True
    return gone
