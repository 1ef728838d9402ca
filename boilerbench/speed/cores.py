"""How many cores are really free just now: what processes get done, beside their best.

Load averages and the clocks of processes do not tell it: other guests of the same hardware slow a
core down, by half and more, without any trace in them.
"""

import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Annotated, Final, Self

import msgspec

from boilerbench.machines import usable_cores

SPIN: Final = Path(__file__).with_name("spin.py")
MILLISECONDS: Final = 50
"""How long a reading takes: long enough for schedulers to share cores fairly."""

QUIET: Final = 0.8
"""Which share of an undisturbed core's work makes it count as free.

Measured: of calls whose laps kept 80 % of the best pace, 95 % took at most 1.25 of their least
time; without the condition 2.3 of it.
"""


class Reading(msgspec.Struct, frozen=True):
    """What processes did at once: the turns per millisecond of each."""

    rates: Annotated[tuple[float, ...], msgspec.Meta(min_length=1)]


def best_of(readings: Iterable[Reading]) -> float:
    """The best rate of a single process: what an undisturbed core does."""
    return max((max(reading.rates) for reading in readings), default=1.0)


def free_cores(reading: Reading, best: float) -> float:
    """How many cores' worth of work a reading shows: from 0 to as many as there were processes."""
    return sum(reading.rates) / best


class CoresProbe:
    """Processes that stand by, and work for 50 ms when a reading is taken.

    `best` is the best rate of a single process seen so far, so an early reading can turn out to
    have been of a busy machine: judge readings with `free_cores` when all are taken. `width` is
    the largest number of processes that will be asked for, by default one for each usable core.
    """

    def __init__(self, width: int | None = None) -> None:
        self.width = width or usable_cores()
        self.best = 0.0
        self._stack = ExitStack()
        self._spinners: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for _ in range(self.width):
                self._spinners.append(stack.enter_context(_spinner()))
            self._stack = stack.pop_all()
        for _ in range(5):
            self.take(1)
        return self

    def __exit__(self, *_: object) -> None:
        for spinner in self._spinners:
            spinner.kill()
        self._stack.close()

    def take(self, processes: int) -> Reading:
        """Let so many processes work at once, and hear how much they did."""
        chosen = self._spinners[:processes]
        for spinner in chosen:
            _pipe(spinner.stdin).write(f"{MILLISECONDS}\n")
            _pipe(spinner.stdin).flush()
        reading = Reading(tuple(float(_pipe(spinner.stdout).readline()) for spinner in chosen))
        self.best = max(self.best, *reading.rates)
        return reading

    def read(self, processes: int) -> float:
        """Take a reading and judge it at once: from 0 to `processes` cores."""
        return free_cores(self.take(processes), self.best)


def is_quiet(free: float, processes: int) -> bool:
    """Whether so many processes had about a core each."""
    return free >= QUIET * processes


def _spinner() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(SPIN)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="ascii",
    )


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise AssertionError("a spinner is started with pipes")
    return pipe
