"""Whether two metrics put the same systems in the same order."""

from collections.abc import Sequence

import numpy as np

from boilerbench.scoring.metric import Floats, ratio
from boilerbench.statistics.averaging import Estimate, estimated
from boilerbench.statistics.rounding import settled


def tau(first: Sequence[float], second: Sequence[float]) -> float:
    """Kendall's tau-b of two scores of the same S systems: 1 same order, -1 reversed.

    (concordant - discordant pairs) / sqrt(pairs not tied in the first x pairs not tied in the
    second). nan where either ties all, or a score is nan.
    Source: Kendall 1945, The treatment of ties in ranking problems, Biometrika 33, 239-251.
    """
    one, two = (np.array(scores, dtype=float)[None] for scores in (first, second))
    return float(_taus(one, two)[0])


def concordance(first: tuple[Floats, Floats], second: tuple[Floats, Floats]) -> Estimate:
    """tau-b of two metrics over the same S systems, with its interval over replicates.

    Each is what `replicate_scores` gives: scores as measured (S) and in replicates (R x S) that
    were drawn alike. Systems without a score as measured are left out; a replicate in which tau
    is not defined is dropped. Where 0 is ideal for one metric alone, turn its signs before.
    """
    (point_1, drawn_1), (point_2, drawn_2) = first, second
    known = ~np.isnan(point_1) & ~np.isnan(point_2)
    value = _taus(point_1[None, known], point_2[None, known])
    return estimated(value, _taus(drawn_1[:, known], drawn_2[:, known])[None])[0]


def _taus(first: Floats, second: Floats) -> Floats:
    """tau-b of each row of two R x S matrices."""
    one, two = _signs(first), _signs(second)
    untied = np.sqrt((one * one).sum(axis=1) * (two * two).sum(axis=1))
    return ratio((one * two).sum(axis=1), untied, empty=np.nan)


def _signs(scores: Floats) -> Floats:
    """The sign of the difference of every pair of systems, R x pairs; 0 where they tie."""
    upper, lower = np.triu_indices(scores.shape[1], k=1)
    above, below = scores[:, upper], scores[:, lower]
    return np.sign(settled(above - below, above, below))
