"""The score of WCXB: words as a bag, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from boilerbench.records import Gold
from boilerbench.scoring.counting import overlap
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.prepared import prepared
from boilerbench.scoring.words import lower_word_bytes


@dataclass(frozen=True, repr=False)
class WcxbWords:
    r"""Precision, recall and F1 of words, as WCXB's `evaluate.py` has them.

    `\w+` words of the lower-cased texts, as multisets: order, repetition beyond gold's and fused
    paragraphs are not seen. Each value is the plain mean over pages, F1 too. Gold and output
    both without a word give 1, one of them 0; the original scores pages with empty gold so too,
    which are left out of a corpus here. A failed page is an empty output. Values in [0, 1]; 1 is
    ideal. Source: Murrough-Foley/web-content-extraction-benchmark c039d5e, `evaluate.py`.
    """

    columns: ClassVar[tuple[str, ...]] = ("shared", "output", "gold")
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 * shared / (output + gold)",
        "precision": "shared / output",
        "recall": "shared / gold",
    }
    ideal: ClassVar[Mapping[str, float]] = {"f1": 1.0, "precision": 1.0, "recall": 1.0}
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "wcxb"
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "wcxb-words"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its text."""
        return gold.text is not None

    def page(self, gold: Gold, text: str) -> Row:
        """Words that both have, words of the output, words of gold."""
        wanted, words = prepared(gold.text or "", 1, lower_word_bytes)
        shared, extra, missing = overlap(wanted, words.number(text))
        return float(shared), float(shared + extra), float(shared + missing)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page."""
        shared, output, gold = statistics.T
        silent = ((output == 0) & (gold == 0)).astype(float)
        precision = ratio(shared, output, empty=0.0) + silent
        recall = ratio(shared, gold, empty=0.0) + silent
        f1 = ratio(2 * precision * recall, precision + recall, empty=0.0)
        return {"f1": f1, "precision": precision, "recall": recall}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean of each over the pages."""
        return means(self.values(statistics), weights)
