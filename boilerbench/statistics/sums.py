"""Scores of many systems as functions of sums over pages.

A mean, a pooled rate, the harmonic mean of two means: each is a function of sums of terms that
every page adds for itself. So the scores of S systems in R replicates come from products of one
R x n matrix of weights with n x S matrices of terms, and no system is gone through alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from boilerbench.scoring.additive import OfMeans, OfSums
from boilerbench.scoring.metric import Floats, Metric, ratio
from boilerbench.statistics.averaging import Average, pooled
from boilerbench.statistics.shared import Flags, has_row


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """The values of S systems over n pages, by name, as a function of sums.

    `terms` are n x S matrices. `values` takes a sum of each, arrays of one shape, and the number
    of pages that were summed (of a shape that broadcasts); each value has the shape of the sums.
    `linear` says that every value is its one sum divided by the number of pages.
    """

    terms: tuple[Floats, ...]
    values: Callable[[Sequence[Floats], Floats], Mapping[str, Floats]]
    linear: bool = False


def sums_of(metric: Metric, tables: Floats, average: Average, value: str | None) -> Sums | None:
    """The sums behind an average of S x n x k tables; None where sums do not make it up.

    With `value` no other value need be computed. A page on which a system has no row (nan) adds
    nothing to that system's sums.
    """
    present = has_row(tables).T
    if average == "pooled":
        return _of_rows(tables, present, lambda sums, pages: pooled(metric, sums, pages))
    if average != "page":
        return None
    if isinstance(metric, OfSums):
        return _of_rows(tables, present, metric.of_sums)
    if isinstance(metric, OfMeans):
        return _of_means(_page_values(metric, tables, present, None), metric.of_means)
    if metric.mean_of_pages:
        return _of_means(_page_values(metric, tables, present, value), dict)
    return None


def _page_values(
    metric: Metric, tables: Floats, present: Flags, value: str | None
) -> dict[str, Floats]:
    """Page values by name, n x S each; of one name only where it is given."""
    found = metric.values(
        np.where(present.T.reshape(-1, 1), tables.reshape(-1, tables.shape[2]), 0.0)
    )
    names = found if value is None else [value]
    return {
        name: np.where(present, found[name].reshape(tables.shape[:2]).T, np.nan) for name in names
    }


def _of_means(
    pages: Mapping[str, Floats], of_means: Callable[[Mapping[str, Floats]], Mapping[str, Floats]]
) -> Sums:
    """Means of page values, over the pages that have the value, and what follows from them."""
    gaps = {name: np.isnan(values) for name, values in pages.items()}
    gappy = [name for name in pages if gaps[name].any()]
    terms = [np.where(gaps[name], 0.0, values) for name, values in pages.items()]
    counts = [1.0 - gaps[name] for name in gappy]

    def values(sums: Sequence[Floats], total: Floats) -> Mapping[str, Floats]:
        counted = dict(zip(gappy, sums[len(pages) :], strict=True))
        return of_means(
            {
                name: ratio(one, counted.get(name, total), empty=np.nan)
                for name, one in zip(pages, sums[: len(pages)], strict=True)
            }
        )

    return Sums((*terms, *counts), values, linear=of_means is dict and not gappy)


def _of_rows(
    tables: Floats,
    present: Flags,
    of_sums: Callable[[Floats, Floats], Mapping[str, Floats]],
) -> Sums:
    """Rates of sums of rows; pages are counted for each system where one misses any."""
    terms = [np.where(present, column, 0.0) for column in tables.transpose(2, 1, 0)]
    counts = [] if present.all() else [present.astype(float)]

    def values(sums: Sequence[Floats], total: Floats) -> Mapping[str, Floats]:
        rows = np.stack(sums[: len(terms)], axis=-1)
        pages = sums[-1] if counts else np.broadcast_to(total, rows.shape[:-1])
        found = of_sums(rows.reshape(-1, len(terms)), pages.ravel())
        return {name: one.reshape(rows.shape[:-1]) for name, one in found.items()}

    return Sums((*terms, *counts), values)
