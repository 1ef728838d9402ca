"""The metadata block of an adapter file (PEP 723), read without running the file."""

import datetime as dt
import re
import tomllib
from typing import Annotated, Any, Literal

import msgspec
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from boilerbench.errors import AdapterError
from boilerbench.specs import Value

# PEP 723's own expression, for the one type of block it defines.
_BLOCK = re.compile(r"(?m)^# /// script$\s(?P<content>(^#(| .*)$\s)+)^# ///$")
_OPENING = re.compile(r"(?m)^# /// script$")
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]*)`(?: - at `\$\.(?P<table>[^`]*)`)?")
_NAME = re.compile(r"[A-Za-z][\w-]*")


class Companions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What the versions that match `versions` need beside the package itself, and their Python."""

    versions: str
    dependencies: tuple[str, ...]
    requires_python: str | None = None


class Boilerbench(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [tool.boilerbench]: `docs/extractors.md` explains every key."""

    title: str | None = None
    package: str | None = None
    homepage: str | None = None
    licence: str | None = None
    input: Literal["text", "bytes"] = "text"
    default: bool = False
    memory_mb: Annotated[int, msgspec.Meta(gt=0, le=1 << 20)] | None = None
    variants: dict[str, dict[str, Value]] = {}
    requirements: tuple[Companions, ...] = ()


class Uv(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [tool.uv]: of all that uv knows, the one key an environment is built by."""

    exclude_newer: Annotated[dt.datetime, msgspec.Meta(tz=True)] | None = None


class Tools(msgspec.Struct, frozen=True):
    """The [tool.*] tables that are ours to read; others belong to other tools."""

    uv: Uv = Uv()
    boilerbench: Boilerbench = Boilerbench()


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A whole metadata block."""

    dependencies: tuple[str, ...] = ()
    requires_python: str | None = None
    tool: Tools = Tools()


def read_block(source: str, where: str) -> Block | None:
    """The block of an adapter's source, or None without one; `where` names the file in errors.

    Raises AdapterError, with the line where it is known, for a block that is left open or
    given twice, is no TOML, or holds unknown keys, wrong types or unreadable requirements.
    """
    found = list(_BLOCK.finditer(source))
    opened = [_line_of(source, match.start()) for match in _OPENING.finditer(source)]
    if len(opened) > 1:
        raise AdapterError(f"{where}:{opened[1]}: a second `# /// script` block; keep one.")
    if not found:
        if opened:
            raise AdapterError(
                f"{where}:{opened[0]}: the metadata block is never closed; "
                "every line starts with `# ` and the last one is `# ///`."
            )
        return None
    content = "".join(
        line[2:] if line.startswith("# ") else line[1:]
        for line in found[0]["content"].splitlines(keepends=True)
    )
    block = _convert(_parse(content, where, opened[0]), content, where, opened[0])
    _check_requirements(block, content, where, opened[0])
    return block


def _line_of(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


def _parse(content: str, where: str, opened: int) -> dict[str, Any]:
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = opened + int(place[1]) if place else opened
        message = _TOML_PLACE.sub("", str(error)).strip()
        raise AdapterError(f"{where}:{line}: the metadata block is no TOML: {message}.") from error


def _convert(table: dict[str, Any], content: str, where: str, opened: int) -> Block:
    try:
        return msgspec.convert(table, Block)
    except msgspec.ValidationError as error:
        key, message = _explain(str(error))
        raise AdapterError(f"{where}:{_place(content, key, opened)}: {message}.") from error


def _explain(message: str) -> tuple[str, str]:
    """The key at fault and a sentence, from msgspec's "… - at `$.tool.uv`"."""
    if match := _UNKNOWN.search(message):
        table = f" in [{match['table']}]" if match["table"] else ""
        return match["key"], f"unknown key {match['key']!r}{table}; docs/extractors.md lists them"
    what, _, path = message.partition(" - at `$.")
    key = path.rstrip("`")
    return _NAME.findall(key)[-1], f"{key}: {what[0].lower()}{what[1:].replace('`', '')}"


def _place(content: str, key: str, opened: int) -> int:
    """The line of the first entry or table of that name, or of the block where none is found."""
    match = re.search(rf"(?m)^[\[\w.]*\b{re.escape(key)}\b", content)
    return opened + _line_of(content, match.start()) if match else opened


def _check_requirements(block: Block, content: str, where: str, opened: int) -> None:
    companions = block.tool.boilerbench.requirements
    pythons = [block.requires_python, *(entry.requires_python for entry in companions)]
    ranges = [text for text in pythons if text is not None] + [it.versions for it in companions]
    lines = [*block.dependencies, *(line for entry in companions for line in entry.dependencies)]
    checks = [*((SpecifierSet, text) for text in ranges), *((Requirement, text) for text in lines)]
    for reads, text in checks:
        try:
            reads(text)
        except (InvalidSpecifier, InvalidRequirement) as error:
            line = opened + _line_of(content, max(content.find(text), 0))
            sentence = str(error).splitlines()[0].rstrip(".")
            raise AdapterError(f"{where}:{line}: {text!r}: {sentence}.") from error
