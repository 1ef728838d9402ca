"""The statistics of every system under one metric, page by page: all averages are from these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from boilerbench.answers import Answers
from boilerbench.recorded import Outline
from boilerbench.records import Extraction, Page
from boilerbench.scoring.metric import Floats, Metric, failure
from boilerbench.scoring.metric import Row as Statistics
from boilerbench.scoring.parts import part_of
from boilerbench.scoring.remembered import page_statistics

Gap: TypeAlias = Literal["not extracted", "failed", "no markdown", "not computed"]
"""Why a system has no statistics for a page that the metric can judge."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a metric says of each system on each of the pages that it can judge.

    `tables` has a matrix of pages x k for each system, with nan in the rows that `gaps` names.
    """

    metric: Metric
    answers: tuple[Answers, ...]
    pages: tuple[Page, ...]
    tables: tuple[Floats, ...] = field(repr=False)
    gaps: tuple[Mapping[str, Gap], ...] = field(repr=False)

    def known(self, system: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which of the pages a system has statistics for."""
        return np.array([page.id not in self.gaps[system] for page in self.pages], dtype=bool)

    def on(self, ids: frozenset[str]) -> "Measured":
        """The same for some of the pages."""
        kept = [place for place, page in enumerate(self.pages) if page.id in ids]
        return Measured(
            metric=self.metric,
            answers=self.answers,
            pages=tuple(self.pages[place] for place in kept),
            tables=tuple(table[kept] for table in self.tables),
            gaps=tuple(
                {page: gap for page, gap in one.items() if page in ids} for one in self.gaps
            ),
        )


def measure(metric: Metric, answers: Sequence[Answers], pages: Sequence[Page]) -> Measured:
    """The statistics of every system on the pages that the metric can judge."""
    judged = tuple(page for page in pages if metric.judges(page.gold))
    text_only = [metric.reads == "markdown" and gives_text_only(one.briefs) for one in answers]
    tables = [np.full((len(judged), len(metric.columns)), np.nan) for _ in answers]
    gaps: list[dict[str, Gap]] = [{} for _ in answers]
    # Page by page, as what is prepared of a page's gold serves every system while it is at hand.
    for place, page in enumerate(judged):
        for system, one in enumerate(answers):
            extraction = one.of(page.id)
            row = row_of(metric, page, extraction)
            if text_only[system] and extraction is not None:
                gaps[system][page.id] = "no markdown"
            elif isinstance(row, str):
                gaps[system][page.id] = row
            else:
                tables[system][place] = row
    return Measured(metric, tuple(answers), judged, tuple(tables), tuple(gaps))


def gives_text_only(extractions: Sequence[Outline]) -> bool:
    """Whether a system has no markdown at all: its failed and empty pages are then no zeros."""
    given = [extraction for extraction in extractions if extraction.outcome == "ok"]
    return bool(given) and not any(extraction.gives_markdown for extraction in given)


def row_of(metric: Metric, page: Page, extraction: Extraction | None) -> Statistics | Gap:
    """A page's statistics, or why there are none."""
    if extraction is None:
        return "not extracted"
    if not extraction.answered:
        return failure(metric, page.gold) or "failed"
    part = part_of(extraction, metric.reads)
    if part is None:
        return "no markdown"
    return page_statistics(metric, page.gold, part) or "not computed"


def answered_by_all(answers: Sequence[Answers]) -> frozenset[str] | None:
    """The pages that every compared system answered; None where that is all of them.

    Compared are the extractors and converters that answered at least one page: what could not be
    had at all takes no page away from the others.
    """
    compared = [one for one in answers if one.system.kind != "scale"]
    sets = [frozenset(e.page for e in one.briefs if e.answered) for one in compared]
    answering = [one for one in sets if one]
    everywhere = frozenset.intersection(*answering) if answering else frozenset[str]()
    pages = {page.id for one in compared for page in one.pages}
    return everywhere if everywhere != pages else None
