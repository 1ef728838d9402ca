"""L3S-GN1: `original/<uuid>.html` beside `annotated/<uuid>.html`, whose spans say what is content.

Source: the Google News data set of Kohlschütter et al. (boilerpipe, 2010). Classes `x-nc-selN`: 0
not content, 1 headline, 2 full text, 3 supplement (captions, dates), 4 related, 5 comments. Spans
nest, so that the nearest one decides.
"""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from lxml.html import HtmlElement

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.folders import Layout, corpus_of, require, stem_of
from boilerbench.corpora.formats.golds import given, gold_text
from boilerbench.corpora.formats.markup import labelled_text
from boilerbench.corpora.formats.stripped import Stripped, without_marks
from boilerbench.corpora.sources import HtmlFile
from boilerbench.errors import UsageError
from boilerbench.records import Gold, Page
from boilerbench.trees import parse_page

LAYOUT = Layout(pages="original", golds="annotated", gold_ending=".html")
CLASSES = "1+2+3"
"""The classes that count as gold unless said otherwise: WCEB's; boilerpipe's paper took 1+2."""

_CLASS = re.compile(r"x-nc-sel([0-5])(?![0-9])")


def detects(path: Path) -> bool:
    """Whether a folder, or the one folder in it, holds `original` and `annotated`."""
    return _root(path) is not None


def read(path: Path, classes: str = CLASSES) -> Corpus:
    """The corpus in that folder; `classes` are the label classes of its gold, as `1+2`.

    Raises CorpusError where a file cannot be read, UsageError for classes that are none.
    """
    if not re.fullmatch(r"[0-5](\+[0-5])*", classes):
        raise UsageError(f"classes={classes}: write classes from 0 to 5 joined by +, as in 1+2+3.")
    root = _root(path)
    require(path, root is not None, "original/ and annotated/", "l3s-gn1")
    urls = _urls((root or path) / "url-mapping.txt")
    make = partial(_page, urls=urls, wanted=frozenset(classes.split("+")))
    corpus = corpus_of("l3s-gn1", root or path, LAYOUT, make)
    place = path.resolve()
    chosen = "" if classes == CLASSES else f"classes={classes},path="
    return replace(corpus, name=place.name, source=f"l3s-gn1:{chosen}{place}")


def _root(path: Path) -> Path | None:
    folders = (path, *sorted(path.glob("L3S-GN1-*/")))
    return next((folder for folder in folders if LAYOUT.fits(folder)), None)


def _page(html: Path, gold: Path, *, urls: dict[str, str], wanted: frozenset[str]) -> Page:
    tree = parse_page(HtmlFile(gold).read())
    body = None if tree is None else tree.find("body")
    text = "" if body is None else labelled_text(body, _label, wanted)
    return Page(
        id=stem_of(html),
        source=Stripped(HtmlFile(html), without_marks),
        gold=Gold(text=given(text), form="labelled-html"),
        url=urls.get(stem_of(html)),
    )


def _label(element: HtmlElement) -> str | None:
    match = _CLASS.search(element.get("class") or "")
    return match[1] if match else None


def _urls(file: Path) -> dict[str, str]:
    """`<urn:uuid:…>`, a tab, the URL."""
    if not file.is_file():
        return {}
    pairs = re.findall(r"<urn:uuid:([^>]+)>\t(\S+)", gold_text(file))
    return dict(pairs)
