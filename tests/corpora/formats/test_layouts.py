"""Every format of the field on a hand-made corpus in exactly its layout, with its quirks."""

import codecs
import json
import re
from pathlib import Path

import pytest

from boilerbench.corpora import FORMATS, open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import BoilerbenchError, CorpusError

PAGE = '<html lang="en"><head><link rel="canonical" href="https://www.a.example/x"></head><body>{}</body></html>'


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


def test_cleaneval(tmp_path: Path) -> None:
    """Wrapped pages, tagged gold with a BOM, and pages without gold or without text in it."""
    wrapped = '<text id="http://b.example/1" encoding="unset">\n<html><p>One.</html>\n</text>'
    write(
        tmp_path,
        {
            "orig/1.html": wrapped,
            "orig/2.html": wrapped,
            "orig/3.html": wrapped,
            "clean/1.txt": codecs.BOM_UTF8 + b"  URL: http://b.example/1\n\n<p>One.\n",
            "clean/3.txt": "URL: http://b.example/3\n",
            "clean/9.txt": "<p>Gone.",
        },
    )
    corpus = open_corpus(tmp_path)
    assert corpus.source.startswith("cleaneval:")
    assert texts(corpus) == {"1": "One."}
    page = corpus.page("1")
    assert (page.url, page.source.read()) == ("http://b.example/1", b"<html><p>One.</html>\n")
    assert corpus.left_out == {"2": "no gold", "9": "no page", "3": "empty gold"}


def test_cleanportaleval(tmp_path: Path) -> None:
    """The same with other folders and with entities."""
    write(
        tmp_path,
        {
            "input/bbc_01.html": '<text id="http://bbc.example/1">\n<p>It\'s.\n</text>',
            "GoldStandard/bbc_01.txt": "\nURL: http://bbc.example/1\n<p>It&#039;s.\n",
        },
    )
    assert texts(open_corpus(tmp_path)) == {"bbc_01": "It's."}


DRAGNET: dict[str, str | bytes] = {
    "HTML/R1.html": PAGE.format("x"),
    "HTML/T2.html": PAGE.format("x"),
    "HTML/27.html": PAGE.format("x"),
    "Corrected/R1.html.corrected.txt": "Body.\r\n!@#$%^&*()   COMMNENTS\t\r\nFirst!",
    "Corrected/T2.html.corrected.txt": "caf\xe9".encode("cp1252"),
    "Corrected/27.html.corrected.txt": codecs.BOM_UTF16_LE + "Wide.".encode("utf-16-le"),
    "training.txt": "R1\n27\n",
    "test.txt": "T2\n",
}


def test_dragnet(tmp_path: Path) -> None:
    """Article and comments are cut at the marker however it is spelled; splits have names."""
    write(tmp_path, DRAGNET)
    corpus = open_corpus(tmp_path)
    assert {ident: (text or "").strip() for ident, text in texts(corpus).items()} == {
        "27": "Wide.",
        "R1": "Body.",
        "T2": "café",
    }
    assert [page.split for page in corpus.pages] == ["training", "training", "test"]


def test_dragnet_with_comments(tmp_path: Path) -> None:
    """Comments are gold if asked for, and the source opens the same corpus again."""
    write(tmp_path, DRAGNET)
    corpus = open_corpus(f"dragnet:comments=gold,path={tmp_path}")
    assert (corpus.page("R1").gold.text or "").split() == ["Body.", "First!"]
    assert texts(open_corpus(corpus.source)) == texts(corpus)


def test_wceb_lays_dragnet_out_otherwise(tmp_path: Path) -> None:
    """Its raw data has the gold one folder deeper."""
    write(
        tmp_path,
        {"HTML/1.html": "x", "corrected/Corrected/1.html.corrected.txt": "Body."},
    )
    assert texts(open_corpus(f"dragnet:{tmp_path}")) == {"1": "Body."}


def test_cetd(tmp_path: Path) -> None:
    """A set for each source."""
    write(
        tmp_path,
        {
            "BBC/original/1.htm": "x",
            "BBC/gold/1.txt": "One.",
            "YAHOO!/original/1.htm": "x",
            "YAHOO!/gold/1.txt": "Two.",
            "YAHOO!/gold/2.txt": "Two.",
        },
    )
    corpus = open_corpus(tmp_path)
    assert texts(corpus) == {"BBC/1": "One.", "YAHOO!/1": "Two."}
    assert [page.set for page in corpus.pages] == ["BBC", "YAHOO!"]
    assert corpus.left_out == {"YAHOO!/2": "no page"}


def test_daniel(tmp_path: Path) -> None:
    """Names without endings, languages from a table, references without a page."""
    write(
        tmp_path,
        {
            "html/20120112_a.example_ff": "<p>Тело.",
            "reference/20120112_a.example_ff": "<p>Тело.</p>\n<p>Ящик.</p>\n",
            "reference/20120112_a.example_00": "<p>x</p>",
            "doc_lg.json": '{"20120112_a.example_ff": "Russian"}',
        },
    )
    corpus = open_corpus(tmp_path)
    page = corpus.page("20120112_a.example_ff")
    assert (page.gold.text, page.language) == ("Тело.\n\nЯщик.", "ru")
    assert corpus.left_out == {"20120112_a.example_00": "no page"}
    write(tmp_path, {"doc_lg.json": "[]"})
    with pytest.raises(CorpusError, match="is no table of languages"):
        open_corpus(tmp_path)


def test_readability(tmp_path: Path) -> None:
    """Blocks of the expected page become lines; metadata and omnivore's url.txt are read."""
    write(
        tmp_path,
        {
            "test/test-pages/a/source.html": PAGE.format("x"),
            "test/test-pages/a/expected.html": '<div id="readability-page-1"><h2>A</h2>'
            "<p>One <b>t</b>wo\n three.</p><pre>x\n  y</pre></div>",
            "test/test-pages/a/expected-metadata.json": '{"title": "T", "lang": "en-US"}',
            "test/test-pages/b/source.html": PAGE.format("x"),
            "test/test-pages/b/expected.html": "<p>Two.",
            "test/test-pages/b/url.txt": "https://b.example/\n",
            "test/test-pages/c/source.html": PAGE.format("x"),
        },
    )
    corpus = open_corpus(tmp_path)
    assert texts(corpus) == {"a": "A\n\nOne two three.\n\nx\ny", "b": "Two."}
    a, b = corpus.pages
    assert (a.gold.title, a.language, a.gold.kind, b.url) == (
        "T",
        "en",
        "expected-html",
        "https://b.example/",
    )
    assert corpus.left_out == {"c": "no gold"}
    write(tmp_path, {"test/test-pages/a/expected-metadata.json": "{"})
    with pytest.raises(CorpusError, match="is not a page's metadata"):
        open_corpus(tmp_path)


def test_trafilatura(tmp_path: Path) -> None:
    """Snippets only; pages in two folders; odd names; authors in a list."""
    entry = {"with": ["a b"], "without": ["c"], "title": "", "date": "2020-02-30"}
    data = {
        "https://a.example/": {**entry, "file": "a.example.html", "license": "CC BY"},
        "https://b.example/": {**entry, "file": "mandelplätzchen.html", "author": ["X", "Y"]},
        "https://c.example/": {**entry, "file": "emden-21416", "date": "2020-02-03"},
        "https://d.example/": {**entry, "file": "gone.html"},
    }
    write(
        tmp_path,
        {
            "tests/evaldata.json": json.dumps(data),
            "tests/eval/a.example.html": PAGE.format("a b"),
            "tests/cache/mandelpla\u0308tzchen.html": PAGE.format("a b"),
            "tests/cache/emden-21416": PAGE.format("a b"),
        },
    )
    corpus = open_corpus(tmp_path)
    assert [page.id for page in corpus.pages] == ["a.example", "mandelplätzchen", "emden-21416"]
    assert {page.gold.kind for page in corpus.pages} == {"snippets"}
    assert corpus.pages[0].licence == "CC BY"
    assert corpus.pages[1].gold.author == "X, Y"
    assert [str(page.gold.date) for page in corpus.pages] == ["None", "None", "2020-02-03"]
    assert corpus.left_out == {"gone": "no page"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("[]", "is not the evaluation data"),
        ('{"u": {"file": "../x.html"}}', "which is no name but a path"),
    ],
)
def test_trafilatura_malformed(tmp_path: Path, data: str, says: str) -> None:
    """Another shape, and a file elsewhere, are told."""
    write(tmp_path, {"evaldata.json": data})
    with pytest.raises(CorpusError, match=says):
        open_corpus(tmp_path)


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


def test_pairs(tmp_path: Path) -> None:
    """Pages and texts in folders of the same shape, joined by name whatever their endings."""
    write(
        tmp_path,
        {
            "source_html/sina/1.html": "x",
            "source_html/sina/2.htm": "x",
            "source_html/word (3).html": "x",
            "source_html/4": "x",
            "source_html/5.html": "x",
            "source_html/.hidden": "x",
            "label/sina/1.txt": "\u3000\u3000One.",
            "label/sina/2.html.txt": "no partner",
            "label/sina/2.htm.txt": "Two.",
            "label/word (3).md": "**Three.**",
            "label/4.txt": "Four.",
        },
    )
    corpus = open_corpus(f"pairs:html={tmp_path / 'source_html'},text={tmp_path / 'label'}")
    assert texts(corpus) == {
        "4": "Four.",
        "sina/1": "\u3000\u3000One.",
        "sina/2": "Two.",
        "word (3)": "Three.",
    }
    assert corpus.left_out == {"5": "no gold", "sina/2.html": "no page"}
    assert texts(open_corpus(corpus.source)) == texts(corpus)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("pairs:html={0}", "names no text: write pairs:html=DIR,text=DIR"),
        ("pairs:html={0},html={0},text={0}", "html= is given twice"),
        ("pairs:{0}", "names no text"),
        ("pairs:html={0},text={0}/no", "There is no folder"),
        ("pairs:html={0},text={0}", "No page of"),
        ("dragnet:comments=all,path={0}", "comments is left-out or gold, not 'all'"),
        ("cetd:{0}", "is no corpus in the format cetd"),
        ("wceb:{0}", "expected ground-truth/<set>.jsonl"),
        ("readability:{0}", "expected <case>/source.html"),
    ],
)
def test_what_cannot_be_opened_is_told(tmp_path: Path, source: str, says: str) -> None:
    """Each mistake in a corpus's name has a sentence that shows how to write it."""
    with pytest.raises(CorpusError, match=re.escape(says)):
        open_corpus(source.format(tmp_path))


def test_a_format_without_pages_is_an_error(tmp_path: Path) -> None:
    """Folders of the right names and no pair in them are no corpus."""
    write(tmp_path, {"orig/1.html": "x", "clean/2.txt": "<p>x"})
    with pytest.raises(CorpusError, match=r"no page with gold .* \(2 files without a partner\)"):
        open_corpus(tmp_path)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_takes_an_empty_folder_for_its_own(tmp_path: Path, name: str) -> None:
    """Detection looks for what only that layout has."""
    assert not FORMATS[name].detects(tmp_path)
