"""Gold texts cut and numbered once, for the many outputs that are held against them."""

from functools import lru_cache
from typing import Final

from boilerbench.scoring.counting import GoldShingles, gold_shingles
from boilerbench.scoring.lookup import Numbers
from boilerbench.scoring.vocabulary import Cut, Vocabulary, vocabulary

HELD: Final = 256
"""Texts that are held: scoring goes page by page, so a few would do, and each takes some 60 kB."""


@lru_cache(maxsize=HELD)
def prepared(text: str, n: int, cut: Cut) -> tuple[GoldShingles, Vocabulary]:
    """The n-token shingles of a gold text, and the vocabulary that numbers outputs for them."""
    words, numbers = _numbered(text, cut)
    return gold_shingles(numbers, words.base, n), words


@lru_cache(maxsize=HELD)
def _numbered(text: str, cut: Cut) -> tuple[Vocabulary, Numbers]:
    words = vocabulary([cut(text)], cut)
    return words, words.number(text)
