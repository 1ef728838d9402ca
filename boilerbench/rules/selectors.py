"""What finds elements, compiled: simple selectors to be looked up, the rest as steps of XPath."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import cssselect.parser as css
from lxml.html import HtmlElement

from boilerbench.rules.model import Css, DomMatcher, Token, XPath
from boilerbench.rules.splitting import operators, parts
from boilerbench.rules.steps import OPERATORS, Elements, Step, from_root, parsed, remainder, xpath


@dataclass(frozen=True, slots=True)
class Compound:
    """A selector of one element by what an index knows: its tag, id and classes."""

    tag: str | None = None
    ident: str | None = None
    classes: frozenset[str] = frozenset()

    def fits(self, element: HtmlElement, classes: Sequence[str]) -> bool:
        """Whether it is of this element, which has these classes."""
        return (
            (self.tag is None or element.tag == self.tag)
            and (self.ident is None or element.get("id") == self.ident)
            and self.classes.issubset(classes)
        )


@dataclass(frozen=True, slots=True)
class Inside:
    """Elements whose id or class has a text inside, as strip_id_or_class has it."""

    text: str


@dataclass(frozen=True, slots=True)
class Search:
    """Anything else: steps from the page's root on.

    `needs` are classes (`.name`) and ids (`#name`) without which it finds nothing.
    """

    steps: tuple[Step, ...]
    needs: frozenset[str] = frozenset()

    def elements(self, tree: HtmlElement) -> Elements:
        """What it finds; ValueError where it cannot be evaluated, TimeoutError for a slow regex."""
        found = [tree]
        for step in self.steps:
            found = step(found)
        return list(dict.fromkeys(found))


Selector: TypeAlias = Compound | Inside | Search


@lru_cache(maxsize=32_768)
def compiled(what: DomMatcher) -> tuple[Selector, ...]:
    """The alternatives of a matcher; ValueError with what is wrong with it, in a phrase."""
    match what:
        case Token(token, "whole"):
            return Compound(classes=frozenset((token,))), Compound(ident=token)
        case Token(token):
            return (Inside(token),)
        case XPath(expression):
            return (Search((xpath(expression),)),)
        case Css(selector):
            return tuple(_alternative(one) for one in parts(selector))


def _alternative(text: str) -> Selector:
    found = list(operators(text))
    ends = [0, *(end for *_, end in found)]
    starts = [*(start for start, *_ in found), len(text)]
    pieces = [text[first:behind] for first, behind in zip(ends, starts, strict=True)]
    if not found:
        return _plain(parsed(text))
    steps: list[Step] = []
    needs: frozenset[str] = frozenset()
    if pieces[0].strip():
        tree = parsed(pieces[0])
        steps, needs = [from_root(tree)], frozenset(_needed(tree.parsed_tree))
    else:
        steps = [xpath("descendant-or-self::*")]
    for (_, name, argument, _end), rest in zip(found, pieces[1:], strict=True):
        steps.append(OPERATORS[name](argument.strip()))
        steps += remainder(rest)
    return Search(tuple(steps), needs)


def _plain(tree: css.Selector) -> Selector:
    simple = _compound(tree.parsed_tree)
    if simple is not None and (simple.ident or simple.classes):
        return simple
    return Search((from_root(tree),), frozenset(_needed(tree.parsed_tree)))


def _compound(tree: Any) -> Compound | None:
    match tree:
        case css.Element() if tree.namespace is None:
            return Compound(tag=tree.element.lower() if tree.element else None)
        case css.Class():
            inner = _compound(tree.selector)
            return inner and Compound(inner.tag, inner.ident, inner.classes | {tree.class_name})
        case css.Hash():
            inner = _compound(tree.selector)
            return (
                Compound(inner.tag, tree.id, inner.classes) if inner and not inner.ident else None
            )
    return None


def _needed(tree: Any) -> Iterator[str]:
    """The classes and ids that an element, or one around or before it, must have."""
    match tree:
        case css.Class():
            yield f".{tree.class_name}"
        case css.Hash():
            yield f"#{tree.id}"
        case css.CombinedSelector():
            yield from _needed(tree.subselector)
    if not isinstance(tree, css.Element):
        yield from _needed(tree.selector)
