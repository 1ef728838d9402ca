"""Rules tried on a text, as they are and in other forms: what each takes away of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lxml.html import HtmlElement
from msgspec.structs import replace

from boilerbench.rules.cleaning import Seen, TextRules
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import DomMatcher, Matcher, Rule
from boilerbench.rules.patterns import Span
from boilerbench.rules.pruning import WHOLE
from boilerbench.rules.selectors import compiled

Chain: TypeAlias = tuple[HtmlElement, ...]
"""An element and those around it, without html and body."""


def bare(rule: Rule, what: Matcher | None = None) -> Rule:
    """A rule that is on and for all sites, with another matcher if one is given."""
    return replace(rule, what=what or rule.what, on=True, sites=(), exception=False)


def _compiles(what: DomMatcher) -> bool:
    try:
        compiled(what)
    except (ValueError, RecursionError):  # RecursionError: of a form too deep for cssselect
        return False
    return True


@dataclass(frozen=True)
class TextBench:
    """A text with the places of what is looked for in it, and the lines that its site repeats."""

    text: str
    spans: Sequence[Span]
    seen: Seen | None = None
    markdown: bool = False

    def takes(self, *rules: Rule, host: str | None = None) -> dict[int, int]:
        """How many of the places each rule takes something of, by its place among the rules."""
        found: dict[int, set[Span]] = {}
        cuts = TextRules(rules).cuts(self.text, host, seen=self.seen, markdown=self.markdown)
        for cut in cuts:
            for start, end in self.spans:
                if cut.start < end and start < cut.end:
                    found.setdefault(cut.rule, set()).add((start, end))
        return {rule: len(places) for rule, places in found.items()}

    def reached(self, rule: Rule, what: Matcher | None = None) -> bool:
        """Whether a rule would take something of a place, were it on and for this site.

        A form of it that cannot be compiled takes nothing.
        """
        try:
            return bool(self.takes(bare(rule, what)))
        except ValueError:
            return False


@dataclass(frozen=True)
class PageBench:
    """A page's tree, and of each place of a text the elements around it, the smallest first.

    `parts` are those within the smallest that have words of the text.
    """

    tree: HtmlElement
    chains: Sequence[Chain]
    parts: Sequence[frozenset[HtmlElement]]

    @cached_property
    def around(self) -> dict[HtmlElement, int]:
        """The elements around any place, with the nearest place's number of steps to each."""
        found: dict[HtmlElement, int] = {}
        for chain in self.chains:
            for steps, element in enumerate(chain):
                found[element] = min(steps, found.get(element, steps))
        return found

    def found(self, matchers: Sequence[DomMatcher]) -> list[list[HtmlElement]]:
        """What each of some matchers finds on the page: all are looked for at once.

        What cannot be compiled or evaluated finds nothing.
        """
        able = [at for at, what in enumerate(matchers) if _compiles(what)]
        hits = RuleIndex([Rule(matchers[at]) for at in able]).hits(self.tree, None)
        places = {at: number for number, at in enumerate(able)}
        return [list(hits.elements.get(places.get(at, -1), ())) for at in range(len(matchers))]

    def takes(self, elements: Sequence[HtmlElement]) -> int:
        """Of how many places at least a part goes with these elements."""
        gone = set(elements)
        places = zip(self.chains, self.parts, strict=True)
        return sum(not (gone.isdisjoint(chain) and gone.isdisjoint(own)) for chain, own in places)

    def spared(self, elements: Sequence[HtmlElement]) -> int:
        """How many places stay if all but these elements goes."""
        kept = set(elements)
        outer = {around for one in elements for around in one.iterancestors()}
        return sum(chain[0] in outer or any(one in kept for one in chain) for chain in self.chains)

    @staticmethod
    def refused(elements: Sequence[HtmlElement]) -> str | None:
        """The tag for which a rule is refused that finds these elements."""
        return next((str(one.tag) for one in elements if one.tag in WHOLE), None)
