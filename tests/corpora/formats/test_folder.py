"""Folders of HTML without gold."""

import gzip
import os
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.errors import CorpusError
from tests.crawls import html


def _folder(tmp_path: Path) -> Path:
    root = tmp_path / "saved"
    (root / "a").mkdir(parents=True)
    (root / ".hidden").mkdir()
    (root / ".hidden" / "x.html").write_bytes(html(9))
    (root / "a" / "one.html").write_bytes(html(1))
    (root / "a" / "one.htm").write_bytes(html(2))
    (root / "two.HTML.gz").write_bytes(gzip.compress(html(3)))
    (root / "two.url").write_text("[InternetShortcut]\nURL=https://two.example/x\n")
    (root / "broken.html.gz").write_bytes(b"\x1f\x8b")
    (root / "empty.html").write_bytes(b"\n")
    (root / "notes.txt").write_text("no page")
    return root


def test_a_folder_of_html_is_a_corpus_without_gold(tmp_path: Path) -> None:
    """Pages are called by their paths; broken ones are left out by name, empty ones counted."""
    corpus = open_corpus(f"folder:{_folder(tmp_path)}")
    assert [page.id for page in corpus.pages] == ["a/one", "a/one-2", "two"]
    assert {page.gold.kind for page in corpus.pages} == {"none"}
    assert corpus.pages[2].url == "https://two.example/x"
    assert corpus.pages[0].source.read() == html(2)
    assert corpus.left_out == {"broken": "a broken record"}
    assert corpus.passed_over == {"empty files": 1}
    assert corpus.name == "saved"


def test_an_address_comes_from_the_page_where_no_file_names_it(tmp_path: Path) -> None:
    """The canonical link is the URL, marked as detected."""
    (tmp_path / "x.html").write_bytes(
        html(1).replace(b"<head>", b"<head><link rel=canonical href=https://c.example/>")
    )
    (tmp_path / "x.url").write_text("nothing\n")
    page = open_corpus(f"folder:{tmp_path}").pages[0]
    assert page.url == "https://c.example/"
    assert "url" in page.detected


def test_a_bare_folder_is_not_taken_for_one_without_gold(tmp_path: Path) -> None:
    """Gold might lie in it that nobody found: the error says how to say that there is none."""
    root = _folder(tmp_path)
    with pytest.raises(CorpusError, match=f"folder:{root}"):
        open_corpus(root)


def test_a_folder_without_html_is_no_corpus(tmp_path: Path) -> None:
    """The error says what was expected."""
    with pytest.raises(CorpusError, match=r"expected files that end in .*\.html"):
        open_corpus(f"folder:{tmp_path}")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe and a link to nowhere are left out by name; a folder is no page."""
    (tmp_path / "site.html").mkdir()
    (tmp_path / "site.html" / "one.html").write_bytes(html(1))
    (tmp_path / "gone.html").symlink_to("nowhere.html")
    os.mkfifo(tmp_path / "pipe.html")
    corpus = open_corpus(f"folder:{tmp_path}")
    assert [page.id for page in corpus.pages] == ["site.html/one"]
    assert corpus.left_out == {"gone": "a broken record", "pipe": "a broken record"}
