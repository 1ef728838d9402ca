"""What crawls have in common: many files, pages without gold, ids from addresses, odd records."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.sources import named
from boilerbench.digests import short_digest
from boilerbench.errors import CorpusError
from boilerbench.records import Page

_GLOB: Final = re.compile(r"[*?\[]")
_NO_NAME: Final = re.compile(r"[^\w.-]+")
LONGEST_HOST: Final = 40
DIGITS: Final = 10


@dataclass(slots=True)
class Harvest:
    """What was found so far in the files of a crawl."""

    pages: list[Page] = field(default_factory=list)
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)

    def unique(self, ident: str) -> str:
        """The id, or with a number behind it where another page has it already."""
        self.taken[ident] += 1
        while (number := self.taken[ident]) > 1:
            numbered = f"{ident}-{number}"
            if not self.taken[numbered]:
                self.taken[numbered] = 1
                return numbered
            self.taken[ident] += 1
        return ident


def address_id(url: str) -> str:
    """A short id for an address, the same in every crawl: its host, and a digest of all of it."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    name = _NO_NAME.sub("_", host.removeprefix("www."))[:LONGEST_HOST]
    digest = short_digest(url.encode("utf-8", "surrogatepass"))[:DIGITS]
    return f"{name}-{digest}" if name else digest


def files_meant(paths: Sequence[Path], endings: tuple[str, ...]) -> list[Path]:
    """The files of paths, folders and globs, each once; CorpusError where one of them has none."""
    return list(dict.fromkeys(file for path in paths for file in _files(path, endings)))


def _files(path: Path, endings: tuple[str, ...]) -> list[Path]:
    if path.is_file():
        return [named(path.absolute())]
    if path.is_dir():
        found = sorted(_with_endings(path, endings))
    else:
        found = sorted(_matching(path)) if _GLOB.search(str(path)) else []
    if not found:
        what = (
            f"holds no file that ends in {' or '.join(endings)}" if path.is_dir() else "is no file"
        )
        raise CorpusError(f"{path} {what}: give a file, a folder of such files, or a glob of them.")
    return [named(file.absolute()) for file in found]


def _with_endings(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    return (
        file
        for file in folder.rglob("*")
        if file.name.lower().endswith(endings) and file.is_file() and not file.name.startswith(".")
    )


def _matching(glob: Path) -> Iterator[Path]:
    """The files that a path with wildcards stands for."""
    plain = 0
    while plain < len(glob.parts) and not _GLOB.search(glob.parts[plain]):
        plain += 1
    root = Path(*glob.parts[:plain])
    return (file for file in root.glob(str(Path(*glob.parts[plain:]))) if file.is_file())


def crawl_of(
    format_name: str,
    paths: Sequence[Path],
    found: Harvest,
    *,
    expected: str,
    options: Mapping[str, str] | None = None,
) -> Corpus:
    """The corpus of what was found; CorpusError where it has no page, saying what there was."""
    if not found.pages:
        others = Counter(found.passed_over) + Counter(found.left_out.values())
        told = ", ".join(f"{count} {what}" for what, count in sorted(others.items()))
        raise CorpusError(
            f"{', '.join(map(str, paths))} has no page in the format {format_name}"
            f" ({told or 'nothing stands in it'}): expected {expected}."
        )
    where = ",".join(str(named(path.absolute())) for path in paths)
    given = "".join(f"{name}={value}," for name, value in (options or {}).items())
    return Corpus(
        name=_name_of(paths[0]),
        source=f"{format_name}:{given}path={where}" if given else f"{format_name}:{where}",
        pages=tuple(found.pages),
        left_out=found.left_out,
        passed_over=dict(found.passed_over),
        gold_optional=True,
    )


def _name_of(path: Path) -> str:
    """A folder's name, a file's without its endings; of a glob that of the folder it is in."""
    place = path.absolute()
    while _GLOB.search(place.name) and not place.exists():
        place = place.parent
    return place.name.split(".")[0] if place.is_file() else place.resolve().name or "crawl"
