"""A page's source: what is said of the page, in TOML, and the template that makes it."""

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from boilerbench.records import PageType

SITES = Path(__file__).parent / "sites"
_FRONT = re.compile(r"\A\{#\n(.*?)\n#\}", re.DOTALL)


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter of a page's source; `text` gives gold that no visible element holds."""

    set: str
    url: str | None = None
    language: str | None = None
    type: PageType | None = None
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    challenges: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    ignore: dict[str, str] = {}
    text: str | None = None
    encoding: str = "utf-8"
    charset: str | None = None
    vars: dict[str, Any] = {}


class SourceError(Exception):
    """A source that makes no page: what is wrong, and in which file."""


def page_sources(sites: list[str]) -> list[Path]:
    """The pages of these sites, or of all."""
    folders = [SITES / site for site in sites] or sorted(SITES.iterdir())
    for folder in folders:
        if not folder.is_dir():
            raise SourceError(f"There is no site {folder.name!r} in {SITES.name}/.")
    found = [file for folder in folders for file in sorted(folder.glob("*.html"))]
    return [file for file in found if _FRONT.match(file.read_text(encoding="utf-8"))]


def front(file: Path) -> Front:
    """The front matter of one page's source; SourceError says what is wrong with it."""
    match = _FRONT.match(file.read_text(encoding="utf-8"))
    if match is None:
        raise SourceError(f"{file}: begins with no {{# … #}} that holds its TOML.")
    try:
        return msgspec.convert(tomllib.loads(match[1]), Front, builtin_types=(dt.date,))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SourceError(f"{file}: {error}.") from error
