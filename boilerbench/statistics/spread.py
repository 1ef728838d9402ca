"""How differences of scores vary over bootstrap replicates."""

from typing import Final

import numpy as np

from boilerbench.scoring.metric import Floats, ratio
from boilerbench.statistics.averaging import interval
from boilerbench.statistics.rounding import slack
from boilerbench.statistics.shared import Places

SPREAD: Final = ("value", "low", "high", "error", "holds")
"""Fields of `Difference` that are found here."""
AT_ONCE: Final = 50_000
"""Differences held in memory at a time: about as many as a processor keeps near."""


def spread(point: Floats, drawn: Floats, first: Places, second: Places) -> dict[str, Floats]:
    """P differences of S scores, as measured and in replicates (S x R), by field of `Difference`.

    Replicates in which either system has no score count for nothing. What is rounding is 0.
    """
    at_once = max(1, AT_ONCE // max(1, drawn.shape[1]))
    blocks = [
        _spread(point[one], point[two], drawn[one] - drawn[two])
        for start in range(0, len(first), at_once)
        for one, two in [(first[start : start + at_once], second[start : start + at_once])]
    ]
    return {field: np.concatenate([block[field] for block in blocks]) for field in SPREAD}


def _spread(first: Floats, second: Floats, differences: Floats) -> dict[str, Floats]:
    margin = slack(first, second)
    value = _settled(first - second, margin)
    low, high = interval(differences)
    return {
        "value": value,
        "low": _settled(low, margin),
        "high": _settled(high, margin),
        "error": _settled(_deviation(differences), margin),
        "holds": _holding(np.sign(value), differences, margin[:, None]),
    }


def _settled(differences: Floats, margin: Floats) -> Floats:
    return np.where(np.abs(differences) <= margin, 0.0, differences)


def _deviation(differences: Floats) -> Floats:
    """The standard deviation of each row without its nan; nan of fewer than two."""
    gaps = np.isnan(differences)
    if differences.shape[1] > 1 and not gaps.any():
        return np.asarray(differences.std(axis=1, ddof=1))
    count = differences.shape[1] - gaps.sum(axis=1).astype(float)
    filled = np.where(gaps, 0.0, differences)
    apart = np.where(gaps, 0.0, filled - ratio(filled.sum(axis=1), count, empty=0.0)[:, None])
    return np.sqrt(ratio((apart**2).sum(axis=1), np.maximum(count - 1, 0.0), empty=np.nan))


def _holding(sign: Floats, differences: Floats, margin: Floats) -> Floats:
    """The share of each row that has the sign, ties half; nan of none."""
    known = differences.shape[1] - np.isnan(differences).sum(axis=1)
    balance = (differences > margin).sum(axis=1) - (differences < -margin).sum(axis=1)
    return 0.5 + sign * ratio(balance.astype(float), 2.0 * known, empty=np.nan)
