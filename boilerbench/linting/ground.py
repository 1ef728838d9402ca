"""A page as its rules see it: parsed once, its words counted once."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import pieces
from boilerbench.corpora.words import letters_of
from boilerbench.decoding import Decoded, decode
from boilerbench.records import Page
from boilerbench.text import tokens
from boilerbench.trees import parse_page, texts_of, unseen_texts


@dataclass(frozen=True)
class Ground:
    """One page; what is expensive is worked out when a rule first asks for it."""

    page: Page

    @cached_property
    def content(self) -> bytes:
        """The bytes that an extractor gets."""
        return self.page.source.read()

    @cached_property
    def decoded(self) -> Decoded:
        """Its text, and what settled the encoding."""
        return decode(self.content, self.page.charset)

    @cached_property
    def tree(self) -> HtmlElement | None:
        """Its elements."""
        return parse_page(self.content, self.page.charset)

    @cached_property
    def texts(self) -> list[str]:
        """All text nodes, hidden ones and `<noscript>` included."""
        return [] if self.tree is None else list(texts_of(self.tree))

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands on the page."""
        return Counter(self._sequence)

    @cached_property
    def _sequence(self) -> list[str]:
        return tokens(" ".join(self.texts))

    def places_of(self, phrase: str) -> int:
        """How often the words of a phrase stand on the page one after the other, as whole words."""
        return _wrapped(self._sequence).count(_wrapped(tokens(phrase)))

    @cached_property
    def code(self) -> frozenset[str]:
        """The lines and text nodes of `<pre>` and `<code>`."""
        found = () if self.tree is None else self.tree.iter("pre", "code", "samp", "kbd")
        texts = (text for element in found for text in map(str, element.itertext()))
        return frozenset(line.strip() for text in texts for line in text.splitlines())

    @cached_property
    def shown(self) -> Counter[str]:
        """The same without `<noscript>`: what a browser shows, or hides by style."""
        if self.tree is None:
            return Counter()
        found = [piece.text for piece in pieces(self.tree) if not _in_noscript(piece.element)]
        return Counter(tokens(" ".join(found)))

    @cached_property
    def scripted(self) -> Counter[str]:
        """Words that only scripts would show."""
        return (
            Counter() if self.tree is None else Counter(tokens(" ".join(unseen_texts(self.tree))))
        )

    @cached_property
    def letters(self) -> str:
        """The letters and digits of all text, to find a phrase whatever markup cuts it."""
        return letters_of(" ".join(self.texts))

    @cached_property
    def gold(self) -> Counter[str]:
        """The words of the gold text."""
        return Counter(tokens(self.page.gold.text or ""))


def _in_noscript(element: HtmlElement) -> bool:
    return any(one.tag == "noscript" for one in (element, *element.iterancestors()))


def _wrapped(words: list[str]) -> str:
    return "".join(f"<{word}>" for word in words)
