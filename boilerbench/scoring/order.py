"""Whether kept text stands where gold has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from boilerbench.records import Gold
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.attribution import moved_runs
from boilerbench.scoring.claims import FREE
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, means, ratio
from boilerbench.scoring.overlap import has_tokens
from boilerbench.scoring.parts import Reads
from boilerbench.scoring.spaceless import tokens_of_words

SHORTEST = 8  # words: a shorter run that stands elsewhere is as often chance as moved text


@dataclass(frozen=True, repr=False)
class Order:
    """The share of kept gold tokens that came out in another place; the mean of page values.

    Statistics: gold tokens moved and gold tokens kept in place, by the attribution of `align`.
    Of parts that change places the smaller one is moved. Runs of fewer than 8 words (16 tokens
    on pages in scripts without spaces) count as neither; optional text has no place. A page of
    which nothing was kept has no value, and a failed page is left out. Values in [0, 1]; 0 is
    ideal.
    """

    columns: ClassVar[tuple[str, ...]] = ("moved", "kept")
    formulas: ClassVar[Mapping[str, str]] = {"out_of_place": "moved / (moved + kept)"}
    ideal: ClassVar[Mapping[str, float]] = {"out_of_place": 0.0}
    headline: ClassVar[str] = "out_of_place"
    failures: ClassVar[Failures] = "left-out"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = True

    def __repr__(self) -> str:
        return "order"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has at least one token."""
        return has_tokens(gold)

    def page(self, gold: Gold, text: str) -> Row:
        """Gold tokens moved, and kept in place."""
        _, _, found = attributed(gold, text)
        shortest = tokens_of_words(SHORTEST, gold)
        lengths = [end - start for start, end in moved_runs(found)]
        moved = sum(length for length in lengths if length >= shortest)
        return float(moved), float(len(found.held) - found.held.count(FREE))

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The share of each page; nan where nothing was kept."""
        moved, kept = statistics.T
        return {"out_of_place": ratio(moved, moved + kept, empty=np.nan)}

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The weighted mean over the pages of which anything was kept."""
        return means(self.values(statistics), weights)
