"""Pages of a run kept in memory within bounds: read once, for their digest and every extractor."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.decoding import as_utf8
from boilerbench.digests import short_digest
from boilerbench.records import HtmlSource, Page

BUDGET: Final = 32 << 20
"""Bytes that are kept: a corpus of some hundred pages whole, of a larger one the first pages."""


@dataclass(slots=True)
class Shelf:
    """How many bytes may still be kept; pages stay once they are there, as all come round alike."""

    room: int = BUDGET


@dataclass(slots=True)
class Kept:
    """A page's bytes, read when first asked for and kept where there is room.

    With them stay their digest, and whether they are UTF-8 as they are, by the `charset` that an
    HTTP header named. A copy in another process starts empty.
    """

    source: HtmlSource
    shelf: Shelf = field(repr=False)
    charset: str | None = None
    content: bytes | None = field(default=None, repr=False)
    digest: str | None = None
    is_utf8: bool = False

    def read(self) -> bytes:
        """The page as it was when it was first read, or as it is now where it was not kept."""
        if self.content is not None:
            return self.content
        content = self.source.read()
        # Two threads that read one page at the same time may both count it: less is kept then.
        if len(content) <= self.shelf.room:
            self.shelf.room -= len(content)
            self.is_utf8 = as_utf8(content, self.charset) is content
            self.content, self.digest = content, short_digest(content)
        return content

    def __reduce__(self) -> tuple[Any, ...]:
        return Kept, (self.source, Shelf(0), self.charset)


def kept(corpus: Corpus) -> Corpus:
    """The same corpus, whose pages stay in memory as far as there is room.

    Digests that are known stay known.
    """
    shelf = Shelf()
    pages = tuple(
        replace(page, source=Kept(page.source, shelf, page.charset)) for page in corpus.pages
    )
    found = replace(corpus, pages=pages)
    for name in ("page_digests", "_digest"):
        if name in vars(corpus):
            vars(found)[name] = vars(corpus)[name]
    return found


def digest_of(page: Page, content: bytes) -> str:
    """The digest of what was read of a page: made once where it is kept."""
    source = page.source
    if isinstance(source, Kept) and source.content is content and source.digest:
        return source.digest
    return short_digest(content)


def utf8_of(page: Page, content: bytes) -> bytes:
    """What was read of a page, in UTF-8: the bytes as they are where it is known to be that."""
    source = page.source
    known = isinstance(source, Kept) and source.content is content and source.is_utf8
    return content if known else as_utf8(content, page.charset)
