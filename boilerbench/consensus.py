"""How alike the outputs of extractors are, page by page, without any gold."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.scoring.counting import gold_shingles, overlap
from boilerbench.scoring.metric import Floats
from boilerbench.scoring.parts import text_of
from boilerbench.scoring.vocabulary import vocabulary
from boilerbench.text import token_bytes

WIDTH: Final = 4
"""Tokens of a shingle, as in the headline metric."""


def alikeness(texts: Sequence[str | None]) -> Floats:
    """The F1 of the shingles of every two texts: a square table, nan beside a text that is None.

    F1 is 2 shared / (shingles of one + shingles of the other), 1 of two empty texts; the shingles
    are those of `shingles(n=4)`, counted as often as they stand.
    """
    return alike_and_long(texts)[0]


def alike_and_long(texts: Sequence[str | None]) -> tuple[Floats, tuple[int | None, ...]]:
    """The same table, and how many words each text has."""
    cut = [None if text is None else token_bytes(text) for text in texts]
    words = vocabulary([one for one in cut if one is not None], token_bytes)
    numbers = [None if one is None else words.number_cut(one) for one in cut]
    shingles = [None if one is None else gold_shingles(one, words.base, WIDTH) for one in numbers]
    table = np.full((len(texts), len(texts)), np.nan)
    for row, one in enumerate(shingles):
        for column in range(row + 1):
            other = numbers[column]
            if one is not None and other is not None:
                table[row, column] = table[column, row] = _f1(*overlap(one, other))
    return table, tuple(None if one is None else len(one) for one in numbers)


def _f1(shared: int, first: int, second: int) -> float:
    return 2 * shared / (2 * shared + first + second) if shared + first + second else 1.0


def mean_alikeness(answers: Sequence[Answers]) -> Floats:
    """The mean over the pages that two systems both answered; nan where there is none."""
    pages = dict.fromkeys(brief.page for one in answers for brief in one.briefs)
    total = np.zeros((len(answers), len(answers)))
    counted = np.zeros_like(total)
    for page in pages:
        given = [one.of(page) for one in answers]
        table = alikeness([text_of(e) if e is not None and e.answered else None for e in given])
        known = ~np.isnan(table)
        total[known] += table[known]
        counted += known
    return np.divide(total, counted, out=np.full_like(total, np.nan), where=counted > 0)
