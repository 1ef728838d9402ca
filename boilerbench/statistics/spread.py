"""How differences of scores vary over bootstrap replicates."""

from typing import Final

import numpy as np

from boilerbench.scoring.metric import Floats, ratio
from boilerbench.statistics.averaging import interval
from boilerbench.statistics.rounding import slack
from boilerbench.statistics.shared import Places

SPREAD: Final = ("value", "low", "high", "error", "holds")
"""Fields of `Difference` that are found here."""


def spread(point: Floats, drawn: Floats, first: Places, second: Places) -> dict[str, Floats]:
    """P differences of S scores, as measured and in R replicates (R x S), by field of `Difference`.

    Replicates in which either system has no score count for nothing.
    """
    margin = slack(point[first], point[second])
    value = _settled((point[first] - point[second])[:, None], margin)[:, 0]
    scores = np.ascontiguousarray(drawn.T)
    differences = _settled(scores[first] - scores[second], margin)
    low, high = interval(differences)
    return {
        "value": value,
        "low": low,
        "high": high,
        "error": _deviation(differences),
        "holds": _holding(value, differences),
    }


def _settled(differences: Floats, margin: Floats) -> Floats:
    """Differences with 0 for what is rounding only."""
    differences[np.abs(differences) <= margin[:, None]] = 0.0
    return differences


def _deviation(differences: Floats) -> Floats:
    """The standard deviation of each row without its nan; nan of fewer than two."""
    known = ~np.isnan(differences)
    count = known.sum(axis=1).astype(float)
    if known.all() and differences.shape[1] > 1:
        return np.asarray(differences.std(axis=1, ddof=1))
    filled = np.where(known, differences, 0.0)
    apart = np.where(known, filled - ratio(filled.sum(axis=1), count, empty=0.0)[:, None], 0.0)
    return np.sqrt(ratio((apart**2).sum(axis=1), np.where(count > 1, count - 1, 0.0), empty=np.nan))


def _holding(value: Floats, differences: Floats) -> Floats:
    """The share of each row with the sign of its value, ties half; nan of none."""
    known = (~np.isnan(differences)).sum(axis=1).astype(float)
    above, below = (differences > 0).sum(axis=1), (differences < 0).sum(axis=1)
    balance = np.sign(value) * (above - below)
    return 0.5 + ratio(balance, 2 * known, empty=np.nan)
