"""What the systems of a run answered on the pages of a corpus: the start of all scoring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.costs import speed_of, timed_on
from boilerbench.errors import RunError
from boilerbench.manifests import Machine, SystemRecord
from boilerbench.recorded import Chosen, Outline, Recorded
from boilerbench.recording import missing_pages
from boilerbench.recordlines import Lines
from boilerbench.records import Extraction, Page
from boilerbench.runs import Run
from boilerbench.scores import Speed
from boilerbench.scoring.parts import gold_answer
from boilerbench.specs import ORACLE


@dataclass(frozen=True)
class Answers:
    """One system's recorded extractions of the pages that are scored, in page order.

    Those of a run stay in its file, each read when it is looked at: who needs no text asks for
    `briefs`, who needs one page for `of`, and nobody keeps them all.

    `jobs` is how many extractions of its run went on at once at most, None where nobody knows;
    `machines` are those on which anything of the run was timed, one of each kind.
    """

    system: SystemRecord
    pages: tuple[Page, ...]
    extractions: Sequence[Extraction]
    jobs: int | None = None
    machines: tuple[Machine, ...] = ()

    @property
    def missing(self) -> int:
        """Pages that were selected but are not recorded."""
        return len(self.pages) - len(self.extractions)

    def paired(self) -> Iterator[tuple[Page, Extraction]]:
        """Every recorded extraction with its page."""
        return (
            (page, self.extractions[self._places[page.id]])
            for page in self.pages
            if page.id in self._places
        )

    @cached_property
    def briefs(self) -> Sequence[Outline]:
        """What is small of every extraction, in their order; no text is read for it."""
        return self.extractions.briefs if isinstance(self.extractions, Chosen) else self.extractions

    def of(self, page: str) -> Extraction | None:
        """The extraction of a page, None where there is none."""
        return self.at(page) if page in self._places else None

    def at(self, page: str) -> Extraction:
        """The extraction of a page that has one; KeyError where it has none."""
        return self.extractions[self._places[page]]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {brief.page: place for place, brief in enumerate(self.briefs)}

    def on(self, pages: Sequence[Page]) -> "Answers":
        """The same system's answers for some of the pages."""
        ids = {page.id for page in pages}
        kept = [brief.page for brief in self.briefs if brief.page in ids]
        if isinstance(self.extractions, Chosen):
            return replace(self, pages=tuple(pages), extractions=self.extractions.on(kept))
        found = tuple(self.at(page) for page in kept)
        return replace(self, pages=tuple(pages), extractions=found)

    @property
    def speed(self) -> Speed | None:
        """What it cost; None where nothing was timed, or the run was timed on unlike machines."""
        return None if len(self.machines) > 1 else speed_of(self.briefs, self.jobs)


def answers_of(run: Run, corpus: Corpus) -> tuple[Answers, ...]:
    """What every system of a run recorded for the pages of a corpus.

    Raises RunError where a page is not the one that was extracted, or code was told otherwise of
    it: its row would not be of the same pages as those of a run made now.
    """
    digests = corpus.page_digests
    found = []
    for system in run.manifest.systems:
        recorded = (
            Recorded(Lines(run.file_of(system)), {}) if system.reason else run.extractions(system)
        )
        done = [page for page in corpus.pages if page.id in recorded]
        changed = [page.id for page in missing_pages(recorded.briefs, done, digests)]
        if changed:
            raise RunError(
                f"{len(changed)} of {len(corpus.pages)} pages of {corpus.name} are not those this "
                f"run extracted (first: {changed[0]}), or have another URL, language or charset: "
                f"`boilerbench run --resume --out {run.path}` extracts them again."
            )
        known = _now(recorded, done, system)
        found.append(Answers(system, corpus.pages, known, run.manifest.jobs))
    machines = timed_on(run.manifest, (e for one in found for e in one.briefs))
    return tuple(replace(one, machines=machines) for one in found)


def _now(recorded: Recorded, pages: Sequence[Page], system: SystemRecord) -> Sequence[Extraction]:
    """The extractions as they were; the oracle's are always the gold they are held against."""
    if system.kind != "scale" or system.spec.rpartition("=")[2] != ORACLE:
        return Chosen(recorded, [page.id for page in pages])
    # These hold no text of their own: the corpus has it in memory.
    return tuple(
        msgspec.structs.replace(recorded[page.id], **gold_answer(page.gold)) for page in pages
    )
