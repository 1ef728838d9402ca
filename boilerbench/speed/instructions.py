"""Instructions of one extraction, page by page: a figure of cost that is steady where time is not.

Counted by valgrind's callgrind (Weidendorfer et al., 2004) in a warm worker, with the garbage
collector off, between two marks around the call of `extract` alone.
"""

import platform
import statistics
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.commands import Command
from boilerbench.errors import UnavailableError
from boilerbench.extracting import body_of
from boilerbench.records import ANSWERS, Outcome, Page
from boilerbench.sessions import Session
from boilerbench.speed.callgrind import Valgrind, find_valgrind, take_counts, under_callgrind
from boilerbench.systems import System

WARM_PASSES: Final = 3
"""How often each page is counted after the first pass. The least counts: what comes on top is the
C library tidying up its heap, which falls to one page or another."""

_LARGE_SPREAD: Final = 0.05
_NODE: Final = (
    "Node compiles and collects garbage by the clock, so that the same page takes other "
    "instructions in every worker"
)
_UNKNOWN_CODE: Final = (
    "SIGILL means that its code has instructions which this valgrind does not know, such as "
    "AVX-512: a newer valgrind may, and so may a build for any x86-64."
)
_PROGRAM: Final = "a program of its own may do anything before and after a page"


class PageCount(msgspec.Struct, frozen=True):
    """Instructions of one page: the least of the warm calls, and how far above it the most was.

    `first` is that of its first call, which also loads and compiles what others then find ready;
    `spread` is relative to the least.
    """

    page: str
    instructions: int
    first: int
    spread: float


class FailedPage(msgspec.Struct, frozen=True):
    """A page without an answer, which is not counted."""

    page: str
    outcome: Outcome
    reason: str | None


class Instructions(msgspec.Struct, frozen=True):
    """Instructions of one extraction of a warm worker, by page, and what is to be said of them."""

    pages: tuple[PageCount, ...]
    failed: tuple[FailedPage, ...]
    valgrind: str
    remarks: tuple[str, ...]

    @property
    def mean(self) -> float:
        """Instructions of one extraction, the mean over pages."""
        return statistics.fmean(page.instructions for page in self.pages)


def count_instructions(
    system: System, pages: Sequence[Page], *, step: Callable[[], None] = lambda: None
) -> Instructions:
    """Count an extractor's instructions on pages; `step` is called after each of `calls_on(pages)`.

    Raises UnavailableError where valgrind is missing or dies, where the system is no Python
    adapter or function, and where no page at all was answered.
    """
    command = _countable(system)
    valgrind = find_valgrind()
    with tempfile.TemporaryDirectory(prefix="boilerbench-counts-") as name:
        folder = Path(name)
        with Session(under_callgrind(command, valgrind, folder)) as session:
            _await_start(session, valgrind)
            take_counts(folder)
            counts, failed = _count(command, session, folder, pages, step)
    if not counts:
        raise _unanswered(system.record.label, failed, valgrind)
    found = tuple(_page_count(page, those) for page, those in counts.items())
    return Instructions(
        found, failed, valgrind.version, remarks_on(found, failed, platform.machine())
    )


def calls_on(pages: Sequence[Page]) -> int:
    """How many calls a count takes when every page is answered."""
    return len(pages) * (1 + WARM_PASSES)


def _countable(system: System) -> Command:
    origin, label = system.origin, system.record.label
    if origin is None:
        raise UnavailableError(system.record.reason or f"{label} cannot run here.")
    if not isinstance(origin, Command):
        raise UnavailableError(
            f"{label}: nothing runs for stored texts, so there are no instructions to count."
        )
    if origin.runtime != "python":
        why = _NODE if origin.runtime == "node" else _PROGRAM
        raise UnavailableError(
            f"{label}: instructions are counted of extractors in Python only; {why}."
        )
    return origin


def _await_start(session: Session, valgrind: Valgrind) -> None:
    try:
        session.greeting()
    except UnavailableError as error:
        raise UnavailableError(_explained(f"Under valgrind {valgrind.version}: {error}")) from error


def _unanswered(label: str, failed: Sequence[FailedPage], valgrind: Valgrind) -> UnavailableError:
    first = f"{failed[0].page}: {failed[0].outcome}, {failed[0].reason}" if failed else "none given"
    return UnavailableError(
        _explained(f"{label}: no page was answered under valgrind {valgrind.version} ({first}).")
    )


def _explained(message: str) -> str:
    return f"{message} {_UNKNOWN_CODE}" if "SIGILL" in message else message


def _count(
    command: Command,
    session: Session,
    folder: Path,
    pages: Sequence[Page],
    step: Callable[[], None],
) -> tuple[dict[str, list[int]], tuple[FailedPage, ...]]:
    """Instructions of every call of the pages that were always answered, and the other pages."""
    counts: dict[str, list[int]] = {page.id: [] for page in pages}
    failed = []
    for _ in range(1 + WARM_PASSES):
        for page in pages:
            if page.id not in counts:
                continue
            found = _call(command, session, folder, page)
            step()
            if isinstance(found, FailedPage):
                failed.append(found)
                del counts[page.id]
            else:
                counts[page.id].append(found)
    return counts, tuple(failed)


def _call(command: Command, session: Session, folder: Path, page: Page) -> int | FailedPage:
    body = body_of(command, page.source.read(), page.charset)
    reply = session.ask(body, page.url, page.language)
    counted = take_counts(folder)
    if reply.outcome not in ANSWERS:
        return FailedPage(page.id, reply.outcome, reply.reason)
    if len(counted) != 2:
        raise UnavailableError(
            f"{page.id}: callgrind left {len(counted)} counts of a call, two were expected: the "
            "interpreter hides the C library's ctermid, or the extractor calls it or forks."
        )
    return counted[1]


def _page_count(page: str, counts: Sequence[int]) -> PageCount:
    first, *warm = counts
    least = min(warm)
    return PageCount(page, least, first, max(warm) / least - 1)


def remarks_on(
    found: Sequence[PageCount], failed: Sequence[FailedPage], machine: str
) -> tuple[str, ...]:
    """What is to be said of counts taken on such a machine (`x86_64`)."""
    return tuple(_remarks(found, failed, machine))


def _remarks(
    found: Sequence[PageCount], failed: Sequence[FailedPage], machine: str
) -> Iterable[str]:
    if failed:
        names = ", ".join(f"{one.page} ({one.outcome})" for one in failed)
        yield f"Not counted, because they failed under valgrind: {names}."
    loose = [one for one in found if one.spread > _LARGE_SPREAD]
    if loose:
        worst = max(loose, key=lambda one: one.spread)
        yield (
            f"Warm calls of the same page differed by more than {_LARGE_SPREAD:.0%} on "
            f"{len(loose)} of {len(found)} pages, most on {worst.page} ({worst.spread:.1%}); the "
            "least of them counts."
        )
    if machine != "x86_64":
        yield (
            f"On {machine} the seeds of libxml2's hash tables change from worker to worker, and "
            "with them the instructions of extractors that use it."
        )
