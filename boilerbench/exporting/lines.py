"""Rows as JSON lines and as CSV that is read back as it was."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import msgspec

from boilerbench.exporting.columns import Column
from boilerbench.exporting.rows import Row, Value


def write_jsonl(rows: Iterable[Row], columns: Sequence[Column], out: BinaryIO) -> None:
    """An object a line, with every column in it; null where nothing is known, never nan."""
    names = [column.name for column in columns]
    out.writelines(msgspec.json.encode(dict(zip(names, row, strict=True))) + b"\n" for row in rows)


def write_csv(rows: Iterable[Row], columns: Sequence[Column], out: BinaryIO) -> None:
    """A header and a line for each row, by RFC 4180 with line feeds.

    All text is in quotes, so that an empty text (`""`) is not taken for a null, which is nothing
    between two commas.
    """
    out.write(_line([column.name for column in columns]))
    out.writelines(_line(row) for row in rows)


def _line(row: Sequence[Value]) -> bytes:
    return (",".join(map(_cell, row)) + "\n").encode()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case dt.datetime():
            return f'"{moment(value)}"'
    return '"' + value.replace('"', '""') + '"'


def moment(value: dt.datetime) -> str:
    """A moment as JSON has it: `2026-11-30T21:33:52Z`."""
    return str(msgspec.to_builtins(value))
