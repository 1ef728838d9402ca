"""What a page is like, in figures: its size and depth, how much is gold, how much links."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from lxml.html import HtmlElement

from boilerbench.decoding import decode
from boilerbench.records import Page
from boilerbench.text import token_lines, tokens
from boilerbench.trees import parse_page, text_nodes

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
    return figures_of(page, content, parse_page(content, page.charset))


def figures_of(page: Page, content: bytes, tree: HtmlElement | None) -> PageFigures:
    """The same of a page that has been read and parsed."""
    elements, depth = (0, 0) if tree is None else _size(tree)
    words, links = ([], 0) if tree is None else _words(tree)
    gold = tokens(page.gold.ideal)
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


def _words(tree: HtmlElement) -> tuple[list[str], int]:
    """The words of a page, and how many of them stand in links."""
    body = tree.find("body")
    root = tree if body is None else body
    uncounted, links = _inside(root, UNCOUNTED), _inside(root, {"a"})
    nodes = [one for one in text_nodes(root) if one[1] not in uncounted]
    lines = token_lines([text for text, _ in nodes])
    linked = (own for own, (_, element) in zip(lines, nodes, strict=True) if element in links)
    return list(chain.from_iterable(lines)), sum(map(len, linked))


def _inside(root: HtmlElement, tags: Collection[str]) -> set[HtmlElement]:
    """The elements of these tags with all that stands in them."""
    found: set[HtmlElement] = set()
    for element in root.iter(*tags):
        if element not in found:
            found.update(element.iter("*"))
    return found


def _beside_gold(words: Sequence[str], gold: Sequence[str]) -> tuple[int, int, int]:
    """How many words that are not gold stand before, between and after it."""
    length = min(_run(gold), len(gold)) or 1
    runs = set(_runs(gold, length))
    starts = [at for at, run in enumerate(_runs(words, length)) if run in runs]
    if not starts:
        return len(words), 0, 0
    kept = {i + offset for i in starts for offset in range(length)}
    first, last = starts[0], starts[-1] + length
    return first, last - first - len(kept), len(words) - last


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every so many words that stand together."""
    return zip(*(words[first:] for first in range(length)), strict=False)


def _run(gold: Sequence[str]) -> int:
    """How many tokens make a run: more where most of them are single characters."""
    return CHARACTER_RUN if sum(map(len, gold)) < 2 * len(gold) else RUN
