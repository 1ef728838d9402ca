"""Corpora that were fetched: where they lie, and the receipt that each came whole."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.caches import data_folder
from boilerbench.corpora.formats.jsons import decoded_json
from boilerbench.corpora.public import Public
from boilerbench.errors import CorpusError

FILES: Final = "files"
RECEIPT: Final = "receipt.json"
_POINTER = b"version https://git-lfs.github.com/spec/"


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What was fetched, from where and when; `files` has the git id of each file's content.

    `size` is in bytes, `pages` is how many the format's reader found, `fetched` a time in UTC.
    """

    schema: int = 1
    name: str
    repository: str
    source: str
    commit: str
    wanted: tuple[str, ...]
    licence: str
    files: dict[str, str]
    size: int
    pages: int
    fetched: str
    boilerbench: str


def home_of(name: str) -> Path:
    """The folder of a fetched corpus, whether it is there or not."""
    return data_folder() / name


def receipt_of(entry: Public) -> Receipt | None:
    """The receipt of a corpus that lies here as the catalogue has it, else None.

    Raises CorpusError for a receipt that cannot be read.
    """
    file = home_of(entry.name) / RECEIPT
    try:
        found = decoded_json(file.read_bytes(), Receipt)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"{file} is not the receipt of a fetched corpus ({error}): remove {file.parent},"
            f" then `boilerbench corpus fetch {entry.name}`."
        ) from error
    # Another version of boilerbench may have pinned another commit, or other folders of it.
    same = found.commit.startswith(entry.commit) and found.wanted == entry.wanted
    return found if same else None


def paths_of(entry: Public, files: Path) -> tuple[Path, ...]:
    """What the reader of an entry's format is given, in its order, of files laid out somewhere."""
    return tuple(files / below for below in entry.paths.values())


def require_fetched(entry: Public) -> tuple[Path, ...]:
    """The same for a fetched corpus; CorpusError with the command that fetches it."""
    if receipt_of(entry) is None:
        raise CorpusError(
            f"The corpus {entry.name} is not fetched: `boilerbench corpus fetch {entry.name}`"
            f" gets its {entry.pages} pages ({entry.megabytes:g} MB; licence: {entry.licence})."
        )
    return paths_of(entry, home_of(entry.name) / FILES)


def blob_id(content: bytes) -> str:
    """The id that git gives a file of this content."""
    head = b"blob %d\0" % len(content)
    return hashlib.sha1(head + content, usedforsecurity=False).hexdigest()


def changed(files: Path, expected: Mapping[str, str]) -> list[str]:
    """The files below a folder that are missing, too many, or not what their ids say; by name."""
    found = dict(_measured(files))
    return sorted(
        name for name in expected.keys() | found.keys() if found.get(name) != expected.get(name)
    )


def pointers(files: Path, names: Mapping[str, str]) -> list[str]:
    """Those that hold no content but where Git LFS keeps it."""
    found = []
    for name in sorted(names):
        with (files / name).open("rb") as file:
            if file.read(len(_POINTER)) == _POINTER:
                found.append(name)
    return found


def _measured(files: Path) -> Iterator[tuple[str, str]]:
    """Every file with the id of its content; a link has none."""
    for place, folders, names in os.walk(files):
        for name in [*names, *(one for one in folders if Path(place, one).is_symlink())]:
            path = Path(place, name)
            plain = path.is_file() and not path.is_symlink()
            yield (
                path.relative_to(files).as_posix(),
                blob_id(path.read_bytes()) if plain else "no plain file",
            )
