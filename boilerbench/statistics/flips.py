"""The paired test of means of page differences: signs flipped site by site, many values at once."""

from typing import Final

import numpy as np

from boilerbench.scoring.metric import Floats
from boilerbench.statistics.resampling import units_of
from boilerbench.statistics.swaps import Swaps

PERMUTATIONS: Final = 2_000
"""Ways to flip: the least p-value is 1/2001, and a gate has an answer in milliseconds."""
SLACK: Final = 1e-12  # sums of the same numbers in another order


def flip_p(differences: Floats, sites: list[str], ids: list[str], *, seed: int = 0) -> Floats:
    """Two-sided p-values of v mean differences over n pages (v x n, nan where a page has none).

    If nothing had changed, the sign of a site's differences could as well be the other: the test
    flips signs of whole sites (of pages under ten sites) and counts how often the mean is as far
    from 0 as measured. It is `permuting` where one value is the mean of page values. 1 where
    nothing differs. Sources: as there.
    """
    units = units_of(sites, ids)
    known = np.nan_to_num(differences)
    sums = np.zeros((len(known), units.count))
    np.add.at(sums.T, units.places, known.T)
    measured = np.abs(sums.sum(axis=1)) - SLACK
    swaps = Swaps(units.count, PERMUTATIONS, seed)
    hits = np.zeros(len(sums))
    for chunk in swaps.chunks():
        flipped = np.abs((1 - 2 * chunk) @ sums.T)
        hits += (flipped >= measured).sum(axis=0)
    return np.asarray(swaps.p(hits))
