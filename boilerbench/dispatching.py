"""Backlogs worked off by an executor: a few batches ahead, each recorded as it comes back."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Final

import msgspec

from boilerbench.backlog import RETRIED, Backlog
from boilerbench.batches import Done, Extract, Home, batches, extract_at, extract_batch
from boilerbench.commands import Command
from boilerbench.engines import Everywhere, GoneError
from boilerbench.extracting import end_workers
from boilerbench.progress import Progress
from boilerbench.records import Extraction, Page
from boilerbench.rules.model import RunRules
from boilerbench.rules.running import applied_here, cleaning
from boilerbench.systems import System
from boilerbench.whereabouts import Whereabouts

_ENGINES: Final = frozenset({"distributed", "tornado"})
"""Packages whose own errors say that an engine lost its way, not that our code did."""


class LostError(Exception):
    """An executor gave up a batch, or is gone; the message says why, without an end."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who extracts: how a batch is handed out and handed in, how pages are parted, how far ahead.

    `takes` says which systems are for them. `hand_out` and `hand_in` raise LostError where a batch
    is lost for good.
    """

    takes: Callable[[System], bool]
    hand_out: Callable[[System, Sequence[Page]], Future[Done]]
    hand_in: Callable[[Future[Done]], Done]
    part: Callable[[Sequence[Page]], Iterator[tuple[Page, ...]]]
    ahead: int


def own_hands(threads: Executor, extract: Extract, jobs: int) -> Hands:
    """Threads of this process, which take a page at a time, of any system."""
    work = partial(extract_batch, extract=extract)
    return Hands(
        takes=lambda _system: True,
        hand_out=lambda system, pages: threads.submit(work, system, pages),
        hand_in=Future.result,
        part=lambda pages: ((page,) for page in pages),
        ahead=2 * jobs,
    )


@contextmanager
def other_hands(executor: Executor, home: Home, rules: RunRules | None) -> Iterator[Hands]:
    """An executor's processes, wherever they are, which take batches of pages.

    What is stored or gold is here already, and is not for them.
    """
    extract = cleaning(partial(extract_at, home=home), rules)
    work = partial(_cleaned_batch, extract=extract, rules=rules)
    try:
        yield Hands(
            takes=lambda system: isinstance(system.origin, Command),
            hand_out=lambda system, batch: _handed_out(executor, partial(work, system, batch)),
            hand_in=lambda future: _told(_handed_in(future), rules),
            part=partial(batches, jobs=home.capacity),
            ahead=2 * home.capacity,
        )
    finally:
        end = partial(end_workers, home.run)
        end()
        if isinstance(executor, Everywhere):
            executor.everywhere(end)


def _cleaned_batch(
    system: System, pages: Sequence[Page], *, extract: Extract, rules: RunRules | None
) -> Done:
    """A batch, with the rules that were skipped in this process since the last one."""
    done = extract_batch(system, pages, extract=extract)
    if rules is None:
        return done
    applied = applied_here(rules)
    applied.skipped, skipped = Counter(), applied.skipped
    return replace(done, skipped=skipped)


def _told(done: Done, rules: RunRules | None) -> Done:
    """The batch; rules that were skipped elsewhere are so for the run, which says it at its end."""
    if rules is not None:
        applied_here(rules).skipped.update(done.skipped)
    return done


def work_off(
    backlogs: Sequence[Backlog],
    hands: Sequence[Hands],
    *,
    places: Whereabouts,
    progress: Progress,
) -> None:
    """Extract and record every page of the backlogs, each by the last hands that take its system.

    A page that ended at a limit is tried once more when nothing else runs.
    """
    progress.begin(sum(len(backlog.pages) for backlog in backlogs))
    left = list(backlogs)
    for some in reversed(hands):
        _work_off([one for one in left if some.takes(one.system)], some, places, progress)
        left = [one for one in left if not some.takes(one.system)]


def _work_off(
    backlogs: Sequence[Backlog], hands: Hands, places: Whereabouts, progress: Progress
) -> None:
    suspects = []
    with closing(_done(backlogs, hands)) as handed_in:
        for backlog, done in handed_in:
            for extraction in places.placed(done):
                if extraction.outcome in RETRIED:
                    suspects.append((backlog, extraction))
                else:
                    _record(backlog, extraction, progress)
    for backlog, first in suspects:
        (batch,) = hands.part([_page_of(backlog, first)])
        done = hands.hand_in(hands.hand_out(backlog.system, batch))
        for again in places.placed(done):
            _record(backlog, _retried(first, again), progress)


def _done(backlogs: Sequence[Backlog], hands: Hands) -> Generator[tuple[Backlog, Done], None, None]:
    """Batches as they are done, with never more than `ahead` handed out.

    LostError where one is lost, after those that were done by then.
    """
    tasks = ((backlog, batch) for backlog in backlogs for batch in hands.part(backlog.pages))
    running: dict[Future[Done], Backlog] = {}
    try:
        while True:
            for backlog, batch in islice(tasks, hands.ahead - len(running)):
                running[hands.hand_out(backlog.system, batch)] = backlog
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                backlog = running.pop(future)
                yield backlog, hands.hand_in(future)
    except LostError:
        for future, backlog in running.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                yield backlog, hands.hand_in(future)
        raise
    finally:
        for future in running:
            future.cancel()


def _handed_out(executor: Executor, work: Callable[[], Done]) -> Future[Done]:
    try:
        return executor.submit(work)
    except RuntimeError as error:  # what an executor raises once it is broken or shut down
        raise LostError(_named(error)) from error


def _handed_in(future: Future[Done]) -> Done:
    try:
        failure = future.exception()
    except CancelledError as error:
        raise LostError("it was given up, as its engine is gone") from error
    if failure is not None and _is_loss(failure):
        raise LostError(_named(failure)) from failure
    return future.result()


def _is_loss(failure: BaseException) -> bool:
    """Whether a failure is of those who carried a batch, not of what was done with it."""
    package = type(failure).__module__.partition(".")[0]
    return package in _ENGINES or isinstance(failure, BrokenExecutor | ImportError | OSError)


def _named(error: BaseException) -> str:
    if isinstance(error, GoneError):
        return str(error)
    first, *_ = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {first.rstrip('.')}".rstrip(": ")


def _page_of(backlog: Backlog, extraction: Extraction) -> Page:
    return next(page for page in backlog.pages if page.id == extraction.page)


def _record(backlog: Backlog, extraction: Extraction, progress: Progress) -> None:
    backlog.recorder.record(extraction)
    progress.step(backlog.system.record, extraction)


def _retried(first: Extraction, second: Extraction) -> Extraction:
    """The second call's extraction, with the first's outcome on record."""
    return msgspec.structs.replace(second, attempts=2, first_outcome=first.outcome)
