"""The scores of Fundus: whole paragraphs, and ROUGE-Lsum, against the gold that suits best."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, TypeAlias

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.choices import Paragraphs, choices, paragraphs
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.rouge import COLUMNS, FORMULAS, IDEAL, STEPS, Sentence, rouge_lsum
from boilerbench.scoring.sentences import sentences

Counts: TypeAlias = tuple[int, int, int]

_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, repr=False)
class FundusParagraphs:
    """Precision, recall and F1 of whole paragraphs, as Fundus' `score_paragraph_match` has them.

    Paragraphs are the lines of a text that are not blank, white space folded, as multisets; one
    changed letter is a paragraph lost and one too many. Gold is tried with each choice of its
    optional texts (all or none of more than four), and the one with the best F1 counts. A value
    whose denominator is 0 is no number and left out of its mean: F1 wherever no paragraph is
    right, precision wherever the output is empty. Pages without gold are not judged. A failed
    page is an empty output. Values in [0, 1]; 1 is ideal.
    Source: dobbersc/fundus-evaluation d43db54, `scorers.py` and `utils.py`.
    """

    columns: ClassVar[tuple[str, ...]] = ("matched", "output", "gold")
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 / (output / matched + gold / matched)",
        "precision": "matched / output",
        "recall": "matched / gold",
    }
    ideal: ClassVar[Mapping[str, float]] = IDEAL
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "none"
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "fundus-paragraphs"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has a paragraph."""
        return bool(paragraphs(gold.text or ""))

    def page(self, gold: Gold, text: str) -> Row:
        """Paragraphs that both have, those of the output, those of gold."""
        found = Counter(paragraphs(text))
        return _best(
            ((found & Counter(wanted)).total(), found.total(), len(wanted))
            for wanted in choices(gold)
        )

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page; nan where the mean leaves it out."""
        matched, output, gold = statistics.T
        f1 = ratio(2 * matched, output + gold, empty=np.nan)
        return {
            "f1": np.where(matched > 0, f1, np.nan),
            "precision": ratio(matched, output, empty=np.nan),
            "recall": ratio(matched, gold, empty=np.nan),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean of each over the pages that have it."""
        return means(self.values(statistics), weights)


@dataclass(frozen=True, repr=False)
class FundusRouge:
    """Precision, recall and F1 of ROUGE-Lsum, as Fundus' `score_rouge_lsum` has them.

    Words are runs of a to z and digits in the lower-cased text: every other letter is dropped, so
    that text in another script has no word; a page whose gold has none is not judged. Gold is tried
    with each choice of its optional texts (all or none of more than four), which stand after the
    text, and the one with the best F1 counts. Each value is the plain mean over pages. A failed
    page is an empty output: 0 in all. A page that would take more than `rouge.STEPS` comparisons,
    all choices together, is not computed. Values in [0, 1]; 1 is ideal.
    Source: dobbersc/fundus-evaluation d43db54, `scorers.py` and `utils.py`.
    """

    columns: ClassVar[tuple[str, ...]] = COLUMNS
    formulas: ClassVar[Mapping[str, str]] = FORMULAS
    ideal: ClassVar[Mapping[str, float]] = IDEAL
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "rouge"
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "fundus-rouge"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has a word of a to z and digits."""
        return _WORDS.search((gold.text or "").lower()) is not None

    def page(self, gold: Gold, text: str) -> Row | None:
        """Hits, words of the output, words of gold."""
        found = _sentences(paragraphs(text))
        golds = _gold_sentences(gold)
        tried = [rouge_lsum(wanted, found, STEPS // len(golds)) for wanted in golds]
        counts = [one for one in tried if one is not None]
        return _best(counts) if len(counts) == len(golds) else None

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page."""
        hits, output, gold = statistics.T
        return {
            "f1": ratio(2 * hits, output + gold, empty=0.0),
            "precision": ratio(hits, output, empty=0.0),
            "recall": ratio(hits, gold, empty=0.0),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean of each over the pages."""
        return means(self.values(statistics), weights)


@lru_cache(maxsize=4096)
def _gold_sentences(gold: Gold) -> list[list[Sentence]]:
    """The sentences of each choice of gold; what they have in common is kept once."""
    kept: dict[Sentence, Sentence] = {}
    return [[kept.setdefault(one, one) for one in _sentences(body)] for body in choices(gold)]


def _sentences(body: Paragraphs) -> list[Sentence]:
    cut = sentences("\n\n".join(body))
    return [tuple(_WORDS.findall(sentence.lower())) for sentence in cut]


def _best(counts: Iterable[Counts]) -> Row:
    """The first row with the highest F1."""
    hits, output, gold = max(counts, key=_f1)
    return float(hits), float(output), float(gold)


def _f1(counts: Counts) -> float:
    """F1 in the order of operations of the original, which decides between equal ones."""
    hits, output, gold = counts
    if not hits:
        return 0.0
    precision, recall = hits / output, hits / gold
    return 2 * precision * recall / (precision + recall)
