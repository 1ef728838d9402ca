"""The metadata block of an adapter file (PEP 723, or its like in JavaScript), read not run."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from boilerbench.errors import AdapterError
from boilerbench.pins import Runtime, canonical, name_of, read_pin
from boilerbench.specs import Value

COMMENTS: Final[dict[Runtime, str]] = {"python": "#", "node": "//"}
"""What begins a line of the block."""

Kind: TypeAlias = Literal["extractor", "converter"]
"""Whether an adapter claims to find the main content, or turns whole pages into text."""

# PEP 723's own expression, for the one type of block it defines, which may be empty here; # is
# any runtime's comment.
_BLOCK = r"(?m)^# /// script$\s(?P<content>(^#(| .*)$\s)*)^# ///$"
_OPENING = r"(?m)^# /// script$"
# What is meant as an opening, of any runtime: unless it is one, the pins would be ignored.
_MEANT = r"(?m)^[^\S\n]*(?:#|//)[^\S\n]*///[^\S\n]*script[^\S\n]*$"
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]*)`(?: - at `\$\.(?P<table>[^`]*)`)?")
_NAME = re.compile(r"[A-Za-z][\w-]*")


class Companions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What the versions that match `versions` need beside the package, and what they run on."""

    versions: str
    dependencies: tuple[str, ...]
    requires_python: str | None = None
    requires_node: str | None = None

    @property
    def requires(self) -> str | None:
        """The versions of Python or Node that they run on."""
        return self.requires_python or self.requires_node


class Boilerbench(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [tool.boilerbench]: `docs/extractors.md` explains every key."""

    title: str | None = None
    package: str | None = None
    homepage: str | None = None
    licence: str | None = None
    kind: Kind = "extractor"
    input: Literal["text", "bytes"] = "text"
    default: bool = False
    memory_mb: Annotated[int, msgspec.Meta(gt=0, le=1 << 20)] | None = None
    variants: dict[str, dict[str, Value]] = {}
    inputs: dict[str, Literal["text", "bytes"]] = {}
    requirements: tuple[Companions, ...] = ()


class Uv(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [tool.uv]: of all that uv knows, the one key an environment is built by."""

    exclude_newer: Annotated[dt.datetime, msgspec.Meta(tz=True)] | None = None


class Npm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [tool.npm]: the one key an environment is built by."""

    before: Annotated[dt.datetime, msgspec.Meta(tz=True)] | None = None


class Tools(msgspec.Struct, frozen=True):
    """The [tool.*] tables that are ours to read; others belong to other tools."""

    uv: Uv = Uv()
    npm: Npm = Npm()
    boilerbench: Boilerbench = Boilerbench()


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A whole metadata block."""

    dependencies: tuple[str, ...] = ()
    requires_python: str | None = None
    requires_node: str | None = None
    tool: Tools = Tools()

    @property
    def requires(self) -> str | None:
        """The versions of Python or Node that it runs on."""
        return self.requires_python or self.requires_node


def read_block(source: str, where: str, runtime: Runtime = "python") -> Block | None:
    """The block of an adapter's source, or None without one; `where` names the file in errors.

    Raises AdapterError, with the line where it is known, for a block that is misspelt, left open
    or given twice, is no TOML, or holds unknown keys, wrong types or unreadable requirements.
    """
    if (found := _find(source, where, COMMENTS[runtime])) is None:
        return None
    content, opened = found
    block = _convert(_parse(content, where, opened), content, where, opened)
    _check_requirements(block, runtime, content, where, opened)
    _check_runtime(block, runtime, content, where, opened)
    _check_package(block, runtime, content, where, opened)
    return block


def line_of_variant(source: str, where: str, runtime: Runtime, variant: str) -> int:
    """The line of a variant in the block of a source that `read_block` takes.

    Of the table of variants where it is written in another way, or 1 without a block.
    """
    content, opened = _find(source, where, COMMENTS[runtime]) or ("", 1)
    return _place(content, opened, "variants", variant)


def has_block(content: bytes) -> bool:
    """Whether a file's bytes open a metadata block, of any runtime and however broken."""
    lines = content.decode("utf-8-sig", "replace").replace("\r", "\n")
    return re.search(_MEANT, lines) is not None


def _find(source: str, where: str, mark: str) -> tuple[str, int] | None:
    """The TOML of the block, and the line that opens it."""
    opened = _openings(source, where, mark)
    found = re.search(_BLOCK.replace("#", mark), source)
    if found is None:
        if opened:
            raise AdapterError(
                f"{where}:{opened[0]}: the metadata block is never closed; "
                f"every line starts with `{mark} ` and the last one is `{mark} ///`."
            )
        return None
    lines = found["content"].splitlines(keepends=True)
    return "".join(line.removeprefix(mark).removeprefix(" ") for line in lines), opened[0]


def _openings(source: str, where: str, mark: str) -> list[int]:
    """The line that opens the block, if one does."""
    lines = [_line_of(source, match.start()) for match in re.finditer(_MEANT, source)]
    exact = [
        _line_of(source, match.start())
        for match in re.finditer(_OPENING.replace("#", mark), source)
    ]
    if amiss := sorted(set(lines) - set(exact)):
        raise AdapterError(
            f"{where}:{amiss[0]}: the line that opens the metadata block is exactly "
            f"`{mark} /// script`, with no other blanks in it, before it or after it."
        )
    if len(exact) > 1:
        raise AdapterError(f"{where}:{exact[1]}: a second `{mark} /// script` block; keep one.")
    return exact


def _line_of(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


def _parse(content: str, where: str, opened: int) -> dict[str, Any]:
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        # Without a place it is at the end: something was left open.
        line = opened + (int(place[1]) if place else content.count("\n"))
        message = _TOML_PLACE.sub("", str(error)).strip()
        raise AdapterError(f"{where}:{line}: the metadata block is no TOML: {message}.") from error


def _convert(table: dict[str, Any], content: str, where: str, opened: int) -> Block:
    try:
        return msgspec.convert(table, Block)
    except msgspec.ValidationError as error:
        key, message = _explain(str(error))
        raise AdapterError(f"{where}:{_place(content, opened, key)}: {message}.") from error


def _explain(message: str) -> tuple[str, str]:
    """The key at fault and a sentence, from msgspec's "… - at `$.tool.uv`"."""
    if match := _UNKNOWN.search(message):
        table = f" in [{match['table']}]" if match["table"] else ""
        return match["key"], f"unknown key {match['key']!r}{table}; docs/extractors.md lists them"
    what, _, path = message.partition(" - at `$.")
    key = path.rstrip("`")
    return _NAME.findall(key)[-1], f"{key}: {what[0].lower()}{what[1:].replace('`', '')}"


def _place(content: str, opened: int, *keys: str) -> int:
    """The line of the first entry or table of that name, looked for below those before it.

    Where a name is not found it is the line of the one before, or of the block.
    """
    position = -1
    for key in keys:
        pattern = re.compile(rf"(?m)^[\[\w.]*\b{re.escape(key)}(?![\w-])")
        if not (match := pattern.search(content, max(position, 0))):
            break
        position = match.start()
    return opened + (_line_of(content, position) if position >= 0 else 0)


def _check_requirements(
    block: Block, runtime: Runtime, content: str, where: str, opened: int
) -> None:
    companions = block.tool.boilerbench.requirements
    stated = [block.requires, *(one.requires for one in companions)]
    ranges = [text for text in stated if text is not None] + [it.versions for it in companions]
    lines = [*block.dependencies, *(line for entry in companions for line in entry.dependencies)]
    checks: list[tuple[Callable[[str], object], str]]
    reads_pin = partial(read_pin, runtime=runtime)
    checks = [*((SpecifierSet, text) for text in ranges), *((reads_pin, text) for text in lines)]
    for reads, text in checks:
        try:
            reads(text)
        except (InvalidSpecifier, ValueError) as error:
            line = opened + _line_of(content, max(content.find(text), 0))
            sentence = str(error).splitlines()[0].rstrip(".")
            raise AdapterError(f"{where}:{line}: {text!r}: {sentence}.") from error


# What belongs to the other runtime would be ignored in silence.
_FOREIGN: Final[dict[Runtime, tuple[str, str]]] = {
    "python": (r"requires-node\b", r"\[?tool\.npm\b"),
    "node": (r"requires-python\b", r"\[?tool\.uv\b"),
}


def _check_runtime(block: Block, runtime: Runtime, content: str, where: str, opened: int) -> None:
    tools, companions = block.tool, block.tool.boilerbench.requirements
    nodes = [block.requires_node, tools.npm.before, *(one.requires_node for one in companions)]
    pythons = [block.requires_python, tools.uv.exclude_newer]
    pythons += [one.requires_python for one in companions]
    if not any(nodes if runtime == "python" else pythons):
        return
    found = re.search("|".join(rf"(?m:^{one})" for one in _FOREIGN[runtime]), content)
    line = opened + (_line_of(content, found.start()) if found else 0)
    own = {"python": "requires-python and [tool.uv]", "node": "requires-node and [tool.npm]"}
    raise AdapterError(f"{where}:{line}: this file is for {runtime}; it takes {own[runtime]}.")


def _check_package(block: Block, runtime: Runtime, content: str, where: str, opened: int) -> None:
    stated = block.tool.boilerbench.package
    names = [name_of(line, runtime) for line in block.dependencies]
    if stated is not None and canonical(stated, runtime) not in names:
        raise AdapterError(
            f"{where}:{_place(content, opened, 'package')}: package {stated!r} is not among the "
            "dependencies; it names the dependency that @version replaces."
        )
