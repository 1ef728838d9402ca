"""From a metric's statistics to what is printed: values, intervals, signatures and ranks."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import msgspec

from boilerbench.contests import standings
from boilerbench.corpora.corpus import Corpus
from boilerbench.draws import drawn_of
from boilerbench.measuring import Measured
from boilerbench.records import Page
from boilerbench.scores import CommonPages, Contest, Group, MetricScores, Value, value_of
from boilerbench.signatures import ANSWERED, Signature, signature_of
from boilerbench.statistics import Average, estimate, worst_estimate

WORST: Final = "worst_tenth"
"""The value that holds the headline's mean over the worst tenth of the pages."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be scored, and how: pages of a corpus, all or a group of them.

    `common` are the pages that every compared system answered, None where that is all.
    """

    corpus: Corpus
    pages: tuple[Page, ...]
    group: Group | None
    common: frozenset[str] | None
    average: Average
    seed: int


def metric_scores(
    measured: Measured, asked: Asked
) -> tuple[dict[str, MetricScores], list[Contest]]:
    """What a metric says of every system that has extractions, by spec, and who beats whom."""
    scores = {
        one.system.spec: _scores(measured, place, asked)
        for place, one in enumerate(measured.answers)
        if one.extractions
    }
    headlines = {spec: one.values[measured.metric.headline].value for spec, one in scores.items()}
    found = standings(measured, headlines, asked.group, average=asked.average, seed=asked.seed)
    ranks = {spec: rank for one in found for spec, rank in one.ranks.items()}
    ranked = {
        spec: msgspec.structs.replace(one, rank=ranks.get(spec)) for spec, one in scores.items()
    }
    return ranked, [one.contest for one in found]


def _scores(measured: Measured, place: int, asked: Asked) -> MetricScores:
    pages = int(measured.known(place).sum())
    signature = _signature(measured, pages, asked, *_where(asked.group))
    return MetricScores(
        signature=signature.long,
        short_signature=signature.short,
        values=_values(measured, place, asked),
        gaps=dict(sorted(Counter(measured.gaps[place].values()).items())),
        answered_by_all=_common(measured, place, asked),
    )


def _common(measured: Measured, place: int, asked: Asked) -> CommonPages | None:
    if asked.common is None:
        return None
    some = measured.on(asked.common)
    pages = int(some.known(place).sum())
    signature = _signature(measured, pages, asked, *_where(asked.group), ANSWERED)
    return CommonPages(
        signature=signature.long,
        short_signature=signature.short,
        pages=pages,
        values=_values(some, place, asked),
    )


def _where(group: Group | None) -> tuple[str, ...]:
    return () if group is None else (f"{group.field}={group.value}",)


def _signature(measured: Measured, pages: int, asked: Asked, *where: str) -> Signature:
    return signature_of(
        measured.metric, asked.corpus, pages, average=asked.average, seed=asked.seed, where=where
    )


def _values(measured: Measured, place: int, asked: Asked) -> dict[str, Value]:
    """Every value of a system with its interval."""
    metric, known = measured.metric, measured.known(place)
    statistics = measured.tables[place][known]
    pages = [page for page, has in zip(measured.pages, known, strict=True) if has]
    draws = drawn_of(asked.pages, pages, asked.seed)
    found = estimate(metric, statistics, draws, average=asked.average)
    found[WORST] = worst_estimate(metric, statistics, draws)
    return {name: value_of(one, len(pages)) for name, one in found.items()}
