"""When two scores are the same: what the order of additions makes of one is no difference."""

from typing import Final

import numpy as np

from boilerbench.scoring.metric import Floats

ROUNDING: Final = 1e-12
"""Scores this near to one another, as a share of the scores or of 1, are equal."""


def slack(first: Floats, second: Floats) -> Floats:
    """How far two scores may lie apart and still be equal; nan counts as 0."""
    return ROUNDING * np.fmax(1.0, np.fmax(np.abs(first), np.abs(second)))


def settled(difference: Floats, first: Floats, second: Floats) -> Floats:
    """The difference of two scores, and exactly 0 where it is rounding only."""
    return np.where(np.abs(difference) <= slack(first, second), 0.0, difference)
