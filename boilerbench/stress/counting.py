"""What became of each page under a mutation, in numbers that can be added up."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from boilerbench.measuring import row_of
from boilerbench.records import Extraction, Page
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.alignment import fates
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import Floats
from boilerbench.scoring.parts import part_of
from boilerbench.stress.grounds import WHERE

F1, GOLD, MISSING = range(3)
LEAKED: Final = 3
"""Columns: the F1, the gold's words, those that are missing, then leaked and planted words for
each place. A page without an extraction is nan; a failed one has no leaks and no planting."""
COLUMNS: Final = LEAKED + 2 * len(WHERE)

_WORD: Final = re.compile(r"[^\W\d_]+")


def counts(
    pages: Sequence[Page | None],
    extractions: Mapping[str, Extraction],
    words: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> Floats:
    """A row for each page, nan where there is no page or no extraction of it."""
    table = np.full((len(pages), COLUMNS), np.nan)
    for place, page in enumerate(pages):
        extraction = None if page is None else extractions.get(page.id)
        if page is not None and extraction is not None:
            table[place] = _row(page, extraction, words.get(page.id, {}))
    return table


def _row(page: Page, extraction: Extraction, words: Mapping[str, tuple[str, ...]]) -> list[float]:
    text = str(part_of(extraction, "text") or "") if extraction.answered else ""
    statistics = row_of(HEADLINE, page, extraction)
    score = np.nan
    if not isinstance(statistics, str):
        score = float(HEADLINE.values(np.array([statistics]))[HEADLINE.headline][0])
    leaks = [0.0] * (2 * len(WHERE))
    if words and extraction.answered:
        out = set(_WORD.findall(text.casefold()))
        for at, where in enumerate(WHERE):
            new = words.get(where, ())
            leaks[2 * at : 2 * at + 2] = [sum(word in out for word in new), len(new)]
    missing = float(fates(page.gold, text).missing)
    return [score, float(len(gold_tokens(page.gold).text)), missing, *leaks]
