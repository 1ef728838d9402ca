"""The scores of WCEB: ROUGE-Lsum, and the similarity of the whole texts, word by word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rapidfuzz.distance import LCSseq

from boilerbench.records import Gold
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.rouge import COLUMNS, FORMULAS, IDEAL, Sentence, rouge_lsum
from boilerbench.scoring.sentences import sentences

CELLS = 4_000_000_000
"""Most words of gold times words of output that are aligned: about 0.7 seconds."""


@dataclass(frozen=True, repr=False)
class WcebRouge:
    """Precision, recall and F1 of ROUGE-Lsum, as WCEB's `eval.py` has them.

    Words are what stands between white space, case and punctuation included; sentences are
    English ones, whatever the page's language. Where gold is empty recall is 1 and the others 0,
    unless the output is empty too: then all are 1. Each value is the plain mean over pages. A
    failed page is an empty output. A page that would take more than `rouge.STEPS` comparisons is
    not computed. Values in [0, 1]; 1 is ideal.
    Source: chatnoir-eu/web-content-extraction-benchmark 36be6d9, `eval.py` and `util.py`.
    """

    columns: ClassVar[tuple[str, ...]] = COLUMNS
    formulas: ClassVar[Mapping[str, str]] = FORMULAS
    ideal: ClassVar[Mapping[str, float]] = IDEAL
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "wceb"
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "wceb-rouge"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its text."""
        return gold.text is not None

    def page(self, gold: Gold, text: str) -> Row | None:
        """Hits, words of the output, words of gold."""
        row = rouge_lsum(_gold_sentences(gold.text or ""), _sentences(text))
        return None if row is None else tuple(map(float, row))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page."""
        hits, output, gold = statistics.T
        silent = ((output == 0) & (gold == 0)).astype(float)
        return {
            "f1": ratio(2 * hits, output + gold, empty=1.0),
            "precision": ratio(hits, output, empty=0.0) + silent,
            "recall": ratio(hits, gold, empty=1.0),
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean of each over the pages."""
        return means(self.values(statistics), weights)


@dataclass(frozen=True, repr=False)
class WcebLevenshtein:
    """Similarity of the texts as sequences of words, as WCEB's `eval.py` has it.

    Twice the longest common subsequence by the words of both: 1 less the normalised Levenshtein
    distance in which a substitution costs 2. WCEB's column and plots call it a distance. Words
    are what stands between white space. Both texts empty give 1, one of them 0. The plain mean
    over pages. A failed page is an empty output. A page of more than CELLS words times words is
    not computed. Values in [0, 1]; 1 is ideal.
    Source: chatnoir-eu/web-content-extraction-benchmark 36be6d9, `eval.py`; `Levenshtein.ratio`.
    """

    columns: ClassVar[tuple[str, ...]] = ("matched", "output", "gold")
    formulas: ClassVar[Mapping[str, str]] = {"similarity": "2 * matched / (output + gold)"}
    ideal: ClassVar[Mapping[str, float]] = {"similarity": 1.0}
    headline: ClassVar[str] = "similarity"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = "wceb"
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "wceb-levenshtein"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its text."""
        return gold.text is not None

    def page(self, gold: Gold, text: str) -> Row | None:
        """Words in the longest common subsequence, words of the output, words of gold."""
        wanted, found = (gold.text or "").split(), text.split()
        matched = _matched(wanted, found)
        return None if matched is None else (float(matched), float(len(found)), float(len(wanted)))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The similarity of each page."""
        matched, output, gold = statistics.T
        return {"similarity": ratio(2 * matched, output + gold, empty=1.0)}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean over the pages."""
        return means(self.values(statistics), weights)


def _sentences(text: str) -> list[Sentence]:
    return [tuple(sentence.split()) for sentence in sentences(text)]


@lru_cache(maxsize=4096)
def _gold_sentences(text: str) -> list[Sentence]:
    return _sentences(text)


def _matched(wanted: Sequence[str], found: Sequence[str]) -> int | None:
    """Length of the longest common subsequence; None where it would fill more than CELLS."""
    if wanted == found:
        return len(wanted)
    if len(wanted) * len(found) > CELLS:
        return None
    # Words as numbers: rapidfuzz compares the hashes of strings, which two words may share.
    numbers = {word: number for number, word in enumerate(wanted, start=1)}
    return LCSseq.similarity(
        [numbers[word] for word in wanted], [numbers.get(word, 0) for word in found]
    )
