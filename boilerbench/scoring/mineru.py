"""The score of MinerU-HTML's published tables: ROUGE-5 of words as jieba cuts them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.chinese import jieba_version, jieba_words
from boilerbench.scoring.counting import GoldShingles, gold_shingles, overlap, whole_only
from boilerbench.scoring.lookup import Numbers
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads, markdown_or_text

WIDTH = 5


@dataclass(frozen=True, repr=False)
class MineruRouge5:
    """Precision, recall and F1 of 5-grams, as `eval_baselines` of MinerU-HTML has them.

    Tokens are those of jieba, case kept; white space, line breaks, punctuation and the marks of
    Markdown are tokens too. The whole Markdown is compared (of gold its text where it has no
    Markdown). Both sides blank give 1; a text of fewer than 5 tokens has no 5-gram, so that the
    page is 0 even where gold is the same. Each value is the plain mean over pages. A failed page
    is an empty output, as there. Optional text is not excused. Pages beyond the limits of
    `chinese.py` are not computed. Values in [0, 1]; 1 is ideal. Raises MetricError where jieba, the
    extra `chinese`, is not installed.
    Source: opendatalab/MinerU-HTML 73cf266, `eval_baselines/utils.py`; n-grams as in rouge-score.
    """

    columns: ClassVar[tuple[str, ...]] = ("shared", "output", "gold", "blank")
    formulas: ClassVar[Mapping[str, str]] = {
        "f1": "2 * shared / (output + gold)",
        "precision": "shared / output",
        "recall": "shared / gold",
    }
    ideal: ClassVar[Mapping[str, float]] = {"f1": 1.0, "precision": 1.0, "recall": 1.0}
    headline: ClassVar[str] = "f1"
    failures: ClassVar[Failures] = "empty"
    reads: ClassVar[Reads] = "markdown-or-text"
    mean_of_pages: ClassVar[bool] = True

    def __post_init__(self) -> None:
        jieba_version()

    def __repr__(self) -> str:
        return "mineru-rouge5"

    @property
    def tokeniser(self) -> str:
        """The segmenter with its version: another one may cut other words."""
        return f"jieba-{jieba_version()}"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its Markdown or its text, be it empty."""
        return markdown_or_text(gold) is not None

    def page(self, gold: Gold, text: str) -> Row | None:
        """5-grams that both have, of the output, and of gold; and whether both are blank."""
        wanted = markdown_or_text(gold) or ""
        if not wanted.strip() and not text.strip():
            return 0.0, 0.0, 0.0, 1.0
        known, words = _prepared(wanted), jieba_words(text)
        if known is None or words is None:
            return None
        shingles, places = known
        shared, extra, missing = overlap(shingles, _numbers(words, places))
        return float(shared), float(shared + extra), float(shared + missing), 0.0

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """F1, precision and recall of each page."""
        shared, output, gold, blank = statistics.T
        silent = ((output + gold == 0) & (blank > 0)).astype(float)
        return {
            "f1": ratio(2 * shared, output + gold, empty=0.0) + silent,
            "precision": ratio(shared, output, empty=0.0) + silent,
            "recall": ratio(shared, gold, empty=0.0) + silent,
        }

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean of each over the pages."""
        return means(self.values(statistics), weights)


@lru_cache(maxsize=4096)
def _prepared(text: str) -> tuple[GoldShingles, dict[str, int]] | None:
    """The 5-grams of gold, and the number of each of its words."""
    words = jieba_words(text)
    if words is None:
        return None
    places = {word: number for number, word in enumerate(dict.fromkeys(words), start=1)}
    return gold_shingles(_numbers(words, places), len(places) + 1, WIDTH), places


def _numbers(words: Sequence[str], places: Mapping[str, int]) -> Numbers:
    numbers = np.fromiter((places.get(word, 0) for word in words), np.int32, len(words))
    return whole_only(numbers, WIDTH)
