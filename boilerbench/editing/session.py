"""One page being gone through: what is asked next, what was said, and the gold that comes of it."""

from collections.abc import Sequence
from pathlib import Path

from boilerbench.corpora.boilerbench import GoldFile, gold_file, parse_gold
from boilerbench.corpora.writing import gold_toml
from boilerbench.digests import short_digest
from boilerbench.drafting.votes_file import read_votes
from boilerbench.editing.journal import Begun, Decision, Journal, Labelled, Phrase, journal_file
from boilerbench.editing.order import questions, votes_for
from boilerbench.editing.segments import Role, Segment, segmented
from boilerbench.editing.writing import Said, edited, said_of
from boilerbench.errors import CorpusError
from boilerbench.files import replace_file
from boilerbench.records import Page
from boilerbench.trees import parse_page


class PageEdit:
    """The questions about one page, in turn, and the answers so far.

    Every answer is on disk when it is given; opening the page again goes on after the last one.
    """

    def __init__(self, corpus: Path, page: Page) -> None:
        self._file = gold_file(corpus, page)
        content = page.source.read()
        tree = parse_page(content, page.charset)
        if tree is None:
            raise CorpusError(f"{page.id} holds no text: there is nothing to label.")
        self.page = page
        self._tree = tree
        self._gold: GoldFile = parse_gold(self._file)
        self._found = segmented(tree, page.gold)
        begun = Begun(short_digest(content), short_digest(self._file.read_bytes()))
        self._journal = Journal(journal_file(corpus, page.id), begun)
        known = read_votes(corpus, page.id)
        self._votes = known if known is not None and known.page == begun.html else None
        self.votes = votes_for(self.segments, self._votes)
        self._asked = questions(self.segments, self.votes)
        self._later: list[int] = []

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The pieces of the page that can be labelled, in order."""
        return self._found.segments

    @property
    def extractors(self) -> tuple[str, ...]:
        """Whose votes the page carries, in the order of `votes`."""
        return () if self._votes is None else self._votes.extractors

    @property
    def stale(self) -> Path | None:
        """Where earlier answers were put that were about other bytes or other gold."""
        return self._journal.stale

    @property
    def said(self) -> list[Said]:
        """What each segment is by now."""
        return said_of(self.segments, self._journal.decisions)

    @property
    def phrases(self) -> list[Phrase]:
        """The phrases that were added."""
        return [one for one in self._journal.decisions if isinstance(one, Phrase)]

    def left(self) -> list[int]:
        """The segments still to be asked about, those put off last."""
        decided = {
            number
            for one in self._journal.decisions
            if isinstance(one, Labelled)
            for number in one.segments
        }
        open_ = [number for number in self._asked if number not in decided]
        put_off = set(self._later)
        first = [number for number in open_ if number not in put_off]
        return first + [number for number in dict.fromkeys(self._later) if number in set(open_)]

    def keep(self, number: int) -> None:
        """Say that a segment is what it is labelled now."""
        role, kind = self.said[number]
        self.label([number], role, kind)

    def label(self, numbers: Sequence[int], role: Role, kind: str | None = None) -> None:
        """Say what segments are."""
        self._journal.add(Labelled(tuple(numbers), role, kind))

    def add_phrase(self, field: str, text: str) -> None:
        """Add a phrase to `contains` or `lacks`."""
        self._journal.add(Phrase(field, text))

    def put_off(self, number: int) -> None:
        """Ask about a segment when all others were asked about."""
        self._later = [other for other in self._later if other != number] + [number]

    def ask_all(self) -> None:
        """Ask about every segment, in the order of the page."""
        self._asked = list(range(len(self.segments)))

    def undo(self) -> Decision | None:
        """Take back the last answer; None where there is none."""
        return self._journal.undo()

    def alike(self, number: int) -> list[int]:
        """The segments that share a segment's landmark and its label by now, itself among them."""
        said = self.said
        landmark = self.segments[number].block.landmark
        if landmark is None:
            return [number]
        return [
            other
            for other, segment in enumerate(self.segments)
            if segment.block.landmark is landmark and said[other] == said[number]
        ]

    def finish(self) -> None:
        """Write the gold, a draft no more, and forget the answers: they stand in it."""
        gold = edited(self._gold, self._tree, self._found, self._journal.decisions)
        try:
            replace_file(self._file, gold_toml(gold).encode())
        except OSError as error:
            raise CorpusError(f"{self._file} cannot be written ({error.strerror}).") from error
        self._journal.close()
