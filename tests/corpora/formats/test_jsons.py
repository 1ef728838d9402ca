"""JSON of data sets that is damaged, or odd and still means something."""

import gzip
import json
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.errors import CorpusError

DEEP = "[" * 100_000
PAGE = "<html lang=en><p>The ferry left the harbour at dawn.</p></html>"


def _wcxb(folder: Path, gold: bytes) -> Path:
    for name in ("ground-truth", "html"):
        (folder / name).mkdir(parents=True)
    (folder / "ground-truth" / "0001.json").write_bytes(gold)
    (folder / "html" / "0001.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    return folder


def _readability(folder: Path, metadata: str) -> Path:
    (folder / "case").mkdir(parents=True)
    for name in ("source.html", "expected.html"):
        (folder / "case" / name).write_text(PAGE)
    (folder / "case" / "expected-metadata.json").write_text(metadata)
    return folder


def test_deep_nesting_is_a_sentence(tmp_path: Path) -> None:
    """JSON nested deeper than Python reads is told as such, whichever file holds it."""
    gold = _wcxb(tmp_path / "wcxb", b'{"_internal":' + b'{"a":' * 100_000)
    with pytest.raises(CorpusError, match=r"0001\.json is not the gold of a page .*too deep"):
        open_corpus(gold)
    cases = _readability(tmp_path / "cases", '{"title": "x", "more": ' + DEEP)
    with pytest.raises(CorpusError, match=r"is not a page's metadata .*too deep"):
        open_corpus(cases)


def test_half_a_surrogate_pair_is_a_broken_character_not_a_broken_file(tmp_path: Path) -> None:
    """One text that was cut within an emoji does not keep the whole data set from being read."""
    row = {"track_id": "a", "html": f"{PAGE}\ud83d", "groundtruth_content": "The ferry \ude00 left"}
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row))
    page = open_corpus(file).page("a")
    assert page.gold.text == "The ferry \ufffd left"
    assert page.source.read() == f"{PAGE}\ufffd".encode()


def test_a_byte_order_mark_before_json_is_no_fault(tmp_path: Path) -> None:
    """What an editor on Windows saved is read as any other file."""
    gold = {"url": "https://a.example/", "ground_truth": {"main_content": "The ferry left"}}
    folder = _wcxb(tmp_path / "wcxb", b"\xef\xbb\xbf" + json.dumps(gold).encode())
    assert open_corpus(folder).pages[0].gold.text == "The ferry left"


def test_a_page_named_twice_is_an_error(tmp_path: Path) -> None:
    """Of two entries of one id, JSON readers see the last: the corpus is refused instead."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html").write_text(PAGE)
    (tmp_path / "ground-truth.json").write_text(
        '{"a": {"articleBody": "x"}, "a": {"articleBody": "y"}}'
    )
    with pytest.raises(CorpusError, match="has 'a' 2 times"):
        open_corpus(tmp_path)
