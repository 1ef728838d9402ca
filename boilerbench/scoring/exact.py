"""Whether an output is its gold, token for token."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.optional import without_optional
from boilerbench.scoring.overlap import has_tokens
from boilerbench.scoring.parts import Reads
from boilerbench.text import tokens


@dataclass(frozen=True, repr=False)
class Exact:
    """The share of pages whose tokens are gold's, all of them in order and no others.

    Statistics: 1 where they are the same, else 0; 1 page. Optional text that was kept is taken
    out first; case, punctuation and white space are no tokens. A failed page counts 0. In [0, 1];
    1 is ideal. Source: `accuracy` of scrapinghub/article-extraction-benchmark, `evaluate.py`, with
    our tokens and without its verdict on optional text.
    """

    columns: ClassVar[tuple[str, ...]] = ("same", "pages")
    formulas: ClassVar[Mapping[str, str]] = {"exact": "same / pages"}
    ideal: ClassVar[Mapping[str, float]] = {"exact": 1.0}
    headline: ClassVar[str] = "exact"
    failures: ClassVar[Failures] = "zero"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "exact"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row:
        """Whether the page is right, and that it is one."""
        return float(without_optional(gold, text) == _gold_tokens(gold.text or "")), 1.0

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """1 for each page that is right, 0 for the others."""
        same, pages = statistics.T
        return {"exact": ratio(same, pages, empty=np.nan)}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted share of pages."""
        return means(self.values(statistics), weights)


@lru_cache(maxsize=4096)
def _gold_tokens(text: str) -> tuple[str, ...]:
    return tuple(tokens(text))
