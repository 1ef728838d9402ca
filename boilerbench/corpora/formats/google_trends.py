"""Google-Trends-2017: `raw_html/X.html` beside `prepared_html/X.html`, whose leaves are labelled.

Source: Leonhardt et al. (BoilerNet, 2020), in the layout of WCEB's raw data: content leaves carry
`__boilernet_label="1"`. The pages are no longer given out; this follows their described format.
"""

from pathlib import Path

from lxml.html import HtmlElement

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.folders import Layout, corpus_of, stem_of
from boilerbench.corpora.formats.golds import given
from boilerbench.corpora.formats.markup import labelled_text
from boilerbench.corpora.formats.stripped import Stripped, without_marks
from boilerbench.corpora.sources import HtmlFile
from boilerbench.records import Gold, Page
from boilerbench.trees import parse_page

LAYOUT = Layout(pages="raw_html", golds="prepared_html", gold_ending=".html")
LABEL = "__boilernet_label"


def detects(path: Path) -> bool:
    """Whether a folder holds `raw_html` and `prepared_html`."""
    return LAYOUT.fits(path)


def read(path: Path) -> Corpus:
    """The corpus in that folder; CorpusError where a file cannot be read."""
    return corpus_of("google-trends-2017", path, LAYOUT, _page)


def _page(html: Path, gold: Path) -> Page:
    tree = parse_page(HtmlFile(gold).read())
    body = None if tree is None else tree.find("body")
    text = "" if body is None else labelled_text(body, _label, frozenset("1"))
    return Page(
        id=stem_of(html),
        source=Stripped(HtmlFile(html), without_marks),
        gold=Gold(text=given(text), form="labelled-html"),
    )


def _label(element: HtmlElement) -> str | None:
    return element.get(LABEL)
