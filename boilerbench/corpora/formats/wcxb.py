"""WCXB: `ground-truth/<id>.json` beside `html/<id>.html.gz`, in `dev` and `test`.

Source: Murrough-Foley/web-content-extraction-benchmark. All 511 test pages, and the dev pages with
an id of 4000 or more, were stripped of scripts, styles and comments; 139 pages are in both splits.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import stem_of, whole
from boilerbench.corpora.formats.golds import date_of, given
from boilerbench.corpora.formats.jsons import json_file
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import PAGE_TYPES, Gold, Page

GOLD = "ground-truth"
METADATA = "metadata.json"


class Metadata(msgspec.Struct, frozen=True):
    """What `metadata.json` says of the whole benchmark."""

    license: str | None = None


class Truth(msgspec.Struct, frozen=True):
    """What a page's text is; `with` and `without` are snippets."""

    title: str | None = None
    author: str | None = None
    publish_date: str | None = None
    main_content: str | None = None
    main_content_markdown: str | None = None
    contains: tuple[str, ...] = msgspec.field(default=(), name="with")
    lacks: tuple[str, ...] = msgspec.field(default=(), name="without")


class Entry(msgspec.Struct, frozen=True):
    """One page's JSON."""

    ground_truth: Truth = Truth()
    url: str | None = None
    internal: dict[str, Any] = msgspec.field(default_factory=dict, name="_internal")

    @property
    def page_type(self) -> dict[str, Any]:
        """The type of the page, as somebody or something judged it."""
        found = self.internal.get("page_type")
        return found if isinstance(found, dict) else {}


def detects(path: Path) -> bool:
    """Whether a folder is laid out like the benchmark, or like one of its splits."""
    return bool(_splits(path))


def read(path: Path) -> Corpus:
    """The corpus in a checkout or in one of its splits; CorpusError where a file is malformed.

    Pages whose gold is missing or empty keep their snippets; a page that has neither is left out.
    """
    splits = _splits(path)
    if not splits:
        raise CorpusError(
            f"{path} has no folder {GOLD} beside html: give a checkout of the benchmark, or its"
            " dev or test."
        )
    several = splits != [path]
    left_out: dict[str, LeftOut] = {}
    pages: list[Page] = []
    for folder in splits:
        licence = _licence(folder)
        for file in sorted(named(found) for found in (folder / GOLD).glob("*.json")):
            ident = f"{folder.name}/{file.stem}" if several else file.stem
            html = folder / "html" / f"{file.stem}.html.gz"
            if html.is_file():
                pages.append(_page(ident, html, file, licence))
            else:
                left_out[ident] = "no page"
        for html in sorted(named(found) for found in (folder / "html").glob("*.html.gz")):
            stem = stem_of(html)
            if not (folder / GOLD / f"{stem}.json").exists():
                left_out[f"{folder.name}/{stem}" if several else stem] = "no gold"
    return whole("wcxb", path, pages, left_out)


def _licence(folder: Path) -> str | None:
    """The licence that `metadata.json` names, in the split's folder or beside it."""
    for file in (folder / METADATA, folder.parent / METADATA):
        if file.is_file():
            found = json_file(file, Metadata, "the benchmark's metadata", "restore it")
            return found.license
    return None


def _splits(path: Path) -> list[Path]:
    folders = (path, path / "dev", path / "test")
    found = [
        folder
        for folder in folders
        if (folder / "html").is_dir() and any((folder / GOLD).glob("*.json"))
    ]
    return found[:1] if path in found else found


def _page(ident: str, html: Path, file: Path, licence: str | None) -> Page:
    entry = json_file(file, Entry, "the gold of a page", "restore it")
    truth = entry.ground_truth
    kind = entry.page_type.get("primary")
    return Page(
        id=ident,
        source=HtmlFile(html),
        gold=Gold(
            text=given(truth.main_content or ""),
            markdown=given(truth.main_content_markdown or ""),
            contains=truth.contains,
            lacks=truth.lacks,
            title=truth.title or None,
            author=truth.author or None,
            date=date_of(truth.publish_date),
        ),
        url=entry.url or None,
        type=kind if kind in PAGE_TYPES else None,
        set=html.parent.parent.name,
        split=html.parent.parent.name,
        licence=licence,
        doubts=tuple(_doubts(entry)),
    )


_UNFIT = re.compile(r"remove\b|replace$|unextractable|soft_404", re.IGNORECASE)


def _doubts(entry: Entry) -> Iterator[str]:
    """Pages that the benchmark's own notes would remove, and types that nobody has looked at."""
    for note in _strings(entry.internal):
        if _UNFIT.match(note):
            yield note
    if entry.page_type.get("needs_review"):
        yield "needs_review"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
