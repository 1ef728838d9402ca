"""trafilatura's evaluation set: `evaldata.json`, pages in `eval/` and `cache/`; snippets only.

Source: adbar/trafilatura, `tests/`. A page has a few texts that must be kept (`with`) and a few
that must not (`without`), so that only metrics of snippets can judge it.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import require, whole
from boilerbench.corpora.formats.golds import date_of
from boilerbench.corpora.formats.jsons import json_file, require_once
from boilerbench.corpora.formats.rows import unique
from boilerbench.corpora.sources import HtmlFile
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, Page

FILE = "evaldata.json"
ROOTS = (".", "tests")
FOLDERS = ("eval", "cache")


class Entry(msgspec.Struct, frozen=True):
    """One page of `evaldata.json`, whose key is its URL."""

    file: str
    contains: tuple[str, ...] = msgspec.field(default=(), name="with")
    lacks: tuple[str, ...] = msgspec.field(default=(), name="without")
    title: str | None = None
    author: str | tuple[str, ...] | None = None
    date: str | None = None
    license: str | None = None


def detects(path: Path) -> bool:
    """Whether `evaldata.json` lies in a folder, or in its `tests`."""
    return _root(path) is not None


def read(path: Path) -> Corpus:
    """The corpus in a checkout or its `tests`; CorpusError where `evaldata.json` is malformed."""
    root = _root(path) or path
    require(path, _root(path) is not None, f"{FILE} or tests/{FILE}", "trafilatura")
    taken: set[str] = set()
    left_out: dict[str, LeftOut] = {}
    pages: list[Page] = []
    for url, entry in _entries(root / FILE).items():
        ident = unique(entry.file.removesuffix(".html"), taken)
        html = next(_candidates(root, entry.file), None)
        if html is None:
            left_out[ident] = "no page"
        else:
            pages.append(_page(ident, url, entry, html))
    return whole("trafilatura", path, pages, left_out)


def _root(path: Path) -> Path | None:
    return next((path / root for root in ROOTS if (path / root / FILE).is_file()), None)


def _entries(file: Path) -> dict[str, Entry]:
    found = json_file(
        file,
        dict[str, Entry],
        "the evaluation data",
        'expected {"<url>": {"file": "…", "with": […], "without": […]}, …}',
    )
    require_once(file)
    return found


def _candidates(root: Path, name: str) -> Iterator[Path]:
    """Where the file lies; some file systems spell umlauts in two characters."""
    if Path(name).name != name:
        raise CorpusError(f"{root / FILE} names the file {name!r}, which is no name but a path.")
    for spelling in dict.fromkeys(
        [name, *(unicodedata.normalize(f, name) for f in ("NFC", "NFD"))]
    ):
        for folder in FOLDERS:
            if (root / folder / spelling).is_file():
                yield root / folder / spelling


def _page(ident: str, url: str, entry: Entry, html: Path) -> Page:
    return Page(
        id=ident,
        source=HtmlFile(html),
        gold=Gold(
            contains=entry.contains,
            lacks=entry.lacks,
            title=entry.title or None,
            author=_names(entry.author),
            date=date_of(entry.date),
        ),
        url=url,
        licence=entry.license or None,
    )


def _names(author: str | tuple[str, ...] | None) -> str | None:
    """Four pages have a list of authors."""
    return (author if isinstance(author, str) else ", ".join(author or ())) or None
