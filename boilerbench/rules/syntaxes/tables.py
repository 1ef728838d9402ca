"""On which lines of a TOML text its tables and keys stand, which tomllib does not tell."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_PIECE: Final = re.compile(
    r'''"""(?:\\.|(?!""").)*"{3,5}|\'\'\'(?:(?!\'\'\').)*'{3,5}'''
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[\[{]|[\]}]|\n|[^"'\#\[\]{}\n]+""",
    re.DOTALL,
)
_KEY: Final = re.compile(r"""[ \t]*(?:(\[\[?)[ \t]*)?("(?:\\.|[^"\\\n])*"|'[^'\n]*'|[\w-]+)""")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the line of its header (from 1), and of each of its keys."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """The tables of a text: what stands above all headers, and each `[[name]]` in order."""

    top: Table
    named: dict[str, list[Table]]


def places(text: str) -> Places:
    """Where a text that tomllib has read has its tables; of inline tables nothing is known."""
    found = Places(Table(1), {})
    table = found.top
    for line, statement in _statements(text):
        key = _KEY.match(statement)
        if key is None:
            continue
        name = _plain(key[2])
        if key[1] == "[[":
            table = Table(line)
            found.named.setdefault(name, []).append(table)
            found.top.keys.setdefault(name, line)
        elif key[1] is None:
            table.keys.setdefault(name, line)
        elif name not in found.named:
            found.top.keys.setdefault(name, line)
            table = Table(line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The line on which each header or key begins, and its text; strings may go over lines."""
    line, depth, said, began = 1, 0, "", 1
    for piece in _PIECE.finditer(text.replace("\r\n", "\n")):
        depth += (piece[0] in "[{") - (piece[0] in "]}")
        if piece[0] == "\n" and not depth:
            yield began, said
            said, began = "", line + 1
        else:
            said += piece[0]
        line += piece[0].count("\n")
    yield began, said


def _plain(key: str) -> str:
    if key[0] not in "\"'":
        return key
    (name,) = tomllib.loads(f"{key} = 0")
    return name
