"""Text of a page that is no wording of it: in its title, in attributes, scripts and templates."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from lxml.html import HtmlElement

from boilerbench.pagetexts import letters
from boilerbench.trees import json_strings

Hold: TypeAlias = Literal["title", "attribute", "script", "template"]
"""What holds a text that is not in the page's wording."""

ADDRESSES: Final = frozenset({"href", "src", "srcset", "style", "class", "id", "d", "action"})
"""Attributes whose words nobody reads."""
READ: Final = frozenset({"alt", "title", "placeholder", "value", "aria-label", "label", "content"})
"""Attributes that are read even where they have one word."""


@dataclass(frozen=True)
class Unseen:
    """The unseen texts of a page: what holds each, the element, an attribute's name, its words."""

    tree: HtmlElement

    def holder(self, words: Sequence[str]) -> tuple[Hold, HtmlElement, str] | None:
        """The first that has these words in a row, titles before attributes before scripts."""
        wanted = f" {' '.join(words)} "
        return next((found[:3] for found in self._texts if wanted in found[3]), None)

    @cached_property
    def _texts(self) -> list[tuple[Hold, HtmlElement, str, str]]:
        found = [*_titles(self.tree), *_attributes(self.tree), *_code(self.tree)]
        flat = "\n".join(" ".join(text.split()) for *_, text in found)
        lines = (f" {' '.join(line.split())} " for line in letters(flat).split("\n"))
        return [(*one[:3], line) for one, line in zip(found, lines, strict=False)]


_Text: TypeAlias = tuple[Hold, HtmlElement, str, str]


def _titles(tree: HtmlElement) -> Iterator[_Text]:
    for element in tree.iterfind("./head//title"):
        yield "title", element, "", element.text or ""


def _attributes(tree: HtmlElement) -> Iterator[_Text]:
    for element in tree.iter("*"):
        for name, value in element.items():
            if name in READ or (name not in ADDRESSES and " " in value.strip()):
                yield "attribute", element, name, value


def _code(tree: HtmlElement) -> Iterator[_Text]:
    for element in tree.iter("script", "style"):
        yield "script", element, "", _read(element)
    for element in tree.iter("template"):
        yield "template", element, "", " ".join(element.itertext())


def _read(script: HtmlElement) -> str:
    """A script's own text; of JSON the strings in it, whose escapes are read."""
    text = script.text or ""
    if "json" in (script.get("type") or ""):
        try:
            return " ".join(json_strings(json.loads(text)))
        except (ValueError, RecursionError):
            return text
    return text
