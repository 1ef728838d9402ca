"""A gold page written back: the TOML of boilerbench's own format."""

import datetime as dt
from typing import Any

import msgspec
import tomli_w

from boilerbench.corpora.boilerbench import GoldFile


def gold_toml(gold: GoldFile) -> str:
    """The TOML of one gold page: plain fields first, then every optional text and noise segment.

    Fields that say nothing are left out. Texts of several lines are written line by line.
    """
    fields: dict[str, Any] = msgspec.to_builtins(gold, builtin_types=(dt.date,))
    entries = {name: fields.pop(name) for name in ("optional", "noise")}
    parts = [_toml({name: value for name, value in fields.items() if value or name == "text"})]
    for name, tables in entries.items():
        parts += [f"[[{name}]]\n{_toml(table)}" for table in tables]
    return "\n".join(parts)


def _toml(fields: dict[str, Any]) -> str:
    given = {name: value for name, value in fields.items() if value is not None}
    return tomli_w.dumps(given, multiline_strings=True)
