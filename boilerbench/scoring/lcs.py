"""The longest common subsequence of an output and its gold, in tokens: words in their order."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import Gold
from boilerbench.scoring.diffing import common
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.optional import without_optional
from boilerbench.scoring.overlap import has_tokens
from boilerbench.scoring.parts import Reads
from boilerbench.text import tokens

CELLS = 10_000_000_000
"""Of the matrix of two texts that are still compared: 64 at a time, in a second or two."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, repr=False)
class Lcs:
    """Precision, recall and F1 by the longest common subsequence of tokens; the mean of pages.

    Statistics, in tokens: the subsequence, the output without optional text, gold. Not computed
    (None) where the texts, less the words that only one of them has and less their common
    beginning and end, have more than 10^10 pairs of tokens. A failed page counts 0. Values in
    [0, 1]; 1 is ideal. Source: Lin 2004, "ROUGE: a package for automatic evaluation of
    summaries", section 3.1 (ROUGE-L), with beta = 1; Hyyrö 2004, "Bit-parallel LCS-length
    computation revisited", which rapidfuzz implements.
    """

    columns: ClassVar[tuple[str, ...]] = ("lcs", "output", "gold")
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 * lcs / (output + gold)",
        "precision": "lcs / output",
        "recall": "lcs / gold",
    }
    ideal: ClassVar[Mapping[str, float]] = {"f1": 1.0, "precision": 1.0, "recall": 1.0}
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "lcs"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row | None:
        """Lengths of the subsequence, the output and gold; None where that is too much work."""
        numbers, wanted = _numbered_gold(gold.text or "")
        words = without_optional(gold, text)
        found = np.fromiter(map(numbers.get, words, repeat(0)), np.int64, len(words))
        lcs = _common(found, wanted, len(numbers) + 1)
        return None if lcs is None else (float(lcs), float(len(words)), float(len(wanted)))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page; 0 where a denominator is 0."""
        lcs, output, gold = statistics.T
        return {
            "f1": ratio(2 * lcs, output + gold, empty=0.0),
            "precision": ratio(lcs, output, empty=0.0),
            "recall": ratio(lcs, gold, empty=0.0),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted means of the page values."""
        return means(self.values(statistics), weights)


@lru_cache(maxsize=4096)
def _numbered_gold(text: str) -> tuple[Mapping[str, int], Numbers]:
    """Gold's words by number, from 1 on, and gold in these numbers.

    Frequent words have small numbers: rapidfuzz looks those up fastest.
    """
    words = tokens(text)
    numbers = {word: at for at, (word, _) in enumerate(Counter(words).most_common(), start=1)}
    return numbers, np.array([numbers[word] for word in words], np.int64)


def _common(output: Numbers, gold: Numbers, vocabulary: int) -> int | None:
    """The length of the longest common subsequence; None where that is too much work.

    A word that one side lacks is in no common subsequence, and a common beginning or end is in
    a longest one, so neither takes part in the matrix. 0 is a word that gold lacks.
    """
    output = output[output > 0]
    gold = gold[np.bincount(output, minlength=vocabulary)[gold] > 0]
    start = _alike(output, gold)
    output, gold = output[start:], gold[start:]
    end = _alike(output[::-1], gold[::-1])
    output, gold = output[: len(output) - end], gold[: len(gold) - end]
    if len(output) * len(gold) > CELLS:
        return None
    return start + end + common(output.tolist(), gold.tolist())


def _alike(first: Numbers, second: Numbers) -> int:
    """The length of the common beginning."""
    size = min(len(first), len(second))
    differ = first[:size] != second[:size]
    return int(np.argmax(differ)) if differ.any() else size
