"""What a page is like, in figures: its size and depth, how much is gold, how much links."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from boilerbench.corpora.blocks import Piece, pieces
from boilerbench.decoding import decode
from boilerbench.records import Page
from boilerbench.text import tokens
from boilerbench.trees import parse_page

UNCOUNTED = frozenset({"noscript", "svg", "iframe"})
"""Elements beside script, style and template whose words are not counted as the page's."""

RUN = 4
"""Words of gold that must stand together in the page before its place is believed."""

CHARACTER_RUN = 10
"""The same where tokens are single characters (Chinese, Japanese, Thai): four are a common word."""


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page: bytes; elements; depth (the root has 1); tokens of the page and of its gold.

    The shares are parts of the page's words: `gold_share` those that gold holds (as multisets),
    `link_share` those inside `<a>`, and `before`, `between`, `after` those that are not gold, by
    where they stand: before its first run of four words (of ten characters where tokens are
    characters), after its last, or between the two.
    All are 0 for a page without words; a page without gold has all its words before it.
    """

    bytes: int
    elements: int
    depth: int
    words: int
    gold_words: int
    gold_share: float
    link_share: float
    before: float
    between: float
    after: float
    encoding: str


@lru_cache(maxsize=4096)
def page_figures(page: Page) -> PageFigures:
    """The figures of one page, read from its bytes and its gold text (or its `contains`)."""
    content = page.source.read()
    tree = parse_page(content, page.charset)
    elements, depth = (0, 0) if tree is None else _size(tree)
    found = [] if tree is None else [(piece, tokens(piece.text)) for piece in _counted(tree)]
    words = [token for _, own in found for token in own]
    gold = tokens(page.gold.ideal)
    links = sum(len(own) for piece, own in found if _within(piece.element, {"a"}))
    before, between, after = _beside_gold(words, gold)
    return PageFigures(
        bytes=len(content),
        elements=elements,
        depth=depth,
        words=len(words),
        gold_words=len(gold),
        gold_share=_share((Counter(words) & Counter(gold)).total(), words),
        link_share=_share(links, words),
        before=_share(before, words),
        between=_share(between, words),
        after=_share(after, words),
        encoding=decode(content, page.charset).encoding,
    )


def _share(count: int, words: Sequence[str]) -> float:
    return count / len(words) if words else 0.0


def _size(tree: HtmlElement) -> tuple[int, int]:
    """How many elements, and how many stand in each other at the deepest place."""
    count = depth = 0
    level = [tree]
    while level:
        count += len(level)
        depth += 1
        level = [child for element in level for child in element if isinstance(child.tag, str)]
    return count, depth


def _counted(tree: HtmlElement) -> list[Piece]:
    body = tree.find("body")
    found = pieces(tree if body is None else body)
    return [piece for piece in found if not _within(piece.element, UNCOUNTED)]


def _within(element: HtmlElement, tags: "frozenset[str] | set[str]") -> bool:
    return element.tag in tags or next(element.iterancestors(*tags), None) is not None


def _beside_gold(words: Sequence[str], gold: Sequence[str]) -> tuple[int, int, int]:
    """How many words that are not gold stand before, between and after it."""
    length = min(_run(gold), len(gold)) or 1
    runs = {tuple(gold[i : i + length]) for i in range(len(gold) - length + 1)}
    starts = [i for i in range(len(words) - length + 1) if tuple(words[i : i + length]) in runs]
    if not starts:
        return len(words), 0, 0
    kept = {i + offset for i in starts for offset in range(length)}
    first, last = starts[0], starts[-1] + length
    return first, last - first - len(kept), len(words) - last


def _run(gold: Sequence[str]) -> int:
    """How many tokens make a run: more where most of them are single characters."""
    return CHARACTER_RUN if sum(map(len, gold)) < 2 * len(gold) else RUN
