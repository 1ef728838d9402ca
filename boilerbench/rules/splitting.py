"""A selector's text cut where it says so itself: not in strings, brackets or parentheses."""

import re
from collections.abc import Iterator
from typing import Final

_PAIRS: Final = {"(": ")", "[": "]"}
_OPERATOR: Final = re.compile(r":(has-text|upward|xpath)\(")
REGEX: Final = re.compile(r"/(?P<pattern>(?:[^/\\]|\\.)+)/(?P<flags>[a-z]*)", re.DOTALL)
"""How a regular expression is written in `:has-text()`."""


def parts(text: str, separator: str = ",") -> list[str]:
    """The parts of a text between separators that stand free, without white space around them."""
    cuts = [at for at in free(text) if text[at] == separator]
    starts = [0, *(at + 1 for at in cuts)]
    return [text[start:end].strip() for start, end in zip(starts, [*cuts, len(text)], strict=True)]


def operators(text: str) -> Iterator[tuple[int, str, str, int]]:
    """The procedural operators that stand free: start, name, argument, and where each ends.

    Raises ValueError for one whose parenthesis is not closed, with the place where it opens.
    """
    after = 0
    for at in free(text):
        if at < after or not (found := _OPERATOR.match(text, at)):
            continue
        after = closing(text, found.end() - 1) + 1
        yield at, found[1], text[found.end() : after - 1], after


def closing(text: str, at: int) -> int:
    """Where the parenthesis that opens here is closed; ValueError where it is not.

    A regular expression between slashes and a string are passed over as they stand.
    """
    start, end = at, len(text)
    at += 1
    lead = len(text[at:]) - len(text[at:].lstrip())
    if (found := REGEX.match(text, at + lead)) and text[found.end() :].lstrip().startswith(")"):
        return text.index(")", found.end())
    while at < end:
        if text[at] == ")":
            return at
        at = _behind(text, at)
    raise ValueError(f"the parenthesis at column {start + 1} is not closed")


def free(text: str) -> Iterator[int]:
    """The places of a text that are in no string, bracket or parenthesis."""
    at = 0
    while at < len(text):
        yield at
        # An operator's argument has rules of its own.
        found = _OPERATOR.match(text, at)
        at = closing(text, found.end() - 1) + 1 if found else _behind(text, at)


def _behind(text: str, at: int) -> int:
    """The place behind the character, string, bracket or parenthesis that begins here."""
    match text[at]:
        case "\\":
            return at + 2
        case '"' | "'" as quote:
            return _end_of_string(text, at, quote)
        case "(" | "[" as opened:
            start, at = at, at + 1
            while at < len(text):
                if text[at] == _PAIRS[opened]:
                    return at + 1
                at = _behind(text, at)
            raise ValueError(f"the {opened!r} at column {start + 1} is not closed")
    return at + 1


def _end_of_string(text: str, at: int, quote: str) -> int:
    end = at + 1
    while end < len(text):
        if text[end] == quote:
            return end + 1
        end += 2 if text[end] == "\\" else 1
    # Lone quotes stand in has-text and XPath; a selector with one fails where it is compiled.
    return at + 1
