"""The score of WebMainBench for text: edit distance in characters, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from rapidfuzz.distance import Levenshtein

from boilerbench.records import Gold
from boilerbench.scoring.metric import Failures, Floats, Row, means, ratio
from boilerbench.scoring.parts import Reads, markdown_or_text

CELLS = 4_000_000_000
"""Edits times characters of the longer text that are computed: a second or less.

Texts of up to 63,000 characters are always within it.
"""

_NEAR = 64  # edits that are tried for first: most outputs are close to gold


@dataclass(frozen=True, repr=False)
class WmbText:
    """Similarity by edit distance in characters, WebMainBench's `text_edit`.

    1 - Levenshtein distance / length of the longer text, on the whole Markdown, its marks and white
    space included (of gold its text where it has no Markdown). The mean of page values. A page with
    both sides empty has no value and is not part of the mean; with one side empty it is 0. A failed
    page is left out, as there. Optional text is not excused. Pages whose distance times length is
    beyond CELLS are not computed. Values in [0, 1]; 1 is ideal.
    Source: opendatalab/WebMainBench 9d991bd, `webmainbench/metrics/text_metrics.py`.
    """

    columns: ClassVar[tuple[str, ...]] = ("distance", "longer")
    formulas: ClassVar[Mapping[str, str]] = {"similarity": "1 - distance / longer"}
    ideal: ClassVar[Mapping[str, float]] = {"similarity": 1.0}
    headline: ClassVar[str] = "similarity"
    failures: ClassVar[Failures] = "left-out"
    reads: ClassVar[Reads] = "markdown-or-text"
    tokeniser: ClassVar[str] = "none"
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "wmb-text"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its Markdown or its text, be it empty."""
        return markdown_or_text(gold) is not None

    def page(self, gold: Gold, text: str) -> Row | None:
        """Edits from one text to the other, and the characters of the longer one."""
        wanted = markdown_or_text(gold) or ""
        longer = max(len(wanted), len(text))
        most = CELLS // max(longer, 1)
        distance = Levenshtein.distance(wanted, text, score_cutoff=most, score_hint=_NEAR)
        return None if distance > most else (float(distance), float(longer))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The similarity of each page; nan where both sides are empty."""
        distance, longer = statistics.T
        return {"similarity": 1 - ratio(distance, longer, empty=np.nan)}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The mean over the pages that have a value."""
        return means(self.values(statistics), weights)
