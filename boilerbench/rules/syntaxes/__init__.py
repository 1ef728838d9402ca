"""The files that cleaning rules stand in: ours, EasyList, site configs; and the table of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from boilerbench.errors import RuleError, UsageError
from boilerbench.rules.model import RuleFile, Unapplied
from boilerbench.rules.syntaxes import configwriting, easylist, ours, siteconfig
from boilerbench.rules.syntaxes.configwriting import site_configs
from boilerbench.rules.syntaxes.detecting import detected
from boilerbench.rules.syntaxes.writing import Written
from boilerbench.spelling import suggestion

__all__ = [
    "SYNTAXES",
    "parse_rules",
    "read_rules",
    "site_configs",
    "unwritable",
    "write_rules",
]


@dataclass(frozen=True, slots=True)
class Syntax:
    """How rules are read from a text of a name and written to one.

    `unsaid` tells what writing leaves out, and does so also where `write` refuses.
    """

    parse: Callable[[str, str], RuleFile]
    write: Callable[[RuleFile], Written]
    unsaid: Callable[[RuleFile], tuple[str, ...]]


SYNTAXES: Final[Mapping[str, Syntax]] = {
    "toml": Syntax(ours.parse, ours.write, lambda _file: ()),
    "easylist": Syntax(easylist.parse, easylist.write, lambda file: easylist.write(file).left_out),
    "ftr": Syntax(siteconfig.parse, configwriting.write, configwriting.unsaid),
}

_FILES: Final = (".toml", ".txt")


def parse_rules(text: str, syntax: str, name: str) -> RuleFile:
    """The rules of a text; `name` is said in errors, and in a site config names the site.

    Raises RuleError with name and line; UsageError for a syntax that does not exist.
    """
    return _syntax(syntax).parse(text, name)


def write_rules(file: RuleFile, syntax: str) -> str:
    """The text of a file's rules, as far as the syntax can say them: `unwritable` tells the rest.

    Raises RuleError for site configs of several sites, which `site_configs` writes.
    """
    return _syntax(syntax).write(file).text


def unwritable(file: RuleFile, syntax: str) -> tuple[str, ...]:
    """A sentence for each rule and test that a syntax cannot say, and why."""
    return _syntax(syntax).unsaid(file)


def read_rules(path: Path, syntax: str | None = None) -> RuleFile:
    """The rules of a file, or of all files `.toml` and `.txt` of a folder, in order of their names.

    Without a syntax each file's name and lines tell it. Raises RuleError where a file cannot be
    read, is damaged or may be in several syntaxes; in a folder, text without rules is `unapplied`.
    """
    if not path.is_dir():
        text = _text(path)
        found = syntax or detected(text, path.name)
        if found is None:
            raise RuleError(
                f"{path}: its lines do not tell which rules these are; expected lines such as "
                f"site##.css or strip: //xpath. Say which: easylist:{path} or ftr:{path}. "
                "A list of phrases is no rule file: make it one, rules.toml, with "
                '[[rule]] and phrase = "the words" for each (lines = ["…"] for whole lines).'
            )
        return parse_rules(text, found, str(path))
    files = sorted(file for file in path.iterdir() if file.suffix in _FILES and file.is_file())
    if not files:
        raise RuleError(f"{path}: the folder has no rules; expected files .toml or .txt in it.")
    return _joined(path, [_of_folder(file, syntax) for file in files])


def _of_folder(path: Path, syntax: str | None) -> RuleFile:
    text = _text(path)
    found = syntax or detected(text, path.name)
    if found is None:
        return RuleFile(str(path), (), (), (Unapplied(1, path.name, "no line of it is a rule"),))
    return parse_rules(text, found, str(path))


def _joined(folder: Path, files: Sequence[RuleFile]) -> RuleFile:
    """The rules of several files as those of their folder."""
    names = [Path(file.name).name for file in files]
    return RuleFile(
        str(folder),
        tuple(rule for file in files for rule in file.rules),
        tuple(line for file in files for line in file.lines),
        tuple(
            msgspec.structs.replace(one, file=name)
            for name, file in zip(names, files, strict=True)
            for one in file.unapplied
        ),
        tuple(
            msgspec.structs.replace(test, file=name)
            for name, file in zip(names, files, strict=True)
            for test in file.tests
        ),
        tuple(name for name, file in zip(names, files, strict=True) for _ in file.rules),
    )


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RuleError(f"{path}: the rules cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RuleError(f"{path}:{line}: it is no UTF-8; expected rules in UTF-8.") from error


def _syntax(name: str) -> Syntax:
    if name not in SYNTAXES:
        listed = ", ".join(SYNTAXES)
        raise UsageError(
            f"There is no syntax {name!r}; expected one of {listed}{suggestion(name, SYNTAXES)}"
        )
    return SYNTAXES[name]
