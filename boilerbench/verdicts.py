"""One output on one page in a few numbers: its F1, and the words missing, leaked or moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Final, TypedDict

import numpy as np

from boilerbench.answers import Answers
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction, Gold, Page
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.alignment import fates, leaks
from boilerbench.scoring.parts import text_of
from boilerbench.scoring.remembered import page_statistics


@dataclass(frozen=True, slots=True)
class Verdict:
    """F1 by the headline metric, counts of words, and leaked words by kind."""

    f1: float
    missing: int = 0
    moved: int = 0
    extra: int = 0
    leaked: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        counts = {"missing": self.missing, "moved": self.moved, "unlabelled": self.extra}
        told = [f"words {what}: {count}" for what, count in counts.items() if count]
        if self.leaked:
            kinds = sorted(self.leaked.items(), key=lambda kind: (-kind[1], kind[0]))
            told.append("words leaked: " + ", ".join(f"{kind} {count}" for kind, count in kinds))
        return "; ".join([f"F1 {self.f1:.3f}", *told])


def verdict(page: Page, extraction: Extraction) -> Verdict | None:
    """The verdict on one extraction; None where the page has no gold text to hold it against."""
    if not HEADLINE.judges(page.gold):
        return None
    text = text_of(extraction)
    row = page_statistics(HEADLINE, page.gold, text) if extraction.answered else None
    f1 = float(HEADLINE.values(np.array([row]))["f1"][0]) if row is not None else 0.0
    return Verdict(f1, **counts_of(page.gold, text))


class WordCounts(TypedDict):
    """Words of an output and of its gold by what became of them, as a verdict has them."""

    missing: int
    moved: int
    extra: int
    leaked: Mapping[str, int]


NONE: Final[WordCounts] = {"missing": 0, "moved": 0, "extra": 0, "leaked": {}}
"""Of what has no words, or nothing to hold them against."""


def counts_of(gold: Gold, text: str) -> WordCounts:
    """The words of an output that is held against a gold text."""
    found = fates(gold, text)
    leaked: dict[str, int] = {}
    for leak in leaks(gold, text):
        leaked[leak.kind] = leaked.get(leak.kind, 0) + leak.leaked
    return {
        "missing": found.missing,
        "moved": found.moved,
        "extra": found.extra,
        "leaked": leaked,
    }


def unjudged(page: Page) -> str:
    """Why a page has no verdict: it has no main text, or nobody labelled it."""
    if page.gold.text is None:
        return "this page has no gold text to hold the output against"
    return "this page has no main text: the right answer is nothing"


def worst(
    answers: Sequence[Answers], count: int
) -> list[tuple[SystemRecord, Page, Extraction, Verdict]]:
    """The extractions with the lowest F1, the worst first; ties by page and extractor."""
    judged = (
        (found.f1, page.id, one.system.spec, place, page, extraction, found)
        for place, one in enumerate(answers)
        for page, extraction in one.paired()
        if (found := verdict(page, extraction)) is not None
    )
    # Unlike a sort, it holds no more than `count` outputs at once.
    chosen = nsmallest(count, judged, key=lambda row: row[:3])
    return [(answers[row[3]].system, row[4], row[5], row[6]) for row in chosen]
