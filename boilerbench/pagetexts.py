"""The words of a page's wording in order, to find where a text stands among them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final, TypeAlias

from lxml.html import HtmlElement

from boilerbench.text import token_bytes
from boilerbench.trees import text_nodes

Place: TypeAlias = tuple[int, int]
"""The number of a place's first word, and of the one behind its last."""

MOST: Final = 1000
"""Places of a text that are looked at."""


@dataclass(frozen=True)
class PageTexts:
    """The letters of every word, and the element of each: a word that two elements share is two."""

    words: Sequence[str]
    elements: Sequence[HtmlElement]

    @cached_property
    def spaced(self) -> "Letters":
        """The words with spaces between them."""
        return Letters(self.words, " ")

    @cached_property
    def glued(self) -> "Letters":
        """The words without spaces: for text whose white space was lost or added."""
        return Letters(self.words, "")

    def places(self, words: Sequence[str]) -> list[Place]:
        """Where these words stand, the first thousand times; else where their letters do."""
        if not words:
            return []
        return self.spaced.places(words) or self.glued.places(words)

    def around(self, place: Place) -> HtmlElement:
        """The smallest element that has all the words of a place."""
        first, behind = place
        element = self.elements[first]
        while not self._covers(element, behind):
            parent = element.getparent()
            if parent is None:
                break
            element = parent
        return element

    def _covers(self, element: HtmlElement, behind: int) -> bool:
        return self._behind[element] >= behind

    @cached_property
    def _behind(self) -> dict[HtmlElement, int]:
        """Of every element with words, the number of the word behind its last."""
        found: dict[HtmlElement, int] = {}
        for at in reversed(range(len(self.words))):
            around: HtmlElement | None = self.elements[at]
            while around is not None and around not in found:
                found[around] = at + 1
                around = around.getparent()
        return found


class Letters:
    """Words as one string, in which whole words are found."""

    def __init__(self, words: Sequence[str], glue: str) -> None:
        self._glue = glue
        self._text = f"{glue}{glue.join(words)}{glue}"
        self._starts = list(accumulate((len(word) + len(glue) for word in words), initial=0))

    def places(self, words: Sequence[str]) -> list[Place]:
        """Where these words stand, from the start of one to the end of one."""
        wanted = f"{self._glue}{self._glue.join(words)}{self._glue}"
        found: list[Place] = []
        at = self._text.find(wanted)
        while at >= 0 and len(found) < MOST:
            first = bisect_left(self._starts, at)
            behind = bisect_left(self._starts, at + len(wanted) - len(self._glue))
            if self._starts[first] == at and self._starts[behind] == at + len(wanted) - len(
                self._glue
            ):
                found.append((first, behind))
            at = self._text.find(wanted, at + 1)
        return found


def page_texts(tree: HtmlElement) -> PageTexts:
    """The words of a page's body, hidden ones included, without those of scripts and templates."""
    body = tree.find("body")
    nodes = list(text_nodes(tree if body is None else body))
    lines = letters("".join(text.replace("\n", " ") + "\n" for text, _ in nodes)).split("\n")
    words: list[str] = []
    elements: list[HtmlElement] = []
    for line, (_, element) in zip(lines, nodes, strict=False):  # an empty line is behind
        own = line.split()
        words += own
        elements += [element] * len(own)
    return PageTexts(words, elements)


def letters(text: str) -> str:
    """The letters and digits of a text's words, with spaces between, line by line."""
    return token_bytes(text).decode().replace("'", "").replace(".", "")
