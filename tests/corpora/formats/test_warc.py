"""WARC files as corpora: which records are pages, and what becomes of the others."""

import pickle
import tracemalloc
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats import http_bodies, warc, warc_records
from boilerbench.errors import CorpusError, UsageError
from tests.crawls import gzipped, html, pages, response, write


def _opened(tmp_path: Path, *records: bytes, name: str = "c.warc") -> Corpus:
    return open_corpus(f"warc:{write(tmp_path / name, records)}", facts=False)


def test_two_thousand_records_open_in_little_memory(tmp_path: Path) -> None:
    """2,000 pages of 24 kB (48 MB) leave but their places in memory, and all can be read."""
    long = "The ferry left. " * 1500
    records = (
        response(html(n, long), f"https://site{n % 50}.example/{n}", number=n) for n in range(2000)
    )
    with (tmp_path / "big.warc.gz").open("wb") as file:
        for record in records:
            file.writelines(gzipped([record]))
    tracemalloc.start()
    corpus = open_corpus(f"warc:{tmp_path / 'big.warc.gz'}", facts=False)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(corpus.pages) == 2000
    assert len({page.id for page in corpus.pages}) == 2000
    assert held < 4 << 20
    assert peak < 8 << 20
    for place in (0, 1999, 1000):
        assert corpus.pages[place].source.read() == html(place, long)


@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz", "c.warc.zst"])
def test_records_are_found_again_however_they_are_compressed(tmp_path: Path, name: str) -> None:
    """Plain, gzipped and zstandard records give the same pages, by path, folder and glob."""
    records = pages(3)
    if name.endswith(".gz"):
        records = gzipped(records)
    elif name.endswith(".zst"):
        records = [_zstandard(record) for record in records]
    file = write(tmp_path / name, records)
    for called in (str(file), f"warc:{file}", f"warc:{tmp_path}", f"warc:{tmp_path}/*.warc*"):
        corpus = open_corpus(called, facts=False)
        assert [page.source.read() for page in corpus.pages] == [html(n) for n in range(3)]
        again = open_corpus(corpus.source, facts=False)
        assert [page.id for page in again.pages] == [page.id for page in corpus.pages]
    copied = pickle.loads(pickle.dumps(corpus.pages[1].source))  # noqa: S301  as an executor does
    assert copied.read() == html(1)


def _zstandard(record: bytes) -> bytes:
    from io import BytesIO

    from fastwarc.stream_io import ZstdWriter

    out = BytesIO()
    writer = ZstdWriter(out)
    writer.write(record)
    writer.close()
    return out.getvalue()


def test_several_files_are_one_corpus(tmp_path: Path) -> None:
    """Files between commas are read in their order, and the source opens the same again."""
    first = write(tmp_path / "a.warc", pages(2))
    second = write(tmp_path / "b.warc", [response(html(9), "https://other.example/", number=9)])
    corpus = open_corpus(f"warc:{second},{first}", facts=False)
    assert [page.site for page in corpus.pages] == [
        "other.example",
        "site0.example",
        "site1.example",
    ]
    assert open_corpus(corpus.source, facts=False).digest() == corpus.digest()


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    """Requests, metadata, revisits, other types and statuses are counted by what they are."""
    corpus = _opened(
        tmp_path,
        response(b"", kind="warcinfo", status="software: x"),
        response(b"", kind="request", status="GET / HTTP/1.1"),
        response(html(1)),
        response(b"{}", headers=["Content-Type: application/json"]),
        response(html(1), kind="revisit"),
        response(html(1), kind="metadata"),
        response(html(1), status="HTTP/1.1 404 Not Found"),
        response(html(1), status="220 ftp"),
        response(html(1), headers=[]),
        response(b" \n"),
        response(html(2), headers=["content-type: application/xhtml+xml; charset=utf-8"]),
    )
    assert len(corpus.pages) == 2
    assert corpus.passed_over == {
        "warcinfo records": 1,
        "request records": 1,
        "metadata records": 1,
        "revisits of a page unchanged": 1,
        "responses that are not HTML": 2,
        "responses of a status other than 2xx": 1,
        "responses of another protocol than HTTP": 1,
        "responses without a body": 1,
    }
    assert not corpus.left_out


def test_duplicates_of_an_address_have_ids_of_their_own(tmp_path: Path) -> None:
    """Ids are made of addresses, with a number for each further page of one; short and stable."""
    one, other = "https://www.a.example/x", "https://b.example/" + "y" * 300
    records = [response(html(n), url, number=n) for n, url in enumerate([one, other, one, one])]
    ids = [page.id for page in _opened(tmp_path, *records).pages]
    assert ids[2:] == [f"{ids[0]}-2", f"{ids[0]}-3"]
    assert ids[0].startswith("a.example-")
    assert max(map(len, ids)) < 40
    assert [page.id for page in _opened(tmp_path, *records[:2], name="d.warc").pages] == ids[:2]


def test_records_without_an_address_are_called_by_their_own_id(tmp_path: Path) -> None:
    """A page without a URL, or with one that is none, can still be told from others."""
    corpus = _opened(
        tmp_path,
        response(html(1), "", number=1),
        response(html(2), "", number=2),
        response(html(3), "http://[broken/", number=3),
        response(html(4), "<https://bracketed.example/>", number=4),
    )
    assert len({page.id for page in corpus.pages}) == 4
    assert corpus.pages[0].url is None
    assert corpus.pages[3].url == "https://bracketed.example/"


def test_the_header_names_the_charset(tmp_path: Path) -> None:
    """A page keeps its bytes, and the encoding that its header named, if there is such one."""
    body = "<html><body><p>Caf\xe9</p></body></html>".encode("latin-1")
    corpus = _opened(
        tmp_path,
        response(body, headers=["Content-Type: text/html; charset=ISO-8859-1"]),
        response(body, headers=['Content-Type: text/html;charset="no-such"']),
    )
    assert [page.charset for page in corpus.pages] == ["iso-8859-1", None]
    assert corpus.pages[0].source.read() == body


def test_a_page_that_its_crawler_cut_off_says_so(tmp_path: Path) -> None:
    """WARC-Truncated is a doubt of the page."""
    corpus = _opened(tmp_path, response(html(1), more=["WARC-Truncated: length"]))
    assert corpus.pages[0].doubts == ("its crawler cut it off (length)",)


def test_a_file_compressed_as_one_piece_is_refused(tmp_path: Path) -> None:
    """No record of it can be found by its place, and the message says what mends that."""
    whole = gzipped([b"".join(pages(3))])
    with pytest.raises(CorpusError, match="fastwarc recompress"):
        _opened(tmp_path, *whole, name="whole.warc.gz")


def test_what_changed_since_it_was_opened_is_told(tmp_path: Path) -> None:
    """A page whose record is gone, or another one now, is an error that says so."""
    file = write(tmp_path / "c.warc", pages(2))
    page = open_corpus(f"warc:{file}", facts=False).pages[1]
    write(file, pages(1))
    with pytest.raises(CorpusError, match="changed while"):
        page.source.read()
    file.unlink()
    with pytest.raises(CorpusError, match="cannot be read"):
        page.source.read()


def test_without_fastwarc_the_message_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who lacks fastwarc is told what to install, whatever else is wrong."""
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    with pytest.raises(UsageError, match=r"boilerbench\[warc\]"):
        open_corpus(f"warc:{tmp_path}")


@pytest.mark.parametrize("content", [b"", b"hello\n" * 9, b"\x1f\x8b", gzipped([b"no record"])[0]])
def test_a_file_without_a_page_is_an_error_in_words(tmp_path: Path, content: bytes) -> None:
    """Empty files and files of something else are no corpus."""
    with pytest.raises(CorpusError, match="has no page in the format warc"):
        _opened(tmp_path, content)


def test_paths_that_hold_no_warc_file_are_named(tmp_path: Path) -> None:
    """A folder, a glob or a file that is not there is named in the error."""
    for called, told in (
        ("", "holds no file"),
        ("/*.warc", "is no file"),
        ("/x.warc", "is no file"),
    ):
        with pytest.raises(CorpusError, match=told):
            open_corpus(f"warc:{tmp_path}{called}")


def test_a_folder_with_warc_files_is_known_as_such(tmp_path: Path) -> None:
    """A folder of WARC files needs no format before its path."""
    assert not warc.detects(tmp_path)
    write(tmp_path / "c.warc", pages(1))
    assert open_corpus(tmp_path, facts=False).source == f"warc:{tmp_path}"


def test_pages_that_cannot_be_unpacked_are_left_out_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown coding, a body that unpacks to too much, a record that is too long."""
    monkeypatch.setattr(http_bodies, "LARGEST", 9000)
    monkeypatch.setattr(warc_records, "LARGEST", 9000)
    kind = "Content-Type: text/html"
    corpus = _opened(
        tmp_path,
        response(html(1)),
        response(html(2), headers=[kind, "Content-Encoding: sdch"]),
        response(gzipped([bytes(99_000)])[0], headers=[kind, "Content-Encoding: gzip"]),
        response(html(3, "long " * 3000)),
    )
    assert len(corpus.pages) == 1
    reasons = ["an unreadable coding", "too many bytes", "too many bytes"]
    assert list(corpus.left_out.values()) == reasons
    assert all(name.startswith("c.warc@") for name in corpus.left_out)
