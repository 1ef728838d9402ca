"""JSON lines and Parquet files as corpora: columns, odd values, pages found again."""

import gzip
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import has_gold
from boilerbench.corpora.formats import gzip_places, jsonl, parquet
from boilerbench.corpora.formats.gzip_places import GzipPlaces
from boilerbench.errors import CorpusError, UsageError
from tests.crawls import html

Row = dict[str, Any]
Write = Callable[[Path, list[Row]], Path]


def _jsonl(folder: Path, rows: list[Row]) -> Path:
    file = folder / "t.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n\n" for row in rows), encoding="utf-8")
    return file


def _jsonl_gz(folder: Path, rows: list[Row]) -> Path:
    file = folder / "t.jsonl.gz"
    file.write_bytes(gzip.compress("".join(f"{json.dumps(row)}\n" for row in rows).encode()))
    return file


def _parquet(folder: Path, rows: list[Row]) -> Path:
    file = folder / "t.parquet"
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    pq.write_table(table, file, row_group_size=2)
    return file


TABLES = pytest.mark.parametrize("write", [_jsonl, _jsonl_gz, _parquet])


@TABLES
def test_rows_are_pages(tmp_path: Path, write: Write) -> None:
    """Address, id and language come from their columns; pages are found again in any order."""
    rows: list[Row] = [
        {"html": html(n).decode(), "url": f"https://site{n}.example/", "language": "en-GB"}
        for n in range(5)
    ]
    rows[3] |= {"id": "mine"}
    file = write(tmp_path, rows)
    for called in (
        str(file),
        f"{file.suffixes[0][1:]}:{file}",
        f"{file.suffixes[0][1:]}:{tmp_path}",
    ):
        corpus = open_corpus(called, facts=False)
        assert [p.source.read() for p in reversed(corpus.pages)] == [
            html(n) for n in (4, 3, 2, 1, 0)
        ]
    assert corpus.pages[3].id == "mine"
    assert corpus.pages[0].id.startswith("site0.example-")
    assert {page.language for page in corpus.pages} == {"en"}
    assert {page.charset for page in corpus.pages} == {"utf-8"}
    assert not any(map(has_gold, corpus.pages))
    assert pickle.loads(pickle.dumps(corpus.pages[4].source)).read() == html(4)  # noqa: S301
    assert open_corpus(corpus.source, facts=False).digest() == corpus.digest()


@TABLES
def test_columns_may_have_other_names_and_gold(tmp_path: Path, write: Write) -> None:
    """Options name the columns; pages with text in the column of gold have gold, others none."""
    rows: list[Row] = [
        {"content": html(1).decode(), "link": "https://a.example/1", "key": 7, "truth": "Text."},
        {"content": html(2).decode(), "link": "https://a.example/2", "key": 7, "truth": None},
        {"content": html(3).decode(), "link": None, "key": None, "truth": "  "},
    ]
    kind = write.__name__.split("_")[1]
    options = "html=content,url=link,id=key,gold=truth"
    corpus = open_corpus(f"{kind}:{options},path={write(tmp_path, rows)}", facts=False)
    assert [page.id for page in corpus.pages] == [
        "7",
        "7-2",
        "t-3" if kind == "parquet" else corpus.pages[2].id,
    ]
    assert [page.gold.text for page in corpus.pages] == ["Text.", None, None]
    assert open_corpus(corpus.source, facts=False).digest() == corpus.digest()


@TABLES
def test_rows_without_html_are_told(tmp_path: Path, write: Write) -> None:
    """Null HTML is left out by name, empty HTML counted."""
    rows: list[Row] = [{"html": html(1).decode(), "id": "a"}, {"html": None, "id": "b"}]
    corpus = open_corpus(write(tmp_path, [*rows, {"html": " ", "id": "c"}]), facts=False)
    assert [page.id for page in corpus.pages] == ["a"]
    assert corpus.left_out == {"b": "no page"}
    assert corpus.passed_over == {"rows with empty HTML": 1}


@TABLES
@pytest.mark.parametrize("ident", ["a\nb", "a\tb", "nul\0", "\x1b[31m", "a\u2028b", " "])
def test_an_id_that_breaks_lines_costs_no_more_than_itself(
    tmp_path: Path, write: Write, ident: str
) -> None:
    """Its page is called by its address, or else by its place."""
    rows: list[Row] = [{"html": html(n).decode(), "id": ident} for n in range(2)]
    rows[0] |= {"url": "https://a.example/"}
    corpus = open_corpus(write(tmp_path, rows), facts=False)
    first, second = (page.id for page in corpus.pages)
    assert (first[:10], second[:2]) == ("a.example-", "t-")


@TABLES
def test_a_missing_column_is_one_clear_sentence(tmp_path: Path, write: Write) -> None:
    """It names the columns that there are, and how to say which one is meant."""
    file = write(tmp_path, [{"body": "<p>x</p>", "url": "https://a.example"}])
    kind = write.__name__.split("_")[1]
    told = f"has no column 'html', but body, url: .*{kind}:html=NAME"
    with pytest.raises(CorpusError, match=told):
        open_corpus(f"{kind}:{file}")
    with pytest.raises(CorpusError, match="has no column 'truth'"):
        open_corpus(f"{kind}:html=body,gold=truth,path={file}")


def test_parquet_may_hold_bytes(tmp_path: Path) -> None:
    """A column of bytes is the page as served, and the charset column its encoding."""
    body = "<p>Caf\xe9</p>".encode("latin-1")
    rows: list[Row] = [
        {"html": body, "charset": "ISO-8859-1"},
        {"html": body, "charset": "no-such"},
    ]
    corpus = open_corpus(_parquet(tmp_path, rows), facts=False)
    assert [page.source.read() for page in corpus.pages] == [body, body]
    assert [page.charset for page in corpus.pages] == ["iso-8859-1", None]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.large_binary(), pa.string_view()])
def test_parquet_reads_every_type_of_text(tmp_path: Path, kind: pa.DataType) -> None:
    """Large and view types, and dictionaries, are text too."""
    values = pa.array([html(1).decode()]).cast(kind)
    pq.write_table(pa.table({"html": values}), tmp_path / "t.parquet")
    assert open_corpus(tmp_path / "t.parquet", facts=False).pages[0].source.read() == html(1)


def test_parquet_reads_dictionaries(tmp_path: Path) -> None:
    """HTML that is stored as a dictionary is text."""
    values = pa.array([html(1).decode(), html(1).decode()]).dictionary_encode()
    pq.write_table(pa.table({"html": values}), tmp_path / "t.parquet")
    assert len(open_corpus(tmp_path / "t.parquet", facts=False).pages) == 2


def test_parquet_text_that_is_not_in_utf_8_is_bytes(tmp_path: Path) -> None:
    """Some writers do not look at what they call text: other rows are read all the same."""
    good, bad = html(1), "<p>Caf\xe9</p>".encode("latin-1")
    buffers = pa.array([good, bad]).buffers()
    table = pa.table({"html": pa.Array.from_buffers(pa.string(), 2, buffers)})
    pq.write_table(table.append_column("charset", [["iso-8859-1"] * 2]), tmp_path / "t.parquet")
    corpus = open_corpus(tmp_path / "t.parquet", facts=False)
    assert [page.source.read() for page in corpus.pages] == [good, bad]
    assert [page.charset for page in corpus.pages] == ["utf-8", "iso-8859-1"]


def test_two_parquet_columns_of_one_name_are_told(tmp_path: Path) -> None:
    """Neither is taken for the other."""
    values = pa.array([html(1).decode()])
    table = pa.Table.from_arrays([values, values], names=["html", "html"])
    pq.write_table(table, tmp_path / "t.parquet")
    with pytest.raises(CorpusError, match=r"has 2 columns 'html', .*: rename the others"):
        open_corpus(tmp_path / "t.parquet")


def test_what_is_no_parquet_or_no_html_is_told(tmp_path: Path) -> None:
    """A column of numbers, an empty file and a text file are each one sentence."""
    with pytest.raises(CorpusError, match="holds int64; HTML is text or bytes"):
        open_corpus(_parquet(tmp_path, [{"html": 7}]))
    for content in (b"", b"hello"):
        (tmp_path / "t.parquet").write_bytes(content)
        with pytest.raises(CorpusError, match="is no Parquet file"):
            open_corpus(tmp_path / "t.parquet")
    with pytest.raises(CorpusError, match="has no page in the format parquet"):
        open_corpus(_parquet(tmp_path, [{"html": ""}]))


def test_a_parquet_page_that_is_gone_is_told(tmp_path: Path) -> None:
    """A file that changed since it was opened is an error when its page is read."""
    file = _parquet(tmp_path, [{"html": html(n).decode()} for n in range(3)])
    last = open_corpus(file, facts=False).pages[2]
    parquet._column.cache_clear()
    _parquet(tmp_path, [{"html": "x"}])
    with pytest.raises(CorpusError, match="cannot be read"):
        last.source.read()
    _parquet(tmp_path, [{"html": "x"}, {"html": "x"}, {"html": None}])
    with pytest.raises(CorpusError, match="was changed"):
        last.source.read()


def test_without_pyarrow_the_message_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who lacks pyarrow is told what to install."""
    file = _parquet(tmp_path, [{"html": "x"}])
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(UsageError, match=r"boilerbench\[parquet\]"):
        open_corpus(file)


def test_lines_that_are_no_objects_are_left_out(tmp_path: Path) -> None:
    """Broken lines, and the end of a gzipped file cut off, are told by line and never fatal."""
    good = json.dumps({"html": html(1).decode(), "id": "a"}).encode()
    file = tmp_path / "t.jsonl"
    file.write_bytes(good + b'\n[1]\n{"html": "x\n' + good + b"\n" + good[:40])
    corpus = open_corpus(file, facts=False)
    assert [page.id for page in corpus.pages] == ["a", "a-2"]
    assert corpus.left_out == dict.fromkeys(
        ["t.jsonl-2", "t.jsonl-3", "t.jsonl-5"], "a broken record"
    )
    packed = gzip.compress((good + b"\n") * 3)
    (tmp_path / "u.jsonl.gz").write_bytes(packed[:-4])
    corpus = open_corpus(f"jsonl:{tmp_path / 'u.jsonl.gz'}", facts=False)
    assert len(corpus.pages) == 3
    assert corpus.left_out == {"u.jsonl.gz-4": "a record cut off"}
    (tmp_path / "v.jsonl.gz").write_bytes(b"\x1f\x8b" + b"\xff" * 9)
    with pytest.raises(CorpusError, match=r"1 a broken record"):
        open_corpus(f"jsonl:{tmp_path / 'v.jsonl.gz'}")
    assert not jsonl.detects(tmp_path / "v.jsonl.gz")


def test_a_line_that_is_gone_is_told(tmp_path: Path) -> None:
    """A file that was changed or removed since it was opened is an error when its page is read."""
    file = _jsonl(tmp_path, [{"html": "<p>x</p>"}, {"html": "<p>yy</p>"}])
    page = open_corpus(file, facts=False).pages[1]
    file.write_text("{}\n" * 40)
    with pytest.raises(CorpusError, match="was changed"):
        page.source.read()
    file.unlink()
    with pytest.raises(CorpusError, match="cannot be read"):
        page.source.read()


def test_an_empty_file_is_no_corpus(tmp_path: Path) -> None:
    """A file without a line has no page, and says so."""
    (tmp_path / "t.jsonl").write_bytes(b"")
    with pytest.raises(CorpusError, match="nothing stands in it"):
        open_corpus(f"jsonl:{tmp_path / 't.jsonl'}")


def test_gold_of_webmainbench_is_not_passed_over(tmp_path: Path) -> None:
    """JSON lines with gold of a known data set stay that data set, where no format is said."""
    rows: list[Row] = [{"html": "<p>x y z</p>", "groundtruth_content": "x y z", "track_id": "1"}]
    assert open_corpus(_jsonl(tmp_path, rows), facts=False).source.startswith("webmainbench:")


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.data())
def test_parts_of_a_gzipped_file_are_what_they_are(
    tmp_path_factory: pytest.TempPathFactory, members: list[bytes], data: st.DataObject
) -> None:
    """Parts read in any order are those of the whole, over members, padding and marks."""
    file = tmp_path_factory.mktemp("gz") / "x.gz"
    file.write_bytes(b"".join(map(gzip.compress, members)) + b"\0" * 5)
    whole = b"".join(members)
    places = GzipPlaces(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gzip_places, "APART", 50)
        patch.setattr(gzip_places, "_PART", 7)
        for _ in range(5):
            start = data.draw(st.integers(0, len(whole)))
            size = data.draw(st.integers(0, 400))
            assert places.read(start, size) == whole[start : start + size]


def test_a_large_gzipped_file_is_not_unpacked_from_its_start_each_time(tmp_path: Path) -> None:
    """Pages read from the last to the first unpack no more than a few megabytes each."""
    rows: list[Row] = [{"html": f"<p>{n}</p>" * 30_000} for n in range(60)]
    corpus = open_corpus(f"jsonl:{_jsonl_gz(tmp_path, rows)}", facts=False)
    assert all(
        page.source.read() == rows[-1 - place]["html"].encode()
        for place, page in enumerate(reversed(corpus.pages))
    )
    marks = gzip_places.places_in(tmp_path / "t.jsonl.gz").marks
    assert len(marks) >= sum(len(row["html"]) for row in rows) // gzip_places.APART - 1
