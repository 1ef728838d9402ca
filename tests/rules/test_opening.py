"""Pages that rules are looked at on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.errors import CorpusError
from boilerbench.rules.opening import open_pages

HTML = '<html lang="{}"><link rel="canonical" href="https://a.example/{}"><p>Some text</p></html>'


def test_a_corpus_is_opened_as_everywhere(make_corpus: Callable[..., Path]) -> None:
    """Names of shipped sets and folders of a known layout are corpora, with their gold."""
    assert open_pages("hard").name == "hard"
    assert all(page.gold.text for page in open_pages(str(make_corpus(2))).pages)


def test_a_folder_of_saved_pages_has_pages_without_gold(tmp_path: Path) -> None:
    """Addresses and languages are those that the pages name, also of pages further below."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "one.html").write_text(HTML.format("de", 1), encoding="utf-8")
    (tmp_path / "sub" / "two.htm").write_text(HTML.format("fr", 2), encoding="utf-8")
    found = open_pages(str(tmp_path))
    assert [(page.id, page.url, page.language) for page in found.pages] == [
        ("one", "https://a.example/1", "de"),
        ("two", "https://a.example/2", "fr"),
    ]
    assert {page.gold.kind for page in found.pages} == {"none"}
    assert found.source == str(tmp_path)


def test_a_saved_page_can_be_looked_at_alone(tmp_path: Path) -> None:
    """A file that ends as a page does is one page."""
    (tmp_path / "one.html").write_text(HTML.format("de", 1), encoding="utf-8")
    assert [page.id for page in open_pages(str(tmp_path / "one.html")).pages] == ["one"]


def test_a_folder_without_pages_is_no_corpus(tmp_path: Path) -> None:
    """It is refused as a corpus of no known layout."""
    with pytest.raises(CorpusError, match="none of the corpus formats"):
        open_pages(str(tmp_path))
