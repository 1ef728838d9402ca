"""The spec: one string that says which extractor, with which options, at which version.

    [LABEL=]NAME[:item,…][@version]

`docs/specs.md` is the grammar for readers; this room is the grammar itself.
"""

import math
import re
import tomllib
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from boilerbench.errors import SpecError
from boilerbench.pins import SUFFIXES

Value: TypeAlias = str | int | float | bool
"""What an option can be set to."""

Kind: TypeAlias = Literal["name", "path", "call", "exec", "worker", "outputs"]
"""What `name` of a spec is: an adapter's name or path, or one of the schemes."""

VersionKind: TypeAlias = Literal["here", "git", "path", "release"]

ORACLE: Final = "oracle"
"""The name of the one extractor that is no adapter: its output is the gold itself."""

SCALE: Final = (ORACLE, "everything", "nothing")
"""The rows that give every score its scale: the gold itself, all raw HTML, no text."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_SCHEMES: tuple[str, ...] = get_args(Kind)[2:]
_LABEL = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.+-]*)=")
_ENDING = f"(?:{'|'.join(map(re.escape, SUFFIXES.values()))})(?=[:@]|\\Z)"
_FILE = re.compile(f"[^:@]*?{_ENDING}")
_ROOTED_FILE = re.compile(f".*?{_ENDING}", re.DOTALL)
_UP_TO_MARK = re.compile(r"[^:@]*")
_OPTION = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_VARIANT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*")
_WORD = re.compile(r"[\w.+/-]+")
_CALL = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*(\.[^\W\d]\w*)*")
# One character, or one whole quoted string, in which `,` `:` and `@` mean nothing.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPES = {'"': '\\"', "\\": "\\\\"} | {
    chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)
}


@dataclass(frozen=True)
class Spec:
    """Which extractor a row measures, as `parse_spec` read it; `str` of it parses back.

    `name` is the adapter's name or path, or all that follows a scheme. `variants` keep
    their order (a later one wins), options win over variants wherever they stood.
    """

    kind: Kind
    name: str
    label: str | None = None
    variants: tuple[str, ...] = ()
    options: tuple[tuple[str, Value], ...] = ()
    version: str | None = None

    def __str__(self) -> str:
        label = f"{self.label}=" if self.label is not None else ""
        if self.kind in _SCHEMES:
            return f"{label}{self.kind}:{self.name}"
        options = [f"{name}={spell(value)}" for name, value in self.options]
        items = ",".join([*self.variants, *options])
        version = f"@{self.version}" if self.version is not None else ""
        return f"{label}{self.name}{':' if items else ''}{items}{version}"


def parse_spec(text: str) -> Spec:
    """The spec a string spells, or a SpecError that says which part breaks the grammar."""
    label, rest = _split_label(text)
    scheme, colon, verbatim = rest.partition(":")
    if colon and scheme in _SCHEMES:
        return _scheme_spec(text, label, scheme, verbatim)
    kind, target, rest = _split_target(text, rest)
    items, version = _split_version(text, rest)
    variants, options = _read_items(text, items)
    return Spec(kind, target, label, variants, options, version)


def version_kind(version: str) -> VersionKind:
    """Whether a version names this interpreter, a git revision, something on disk or a release."""
    if version == "here":
        return "here"
    if version.startswith("git+"):
        return "git"
    if version.startswith((".", "/", "~")) or version.endswith((".whl", ".tar.gz")):
        return "path"
    return "release"


def _split_label(text: str) -> tuple[str | None, str]:
    if not text:
        raise SpecError("An extractor spec is empty; expected a name such as `trafilatura`.")
    if text.startswith("="):
        raise SpecError(f"{text!r} has an empty label; write LABEL=NAME or just NAME.")
    match = _LABEL.match(text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _scheme_spec(text: str, label: str | None, scheme: str, rest: str) -> Spec:
    kind: Kind = next(kind for kind in get_args(Kind) if kind == scheme)
    if not rest.strip():
        raise SpecError(f"{text!r} names nothing after `{scheme}:`.")
    if kind == "call" and not _CALL.fullmatch(rest):
        raise SpecError(f"{text!r} is no call; expected call:package.module:function.")
    return Spec(kind, rest, label)


def _split_target(text: str, rest: str) -> tuple[Literal["name", "path"], str, str]:
    rooted = rest.startswith((".", "/", "~"))
    match = (_ROOTED_FILE if rooted else _FILE).match(rest)
    if match:
        return "path", match[0], rest[match.end() :]
    target = rest[: _end_of(_UP_TO_MARK, rest)]
    if rooted:
        return "path", target, rest[len(target) :]
    if not NAME.fullmatch(target):
        raise SpecError(
            f"{text!r} names no extractor ({target!r} is neither a name nor a path); "
            "expected [LABEL=]NAME[:item,…][@version], such as `trafilatura:precision`."
        )
    return "name", target, rest[len(target) :]


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _split_version(text: str, rest: str) -> tuple[str | None, str | None]:
    """The items after `:` (None without one) and the version after the first free `@`."""
    items, at, version = rest, False, ""
    for position, mark in _free_marks(text, rest):
        if mark == "@":
            items, at, version = rest[:position], True, rest[position + 1 :]
            break
        if mark == ":" and position:
            raise SpecError(f'{text!r} has a second `:`; a value that holds one is "quoted".')
    if at and not version:
        raise SpecError(f"{text!r} has an empty version; write `@2.0.0`, `@here` or no `@`.")
    if at and ".." in version and version_kind(version) == "release":
        raise SpecError(f"{text!r} names a range of versions; a spec takes one.")
    return (items[1:] if items else None), (version if at else None)


def _free_marks(text: str, rest: str) -> list[tuple[int, str]]:
    """Every `,` `:` `@` of the rest that stands outside quotes, with its position."""
    marks, position = [], 0
    while position < len(rest):
        if rest[position] == '"':
            match = _QUOTED.match(rest, position)
            if not match:
                raise SpecError(f'{text!r} opens a `"` that is never closed.')
            position = match.end()
            continue
        if rest[position] in ",:@":
            marks.append((position, rest[position]))
            if rest[position] == "@":  # all that follows is the version, quotes and all
                break
        position += 1
    return marks


def _read_items(
    text: str, items: str | None
) -> tuple[tuple[str, ...], tuple[tuple[str, Value], ...]]:
    variants: list[str] = []
    options: dict[str, Value] = {}
    for item in _split_items(text, items):
        name, equals, value = item.partition("=")
        if name in variants or name in options:
            raise SpecError(f"{text!r} gives {name!r} twice; keep one of them.")
        if equals and _OPTION.fullmatch(name):
            options[name] = _read_value(text, value)
        elif not equals and _VARIANT.fullmatch(name):
            variants.append(name)
        else:
            raise SpecError(_bad_item(text, item))
    return tuple(variants), tuple(options.items())


def _bad_item(text: str, item: str) -> str:
    if not item:
        return f"{text!r} has an empty item; items follow `:` and are parted by single commas."
    return f"{text!r}: {item!r} is no item; expected a variant or option=value."


def _split_items(text: str, items: str | None) -> list[str]:
    if items is None:
        return []
    commas = [position for position, mark in _free_marks(text, items) if mark == ","]
    starts = [0, *(position + 1 for position in commas)]
    return [items[start:end] for start, end in zip(starts, [*commas, len(items)], strict=True)]


def _read_value(text: str, spelled: str) -> Value:
    if _QUOTED.fullmatch(spelled):
        try:
            return str(tomllib.loads(f"value = {spelled}")["value"])
        except tomllib.TOMLDecodeError as error:
            raise SpecError(f"{text!r}: {spelled} is no TOML string: {error}.") from error
    if not _WORD.fullmatch(spelled):
        raise SpecError(f'{text!r}: the value {spelled!r} must be "quoted".')
    value = _read_word(spelled)
    if isinstance(value, float) and not math.isfinite(value):
        raise SpecError(f'{text!r}: {value} is no value; write "{spelled}" for the word.')
    return value


def _read_word(word: str) -> Value:
    """A bare word: a number or truth value where TOML reads one, else the word itself."""
    try:
        value = tomllib.loads(f"value = {word}")["value"]
    except ValueError:
        return word
    return value if isinstance(value, bool | int | float) else word


def spell(value: Value) -> str:
    """A value as a spec has it: `true`, `3`, `German`, or quoted where a bare word will not do."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return repr(value)
    if _WORD.fullmatch(value) and _read_word(value) is value:
        return value
    return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'
