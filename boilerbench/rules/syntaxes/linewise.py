"""What EasyList lines and site configs share: a rule a line, and comments that say more of it.

A comment directly above a rule may be `kind: newsletter` or `note: why`; a rule that is off is a
comment itself, `off: RULE`, so that other programs do not carry it out either.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

import msgspec

from boilerbench.records import NOISE_KINDS, NoiseKind
from boilerbench.rules.model import Matcher, Rule, RuleFile, Unapplied
from boilerbench.rules.syntaxes.wellformed import fault


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is no rule, and at which of its characters (from 0) a malformed one shows it."""

    why: str
    at: int | None = None


Read: TypeAlias = Rule | Refusal | None
"""What a line is: a rule, one that is not carried out, or nothing to report."""

_REMARK: Final = re.compile(r"(kind|note|off):(?: (.*)|$)")
BREAK: Final = re.compile(r"\r\n|\n|\r")
"""What ends a line of a text."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is read as a rule, and what the comments above say of it."""

    number: int
    text: str
    on: bool
    kind: NoiseKind
    note: str


def parse_lines(text: str, name: str, sign: str, read: Callable[[str], Read]) -> RuleFile:
    """The rules of a text whose comments begin with `sign`, each line read by `read`."""
    rules: list[Rule] = []
    lines: list[int] = []
    unapplied: list[Unapplied] = []
    for line in _lines(text, sign):
        found = read(line.text)
        if isinstance(found, Rule):
            lines.append(line.number)
            changed = {"kind": line.kind, "note": line.note, "on": line.on}
            rules.append(msgspec.structs.replace(found, **changed))
        elif isinstance(found, Refusal):
            place = "" if found.at is None else f"column {found.at + 1}: "
            malformed = found.at is not None
            why = place + found.why
            unapplied.append(Unapplied(line.number, line.text, why, malformed=malformed))
    return RuleFile(name, tuple(rules), tuple(lines), tuple(unapplied))


def _lines(text: str, sign: str) -> Iterable[_Line]:
    kind, note = "other", ""
    for number, line in enumerate(BREAK.split(text), 1):
        said = line.strip()
        remark = _REMARK.fullmatch(said.removeprefix(sign).strip()) if said[:1] == sign else None
        told = (remark[2] or "").strip() if remark else ""
        if remark and remark[1] == "kind":
            kind = told if told in NOISE_KINDS else kind
            continue
        if remark and remark[1] == "note":
            note = _unquoted(told)
            continue
        yield _Line(number, told if remark else said, not remark, cast("NoiseKind", kind), note)
        kind, note = "other", ""


def _unquoted(note: str) -> str:
    try:
        told = str(json.loads(note)) if note.startswith('"') else note
        told.encode()
    except ValueError:  # no JSON, or half of a surrogate pair
        return note
    return told


def _quoted(note: str) -> str:
    plain = note == note.strip() and note.isprintable() and not note.startswith('"')
    return note if plain else json.dumps(note)


def written(rule: Rule, line: str, sign: str) -> Sequence[str]:
    """The lines of a rule that says `line`, with the comments that go above it."""
    return (
        *([f"{sign} kind: {rule.kind}"] if rule.kind != "other" else []),
        *([f"{sign} note: {_quoted(rule.note)}"] if rule.note else []),
        line if rule.on else f"{sign} off: {line}",
    )


def checked(what: Matcher, starts: int) -> Refusal | None:
    """Why a matcher that begins at this character of its line cannot be used; None if it can."""
    found = fault(what)
    return None if found is None else Refusal(found.why, starts + found.at)
