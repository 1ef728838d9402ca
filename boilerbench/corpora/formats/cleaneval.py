"""CleanEval: `orig/N.html` beside `clean/N.txt`, as the shared task of 2007 gave them out.

Source: the copy in Tommel71/web2text. 59 of its 796 pages have no gold.
"""

from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.folders import Layout, corpus_of, stem_of
from boilerbench.corpora.formats.golds import cleaneval_text, given, gold_text
from boilerbench.corpora.formats.stripped import Stripped, without_wrapper, wrapper_of
from boilerbench.corpora.sources import HtmlFile
from boilerbench.records import Gold, Page

LAYOUT = Layout(pages="orig", golds="clean", gold_ending=".txt")


def detects(path: Path) -> bool:
    """Whether a folder holds `orig` and `clean`."""
    return LAYOUT.fits(path)


def read(path: Path) -> Corpus:
    """The corpus in that folder; CorpusError where a file cannot be read."""
    return corpus_of("cleaneval", path, LAYOUT, _page)


def _page(html: Path, gold: Path) -> Page:
    return wrapped_page(html, cleaneval_text(gold_text(gold)))


def wrapped_page(html: Path, text: str) -> Page:
    """A page in a `<text id="URL">` wrapper, which no extractor may see."""
    source = HtmlFile(html)
    return Page(
        id=stem_of(html),
        source=Stripped(source, without_wrapper),
        gold=Gold(text=given(text)),
        url=wrapper_of(source.read()[:4096]).get("id") or None,
    )
