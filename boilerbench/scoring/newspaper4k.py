"""The score of newspaper4k's evaluation: the shingles of AEB, averaged in another way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from boilerbench.records import Gold
from boilerbench.scoring.additive import with_f1
from boilerbench.scoring.aeb import WIDTH
from boilerbench.scoring.counting import GoldShingles, gold_shingles, overlap, whole_only
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.prepared import prepared
from boilerbench.scoring.vocabulary import Vocabulary
from boilerbench.scoring.words import word_bytes

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, repr=False)
class Newspaper4kShingles:
    r"""Precision, recall, F1 and accuracy as newspaper4k's `evaluation/helper.py` has them.

    Shingles of 4 `\w+` words, case kept; a text of fewer words has none. Precision and recall are
    means over all pages, so that a page without a prediction counts 0 in both; F1 is the harmonic
    mean of the two; accuracy is the mean of the pages' shared part of all shingles of both sides
    (Jaccard). Where neither side has a shingle precision and recall are 1 and accuracy is 0.
    Optional text is not excused. A failed page is an empty prediction; the original, which runs the
    extractor itself, would end there. Values in [0, 1]; 1 is ideal.
    Source: AndyTheFactory/newspaper4k 34abc4d, `evaluation/helper.py`.
    """

    columns: ClassVar[tuple[str, ...]] = ("tp", "fp", "fn")
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 * tp / (2 * tp + fp + fn)",
        "precision": "tp / (tp + fp)",
        "recall": "tp / (tp + fn)",
        "accuracy": "tp / (tp + fp + fn)",
    }
    ideal: ClassVar[Mapping[str, float]] = {
        "f1": 1.0, "precision": 1.0, "recall": 1.0, "accuracy": 1.0,
    }  # fmt: skip  # one line says it
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "newspaper4k"
    mean_of_pages: ClassVar[bool] = False
    combined: ClassVar[Mapping[str, tuple[str, ...]]] = {"f1": ("precision", "recall")}

    def __repr__(self) -> str:
        return "newspaper4k-shingles"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one word."""
        return _WORDS.search(gold.text or "") is not None

    def page(self, gold: Gold, text: str) -> Row:
        """Shared, extra and missing shingles."""
        wanted, words = _prepared(gold.text or "")
        return tuple(map(float, overlap(wanted, whole_only(words.number(text), WIDTH))))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision, recall and accuracy of each page."""
        tp, fp, fn = statistics.T
        silent = (tp + fp + fn == 0).astype(float)
        return {
            "f1": ratio(2 * tp, 2 * tp + fp + fn, empty=0.0) + silent,
            "precision": ratio(tp, tp + fp, empty=0.0) + silent,
            "recall": ratio(tp, tp + fn, empty=0.0) + silent,
            "accuracy": ratio(tp, tp + fp + fn, empty=0.0),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The means of precision, recall and accuracy, and the harmonic mean of the first two."""
        return self.of_means(means(self.values(statistics), weights))

    def of_means(self, means: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The means over pages with F1, the harmonic mean of two of them."""
        return with_f1(means)


@lru_cache(maxsize=4096)
def _prepared(text: str) -> tuple[GoldShingles, Vocabulary]:
    shingles, words = prepared(text, WIDTH, word_bytes)
    return gold_shingles(whole_only(shingles.numbers, WIDTH), words.base, WIDTH), words
