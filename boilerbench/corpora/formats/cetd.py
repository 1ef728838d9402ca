"""CETD: `<source>/original/N.htm` beside `<source>/gold/N.txt`, for six sources.

Source: the raw data of chatnoir-eu/web-content-extraction-benchmark. The data set itself is no
longer given out; this reader follows its described format. MSVCode/ir-research-data is laid out
so, with `html` for `original`.
"""

from pathlib import Path

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import Layout, corpus_of, require, stem_of, whole
from boilerbench.corpora.formats.golds import given, gold_text
from boilerbench.corpora.sources import HtmlFile
from boilerbench.records import Gold, Page

LAYOUTS = tuple(
    Layout(pages=pages, golds="gold", gold_ending=".txt") for pages in ("original", "html")
)


def detects(path: Path) -> bool:
    """Whether a folder holds folders with `original` (or `html`) and `gold`."""
    return bool(_sources(path))


def read(path: Path) -> Corpus:
    """The corpus in that folder, a set for each source; CorpusError where a file is unreadable."""
    sources = _sources(path)
    require(path, bool(sources), "<source>/original/ and <source>/gold/", "cetd")
    read_sets = [corpus_of("cetd", source, _layout(source), _page) for source in sources]
    left_out: dict[str, LeftOut] = {
        f"{one.name}/{ident}": reason for one in read_sets for ident, reason in one.left_out.items()
    }
    return whole("cetd", path, (page for one in read_sets for page in one.pages), left_out)


def _sources(path: Path) -> list[Path]:
    return sorted(folder for folder in path.glob("*/") if any(one.fits(folder) for one in LAYOUTS))


def _layout(source: Path) -> Layout:
    return next(one for one in LAYOUTS if one.fits(source))


def _page(html: Path, gold: Path) -> Page:
    source = html.parent.parent.name
    return Page(
        id=f"{source}/{stem_of(html)}",
        source=HtmlFile(html),
        gold=Gold(text=given(gold_text(gold))),
        set=source,
    )
