"""Scores of many systems as functions of sums over pages.

A mean, a pooled rate, the harmonic mean of two means: each is a function of sums of terms that
every page adds for itself. So the scores of S systems in R replicates come from one product of
terms (S x n) and weights (n x R), and no system is gone through alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from boilerbench.scoring.additive import of_means, of_sums
from boilerbench.scoring.metric import Floats, Metric, ratio
from boilerbench.statistics.averaging import Average
from boilerbench.statistics.shared import Flags, has_row


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """The values of S systems over n pages, by name, as a function of m sums.

    `terms` are m x S x n. `values` takes m sums, an array of m x any shape, and the number of
    pages that were summed (of a shape that broadcasts to the rest). `linear` says that a value is
    its one sum divided by the number of pages.
    """

    terms: Floats
    values: Callable[[Floats, Floats], Mapping[str, Floats]]
    linear: bool = False

    def weighted(self, weights: Floats) -> Mapping[str, Floats]:
        """Values by name, S x R each, under R x n weights."""
        return self.values(product(self.terms, weights), weights.sum(axis=1))


def product(terms: Floats, weights: Floats) -> Floats:
    """Weighted sums of m x S x n terms under R x n weights: m x S x R."""
    flat = terms.reshape(-1, terms.shape[2])
    return np.asarray((flat @ weights.T).reshape(*terms.shape[:2], len(weights)))


def sums_of(metric: Metric, tables: Floats, average: Average, value: str | None) -> Sums | None:
    """The sums behind an average of S x n x k tables; None where sums do not make it up.

    With `value` no other value need be computed. A page on which a system has no row (nan) adds
    nothing to that system's sums.
    """
    present = has_row(tables)
    counts = of_sums(metric)
    if counts and average in ("page", "pooled"):
        needed = counts.summed[value] if value else metric.columns
        return _of_columns(metric, needed, counts.of_sums, tables, present)
    if average == "pooled":
        return _of_columns(metric, metric.columns, _values_of(metric), tables, present)
    if average != "page":
        return None
    means = of_means(metric)
    if means and (value is None or value in means.combined):
        every = [name for name in metric.ideal if name not in means.combined]
        names = means.combined[value] if value else every
        return _of_means(_page_values(metric, tables, present, names), means.of_means)
    if means or metric.mean_of_pages:
        return _of_means(_page_values(metric, tables, present, [value] if value else None), dict)
    return None


def _page_values(
    metric: Metric, tables: Floats, present: Flags, names: Iterable[str] | None
) -> dict[str, Floats]:
    """Page values by name, S x n each, nan without a row; all where none is named."""
    rows = np.where(present[..., None], tables, 0.0).reshape(-1, tables.shape[2])
    found = metric.values(rows)
    return {
        name: np.where(present, found[name].reshape(present.shape), np.nan)
        for name in names or found
    }


def _of_means(
    pages: Mapping[str, Floats], combine: Callable[[Mapping[str, Floats]], Mapping[str, Floats]]
) -> Sums:
    """Means of page values, over the pages that have the value, and what follows from them."""
    gaps = {name: np.isnan(values) for name, values in pages.items()}
    gappy = [name for name in pages if gaps[name].any()]
    terms = [np.where(gaps[name], 0.0, values) for name, values in pages.items()]
    counts = [1.0 - gaps[name] for name in gappy]

    def values(sums: Floats, total: Floats) -> Mapping[str, Floats]:
        means = sums[: len(pages)] / np.where(total > 0, total, np.nan)
        for name, count in zip(gappy, sums[len(pages) :], strict=True):
            place = list(pages).index(name)
            means[place] = ratio(sums[place], count, empty=np.nan)
        return combine(dict(zip(pages, means, strict=True)))

    return Sums(np.stack(terms + counts), values, linear=combine is dict and not gappy)


def _of_columns(
    metric: Metric,
    names: Sequence[str],
    rates: Callable[[Mapping[str, Floats]], Mapping[str, Floats]],
    tables: Floats,
    present: Flags,
) -> Sums:
    """Rates of sums of some columns; the last term counts the pages of each system."""
    places = [metric.columns.index(name) for name in names]
    rows = np.where(present, tables[..., places].transpose(2, 0, 1), 0.0)

    def values(sums: Floats, _total: Floats) -> Mapping[str, Floats]:
        *columns, pages = sums
        found = rates(dict(zip(names, columns, strict=True)))
        return {name: np.where(pages > 0, one, np.nan) for name, one in found.items()}

    return Sums(np.concatenate([rows, present[None].astype(float)]), values)


def _values_of(metric: Metric) -> Callable[[Mapping[str, Floats]], Mapping[str, Floats]]:
    """The metric's values of sums of all its columns, of any shape."""

    def values(sums: Mapping[str, Floats]) -> Mapping[str, Floats]:
        rows = np.stack(list(sums.values()), axis=-1)
        found = metric.values(rows.reshape(-1, rows.shape[-1]))
        return {name: one.reshape(rows.shape[:-1]) for name, one in found.items()}

    return values
