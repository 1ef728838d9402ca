"""Whether words came out apart from each other and in one piece."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.overlap import has_tokens
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.seams import seams
from boilerbench.scoring.spaceless import is_spaceless


@dataclass(frozen=True, repr=False)
class Fusion:
    """The share of returned gold tokens that lost or gained white space; the mean of page values.

    Statistics, in gold tokens: those run together with the next word, those torn apart, and all
    that were returned in whatever white space. Spelling is no fault: hyphens, dashes and
    apostrophes, symbols between words, digits grouped or not. Pages in scripts without spaces
    are not judged, and elsewhere their characters do not count. A page of which nothing was
    returned has no value, and a failed page is left out. Values in [0, 1]; 0 is ideal.
    """

    columns: ClassVar[tuple[str, ...]] = ("fused", "split", "returned")
    formulas: ClassVar[Mapping[str, str]] = {"misspaced": "(fused + split) / returned"}
    ideal: ClassVar[Mapping[str, float]] = {"misspaced": 0.0}
    headline: ClassVar[str] = "misspaced"
    failures: ClassVar[Failures] = "left-out"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "fusion"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token, and most of them in scripts with spaces."""
        return has_tokens(gold) and not is_spaceless(gold.text or "")

    def page(self, gold: Gold, text: str) -> Row:
        """Gold tokens run together, torn apart, and returned."""
        found = seams(gold, text)
        return float(found.fused), float(found.split), float(found.returned)

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The share of each page; nan where nothing was returned."""
        fused, split, returned = statistics.T
        return {"misspaced": ratio(fused + split, returned, empty=np.nan)}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted mean over the pages of which anything was returned."""
        return means(self.values(statistics), weights)
