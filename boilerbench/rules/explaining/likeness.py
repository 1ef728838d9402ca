"""In what two spellings of the same words differ: case, spaces, quotation marks, dashes, more."""

import re
from collections.abc import Callable
from itertools import combinations
from typing import Final, TypeAlias

Spelling: TypeAlias = Callable[[str], str]

_NBSP: Final = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2060"), " ")
_QUOTES: Final = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'") | dict.fromkeys(
    map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'
)
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SIGNS: Final = re.compile(r"[^\w\s]+")
_BREAK: Final = re.compile(r"[^\S\n\r]*[\n\r]\s*")
_SPACE: Final = re.compile(r"[^\S\n\r]+")


def lowered(text: str) -> str:
    """Lower case, a character for each: what would become two is left."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


SAME_LENGTH: Final[dict[str, Spelling]] = {
    "upper and lower case": lowered,
    "non-breaking spaces": lambda text: text.translate(_NBSP),
    "quotation marks": lambda text: text.translate(_QUOTES),
    "dashes": lambda text: text.translate(_DASHES),
}
"""What makes spellings alike and leaves every character in its place."""

_FREE: Final[dict[str, Spelling]] = {
    **SAME_LENGTH,
    "invisible characters": lambda text: _INVISIBLE.sub("", text),
    "line breaks": lambda text: _BREAK.sub(" ", text),
    "white space": lambda text: _SPACE.sub(" ", text),
    "ellipses": lambda text: text.replace("\u2026", "..."),
}
ROUGH: Final[dict[str, Spelling]] = {
    "punctuation": lambda text: _SPACE.sub(" ", _SIGNS.sub(" ", text)).strip(),
    "white space between words": lambda text: "".join(text.split()),
}
"""What makes spellings alike that no rule calls so, loose or not."""


def differences(one: str, other: str) -> tuple[str, ...]:
    """The fewest of these in which two spellings of the same words differ; () where they do not.

    Spellings that differ in more than all of them differ in their "letters".
    """
    if one == other:
        return ()
    for ways in (_FREE, _FREE | ROUGH):
        if _alike(one, other, ways):
            return _fewest(one, other, ways)
    return ("letters",)


def _fewest(one: str, other: str, ways: dict[str, Spelling]) -> tuple[str, ...]:
    needed = dict(ways)
    # The roughest are given up last: they stand for the others too.
    for name in reversed(ways):
        rest = {key: way for key, way in needed.items() if key != name}
        if _alike(one, other, rest):
            needed = rest
    return tuple(needed)


def _alike(one: str, other: str, ways: dict[str, Spelling]) -> bool:
    for way in ways.values():
        one, other = way(one), way(other)
    return one == other


def few_of_same_length(fits: Callable[[Spelling], bool]) -> tuple[str, ...]:
    """The fewest of SAME_LENGTH that, taken together, make something fit; () where none do."""
    for size in range(1, len(SAME_LENGTH) + 1):
        for names in combinations(SAME_LENGTH, size):
            if fits(_together(names)):
                return names
    return ()


def _together(names: tuple[str, ...]) -> Spelling:
    def spelled(text: str) -> str:
        for name in names:
            text = SAME_LENGTH[name](text)
        return text

    return spelled
