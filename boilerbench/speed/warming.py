"""A worker's cold start, timed, and what warms it up afterwards."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from boilerbench.records import Page
from boilerbench.sessions import Session
from boilerbench.speed.record import Started
from boilerbench.speed.subjects import Subject, ask

WARM_CALLS: Final = (3, 100)
"""At least and at most so many calls warm a worker up,"""
WARM_SECONDS: Final = 1.0
"""and as many as this takes: compilers of JavaScript need about that long."""

BEYOND_IMPORT: Final = 0.3
"""Seconds that a start takes beside its import, roughly: for forecasts."""


def start_cold(
    subject: Subject, session: Session, pages: Sequence[Page], first: int, number: int
) -> Started | None:
    """Start a worker of a round and make its first call; None where that is not answered.

    Raises UnavailableError where the worker does not start.
    """
    start = time.perf_counter_ns()
    greeting = session.greeting()
    ready = time.perf_counter_ns() - start
    reply = ask(subject, session, pages[first], timed=True)
    if reply.timing is None:
        return None
    cpu = reply.timing.cpu_ns
    return Started(subject.number, number, ready, greeting.import_ns, first, cpu)


def warm_up(
    subject: Subject,
    session: Session,
    pages: Sequence[Page],
    costs: Mapping[int, float],
    rng: random.Random,
) -> None:
    """Calls on pages of the faster half, for a second; `costs` has each page's milliseconds."""
    least, most = WARM_CALLS
    spent = 0.0
    for done, page in enumerate(_light(costs, most, rng)):
        if done >= least and spent >= WARM_SECONDS:
            return
        reply = ask(subject, session, pages[page], timed=True)
        spent += reply.timing.wall_ns / 1e9 if reply.timing else WARM_SECONDS


def _light(costs: Mapping[int, float], most: int, rng: random.Random) -> Iterator[int]:
    faster = sorted(costs, key=lambda page: (costs[page], page))[: len(costs) // 2 + 1]
    yield from rng.choices(faster, k=most)


def typical_page(sizes: Mapping[int, int]) -> int:
    """The page of median size, by number: the same in every round, so that starts compare."""
    return sorted(sizes, key=lambda page: (sizes[page], page))[len(sizes) // 2]
