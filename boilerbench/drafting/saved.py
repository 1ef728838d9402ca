"""Saved pages on disk, and what each says of itself: address, language, title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from boilerbench.corpora.facts import facts_of
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError, UsageError

ENDINGS = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One file as a page to be: its id, its bytes, and what could be read from it."""

    id: str
    content: bytes
    url: str | None
    language: str | None
    title: str | None


def saved_pages(sources: Sequence[Path]) -> list[SavedPage]:
    """The pages of files and folders (searched through), each id once.

    Raises UsageError for a path that is none, for a page that cannot be read, and where nothing is
    found.
    """
    files = list(dict.fromkeys(file for source in sources for file in _files(source)))
    if not files:
        given = ", ".join(map(str, sources))
        raise UsageError(f"{given} holds no page: a saved page ends in {', '.join(ENDINGS)}.")
    taken: set[str] = set()
    return [_read(file, taken) for file in files]


def _files(source: Path) -> Iterator[Path]:
    if source.is_dir():
        found = (file for file in source.rglob("*") if file.name.lower().endswith(ENDINGS))
        yield from sorted(file for file in found if not file.is_dir())
    elif source.is_file() or source.is_symlink():
        yield source
    else:
        raise UsageError(f"There is no file or folder {source}: give saved pages to --from.")


def _read(file: Path, taken: set[str]) -> SavedPage:
    if file.is_symlink() and not file.exists():
        raise UsageError(
            f"{file} is a link to {file.readlink()}, and there is no file: mend or remove the link."
        )
    try:
        content = HtmlFile(named(file)).read()
    except CorpusError as error:
        raise UsageError(
            f"{str(error).partition(': ')[0]}: save that page again, or take it out of --from."
        ) from error
    return SavedPage(_id(file, taken), content, **facts_of(content))


def _id(file: Path, taken: set[str]) -> str:
    """The file's name without its ending, in letters that every file system takes."""
    stem = re.sub(r"\.(x?html?)(\.gz)?$", "", file.name, flags=re.IGNORECASE)
    plain = re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "page"
    ident, number = plain, 2
    while ident in taken:
        ident, number = f"{plain}-{number}", number + 1
    taken.add(ident)
    return ident
