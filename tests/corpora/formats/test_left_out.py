"""Halves of pages: each is among what is left out, with what it lacks."""

import gzip
import json
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.fetching import address_of
from boilerbench.errors import UsageError
from tests.corpora.formats.test_layouts import write

PAGE = '<html lang="en"><p>The ferry left.</html>'
PACKED = gzip.compress(PAGE.encode())


def test_a_page_of_wcxb_without_its_json_is_left_out_by_name(tmp_path: Path) -> None:
    """Gold that was lost does not make the corpus smaller in silence."""
    gold = json.dumps({"ground_truth": {"main_content": "The ferry left."}})
    files: dict[str, str | bytes] = {"dev/html/1.html.gz": PACKED, "dev/html/2.html.gz": PACKED}
    corpus = open_corpus(write(tmp_path, {**files, "dev/ground-truth/1.json": gold}))
    assert corpus.left_out == {"dev/2": "no gold"}


def test_a_page_of_aeb_without_its_entry_is_left_out_by_name(tmp_path: Path) -> None:
    """The gold file names a page less than the folder holds."""
    gold = json.dumps({"a": {"articleBody": "The ferry left."}})
    files: dict[str, str | bytes] = {
        "html/a.html": PAGE,
        "html/b.html.gz": PACKED,
        "html/notes.txt": "x",
    }
    corpus = open_corpus(write(tmp_path, {**files, "ground-truth.json": gold}))
    assert corpus.left_out == {"b": "no gold"}


def test_a_case_of_readability_without_its_page_is_left_out_by_name(tmp_path: Path) -> None:
    """What the tool returned is there, and the page is not."""
    files = {"a/source.html": PAGE, "a/expected.html": PAGE, "b/expected.html": PAGE}
    assert open_corpus(write(tmp_path, {**files})).left_out == {"b": "no page"}


def test_pairs_may_lie_in_one_folder(tmp_path: Path) -> None:
    """No page is the gold of itself, and no gold is a page."""
    write(tmp_path, {"a.html": PAGE, "a.txt": "The ferry left.", "b.html": PAGE})
    corpus = open_corpus(f"pairs:html={tmp_path},text={tmp_path}")
    assert [page.gold.text for page in corpus.pages] == ["The ferry left."]
    assert corpus.left_out == {"b": "no gold"}


def test_a_mirror_in_the_home_of_nobody_is_a_usage_error() -> None:
    """A user that this machine does not have is told as any other place that is not there."""
    with pytest.raises(UsageError, match="--mirror ~no-such-user/clone is neither"):
        address_of("~no-such-user/clone")
