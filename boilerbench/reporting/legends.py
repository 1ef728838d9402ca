"""What the numbers of a table mean: intervals, failures under each metric, gaps, signatures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.draws import draws_of
from boilerbench.records import ANSWERS
from boilerbench.reporting.tables import signed
from boilerbench.scores import Row, Scores
from boilerbench.scoring import Metric, metrics_at_hand
from boilerbench.scoring.metric import Failures
from boilerbench.signatures import shared_parts
from boilerbench.wording import counted

FAILED: Final[dict[Failures, str]] = {
    "zero": "counts 0 in every value",
    "empty": "is an empty output, as its peer has it",
    "left-out": "is in no value",
}
"""What a failed page is to a metric."""
_GAPS: Final = {
    "no markdown": "has no markdown on",
    "not computed": "is too large to be computed on",
}


def legend(corpus: Corpus, scores: Scores, metrics: Sequence[Metric]) -> Iterator[str]:
    """A paragraph for all that must be known to read the tables, signatures last."""
    yield from meanings(corpus, scores, metrics)
    yield from signatures(scores, metrics, "table")


def meanings(corpus: Corpus, scores: Scores, metrics: Sequence[Metric]) -> Iterator[str]:
    """What intervals are, which pages were judged, and what failures and gaps did."""
    judged = tuple(p for p in corpus.pages if any(metric.judges(p.gold) for metric in metrics))
    if len(judged) > 1:
        draws = draws_of(judged, 0)
        few = ", as there are under ten sites" if draws.unit == "pages" else ""
        yield f"±: half a 95 % interval by bootstrap over {draws.units} {draws.unit}{few}."
    yield from _unjudged(corpus, metrics)
    yield from _failed(scores, metrics)
    yield from _gaps(scores, metrics)


def signatures(scores: Scores, metrics: Sequence[Metric], style: str) -> Iterator[str]:
    """What is alike in the signatures of all rows, for each metric that judged a page."""
    for metric in metrics:
        found = [row.scores[repr(metric)] for row in scores.rows if repr(metric) in row.scores]
        if any(value.value is not None for one in found for value in one.values.values()):
            long = shared_parts([one.signature for one in found])
            short = shared_parts([one.short_signature for one in found])
            yield signed(long, short, style)


def _unjudged(corpus: Corpus, metrics: Sequence[Metric]) -> Iterator[str]:
    for metric in metrics:
        left_out = [page for page in corpus.pages if not metric.judges(page.gold)]
        if left_out:
            pages = f"{len(left_out)} of {counted(len(corpus.pages), 'page')}"
            kinds = ", ".join(sorted({page.gold.kind for page in left_out}))
            able = _who_can(metric, corpus)
            yield (
                f"{metric!r} cannot judge {pages} (gold: {kinds}): "
                f"what it needs is not labelled there{able}."
            )


def _who_can(metric: Metric, corpus: Corpus) -> str:
    """The metric of text that can judge these pages, if there is one."""
    if "f1" not in metric.ideal:
        return ""
    pages = [page for page in corpus.pages if not metric.judges(page.gold)]
    able = (name for name, one in metrics_at_hand() if all(one.judges(p.gold) for p in pages))
    name = next(able, None)
    return f"; `--metrics {name}` can" if name else ""


def _failed(scores: Scores, metrics: Sequence[Metric]) -> Iterator[str]:
    """What a failed page did to the rows that have one, under each metric."""
    failing = [row for row in scores.rows if _failures(row) and row.scores]
    if failing:
        by_policy: dict[Failures, list[str]] = {}
        for metric in metrics:
            by_policy.setdefault(metric.failures, []).append(repr(metric))
        told = (f"{FAILED[one]} ({', '.join(names)})" for one, names in by_policy.items())
        yield f"A failed page {'; '.join(told)}."


def _failures(row: Row) -> int:
    return sum(count for outcome, count in row.statuses.items() if outcome not in ANSWERS)


def _gaps(scores: Scores, metrics: Sequence[Metric]) -> Iterator[str]:
    """The pages that are in no value of a row though its extractor answered."""
    for metric in metrics:
        for gap, verb in _GAPS.items():
            counts = Counter[str]()
            for row in scores.rows:
                # The scale is text, and no one's to mend; too large it may be as any row.
                if (row.kind != "scale" or gap != "no markdown") and repr(metric) in row.scores:
                    counts[row.name] += row.scores[repr(metric)].gaps.get(gap, 0)
            for name, count in counts.items():
                if count:
                    yield f"{name} {verb} {counted(count, 'page')}, which {metric!r} leaves out."
