"""Averages over pages under any weights, and the interval that replicates give them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias

import numpy as np

from boilerbench.scoring.metric import Floats, Metric
from boilerbench.statistics.ordered import ordered
from boilerbench.statistics.replicating import replicated
from boilerbench.statistics.resampling import Resampling

Average: TypeAlias = Literal["page", "pooled", "median", "worst"]

INTERVAL: Final = (0.025, 0.975)
"""Shares of the replicates below the two ends of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its 95 % percentile interval; `dropped` replicates had no countable page."""

    value: float
    low: float
    high: float
    dropped: int


def averaged(
    metric: Metric, statistics: Floats, weights: Floats, average: Average
) -> Mapping[str, Floats]:
    """Every value of a metric, one a replicate, from n x k statistics and replicates x n weights.

    `page` is the metric's own summary; `pooled` its values of the weighted sums of all rows;
    `median` the median of its page values; `worst` the mean of the worst tenth of the pages,
    where worst is farthest from the ideal: the lowest values, or the highest where 0 is ideal.
    A page of weight w counts as w pages; a replicate without a countable page is nan.
    """
    if average == "page":
        return metric.summary(statistics, weights)
    if average == "pooled":
        return _pooled(metric, weights @ statistics, weights.sum(axis=1))
    return {
        name: ordered(average, metric.ideal.get(name)).of_weighted(values, weights)
        for name, values in metric.values(statistics).items()
    }


def _pooled(metric: Metric, sums: Floats, pages: Floats) -> dict[str, Floats]:
    """The metric's values of r x k sums of rows; nan where no page was summed."""
    return {name: np.where(pages > 0, one, np.nan) for name, one in metric.values(sums).items()}


def estimate(
    metric: Metric, statistics: Floats, resampling: Resampling, *, average: Average = "page"
) -> dict[str, Estimate]:
    """Every value of a metric over pages x k statistics, with its interval."""
    once = np.ones((1, len(statistics)))
    values = partial(averaged, metric, statistics, average=average)
    points, drawn = values(once), replicated(resampling.weights, values)
    replicates = np.stack([drawn[name] for name in points])
    found = estimated(np.concatenate(list(points.values())), replicates)
    return dict(zip(points, found, strict=True))


def worst_estimate(metric: Metric, statistics: Floats, resampling: Resampling) -> Estimate:
    """The mean of the headline value over the worst tenth of the pages, with its interval."""
    values = metric.values(statistics)[metric.headline]
    by = ordered("worst", metric.ideal.get(metric.headline)).of_weighted
    point = by(values, np.ones((1, len(statistics))))
    drawn = replicated(resampling.weights, lambda weights: {"worst": by(values, weights)})
    return estimated(point, drawn["worst"][None])[0]


def estimated(values: Floats, drawn: Floats) -> list[Estimate]:
    """Values (S), each with the interval of its replicates (S x R)."""
    low, high = interval(drawn)
    dropped = np.isnan(drawn).sum(axis=1)
    rows = zip(*(one.tolist() for one in (values, low, high, dropped)), strict=True)
    return [Estimate(*row) for row in rows]


def interval(drawn: Floats) -> tuple[Floats, Floats]:
    """The 95 % percentile interval of each row (... x replicates); nan counts for nothing.

    Percentiles are interpolated linearly between replicates, as `numpy.percentile` does.
    Percentile bootstrap: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    ordered = np.sort(drawn, axis=-1)  # nan comes last
    counted = drawn.shape[-1] - np.isnan(ordered).sum(axis=-1)
    low, high = (_quantile(ordered, counted, share) for share in INTERVAL)
    return low, high


def _quantile(ordered: Floats, counted: Floats, share: float) -> Floats:
    if not ordered.shape[-1]:
        return np.full(counted.shape, np.nan)
    place = np.maximum(share * (counted - 1), 0.0)  # of no replicate the first, which is nan
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, np.maximum(counted - 1, 0))
    low, high = (np.take_along_axis(ordered, one[..., None], -1)[..., 0] for one in (below, above))
    return np.asarray(low + (high - low) * (place - below))
