"""What a corpus is called: a shipped set, a fetched one, a path, or FORMAT:PATH with options."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from boilerbench.corpora.fetched import require_fetched
from boilerbench.corpora.formats import FORMATS, Format
from boilerbench.corpora.public import PUBLIC
from boilerbench.errors import CorpusError, UsageError
from boilerbench.shipped import shipped
from boilerbench.spelling import suggestion

SHIPPED: Final = "shipped"
"""The name for all shipped sets at once."""

OWN: Final = "boilerbench"


@dataclass(frozen=True, slots=True)
class Located:
    """A corpus as it was asked for: its format, its folders, its options.

    Of one that has a name `shipped` is the name if it ships, `fetched` if it is public.
    """

    format: str
    paths: tuple[Path, ...]
    options: Mapping[str, str]
    named: bool = False
    """Whether the format was said, not found out."""
    shipped: str | None = None
    fetched: str | None = None


def shipped_sets() -> tuple[str, ...]:
    """The names of the gold sets that come with boilerbench."""
    return tuple(sorted({file.parent.name for file in shipped("corpus").glob("*/*.toml")}))


def located(text: str) -> Located:
    """Where a corpus lies; CorpusError for a name that is none and a folder that is not there.

    UsageError for options that make no sense.

    `FORMAT:PATH`, or `FORMAT:option=value,…,path=PATH` where the format has options; a path is the
    last of them or followed by another option, and may hold commas.
    """
    if "/" not in text and text in (SHIPPED, *shipped_sets()):
        folder = shipped("corpus") if text == SHIPPED else shipped("corpus") / text
        return Located(OWN, (folder,), {}, shipped=text)
    name, colon, rest = text.partition(":")
    if colon and name in FORMATS:
        return _in_format(name, rest)
    if colon and "/" not in name and not Path(text).exists():
        raise CorpusError(
            f"There is no corpus format {name!r}{suggestion(name, FORMATS)}"
            f" The formats are {_listed(FORMATS)}."
        )
    if not _path(text).exists() and set(text) & set("*?["):
        many = " or ".join(f"{one}:{text}" for one, known in FORMATS.items() if known.many)
        raise CorpusError(f"A glob needs its format before it: {many}.")
    if "/" not in text and text and not _path(text).exists():
        return _public(text)
    path = _existing(text, files=True)
    return Located(_detected(path), (path,), {})


def _public(name: str) -> Located:
    """A corpus of the catalogue by its name; CorpusError where it is none or is not fetched."""
    if name not in PUBLIC:
        raise CorpusError(_no_such_name(name))
    entry = PUBLIC[name]
    return Located(entry.format, require_fetched(entry), entry.options, fetched=name)


def _in_format(name: str, rest: str) -> Located:
    known = FORMATS[name]
    given = _items(rest, (*known.options, *known.paths))
    if given is None:
        given = {known.paths[0]: rest}
    missing = [path for path in known.paths if path not in given]
    if missing:
        spelled = ",".join(f"{path}=DIR" for path in known.paths)
        raise UsageError(f"{name}:{rest} names no {missing[0]}: write {name}:{spelled}.")
    options = {option: given[option] for option in known.options if option in given}
    _check(name, known, options)
    paths = tuple(one for path in known.paths for one in _paths(known, given[path]))
    return Located(name, paths, options, named=True)


def _paths(known: Format, text: str) -> tuple[Path, ...]:
    """The path, or each of those between commas where a format takes many; these may be globs."""
    if not known.many:
        return (_existing(text, files=known.takes_files),)
    whole = _path(text)
    return (whole,) if whole.exists() else tuple(map(_path, text.split(",")))


def _items(rest: str, names: tuple[str, ...]) -> dict[str, str] | None:
    """`a=b,path=c` by name; None where the text does not begin with one of the names."""
    one = "|".join(map(re.escape, names))
    if not re.match(rf"(?:{one})=", rest):
        return None
    given: dict[str, str] = {}
    for item in re.split(rf",(?=(?:{one})=)", rest):
        name, _, value = item.partition("=")
        if name in given:
            raise UsageError(f"{name}= is given twice in {rest!r}: give it once.")
        given[name] = value
    return given


def _check(name: str, known: Format, options: Mapping[str, str]) -> None:
    for option, value in options.items():
        values = known.options[option]
        if values and value not in values:
            raise UsageError(
                f"{name}: {option} is {' or '.join(values)}, not {value!r}"
                f"{suggestion(value, values)}"
            )


def _detected(path: Path) -> str:
    found = [name for name, one in FORMATS.items() if _fits(one, path)]
    if len(found) == 1:
        return found[0]
    what = f"fits {_listed(found)}" if found else "is laid out like none of the corpus formats"
    some = [name for name, one in FORMATS.items() if path.is_dir() or one.takes_files]
    without = (
        f"Pages without gold are folder:{path}."
        if path.is_dir()
        else f"JSON lines without a field `html` are jsonl:html=NAME,path={path}."
    )
    raise CorpusError(
        f"{path} {what}; say which it is: FORMAT:{path} with one of {_listed(some)}. {without}"
    )


def _fits(one: Format, path: Path) -> bool:
    return (path.is_dir() or one.takes_files) and one.detects(path)


def _existing(text: str, *, files: bool) -> Path:
    path = _path(text)
    if path.is_dir() or (files and path.is_file()):
        return path
    if path.exists():
        raise CorpusError(f"{path} is no folder: give the folder that holds the corpus.")
    raise CorpusError(f"There is no folder {path}: give the folder that holds the corpus.")


def _path(text: str) -> Path:
    if not text:
        raise UsageError("The path of the corpus is empty: write `.` for the current folder.")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        user = text.partition("/")[0]
        raise CorpusError(f"There is no user {user} here: write the path out.") from error


def _no_such_name(name: str) -> str:
    names = [SHIPPED, *shipped_sets(), *PUBLIC]
    return (
        f"There is no corpus {name!r}{suggestion(name, names)} "
        f"{_listed(shipped_sets())} ships (`shipped` is all that does); `boilerbench corpus fetch`"
        " lists the public ones; anything else is a path or FORMAT:PATH."
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
