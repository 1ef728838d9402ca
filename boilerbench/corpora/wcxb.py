"""WCXB: `ground-truth/<id>.json` beside `html/<id>.html.gz`, in `dev` and `test`.

Source: Murrough-Foley/web-content-extraction-benchmark. All 511 test pages, and the dev pages with
an id of 4000 or more, were stripped of scripts, styles and comments; 139 pages are in both splits.
"""

import datetime as dt
from pathlib import Path

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import PAGE_TYPES, Gold, Page

GOLD = "ground-truth"


class Truth(msgspec.Struct, frozen=True):
    """What a page's text is; `with` and `without` are snippets."""

    title: str | None = None
    author: str | None = None
    publish_date: str | None = None
    main_content: str | None = None
    contains: tuple[str, ...] = msgspec.field(default=(), name="with")
    lacks: tuple[str, ...] = msgspec.field(default=(), name="without")


class PageTypeEntry(msgspec.Struct, frozen=True):
    """The type of a page, as somebody or something judged it."""

    primary: str | None = None


class Internal(msgspec.Struct, frozen=True):
    """What the benchmark keeps for itself."""

    page_type: PageTypeEntry = PageTypeEntry()


class Entry(msgspec.Struct, frozen=True):
    """One page's JSON."""

    ground_truth: Truth = Truth()
    url: str | None = None
    internal: Internal = msgspec.field(default=Internal(), name="_internal")


def detects(path: Path) -> bool:
    """Whether a folder is laid out like the benchmark, or like one of its splits."""
    return bool(_splits(path))


def read(path: Path) -> Corpus:
    """The corpus in a checkout or in one of its splits; CorpusError where a file is malformed.

    A page whose gold is missing has no text, and one whose gold is empty has an empty one.
    """
    place = named(path.resolve())
    splits = _splits(path)
    if not splits:
        raise CorpusError(
            f"{path} has no folder {GOLD} beside html: give a checkout of the benchmark, or its"
            " dev or test."
        )
    several = splits != [path]
    pages = [
        _page(folder, file, several=several)
        for folder in splits
        for file in sorted((folder / GOLD).glob("*.json"))
    ]
    return Corpus(name=place.name, source=f"wcxb:{place}", pages=tuple(pages))


def _splits(path: Path) -> list[Path]:
    folders = (path, path / "dev", path / "test")
    found = [
        folder for folder in folders if (folder / GOLD).is_dir() and (folder / "html").is_dir()
    ]
    return found[:1] if path in found else found


def _page(folder: Path, file: Path, *, several: bool) -> Page:
    try:
        entry = msgspec.json.decode(file.read_bytes(), type=Entry)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CorpusError(f"{file} is not the gold of a page ({error}): restore it.") from error
    html = folder / "html" / f"{file.stem}.html.gz"
    if not html.is_file():
        raise CorpusError(f"{html} is missing though {file} has its gold: restore the page.")
    truth = entry.ground_truth
    kind = entry.internal.page_type.primary
    return Page(
        id=f"{folder.name}/{file.stem}" if several else file.stem,
        source=HtmlFile(html),
        gold=Gold(
            text=truth.main_content,
            contains=truth.contains,
            lacks=truth.lacks,
            title=truth.title,
            author=truth.author,
            date=_date(truth.publish_date),
        ),
        url=entry.url,
        type=kind if kind in PAGE_TYPES else None,  # type: ignore[arg-type]  # just looked up
        set=folder.name,
    )


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
