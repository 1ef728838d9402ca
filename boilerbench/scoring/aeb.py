"""The score of article-extraction-benchmark, digit by digit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.additive import with_f1
from boilerbench.scoring.counting import overlap
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.prepared import prepared
from boilerbench.scoring.words import word_bytes

WIDTH = 4
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, repr=False)
class AebShingles:
    r"""Precision, recall, F1 and accuracy as article-extraction-benchmark's `evaluate.py` has them.

    Shingles of 4 `\w+` words, case kept. Precision is the mean over pages with a prediction,
    recall over pages with gold, F1 the harmonic mean of the two; accuracy is the share of pages
    whose words are exactly gold's. Optional text is not excused. A failed page is an empty
    prediction, which is what a crash leaves in that benchmark's stored outputs: it lowers
    recall and does not touch precision. Values in [0, 1]; 1 is ideal.
    Source: scrapinghub/article-extraction-benchmark 4a3bc97, `evaluate.py`.
    """

    columns: ClassVar[tuple[str, ...]] = ("tp", "fp", "fn", "exact", "pages")
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 * tp / (2 * tp + fp + fn)",
        "precision": "tp / (tp + fp)",
        "recall": "tp / (tp + fn)",
        "accuracy": "exact / pages",
    }
    ideal: ClassVar[Mapping[str, float]] = {
        "f1": 1.0, "precision": 1.0, "recall": 1.0, "accuracy": 1.0,
    }  # fmt: skip  # one line says it
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "aeb"
    mean_of_pages: ClassVar[bool] = False
    combined: ClassVar[Mapping[str, tuple[str, ...]]] = {"f1": ("precision", "recall")}

    def __repr__(self) -> str:
        return "aeb-shingles"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one word."""
        return _WORDS.search(gold.text or "") is not None

    def page(self, gold: Gold, text: str) -> Row:
        """Shared, extra and missing shingles, and of one page whether the words are the same."""
        wanted, words = prepared(gold.text or "", WIDTH, word_bytes)
        numbers = words.number(text)
        tp, fp, fn = overlap(wanted, numbers)
        same = not fp and not fn and np.array_equal(numbers, wanted.numbers)
        return float(tp), float(fp), float(fn), float(same), 1.0

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision, recall and accuracy of each page; nan where the mean leaves it out."""
        tp, fp, fn, exact, pages = statistics.T
        return {
            "f1": ratio(2 * tp, 2 * tp + fp + fn, empty=np.nan),
            "precision": ratio(tp, tp + fp, empty=np.nan),
            "recall": ratio(tp, tp + fn, empty=np.nan),
            "accuracy": ratio(exact, pages, empty=np.nan),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """Macro precision and recall, their harmonic mean, and accuracy."""
        return self.of_means(means(self.values(statistics), weights))

    def of_means(self, means: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The means over pages with F1, the harmonic mean of two of them."""
        return with_f1(means)
