"""What stands beside the scores: leaked pages by kind, silence on empty gold, the oracle's test."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.measuring import measure
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
        found = list(_short_of_ideal(metric, corpus))
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
AT_ONCE: Final = 256  # pages, each a replicate of its own


def _short_of_ideal(metric: Metric, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The pages whose gold misses an ideal, and by how much."""
    rows = [
        (page.id, row)
        for page in corpus.pages
        if (ideal := ideal_part(page.gold, metric.reads)) is not None
        and metric.judges(page.gold)
        and (row := page_statistics(metric, page.gold, ideal)) is not None
    ]
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        statistics = np.array([row for _, row in some], dtype=float)
        values = metric.summary(statistics, np.eye(len(some)))
        for place, (ident, _) in enumerate(some):
            alone = {name: float(values[name][place]) for name in metric.ideal}
            if (missed := _missed(metric, alone)) is not None:
                yield ident, missed


def _missed(metric: Metric, values: Mapping[str, float]) -> str | None:
    for name, ideal in metric.ideal.items():
        # Never true of nan: nothing of that kind on the page.
        if abs(values[name] - ideal) > TOLERANCE:
            return f"{name} {values[name]:.4f} instead of {ideal:g}"
    return None
