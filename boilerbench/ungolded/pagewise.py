"""One page's outputs beside each other: how alike they are, their words, their noise phrases."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np

from boilerbench.consensus import alike_and_long
from boilerbench.records import Extraction
from boilerbench.rules.noise_phrases import phrase_hits
from boilerbench.scoring.metric import Floats
from boilerbench.scoring.parts import text_of

REMEMBERED: Final = 1 << 14


@dataclass(frozen=True, slots=True, eq=False)
class PageOutputs:
    """A page's outputs in the order of the systems, None and nan for those that failed.

    `likeness` has each system's mean likeness to the extractors other than itself, `nearest` the
    highest; `together` is the mean of any two extractors, nan for fewer than two.
    """

    page: str
    likeness: Floats = field(repr=False)
    nearest: Floats = field(repr=False)
    together: float
    words: tuple[int | None, ...]
    phrases: tuple[Counter[str], ...]


def page_outputs(
    page: str, extractions: Sequence[Extraction | None], voices: Sequence[bool]
) -> PageOutputs:
    """What there is to say of a page; `voices` are the systems that others are held against."""
    texts = [text_of(e) if e is not None and e.answered else None for e in extractions]
    table, words = alike_and_long(texts)
    others = np.where(np.array(voices, bool)[None, :], table, np.nan)
    np.fill_diagonal(others, np.nan)
    known = ~np.isnan(others)
    counts = known.sum(axis=1)
    sums = np.where(known, others, 0).sum(axis=1)
    mean = np.divide(sums, counts, out=np.full(len(texts), np.nan), where=counts > 0)
    nearest = np.where(counts > 0, np.where(known, others, -1).max(axis=1, initial=-1), np.nan)
    return PageOutputs(
        page,
        mean,
        nearest,
        together=_together(others, voices),
        words=words,
        phrases=tuple(Counter() if text is None else _phrases(text) for text in texts),
    )


def _together(others: Floats, voices: Sequence[bool]) -> float:
    pairs = others[np.array(voices, bool)]
    known = ~np.isnan(pairs)
    return float(pairs[known].mean()) if known.any() else float("nan")


def _phrases(text: str) -> Counter[str]:
    """Lines with noise phrases, by kind."""
    return Counter(kind for line in text.splitlines() for kind in _kinds(line))


@lru_cache(maxsize=REMEMBERED)
def _kinds(line: str) -> tuple[str, ...]:
    """The kinds of the phrases in a line; extractors of one page return much the same lines."""
    return tuple(kind for kind, _ in phrase_hits(line))
