"""What stands beside the scores: leaked pages by kind, silence on empty gold, the oracle's test."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from boilerbench.answers import Answers, text_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import page_statistics, statistics_of
from boilerbench.scoring import LeakCounts, Metric, NoiseLeaks, kept_silent, leak_counts

TOLERANCE: Final = 1e-9


def leaked_pages(answers: Answers) -> LeakCounts:
    """On how many answered pages with labelled noise a system leaked: n of m, and by kind."""
    statistics, _ = statistics_of(NoiseLeaks(), answers)
    return leak_counts(statistics)


def silence(answers: Answers) -> tuple[int, int] | None:
    """On how many pages with empty gold a system kept silent: n of m, None without such pages.

    A page that failed was not kept silent on.
    """
    verdicts = [
        extraction.answered and bool(kept_silent(page.gold, text_of(extraction)))
        for page, extraction in answers.paired()
        if kept_silent(page.gold, "") is not None
    ]
    return (sum(verdicts), len(verdicts)) if verdicts else None


def oracle_faults(corpus: Corpus, metrics: Sequence[Metric]) -> Iterator[str]:
    """A sentence for each page whose gold itself misses a metric's ideal: one of them is wrong."""
    for metric in metrics:
        judged = [page for page in corpus.pages if metric.judges(page.gold)]
        for page in judged:
            missed = _missed(metric, page_statistics(metric, page.gold, page.gold.ideal))
            if missed:
                yield (
                    f"{metric!r} gives the gold of {page.id} itself {missed}: "
                    "the metric or that page's gold has a bug."
                )


def _missed(metric: Metric, row: tuple[float, ...]) -> str | None:
    values = metric.summary(np.array([row], dtype=float), np.ones((1, 1)))
    for name, ideal in metric.ideal.items():
        value = float(values[name][0])
        if abs(value - ideal) > TOLERANCE:  # never true of nan: nothing of that kind on the page
            return f"{name} {value:.4f} instead of {ideal:g}"
    return None
