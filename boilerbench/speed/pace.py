"""Which timed calls count: those whose core kept its pace just before and just after them."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from boilerbench.records import ANSWERS
from boilerbench.speed.cores import QUIET
from boilerbench.speed.record import Called

FASTEST_SHARE: Final = 5
"""The percentile of an extractor's laps that is taken for its undisturbed pace: the least of all
may be a fluke."""


def undisturbed(calls: Iterable[Called]) -> float | None:
    """The nanoseconds of a lap that nothing disturbed; None where no call has laps."""
    laps = [lap for call in calls if call.pace_ns for lap in call.pace_ns]
    return float(np.percentile(laps, FASTEST_SHARE)) if laps else None


def is_undisturbed(call: Called, best: float | None) -> bool:
    """Whether both laps kept four fifths of the best pace; calls without laps are believed."""
    return best is None or call.pace_ns is None or max(call.pace_ns) * QUIET <= best


def pace_of(call: Called, best: float | None) -> float:
    """The share of the best pace that a call's slower lap kept: 1 is undisturbed."""
    return 1.0 if best is None or call.pace_ns is None else best / max(call.pace_ns)


def countable(calls: Iterable[Called]) -> list[Called]:
    """The calls that were answered and timed."""
    return [call for call in calls if call.outcome in ANSWERS and call.wall_ns]


def chosen(calls: Sequence[Called], best: float | None, least: int) -> tuple[list[Called], bool]:
    """The calls of one page that count, and whether they had to be taken from a disturbed core.

    Those that kept their pace; where these are fewer than `least`, the `least` that kept it best.
    """
    quiet = [call for call in calls if is_undisturbed(call, best)]
    if len(quiet) >= min(least, len(calls)):
        return quiet, False
    ranked = sorted(calls, key=lambda call: pace_of(call, best), reverse=True)
    return ranked[:least], True
