"""The pages that benchmarks are about: eight of the shipped set `news`, of eight sites.

66 to 122 kB of HTML and 3 to 8 kB of gold each, as news pages are. Every extractor that ships finds
text on all of them.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from boilerbench import Gold, Page, open_corpus
from boilerbench.scoring.parts import Facts, Part, Reads
from boilerbench.trees import parse_page, texts_of

NAMES: Final = (
    "delta",
    "eel-ledger",
    "ghostfares",
    "hail-trucks",
    "liftbridge",
    "moss",
    "roof-bees",
    "summit",
)
CORPUS = open_corpus("news")
PAGES: tuple[Page, ...] = tuple(CORPUS.page(name) for name in NAMES)
CONTENTS: tuple[bytes, ...] = tuple(page.source.read() for page in PAGES)
GOLDS: tuple[Gold, ...] = tuple(page.gold for page in PAGES)
KILOBYTES = sum(map(len, CONTENTS)) / 1000


def visible_text(page: Page) -> str:
    """All text of a page that is no code, a line for each piece."""
    tree = parse_page(page.source.read(), page.charset)
    assert tree is not None
    return "\n".join(texts_of(tree))


def marked(gold: Gold) -> Gold:
    """Gold with Markdown, which no shipped page has: paragraphs as headings, items and cells."""
    ways = ("{}", "## {:.60}", "* {}", "{}", "| a | b |\n|---|---|\n| {:.40} | {:.20} |")
    paragraphs = (gold.text or "").split("\n\n")
    parts = [ways[n % len(ways)].format(one, one) for n, one in enumerate(paragraphs)]
    return msgspec.structs.replace(gold, markdown="\n\n".join([f"# {gold.title}", *parts]))


OUTPUTS: tuple[str, ...] = tuple(map(visible_text, PAGES))
"""What is scored where text is: all visible text, most of it noise."""

PARTS: Mapping[Reads, tuple[Part, ...]] = {
    "text": OUTPUTS,
    "markdown-or-text": OUTPUTS,
    "markdown": tuple(
        f"{marked(gold).markdown}\n\n{text}" for gold, text in zip(GOLDS, OUTPUTS, strict=True)
    ),
    "facts": tuple(Facts(f"{one.title} | News", one.author, one.date) for one in GOLDS),
}
"""What is scored, by the part that a metric reads."""


def unseen(part: Part, turn: int) -> Part:
    """An equal part as a new value, so that no cache answers for it; `turn` is at least 1."""
    return part + "\n" * turn if isinstance(part, str) else Facts(f"{part.title}{' ' * turn}")
