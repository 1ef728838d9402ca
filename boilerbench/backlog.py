"""What is left to extract, and doing it: a few pages ahead, each recorded as it comes back."""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import SystemRecord
from boilerbench.progress import Progress
from boilerbench.recording import (
    Recorder,
    Section,
    missing_pages,
    read_extractions,
    read_sections,
)
from boilerbench.records import Extraction, Page
from boilerbench.runs import extraction_file
from boilerbench.systems import GoldOutputs, System

RETRIED = frozenset({"timeout", "memory"})
"""Outcomes that a busy machine can cause: such a page is tried once more, alone."""

Extract = Callable[[System, Page], Extraction]


@dataclass(frozen=True, slots=True)
class Backlog:
    """The pages one system has still to extract, and where they are recorded."""

    system: System
    recorder: Recorder
    pages: tuple[Page, ...]

    def close(self) -> None:
        """Make what was recorded durable."""
        self.recorder.close()


def backlog_of(
    system: System,
    corpus: Corpus,
    folder: Path,
    *,
    fresh: bool,
    say: Callable[[str], None],
) -> Backlog:
    """What a system has to do in a run folder: pages missing, changed, or made by other code.

    A page that ended at a limit is always taken up again: the limits may have changed since, in a
    run that was stopped before it came to that page. So is one for which there was no worker.
    """
    file = extraction_file(folder, system.record.spec)
    sections = read_sections(file)
    recorded = _made_by(system, sections)
    changed = bool(sections) and sections[-1][0].fingerprint != system.record.fingerprint
    if changed and not recorded and not isinstance(system.origin, GoldOutputs):
        say(f"{system.record.label}: its code has changed, all its pages are extracted again.")
    recorder = Recorder(file, system.record, begin=changed)
    held = {} if changed or not sections else sections[-1][1]
    for page, extraction in recorded.items():
        if page not in held:
            recorder.record(extraction)
    again = RETRIED | ({"unavailable"} if isinstance(system.origin, Command) else set())
    recorded = {p: e for p, e in recorded.items() if e.outcome not in again and not e.unfinished}
    missing = missing_pages(recorded, corpus.pages, corpus.page_digests)
    return Backlog(system, recorder, corpus.pages if fresh else missing)


def _made_by(system: System, sections: Sequence[Section]) -> dict[str, Extraction]:
    """What the code of a system extracted whenever it was as it is now; the latest counts."""
    found: dict[str, Extraction] = {}
    for made_by, extractions in sections:
        if made_by.fingerprint == system.record.fingerprint:
            found |= extractions
    return found


def work_off(
    backlogs: Sequence[Backlog],
    extract: Extract,
    executor: Executor,
    *,
    ahead: int,
    progress: Progress,
) -> None:
    """Extract and record every page of the backlogs, at most `ahead` at a time.

    A page that ended at a limit is tried once more when nothing else runs.
    """
    progress.begin(sum(len(backlog.pages) for backlog in backlogs))
    suspects = []
    tasks = ((backlog, page) for backlog in backlogs for page in backlog.pages)
    with closing(_extracted(tasks, extract, executor, ahead)) as extractions:
        for backlog, page, extraction in extractions:
            if extraction.outcome in RETRIED:
                suspects.append((backlog, page, extraction))
            else:
                _record(backlog, extraction, progress)
    for backlog, page, first in suspects:
        again = executor.submit(extract, backlog.system, page).result()
        _record(backlog, _retried(first, again), progress)


_Task = tuple[Backlog, Page]


def _extracted(
    tasks: Iterator[_Task], extract: Extract, executor: Executor, ahead: int
) -> Generator[tuple[Backlog, Page, Extraction], None, None]:
    """Extractions as they are done, with never more than `ahead` handed out."""
    running: dict[Future[Extraction], _Task] = {}
    try:
        while True:
            for backlog, page in islice(tasks, ahead - len(running)):
                future = executor.submit(extract, backlog.system, page)
                running[future] = (backlog, page)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                backlog, page = running.pop(future)
                yield backlog, page, future.result()
    finally:
        for future in running:
            future.cancel()


def _record(backlog: Backlog, extraction: Extraction, progress: Progress) -> None:
    backlog.recorder.record(extraction)
    progress.step(backlog.system.record, extraction)


def _retried(first: Extraction, second: Extraction) -> Extraction:
    """The second call's extraction, with the first's outcome on record."""
    return msgspec.structs.replace(second, attempts=2, first_outcome=first.outcome)


def done_and_total(
    folder: Path, systems: Sequence[SystemRecord], pages: Sequence[str]
) -> tuple[int, int]:
    """How many extractions a run folder holds, and how many it will."""
    able = [system for system in systems if system.reason is None]
    files = [extraction_file(folder, system.spec) for system in able]
    done = sum(len(read_extractions(file)[1].keys() & set(pages)) for file in files)
    return done, len(able) * len(pages)
