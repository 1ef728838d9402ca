"""What an element can be called by a rule, the most general first."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from boilerbench.rules.model import Css, DomMatcher, Token

_PLAIN: Final = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]*")
_VALUE: Final = re.compile(r"[\w .:/,-]{1,60}")

ROOTS: Final = frozenset({"html", "head", "body"})
"""Elements that no rule ever removes."""

TAGS: Final = frozenset(
    {"aside", "button", "dialog", "footer", "form", "label", "legend", "menu", "nav", "noscript"}
    | {"iframe", "option", "select", "textarea", "video", "audio", "object", "svg"}
)
"""Elements that may be noise by their tag alone."""

ATTRIBUTES: Final = (
    "role",
    "aria-label",
    "data-testid",
    "data-component",
    "data-module",
    "data-type",
    "data-widget",
    "itemprop",
    "itemtype",
    "rel",
)
"""Attributes that say what an element is for."""


def tokens_of(element: HtmlElement) -> list[str]:
    """The id and the classes of an element, each once."""
    ident = (element.get("id") or "").strip()
    return list(dict.fromkeys([*([ident] if ident else []), *(element.get("class") or "").split()]))


def simple_names(element: HtmlElement) -> Iterator[str]:
    """Its id and classes, an attribute that says what it is for, its tag if that says something."""
    yield from map(str, map(Token, tokens_of(element)))
    for name in ATTRIBUTES:
        value = element.get(name)
        if value and _VALUE.fullmatch(value):
            yield str(Css(f'[{name}="{value}"]'))
    if element.tag in TAGS:
        yield str(Css(str(element.tag)))


def compound_names(element: HtmlElement) -> Iterator[str]:
    """Names of two parts: its tag with a class, two classes, its parent with one of its own."""
    tag, own = _tag(element), _classes(element)
    parent = element.getparent()
    above = [] if parent is None or parent.tag in ROOTS else _names(parent)
    for one in _names(element):
        yield str(Css(tag + one))
    for at, one in enumerate(own):
        yield from (str(Css(one + other)) for other in own[at + 1 :])
    for outer in above:
        yield from (
            str(Css(f"{outer} > {one}")) for one in ([tag] if tag else []) + _names(element)
        )


def matcher_of(name: str) -> DomMatcher:
    """The matcher that a name is the spelling of."""
    form, _, rest = name.partition(" ")
    return Token(rest) if form == "token" else Css(rest)


def _tag(element: HtmlElement) -> str:
    return str(element.tag) if _PLAIN.fullmatch(str(element.tag)) else ""


def _classes(element: HtmlElement) -> list[str]:
    names = sorted(set((element.get("class") or "").split()))
    return [f".{name}" for name in names if _PLAIN.fullmatch(name)]


def _names(element: HtmlElement) -> list[str]:
    ident = element.get("id") or ""
    return [*([f"#{ident}"] if _PLAIN.fullmatch(ident) else []), *_classes(element)]
