"""The scores of several systems under the same draws."""

from collections.abc import Mapping, Sequence

import numpy as np

from boilerbench.scoring.metric import Floats, Metric
from boilerbench.statistics.averaging import Average, Estimate, averaged, estimated
from boilerbench.statistics.resampling import Resampling, resample
from boilerbench.statistics.shared import has_row
from boilerbench.statistics.sums import sums_of


def scores(
    metric: Metric,
    tables: Floats,
    weights: Floats,
    average: Average,
    value: str | None = None,
) -> dict[str, Floats]:
    """Values of S systems in each replicate, S x R by name, from S x n x k tables.

    Each system is scored on the pages on which it has a row (no nan). With `value` no other value
    need be there. Equal to `averaged` of each system, to rounding.
    """
    sums = sums_of(metric, tables, average, value)
    if sums is not None:
        return dict(sums.weighted(weights))
    apart = [_alone(metric, table, weights, average) for table in tables]
    return {name: np.stack([one[name] for one in apart]) for name in apart[0]}


def replicate_scores(
    metric: Metric,
    tables: Sequence[Floats],
    sites: Sequence[str],
    *,
    ids: Sequence[str] | None = None,
    average: Average = "page",
    value: str | None = None,
    replicates: int = 1000,
    seed: int = 0,
) -> tuple[Floats, Floats]:
    """One value of S systems: as measured (S), and in each replicate (R x S).

    Tables are n x k over the same n pages, with a row of nan where a system has none. `value` is
    the metric's headline unless given. Two metrics over the same pages see the same draws.
    """
    stacked = np.stack(tables)
    name = value or metric.headline
    draws = resample(sites, ids=ids, replicates=replicates, seed=seed)
    once = np.ones((1, len(sites)))
    point, drawn = (scores(metric, stacked, w, average, name)[name] for w in (once, draws.weights))
    return point[:, 0], drawn.T


def estimates(
    metric: Metric, tables: Sequence[Floats], resampling: Resampling, *, average: Average = "page"
) -> list[dict[str, Estimate]]:
    """What `estimate` says of each of several systems over the same n pages, all at once.

    Tables are n x k, with a row of nan where a system has none.
    """
    stacked = np.stack(tables)
    once = np.ones((1, stacked.shape[1]))
    points, drawn = (scores(metric, stacked, w, average) for w in (once, resampling.weights))
    columns = [estimated(points[name][:, 0], one) for name, one in drawn.items()]
    return [dict(zip(drawn, row, strict=True)) for row in zip(*columns, strict=True)]


def _alone(
    metric: Metric, table: Floats, weights: Floats, average: Average
) -> Mapping[str, Floats]:
    (present,) = has_row(table[None])
    if present.all():
        return averaged(metric, table, weights, average)
    return averaged(metric, table[present], weights[:, present], average)
