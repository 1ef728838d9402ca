"""A gold file changed where its gold changes: all else in it stays as somebody wrote it."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boilerbench.corpora.boilerbench import GoldFile, gold_of
from boilerbench.corpora.writing import entry_toml, field_toml, says
from boilerbench.errors import CorpusError

_LISTS = ("optional", "noise")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SECTION = re.compile(r"\s*\[")
_HEADER = re.compile(r"\s*\[\[\s*(optional|noise)\s*\]\]")
_MAY_END = re.compile(r"'''|\"\"\"|[\]}]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f]|'''|'$")


@dataclass(slots=True)
class _Source:
    """The pieces of a gold file: its plain fields by name, and the tables of each list."""

    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For each the comments and blank lines before it, and itself: of `[ignore]` all its lines."""
    tables: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rest: str = ""


def rewritten(source: str, before: GoldFile, after: GoldFile) -> str | None:
    """The TOML of `after`, in which all that it shares with `before` is as in the `source` of that.

    Shared are fields of equal value and entries that are the same objects. None where the source
    is written in a way that cannot be changed piece by piece.
    """
    end = "\r\n" if "\r\n" in source else "\n"
    try:
        read = _read(source)
        parts = [*_fields(read, before, after, end), *_tables(read, before, after, end), read.rest]
        written = "".join(parts)
        return written if gold_of(Path("gold"), written.encode()) == after else None
    except (ValueError, CorpusError):
        return None


def _read(source: str) -> _Source:
    found = _Source()
    table: list[str] | None = None
    section: str | None = None
    for name, lead, statement in _statements(source):
        if _HEADER.match(statement):
            table = found.tables[name]
            table.append(lead + statement)
        elif not statement:
            found.rest = lead
        elif table is not None:
            table[-1] += lead + statement
        elif section is not None:
            before, begun = found.fields[section]
            found.fields[section] = before, begun + lead + statement
        else:
            found.fields[name] = lead, statement
            section = name if _SECTION.match(statement) else None
    return found


def _statements(source: str) -> Iterator[tuple[str, str, str]]:
    """Name, comments and blank lines before it, and text of every header and field, then the rest.

    Raises ValueError for a source that is no gold file.
    """
    lead = statement = ""
    for line in _LINE.findall(source if source.endswith("\n") else f"{source}\n"):
        if not statement and (not line.strip() or line.lstrip().startswith("#")):
            lead += line
        elif not statement and (header := _HEADER.match(line)):
            yield header[1], lead, line
            lead = ""
        else:
            begun = bool(statement)
            statement += line
            name = None if begun and not _MAY_END.search(line) else _name(statement)
            if name is not None:
                yield name, lead, statement
                lead = statement = ""
    if statement:
        raise ValueError("a field without an end")
    yield "", lead, ""


def _name(statement: str) -> str | None:
    """The name of a field that is whole; None for the beginning of one."""
    try:
        (name,) = tomllib.loads(statement.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError:
        return None
    return name


def _fields(read: _Source, before: GoldFile, after: GoldFile, end: str) -> Iterator[str]:
    """The fields that the file has, and new ones behind them, but before a section."""
    sections = {name for name, (_, own) in read.fields.items() if _SECTION.match(own)}
    written = {name: _rewritten(name, read, before, after, end) for name in read.fields}
    yield from (own for name, own in written.items() if name not in sections)
    for name in after.__struct_fields__:
        value = getattr(after, name)
        if name not in {*_LISTS, *read.fields} and value is not None and says(name, value):
            yield _ended(_field(name, value, ""), end)
    yield from (written[name] for name in sections)


def _rewritten(name: str, read: _Source, before: GoldFile, after: GoldFile, end: str) -> str:
    """A field of the file as it was where its value is; without it only what was said of it."""
    lead, statement = read.fields[name]
    value = getattr(after, name)
    if value == getattr(before, name):
        return lead + statement
    if name in _LISTS:
        raise ValueError(f"{name} is written as one field")
    if says(name, value):
        return lead + _ended(_field(name, value, statement), end)
    return "".join(line for line in _LINE.findall(lead) if line.strip())


def _field(name: str, value: Any, statement: str) -> str:
    """A field anew, a text in the quotes that it had."""
    if name == "text" and "'''" in statement and not _UNWRITABLE.search(value):
        return f"text = '''\n{value}'''\n"
    return field_toml(name, value)


def _tables(read: _Source, before: GoldFile, after: GoldFile, end: str) -> Iterator[str]:
    for name in dict.fromkeys([*read.tables, *_LISTS]):
        if name not in read.fields:
            tables = zip(getattr(before, name), read.tables[name], strict=True)
            known = {id(entry): table for entry, table in tables}
            for entry in getattr(after, name):
                yield known.get(id(entry)) or _ended(f"\n{entry_toml(name, entry)}", end)


def _ended(part: str, end: str) -> str:
    """A part with the line ends of its file."""
    return part.replace("\r\n", "\n").replace("\n", end)
