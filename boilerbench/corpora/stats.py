"""The figures of a whole set: quartiles over its pages, its noise by kind and place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.difficulty import difficulty
from boilerbench.corpora.figures import page_figures
from boilerbench.corpora.placing import Placed, placed
from boilerbench.records import NOISE_KINDS, Page
from boilerbench.text import tokens
from boilerbench.trees import parse_page

FIGURES: Final = {
    "bytes": "bytes",
    "elements": "elements",
    "depth": "depth",
    "words": "words",
    "gold_words": "gold words",
    "gold_share": "gold share of words",
    "link_share": "words in links",
    "before": "not gold, before it",
    "between": "not gold, between",
    "after": "not gold, after it",
}
"""What `PageFigures` counts and a set is described by, with the name of its row."""

Place: TypeAlias = Literal["before", "between", "after"]
PLACES: tuple[Place, ...] = get_args(Place)


@dataclass(frozen=True, slots=True)
class Quartiles:
    """A figure over the pages of a set: median, lower and upper quartile."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class NoiseCount:
    """Noise of one kind at one place: labelled pieces, their words, the pages that have it."""

    kind: str
    place: str
    pieces: int
    words: int
    pages: int


@dataclass(frozen=True, slots=True)
class SetStats:
    """One set: its size, quartiles by name of figure, how many pages of which sort, its noise.

    A figure that no page of the set has is left out.
    """

    name: str
    pages: int
    sites: int
    figures: Mapping[str, Quartiles]
    types: Mapping[str, int]
    languages: Mapping[str, int]
    encodings: Mapping[str, int]
    difficulties: Mapping[str, int]
    noise: tuple[NoiseCount, ...]


def sets_of(corpus: Corpus) -> Iterator[tuple[str, tuple[Page, ...]]]:
    """The pages of each set of a corpus, with a name for a table's column."""
    sets = sorted({page.set for page in corpus.pages}, key=str)
    if len(sets) < 2:
        yield corpus.name, corpus.pages
        return
    for name in sets:
        yield str(name), tuple(page for page in corpus.pages if page.set == name)


def stats_of(name: str, pages: Sequence[Page]) -> SetStats:
    """The figures of these pages; figures of gold are taken over the pages that have some."""
    return SetStats(
        name=name,
        pages=len(pages),
        sites=len({page.site for page in pages}),
        figures=dict(_figures(pages)),
        types=_counts(page.type for page in pages),
        languages=_counts(page.language for page in pages),
        encodings=_counts(page_figures(page).encoding for page in pages),
        difficulties=_counts(difficulty(page) for page in pages),
        noise=tuple(_noise(pages)),
    )


def _counts(values: Iterator[str | None]) -> dict[str, int]:
    return dict(Counter(value or "unknown" for value in values).most_common())


_OF_GOLD = frozenset({"gold_words", "gold_share", "before", "between", "after"})


def _figures(pages: Sequence[Page]) -> Iterator[tuple[str, Quartiles]]:
    for figure in FIGURES:
        counted = [page for page in pages if page.gold.ideal.strip() or figure not in _OF_GOLD]
        values = [float(getattr(page_figures(page), figure)) for page in counted]
        if values:
            low, median, high = np.percentile(values, [25, 50, 75])
            yield figure, Quartiles(float(low), float(median), float(high))


def _noise(pages: Sequence[Page]) -> Iterator[NoiseCount]:
    """By kind in the order of NOISE_KINDS, and by place; what occurs nowhere is left out."""
    pieces: Counter[tuple[str, Place]] = Counter()
    words: Counter[tuple[str, Place]] = Counter()
    holders: Counter[tuple[str, Place]] = Counter()
    for page in pages:
        found = list(noise_places(page))
        pieces.update((kind, place) for kind, place, _ in found)
        holders.update({(kind, place) for kind, place, _ in found})
        for kind, place, count in found:
            words[kind, place] += count
    for kind in NOISE_KINDS:
        for place in PLACES:
            if (key := (kind, place)) in pieces:
                yield NoiseCount(kind, place, pieces[key], words[key], holders[key])


def noise_places(page: Page) -> Iterator[tuple[str, Place, int]]:
    """Kind, place and words of each labelled piece of noise that the page has room for.

    On a page without gold all noise stands before it.
    """
    tree = parse_page(page.source.read(), page.charset) if page.gold.noise else None
    if tree is None:
        return
    found = placed(tree, page.gold)
    golds = [at for at, owner in enumerate(found.owners) if _kind(found, owner) == "gold"]
    first, last = (golds[0], golds[-1]) if golds else (len(found.owners), len(found.owners))
    starts: dict[int, int] = {}
    for at, owner in enumerate(found.owners):
        starts.setdefault(owner, at)
    for owner, at in starts.items():
        if _kind(found, owner) in NOISE_KINDS:
            place: Place = "before" if at < first else "after" if at > last else "between"
            yield found.labels[owner].kind, place, len(tokens(found.labels[owner].text))


def _kind(found: Placed, owner: int) -> str | None:
    return found.labels[owner].kind if owner >= 0 else None
