"""article-extraction-benchmark: `ground-truth.json` and `html/<id>.html.gz`.

Source: scrapinghub/article-extraction-benchmark, and sets laid out like it: `articles.json`
and plain `html/<id>.html` are AndyTheFactory/article-extraction-dataset.
"""

from pathlib import Path

import msgspec

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import files_in, stem_of, whole
from boilerbench.corpora.formats.golds import date_of, given
from boilerbench.corpora.formats.jsons import json_file, require_once
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, Page

ENDINGS = (".html.gz", ".html")
GOLDS = ("ground-truth.json", "articles.json")


class Entry(msgspec.Struct, frozen=True):
    """One page of the gold file; the second data set knows title and date as well."""

    articleBody: str | None  # noqa: N815  the file's own spelling
    url: str | None = None
    title: str | None = None
    date: str | None = None


def detects(path: Path) -> bool:
    """Whether a folder is laid out like the benchmark's checkout."""
    return _gold(path) is not None and (path / "html").is_dir()


def read(path: Path) -> Corpus:
    """The corpus in a checkout; gold without a page is left out.

    Raises CorpusError where the gold is missing or malformed.
    """
    named(path.resolve())
    file = _gold(path) or path / GOLDS[0]
    left_out: dict[str, LeftOut] = {}
    pages: list[Page] = []
    for ident, entry in _entries(file).items():
        html = _html(path, file, ident)
        if html is None:
            left_out[ident] = "no page"
        else:
            pages.append(_page(ident, html, entry))
    known = {page.id for page in pages}
    for html in files_in(path / "html") if (path / "html").is_dir() else ():
        if html.name.endswith(ENDINGS) and stem_of(html) not in known:
            left_out[stem_of(html)] = "no gold"
    return whole("aeb", path, pages, left_out)


def _gold(path: Path) -> Path | None:
    return next((path / name for name in GOLDS if (path / name).is_file()), None)


def _entries(file: Path) -> dict[str, Entry]:
    found = json_file(
        file,
        dict[str, Entry],
        "the benchmark's ground truth",
        'expected {"<id>": {"articleBody": "…", "url": "…"}, …}',
    )
    require_once(file)
    return found


def _html(path: Path, file: Path, ident: str) -> Path | None:
    if Path(ident).name != ident:
        raise CorpusError(f"{file} has the id {ident!r}, which is no name but a path: mend it.")
    files = (path / "html" / f"{ident}{ending}" for ending in ENDINGS)
    return next((html for html in files if html.is_file()), None)


def _page(ident: str, html: Path, entry: Entry) -> Page:
    gold = Gold(
        text=given(entry.articleBody or ""),
        title=entry.title or None,
        date=date_of(entry.date),
    )
    return Page(id=ident, source=HtmlFile(html), gold=gold, url=entry.url or None)
