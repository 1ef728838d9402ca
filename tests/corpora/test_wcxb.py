"""WCXB is read where it lies, with the gaps that it has."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.errors import CorpusError

ENTRY: dict[str, Any] = {
    "schema_version": "2.0",
    "url": "https://quay.example/a",
    "_internal": {"page_type": {"primary": "product", "confidence": "high"}},
    "ground_truth": {
        "title": "Piano",
        "author": None,
        "publish_date": "2025-12-16",
        "main_content": "A piano",
        "with": ["piano"],
        "without": ["Buy now"],
    },
}


def _wcxb(folder: Path, split: str, **entries: dict[str, Any]) -> None:
    (folder / split / "ground-truth").mkdir(parents=True)
    (folder / split / "html").mkdir()
    for name, entry in entries.items():
        (folder / split / "ground-truth" / f"{name}.json").write_text(json.dumps(entry))
        page = gzip.compress(b"<p>A piano</p><b>Buy now</b>")
        (folder / split / "html" / f"{name}.html.gz").write_bytes(page)


def test_a_page_has_its_text_snippets_and_type(tmp_path: Path) -> None:
    """Text, title, date, type and the snippets that must and must not appear."""
    _wcxb(tmp_path, "dev", a=ENTRY)
    page = open_corpus(tmp_path / "dev").page("a")
    assert (page.gold.text, page.gold.title, page.type) == ("A piano", "Piano", "product")
    assert (page.gold.contains, page.gold.lacks) == (("piano",), ("Buy now",))
    assert str(page.gold.date) == "2025-12-16"
    assert page.source.read().startswith(b"<p>A piano")


def test_both_splits_are_two_sets(tmp_path: Path) -> None:
    """The checkout as a whole has dev and test, and a page of each name in both."""
    _wcxb(tmp_path, "dev", a=ENTRY)
    _wcxb(tmp_path, "test", a=ENTRY)
    corpus = open_corpus(f"wcxb:{tmp_path}")
    assert [(page.id, page.set) for page in corpus.pages] == [("dev/a", "dev"), ("test/a", "test")]


def test_what_a_page_lacks_is_no_error(tmp_path: Path) -> None:
    """No URL, no text, an odd date and an unknown type: the page is there with what it has."""
    odd = {
        "ground_truth": {"publish_date": "last May", "with": ["piano"]},
        "_internal": {"page_type": {"primary": "x"}},
    }
    _wcxb(tmp_path, "dev", a=odd)
    page = open_corpus(tmp_path / "dev").page("a")
    assert (page.gold.text, page.url, page.type, page.gold.date) == (None, None, None, None)
    assert page.gold.kind == "snippets"


def test_a_broken_checkout_is_told(tmp_path: Path) -> None:
    """The file that is missing or malformed is named."""
    with pytest.raises(CorpusError, match="has no folder ground-truth"):
        open_corpus(f"wcxb:{tmp_path}")
    _wcxb(tmp_path, "dev", a=ENTRY)
    (tmp_path / "dev" / "ground-truth" / "a.json").write_text("{")
    with pytest.raises(CorpusError, match="is not the gold of a page"):
        open_corpus(tmp_path / "dev")


def test_a_page_of_no_bytes_is_told(tmp_path: Path) -> None:
    """An empty .gz is a file that was cut off, and no page without text."""
    _wcxb(tmp_path, "dev", a=ENTRY)
    (tmp_path / "dev" / "html" / "a.html.gz").write_bytes(b"")
    says = r"a\.html\.gz cannot be read \(a file of 0 bytes is no gz"
    with pytest.raises(CorpusError, match=says):
        open_corpus(tmp_path / "dev")


def test_pages_that_cannot_be_judged_are_named(tmp_path: Path) -> None:
    """Empty gold without snippets, and gold without its page, count in no score and are told."""
    empty = {"ground_truth": {"main_content": " ", "with": [], "without": []}}
    _wcxb(tmp_path, "dev", a=ENTRY, b=empty, c=ENTRY)
    (tmp_path / "dev" / "html" / "c.html.gz").unlink()
    corpus = open_corpus(tmp_path / "dev")
    assert [page.id for page in corpus.pages] == ["a"]
    assert corpus.left_out == {"c": "no page", "b": "empty gold"}


def test_the_licence_is_that_of_the_metadata(tmp_path: Path) -> None:
    """`metadata.json` beside the splits names the gold's licence; a torn one is told."""
    _wcxb(tmp_path, "dev", a=ENTRY)
    (tmp_path / "metadata.json").write_text('{"license": "CC-BY-4.0", "files": {}}')
    assert open_corpus(tmp_path).page("dev/a").licence == "CC-BY-4.0"
    (tmp_path / "metadata.json").write_text('{"license"')
    with pytest.raises(CorpusError, match="is not the benchmark's metadata"):
        open_corpus(tmp_path)


def test_the_real_one_is_read(real_corpora: Path) -> None:
    """Every page of the sample has a type, and nearly every one a text."""
    corpus = open_corpus(real_corpora / "wcxb")
    assert len(corpus.pages) > 300
    assert all(page.type for page in corpus.pages)
    assert sum(bool(page.gold.text) for page in corpus.pages) > 300
