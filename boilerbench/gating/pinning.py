"""What a run says of each page, as a baseline pins it; unchanged pages are not scored again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus, gold_digest
from boilerbench.digests import short_digest
from boilerbench.errors import MetricError
from boilerbench.gating.baselines import ExtractorRecord, PageRecord
from boilerbench.measuring import gives_text_only, row_of
from boilerbench.records import Extraction, Page
from boilerbench.scoring import Metric, NoiseLeaks, parse_metrics
from boilerbench.scoring.alignment import leaks
from boilerbench.scoring.parts import text_of
from boilerbench.text import tokens

METRICS: Final = ("shingles(n=4)", "tokens", "order", "duplication", "fusion", "structure")
"""The metrics whose page values the gate compares unless others are named; noise is apart."""
DIGITS: Final = 4


@dataclass(frozen=True)
class Gauge:
    """What is measured of a page: metrics whose average is a mean of pages, and phrases to miss."""

    metrics: tuple[Metric, ...]
    guards: tuple[str, ...] = ()

    @cached_property
    def signatures(self) -> dict[str, str]:
        """What the numbers of each metric depend on, beside the page and its gold."""
        found = {repr(m): f"fail:{m.failures}|tok:{m.tokeniser}" for m in self.metrics}
        return {**found, repr(NoiseLeaks()): f"tok:{NoiseLeaks.tokeniser}"}

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values of each metric."""
        return {repr(m): tuple(m.ideal) for m in self.metrics}


def gauge(names: Sequence[str] = (), guards: Sequence[str] = ()) -> Gauge:
    """The metrics named, or the usual ones; `noise` is always measured.

    Raises MetricError for a metric whose average is no mean of pages: pinned page by page it
    would say something else than its table.
    """
    metrics = [m for m in parse_metrics(names or METRICS) if not isinstance(m, NoiseLeaks)]
    for metric in metrics:
        if not metric.mean_of_pages:
            raise MetricError(
                f"The gate pins page values, and the average of {metric!r} is no mean of these: "
                f"name others, as {', '.join(METRICS)}."
            )
    return Gauge(tuple(metrics), tuple(guards))


def pinned(
    answers: Answers,
    corpus: Corpus,
    measured: Gauge,
    known: Mapping[str, PageRecord],
) -> ExtractorRecord:
    """An extractor of a run as a baseline pins it.

    A page that `known` has with the same bytes, gold, outcome and output keeps its numbers.
    """
    system = answers.system
    able = _able(measured, answers)
    speed = answers.speed
    return ExtractorRecord(
        spec=system.spec,
        version=system.version,
        python=system.runtime,
        libxml2=system.libxml2,
        packages=system.packages,
        rules=system.rules,
        mean_cpu_ms=round(speed.mean_cpu_ms, 1) if speed else None,
        pages={
            page.id: _page(page, extraction, corpus, able, known.get(page.id))
            for page, extraction in answers.paired()
        },
    )


def _able(measured: Gauge, answers: Answers) -> Gauge:
    """Without the metrics of markdown where an extractor returns none: its empty pages are no 0."""
    if not gives_text_only(answers.briefs):
        return measured
    return Gauge(tuple(m for m in measured.metrics if m.reads != "markdown"), measured.guards)


def _page(
    page: Page, extraction: Extraction, corpus: Corpus, measured: Gauge, known: PageRecord | None
) -> PageRecord:
    record = PageRecord(
        page=corpus.page_digests[page.id],
        gold=gold_digest(page),
        outcome=extraction.outcome,
        output=output_digest(extraction),
    )
    if known is not None and unchanged(record, known):
        return known
    text = text_of(extraction)
    answered = extraction.answered and page.gold.text is not None
    return PageRecord(
        page=record.page,
        gold=record.gold,
        outcome=record.outcome,
        output=record.output,
        markdown=bool(extraction.markdown),
        scores=dict(_scores(page, extraction, measured.metrics)),
        leaks=leaked(page, text) if answered else {},
        phrases=tuple(phrases_in(text, (*page.gold.lacks, *measured.guards))),
        accepted=known.accepted if known else None,
    )


def unchanged(one: PageRecord, other: PageRecord) -> bool:
    """Whether two records are of the same page, gold and output, so that all else is the same."""
    return (one.page, one.gold, one.outcome, one.output) == (
        other.page,
        other.gold,
        other.outcome,
        other.output,
    )


def output_digest(extraction: Extraction) -> str:
    """The digest of what came: text and markdown."""
    markdown = "" if extraction.markdown is None else f"\0{extraction.markdown}"
    return short_digest(f"{extraction.text}{markdown}".encode())


def _scores(
    page: Page, extraction: Extraction, metrics: Sequence[Metric]
) -> Iterator[tuple[str, float]]:
    """The page values of every metric that can judge it, by METRIC.VALUE."""
    for metric in metrics:
        row = row_of(metric, page, extraction) if metric.judges(page.gold) else None
        if isinstance(row, tuple):
            for name, values in metric.values(np.array([row], dtype=float)).items():
                if not np.isnan(values[0]):
                    yield f"{metric!r}.{name}", round(float(values[0]), DIGITS)


def leaked(page: Page, text: str) -> dict[str, int]:
    """Leaked words by noise kind."""
    found: Counter[str] = Counter()
    for leak in leaks(page.gold, text):
        found[leak.kind] += leak.leaked
    return dict(found)


def phrases_in(text: str, phrases: Sequence[str]) -> Iterator[str]:
    """The phrases of which a text holds all words in a row, whatever stands between them."""
    words = f" {' '.join(tokens(text))} "
    for phrase in dict.fromkeys(phrases):
        wanted = " ".join(tokens(phrase))
        if wanted and f" {wanted} " in words:
            yield phrase
