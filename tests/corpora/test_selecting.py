"""Some of the pages: conditions, globs, samples."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus, field_values, select
from boilerbench.errors import CorpusError, UsageError
from boilerbench.records import Gold, HtmlBytes, Page

MakeCorpus = Callable[..., Path]


def _corpus(*sites: int) -> Corpus:
    pages = tuple(
        Page(f"p{n:02}", HtmlBytes(b"x"), Gold(text="x"), url=f"https://s{site}.example/{n}")
        for n, site in enumerate(sites)
    )
    return Corpus("made", "made", pages)


def test_conditions_and_globs_narrow_together(make_corpus: MakeCorpus) -> None:
    """Every condition must hold, and one glob."""
    corpus = open_corpus(make_corpus(3))
    chosen = select(corpus, where=["type=article", "challenge=newsletter-form"], pages=["*1", "*2"])
    assert [page.id for page in chosen.pages] == ["page1", "page2"]


def test_globs_choose_among_pages_that_were_left_out() -> None:
    """What is said to be left out is of the pages that were asked for."""
    corpus = replace(_corpus(1, 2), left_out={"p10": "no gold", "q1": "no page"})
    assert select(corpus, pages=["p*"]).left_out == {"p10": "no gold"}
    assert select(corpus, limit=1).left_out == corpus.left_out


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"where": ["type"]}, "--where takes FIELD=VALUE"),
        ({"where": ["colour=red"]}, "Pages have no field 'colour'"),
        ({"where": ["type=forum"]}, "No page of made is left by type=forum"),
        ({"pages": ["zzz*"]}, "No page of made is left"),
        ({"limit": 0}, "--limit takes a number of pages from 1 up"),
    ],
)
def test_a_selection_that_cannot_be_is_an_error(choice: dict[str, object], says: str) -> None:
    """A wrong condition, an unknown field and an empty selection each say so."""
    with pytest.raises(UsageError, match=says):
        select(_corpus(1, 2), **choice)  # type: ignore[arg-type]  # one case a call


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.integers(1, 30), st.integers(0, 9))
def test_a_sample_spreads_over_sites_whatever_the_order(
    sites: list[int], limit: int, seed: int
) -> None:
    """No site gives two pages more than another could, and page order changes nothing."""
    corpus = _corpus(*sites)
    backwards = Corpus("made", "made", tuple(reversed(corpus.pages)))
    chosen = select(corpus, limit=limit, seed=seed)
    assert {p.id for p in chosen.pages} == {
        p.id for p in select(backwards, limit=limit, seed=seed).pages
    }
    assert len(chosen.pages) == min(limit, len(sites))
    taken = dict.fromkeys(sites, 0)
    for page in chosen.pages:
        taken[int(page.site[1])] += 1
    for site, count in taken.items():
        if count < sites.count(site):
            assert count >= max(taken.values()) - 1


def test_a_page_is_found_by_the_beginning_of_its_id() -> None:
    """A unique prefix is enough; an ambiguous or unknown one is an error."""
    corpus = _corpus(1, 2, 3)
    assert corpus.page("p01").id == "p01"
    with pytest.raises(CorpusError, match="begins 3 page ids"):
        corpus.page("p")
    with pytest.raises(CorpusError, match="has no page 'q'"):
        corpus.page("q")


def test_a_page_without_a_field_says_unknown() -> None:
    """Breakdowns have a place for what is not known."""
    page = _corpus(1).pages[0]
    assert field_values(page, "language") == ("unknown",)
    assert field_values(page, "challenge") == ("none",)


def test_the_digest_changes_with_bytes_and_gold_only() -> None:
    """Order does not matter; a byte or a gold word does."""
    first = _corpus(1, 2)
    assert first.digest() == Corpus("b", "b", tuple(reversed(first.pages))).digest()
    other = Page("p00", HtmlBytes(b"y"), Gold(text="x"), url=first.pages[0].url)
    assert Corpus("c", "c", (other, first.pages[1])).digest() != first.digest()
    regold = Page("p00", HtmlBytes(b"x"), Gold(text="y"), url=first.pages[0].url)
    assert Corpus("c", "c", (regold, first.pages[1])).digest() != first.digest()
