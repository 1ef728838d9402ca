"""Precision at the head, in the body and at the tail of an output: where noise came through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.alignment import claims_of
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.overlap import has_tokens
from boilerbench.scoring.parts import Reads
from boilerbench.text import tokens

THIRDS = ("head", "body", "tail")


@dataclass(frozen=True, repr=False)
class HeadBodyTail:
    """Precision of each third of an output, as `align` sees it; the mean of page values.

    The output's tokens without optional text are cut into three stretches of equal length, if
    need be within a token, which then counts in part in both. A token is right if it is aligned
    with gold, or is gold that moved. Statistics: three times the right tokens of each third, whole
    numbers so; all tokens. A failed page counts 0. Values in [0, 1]; 1 is ideal.
    """

    columns: ClassVar[tuple[str, ...]] = (*(f"{third}_gold" for third in THIRDS), "tokens")
    formulas: ClassVar[Mapping[str, str]] = {third: f"{third}_gold / tokens" for third in THIRDS}
    ideal: ClassVar[Mapping[str, float]] = dict.fromkeys(THIRDS, 1.0)
    headline: ClassVar[str] = "tail"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "head-body-tail"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row:
        """Three times the right tokens of each third, and the tokens of the output."""
        right = _is_gold(gold, text)
        thirds = np.repeat(right, 3).reshape(3, len(right))
        return (*thirds.sum(axis=1, dtype=float).tolist(), float(len(right)))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """Precision of each third of each page; 0 for an empty output."""
        *thirds, total = statistics.T
        return {
            name: ratio(right, total, empty=0.0) for name, right in zip(THIRDS, thirds, strict=True)
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted means of the page values."""
        return means(self.values(statistics), weights)


def _is_gold(gold: Gold, text: str) -> list[bool]:
    """Whether each token of an output is gold, kept or moved; optional text is left out."""
    prepared = gold_tokens(gold)
    found = claims_of(prepared.array_of(tokens(text)), prepared)
    first_noise = len(prepared.optional)
    return [
        held != FREE or moved != FREE
        for held, moved, owner in zip(found.held, found.moved, found.owner, strict=True)
        if owner == FREE or owner >= first_noise
    ]
