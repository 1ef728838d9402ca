"""Samples that keep the make of a corpus."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.sampling import stratified
from boilerbench.errors import UsageError
from boilerbench.records import Gold, HtmlBytes, Page, PageType

ARTICLES: tuple[PageType, ...] = ("article",) * 100
FORUM: tuple[PageType, ...] = ("forum",)
PRODUCT: tuple[PageType, ...] = ("product",)


def _corpus(types: Sequence[PageType]) -> Corpus:
    pages = [
        Page(
            f"p{n}", HtmlBytes(b""), Gold(text="x"), url=f"https://s{n % 7}.example/{n}", type=kind
        )
        for n, kind in enumerate(types)
    ]
    return Corpus("c", "c", tuple(pages))


def test_each_kind_keeps_its_share() -> None:
    """60, 30 and 10 of a hundred pages are 12, 6 and 2 of twenty."""
    corpus = _corpus([*ARTICLES[:60], *FORUM * 30, *PRODUCT * 10])
    drawn = stratified(corpus, 20, by=["type"])
    assert Counter(page.type for page in drawn.pages) == {"article": 12, "forum": 6, "product": 2}


def test_a_rare_kind_is_not_lost() -> None:
    """One page in a hundred is in a sample of ten."""
    corpus = _corpus([*ARTICLES[:99], *FORUM])
    assert "forum" in {page.type for page in stratified(corpus, 10, by=["type"]).pages}


def test_pages_are_spread_over_sites() -> None:
    """Seven pages of seven sites are one of each."""
    drawn = stratified(_corpus(ARTICLES[:70]), 7)
    assert len({page.site for page in drawn.pages}) == 7


@given(st.lists(st.sampled_from(get_args(PageType)), min_size=1, max_size=40), st.data())
def test_a_sample_has_the_size_that_was_asked_for(
    types: list[PageType], data: st.DataObject
) -> None:
    """Exactly so many different pages, the same ones in whatever order the corpus stands."""
    corpus = _corpus(types)
    size = data.draw(st.integers(1, len(types)))
    drawn = stratified(corpus, size, by=["type"], seed=3)
    assert len({page.id for page in drawn.pages}) == size
    turned = Corpus("c", "c", corpus.pages[::-1])
    again = stratified(turned, size, by=["type"], seed=3)
    assert {page.id for page in again.pages} == {page.id for page in drawn.pages}


@pytest.mark.parametrize("size", [0, 4])
def test_a_sample_larger_than_the_corpus_is_refused(size: int) -> None:
    """The sentence says how many pages there are."""
    with pytest.raises(UsageError, match="c has 3 pages"):
        stratified(_corpus(ARTICLES[:3]), size)
