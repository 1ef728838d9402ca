"""How far metrics rank the extractors of a run alike."""

from collections.abc import Sequence
from functools import partial
from itertools import combinations
from typing import Final

import numpy as np

from boilerbench.draws import drawn_of
from boilerbench.measuring import Measured
from boilerbench.records import Page
from boilerbench.scores import Agreement, Group, value_of
from boilerbench.scoring.metric import Floats, better
from boilerbench.statistics import Average, averaged, concordance, replicated

FEWEST: Final = 3
"""Under so many rows two rankings agree or not by chance alone."""


def agreements(
    measured: Sequence[Measured],
    pages: tuple[Page, ...],
    group: Group | None,
    *,
    average: Average,
    seed: int,
) -> list[Agreement]:
    """Kendall's tau of every pair of metrics, over the extractors that both have a value for.

    Every replicate of the interval draws the same sites for both metrics.
    """
    if len(measured) < 2:
        return []
    ranked = [(one, _headlines(one, pages, average, seed)) for one in measured]
    found = []
    for (first, some), (second, others) in combinations(ranked, 2):
        specs = [spec for spec in some if spec in others]
        if len(specs) >= FEWEST:
            tau = concordance(_matrix(some, specs), _matrix(others, specs))
            names = repr(first.metric), repr(second.metric)
            found.append(Agreement(group, *names, len(specs), value_of(tau, len(pages))))
    return found


def _headlines(
    measured: Measured, pages: tuple[Page, ...], average: Average, seed: int
) -> dict[str, Floats]:
    """The headline value of each extractor, higher is better: the point, then the replicates."""
    metric = measured.metric
    sign = -1.0 if better(metric) == "low" else 1.0
    found: dict[str, Floats] = {}
    for place, one in enumerate(measured.answers):
        known = measured.known(place)
        if one.system.kind != "extractor" or not known.any():
            continue
        judged = [page for page, has in zip(measured.pages, known, strict=True) if has]
        values = partial(averaged, metric, measured.tables[place][known], average=average)
        point = values(np.ones((1, len(judged))))[metric.headline]
        drawn = replicated(drawn_of(pages, judged, seed).weights, values)[metric.headline]
        found[one.system.spec] = sign * np.append(point, drawn)
    return found


def _matrix(scores: dict[str, Floats], specs: Sequence[str]) -> tuple[Floats, Floats]:
    """The points of these extractors, and their replicates."""
    columns = np.column_stack([scores[spec] for spec in specs])
    return columns[0], columns[1:]
