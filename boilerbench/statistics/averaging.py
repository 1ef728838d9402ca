"""Averages over pages under any weights, and the interval that replicates give them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from boilerbench.scoring.metric import Floats, Metric
from boilerbench.statistics.resampling import Resampling

Average: TypeAlias = Literal["page", "pooled", "median", "worst"]

WORST_SHARE: Final = 0.1
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
        return pooled(metric, weights @ statistics, weights.sum(axis=1))
    pages = metric.values(statistics)
    if average == "median":
        return {name: weighted_median(values, weights) for name, values in pages.items()}
    return {name: _worst(values, weights, metric.ideal.get(name)) for name, values in pages.items()}


def pooled(metric: Metric, sums: Floats, pages: Floats) -> dict[str, Floats]:
    """The metric's values of r x k sums of rows; nan where no page was summed."""
    return {name: np.where(pages > 0, one, np.nan) for name, one in metric.values(sums).items()}


def estimate(
    metric: Metric, statistics: Floats, resampling: Resampling, *, average: Average = "page"
) -> dict[str, Estimate]:
    """Every value of a metric over pages x k statistics, with its interval."""
    once = np.ones((1, len(statistics)))
    points = averaged(metric, statistics, once, average)
    drawn = averaged(metric, statistics, resampling.weights, average)
    return {name: estimated(float(points[name][0]), drawn[name]) for name in points}


def estimated(value: float, drawn: Floats) -> Estimate:
    """A value with the interval of its replicates."""
    low, high = interval(drawn)
    return Estimate(value, float(low), float(high), int(np.isnan(drawn).sum()))


def interval(drawn: Floats) -> tuple[Floats, Floats]:
    """The 95 % percentile interval of each row (... x replicates); nan counts for nothing.

    Percentiles are interpolated linearly between replicates, as `numpy.percentile` does.
    Percentile bootstrap: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
    """
    ordered = np.sort(drawn, axis=-1)  # nan comes last
    counted = drawn.shape[-1] - np.isnan(drawn).sum(axis=-1)
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


def weighted_median(values: Floats, weights: Floats) -> Floats:
    """The median of n page values in each replicate, a page of weight w repeated w times.

    Of an even number it is the mean of the two in the middle. Pages without a value (nan) are
    left out; nan where none is left.
    """

    def middle(ordered: Floats, weights: Floats) -> Floats:
        behind = np.cumsum(weights, axis=1)
        half = behind[:, -1:] / 2
        lower, upper = (np.argmax(reached, axis=1) for reached in (behind >= half, behind > half))
        return np.asarray((ordered[lower] + ordered[upper]) / 2)

    return _of_ordered(values, weights, middle)


def worst_tenth(values: Floats, weights: Floats) -> Floats:
    """The mean of the lowest tenth of n page values in each replicate, nan where there is none.

    A tenth of the weight, and no less than one page: of 15 pages the lowest counts whole and the
    next one half. Pages without a value (nan) are left out.
    """

    def lowest(ordered: Floats, weights: Floats) -> Floats:
        behind = np.cumsum(weights, axis=1)
        total = behind[:, -1]
        mass = np.minimum(np.maximum(WORST_SHARE * total, 1.0), total)
        taken = np.clip(mass[:, None] - (behind - weights), 0.0, weights)
        return np.asarray((taken @ ordered) / mass)

    return _of_ordered(values, weights, lowest)


def _worst(values: Floats, weights: Floats, ideal: float | None) -> Floats:
    sign = -1.0 if ideal == 0 else 1.0
    return sign * worst_tenth(sign * values, weights) + 0.0  # never -0.0


def _of_ordered(
    values: Floats, weights: Floats, statistic: Callable[[Floats, Floats], Floats]
) -> Floats:
    """A statistic of the known values in rising order, in replicates that have any."""
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    ordered = weights[:, order]
    some = ordered.any(axis=1)
    result = np.full(len(weights), np.nan)
    if some.any():
        result[some] = statistic(values[order], ordered if some.all() else ordered[some])
    return result
