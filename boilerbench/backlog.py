"""What a system has still to extract in a run folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import SystemRecord
from boilerbench.recorded import Recorded
from boilerbench.recording import (
    Recorder,
    Section,
    missing_pages,
    read_extractions,
    read_sections,
)
from boilerbench.recordlines import Lines
from boilerbench.records import Page
from boilerbench.runs import extraction_file
from boilerbench.systems import GoldOutputs, System

RETRIED = frozenset({"timeout", "memory"})
"""Outcomes that a busy machine can cause: such a page is tried once more, alone."""


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
    recorded = _made_by(system, file, sections)
    changed = bool(sections) and sections[-1][0].fingerprint != system.record.fingerprint
    if changed and not recorded and not isinstance(system.origin, GoldOutputs):
        say(f"{system.record.label}: its code has changed, all its pages are extracted again.")
    recorder = Recorder(file, system.record, begin=changed)
    held = {} if changed or not sections else sections[-1][1].briefs
    for page in recorded:
        if page not in held:
            recorder.record(recorded[page])
    again = RETRIED | ({"unavailable"} if isinstance(system.origin, Command) else set())
    done = {
        page: brief
        for page, brief in recorded.briefs.items()
        if brief.outcome not in again and not brief.unfinished
    }
    missing = missing_pages(done, corpus.pages, corpus.page_digests)
    return Backlog(system, recorder, corpus.pages if fresh else missing)


def _made_by(system: System, file: Path, sections: Sequence[Section]) -> Recorded:
    """What the code of a system extracted whenever it was as it is now; the latest counts."""
    found = Recorded(Lines(file), {})
    for made_by, extractions in sections:
        if made_by.fingerprint == system.record.fingerprint:
            found |= extractions
    return found


def done_and_total(
    folder: Path, systems: Sequence[SystemRecord], pages: Sequence[str]
) -> tuple[int, int]:
    """How many extractions a run folder holds, and how many it will."""
    able = [system for system in systems if system.reason is None]
    files = [extraction_file(folder, system.spec) for system in able]
    done = sum(len(read_extractions(file)[1].keys() & set(pages)) for file in files)
    return done, len(able) * len(pages)
