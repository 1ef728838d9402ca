"""Formats whose pages carry their labels, or stand in JSON lines."""

import json
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import BoilerbenchError, CorpusError


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """These files in a folder, whose folders are made."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def texts(corpus: Corpus) -> dict[str, str | None]:
    """Gold by page id."""
    return {page.id: page.gold.text for page in corpus.pages}


ANNOTATED = (
    "<head><style>.x-nc-sel0{}</style></head><body>"
    '<span class="x-nc-sel0">Menu <span class="x-nc-sel2">in</span></span>'
    '<h1><span class="x-nc-sel1">Title</span></h1><p><span class="x-nc-sel2">Body <b>of</b> it.'
    '<span class="x-nc-sel0">Share</span></span></p><span class="x-nc-sel3">Caption</span>'
    '<span class="x-nc-sel5">Me too</span>Rest</body>'
)


L3S: dict[str, str | bytes] = {
    "L3S-GN1-20100130203947-00001/original/a1.html": "<body>Menu in <h1>Title</h1>…",
    "L3S-GN1-20100130203947-00001/annotated/a1.html": ANNOTATED,
    "L3S-GN1-20100130203947-00001/url-mapping.txt": "<urn:uuid:a1>\thttp://a.example/x\n",
}


def test_l3s_gn1_the_nearest_label_decides(tmp_path: Path) -> None:
    """Labels nest: inner text has its own class, and no text is taken twice."""
    write(tmp_path, L3S)
    corpus = open_corpus(tmp_path)
    page = corpus.page("a1")
    assert (page.gold.text or "").split() == ["in", "Title", "Body", "of", "it.", "Caption"]
    assert (page.url, page.gold.kind) == ("http://a.example/x", "labelled-html")


def test_l3s_gn1_classes_are_an_option(tmp_path: Path) -> None:
    """Which labels count as gold is asked for, kept in the source, and checked."""
    write(tmp_path, L3S)
    corpus = open_corpus(f"l3s-gn1:classes=1+2,path={tmp_path}")
    assert "Caption" not in (corpus.page("a1").gold.text or "")
    assert texts(open_corpus(corpus.source)) == texts(corpus)
    with pytest.raises(BoilerbenchError, match="write classes from 0 to 5"):
        open_corpus(f"l3s-gn1:classes=headline,path={tmp_path}")


def test_google_trends(tmp_path: Path) -> None:
    """Leaves labelled 1 are gold, and an extractor gets the raw page."""
    write(
        tmp_path,
        {
            "raw_html/0.html": "<p>One.</p><p>Menu</p>",
            "prepared_html/0.html": '<p><span __boilernet_label="1">One.</span></p>'
            '<p><span __boilernet_label="0">Menu</span></p>',
        },
    )
    corpus = open_corpus(tmp_path)
    assert texts(corpus) == {"0": "One."}
    assert corpus.pages[0].source.read() == b"<p>One.</p><p>Menu</p>"


def test_wceb(tmp_path: Path) -> None:
    """A set for each data set; a page that is there twice keeps both; a lost page is told."""
    lines = [
        {"page_id": "aa", "plaintext": "One.", "url": "http://a.example/", "source": ["cetd", "1"]},
        {"page_id": "aa", "plaintext": "Two."},
        {"page_id": "bb", "plaintext": ""},
        {"page_id": "cc", "plaintext": "x"},
    ]
    write(
        tmp_path,
        {
            "combined/ground-truth/cetd.jsonl": "\n".join(map(json.dumps, lines)) + "\n",
            "combined/html/cetd/aa.html": '<meta charset="latin-1">é',
            "combined/html/cetd/bb.html": "x",
        },
    )
    corpus = open_corpus(tmp_path)
    assert texts(corpus) == {"cetd/aa": "One.", "cetd/aa-2": "Two."}
    assert corpus.left_out == {"cetd/cc": "no page", "cetd/bb": "empty gold"}
    assert {(page.set, page.charset) for page in corpus.pages} == {("cetd", "utf-8")}
    write(tmp_path, {"combined/ground-truth/x.jsonl": '{"page_id": "../../etc/passwd"}'})
    with pytest.raises(CorpusError, match=r"x\.jsonl, line 1: no page_id that could name a file"):
        open_corpus(tmp_path)


ROW = {
    "track_id": "t1",
    "html": '<html><p cc-select="true" class="mark-selected">Hi <b>you</b></p></html>',
    "groundtruth_content": "# Hi\n\nHi **you**",
    "url": "https://a.example/",
    "meta": {"language": "en", "level": "hard"},
}


def test_webmainbench(tmp_path: Path) -> None:
    """Both row shapes; the answer is not in the page; Markdown and its plain text are gold."""
    old = {
        "id": "o1",
        "html": "<p cc-select=true>x</p>",
        "groundtruth_llm_webkit_md": "x",
        "layout_type": "forum",
        "language": "zh",
    }
    lines = "\n".join(json.dumps(row) for row in (ROW, old, ROW))
    write(tmp_path, {"data/rows.jsonl": lines})
    corpus = open_corpus(tmp_path)
    assert [page.id for page in corpus.pages] == ["t1", "o1", "t1-2"]
    new, older = corpus.pages[:2]
    assert new.source.read() == b"<html><p>Hi <b>you</b></p></html>"
    assert (new.gold.text, new.gold.markdown) == ("Hi\n\nHi you", "# Hi\n\nHi **you**")
    assert (new.language, new.challenges, new.gold.kind) == ("en", ("level-hard",), "markdown")
    assert (older.language, older.type) == ("zh", "forum")
    assert texts(open_corpus(tmp_path / "data" / "rows.jsonl")) == texts(corpus)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('{"html": "x", "groundtruth_content": "y"}\n{"html"', "line 2: not one JSON object"),
        ('{"html": "x", "groundtruth_content": 3}', "groundtruth_content is no text but int"),
    ],
)
def test_webmainbench_malformed(tmp_path: Path, lines: str, says: str) -> None:
    """A line that was cut off and a field of another type are told with their line."""
    write(tmp_path, {"rows.jsonl": lines})
    with pytest.raises(CorpusError, match=says):
        open_corpus(f"webmainbench:{tmp_path}")


def test_webmainbench_loses_no_row_in_silence(tmp_path: Path) -> None:
    """A row without HTML is a page that is missing; blank lines and folders are neither."""
    rows = [json.dumps(ROW), json.dumps(ROW | {"track_id": "t2", "html": None})]
    (tmp_path / "folder.jsonl").mkdir()
    write(tmp_path, {"rows.jsonl": "\n\n" + "\n\n".join(rows)})
    corpus = open_corpus(tmp_path)
    assert [page.id for page in corpus.pages] == ["t1"]
    assert corpus.left_out == {"t2": "no page"}


def test_webmainbench_passes_over_no_file_that_was_cut_off(tmp_path: Path) -> None:
    """Of two files one ends within its first row: that is told, not read as one file less."""
    write(tmp_path, {"a.jsonl": json.dumps(ROW), "b.jsonl": json.dumps(ROW)[:60]})
    with pytest.raises(CorpusError, match=r"b\.jsonl, line 1: not one JSON object"):
        open_corpus(tmp_path)
