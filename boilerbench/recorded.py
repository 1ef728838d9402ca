"""Recorded extractions that stay in their file: what is small is kept, texts are read when asked.

So a run of any size is scored page by page, and memory holds the texts of a few pages only.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, overload

import msgspec

from boilerbench.recordlines import Lines
from boilerbench.records import ANSWERS, Extraction, Outcome, Timing


class Outline(Protocol):
    """What is small of an extraction; an Extraction is one itself."""

    @property
    def page(self) -> str: ...  # noqa: D102  as the field of Extraction, and so are all below

    @property
    def digest(self) -> str: ...  # noqa: D102

    @property
    def outcome(self) -> Outcome: ...  # noqa: D102

    @property
    def size(self) -> int: ...  # noqa: D102

    @property
    def told(self) -> str | None: ...  # noqa: D102

    @property
    def reason(self) -> str | None: ...  # noqa: D102

    @property
    def timing(self) -> Timing | None: ...  # noqa: D102

    @property
    def network_attempts(self) -> int: ...  # noqa: D102

    @property
    def unfinished(self) -> tuple[int, ...]: ...  # noqa: D102

    @property
    def host(self) -> str | None: ...  # noqa: D102

    @property
    def answered(self) -> bool: ...  # noqa: D102

    @property
    def gives_markdown(self) -> bool: ...  # noqa: D102


class Brief(msgspec.Struct, frozen=True, gc=False):
    """What is small of a recorded extraction, and where its line stands: first byte and length."""

    page: str
    digest: str
    outcome: Outcome
    size: int
    told: str | None
    reason: str | None
    timing: Timing | None
    network_attempts: int
    unfinished: tuple[int, ...]
    host: str | None
    gives_markdown: bool
    start: int
    length: int

    @property
    def answered(self) -> bool:
        """Whether the extractor gave an answer, be it an empty one."""
        return self.outcome in ANSWERS


def brief_of(extraction: Extraction, start: int, length: int) -> Brief:
    """The brief of an extraction whose line was read."""
    # All systems of a run name the same pages: interned, their names are held once.
    return Brief(
        page=sys.intern(extraction.page),
        digest=sys.intern(extraction.digest),
        outcome=extraction.outcome,
        size=extraction.size,
        told=extraction.told and sys.intern(extraction.told),
        reason=extraction.reason,
        timing=extraction.timing,
        network_attempts=extraction.network_attempts,
        unfinished=extraction.unfinished,
        host=extraction.host and sys.intern(extraction.host),
        gives_markdown=extraction.gives_markdown,
        start=start,
        length=length,
    )


class Recorded(Mapping[str, Extraction]):
    """The extractions of a section by page, each read from its file whenever it is asked for.

    Raises RunError where the file has changed under it.
    """

    def __init__(self, lines: Lines, briefs: Mapping[str, Brief]) -> None:
        self._lines = lines
        self.briefs = briefs

    def __getitem__(self, page: str) -> Extraction:
        brief = self.briefs[page]
        return self._lines.read(page, brief.start, brief.length)

    def __iter__(self) -> Iterator[str]:
        return iter(self.briefs)

    def __len__(self) -> int:
        return len(self.briefs)

    def __contains__(self, page: object) -> bool:
        return page in self.briefs

    def __or__(self, later: "Recorded") -> "Recorded":
        """Two sections of one file as one; the later one's pages replace the earlier one's."""
        return Recorded(later._lines, {**self.briefs, **later.briefs})


class Chosen(Sequence[Extraction]):
    """The recorded extractions of some pages, in their order; each is read when it is looked at."""

    def __init__(self, recorded: Recorded, pages: Sequence[str]) -> None:
        self._recorded = recorded
        self._pages = pages

    @property
    def briefs(self) -> list[Brief]:
        """What is small of each of them."""
        return [self._recorded.briefs[page] for page in self._pages]

    def on(self, pages: Sequence[str]) -> "Chosen":
        """Those of some of these pages."""
        return Chosen(self._recorded, pages)

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, place: int) -> Extraction: ...

    @overload
    def __getitem__(self, place: slice) -> "Chosen": ...

    def __getitem__(self, place: int | slice) -> "Extraction | Chosen":
        if isinstance(place, slice):
            return self.on(self._pages[place])
        return self._recorded[self._pages[place]]
