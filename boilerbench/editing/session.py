"""One page being gone through: what is asked next, what was said, and the gold that comes of it."""

from collections.abc import Sequence
from pathlib import Path

from boilerbench.corpora.boilerbench import GoldFile, gold_file, gold_of, read_gold
from boilerbench.corpora.rewriting import rewritten
from boilerbench.corpora.writing import gold_toml
from boilerbench.digests import short_digest
from boilerbench.drafting.votes_file import read_votes
from boilerbench.editing.journal import (
    AskedAll,
    Begun,
    Decision,
    Journal,
    Labelled,
    Later,
    Phrase,
    journal_file,
)
from boilerbench.editing.order import questions, votes_for
from boilerbench.editing.segments import Role, Segment, cut_of, segmented
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
        self._html = page.source.read()
        tree = parse_page(self._html, page.charset)
        if tree is None:
            raise CorpusError(f"{page.id} holds no text: there is nothing to label.")
        self.page = page
        self._tree = tree
        self._toml = read_gold(self._file)
        self._gold: GoldFile = gold_of(self._file, self._toml)
        self._found = segmented(tree, self._gold.gold())
        begun = Begun(short_digest(self._html), short_digest(self._toml), cut_of(self._found))
        self._journal = Journal(journal_file(corpus, page.id), begun, len(self.segments))
        known = read_votes(corpus, page.id)
        self._votes = known if known is not None and known.page == begun.html else None
        self.votes = votes_for(self.segments, self._votes)
        self._doubted = questions(self.segments, self.votes)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The pieces of the page that can be labelled, in order."""
        return self._found.segments

    @property
    def extractors(self) -> tuple[str, ...]:
        """Whose votes the page carries, in the order of `votes`."""
        return () if self._votes is None else self._votes.extractors

    @property
    def torn(self) -> bool:
        """Whether the last answer of an earlier sitting was cut off as it was written."""
        return self._journal.torn

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
        decisions = self._journal.decisions
        labelled = (one.segments for one in decisions if isinstance(one, Labelled))
        decided = {number for numbers in labelled for number in numbers}
        everything = any(isinstance(one, AskedAll) for one in decisions)
        asked = range(len(self.segments)) if everything else self._doubted
        # The last time that a segment was put off counts.
        later = [one.segment for one in reversed(decisions) if isinstance(one, Later)]
        put_off = list(reversed(dict.fromkeys(later)))
        first = [number for number in asked if number not in decided and number not in later]
        return first + [number for number in put_off if number not in decided]

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
        self._journal.add(Later(number))

    def ask_all(self) -> None:
        """Ask about every segment, in the order of the page."""
        self._journal.add(AskedAll())

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

    def finish(self) -> bool:
        """Write the gold, a draft no more, and forget the answers: they stand in it.

        False where nothing changes: the file is not written then. Raises CorpusError, and keeps
        the answers, where the page or its gold file is another by now than when it was opened.
        """
        self._refuse_changed()
        gold = edited(self._gold, self._tree, self._found, self._journal.decisions)
        if gold != self._gold:
            source = self._toml.decode()
            written = rewritten(source, self._gold, gold) or gold_toml(gold)
            try:
                replace_file(self._file, written.encode())
            except OSError as error:
                raise CorpusError(f"{self._file} cannot be written ({error.strerror}).") from error
        self._journal.close()
        return gold != self._gold

    def _refuse_changed(self) -> None:
        for name, content, now in (
            (str(self._file), self._toml, read_gold(self._file)),
            (f"The HTML of {self.page.id}", self._html, self.page.source.read()),
        ):
            if content != now:
                raise CorpusError(
                    f"{name} was changed by somebody else while you went through it, so nothing was"
                    f" written: {self._way_out()}."
                )

    def _way_out(self) -> str:
        if not self._journal.decisions:
            return "the same command begins with the new one"
        return (
            f"bring the old file back, and the same command goes on with your answers"
            f" ({self._journal.told()}), or move that file away to answer about the new one"
        )
