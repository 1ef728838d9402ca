"""Readability.js' test pages: `<case>/source.html`, `expected.html`, `expected-metadata.json`.

Source: mozilla/readability, `test/test-pages`; omnivore-app/omnivore has the same with `url.txt`
beside. The expected pages are what those tools returned, looked over by their developers: they
favour them, and some hold boilerplate.
"""

from pathlib import Path

import msgspec

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import require, whole
from boilerbench.corpora.formats.golds import given, gold_text
from boilerbench.corpora.formats.jsons import json_file
from boilerbench.corpora.formats.markup import text_of_html
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.records import Gold, Page

SOURCE, EXPECTED, METADATA, URL = (
    "source.html",
    "expected.html",
    "expected-metadata.json",
    "url.txt",
)
ROOTS = (".", "test-pages", "test/test-pages")


class Metadata(msgspec.Struct, frozen=True):
    """What the tool said of a page."""

    title: str | None = None
    byline: str | None = None
    lang: str | None = None


def detects(path: Path) -> bool:
    """Whether a folder holds cases, or a checkout's `test/test-pages` does."""
    return _root(path) is not None


def read(path: Path) -> Corpus:
    """The corpus in a checkout or in its folder of cases; CorpusError where a file is malformed."""
    root = _root(path)
    require(path, root is not None, f"<case>/{SOURCE} and <case>/{EXPECTED}", "readability")
    cases = sorted(named(file.parent) for file in (root or path).glob(f"*/{SOURCE}"))
    pages = [_page(case) for case in cases if (case / EXPECTED).is_file()]
    left_out: dict[str, LeftOut] = {
        case.name: "no gold" for case in cases if not (case / EXPECTED).is_file()
    }
    for file in sorted(named(found) for found in (root or path).glob(f"*/{EXPECTED}")):
        if not (file.parent / SOURCE).is_file():
            left_out[file.parent.name] = "no page"
    return whole("readability", path, pages, left_out)


def _root(path: Path) -> Path | None:
    roots = (path / root for root in ROOTS)
    return next((root for root in roots if any(root.glob(f"*/{EXPECTED}"))), None)


def _page(case: Path) -> Page:
    expected = HtmlFile(case / EXPECTED).read()
    said = _metadata(case / METADATA)
    return Page(
        id=case.name,
        source=HtmlFile(case / SOURCE),
        gold=Gold(
            text=given(text_of_html(expected)),
            title=said.title or None,
            author=said.byline or None,
            form="expected-html",
        ),
        url=gold_text(case / URL).strip() or None if (case / URL).is_file() else None,
        language=(said.lang or "").split("-")[0].lower() or None,
    )


def _metadata(file: Path) -> Metadata:
    if not file.is_file():
        return Metadata()
    return json_file(file, Metadata, "a page's metadata", "restore it")
