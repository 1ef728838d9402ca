"""Pages a second with several workers at once, in windows in which the cores were free."""

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from boilerbench.errors import UnavailableError
from boilerbench.records import Page
from boilerbench.sessions import Session
from boilerbench.speed.cores import CoresProbe, Reading, free_cores, is_quiet
from boilerbench.speed.record import Event, Passed
from boilerbench.speed.subjects import Subject, ask
from boilerbench.speed.warming import warm_up
from boilerbench.speed.watch import Watch

PASSES: Final = 3
"""Windows that are wanted of each extractor."""
TRIES: Final = 3
"""How often a window is taken at most, where others disturb the machine."""
SECONDS: Final = 2.0
"""How long a window is meant to last."""


def take_passes(
    subjects: Sequence[Subject],
    pages: Sequence[Page],
    costs: Mapping[int, Mapping[int, float]],
    processes: int,
    seed: int,
    log: Callable[[Event], None],
    watch: Watch,
) -> None:
    """Windows of each extractor with `processes` workers, all extractors in turn.

    `costs` has, by system, the wall milliseconds that each page takes a warm worker. A window is
    some of the pages, or all of them over and over, that take it about two seconds.
    """
    able = [one for one in subjects if costs.get(one.number)]
    rng = random.Random(f"{seed} throughput")  # noqa: S311  a reproducible order, not a secret
    watch.begin(f"{processes} workers at once", PASSES * len(able))
    try:
        with CoresProbe(processes) as probe:
            for number in range(1, PASSES + 1):
                for subject in rng.sample(able, len(able)):
                    own = _window(costs[subject.number], processes, rng)
                    crew = _Crew(subject, pages, own, costs[subject.number], processes, seed)
                    for made in crew.windows(number, probe):
                        log(made)
                    watch.step(1, subject.label)
    finally:
        watch.end()


def _window(costs: Mapping[int, float], processes: int, rng: random.Random) -> list[int]:
    """The pages of a window, in seeded order: enough for each worker's two seconds."""
    room = SECONDS * 1000 * processes
    shuffled = rng.sample(sorted(costs), len(costs))
    found: list[int] = []
    spent = 0.0
    for page in itertools.cycle(shuffled):
        if spent >= room and len(found) >= 2 * processes:
            return found
        found.append(page)
        spent += max(costs[page], 0.05)
    return found


@dataclass(frozen=True)
class _Crew:
    """The workers of one extractor, and the pages that they share."""

    subject: Subject
    pages: Sequence[Page]
    own: Sequence[int]
    costs: Mapping[int, float]
    processes: int
    seed: int

    def windows(self, number: int, probe: CoresProbe) -> Iterator[Passed]:
        """Windows until one was quiet, or enough is enough; none where not all workers start."""
        with ExitStack() as stack:
            threads = stack.enter_context(ThreadPoolExecutor(self.processes))
            # Entered after the threads: on ^C the workers end first, and free the threads.
            sessions = [
                stack.enter_context(Session(self.subject.command)) for _ in range(self.processes)
            ]
            if not all(threads.map(self._warm, sessions)):
                return
            for _ in range(TRIES):
                before = probe.take(self.processes)
                wall = self._share(threads, sessions)
                made = self._passed(number, wall, before, probe.take(self.processes))
                yield made
                if was_quiet(made, probe.best):
                    return

    def _warm(self, session: Session) -> bool:
        try:
            session.greeting()
        except UnavailableError:
            return False
        rng = random.Random(self.seed)  # noqa: S311  a reproducible choice, not a secret
        warm_up(self.subject, session, self.pages, self.costs, rng)
        return True

    def _share(self, threads: ThreadPoolExecutor, sessions: Sequence[Session]) -> int:
        """The nanoseconds in which the workers get through the pages, each taking the next."""
        turns = iter(self.own)
        lock = threading.Lock()

        def work(session: Session) -> None:
            while True:
                with lock:
                    page = next(turns, None)
                if page is None:
                    return
                ask(self.subject, session, self.pages[page], timed=False)

        start = time.perf_counter_ns()
        list(threads.map(work, sessions))
        return time.perf_counter_ns() - start

    def _passed(self, number: int, wall: int, before: Reading, after: Reading) -> Passed:
        expected = 1e6 * sum(self.costs[page] for page in self.own)
        count = len(self.own)
        return Passed(
            self.subject.number, number, self.processes, count, wall, expected, before, after
        )


def was_quiet(made: Passed, best: float) -> bool:
    """Whether all cores were free before a window and after it."""
    return all(
        is_quiet(free_cores(reading, best), made.processes) for reading in (made.before, made.after)
    )
