"""A CSS selector changed in one respect: a name, a condition left out, an element around it."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cssselect.parser as css

from boilerbench.rules.explaining.nearnames import near_names
from boilerbench.rules.explaining.shapes import Reason

Tree = Any
"""A selector as cssselect reads it: its classes have no base of their own."""


@dataclass(frozen=True)
class Edit:
    """A selector's changed text, how far that is from it, and what the change says of the page."""

    text: str
    distance: int
    reason: Reason
    told: str


_COMBINED: Final = {">": "directly in", "+": "right behind", "~": "behind"}
_Change = tuple[Tree, int, Reason, str]


def edits_of(selector: css.Selector, names: Sequence[str]) -> Iterator[Edit]:
    """Every change of a selector that leaves a class, an id or an attribute to go by.

    `names` are the classes and ids of the page's elements that may take the place of its own.
    """
    for tree, distance, reason, told in _edits(selector.parsed_tree, names, "it"):
        if _is_known(tree):
            yield Edit(tree.canonical(), distance, reason, told)


def _edits(tree: Tree, names: Sequence[str], who: str) -> Iterator[_Change]:
    """The changes of a selector; `who` is what its last element is to the one it is to find."""
    match tree:
        case css.Element():
            if tree.element:
                yield css.Element(None, None), 3, "condition", f"{who} is no <{tree.element}>"
            return
        case css.CombinedSelector():
            yield from _of_combined(tree, names, who)
            return
        case css.Class(class_name=name):
            yield from _renamed(tree, "class_name", name, names)
            told = f"{who} has no class {name}"
        case css.Hash(id=name):
            yield from _renamed(tree, "id", name, names)
            told = f"the id of {who} is not {name}"
        case _:
            condition = tree.canonical().removeprefix(tree.selector.canonical())
            told = f"{condition} is not true of {who}"
    yield tree.selector, 3, "condition", told
    yield from _within(tree, "selector", names, who)


def _of_combined(tree: css.CombinedSelector, names: Sequence[str], who: str) -> Iterator[_Change]:
    left = tree.selector.canonical()
    sign = _COMBINED.get(tree.combinator)
    around = "the element around it" if tree.combinator in " >" else "the element before it"
    yield from _within(tree, "selector", names, around)
    yield from _within(tree, "subselector", names, who)
    if tree.combinator == ">":
        yield _with(tree, "combinator", " "), 2, "around", f"{who} is in {left}, but not {sign} it"
    yield tree.subselector, 4, "around", f"{who} is not {sign or 'in'} {left}"


def _within(tree: Tree, part: str, names: Sequence[str], who: str) -> Iterator[_Change]:
    for inner, distance, reason, told in _edits(getattr(tree, part), names, who):
        yield _with(tree, part, inner), distance, reason, told


def _renamed(tree: Tree, field: str, wanted: str, names: Sequence[str]) -> Iterator[_Change]:
    for distance, name, why in near_names(wanted, names):
        reason: Reason = "case" if distance == 1 else "name"
        yield _with(tree, field, name), distance, reason, renamed(wanted, name, why)
    if wanted in names:  # an id where the rule has a class, or the other way round
        is_class = field == "class_name"
        told = f"{wanted} is {'an id' if is_class else 'a class'} on the page"
        other = css.Hash if is_class else css.Class
        yield other(tree.selector, wanted), 2, "name", f"{told}, and the rule wants the other"


def renamed(wanted: str, name: str, why: str) -> str:
    """That a page has another name than a rule, in words."""
    return f"the page has {name} where the rule has {wanted}: {why}"


def _with(tree: Tree, field: str, value: Any) -> Tree:
    found = copy.copy(tree)
    setattr(found, field, value)
    return found


def _is_known(tree: Tree) -> bool:
    """Whether a selector still says more of its element than a tag, and what it is not."""
    match tree:
        case css.Element():
            return False
        case css.CombinedSelector():
            return _is_known(tree.subselector)
        case css.Class() | css.Hash() | css.Attrib():
            return True
    return _is_known(tree.selector)
