"""The smallest difference that a corpus can show."""

from collections.abc import Sequence
from statistics import NormalDist, median
from typing import Final

from boilerbench.statistics.pairing import Difference

LEVEL: Final = 0.05
POWER: Final = 0.8


def detectable(differences: Sequence[Difference]) -> float | None:
    """The difference that a paired comparison on this corpus would find four times in five.

    (z_0.975 + z_0.8) x the median over pairs of the standard error of their difference = 2.80
    standard errors, in the metric's own units: a true difference of that size has p < .05 in 80 %
    of corpora like this one (in 75 % with 30 sites), before any correction for many comparisons.
    A smaller one is missed more often. Identical rows (error 0) say nothing; None where no pair
    is left.
    Source: Bloom 1995, Minimum detectable effects, Evaluation Review 19(5), 547-556,
    doi:10.1177/0193841X9501900504; the standard error is that of the bootstrap by site.
    """
    errors = [one.error for one in differences if one.error > 0]
    normal = NormalDist()
    factor = normal.inv_cdf(1 - LEVEL / 2) + normal.inv_cdf(POWER)
    return factor * median(errors) if errors else None
