"""A baseline's pages of one extractor beside those of a run: which are comparable, what changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerbench.gating.baselines import ExtractorRecord, PageRecord
from boilerbench.gating.pinning import Gauge, unchanged
from boilerbench.records import ANSWERS, Gold, Page
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import Floats

HEADLINE: Final = "shingles(n=4).f1"
"""The value by which a page is called better or worse, where it has it."""


@dataclass(frozen=True)
class Evidence:
    """What is known of one extractor before and now, on the pages whose digests are the same.

    `before` and `now` are of these pages in the same order, `golds` too. `better` says for each
    METRIC.VALUE which end is the good one: 1 for high, -1 for low; `headlines` are those that a
    paired test is made of.
    """

    label: str
    pages: tuple[str, ...]
    sites: tuple[str, ...]
    golds: tuple[Gold, ...]
    before: tuple[PageRecord, ...]
    now: tuple[PageRecord, ...]
    better: Mapping[str, int]
    headlines: frozenset[str]
    guards: frozenset[str] = frozenset()

    @cached_property
    def changed(self) -> tuple[int, ...]:
        """The places of pages with another output or outcome."""
        pairs = enumerate(zip(self.before, self.now, strict=True))
        return tuple(at for at, (old, new) in pairs if not unchanged(old, new))

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Every METRIC.VALUE that a page had or has, in the order of the metrics."""
        there = {name for record in (*self.before, *self.now) for name in record.scores}
        return tuple(name for name in self.better if name in there)

    @cached_property
    def falls(self) -> Floats:
        """How much worse each value is on each page: v x n, below 0 where better, nan unknown."""
        falls: Floats = (self._table(self.before) - self._table(self.now)) * self._signs[:, None]
        return falls

    @cached_property
    def _signs(self) -> Floats:
        return np.array([self.better[name] for name in self.values], dtype=float)

    def _table(self, records: Sequence[PageRecord]) -> Floats:
        rows = [[record.scores.get(name, np.nan) for record in records] for name in self.values]
        return np.array(rows, dtype=float).reshape(len(self.values), len(records))

    def mean_falls(self) -> Floats:
        """How much worse the mean of each value is, over the pages that have it both times."""
        known = ~np.isnan(self.falls)
        total = np.where(known, self.falls, 0.0).sum(axis=1)
        return np.asarray(total / np.maximum(known.sum(axis=1), 1))

    def means_of(self, value: int, pages: NDArray[np.bool_]) -> tuple[float, float]:
        """The means of a value over some of the pages, before and now."""
        before, now = (self._table(records)[value][pages] for records in (self.before, self.now))
        return float(before.mean()), float(now.mean())

    def fall_of(self, page: int) -> float:
        """How much worse a page is by the headline value, or by the first value that it has."""
        names = [HEADLINE, *self.values]
        falls = (self.falls[self.values.index(n), page] for n in names if n in self.values)
        return next((float(fall) for fall in falls if not np.isnan(fall)), 0.0)

    def leaked(self, kind: str | None) -> tuple[float, float]:
        """The leaked share of the planted words of a kind, or of all: before and now.

        Over the pages that have an answer both times; nan where nothing of the kind is planted.
        """
        kept = [
            (planted(gold), old.leaks, new.leaks)
            for gold, old, new in zip(self.golds, self.before, self.now, strict=True)
            if old.outcome in ANSWERS and new.outcome in ANSWERS
        ]
        total = sum(_count(there, kind) for there, _, _ in kept)
        if not total:
            return np.nan, np.nan
        return (
            sum(_count(old, kind) for _, old, _ in kept) / total,
            sum(_count(new, kind) for _, _, new in kept) / total,
        )


@lru_cache(maxsize=4096)
def planted(gold: Gold) -> Mapping[str, int]:
    """The words of labelled noise by kind."""
    found: Counter[str] = Counter()
    if gold.text is not None:
        for one, words in zip(gold.noise, gold_tokens(gold).noise, strict=True):
            found[one.kind] += len(words)
    return found


def evidence_of(
    label: str,
    was: ExtractorRecord,
    found: ExtractorRecord,
    pages: Sequence[Page],
    measured: Gauge,
    guards: frozenset[str] = frozenset(),
) -> Evidence:
    """The evidence on some pages, which both records have with the same digests."""
    metrics = measured.metrics
    return Evidence(
        label=label,
        pages=tuple(page.id for page in pages),
        sites=tuple(page.site for page in pages),
        golds=tuple(page.gold for page in pages),
        before=tuple(was.pages[page.id] for page in pages),
        now=tuple(found.pages[page.id] for page in pages),
        better={
            f"{metric!r}.{value}": 1 if ideal else -1
            for metric in metrics
            for value, ideal in metric.ideal.items()
        },
        headlines=frozenset(f"{one!r}.{one.headline}" for one in metrics),
        guards=guards,
    )


def _count(leaks: Mapping[str, int], kind: str | None) -> int:
    return sum(leaks.values()) if kind is None else leaks.get(kind, 0)
