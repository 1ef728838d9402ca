"""Timed calls in rounds: new workers, warmed up, all extractors page by page, in seeded order."""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from boilerbench.errors import UnavailableError
from boilerbench.records import ANSWERS, Page, Reply
from boilerbench.sessions import Session
from boilerbench.speed.pace import is_undisturbed, undisturbed
from boilerbench.speed.record import Called, Event
from boilerbench.speed.subjects import Subject, ask
from boilerbench.speed.warming import (
    BEYOND_IMPORT,
    WARM_SECONDS,
    start_cold,
    typical_page,
    warm_up,
)
from boilerbench.speed.watch import Watch

MOST: Final = 2
"""How many times the asked repeats are taken at most, where others disturb the machine."""

Cell: TypeAlias = tuple[int, int]
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


@dataclass(frozen=True)
class Rounds:
    """What all rounds share: who is timed on which pages, what was taken, who is told.

    `taken.wanted` has the milliseconds that each cell is expected to take.
    """

    subjects: Sequence[Subject]
    pages: Sequence[Page]
    sizes: Sequence[int]
    taken: Taken
    log: Callable[[Event], None]
    watch: Watch

    def take(self, seed: int) -> None:
        """Rounds until each cell has enough calls that nothing disturbed, or enough is enough."""
        repeats = self.taken.repeats
        for number in range(1, MOST * repeats + 1):
            due = self.taken.due(number)
            if not due:
                break
            part = f"round {number} of {repeats}" if number <= repeats else f"round {number}, again"
            calls = sum(self.taken.wanted[cell] for cell in due)
            numbers = {system for system, _ in due}
            starts = sum(_start_ms(one) for one in self.subjects if one.number in numbers)
            self.watch.begin(part, round(calls) + starts)
            rng = random.Random(f"{seed} {number}")  # noqa: S311  a reproducible order, no secret
            try:
                self._round(number, due, rng)
            finally:
                self.watch.end()

    def _round(self, number: int, due: set[Cell], rng: random.Random) -> None:
        with ExitStack() as stack:
            ready: dict[int, tuple[Subject, Session]] = {}
            for subject in rng.sample(self.subjects, len(self.subjects)):
                if any(system == subject.number for system, _ in due):
                    session = stack.enter_context(Session(subject.command))
                    if self._warmed(subject, session, number, due, rng):
                        ready[subject.number] = (subject, session)
                    self.watch.step(_start_ms(subject), subject.label)
            for page in rng.sample(range(len(self.pages)), len(self.pages)):
                present = [one for one in ready if (one, page) in due]
                for one in rng.sample(present, len(present)):
                    self._call(*ready[one], page, number, rng)

    def _warmed(
        self, subject: Subject, session: Session, number: int, due: set[Cell], rng: random.Random
    ) -> bool:
        """Whether a worker of the round has started and is warm; else its pages have failed."""
        costs = self._costs(subject)
        first = typical_page({page: self.sizes[page] for page in costs})
        try:
            started = start_cold(subject, session, self.pages, first, number)
        except UnavailableError as error:
            for system, page in sorted(due):
                if system == subject.number:
                    self._add(Called(system, page, number, "unavailable", reason=str(error)))
            return False
        if started is not None:
            self.log(started)
        warm_up(subject, session, self.pages, costs, rng)
        return True

    def _costs(self, subject: Subject) -> dict[int, float]:
        wanted = self.taken.wanted.items()
        return {page: cost for (system, page), cost in wanted if system == subject.number}

    def _call(
        self, subject: Subject, session: Session, page: int, number: int, rng: random.Random
    ) -> None:
        reply = ask(subject, session, self.pages[page], timed=True)
        if reply.timing is not None and reply.timing.first:
            # The worker had to be started anew: this call was a cold one, and none of the rest is.
            warm_up(subject, session, self.pages, self._costs(subject), rng)
        else:
            self._add(_called(subject, page, number, reply))
        self.watch.step(round(self.taken.wanted[subject.number, page]), subject.label)

    def _add(self, call: Called) -> None:
        self.taken.add(call)
        self.log(call)


def _start_ms(subject: Subject) -> int:
    """What a start with its warm-up is expected to take, for the progress line."""
    return round((subject.import_ms or 0) + 1000 * (BEYOND_IMPORT + WARM_SECONDS))


def _called(subject: Subject, page: int, number: int, reply: Reply) -> Called:
    """A call as it is written down."""
    if reply.timing is None:
        outcome = "error" if reply.outcome in ANSWERS else reply.outcome
        return Called(subject.number, page, number, outcome, reason=reply.reason)
    timing = reply.timing
    return Called(
        subject.number,
        page,
        number,
        reply.outcome,
        timing.wall_ns,
        timing.cpu_ns,
        timing.pace_ns,
        reply.reason if reply.outcome not in ANSWERS else None,
    )
