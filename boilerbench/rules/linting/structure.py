"""The groups, alternatives and repetitions of a regular expression, as a tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MANY: Final = 10
"""Repetitions from which on a counted one is taken for one without an end."""

_GROUP: Final = re.compile(r"\((?:\?(?P<kind>P?<[A-Za-z_]\w*>|<[=!]|[a-zA-Z-]*:|[=!>|#]|[^:)]*))?")
_TIMES: Final = re.compile(r"(?P<sign>[*+?]|\{\d*(?:,\d*)?\})(?P<mode>[?+]?)")
_ESCAPE: Final = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[pP]\{[^}]*\}|[gkN][<{][^>}]*[>}]|\d{1,2}|.)", re.DOTALL
)
_LOOKS: Final = frozenset({"=", "!", "<=", "<!", "#"})


@dataclass(frozen=True, slots=True)
class Item:
    """One part of an expression: `text` for a sign or class, alternatives for a group.

    It stands `least` to `most` times, of which None is without an end. What is `atomic` gives
    nothing back. `empty`: it takes no characters, as `^` and looks around do.
    """

    text: str = ""
    alternatives: tuple[tuple["Item", ...], ...] = ()
    least: int = 1
    most: int | None = 1
    atomic: bool = False
    empty: bool = False

    @property
    def repeats(self) -> bool:
        """Whether it can stand very often."""
        return self.most is None or self.most >= MANY

    @property
    def nullable(self) -> bool:
        """Whether it may take no characters."""
        if self.least == 0 or self.empty:
            return True
        return any(all(one.nullable for one in each) for each in self.alternatives)


def structure(pattern: str) -> tuple[tuple[Item, ...], ...]:
    """The alternatives of a pattern that compiles; ValueError for what is not understood."""
    found, at = _alternatives(pattern, 0)
    if at != len(pattern):
        raise ValueError(f"the parenthesis at {at + 1} closes nothing")
    return found


def _alternatives(pattern: str, at: int) -> tuple[tuple[tuple[Item, ...], ...], int]:
    done: list[tuple[Item, ...]] = []
    items: list[Item] = []
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            done.append(tuple(items))
            items = []
            at += 1
            continue
        item, at = _item(pattern, at)
        items.append(item)
    return (*done, tuple(items)), at


def _item(pattern: str, at: int) -> tuple[Item, int]:
    item, at = _single(pattern, at)
    while found := _TIMES.match(pattern, at):
        least, most = _times(found["sign"])
        atomic = item.atomic or found["mode"] == "+"
        # A quantifier on a quantifier is one around a group.
        inner = item if (item.least, item.most) == (1, 1) else Item(alternatives=((item,),))
        item = Item(inner.text, inner.alternatives, least, most, atomic, inner.empty)
        at = found.end()
    return item, at


def _times(sign: str) -> tuple[int, int | None]:
    if sign in "*+?":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
    least, comma, most = sign[1:-1].partition(",")
    return int(least or 0), (int(most) if most else None) if comma else int(least or 0)


def _single(pattern: str, at: int) -> tuple[Item, int]:
    match pattern[at]:
        case "\\":
            found = _ESCAPE.match(pattern, at)
            end = found.end() if found else at + 1
            return Item(pattern[at:end], empty=pattern[at:end] in _PLACES), end
        case "[":
            end = _end_of_class(pattern, at)
            return Item(pattern[at:end]), end
        case "(":
            return _group(pattern, at)
        case "^" | "$":
            return Item(pattern[at], empty=True), at + 1
    return Item(pattern[at]), at + 1


_PLACES: Final = frozenset({r"\b", r"\B", r"\A", r"\Z", r"\z", r"\m", r"\M", r"\G", r"\K"})


def _end_of_class(pattern: str, at: int) -> int:
    end = at + 1
    end += pattern[end : end + 1] == "^"
    end += pattern[end : end + 1] == "]"
    while end < len(pattern) and pattern[end] != "]":
        if pattern[end] == "\\":
            end += 1
        elif pattern[end] == "[":  # [:alpha:] and sets of sets
            end = _end_of_class(pattern, end) - 1
        end += 1
    return end + 1


def _group(pattern: str, at: int) -> tuple[Item, int]:
    opened = _GROUP.match(pattern, at)
    if opened is None:
        raise ValueError(f"the parenthesis at {at + 1} is not understood")
    kind = opened["kind"] or ""
    inside, end = _alternatives(pattern, opened.end())
    if end >= len(pattern):
        raise ValueError(f"the parenthesis at {at + 1} is not closed")
    looks = kind in _LOOKS or (inside == ((),) and bool(kind))
    return Item("", inside, atomic=kind == ">", empty=looks), end + 1


def walk(alternatives: tuple[tuple[Item, ...], ...]) -> Iterator[Item]:
    """Every item, outer ones first."""
    for items in alternatives:
        for item in items:
            yield item
            yield from walk(item.alternatives)
