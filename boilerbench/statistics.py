"""Averages with intervals, from the statistics of pages alone: bootstrap by site, worst tenth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np

from boilerbench.scoring.metric import Floats, Metric

Unit: TypeAlias = Literal["sites", "pages"]
Average: TypeAlias = Literal["page", "worst"]

FEWEST_SITES: Final = 10
"""Under so many sites pages are resampled instead: so few say nothing of their spread."""
WORST_SHARE: Final = 0.1
INTERVAL: Final = (2.5, 97.5)
"""Percentiles of the replicates at which a 95 % interval ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Resampling:
    """How often each page is drawn in each replicate: replicates x pages.

    `unit` is what was drawn, `units` how many of it there are.
    """

    weights: Floats = field(repr=False)
    unit: Unit
    units: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its 95 % percentile interval; `dropped` replicates had no countable page."""

    value: float
    low: float
    high: float
    dropped: int


def resample(
    sites: Sequence[str],
    *,
    ids: Sequence[str] | None = None,
    replicates: int = 1000,
    seed: int = 0,
) -> Resampling:
    """Multinomial bootstrap draws of the sites of n pages; of the pages under ten sites.

    Pages of one site share a template, so they are drawn together (cluster bootstrap: Field and
    Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x). The draws depend on the set of sites and
    the seed, not on the order of pages; where pages are drawn, they are taken by site and id
    (without `ids`: by site and position), so give ids where the order may change.
    """
    rng = np.random.default_rng(seed)
    names = sorted(set(sites))
    if len(names) >= FEWEST_SITES:
        place = {name: number for number, name in enumerate(names)}
        draws = _draws(rng, len(names), replicates)
        return Resampling(draws[:, [place[site] for site in sites]], "sites", len(names))
    keys = list(zip(sites, ids or [""] * len(sites), strict=True))
    order = sorted(range(len(sites)), key=lambda page: keys[page])
    weights = np.zeros((replicates, len(sites)))
    weights[:, order] = _draws(rng, len(sites), replicates)
    return Resampling(weights, "pages", len(sites))


def _draws(rng: np.random.Generator, units: int, replicates: int) -> Floats:
    if not units:
        return np.zeros((replicates, 0))
    return rng.multinomial(units, np.full(units, 1 / units), size=replicates).astype(float)


def estimate(
    metric: Metric, statistics: Floats, resampling: Resampling, *, average: Average = "page"
) -> dict[str, Estimate]:
    """Every value of a metric over pages x k statistics, with its interval.

    `page` is the metric's own summary; `worst` the mean of the worst tenth of the pages, where
    worst is farthest from the ideal: the lowest values, or the highest where 0 is ideal.
    """
    once = np.ones((1, len(statistics)))
    if average == "page":
        point = metric.summary(statistics, once)
        drawn = metric.summary(statistics, resampling.weights)
    else:
        point = _worst(metric, statistics, once)
        drawn = _worst(metric, statistics, resampling.weights)
    return {name: _estimate(float(point[name][0]), drawn[name]) for name in point}


def _worst(metric: Metric, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
    signs = {name: -1.0 if metric.ideal.get(name) == 0 else 1.0 for name in metric.ideal}
    return {
        name: signs[name] * worst_tenth(signs[name] * values, weights) + 0.0  # never -0.0
        for name, values in metric.values(statistics).items()
    }


def _estimate(value: float, drawn: Floats) -> Estimate:
    counted = drawn[~np.isnan(drawn)]
    low, high = np.percentile(counted, INTERVAL) if len(counted) else (np.nan, np.nan)
    return Estimate(value, float(low), float(high), len(drawn) - len(counted))


def worst_tenth(values: Floats, weights: Floats) -> Floats:
    """The mean of the lowest tenth of n page values in each replicate, nan where there is none.

    A tenth of the weight, and no less than one page: of 15 pages the lowest counts whole and the
    next one half. Pages without a value (nan) are left out.
    """
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    ordered = weights[:, order]
    behind = np.cumsum(ordered, axis=1)
    total = ordered.sum(axis=1)
    mass = np.minimum(np.maximum(WORST_SHARE * total, 1.0), total)
    taken = np.clip(mass[:, None] - (behind - ordered), 0.0, ordered)
    result = np.full(len(weights), np.nan)
    np.divide(taken @ values[order], mass, out=result, where=mass > 0)
    return result
