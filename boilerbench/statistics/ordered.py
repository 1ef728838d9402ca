"""Averages that go by the order of pages: the median, and the mean of the worst tenth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from boilerbench.scoring.metric import Floats, ratio

WORST_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Ordered:
    """An average by order, in two forms.

    `of_weighted` takes n page values and R x n weights: a page of weight w counts as w pages.
    `of_rows` takes R x n page values, each once. nan values are left out; nan where none is left.
    """

    of_weighted: Callable[[Floats, Floats], Floats]
    of_rows: Callable[[Floats], Floats]


def ordered(average: Literal["median", "worst"], ideal: float | None) -> Ordered:
    """The average of that name; the worst pages are the lowest, or the highest if 0 is ideal."""
    if average == "median":
        return Ordered(weighted_median, medians)
    if ideal != 0:
        return Ordered(worst_tenth, worst_tenths)
    return Ordered(
        lambda values, weights: 0.0 - worst_tenth(-values, weights),
        lambda rows: 0.0 - worst_tenths(-rows),
    )


def weighted_median(values: Floats, weights: Floats) -> Floats:
    """The median of n page values in each replicate; of an even number the mean of the middle two.

    Pages without a value (nan) are left out; nan where none is left.
    """

    def middle(ordered: Floats, weights: Floats) -> Floats:
        behind = np.cumsum(weights, axis=1)
        half = behind[:, -1:] / 2
        lower, upper = (np.argmax(reached, axis=1) for reached in (behind >= half, behind > half))
        return np.asarray((ordered[lower] + ordered[upper]) / 2)

    return _in_order(values, weights, middle)


def worst_tenth(values: Floats, weights: Floats) -> Floats:
    """The mean of the lowest tenth of n page values in each replicate, nan where there is none.

    A tenth of the weight, and no less than one page: of 15 pages the lowest counts whole and the
    next one half. Pages without a value (nan) are left out.
    """

    def lowest(ordered: Floats, weights: Floats) -> Floats:
        behind = np.cumsum(weights, axis=1)
        mass = _tenth(behind[:, -1])
        taken = np.clip(mass[:, None] - (behind - weights), 0.0, weights)
        return np.asarray((taken @ ordered) / mass)

    return _in_order(values, weights, lowest)


def medians(rows: Floats) -> Floats:
    """The median of each row, as `weighted_median` of weights of one."""
    ordered = np.sort(rows, axis=1)  # nan comes last
    last = np.maximum((~np.isnan(rows)).sum(axis=1) - 1, 0)  # of no value the first, which is nan
    lower, upper = (ordered[np.arange(len(rows)), place] for place in (last // 2, (last + 1) // 2))
    return np.asarray((lower + upper) / 2)


def worst_tenths(rows: Floats) -> Floats:
    """The mean of the lowest tenth of each row, as `worst_tenth` of weights of one."""
    ordered, count = np.sort(rows, axis=1), (~np.isnan(rows)).sum(axis=1).astype(float)
    mass = _tenth(count)[:, None]
    lowest = ordered[:, : int(np.ceil(mass.max(initial=0.0)))]
    taken = np.clip(mass - np.arange(lowest.shape[1]), 0.0, 1.0)
    total = np.where(taken > 0, lowest * taken, 0.0).sum(axis=1)
    return ratio(total, mass[:, 0], empty=np.nan)


def _tenth(total: Floats) -> Floats:
    """A tenth of the pages' weight, and no less than one page where there is one."""
    return np.minimum(np.maximum(WORST_SHARE * total, 1.0), total)


def _in_order(
    values: Floats, weights: Floats, statistic: Callable[[Floats, Floats], Floats]
) -> Floats:
    """A statistic of the known values in rising order, in replicates that have any."""
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    in_order = weights[:, order]
    some = in_order.any(axis=1)
    result = np.full(len(weights), np.nan)
    if some.any():
        result[some] = statistic(values[order], in_order if some.all() else in_order[some])
    return result
