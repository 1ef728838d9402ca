"""Round numbers along an axis: plain ones, and those of a logarithmic axis."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

STEPS: Final = (1.0, 2.0, 5.0, 10.0)
LOG_STEPS: Final = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0))


@dataclass(frozen=True, slots=True)
class Scale:
    """Both ends of an axis, and the numbers that stand along it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The numbers as they are written: all with as many digits as the finest needs."""
        shown = [f"{tick:.10g}" for tick in self.ticks]
        if any("e" in one for one in shown):
            return tuple(shown)
        digits = max((len(one.partition(".")[2]) for one in shown), default=0)
        logarithmic = len({round(b - a, 10) for a, b in zip(self.ticks, self.ticks[1:])}) > 1  # noqa: B905
        return tuple(shown if logarithmic else (f"{tick:.{digits}f}" for tick in self.ticks))


def scale_of(
    numbers: Iterable[float], *, most: int = 7, low: float = -math.inf, high: float = math.inf
) -> Scale:
    """A scale that holds all numbers with some air, but goes no further than low and high."""
    known = list(numbers)
    first, last = min(known), max(known)
    air = (last - first) * 0.04 or max(abs(first) * 0.05, 0.01)
    first, last = max(low, first - air), min(high, last + air)
    step = _step((last - first) / most)
    return Scale(first, last, _multiples(first, last, step))


def log_scale_of(numbers: Iterable[float], *, most: int = 7) -> Scale:
    """The same for a logarithmic axis; all numbers are over 0."""
    logs = [math.log10(number) for number in numbers]
    air = (max(logs) - min(logs)) * 0.06 or 0.1
    first, last = min(logs) - air, max(logs) + air
    powers = range(math.floor(first), math.ceil(last) + 1)
    found: tuple[float, ...] = ()
    for steps in LOG_STEPS:
        ticks = (step * 10.0**power for power in powers for step in steps)
        kept = tuple(tick for tick in ticks if first <= math.log10(tick) <= last)
        if len(kept) > most and found:
            break
        found = kept
    return Scale(10**first, 10**last, found)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))


def _multiples(first: float, last: float, step: float) -> tuple[float, ...]:
    slack = step * 1e-6
    return tuple(
        round(place * step, 12)
        for place in range(math.ceil((first - slack) / step), math.floor((last + slack) / step) + 1)
    )
