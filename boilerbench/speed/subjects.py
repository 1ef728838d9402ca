"""What is timed: extractors with their workers, asked for pages; and the first pass over these."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.digests import short_digest
from boilerbench.errors import RunError
from boilerbench.extracting import body_of
from boilerbench.keeping import kept
from boilerbench.records import ANSWERS, HtmlSource, Page, Reply
from boilerbench.sessions import Session
from boilerbench.speed.record import Surveyed
from boilerbench.speed.watch import Watch


@dataclass(frozen=True, slots=True)
class Subject:
    """An extractor under measurement: its number among the systems, its row, what starts it."""

    number: int
    label: str
    command: Command
    import_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Steady:
    """A page's bytes, which may not change while it is timed again and again."""

    page: str
    source: HtmlSource
    digest: str

    def read(self) -> bytes:
        """The page; RunError where it is another one by now."""
        content = self.source.read()
        if short_digest(content) != self.digest:
            raise RunError(
                f"The page {self.page} changed while it was timed, so that its calls are not of "
                "one page: measure again when nothing writes to the corpus."
            )
        return content


def steady(corpus: Corpus) -> tuple[Page, ...]:
    """The pages of a corpus, kept in memory as far as there is room, and held to stay the same."""
    digests = corpus.page_digests
    return tuple(
        replace(page, source=Steady(page.id, page.source, digests[page.id]))
        for page in kept(corpus).pages
    )


def ask(subject: Subject, session: Session, page: Page, *, timed: bool) -> Reply:
    """One call; reading and decoding the page are not in its time."""
    body = body_of(subject.command, page.source.read(), page.charset)
    return session.ask(body, page.url, page.language, timed=timed)


def survey(
    subject: Subject, pages: Sequence[Page], log: Callable[[Surveyed], None], watch: Watch
) -> list[Surveyed]:
    """Every page once, by one worker that runs as it does in use: what fails, what memory it takes.

    It also tells how long the rounds will take.
    """
    found = []
    with Session(subject.command) as session:
        for number, page in enumerate(pages):
            seen = _surveyed(subject, number, ask(subject, session, page, timed=False))
            log(seen)
            found.append(seen)
            watch.step(1, subject.label)
    return found


def _surveyed(subject: Subject, page: int, reply: Reply) -> Surveyed:
    if reply.timing is None:
        return Surveyed(subject.number, page, reply.outcome, reason=reply.reason)
    timing = reply.timing
    return Surveyed(
        subject.number,
        page,
        reply.outcome,
        timing.wall_ns,
        timing.cpu_ns,
        timing.peak_memory,
        reply.reason if reply.outcome not in ANSWERS else None,
    )
