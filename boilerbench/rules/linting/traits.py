"""What a CSS selector asks for: the element it finds, those around it, how it is narrowed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cssselect.parser as css

from boilerbench.rules.model import Css
from boilerbench.rules.selectors import Compound, compiled
from boilerbench.rules.splitting import operators, parts
from boilerbench.rules.steps import parsed


@dataclass(frozen=True, slots=True)
class Part:
    """One alternative of a selector.

    `chain` is what the element itself must be, and then elements around it, outwards; `narrowed`:
    it, or a text in it, is asked for in a way beyond tags and places. `substrings` are the values
    that a class or id must only hold inside; `states` are pseudo-classes of `STATES`. `simple`: the
    first of its chain is all that it asks for.
    """

    text: str
    chain: tuple[Compound, ...] = ()
    narrowed: bool = False
    substrings: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    normal: str = ""
    simple: bool = False


STATES = frozenset(
    {"active", "focus", "focus-visible", "focus-within", "hover", "target", "visited"}
)
"""Pseudo-classes of what a reader does: no saved page has them."""


@lru_cache(maxsize=32_768)
def alternatives(selector: str) -> tuple[Part, ...]:
    """What each alternative of a selector asks for; ValueError for a malformed one."""
    return tuple(_part(one) for one in parts(selector))


def _part(text: str) -> Part:
    found = list(operators(text))
    if not found:
        tree = parsed(text).parsed_tree
        return Part(
            text,
            tuple(_chain(tree)),
            any(map(_narrows, _all(tree))),
            tuple(_substrings(tree)),
            tuple(_states(tree)),
            normal=tree.canonical(),
            simple=isinstance(compiled(Css(text))[0], Compound),
        )
    same = " ".join(text.split())
    names = tuple(name for _, name, _, _ in found)
    start = text[: found[0][0]].strip()
    # Behind an operator only has-text still speaks of the element that the selector found.
    if set(names) == {"has-text"} and start and not text[found[-1][3] :].strip():
        plain = _part(start)
        return Part(text, plain.chain, True, (), plain.states, names, same)
    return Part(text, (), True, (), (), names, same)


def _chain(tree: Any) -> Iterator[Compound]:
    """The element that is found and those it stands in, as far as a combinator says so."""
    while isinstance(tree, css.CombinedSelector):
        yield bound(tree.subselector)
        if tree.combinator not in {" ", ">"}:
            return
        tree = tree.selector
    yield bound(tree)


def bound(tree: Any) -> Compound:
    """Tag, id and classes that an element surely has where this part of a selector finds it."""
    tag, ident, classes = None, None, set()
    while not isinstance(tree, css.Element):
        if isinstance(tree, css.Class):
            classes.add(tree.class_name)
        elif isinstance(tree, css.Hash):
            ident = tree.id
        tree = tree.selector
    if tree.element:
        tag = tree.element.lower()
    return Compound(tag, ident, frozenset(classes))


def _all(tree: Any) -> Iterator[Any]:
    """The simple selectors of a selector, without what `:not()` holds."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, css.CombinedSelector):
            waiting.append(one.subselector)
        if not isinstance(one, css.Element):
            waiting.append(one.selector)
        if isinstance(one, css.Matching | css.SpecificityAdjustment):
            waiting += one.selector_list


def _narrows(one: Any) -> bool:
    named = isinstance(one, css.Class | css.Hash | css.Attrib | css.Relation)
    return named or (isinstance(one, css.Function) and one.name == "contains")


def _substrings(tree: Any) -> Iterator[str]:
    """What is only asked to stand inside a class or id, where nothing else says which element."""
    found = list(_all(tree))
    if any(isinstance(one, css.Class | css.Hash | css.Relation) for one in found):
        return
    for one in found:
        if isinstance(one, css.Attrib) and one.attrib in {"class", "id"} and one.value is not None:
            yield from [str(one.value.value)] if one.operator in {"*=", "^=", "$="} else []


def _states(tree: Any) -> Iterator[str]:
    return (one.ident for one in _all(tree) if isinstance(one, css.Pseudo) and one.ident in STATES)
