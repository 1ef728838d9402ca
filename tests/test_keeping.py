"""Pages kept in memory while a run goes on."""

import pickle
from dataclasses import dataclass, field, replace

import pytest

from boilerbench import keeping
from boilerbench.corpora.corpus import Corpus
from boilerbench.decoding import as_utf8
from boilerbench.digests import short_digest
from boilerbench.keeping import Kept, Shelf, digest_of, kept, utf8_of
from boilerbench.records import Gold, HtmlBytes, Page

PAGES = tuple(Page(name, HtmlBytes(name.encode() * 40), Gold()) for name in "abc")


@dataclass
class Counting:
    """A source that counts how often it is read."""

    content: bytes
    reads: list[int] = field(default_factory=list)

    def read(self) -> bytes:
        """The bytes, read once more."""
        self.reads.append(1)
        return self.content


def test_a_kept_page_is_read_once() -> None:
    """Its digest too is made once, and equals that of the bytes."""
    source = Counting(b"page" * 10)
    page = Page("a", Kept(source, Shelf()), Gold())
    contents = [page.source.read() for _ in range(3)]
    assert len(source.reads) == 1
    assert contents[0] is contents[2]
    assert digest_of(page, contents[0]) == short_digest(source.content)
    assert digest_of(page, b"other") == short_digest(b"other")


def test_pages_beyond_the_room_are_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first pages stay, the others are never in the way; all digests are right."""
    monkeypatch.setattr(keeping, "Shelf", lambda: Shelf(80))
    sources = [Counting(bytes([65 + number]) * 40) for number in range(4)]
    pages = tuple(Page(f"p{n}", source, Gold()) for n, source in enumerate(sources))
    corpus = kept(Corpus("c", "c", pages))
    for _ in range(2):
        for page, source in zip(corpus.pages, sources, strict=True):
            assert digest_of(page, page.source.read()) == short_digest(source.content)
    assert [len(source.reads) for source in sources] == [1, 1, 2, 2]


def test_the_corpus_is_the_same() -> None:
    """Digests are those of the plain corpus, and are taken over where they are known."""
    corpus = Corpus("c", "c", PAGES)
    assert kept(corpus).digest() == corpus.digest()
    known = replace(corpus)
    vars(known)["page_digests"] = {"a": "known"}
    assert kept(known).page_digests == {"a": "known"}


@pytest.mark.parametrize("content", [b"plain", "é".encode(), "é".encode("latin-1")])
def test_text_is_what_decoding_makes_of_it(content: bytes) -> None:
    """The first time and the next, kept or not."""
    kept_page = Kept(HtmlBytes(content), Shelf(), "windows-1252")
    page = Page("a", kept_page, Gold(), charset="windows-1252")
    plain = replace(page, source=HtmlBytes(content))
    wanted = as_utf8(content, "windows-1252")
    for one in (page, page, plain):
        assert utf8_of(one, one.source.read()) == wanted
    utf8 = replace(page, charset=None, source=Kept(HtmlBytes(b"plain"), Shelf()))
    assert [utf8_of(utf8, utf8.source.read()) for _ in range(2)] == [b"plain"] * 2


def test_a_copy_in_another_process_starts_empty() -> None:
    """What an executor is handed is the way to the page, not its bytes."""
    source = Kept(HtmlBytes(b"page"), Shelf())
    source.read()
    copy = pickle.loads(pickle.dumps(source))  # noqa: S301  our own bytes
    assert (copy.content, copy.read(), copy.content) == (None, b"page", None)
