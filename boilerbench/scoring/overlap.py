"""Precision, recall and F1 over the multiset of tokens or of shingles."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from boilerbench.errors import MetricError
from boilerbench.records import Gold
from boilerbench.scoring.counting import GoldShingles, gold_shingles, overlap
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.optional import kept_numbers
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.prepared import prepared
from boilerbench.text import token_bytes, tokens

COLUMNS = ("tp", "fp", "fn")
FORMULAS = {
    "f1": "2 * tp / (2 * tp + fp + fn)",
    "precision": "tp / (tp + fp)",
    "recall": "tp / (tp + fn)",
}
IDEAL = {"f1": 1.0, "precision": 1.0, "recall": 1.0}
LONGEST = 1000  # tokens in a shingle


@dataclass(frozen=True, repr=False)
class Shingles:
    """Multiset precision, recall and F1 of shingles of `n` tokens; the mean of page values.

    Statistics: shared shingles, those only in the output, those only in gold. A text of fewer
    than n tokens is one shorter shingle. Optional text that was kept is taken out first, so that
    nothing straddles it. A failed page counts 0. Values in [0, 1]; 1 is ideal.
    Raises MetricError unless n is an integer from 1 to 1000.
    """

    n: int = 4
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    formulas: ClassVar[Mapping[str, str]] = FORMULAS
    ideal: ClassVar[Mapping[str, float]] = IDEAL
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if type(self.n) is not int or not 1 <= self.n <= LONGEST:
            raise MetricError(
                f"shingles have n={self.n!r} tokens, expected 1 to {LONGEST}: shingles(n=4)."
            )

    def __repr__(self) -> str:
        return f"shingles(n={self.n})"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row:
        """Shared, extra and missing shingles."""
        return counts(gold, text, self.n)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page."""
        return page_values(statistics)

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted means of the page values."""
        return means(page_values(statistics), weights)


@dataclass(frozen=True, repr=False)
class Tokens:
    """Multiset precision, recall and F1 of tokens; the mean of page values.

    Statistics: shared tokens, those only in the output, those only in gold. Order does not count.
    Optional text that was kept is taken out first. A failed page counts 0. Values in [0, 1].
    """

    columns: ClassVar[tuple[str, ...]] = COLUMNS
    formulas: ClassVar[Mapping[str, str]] = FORMULAS
    ideal: ClassVar[Mapping[str, float]] = IDEAL
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "tokens"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row:
        """Shared, extra and missing tokens."""
        return counts(gold, text, 1)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page."""
        return page_values(statistics)

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted means of the page values."""
        return means(page_values(statistics), weights)


def has_tokens(gold: Gold) -> bool:
    """Whether precision and recall mean anything on a page with this gold."""
    return _has_tokens(gold.text or "")


def counts(gold: Gold, text: str, n: int) -> Row:
    """True positives, false positives and false negatives of an output without optional text."""
    if gold.optional or gold.title:
        return tuple(map(float, overlap(_among_optional(gold, n), kept_numbers(gold, text))))
    wanted, words = prepared(gold.text or "", n, token_bytes)
    return tuple(map(float, overlap(wanted, words.number(text))))


@lru_cache(maxsize=4096)
def _has_tokens(text: str) -> bool:
    return any(map(tokens, text.split("\n")))  # mostly the first line has some


@lru_cache(maxsize=4096)
def _among_optional(gold: Gold, n: int) -> GoldShingles:
    """The shingles of a gold text, in the numbers that its optional texts have too."""
    words = gold_tokens(gold)
    return gold_shingles(np.array(words.text, np.int32), words.base, n)


def page_values(statistics: Floats) -> dict[str, Floats]:
    """F1, precision and recall of each row (tp, fp, fn); 0 where a denominator is 0."""
    tp, fp, fn = statistics.T
    return {
        "f1": ratio(2 * tp, 2 * tp + fp + fn, empty=0.0),
        "precision": ratio(tp, tp + fp, empty=0.0),
        "recall": ratio(tp, tp + fn, empty=0.0),
    }
