"""Timed calls in rounds: new workers, warmed up, all extractors page by page, in seeded order."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

from boilerbench.errors import UnavailableError
from boilerbench.records import ANSWERS, Page, Reply
from boilerbench.sessions import Session
from boilerbench.speed.pace import is_undisturbed, undisturbed
from boilerbench.speed.record import Called, Event, Started
from boilerbench.speed.subjects import Subject, ask
from boilerbench.speed.watch import Watch

WARM_CALLS: Final = (3, 100)
"""At least and at most so many calls warm a worker up,"""
WARM_SECONDS: Final = 1.0
"""and as many as this takes: compilers of JavaScript need about that long."""

MOST_ROUNDS: Final = 2
"""How many times the asked repeats are taken at most, where others disturb the machine."""

Cell = tuple[int, int]
"""A system and a page, by number."""


@dataclass(frozen=True)
class Taken:
    """The calls so far, by cell; cells that failed under time are asked no more."""

    wanted: Mapping[Cell, float]
    repeats: int
    calls: dict[Cell, list[Called]] = field(default_factory=lambda: defaultdict(list))
    failed: set[Cell] = field(default_factory=set)

    def add(self, call: Called) -> None:
        """One more call."""
        cell = (call.system, call.page)
        if call.outcome in ANSWERS:
            self.calls[cell].append(call)
        else:
            self.failed.add(cell)

    def due(self, number: int) -> set[Cell]:
        """The cells that round `number` takes: all at first, then those short of good calls."""
        open_cells = self.wanted.keys() - self.failed
        if number <= self.repeats:
            return set(open_cells)
        best = {system: self._best(system) for system in {cell[0] for cell in open_cells}}
        return {cell for cell in open_cells if self._good(cell, best[cell[0]]) < self.repeats}

    def _good(self, cell: Cell, best: float | None) -> int:
        return sum(is_undisturbed(call, best) for call in self.calls[cell])

    def _best(self, system: int) -> float | None:
        own = (calls for cell, calls in self.calls.items() if cell[0] == system)
        return undisturbed(call for calls in own for call in calls)


def take_rounds(
    subjects: Sequence[Subject],
    pages: Sequence[Page],
    wanted: Mapping[Cell, float],
    repeats: int,
    seed: int,
    log: Callable[[Event], None],
    watch: Watch,
) -> None:
    """Rounds until each wanted cell has enough calls that nothing disturbed, or enough is enough.

    `wanted` has the milliseconds that each cell is expected to take.
    """
    taken = Taken(wanted, repeats)
    for number in range(1, MOST_ROUNDS * repeats + 1):
        due = taken.due(number)
        if not due:
            break
        again = number > repeats
        watch.begin(
            f"round {number}" + (" (disturbed calls again)" if again else f" of {repeats}"),
            round(sum(wanted[cell] for cell in due)),
        )
        rng = random.Random(f"{seed} {number}")  # noqa: S311  a reproducible order, not a secret
        try:
            _take_round(subjects, pages, number, due, rng, taken, log, watch)
        finally:
            watch.end()


def _take_round(
    subjects: Sequence[Subject],
    pages: Sequence[Page],
    number: int,
    due: set[Cell],
    rng: random.Random,
    taken: Taken,
    log: Callable[[Event], None],
    watch: Watch,
) -> None:
    with ExitStack() as stack:
        ready = {}
        for subject in rng.sample(subjects, len(subjects)):
            own = sorted(page for system, page in due if system == subject.number)
            if own:
                session = stack.enter_context(Session(subject.command))
                if _warm(subject, session, pages, own, number, rng, log, taken.wanted):
                    ready[subject.number] = (subject, session)
        for page in rng.sample(range(len(pages)), len(pages)):
            present = [one for one in ready if (one, page) in due]
            for one in rng.sample(present, len(present)):
                subject, session = ready[one]
                call = _called(
                    subject, page, number, ask(subject, session, pages[page], timed=True)
                )
                watch.step(round(taken.wanted[one, page]), subject.label)
                if call is not None:
                    taken.add(call)
                    log(call)


def _called(subject: Subject, page: int, number: int, reply: Reply) -> Called | None:
    """A call as it is written down; None for the first of a worker that had to be started anew."""
    if reply.timing is None:
        outcome = "error" if reply.outcome in ANSWERS else reply.outcome
        return Called(subject.number, page, number, outcome)
    if reply.timing.first:
        return None
    timing = reply.timing
    return Called(
        subject.number,
        page,
        number,
        reply.outcome,
        timing.wall_ns,
        timing.cpu_ns,
        timing.pace_ns,
    )


def _warm(
    subject: Subject,
    session: Session,
    pages: Sequence[Page],
    own: Sequence[int],
    number: int,
    rng: random.Random,
    log: Callable[[Event], None],
    wanted: Mapping[Cell, float],
) -> bool:
    """Start a worker and warm it up with pages of the faster half; whether it started."""
    start = time.perf_counter_ns()
    try:
        greeting = session.greeting()
    except UnavailableError:
        return False
    ready = time.perf_counter_ns() - start
    first = _typical(pages, own)
    reply = ask(subject, session, pages[first], timed=True)
    if reply.timing is not None:
        cold = Started(
            subject.number, number, ready, greeting.import_ns, first, reply.timing.cpu_ns
        )
        log(cold)
    least, most = WARM_CALLS
    spent = 0
    light = sorted(own, key=lambda page: wanted[subject.number, page])[: len(own) // 2 + 1]
    for done, page in enumerate(rng.choices(light, k=most)):
        if done >= least and spent >= WARM_SECONDS * 1e9:
            break
        reply = ask(subject, session, pages[page], timed=True)
        spent += reply.timing.wall_ns if reply.timing else round(WARM_SECONDS * 1e9)
    return True


def _typical(pages: Sequence[Page], own: Sequence[int]) -> int:
    """The page of median size: the same in every round, so that first calls can be compared."""
    return sorted(own, key=lambda page: (len(pages[page].source.read()), page))[len(own) // 2]
