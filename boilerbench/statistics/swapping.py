"""Differences of pairs of systems after the rows of some units changed their owner."""

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

import numpy as np

from boilerbench.scoring.metric import Floats, Metric
from boilerbench.statistics.averaging import Average
from boilerbench.statistics.ordered import ordered
from boilerbench.statistics.shared import Places, Shared
from boilerbench.statistics.sums import Sums, product, sums_of

Swapping: TypeAlias = Callable[[Floats], Iterator[tuple[Places, Floats]]]
"""From c x units swaps of 0 and 1: some pairs at a time, and their differences (pairs x c)."""


def swapping(metric: Metric, shared: Shared, average: Average, value: str) -> Swapping:
    """How pairs are scored anew, in the fastest way that the average allows."""
    if average in ("median", "worst"):
        return by_order(metric, shared, average, value)
    sums = sums_of(metric, shared.tables, average, value)
    if sums is not None:
        return by_sums(sums, shared, value)
    return by_summary(metric, shared, value)


def by_summary(metric: Metric, shared: Shared, value: str) -> Swapping:
    """Each pair by the metric's own summary, with the rows of both as pages of weight 1 and 0."""

    def swapped(swaps: Floats) -> Iterator[tuple[Places, Floats]]:
        given = swaps[:, shared.unit_of]
        mine, theirs = np.hstack([1 - given, given]), np.hstack([given, 1 - given])
        for pair, (one, two) in enumerate(zip(shared.first, shared.second, strict=True)):
            rows = np.vstack([shared.tables[one], shared.tables[two]])
            first, second = (metric.summary(rows, weights)[value] for weights in (mine, theirs))
            yield np.array([pair]), (first - second)[None]

    return swapped


def by_order(
    metric: Metric, shared: Shared, average: Literal["median", "worst"], value: str
) -> Swapping:
    """Each pair by the page values that each of its two systems then has."""
    pages = np.stack([metric.values(table)[value] for table in shared.tables])
    of_rows = ordered(average, metric.ideal.get(value)).of_rows

    def swapped(swaps: Floats) -> Iterator[tuple[Places, Floats]]:
        own = np.arange(pages.shape[1])
        mine = own + len(own) * swaps[:, shared.unit_of].astype(int)
        theirs = 2 * own + len(own) - mine
        for pair, (one, two) in enumerate(zip(shared.first, shared.second, strict=True)):
            both = np.concatenate([pages[one], pages[two]])
            yield np.array([pair]), (of_rows(both[mine]) - of_rows(both[theirs]))[None]

    return swapped


def by_sums(sums: Sums, shared: Shared, value: str) -> Swapping:
    """All pairs of a first system together.

    What is swapped away from each system is one product for all of them; a pair's sums are then
    what one had, less what it gave, and what the other gave.
    """
    units = _unit_sums(sums.terms, shared)
    totals = units.sum(axis=2)[..., None]
    pages = np.array(float(len(shared.pages)))
    blocks = [np.flatnonzero(shared.first == one) for one in np.unique(shared.first)]

    def swapped(swaps: Floats) -> Iterator[tuple[Places, Floats]]:
        away = product(units, swaps)
        for block in blocks:
            one, two = shared.first[block[:1]], shared.second[block]
            gain = away[:, two] - away[:, one]
            if sums.linear:
                yield block, (2 * gain[0] + (totals[0, one] - totals[0, two])) / pages
            else:
                mine = sums.values(totals[:, one] + gain, pages)[value]
                yield block, mine - sums.values(totals[:, two] - gain, pages)[value]

    return swapped


def _unit_sums(terms: Floats, shared: Shared) -> Floats:
    """Terms of pages (m x S x n) added up to those of units (m x S x units)."""
    order = np.argsort(shared.unit_of, kind="stable")
    starts = np.flatnonzero(np.diff(shared.unit_of[order], prepend=-1))
    return np.add.reduceat(terms[..., order], starts, axis=2)
