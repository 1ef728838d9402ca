"""The diffs of a gate's worst pages, as lines: what is missing, leaked, moved and extra there."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Final

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.gating.findings import GateResult
from boilerbench.origins import origins
from boilerbench.records import Extraction, Page
from boilerbench.reporting.diffs import lines_of, passages
from boilerbench.reporting.gates import worst_pages
from boilerbench.sidebyside import side_by_side
from boilerbench.verdicts import unjudged, verdict
from boilerbench.wording import counted

LINES: Final = 16
"""Lines of a diff that are shown; `boilerbench show` has all."""
WIDTH: Final = 100


def gate_diffs(
    result: GateResult, answers: Mapping[str, Answers], corpus: Corpus
) -> Iterator[tuple[str, list[str]]]:
    """For each of the ten worst pages a heading and the lines of its diff; `answers` by label."""
    pages = {page.id: page for page in corpus.pages}
    for one, changed in worst_pages(result):
        extraction = answers[one.extractor].at(changed.page)
        page = pages[changed.page]
        heading = f"{one.extractor} on {page.id}: {_told(page, extraction)}"
        yield heading, _lines(page, extraction, result.run)


def _told(page: Page, extraction: Extraction) -> str:
    if not extraction.answered:
        return f"{extraction.outcome}: {extraction.reason or 'no reason was given'}"
    return str(verdict(page, extraction) or unjudged(page))


def _lines(page: Page, extraction: Extraction, run: str) -> list[str]:
    """Without kept text, cut after LINES."""
    diff = side_by_side(page, extraction, source=origins(page))
    shown = [p for p in passages(diff) if p.mark not in ("kept", "optional", "unjudged")]
    lines = [line for passage in shown for line in lines_of(passage, WIDTH)]
    if len(lines) <= LINES:
        return lines
    more = counted(len(lines) - LINES, "line")
    return [*lines[:LINES], f"  … {more} more: boilerbench show {page.id} --run {shlex.quote(run)}"]
