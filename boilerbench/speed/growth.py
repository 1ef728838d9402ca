"""How time grows with the size of pages: an exponent, and the pages that show it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.metric import Floats
from boilerbench.speed.ratios import student
from boilerbench.statistics import resample

FEWEST_PAGES: Final = 6
LEAST_SPAN: Final = 2.0
"""The largest of the pages is at least so many times as large as the smallest."""
LINEAR: Final = 1.1
"""Growth is super-linear where the whole interval of its exponent is above this."""
SHOWN: Final = 3
"""So many pages are named."""


@dataclass(frozen=True, slots=True)
class Exponent:
    """Time grows as size to the power of `value`, from the smallest to the largest in bytes.

    `dearest` are the pages, by number, that took most a byte.
    """

    value: float
    low: float
    high: float
    smallest: int
    largest: int
    dearest: tuple[int, ...]

    @property
    def super_linear(self) -> bool:
        """Whether twice the page surely costs more than twice the time."""
        return self.low > LINEAR


def growth(
    sizes: Sequence[int], milliseconds: Floats, sites: Sequence[str], *, seed: int = 0
) -> Exponent | None:
    """The exponent over the larger half of the pages; nan are pages that were not timed.

    Least squares of log time on log size; small pages say little, as what each call costs anyway
    hides how the rest grows. The interval is of draws of sites; where these are under ten, of the
    residuals, with Student's quantile. None where the pages are too few or too alike in size.
    """
    size = np.array(sizes, dtype=float)
    known = ~np.isnan(milliseconds) & (size > 0)
    if known.sum() < FEWEST_PAGES:
        return None
    half = np.flatnonzero(known & (size >= np.median(size[known])))
    x, y = np.log(size[half]), np.log(milliseconds[half])
    if np.exp(np.ptp(x)) < LEAST_SPAN:
        return None
    value = float(_slopes(x, y, np.ones((1, len(x))))[0])
    drawn = resample([sites[page] for page in half.tolist()], seed=seed)
    if drawn.unit == "sites":
        slopes = _slopes(x, y, drawn.weights.astype(float))
        low, high = np.percentile(slopes[~np.isnan(slopes)], [2.5, 97.5])
    else:
        spread = _spread(x, y, value)
        low, high = value - spread, value + spread
    return Exponent(
        value,
        float(low),
        float(high),
        int(size[half].min()),
        int(size[half].max()),
        tuple(half[_dearest(x, y)].tolist()),
    )


def _slopes(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Weighted least squares for each row of weights; nan where only one size was drawn."""
    totals = weights.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = x - (weights @ x)[:, None] / totals
        slopes: Floats = (weights * left * y).sum(axis=1) / (weights * left**2).sum(axis=1)
    return np.where(np.isfinite(slopes), slopes, np.nan)


def _spread(x: Floats, y: Floats, slope: float) -> float:
    """Half an interval of a slope from the residuals of its line; infinite for two pages."""
    left, freedom = x - x.mean(), len(x) - 2
    if freedom < 1:
        return math.inf
    residuals = y - y.mean() - slope * left
    variance = float((residuals**2).sum()) / freedom / float((left**2).sum())
    return student(freedom) * math.sqrt(variance)


def _dearest(x: Floats, y: Floats) -> NDArray[np.intp]:
    """The places of the pages that cost most a byte beside the median, the dearest first."""
    rates = y - x
    order = np.argsort(-rates, kind="stable")[:SHOWN]
    return order[rates[order] > np.median(rates)]
