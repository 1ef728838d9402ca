"""Paired differences of systems: how large, how sure, and whether chance would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from boilerbench.scoring.metric import Floats, Metric
from boilerbench.statistics.averaging import Average
from boilerbench.statistics.multiplicity import holm
from boilerbench.statistics.permuting import Tested, p_values
from boilerbench.statistics.replicates import scores
from boilerbench.statistics.resampling import resample, units_of
from boilerbench.statistics.shared import Places, by_shared_pages
from boilerbench.statistics.spread import SPREAD, spread
from boilerbench.statistics.swapping import swapping
from boilerbench.statistics.swaps import Swaps


@dataclass(frozen=True, slots=True)
class Difference:
    """The score of system `first` minus that of `second`, on the pages where both have one.

    `low` and `high` end the 95 % percentile interval of the paired bootstrap, `error` is the
    standard deviation of its replicates; `p` is of the two-sided permutation test, `adjusted`
    the same after Holm over all pairs. `holds` is the share of replicates in which the difference
    has the sign of `value`, a tie counting half. `pages` and `units` (sites, or pages where these
    are few) are what both were compared on. What cannot be computed is nan.
    """

    first: int
    second: int
    value: float
    low: float
    high: float
    error: float
    p: float
    adjusted: float
    holds: float
    pages: int
    units: int


def differences(
    metric: Metric,
    tables: Sequence[Floats],
    sites: Sequence[str],
    *,
    ids: Sequence[str] | None = None,
    average: Average = "page",
    value: str | None = None,
    replicates: int = 1000,
    permutations: int = 10_000,
    seed: int = 0,
) -> tuple[Difference, ...]:
    """Every pair of S systems compared, first < second, in order.

    Tables are n x k over the same n pages, with a row of nan where a system has none; `value` is
    the metric's headline unless given. Both systems of a pair, and all pairs, see the same draws
    of sites and the same swaps. Every way to swap is tried where there are no more than
    `permutations` (0: no test). Nothing depends on the order of pages (give `ids`, as to
    `resample`); in another order of systems the numbers are the same, with their signs.
    """
    name = value or metric.headline
    first, second = np.triu_indices(len(tables), k=1)
    if not len(first):
        return ()
    units = units_of(sites, ids)
    weights = resample(sites, ids=ids, replicates=replicates, seed=seed).weights
    columns = {field: np.full(len(first), np.nan) for field in ("value", *SPREAD)}
    tested: list[Tested] = []
    for shared in by_shared_pages(np.stack(tables), units.places, first, second):
        points, drawn = scores(metric, shared.tables, weights[:, shared.pages], average, name)
        found = spread(points[name], drawn[name], shared.first, shared.second)
        for field, numbers in found.items():
            columns[field][shared.pairs] = numbers
        tested.append(Tested(shared, points[name], swapping(metric, shared, average, name)))
    p = p_values(tested, Swaps(units.count, permutations, seed), len(first))
    columns |= {"p": p, "adjusted": np.array(holm(p.tolist()))}
    return _written(first, second, columns, tested)


def _written(
    first: Places, second: Places, columns: Mapping[str, Floats], tested: Sequence[Tested]
) -> tuple[Difference, ...]:
    counts = np.zeros((2, len(first)), dtype=int)
    for one in tested:
        counts[:, one.shared.pairs] = [[len(one.shared.pages)], [len(one.shared.units)]]
    numbers = {field: found.tolist() for field, found in columns.items()}
    numbers |= {"first": first.tolist(), "second": second.tolist()}
    numbers |= dict(zip(("pages", "units"), counts.tolist(), strict=True))
    rows = zip(*numbers.values(), strict=True)
    return tuple(Difference(**dict(zip(numbers, row, strict=True))) for row in rows)
