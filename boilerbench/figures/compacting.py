"""The same picture in fewer bytes: numbers to a tenth, shared looks said once, no empty groups."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final, TypeAlias

from lxml import etree

Element: TypeAlias = "etree._Element"  # noqa: SLF001  # lxml has no public name of it

NUMBERED: Final = ("x", "y", "cx", "cy", "r", "d", "transform", "font-size", "fill-opacity")
INHERITED: Final = frozenset(
    {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray",
     "stroke-dashoffset", "font-size", "font-weight", "text-anchor", "fill-opacity",
     "pointer-events"}
)  # fmt: skip  # a set, not a list to read
FINE: Final = frozenset({"r", "font-size", "fill-opacity"})
SAID: Final = frozenset({"title", "desc"})
FEWEST: Final = 3
"""Of fewer neighbours a group would be longer than what it saves."""

_NUMBER = re.compile(r"-?\d+\.\d+")
_SPACE = re.compile(r"\s+")
_NEAR_LETTER = re.compile(r" ?([A-Za-z]) ?")


def compacted(root: Element) -> Element:
    """The tree itself, made shorter; what it shows is the same to a tenth of a point."""
    for element in root.iter(etree.Element):
        in_mark = _name(element) == "path" and element.get("id") is not None
        for name in NUMBERED:
            if (value := element.get(name)) is not None:
                element.set(name, _shorter(value, 2 if in_mark or name in FINE else 1))
        if in_mark:  # whoever uses it says how it looks
            _strip(element)
    for element in reversed(list(root.iter(etree.Element))):
        if (_name(element) in {"g", "defs"} and len(element) == 0) or (
            _name(element) == "g" and len(element) == 1
        ):
            _dissolve(element)
        elif _name(element) == "g" and not _is_mark(element):
            _say_once(element)
    for element in list(root.iter(etree.Element)):
        if _name(element) == "g" and not element.attrib and not _is_mark(element):
            _dissolve(element)
    for element in list(root.iter(etree.Element)):
        if _name(element) in {"svg", "g"}:
            _gather(element)
    return root


def _gather(parent: Element) -> None:
    """Neighbours of one kind that look alike in a group, which says how."""
    for _, run in groupby(list(parent), key=_name):
        alike = list(run)
        if len(alike) < FEWEST or len(alike) == len(parent) or _name(alike[0]) in SAID:
            continue
        group = etree.Element("{http://www.w3.org/2000/svg}g")
        _say_once_of(alike, group)
        if group.attrib:
            parent.insert(parent.index(alike[0]), group)
            group.extend(alike)


def _strip(element: Element) -> None:
    for name in INHERITED & set(map(str, element.attrib)):
        del element.attrib[name]


def _name(element: Element) -> str:
    return etree.QName(element).localname


def _shorter(value: str, digits: int) -> str:
    rounded = _NUMBER.sub(lambda found: f"{round(float(found[0]), digits) + 0:g}", value)
    return (
        _NEAR_LETTER.sub(r"\1", _SPACE.sub(" ", rounded)).strip()
        if "rotate" not in value
        else rounded
    )


def _say_once(group: Element) -> None:
    """Looks that all children share are those of the group."""
    _say_once_of([one for one in group if _name(one) not in SAID | {"defs"}], group)


def _say_once_of(children: Sequence[Element], group: Element) -> None:
    drawn = [_seen(one) for one in children]
    for name in sorted(INHERITED):
        values = {one.get(name) for one in drawn}
        if len(values) == 1 and None not in values and group.get(name) is None:
            group.set(name, str(values.pop()))
            for one in drawn:
                del one.attrib[name]


def _seen(element: Element) -> Element:
    """What a mark shows, or the element itself: a page's rules for links are not to colour it."""
    inside = [one for one in element if _name(one) not in SAID]
    return inside[0] if len(inside) == 1 and _is_mark(element) else element


def _is_mark(element: Element) -> bool:
    """Whether it says what it is: a link, or in a file what would be one."""
    return any(_name(child) == "title" for child in element) and _name(element) in {"a", "g"}


def _dissolve(group: Element) -> None:
    """Its children in its place; nothing in the place of an empty one."""
    parent = group.getparent()
    if parent is None:
        return
    for child in group:
        for name, value in group.attrib.items():
            if child.get(name) is None:
                child.set(name, value)
    place = parent.index(group)
    parent[place : place + 1] = list(group)
