"""What became of each page under a mutation, in numbers that can be added up."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from boilerbench.answers import Answers
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


Tables: TypeAlias = Mapping[str, Floats]
"""Of each mutation a row for each page, nan where there is no page or no extraction of it."""


def counts(
    pages: Mapping[str, Sequence[Page | None]],
    systems: Sequence[Answers],
    words: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> list[Tables]:
    """The tables of each system, given every page under each mutation."""
    found = [
        {name: np.full((len(some), COLUMNS), np.nan) for name, some in pages.items()}
        for _ in systems
    ]
    # Page by page: what is prepared of a page's gold serves every mutation and system.
    for place, variants in enumerate(zip(*pages.values(), strict=True)):
        for name, page in zip(pages, variants, strict=True):
            for tables, answers in zip(found, systems, strict=True):
                extraction = None if page is None else answers.of(page.id)
                if page is not None and extraction is not None:
                    tables[name][place] = _row(page, extraction, words.get(page.id, {}))
    return [*found]


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
