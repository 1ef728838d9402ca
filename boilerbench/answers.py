"""What the systems of a run answered on the pages of a corpus: the start of all scoring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.costs import speed_of, timed_on
from boilerbench.errors import RunError
from boilerbench.manifests import Machine, SystemRecord
from boilerbench.recording import missing_pages
from boilerbench.records import Extraction, Page
from boilerbench.runs import Run
from boilerbench.scores import Speed
from boilerbench.scoring.parts import gold_answer
from boilerbench.specs import ORACLE


@dataclass(frozen=True)
class Answers:
    """One system's recorded extractions of the pages that are scored, in page order.

    `jobs` is how many extractions of its run went on at once at most, None where nobody knows;
    `machines` are those on which anything of the run was timed, one of each kind.
    """

    system: SystemRecord
    pages: tuple[Page, ...]
    extractions: tuple[Extraction, ...]
    jobs: int | None = None
    machines: tuple[Machine, ...] = ()

    @property
    def missing(self) -> int:
        """Pages that were selected but are not recorded."""
        return len(self.pages) - len(self.extractions)

    def paired(self) -> Iterator[tuple[Page, Extraction]]:
        """Every recorded extraction with its page."""
        by_page = {extraction.page: extraction for extraction in self.extractions}
        return ((page, by_page[page.id]) for page in self.pages if page.id in by_page)

    def on(self, pages: Sequence[Page]) -> "Answers":
        """The same system's answers for some of the pages."""
        ids = {page.id for page in pages}
        kept = tuple(e for e in self.extractions if e.page in ids)
        return replace(self, pages=tuple(pages), extractions=kept)

    @property
    def speed(self) -> Speed | None:
        """What it cost; None where nothing was timed, or the run was timed on unlike machines."""
        return None if len(self.machines) > 1 else speed_of(self.extractions, self.jobs)


def answers_of(run: Run, corpus: Corpus) -> tuple[Answers, ...]:
    """What every system of a run recorded for the pages of a corpus.

    Raises RunError where a page is not the one that was extracted, or code was told otherwise of
    it: its row would not be of the same pages as those of a run made now.
    """
    digests = corpus.page_digests
    found = []
    for system in run.manifest.systems:
        recorded = {} if system.reason else run.extractions(system)
        done = [page for page in corpus.pages if page.id in recorded]
        known = tuple(_now(recorded[page.id], page, system) for page in done)
        changed = [page.id for page in missing_pages(recorded, done, digests)]
        if changed:
            raise RunError(
                f"{len(changed)} of {len(corpus.pages)} pages of {corpus.name} are not those this "
                f"run extracted (first: {changed[0]}), or have another URL, language or charset: "
                f"`boilerbench run --resume --out {run.path}` extracts them again."
            )
        found.append(Answers(system, corpus.pages, known, run.manifest.jobs))
    machines = timed_on(run.manifest, (e for one in found for e in one.extractions))
    return tuple(replace(one, machines=machines) for one in found)


def _now(extraction: Extraction, page: Page, system: SystemRecord) -> Extraction:
    """The extraction as it was; the oracle's is always the gold that it is held against."""
    if system.kind != "scale" or system.spec.rpartition("=")[2] != ORACLE:
        return extraction
    return msgspec.structs.replace(extraction, **gold_answer(page.gold))
