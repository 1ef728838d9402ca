"""What stands beside the scores: leaked pages by kind, silence on empty gold, the oracle's test."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.measuring import measure
from boilerbench.records import Page
from boilerbench.scoring import LeakCounts, Metric, NoiseLeaks, kept_silent, leak_counts
from boilerbench.scoring.parts import ideal_part, text_of
from boilerbench.scoring.remembered import page_statistics

TOLERANCE: Final = 1e-9


def leaked_pages(answers: Answers) -> LeakCounts:
    """On how many answered pages with labelled noise a system leaked: n of m, and by kind."""
    measured = measure(NoiseLeaks(), [answers], answers.pages)
    return leak_counts(measured.tables[0][measured.known(0)])


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
    """A sentence for a page whose gold itself misses a metric's ideal: one of them is wrong.

    The first few pages of each metric are named, the rest counted: a public corpus may have many.
    """
    for metric in metrics:
        found = [(page.id, missed) for page in corpus.pages if (missed := _short_of(metric, page))]
        for ident, missed in found[:NAMED]:
            yield (
                f"{metric!r} gives the gold of {ident} itself {missed}: "
                "the metric or that page's gold has a bug."
            )
        if len(found) > NAMED:
            yield (
                f"{metric!r} finds the gold of {len(found) - NAMED} more pages short of its ideal: "
                f"`boilerbench corpus check {corpus.source}` looks for why."
            )


NAMED: Final = 3


def _short_of(metric: Metric, page: Page) -> str | None:
    ideal = ideal_part(page.gold, metric.reads)
    if ideal is None or not metric.judges(page.gold):
        return None
    row = page_statistics(metric, page.gold, ideal)
    return None if row is None else _missed(metric, row)


def _missed(metric: Metric, row: tuple[float, ...]) -> str | None:
    values = metric.summary(np.array([row], dtype=float), np.ones((1, 1)))
    for name, ideal in metric.ideal.items():
        value = float(values[name][0])
        if abs(value - ideal) > TOLERANCE:  # never true of nan: nothing of that kind on the page
            return f"{name} {value:.4f} instead of {ideal:g}"
    return None
