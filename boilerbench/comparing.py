"""Two runs page by page: what got better, worse, empty or broken from the first to the second."""

from collections.abc import Sequence

import msgspec
import numpy as np

from boilerbench.answers import Answers
from boilerbench.comparisons import CHANGES, Change, Compared, Comparison, PageChange, Side
from boilerbench.corpora.corpus import Corpus
from boilerbench.matching import match
from boilerbench.measuring import Measured, measure
from boilerbench.records import Extraction
from boilerbench.runs import Run
from boilerbench.scores import value_of
from boilerbench.scoring import HEADLINE, Metric
from boilerbench.scoring.metric import better
from boilerbench.scoring.parts import part_of
from boilerbench.signatures import signature_of
from boilerbench.statistics import Average, Difference, averaged, differences, holm
from boilerbench.statistics.rounding import ROUNDING


def compare(
    first: Run,
    second: Run,
    corpus: Corpus,
    metrics: Sequence[Metric] = (HEADLINE,),
    *,
    wanted: Sequence[tuple[str, str]] = (),
    average: Average = "page",
    seed: int = 0,
) -> Comparison:
    """The rows that two runs have in common under each metric, on pages of the same bytes.

    `wanted` pairs labels of the first run with such of the second; without it equal labels are
    paired. Raises UsageError where no row or no page is in both.
    """
    matched = match(first, second, corpus, wanted)
    rows = [
        _compared(metric, pair, matched.corpus, average, seed)
        for metric in metrics
        for pair in matched.rows
    ]
    return Comparison(
        first=str(first.path),
        second=str(second.path),
        pages=len(matched.corpus.pages),
        remarks=matched.remarks,
        rows=tuple(_corrected(rows)),
    )


def _compared(
    metric: Metric, pair: tuple[Answers, Answers], corpus: Corpus, average: Average, seed: int
) -> Compared:
    measured = measure(metric, pair, corpus.pages)
    found = _difference(measured, average, seed)
    signature = signature_of(metric, corpus, found.pages, average=average, seed=seed)
    pages = _changes(measured)
    return Compared(
        label=pair[1].system.label,
        metric=repr(metric),
        signature=signature.long,
        short_signature=signature.short,
        value=metric.headline,
        better=better(metric),
        before=_side(measured, 0, average),
        after=_side(measured, 1, average),
        difference=value_of(found, found.pages),
        p=_known(found.p),
        adjusted=None,
        counts={change: sum(one.change == change for one in pages) for change in CHANGES},
        pages=tuple(one for one in pages if one.change != "same"),
    )


def _difference(measured: Measured, average: Average, seed: int) -> Difference:
    """Second minus first on the pages that both have statistics for."""
    (found,) = differences(
        measured.metric,
        measured.tables[::-1],
        [page.site for page in measured.pages],
        ids=[page.id for page in measured.pages],
        average=average,
        seed=seed,
    )
    return found


def _side(measured: Measured, place: int, average: Average) -> Side:
    metric, system = measured.metric, measured.answers[place].system
    table = measured.tables[place][measured.known(0) & measured.known(1)]
    value = averaged(metric, table, np.ones((1, len(table))), average)[metric.headline]
    return Side(system.spec, system.version, _known(float(value[0])))


def _changes(measured: Measured) -> list[PageChange]:
    """What became of every page that both runs have, the worst first."""
    metric = measured.metric
    before, after = measured.answers
    values = [metric.values(table)[metric.headline] for table in measured.tables]
    found = [
        _change(metric, old, new, (_known(was), _known(now)))
        for page, was, now in zip(measured.pages, *values, strict=True)
        if (old := before.of(page.id)) is not None and (new := after.of(page.id)) is not None
    ]
    return sorted(found, key=lambda one: (CHANGES.index(one.change), -_size(one), one.page))


def _size(change: PageChange) -> float:
    return abs((change.after or 0.0) - (change.before or 0.0))


def _change(
    metric: Metric,
    before: Extraction,
    after: Extraction,
    values: tuple[float | None, float | None],
) -> PageChange:
    was, now = values
    what = _kind_of_change(metric, before, after, (now or 0.0) - (was or 0.0))
    return PageChange(after.page, what, was, now, (before.outcome, after.outcome))


def _kind_of_change(
    metric: Metric, before: Extraction, after: Extraction, difference: float
) -> Change:
    if before.answered and not after.answered:
        return "newly failing"
    if before.outcome == "ok" and after.outcome == "empty":
        return "newly empty"
    if after.answered and not before.answered:
        return "answers again"
    if abs(difference) > ROUNDING:
        rises = difference > 0
        return "better" if rises == (better(metric) == "high") else "worse"
    same = part_of(before, metric.reads) == part_of(after, metric.reads)
    return "same" if same else "changed"


def _corrected(rows: Sequence[Compared]) -> list[Compared]:
    """The rows with Holm's correction over all that have a p."""
    tested = [row for row in rows if row.p is not None]
    adjusted = dict(zip(map(id, tested), holm([row.p or 0.0 for row in tested]), strict=True))
    return [msgspec.structs.replace(row, adjusted=adjusted.get(id(row))) for row in rows]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
