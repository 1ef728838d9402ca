"""The columns of a table of pages: what they are called, and a page from their values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from webencodings import lookup

from boilerbench.corpora.formats.crawls import Harvest, address_id
from boilerbench.corpora.formats.golds import given
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, HtmlSource, Page
from boilerbench.wording import harmless

OPTIONS: Final = ("html", "url", "id", "charset", "language", "gold")
"""What a column can be named for; one that is not named has the same name, but for gold."""


_HELD: Final = {"html": "HTML", "gold": "gold text"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns; `gold` is None where pages have none."""

    html: str = "html"
    url: str = "url"
    id: str = "id"
    charset: str = "charset"
    language: str = "language"
    gold: str | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of all columns but that of the HTML."""
        names = (self.url, self.id, self.charset, self.language)
        return names if self.gold is None else (*names, self.gold)

    @property
    def gold_wanted(self) -> dict[str, str]:
        """The column of gold as one that has to be there; none where none was asked for."""
        return {} if self.gold is None else {"gold": self.gold}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row but for its HTML, and the number by which its file knows it."""

    file: Path
    number: int
    values: Mapping[str, Any]


def columns_of(options: Mapping[str, str]) -> Columns:
    """The columns that a corpus was asked for with."""
    return Columns(**options)


def require_columns(
    file: Path, wanted: Mapping[str, str], has: Iterable[str], format_name: str
) -> None:
    """CorpusError for the first column that a file lacks, with the names of those it has.

    `wanted` has the names of columns by what they hold: html, gold.
    """
    known = list(has)
    for what, name in wanted.items():
        if name not in known:
            raise CorpusError(
                f"{file} has no column {name!r}, but {', '.join(known[:12]) or 'none at all'}:"
                f" say which holds the {_HELD[what]}, as in {format_name}:{what}=NAME,path={file}."
            )


def take(
    cells: Cells,
    html: object,
    columns: Columns,
    source: HtmlSource,
    found: Harvest,
) -> None:
    """Put a row among the pages, or leave it out by name where its HTML is none."""
    ident = found.unique(_ident(cells, columns))
    if not isinstance(html, str | bytes):
        found.left_out[ident] = "no page"
    elif not html.strip():
        found.passed_over["rows with empty HTML"] += 1
    else:
        text = cells.values.get(columns.gold) if columns.gold else None
        found.pages.append(
            Page(
                id=ident,
                source=source,
                gold=Gold(text=given(text)) if isinstance(text, str) else Gold(),
                url=_text(cells, columns.url),
                language=_language(_text(cells, columns.language)),
                charset="utf-8" if isinstance(html, str) else _charset(cells, columns),
            )
        )


def _ident(cells: Cells, columns: Columns) -> str:
    own = cells.values.get(columns.id)
    name = str(own).strip() if isinstance(own, str | int) else ""
    if harmless(name) == name and len(name.splitlines()) == 1 and "\t" not in name:
        return name  # another would break the lines that pages are named in
    url = _text(cells, columns.url)
    return address_id(url) if url else f"{cells.file.name.split('.')[0]}-{cells.number}"


def _text(cells: Cells, name: str) -> str | None:
    value = cells.values.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _charset(cells: Cells, columns: Columns) -> str | None:
    said = _text(cells, columns.charset)
    return said.lower() if said and lookup(said) else None


def _language(said: str | None) -> str | None:
    """The language of a tag like `en-GB`; None for what is no such code."""
    code = (said or "").replace("_", "-").split("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None
