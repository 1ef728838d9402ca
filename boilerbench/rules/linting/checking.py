"""All checks on a rule file, and which findings were asked for."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.rules.linting.backtracking import backtracking
from boilerbench.rules.linting.breadth import too_broad
from boilerbench.rules.linting.brittle import brittle
from boilerbench.rules.linting.codes import CHECKS, Finding
from boilerbench.rules.linting.conflicts import conflicts
from boilerbench.rules.linting.foreign import unapplied
from boilerbench.rules.linting.measured import measured
from boilerbench.rules.linting.never import never
from boilerbench.rules.linting.procedural import procedural
from boilerbench.rules.linting.shadowing import shadowed
from boilerbench.rules.linting.sitetests import tests_of
from boilerbench.rules.linting.textshadows import shadowed_lines
from boilerbench.rules.linting.wording import texts
from boilerbench.rules.model import RuleFile
from boilerbench.spelling import suggestion

STATIC: Final[tuple[Callable[[RuleFile], Iterator[Finding]], ...]] = (
    conflicts,
    shadowed,
    shadowed_lines,
    procedural,
    too_broad,
    texts,
    brittle,
    backtracking,
    never,
    unapplied,
)
"""Checks that need the file alone."""

MEASURED: Final[tuple[Callable[[RuleFile, Corpus], Iterator[Finding]], ...]] = (measured, tests_of)
"""Checks that need pages."""


NEEDLESS: Final = frozenset({"C03", "D01", "D02"})
"""Checks that say of a rule that another does its work: one of them is enough."""


def check(file: RuleFile, corpus: Corpus | None = None) -> list[Finding]:
    """Every finding on a rule file, in the order of its rules; with a corpus the measured ones too.

    What two checks find of one kind about one rule is told once.
    """
    found = [one for each in STATIC for one in each(file)]
    if corpus is not None:
        found += [one for every in MEASURED for one in every(file, corpus)]
    once: dict[tuple[object, ...], Finding] = {}
    for one in found:
        code = "needless" if one.code in NEEDLESS else one.code
        about = one.rule if one.rule is not None else (one.file, one.line, one.found)
        once.setdefault((code, about), one)
    order = list(CHECKS)
    return sorted(once.values(), key=lambda one: (_line(file, one), order.index(one.code)))


def _line(file: RuleFile, one: Finding) -> tuple[str, int]:
    if one.rule is None:
        return one.file, one.line
    return file.files[one.rule] if file.files else "", file.lines[one.rule]


def place(file: RuleFile, one: Finding) -> str:
    """Where a finding stands: `rules.toml:12`; the file alone where it is of no line."""
    if one.rule is not None:
        return file.place(one.rule)
    name = one.file or file.name
    return f"{name}:{one.line}" if one.line else name


def asked_for(
    found: Sequence[Finding], select: Sequence[str], ignore: Sequence[str]
) -> list[Finding]:
    """The findings whose code, or how it begins, is selected and not ignored."""
    chosen, left_out = tuple(select) or ("",), tuple(ignore)
    return [
        one
        for one in found
        if one.code.startswith(chosen) and not (left_out and one.code.startswith(left_out))
    ]


def known_code(code: str) -> str:
    """The code, or the letter that several begin with; UsageError for one that no check has."""
    if code and any(check.startswith(code) for check in CHECKS):
        return code
    raise UsageError(
        f"There is no check {code!r}{suggestion(code, CHECKS)}"
        " `boilerbench rules check --codes` lists them."
    )
