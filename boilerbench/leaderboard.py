"""From recorded extractions to scores: every metric of every extractor, whole or by group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerbench.answers import Answers, answers_of
from boilerbench.corpora.corpus import Corpus, field_values, in_order
from boilerbench.costs import speed_of
from boilerbench.records import Extraction, Gold, Page
from boilerbench.replaying import corpus_of
from boilerbench.runs import Run
from boilerbench.scores import Group, MetricScores, Row, ScoredCorpus, Scores, Value
from boilerbench.scoring import HEADLINE, Metric, NoiseLeaks
from boilerbench.scoring.metric import failure
from boilerbench.scoring.parts import Part, part_of
from boilerbench.statistics import Average, Estimate, Resampling, estimate, resample
from boilerbench.version import VERSION
from boilerbench.wording import counted

REPLICATES: Final = 1000
UNFINISHED: Final = "not extracted yet"
WORST: Final = "worst_tenth"
"""The value that holds the headline's mean over the worst tenth of the pages."""


def score(
    run: Run,
    corpus: Corpus | None = None,
    metrics: Sequence[Metric] = (HEADLINE, NoiseLeaks()),
    *,
    by: str | None = None,
    average: Average = "page",
    seed: int = 0,
) -> Scores:
    """Every metric of every system of a run, with 95 % intervals.

    `corpus` is the run's own unless given. `by` names a page field to break the rows down by; a
    page with several values counts in each. Raises RunError where the corpus has other pages than
    the run, UsageError for an unknown field.
    """
    corpus = corpus or corpus_of(run)
    return scores_of(answers_of(run, corpus), corpus, metrics, by=by, average=average, seed=seed)


def scores_of(
    answers: Sequence[Answers],
    corpus: Corpus,
    metrics: Sequence[Metric],
    *,
    by: str | None,
    average: Average,
    seed: int,
) -> Scores:
    """The scores of answers that were read already."""
    rows = tuple(
        _row(one.on(pages), group, metrics, corpus, average, seed)
        for group, pages in groups_of(corpus, by)
        for one in answers
    )
    summary = ScoredCorpus(name=corpus.name, digest=corpus.digest(), pages=len(corpus.pages))
    return Scores(corpus=summary, rows=rows)


def groups_of(corpus: Corpus, by: str | None) -> list[tuple[Group | None, tuple[Page, ...]]]:
    """All pages as one group, or a group for each value of a field, by name."""
    if by is None:
        return [(None, corpus.pages)]
    values = in_order(value for page in corpus.pages for value in field_values(page, by))
    return [
        (Group(by, value), tuple(p for p in corpus.pages if value in field_values(p, by)))
        for value in values
    ]


def statistics_of(metric: Metric, answers: Answers) -> tuple[NDArray[np.float64], list[Page]]:
    """The metric's row for every page it can judge, pages x k, and those pages."""
    rows: list[tuple[float, ...]] = []
    pages: list[Page] = []
    for page, extraction in answers.paired():
        row = _page_row(metric, page, extraction)
        if row is not None:
            rows.append(row)
            pages.append(page)
    return np.array(rows, dtype=float).reshape(len(rows), len(metric.columns)), pages


def _page_row(metric: Metric, page: Page, extraction: Extraction) -> tuple[float, ...] | None:
    if not metric.judges(page.gold):
        return None
    if not extraction.answered:
        return failure(metric, page.gold)
    part = part_of(extraction, metric.reads)
    return None if part is None else page_statistics(metric, page.gold, part)


@lru_cache(maxsize=4096)
def page_statistics(metric: Metric, gold: Gold, part: Part) -> tuple[float, ...] | None:
    """A metric's row for one output; the same text is never scored twice."""
    return metric.page(gold, part)


def _row(
    answers: Answers,
    group: Group | None,
    metrics: Sequence[Metric],
    corpus: Corpus,
    average: Average,
    seed: int,
) -> Row:
    system = answers.system
    return Row(
        extractor=system.spec,
        label=system.label,
        version=system.version,
        kind=system.kind,
        rank=None,
        group=group,
        statuses=dict(sorted(Counter(e.outcome for e in answers.extractions).items())),
        reason=system.reason or _incomplete(answers),
        scores={repr(m): _metric_scores(m, answers, corpus, average, seed) for m in metrics}
        if answers.extractions
        else {},
        speed=speed_of(answers.extractions),
    )


def _incomplete(answers: Answers) -> str | None:
    if not answers.missing:
        return None
    return f"{answers.missing} of {counted(len(answers.pages), 'page')} {UNFINISHED}"


def _metric_scores(
    metric: Metric, answers: Answers, corpus: Corpus, average: Average, seed: int
) -> MetricScores:
    statistics, pages = statistics_of(metric, answers)
    draws = _drawn_of(answers.pages, pages, seed)
    found = estimate(metric, statistics, draws, average=average)
    if metric.headline in metric.values(statistics):
        found[WORST] = estimate(metric, statistics, draws, average="worst")[metric.headline]
    values = {name: _value(one, len(pages)) for name, one in found.items()}
    return MetricScores(
        signature=signature(metric, corpus, len(pages), average, seed), values=values
    )


@lru_cache(maxsize=8)
def resampling_of(pages: tuple[Page, ...], seed: int) -> Resampling:
    """The bootstrap draws for these pages: by site, the same for every system and metric."""
    sites, ids = [page.site for page in pages], [page.id for page in pages]
    return resample(sites, ids=ids, replicates=REPLICATES, seed=seed)


def _drawn_of(pages: tuple[Page, ...], judged: Sequence[Page], seed: int) -> Resampling:
    """The draws for the judged ones among the pages."""
    draws = resampling_of(pages, seed)
    ids = {page.id for page in judged}
    columns = [place for place, page in enumerate(pages) if page.id in ids]
    return replace(draws, weights=draws.weights[:, columns])


def signature(metric: Metric, corpus: Corpus, pages: int, average: Average, seed: int) -> str:
    """What a number depends on besides the extractor; two that differ in it are not comparable."""
    parts = {
        "corpus": f"{corpus.name}@{corpus.digest()[:8]}",
        "pages": pages,
        "metric": repr(metric),
        "avg": average,
        "fail": metric.failures,
        "tok": metric.tokeniser,
        "seed": seed,
        "version": VERSION,
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def _value(estimate: Estimate, pages: int) -> Value:
    """A value for print; one page says nothing of how pages differ, so it has no interval."""

    def known(number: float) -> float | None:
        return None if np.isnan(number) else float(number)

    if pages < 2:
        return Value(known(estimate.value), None, None)
    return Value(known(estimate.value), known(estimate.low), known(estimate.high))
