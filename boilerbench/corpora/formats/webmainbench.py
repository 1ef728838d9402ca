"""WebMainBench: JSON lines with a page's HTML and its gold in Markdown.

Source: opendatalab/WebMainBench. Its HTML carries the answer (`cc-select="true"` on content), which
is taken out before an extractor sees it. Rows come in two shapes: `convert_main_content` and
`meta`, or the older `content`, `layout_type`, `language`; both have `groundtruth_content`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from boilerbench.corpora.boilerbench import GoldFile
from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import require, whole
from boilerbench.corpora.formats.golds import given
from boilerbench.corpora.formats.rows import Row, html_of, rows, text_field, unique
from boilerbench.corpora.formats.stripped import Stripped, without_marks
from boilerbench.corpora.sources import named
from boilerbench.errors import CorpusError
from boilerbench.records import PAGE_TYPES, Gold, Page
from boilerbench.text import plain_of_markdown

IDS = ("track_id", "id")
GOLDS = ("groundtruth_content", "groundtruth_llm_webkit_md", "convert_main_content")


OWN_FIELD = "boilerbench"
"""What `corpus convert` adds to a row: the fields of our own format, and the set."""


class _Converted(GoldFile, frozen=True, forbid_unknown_fields=True):
    set: str | None = None


def detects(path: Path) -> bool:
    """Whether a file, or one in a folder or its `data`, has such rows."""
    return any(_is_first_row(file) for file in _files(path))


def read(path: Path) -> Corpus:
    """The corpus in a file or folder of JSON lines; CorpusError where a line is malformed."""
    files = [file for file in _files(path) if _is_first_row(file)]
    require(
        path, bool(files), 'JSON lines {"html": "…", "groundtruth_content": "…"}', "webmainbench"
    )
    taken: set[str] = set()
    left_out: dict[str, LeftOut] = {}
    pages = [page for file in files for page in _pages(file, taken, left_out)]
    return whole("webmainbench", path, pages, left_out)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path] if path.suffix == ".jsonl" else []
    return sorted(
        named(file)
        for folder in (path, path / "data")
        for file in folder.glob("*.jsonl")
        if file.is_file()
    )


def _is_first_row(file: Path) -> bool:
    """Whether a file begins like a data set; its rows are megabytes, so only the first is read.

    A row that was cut off behind its HTML counts: passed over, a whole file would be missed.
    """
    with file.open("rb") as lines:
        head = next(
            (line for line in iter(lambda: lines.readline(1 << 24), b"") if line.strip()), b""
        )
    cut_off = not head.rstrip().endswith(b"}")
    return b'"html"' in head and (cut_off or any(f'"{name}"'.encode() in head for name in GOLDS))


def _pages(file: Path, taken: set[str], left_out: dict[str, LeftOut]) -> Iterator[Page]:
    for row in rows(file):
        ident = unique(text_field(row, *IDS) or f"{file.stem}-{row.number}", taken)
        if text_field(row, "html") is None:
            left_out[ident] = "no page"
        else:
            yield _page(row, ident)


def _page(row: Row, ident: str) -> Page:
    own = row.fields.get(OWN_FIELD)
    return _foreign_page(row, ident) if own is None else _converted_page(row, ident, own)


def _converted_page(row: Row, ident: str, own: object) -> Page:
    """A page as `corpus convert` had it, whose gold may be no Markdown at all."""
    try:
        said = msgspec.convert(own, _Converted)
    except msgspec.ValidationError as error:
        raise CorpusError(
            f"{row.file}, line {row.number}: {OWN_FIELD} is not what `boilerbench corpus convert`"
            f" writes ({error}): take the field out, or convert the corpus again."
        ) from error
    return Page(
        id=ident,
        source=html_of(row, "html"),
        gold=said.gold(),
        url=said.url,
        language=said.language,
        type=said.type,
        challenges=said.challenges,
        charset="utf-8",
        set=said.set,
        drafted=said.drafted,
        detected=said.detected,
        split=said.split,
        licence=said.licence,
        ignored=tuple(sorted(said.ignore.items())),
    )


def _foreign_page(row: Row, ident: str) -> Page:
    markdown = given(text_field(row, *GOLDS) or "")
    meta = row.fields.get("meta")
    said: dict[str, Any] = row.fields | (meta if isinstance(meta, dict) else {})
    kind = said.get("layout_type")
    level = said.get("level")
    return Page(
        id=ident,
        source=Stripped(html_of(row, "html"), without_marks),
        gold=Gold(
            text=None if markdown is None else plain_of_markdown(markdown),
            markdown=markdown,
            form="markdown",
        ),
        url=text_field(row, "url") or None,
        language=_word(said.get("language")),
        type=kind if kind in PAGE_TYPES else None,
        challenges=(f"level-{level}",) if isinstance(level, str) and level else (),
        charset="utf-8",
        set=row.file.stem,
    )


def _word(value: object) -> str | None:
    return value.lower() if isinstance(value, str) and value.isascii() and value.isalpha() else None
