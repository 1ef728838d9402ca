"""Rules by what a user calls them: a file, a folder, or those that ship for a kind of noise."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from boilerbench.errors import RuleError
from boilerbench.rules.applying import run_rules
from boilerbench.rules.model import RuleFile, RunRules
from boilerbench.rules.syntaxes import SYNTAXES, read_rules
from boilerbench.spelling import suggestion

STARTER: Final = Path(__file__).parent / "starter"
"""The folder of the rule files that ship, one for each noise kind that has one."""

SCHEME: Final = "starter:"


def starters() -> tuple[str, ...]:
    """The noise kinds that rule files ship for."""
    return tuple(sorted(file.stem for file in STARTER.glob("*.toml")))


def rules_named(name: str) -> RuleFile:
    """The rules of a file or folder, `SYNTAX:PATH`, `starter:KIND` or `starter:all`; RuleError."""
    if not name.startswith(SCHEME):
        syntax, colon, path = name.partition(":")
        if colon and syntax in SYNTAXES:
            return read_rules(Path(path), syntax)
        return read_rules(Path(name))
    kind = name.removeprefix(SCHEME)
    if kind == "all":
        return _as(name, [_shipped(one) for one in starters()])
    if kind not in starters():
        raise RuleError(
            f"No rules ship for {kind!r}: expected starter: and all, {', '.join(starters())}"
            f"{suggestion(kind, starters())}"
        )
    return _shipped(kind)


def _shipped(kind: str) -> RuleFile:
    """The rules of one kind that ship, which stand where their name says on every machine."""
    return replace(read_rules(STARTER / f"{kind}.toml"), name=f"{SCHEME}{kind}")


def rules_together(names: Sequence[str]) -> RuleFile:
    """The rules of several names, one after the other; RuleError."""
    files = [rules_named(name) for name in names]
    return files[0] if len(files) == 1 else _as(" + ".join(names), files)


def rules_for_run(names: Sequence[str]) -> RunRules | None:
    """What a run under these rules records; None without names. Raises RuleError."""
    if not names:
        return None
    found = rules_together(names)
    return run_rules(" + ".join(Path(name).name for name in names), found.rules)


def _as(name: str, files: Sequence[RuleFile]) -> RuleFile:
    """Several files as one, which knows of each rule where it stands."""
    return RuleFile(
        name=name,
        rules=tuple(chain.from_iterable(file.rules for file in files)),
        lines=tuple(chain.from_iterable(file.lines for file in files)),
        unapplied=tuple(chain.from_iterable(file.unapplied for file in files)),
        tests=tuple(chain.from_iterable(file.tests for file in files)),
        files=tuple(
            chain.from_iterable(file.files or (file.name,) * len(file.rules) for file in files)
        ),
    )
