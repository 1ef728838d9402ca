"""Every page with its facts, and what every extractor made of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus, field_values
from boilerbench.measuring import Measured
from boilerbench.records import Extraction, Page
from boilerbench.report.contents import Cell, PageEntry
from boilerbench.scoring.metric import Floats
from boilerbench.text import tokens
from boilerbench.verdicts import verdict

FACTS: Final = ("site", "set", "split", "type", "language", "challenge", "difficulty", "licence")
"""The fields of a page that a report shows and filters by, as `--where` names them."""
UNKNOWN: Final = ("unknown",)


def page_entries(
    corpus: Corpus, answers: Sequence[Answers], measured: Measured
) -> tuple[PageEntry, ...]:
    """Every page of a corpus; `measured` has the report's metric for the same systems."""
    values = page_values(measured)
    found = [{e.page: e for e in one.extractions} for one in answers]
    return tuple(
        PageEntry(
            id=page.id,
            url=page.url,
            words=len(tokens(page.gold.text or "")),
            facts=facts_of(page),
            cells=tuple(
                cell_of(page, extractions.get(page.id), known.get(page.id, {}))
                for extractions, known in zip(found, values, strict=True)
            ),
        )
        for page in corpus.pages
    )


def facts_of(page: Page) -> dict[str, tuple[str, ...]]:
    """The fields of FACTS that are known of a page."""
    found = {name: field_values(page, name) for name in FACTS}
    return {name: values for name, values in found.items() if values not in (UNKNOWN, ("none",))}


def page_values(measured: Measured) -> list[dict[str, Mapping[str, float]]]:
    """For each system the values of each page that has any, by page id; nan is left out."""
    return [
        _by_page(measured, place, measured.metric.values(table))
        for place, table in enumerate(measured.tables)
    ]


def _by_page(
    measured: Measured, system: int, values: Mapping[str, Floats]
) -> dict[str, Mapping[str, float]]:
    known = measured.known(system)
    return {
        page.id: {name: float(v[at]) for name, v in values.items() if v[at] == v[at]}
        for at, page in enumerate(measured.pages)
        if known[at]
    }


def cell_of(page: Page, extraction: Extraction | None, values: Mapping[str, float]) -> Cell | None:
    """One extractor on one page; None where it was not run there."""
    if extraction is None:
        return None
    judged = verdict(page, extraction) if extraction.answered else None
    timing = extraction.timing
    return Cell(
        outcome=extraction.outcome,
        values=values,
        reason=extraction.reason,
        missing=judged.missing if judged else 0,
        moved=judged.moved if judged else 0,
        extra=judged.extra if judged else 0,
        leaked=judged.leaked if judged else {},
        cpu_ms=timing.cpu_ns / 1e6 if timing else None,
    )
