"""Permutation tests of pairs of systems: how often chance alone sets two so far apart.

If two systems were alike, a unit's rows (a site's pages) could as well have come with their names
exchanged. The test swaps them for units chosen by coin, scores both systems anew and counts how
often their difference is as large as the measured one, in either direction. Sources: Fisher 1935,
The Design of Experiments, section 21; Noreen 1989, Computer-Intensive Methods for Testing
Hypotheses, chapter 2. Whole units are swapped, as pages of one site go together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from boilerbench.scoring.metric import Floats
from boilerbench.statistics.rounding import slack
from boilerbench.statistics.shared import Shared
from boilerbench.statistics.swapping import Swapping
from boilerbench.statistics.swaps import Swaps


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """Pairs of systems that have the same pages, as measured (S scores) and under swaps."""

    shared: Shared
    scores: Floats
    swapping: Swapping

    def hits(self, swaps: Floats) -> Floats:
        """In how many swaps (c x units) each pair is as far apart as measured, either way.

        A swap that leaves a system without a countable page is a hit: it shows nothing.
        """
        one, two = self.scores[self.shared.first], self.scores[self.shared.second]
        least = np.abs(one - two) - slack(one, two)
        found = np.zeros(len(least))
        for pairs, differences in self.swapping(swaps):
            nearer = np.abs(differences) < least[pairs][:, None]
            found[pairs] = nearer.shape[1] - nearer.sum(axis=1)
        return found


def p_values(tested: Sequence[Tested], swaps: Swaps, pairs: int) -> Floats:
    """The p-value of every pair; nan where nothing was measured, or no swaps are asked for.

    `swaps` are of all units; pairs see those of their own. Where there are few enough, each way
    to swap is tried instead.
    """
    found = np.full(pairs, np.nan)
    many: list[Tested] = []
    for one in tested if swaps.number else ():
        ways = replace(swaps, units=len(one.shared.units))
        if ways.exact:
            found[one.shared.pairs] = ways.p(sum(map(one.hits, ways.chunks()), start=np.zeros(1)))
        else:
            many.append(one)
    hits = [np.zeros(len(one.shared.pairs)) for one in many]
    for chunk in swaps.chunks() if many else ():
        for place, one in enumerate(many):
            hits[place] += one.hits(chunk[:, one.shared.units])
    for one, total in zip(many, hits, strict=True):
        found[one.shared.pairs] = swaps.p(total)
    for one in tested:
        measured = one.scores[one.shared.first] - one.scores[one.shared.second]
        found[one.shared.pairs[np.isnan(measured)]] = np.nan
    return found
