"""Differences of pairs of systems after the rows of some units changed their owner."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from boilerbench.scoring.metric import Floats, Metric
from boilerbench.statistics.averaging import Average, averaged
from boilerbench.statistics.shared import Places, Shared
from boilerbench.statistics.sums import Sums, sums_of

Swapping: TypeAlias = Callable[[Floats], Iterator[tuple[Places, Floats]]]
"""From c x units swaps of 0 and 1: some pairs at a time, and their differences (pairs x c)."""


def swapping(metric: Metric, shared: Shared, average: Average, value: str) -> Swapping:
    """How pairs are scored anew: from sums where they make up the score, else page by page."""
    sums = sums_of(metric, shared.tables, average, value)
    if sums is not None:
        return by_sums(sums, shared, value)
    return by_pages(metric, shared, average, value)


def by_pages(metric: Metric, shared: Shared, average: Average, value: str) -> Swapping:
    """Each pair alone, with the rows of both as pages of weight 1 and 0."""

    def swapped(swaps: Floats) -> Iterator[tuple[Places, Floats]]:
        given = swaps[:, shared.unit_of]
        mine, theirs = np.hstack([1 - given, given]), np.hstack([given, 1 - given])
        for pair, (one, two) in enumerate(zip(shared.first, shared.second, strict=True)):
            rows = np.vstack([shared.tables[one], shared.tables[two]])
            first, second = (averaged(metric, rows, w, average)[value] for w in (mine, theirs))
            yield np.array([pair]), (first - second)[None]

    return swapped


def by_sums(sums: Sums, shared: Shared, value: str) -> Swapping:
    """All pairs of a first system together.

    What is swapped away from each system is one product for all of them; a pair's sums are then
    what one had, less what it gave, and what the other gave.
    """
    units = [_unit_sums(term, shared) for term in sums.terms]
    totals = [term.sum(axis=0) for term in units]
    pages = np.array(float(len(shared.pages)))
    blocks = [np.flatnonzero(shared.first == one) for one in np.unique(shared.first)]

    def swapped(swaps: Floats) -> Iterator[tuple[Places, Floats]]:
        away = [np.ascontiguousarray(term.T @ swaps.T) for term in units]  # S x c each
        for block in blocks:
            one, two = shared.first[block[0]], shared.second[block]
            gains = [term[two] - term[one] for term in away]
            had = [(total[one], total[two][:, None]) for total in totals]
            if sums.linear:
                (mine, theirs), gain = had[0], gains[0]
                yield block, (2 * gain + (mine - theirs)) / pages
            else:
                pairs = list(zip(had, gains, strict=True))
                first = sums.values([mine + gain for (mine, _), gain in pairs], pages)
                second = sums.values([theirs - gain for (_, theirs), gain in pairs], pages)
                yield block, first[value] - second[value]

    return swapped


def _unit_sums(term: Floats, shared: Shared) -> Floats:
    """An n x S matrix of pages added up to units x S."""
    order = np.argsort(shared.unit_of, kind="stable")
    starts = np.flatnonzero(np.diff(shared.unit_of[order], prepend=-1))
    return np.add.reduceat(term[order], starts, axis=0)
