"""A gold page written back: the TOML of boilerbench's own format."""

import datetime as dt
from typing import Any

import msgspec
import tomli_w

from boilerbench.corpora.boilerbench import GoldFile
from boilerbench.records import Noise, OptionalText


def gold_toml(gold: GoldFile) -> str:
    """The TOML of one gold page: plain fields first, then every optional text and noise segment.

    Fields that say nothing are left out. Texts of several lines are written line by line.
    """
    fields: dict[str, Any] = _builtins(gold)
    del fields["optional"], fields["noise"]
    parts = [_toml({name: value for name, value in fields.items() if says(name, value)})]
    for name in ("optional", "noise"):
        parts += [entry_toml(name, entry) for entry in getattr(gold, name)]
    return "\n".join(parts)


def field_toml(name: str, value: Any) -> str:
    """The TOML of one plain field."""
    return _toml({name: _builtins(value)})


def entry_toml(name: str, entry: OptionalText | Noise) -> str:
    """The TOML of one entry of the list of this name."""
    return f"[[{name}]]\n{_toml(_builtins(entry))}"


def _builtins(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=(dt.date,))


def says(name: str, value: object) -> bool:
    """Whether a field says more than its absence: empty text does, an empty list does not."""
    return name == "text" or (bool(value) and (name, value) != ("form", "text"))


def _toml(fields: dict[str, Any]) -> str:
    given = {name: value for name, value in fields.items() if value is not None}
    return "".join(_statement(name, value) for name, value in given.items())


def _statement(name: str, value: Any) -> str:
    """One field; a table stays on its line, for what follows one below a header belongs to it."""
    if isinstance(value, dict):
        entries = (tomli_w.dumps({key: one}).strip() for key, one in value.items())
        return f"{name} = {{ {', '.join(entries)} }}\n"
    return tomli_w.dumps({name: value}, multiline_strings=True)
