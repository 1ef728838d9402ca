"""Gold corpora: from a name, a path or FORMAT:PATH to pages."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from boilerbench.corpora import aeb, boilerbench, wcxb
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import CorpusError
from boilerbench.shipped import shipped
from boilerbench.spelling import suggestion

SHIPPED: Final = "shipped"
"""The name for all shipped sets at once."""


class Format(Protocol):
    """A module that reads corpora laid out in one way."""

    def detects(self, path: Path) -> bool:
        """Whether the folder is laid out so."""

    def read(self, path: Path) -> Corpus:
        """The corpus in that folder; CorpusError where it breaks the format."""


FORMATS: Final[dict[str, Format]] = {"aeb": aeb, "boilerbench": boilerbench, "wcxb": wcxb}


def shipped_sets() -> tuple[str, ...]:
    """The names of the gold sets that come with boilerbench."""
    return tuple(sorted({file.parent.name for file in shipped("corpus").glob("*/*.toml")}))


def open_corpus(source: str | Path = "news") -> Corpus:
    """The corpus of that name, at that path, or FORMAT:PATH, its gold checked against its pages.

    Raises CorpusError where there is none, or for the first page whose gold cannot be true.
    """
    layout, folder, name = _located(str(source))
    corpus = layout.read(folder)
    return corpus if name is None else replace(corpus, name=name, source=name, synthetic=True)


def open_unchecked(source: str | Path) -> Corpus:
    """The same corpus for `corpus check`: its fields are checked, its gold not yet."""
    layout, folder, name = _located(str(source))
    read = boilerbench.read_unchecked if layout is boilerbench else layout.read
    corpus = read(folder)
    return corpus if name is None else replace(corpus, name=name, source=name, synthetic=True)


def _located(text: str) -> tuple[Format, Path, str | None]:
    """The format and folder of a corpus, and its name if it ships."""
    if "/" not in text and text in (SHIPPED, *shipped_sets()):
        folder = shipped("corpus") if text == SHIPPED else shipped("corpus") / text
        return boilerbench, folder, text
    name, colon, path = text.partition(":")
    if colon and name in FORMATS:
        return FORMATS[name], _folder(path), None
    if colon and "/" not in name and not Path(text).exists():
        raise CorpusError(
            f"There is no corpus format {name!r}; the formats are {_listed(FORMATS)}."
        )
    if "/" not in text and not Path(text).expanduser().exists():
        raise CorpusError(_no_such_name(text))
    folder = _folder(text)
    return _detected(folder), folder, None


def _detected(path: Path) -> Format:
    found = [name for name, layout in FORMATS.items() if layout.detects(path)]
    if len(found) == 1:
        return FORMATS[found[0]]
    what = f"fits {_listed(found)}" if found else "is laid out like none of the corpus formats"
    raise CorpusError(
        f"{path} {what}; say which it is: --corpus FORMAT:{path} with one of {_listed(FORMATS)}."
    )


def _folder(path: str) -> Path:
    folder = Path(path).expanduser()
    if not folder.is_dir():
        raise CorpusError(f"There is no folder {folder}: give the folder that holds the corpus.")
    return folder


def _no_such_name(name: str) -> str:
    names = [SHIPPED, *shipped_sets()]
    return (
        f"There is no corpus {name!r}{suggestion(name, names)} "
        f"{_listed(shipped_sets())} ships (`shipped` is all that does); "
        "anything else is a path or FORMAT:PATH."
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
