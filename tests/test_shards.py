"""A corpus parted: every page in one part, whole sites, and the same part tomorrow."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.shards import number_of, parse_shard, shard_of

SITES = st.lists(st.from_regex(r"[a-z]{1,8}\.(com|org|example)", fullmatch=True), min_size=1)


def _corpus(sites: list[str]) -> Corpus:
    pages = (
        Page(f"p{n}", HtmlBytes(b"x"), Gold(text="x"), url=f"https://www.{site}/{n}")
        for n, site in enumerate(sites)
    )
    return Corpus("some", "some", tuple(pages))


@given(SITES, st.integers(1, 9))
def test_parts_are_the_whole_and_share_no_site(sites: list[str], of: int) -> None:
    """Each page is in one part alone, with all pages of its site, in the corpus's order."""
    corpus = _corpus(sites)
    parts = []
    for number in {number_of(page, of) for page in corpus.pages}:
        part, shard = shard_of(corpus, parse_shard(f"{number}/{of}"))
        assert shard.pages == tuple(page.id for page in corpus.pages)
        parts.append(part.pages)
    together = [page for part in parts for page in part]
    assert sorted(page.id for page in together) == sorted(page.id for page in corpus.pages)
    assert sum(len({page.site for page in part}) for part in parts) == len(
        {page.site for page in corpus.pages}
    )
    assert all(list(part) == [p for p in corpus.pages if p in part] for part in parts)


def test_a_part_stays_when_pages_are_added() -> None:
    """The digest of the site decides, not how many there are, nor the process that asks."""
    numbers = [number_of(page, 4) for page in _corpus(["a.com", "b.com", "c.com", "d.com"]).pages]
    assert numbers == [2, 2, 1, 1]


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "1/0", "-1/3", "a/b", "1/3/4", " 1/3"])
def test_what_is_no_part_is_refused(text: str) -> None:
    """Parts are counted from 1 to N."""
    with pytest.raises(UsageError, match=r"--shard takes I/N, from 1/N to N/N"):
        parse_shard(text)


def test_an_empty_part_is_named(make_corpus: Callable[..., Path]) -> None:
    """With more parts than sites some have nothing to do, and are told so."""
    corpus = open_corpus(make_corpus(1))
    taken = number_of(corpus.pages[0], 2)
    with pytest.raises(UsageError, match=r"falls to shard ./2: its 1 site fill"):
        shard_of(corpus, parse_shard(f"{3 - taken}/2"))
