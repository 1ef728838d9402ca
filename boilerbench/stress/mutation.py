"""What a mutation that keeps a page's meaning is: its sentence, and how it writes a tree anew."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

from lxml.html import HtmlElement

from boilerbench.digests import short_digest
from boilerbench.rules.pruning import serialised
from boilerbench.trees import parse_page

Write: TypeAlias = Callable[[HtmlElement], bytes]
"""The one serialiser: UTF-8, said in the page's meta elements, with the page's doctype."""
Make: TypeAlias = Callable[[HtmlElement, Random, Write], bytes]
Change: TypeAlias = Callable[[HtmlElement, Random], None]

DOCTYPE: Final = re.compile(rb"<!doctype\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change that no reader of the page sees."""

    sentence: str
    make: Make


def in_tree(sentence: str, change: Change) -> Mutation:
    """A mutation that changes a page's tree, which is then serialised as every other."""

    def make(tree: HtmlElement, rng: Random, write: Write) -> bytes:
        change(tree, rng)
        return write(tree)

    return Mutation(sentence, make)


def rewritten(content: bytes, make: Make, salt: str, charset: str | None = None) -> bytes:
    """A page as `make` writes it; the very bytes where there is nothing in it.

    What is drawn by chance depends on the page's bytes and the `salt` alone.
    """
    tree = parse_page(content, charset)
    if tree is None:
        return content
    doctype = DOCTYPE.search(content) is not None
    rng = Random(f"{salt} {short_digest(content)}")  # noqa: S311  reproducible, no secret
    return make(tree, rng, lambda changed: serialised(changed, doctype=doctype))
