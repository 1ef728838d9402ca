"""What pages are called: each by a name of its own that can be printed in a line."""

import gzip
import json
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.errors import CorpusError
from tests.corpora.formats.test_layouts import write

PAGE = '<html lang="en"><p>The ferry left.</html>'


@pytest.mark.parametrize(
    "files",
    [
        {"orig/1.html": PAGE, "orig/1.htm": PAGE, "clean/1.txt": "<p>The ferry left."},
        {"a/html/1.html": PAGE, "a/html/1.htm": PAGE, "a/gold/1.txt": "The ferry left."},
    ],
)
def test_two_pages_of_one_name_are_refused(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """Two files that share a gold would score twice under one id."""
    with pytest.raises(CorpusError, match=r"Two pages of .* are called '.*1'"):
        open_corpus(write(tmp_path, files))


@pytest.mark.parametrize("ident", ["a\nb", "a\x1b[2J", "a\u2028b", "a\tb"])
def test_an_id_that_would_break_a_line_is_refused(tmp_path: Path, ident: str) -> None:
    """Lists of pages have one in a line, and no terminal obeys a data set."""
    row = {"track_id": ident, "html": PAGE, "groundtruth_content": "The ferry left."}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    with pytest.raises(CorpusError, match="with control characters in it: rename it"):
        open_corpus(tmp_path)


def test_a_packed_page_is_called_like_its_gold(tmp_path: Path) -> None:
    """`2.htm.gz` is the page 2, as its gold is 2.txt."""
    packed = gzip.compress(PAGE.encode())
    files: dict[str, str | bytes] = {"orig/2.htm.gz": packed, "clean/2.txt": "<p>The ferry left."}
    assert [page.id for page in open_corpus(write(tmp_path, files)).pages] == ["2"]


def test_a_corpus_of_empty_gold_says_so(tmp_path: Path) -> None:
    """Where no page can be judged, that is the corpus's fault and not that of a selection."""
    write(tmp_path, {"orig/1.html": PAGE, "clean/1.txt": ""})
    with pytest.raises(CorpusError, match=r"No page of .* has gold with a word in it"):
        open_corpus(tmp_path)
