"""The corpus of a stress test: which pages it has, with what gold, and what is left out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import CorpusError, UsageError
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.stress.choosing import NAMES, chosen, sentence_of
from boilerbench.stress.deriving import derive

MakeCorpus = Callable[..., Path]


def _corpus(make_corpus: MakeCorpus, pages: int = 2) -> Corpus:
    return open_corpus(make_corpus(pages))


def test_every_page_is_there_as_served_and_under_each_mutation(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Ids say which page and which mutation; URL and site stay, gold gains what was planted."""
    corpus = _corpus(make_corpus)
    found = derive(corpus, chosen(["names", "noise-share"]), tmp_path)
    assert [page.id for page in found.corpus.pages][:4] == [
        "page0~served",
        "page0~parsed",
        "page0~names",
        "page0~noise-share",
    ]
    served, parsed, _, noisy = found.corpus.pages[:4]
    assert served.source.read() == corpus.pages[0].source.read()
    assert parsed.gold == corpus.pages[0].gold
    assert len(noisy.gold.noise) == len(corpus.pages[0].gold.noise) + 3
    assert {page.site for page in found.corpus.pages[:4]} == {corpus.pages[0].site}
    assert list(found.words) == ["page0~noise-share", "page1~noise-share"]
    assert found.corpus.source == f"stress:0:{corpus.source}"


def test_the_same_seed_makes_the_same_corpus(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """So a test that was stopped finds its own pages again."""
    corpus, names = _corpus(make_corpus), chosen(["names", "noise-share"])
    folders = [tmp_path / str(number) for number in range(3)]
    for folder in folders:
        folder.mkdir()
    digests = [
        derive(corpus, names, folder, seed=seed).corpus.digest()
        for folder, seed in zip(folders, (0, 0, 1), strict=True)
    ]
    assert digests[0] == digests[1] != digests[2]


def test_pages_that_cannot_be_judged_are_left_out_aloud(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Without a gold text, or with words that parsing alone changes, a page is named and left."""
    corpus, said = _corpus(make_corpus, 1), list[str]()
    snippets = Page("snippets", HtmlBytes(b"<p>a"), Gold(contains=("a",)))
    # A paragraph ends before a table: what was one word is two when it is written and read again.
    odd = Page("odd", HtmlBytes(b""), Gold(text="a"))
    found = derive(
        replace(corpus, pages=(snippets, odd, *corpus.pages)), chosen(["names"]), tmp_path,
        say=said.append,
    )  # fmt: skip  # one call
    assert [page.id for page in found.base.pages] == ["page0"]
    assert said == [
        "Left out: 1 page without a gold text.",
        "odd is left out: its words change when it is parsed and written again.",
    ]
    with pytest.raises(CorpusError, match="No page of ferry"):
        derive(replace(corpus, pages=(snippets,)), chosen(["names"]), tmp_path)


def test_a_page_without_a_place_has_no_planting(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """It is under the other mutations all the same."""
    page = Page("loose", HtmlBytes(b"<body>Words without a block"), Gold(text="Words without a"))
    corpus = replace(_corpus(make_corpus, 1), pages=(page,))
    found = derive(corpus, chosen(["divs", "noise-legal"]), tmp_path)
    assert [one.id for one in found.corpus.pages] == ["loose~served", "loose~parsed", "loose~divs"]


def test_mutations_are_chosen_by_name_and_glob() -> None:
    """In the order of the table, with the control; all of them without a name."""
    assert chosen([]) == NAMES
    assert chosen(["divs", "names"]) == ("parsed", "names", "divs")
    assert chosen(["noise-l*-div"]) == ("parsed", "noise-login-div", "noise-legal-div")
    assert all(sentence_of(name) for name in NAMES)
    with pytest.raises(UsageError, match="no mutation 'namse'"):
        chosen(["namse"])
