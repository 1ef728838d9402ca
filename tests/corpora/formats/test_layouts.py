"""Every format of the field on a hand-made corpus in exactly its layout, with its quirks."""

import codecs
import json
import re
from pathlib import Path

import pytest

from boilerbench.corpora import FORMATS, open_corpus
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import CorpusError, UsageError

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


def test_a_copy_lays_dragnet_out_as_another_set(tmp_path: Path) -> None:
    """Named as dragnet, pages and gold of the copy are cut at the marker as in the original."""
    files: dict[str, str | bytes] = {
        "input/R1.html": "x",
        "GoldStandard/R1.txt": "Body.\n!@#$%^&*()  COMMENTS\nFirst!",
    }
    write(tmp_path, files)
    corpus = open_corpus(f"dragnet:{tmp_path}")
    assert (corpus.page("R1").gold.text or "").strip() == "Body."


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


def test_ir_research_is_laid_out_as_cetd(tmp_path: Path) -> None:
    """Its pages are in `html` instead, with names that hold blanks and brackets."""
    write(
        tmp_path,
        {
            "big5-17/html/trump (1).htm": "x",
            "big5-17/gold/trump (1).txt": "caf\xe9".encode("cp1252"),
        },
    )
    corpus = open_corpus(tmp_path)
    assert texts(corpus) == {"big5-17/trump (1)": "café"}
    assert corpus.source.startswith("cetd:/")


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
    with pytest.raises(CorpusError, match="is not a table of languages"):
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
    with pytest.raises((CorpusError, UsageError), match=re.escape(says)):
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
