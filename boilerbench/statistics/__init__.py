"""What may be concluded from scores: averages, intervals, paired differences, ranks.

Everything is computed from the statistics of pages alone, and decided by a seed.
"""

from boilerbench.statistics.averaging import (
    Average,
    Estimate,
    averaged,
    estimate,
    worst_estimate,
)
from boilerbench.statistics.concordance import concordance, tau
from boilerbench.statistics.detectable import detectable
from boilerbench.statistics.multiplicity import holm
from boilerbench.statistics.ordered import weighted_median, worst_tenth
from boilerbench.statistics.pairing import Difference, differences
from boilerbench.statistics.ranking import rank_groups
from boilerbench.statistics.replicates import estimates, replicate_scores
from boilerbench.statistics.replicating import replicated
from boilerbench.statistics.resampling import FEWEST_SITES, Resampling, Unit, resample

__all__ = [
    "FEWEST_SITES",
    "Average",
    "Difference",
    "Estimate",
    "Resampling",
    "Unit",
    "averaged",
    "concordance",
    "detectable",
    "differences",
    "estimate",
    "estimates",
    "holm",
    "rank_groups",
    "replicate_scores",
    "replicated",
    "resample",
    "tau",
    "weighted_median",
    "worst_estimate",
    "worst_tenth",
]
