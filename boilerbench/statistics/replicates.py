"""The scores of several systems under the same draws."""

from collections.abc import Mapping, Sequence

import numpy as np

from boilerbench.scoring.metric import Floats, Metric
from boilerbench.statistics.averaging import Average, Estimate, averaged, estimated
from boilerbench.statistics.replicating import replicated
from boilerbench.statistics.resampling import Counts, Resampling, resample
from boilerbench.statistics.shared import has_row
from boilerbench.statistics.sums import sums_of


def scores(
    metric: Metric,
    tables: Floats,
    weights: Counts | Floats,
    average: Average,
    value: str | None = None,
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Values by name of S systems, from S x n x k tables: as measured (S), in replicates (S x R).

    Each system is scored on the pages on which it has a row (no nan). With `value` no other value
    need be there. Equal to `averaged` of each system, to rounding.
    """
    sums = sums_of(metric, tables, average, value)

    def weighted(some: Floats) -> Mapping[str, Floats]:
        return sums.weighted(some) if sums else _apart(metric, tables, some, average)

    points = weighted(np.ones((1, tables.shape[1])))
    return {name: one[:, 0] for name, one in points.items()}, replicated(weights, weighted)


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
    name = value or metric.headline
    draws = resample(sites, ids=ids, replicates=replicates, seed=seed)
    point, drawn = scores(metric, np.stack(tables), draws.weights, average, name)
    return point[name], drawn[name].T


def estimates(
    metric: Metric, tables: Sequence[Floats], resampling: Resampling, *, average: Average = "page"
) -> list[dict[str, Estimate]]:
    """What `estimate` says of each of several systems over the same n pages, all at once.

    Tables are n x k, with a row of nan where a system has none.
    """
    points, drawn = scores(metric, np.stack(tables), resampling.weights, average)
    columns = [estimated(points[name], one) for name, one in drawn.items()]
    return [dict(zip(drawn, row, strict=True)) for row in zip(*columns, strict=True)]


def _apart(metric: Metric, tables: Floats, weights: Floats, average: Average) -> dict[str, Floats]:
    """The values of each system alone, one after the other."""
    found = []
    for table, present in zip(tables, has_row(tables), strict=True):
        rows, drawn = (table, weights) if present.all() else (table[present], weights[:, present])
        found.append(averaged(metric, rows, drawn, average))
    return {name: np.stack([one[name] for one in found]) for name in found[0]}
