"""A corpus written again: as our own format, or as JSON lines like WebMainBench's."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.corpora.boilerbench import GoldFile
from boilerbench.corpora.checks import faults
from boilerbench.corpora.corpus import Corpus, has_gold
from boilerbench.corpora.formats.webmainbench import OWN_FIELD
from boilerbench.corpora.writing import gold_toml
from boilerbench.decoding import decode
from boilerbench.errors import CorpusError, UsageError
from boilerbench.records import Page

LONGEST_NAME: Final = 200
"""Bytes of an id that become a file's name; file systems take 255, with ending and number."""

_UNSAFE = re.compile(r"[^\w.+()~ -]+")


def as_own(corpus: Corpus, folder: Path) -> int:
    """Write `<set>/<page>.html` and `.toml` into a new folder; how many pages were written.

    A corpus of one set, or of none, has no folders in it. Bytes are those an extractor gets. What
    our format promises and the source breaks (a line of gold that is not on its page) is excused
    page by page, with the source as the reason. Where no page has gold there is no `.toml` but a
    `.url`, as `folder:` reads it; beside pages with gold those without are left out. Raises
    UsageError where the folder is there already, CorpusError where it cannot be written.
    """
    taken: set[str] = set()
    labelled = [page for page in corpus.pages if has_gold(page) or page.drafted]
    pages = labelled or corpus.pages
    several = _has_sets(pages)
    with _built(folder) as place:
        for page in pages:
            stem = _place_of(page, several=several, taken=taken)
            _write(place / f"{stem}.html", page.source.read())
            if labelled:
                _write(place / f"{stem}.toml", gold_toml(_excused(page, corpus.source)).encode())
            elif page.url:
                _write(place / f"{stem}.url", f"{page.url}\n".encode())
    return len(pages)


def _has_sets(pages: Sequence[Page]) -> bool:
    sets = {_set_of(page) for page in pages}
    return len(sets) > 1 or any("/" in page.id for page in pages)


def _set_of(page: Page) -> str:
    """The folder that a page's id names, else its set: not all ids carry that."""
    return page.id.rpartition("/")[0] or page.set or ""


def _place_of(page: Page, *, several: bool, taken: set[str]) -> Path:
    """A page's path without its ending: its set and its name, in letters that files can have.

    No two are one where upper and lower case are not told apart.
    """
    safe = _safe(page.id.rpartition("/")[2], "page")
    parts = [_safe(_set_of(page).replace("/", "-"), "pages")] * several
    place, number = Path(*parts, safe), 2
    while str(place).casefold() in taken:
        place, number = Path(*parts, f"{safe}-{number}"), number + 1
    taken.add(str(place).casefold())
    return place


def _safe(name: str, instead: str) -> str:
    letters = _UNSAFE.sub("-", name).encode()[:LONGEST_NAME].decode(errors="ignore")
    return letters.strip(". ") or instead


def _gold_file(page: Page) -> GoldFile:
    return GoldFile(
        **{name: getattr(page, name) for name in OF_PAGE},
        **{name: getattr(page.gold, name) for name in OF_GOLD},
        ignore=dict(page.ignored),
    )


def _excused(page: Page, source: str) -> GoldFile:
    """What is said of a page, and an excuse for what our format does not let pass."""
    broken = {fault.code for fault in faults(page)}
    reasons = dict.fromkeys(sorted(broken), f"so in {source}")
    return msgspec.structs.replace(_gold_file(page), ignore=reasons | dict(page.ignored))


OF_PAGE: Final = (
    "url", "language", "type", "charset", "challenges", "drafted", "detected", "split", "licence",
)  # fmt: skip  # one line says it
OF_GOLD: Final = (
    "title", "author", "date", "form", "text", "markdown", "contains", "lacks", "optional", "noise",
)  # fmt: skip  # one line says it


def as_json_lines(corpus: Corpus, file: Path) -> int:
    """Write a line for each page into a new file; how many were written.

    `track_id`, `html` (decoded), `groundtruth_content` (Markdown where the gold has it, else its
    text; empty where it is snippets), `url`, `layout_type`, `meta.language`, and the snippets
    `contains` and `lacks`. `boilerbench` holds all that our own format says of a page, and is what
    is read again. Pages are read one at a time. Raises as `as_own`.
    """
    with _built(file) as place, _reporting(place), place.open("wb") as lines:
        for page in corpus.pages:
            lines.write(msgspec.json.encode(_row(page)) + b"\n")
    return len(corpus.pages)


def _row(page: Page) -> dict[str, object]:
    gold = page.gold
    return {
        "track_id": page.id,
        "html": decode(page.source.read(), page.charset).text,
        "groundtruth_content": gold.markdown if gold.markdown is not None else gold.text or "",
        "url": page.url,
        "layout_type": page.type,
        "meta": {"language": page.language},
        "contains": gold.contains,
        "lacks": gold.lacks,
        OWN_FIELD: _own_fields(page),
    }


def _own_fields(page: Page) -> dict[str, object]:
    fields = {**msgspec.to_builtins(_gold_file(page)), "charset": "utf-8", "set": page.set}
    return {name: value for name, value in fields.items() if name == "text" or value}


WRITERS: Final[dict[str, Callable[[Corpus, Path], int]]] = {
    "boilerbench": as_own,
    "webmainbench": as_json_lines,
}
"""What `corpus convert --to` takes."""


@contextmanager
def _built(place: Path) -> Iterator[Path]:
    """A place beside the wanted one, which gets its name when all is written, or is taken away."""
    if place.exists():
        raise UsageError(f"{place} is there already: give a name that is free.")
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    with _reporting(place):
        place.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield beside
        with _reporting(place):
            beside.rename(place)
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            beside.unlink(missing_ok=True)


@contextmanager
def _reporting(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CorpusError(
            f"{place} cannot be written ({error.strerror or error}): choose another place."
        ) from error


def _write(file: Path, content: bytes) -> None:
    with _reporting(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
