"""Which elements of a page each rule finds: by classes and ids, the rest by XPath."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeAlias

from lxml import etree
from lxml.html import HtmlElement

from boilerbench.rules.model import Css, Rule, Token, XPath
from boilerbench.rules.scopes import is_for
from boilerbench.rules.selectors import Compound, Inside, Search, compiled

Begin: TypeAlias = Callable[[int], None]
"""Told which rule is about to be evaluated, before each that may take long."""

_NAMED = etree.XPath("descendant-or-self::*[@class or @id]")


@dataclass(frozen=True, slots=True)
class Hits:
    """What each rule, by its place among the rules, finds on a page; and why one could not."""

    elements: dict[int, dict[HtmlElement, None]] = field(default_factory=dict)
    troubles: dict[int, str] = field(default_factory=dict)

    def add(self, rule: int, element: HtmlElement) -> None:
        """Note an element; one that a rule finds in two ways is found once."""
        self.elements.setdefault(rule, {})[element] = None


class RuleIndex:
    """The rules of pages among some rules, ready for any number of pages.

    ValueError for a rule that cannot be compiled. Rules of text are passed over.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._classes: dict[str, list[tuple[Compound, int]]] = defaultdict(list)
        self._ids: dict[str, list[tuple[Compound, int]]] = defaultdict(list)
        self._inside: list[tuple[str, int]] = []
        self._searches: list[tuple[Search, int]] = []
        for number, rule in enumerate(self.rules):
            if isinstance(rule.what, Css | XPath | Token) and rule.on and not rule.exception:
                self._enter(rule.what, number)
        self.active = lru_cache(maxsize=1024)(self._active)

    def _enter(self, what: Css | XPath | Token, number: int) -> None:
        for selector in compiled(what):
            match selector:
                case Compound(_, None, classes):
                    self._classes[min(classes)].append((selector, number))
                case Compound(_, ident, _):
                    self._ids[ident or ""].append((selector, number))
                case Inside(text):
                    self._inside.append((text, number))
                case Search():
                    self._searches.append((selector, number))

    def _active(self, host: str | None) -> frozenset[int]:
        """The rules that are for a host: those of its sites that no exception switches off."""
        rules = [(at, rule) for at, rule in enumerate(self.rules) if rule.on]
        here = [(at, rule) for at, rule in rules if not rule.sites or is_for(rule.sites, host)]
        off = {rule.what for _, rule in here if rule.exception}
        return frozenset(at for at, rule in here if not rule.exception and rule.what not in off)

    @cached_property
    def searching(self) -> frozenset[int]:
        """The rules whose evaluation nothing bounds: those that are looked for by XPath."""
        return frozenset(number for _, number in self._searches)

    def hits(
        self,
        tree: HtmlElement,
        host: str | None,
        skipped: Collection[int] = (),
        begin: Begin = lambda _rule: None,
    ) -> Hits:
        """What the rules for a host find on a page, without those skipped."""
        active = self.active(host).difference(skipped)
        found = Hits()
        named = self._look_up(tree, active, found)
        for search, number in self._searches:
            if number in active and search.needs <= named:
                begin(number)
                self._search(search, tree, number, found)
        return found

    def _look_up(self, tree: HtmlElement, active: Collection[int], found: Hits) -> set[str]:
        """The simple rules; the classes and ids that the page has, as selectors."""
        values: dict[str, tuple[list[str], list[tuple[Compound, int]]]] = {}
        named: set[str] = set()
        inside = [(text, number) for text, number in self._inside if number in active]
        for element in _NAMED(tree):
            value, ident = element.get("class") or "", element.get("id")
            if value not in values:
                values[value] = self._of_classes(value, active)
                named.update(f".{name}" for name in values[value][0])
            classes, rules = values[value]
            if ident is not None:
                named.add(f"#{ident}")
                if ident in self._ids:
                    rules = rules + [one for one in self._ids[ident] if one[1] in active]
            for compound, number in rules:
                if compound.fits(element, classes):
                    found.add(number, element)
            for text, number in inside:
                if text in value or text in (ident or ""):
                    found.add(number, element)
        return named

    def _of_classes(
        self, value: str, active: Collection[int]
    ) -> tuple[list[str], list[tuple[Compound, int]]]:
        """The classes of an attribute, and the rules that ask for one of them."""
        classes = value.split()
        asked: Iterable[tuple[Compound, int]] = (
            one for name in dict.fromkeys(classes) for one in self._classes.get(name, ())
        )
        return classes, [one for one in asked if one[1] in active]

    @staticmethod
    def _search(search: Search, tree: HtmlElement, number: int, found: Hits) -> None:
        try:
            for element in search.elements(tree):
                found.add(number, element)
        except TimeoutError:
            found.troubles[number] = "its regular expression took too long on an element's text"
        except ValueError as error:
            found.troubles[number] = str(error)
