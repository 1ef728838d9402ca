"""From recorded extractions to scores: every metric of every extractor, whole or by group."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.corpora.corpus import Corpus, field_values
from boilerbench.errors import RunError
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction, Gold, Page
from boilerbench.replaying import corpus_of
from boilerbench.runs import Run
from boilerbench.scores import Group, MetricScores, Row, ScoredCorpus, Scores, Speed, Value
from boilerbench.scoring import HEADLINE, Metric, NoiseLeaks
from boilerbench.statistics import Estimate, Resampling, estimate, resample
from boilerbench.text import TOKENISER_VERSION, plain_of_markdown
from boilerbench.version import VERSION

Average: TypeAlias = Literal["page", "worst"]
REPLICATES: Final = 1000
WORST: Final = "worst_tenth"
"""The value that holds the headline's mean over the worst tenth of the pages."""


@dataclass(frozen=True)
class Answers:
    """One system's recorded extractions of the pages that are scored, in page order."""

    system: SystemRecord
    pages: tuple[Page, ...]
    extractions: tuple[Extraction, ...]

    @property
    def missing(self) -> int:
        """Pages that were selected but are not recorded."""
        return len(self.pages) - len(self.extractions)

    def paired(self) -> Iterator[tuple[Page, Extraction]]:
        """Every recorded extraction with its page."""
        by_page = {extraction.page: extraction for extraction in self.extractions}
        return ((page, by_page[page.id]) for page in self.pages if page.id in by_page)


def answers_of(run: Run, corpus: Corpus) -> tuple[Answers, ...]:
    """What every system of a run recorded for the pages of a corpus.

    Raises RunError where a page is not the one that was extracted.
    """
    digests = corpus.page_digests
    found = []
    for system in run.manifest.systems:
        recorded = {} if system.reason else run.extractions(system)
        known = tuple(recorded[page.id] for page in corpus.pages if page.id in recorded)
        changed = [e.page for e in known if e.digest != digests[e.page]]
        if changed:
            raise RunError(
                f"{len(changed)} of {len(corpus.pages)} pages of {corpus.name} are not those this "
                f"run extracted (first: {changed[0]}): `boilerbench run --resume --out {run.path}` "
                "extracts them again."
            )
        found.append(Answers(system, corpus.pages, known))
    return tuple(found)


def text_of(extraction: Extraction) -> str:
    """The text that is scored: as returned, or the plain rendering where only markdown came."""
    if extraction.text or extraction.markdown is None:
        return extraction.text
    return plain_of_markdown(extraction.markdown)


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
    answers = answers_of(run, corpus)
    rows = tuple(
        _row(restricted(one, pages), group, metrics, corpus, average, seed)
        for group, pages in groups_of(corpus, by)
        for one in answers
    )
    summary = ScoredCorpus(name=corpus.name, digest=corpus.digest(), pages=len(corpus.pages))
    return Scores(corpus=summary, rows=rows)


def groups_of(corpus: Corpus, by: str | None) -> list[tuple[Group | None, tuple[Page, ...]]]:
    """All pages as one group, or a group for each value of a field, by name."""
    if by is None:
        return [(None, corpus.pages)]
    values = sorted({value for page in corpus.pages for value in field_values(page, by)})
    return [
        (Group(by, value), tuple(p for p in corpus.pages if value in field_values(p, by)))
        for value in values
    ]


def restricted(answers: Answers, pages: Sequence[Page]) -> Answers:
    """The same system's answers for some of the pages."""
    ids = {page.id for page in pages}
    kept = tuple(e for e in answers.extractions if e.page in ids)
    return Answers(answers.system, tuple(pages), kept)


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
        return metric.failure(page.gold)
    return page_statistics(metric, page.gold, text_of(extraction))


@lru_cache(maxsize=32_768)
def page_statistics(metric: Metric, gold: Gold, text: str) -> tuple[float, ...]:
    """A metric's row for one text; the same text is never scored twice."""
    return metric.page(gold, text)


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
    return f"{answers.missing} of {len(answers.pages)} pages are not extracted yet"


def _metric_scores(
    metric: Metric, answers: Answers, corpus: Corpus, average: Average, seed: int
) -> MetricScores:
    statistics, pages = statistics_of(metric, answers)
    draws = _drawn_of(answers.pages, pages, seed)
    values = {
        name: _value(one)
        for name, one in estimate(metric, statistics, draws, average=average).items()
    }
    if metric.headline in metric.values(statistics):
        worst = estimate(metric, statistics, draws, average="worst")
        values[WORST] = _value(worst[metric.headline])
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
        "fail": _failures_count_as(metric),
        "tok": TOKENISER_VERSION,
        "seed": seed,
        "version": VERSION,
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def _failures_count_as(metric: Metric) -> str:
    """What a failed page is to a metric: left out, an empty text, or 0 even where gold is empty."""
    silent = Gold(text="")
    row = metric.failure(silent)
    if row is None:
        return "left-out"
    return "empty" if row == metric.page(silent, "") else "zero"


def _value(estimate: Estimate) -> Value:
    def known(number: float) -> float | None:
        return None if np.isnan(number) else float(number)

    return Value(known(estimate.value), known(estimate.low), known(estimate.high))


def speed_of(extractions: Sequence[Extraction]) -> Speed | None:
    """The speed of what was timed; None where nothing was, as with stored outputs.

    The first call of a worker is left out where there are others: it also loads the extractor.
    """
    called = [(e.timing, e.size) for e in extractions if e.timing is not None]
    if not called:
        return None
    timed = [one for one in called if not one[0].first] or called
    wall = np.array([timing.wall_ns for timing, _ in timed], dtype=float)
    cpu = np.array([timing.cpu_ns for timing, _ in timed], dtype=float)
    seconds = max(float(wall.sum()) / 1e9, 1e-9)
    return Speed(
        mean_cpu_ms=float(cpu.mean()) / 1e6,
        median_ms=float(np.median(wall)) / 1e6,
        p95_ms=float(np.percentile(wall, 95)) / 1e6,
        pages_per_second=len(timed) / seconds,
        megabytes_per_second=sum(size for _, size in timed) / 1e6 / seconds,
        peak_memory_mb=max(timing.peak_memory for timing, _ in called) / 1e6,
    )
