"""How many times as fast one extractor is as another: paired by page, with an interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.metric import Floats
from boilerbench.speed.samples import has_calls
from boilerbench.statistics import resample

NORMAL: Final = 1.959964
"""The 97.5th percentile of the normal distribution."""

STUDENT: Final = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
)
"""The same of Student's distribution with 1 to 20 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Times:
    """A ratio with its 95 % interval, and the pages it rests on."""

    value: float
    low: float
    high: float
    pages: int


def student(freedom: int) -> float:
    """The 97.5th percentile of Student's distribution with so many degrees of freedom."""
    return STUDENT[freedom - 1] if freedom <= len(STUDENT) else NORMAL


def paired_times(
    fast: Floats, slow: Floats, sites: Sequence[str], *, seed: int = 0
) -> Times | None:
    """How many times `slow` takes what `fast` takes, as a geometric mean over pages.

    Both are pages x rounds of milliseconds, nan where there was no call, taken side by side: a
    page's ratio is the median of those of its rounds. Two things spread their mean, and their
    variances add up: other sites (bootstrap), and other rounds, which have other workers and
    another minute of the machine (what each round differs by); both with Student's quantile. None
    without a page that both answered in one round. A single page has an interval of rounds alone.
    """
    gaps = np.log(slow) - np.log(fast)
    known = has_calls(gaps)
    if not known.any():
        return None
    return _times(_medians(gaps[known]), [_of_rounds(gaps[known])], _at(sites, known), seed)


def unpaired_times(
    fast: Floats, slow: Floats, sites: Sequence[str], *, seed: int = 0
) -> Times | None:
    """The same of two measurements, whose rounds have nothing in common; each varies for itself."""
    known = has_calls(fast) & has_calls(slow)
    if not known.any():
        return None
    pair = np.log(fast[known]), np.log(slow[known])
    gaps = _medians(pair[1]) - _medians(pair[0])
    return _times(gaps, [_of_rounds(one) for one in pair], _at(sites, known), seed)


def _times(gaps: Floats, rounds: Sequence[float], sites: Sequence[str], seed: int) -> Times:
    """The mean of the pages' gaps, with half an interval from sites and from each side's rounds."""
    half = math.hypot(_of_sites(gaps, sites, seed), *rounds)
    mean = float(gaps.mean())
    value, low, high = (math.exp(one) for one in (mean, mean - half, mean + half))
    return Times(value, low, high, len(gaps))


def _medians(logs: Floats) -> Floats:
    medians: Floats = np.nanmedian(logs, axis=1)
    return medians


def _at(sites: Sequence[str], pages: NDArray[np.bool_]) -> list[str]:
    return [sites[page] for page in np.flatnonzero(pages).tolist()]


def _of_sites(gaps: Floats, sites: Sequence[str], seed: int) -> float:
    """Half an interval from pages alone: the deviation of the mean over draws of sites."""
    if len(gaps) < 2:
        return 0.0
    drawn = resample(sites, seed=seed)
    totals = drawn.weights.sum(axis=1)
    means = (drawn.weights @ gaps)[totals > 0] / totals[totals > 0]
    # A bootstrap's deviation of few units is short by this, and its interval by Student's.
    short = math.sqrt(drawn.units / (drawn.units - 1))
    return student(drawn.units - 1) * short * float(means.std(ddof=1))


def _of_rounds(logs: Floats) -> float:
    """Half an interval from rounds alone: what each differs by, as the median of its pages.

    Rounds with less than half of the pages of the fullest are left out: they only took again what
    had been disturbed.
    """
    counts = (~np.isnan(logs)).sum(axis=0)
    full = logs[:, counts >= max(counts.max() / 2, 1)]
    rounds = full.shape[1]
    if rounds < 2:
        return 0.0
    effects = np.nanmedian(full - _medians(logs)[:, None], axis=0)
    return student(rounds - 1) * float(effects.std(ddof=1)) / math.sqrt(rounds)
