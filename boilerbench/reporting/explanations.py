"""`score --explain`: a metric's definition, and its arithmetic from one page's statistics."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.measuring import measure
from boilerbench.records import Page
from boilerbench.scoring import Metric
from boilerbench.scoring.explaining import arithmetic, definition, statistics
from boilerbench.statistics import Average, averaged
from boilerbench.wording import counted, wrapped

AVERAGES: Final[dict[Average, str]] = {
    "page": "the metric's own average",
    "pooled": "the values of all statistics added up",
    "median": "the median of page values",
    "worst": "the mean of the worst tenth of page values",
}


def explanation(
    metric: Metric, page: Page, answers: Sequence[Answers], average: Average
) -> Iterator[str]:
    """The lines: definition first, then each row's arithmetic on this page and over all."""
    yield f"{metric!r}\n"
    yield definition(metric)
    ideals = ", ".join(f"{name} {ideal:g}" for name, ideal in _few(metric.ideal))
    yield f"\nIdeal: {ideals}. Headline: {metric.headline}."
    if not metric.judges(page.gold):
        yield f"\nThe gold of {page.id} has nothing that {metric!r} can judge by."
        return
    for one in answers:
        yield from _of_row(metric, page, one, average)


def _few(ideal: Mapping[str, float]) -> list[tuple[str, float]]:
    """The values that are not of one kind of noise among many."""
    return [(name, value) for name, value in ideal.items() if "." not in name]


def _of_row(metric: Metric, page: Page, answers: Answers, average: Average) -> Iterator[str]:
    extraction = answers.of(page.id)
    measured = measure(metric, [answers], [page])
    yield f"\n{answers.system.name} on {page.id}:"
    if page.id in measured.gaps[0]:
        yield f"  no statistics: {measured.gaps[0][page.id]}"
        return
    row = measured.tables[0][0]
    if extraction is not None and not extraction.answered:
        yield f"  failed ({extraction.outcome}); fail:{metric.failures}"
    yield from wrapped(f"  {statistics(metric, row)}")
    yield from (f"  {line}" for line in arithmetic(metric, row))
    yield f"  {_over_all(metric, answers, average)}"


def _over_all(metric: Metric, answers: Answers, average: Average) -> str:
    measured = measure(metric, [answers], answers.pages)
    table = measured.tables[0][measured.known(0)]
    value = averaged(metric, table, np.ones((1, len(table))), average)[metric.headline][0]
    told = "no value" if np.isnan(value) else f"{value:.4f}"
    what = AVERAGES[average]
    if average == "page" and metric.mean_of_pages:
        what = "the mean of page values"
    return f"over {counted(len(table), 'page')}: {metric.headline} {told}, {what}"
