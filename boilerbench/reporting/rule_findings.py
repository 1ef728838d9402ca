"""Findings of `rules check` in print: in the order of the file, grouped where many are alike."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boilerbench.reporting.tables import Cell
from boilerbench.rules.linting.checking import place
from boilerbench.rules.linting.codes import CHECKS, Finding
from boilerbench.rules.model import RuleFile
from boilerbench.visible import visible
from boilerbench.wording import counted

SHOWN = 10
"""Findings of one check that are printed before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule file and the findings on it that were asked for."""

    file: RuleFile
    found: tuple[Finding, ...]

    def of(self, severity: str) -> int:
        """How many findings have a severity."""
        return sum(CHECKS[one.code].severity == severity for one in self.found)

    def rule(self, one: Finding) -> str | None:
        """The rule that a finding is about, in words."""
        return None if one.rule is None else str(self.file.rules[one.rule])


def listed(checked: Sequence[Checked], *, everything: bool) -> Iterator[str]:
    """A line for each finding, in the order of the rules, then the count of each file."""
    for one in checked:
        seen: Counter[str] = Counter()
        for finding in one.found:
            seen[finding.code] += 1
            if everything or seen[finding.code] <= SHOWN:
                yield visible(_line(one, finding))
        for code, count in sorted(seen.items()):
            if count > SHOWN and not everything:
                rest = f"{count - SHOWN} more of {code} {CHECKS[code].name}"
                yield f"… {rest}: `--select {code} --all` lists them."
        yield f"{one.file.name}: {_counted(one)}."
        if not one.file.rules:
            yield f"{one.file.name} has no rules: it takes nothing away."


def _line(checked: Checked, one: Finding) -> str:
    rule = checked.rule(one)
    about = f"{rule}: " if rule else ""
    return f"{place(checked.file, one)}: {one.code} {about}{one.found} ({one.remedy})"


def _counted(one: Checked) -> str:
    notes = one.of("note")
    parts = [
        counted(len(one.file.rules), "rule"),
        counted(one.of("error"), "error"),
        counted(one.of("warning"), "warning"),
        *([counted(notes, "note")] if notes else []),
    ]
    return ", ".join(parts)


def finding_rows(checked: Checked) -> list[list[Cell]]:
    """Each finding: code, severity, place, rule, fault, remedy."""
    return [
        [
            one.code,
            CHECKS[one.code].severity,
            place(checked.file, one),
            checked.rule(one),
            one.found,
            one.remedy,
        ]
        for one in checked.found
    ]


def check_rows() -> list[list[Cell]]:
    """Every check: code, name, severity, what it says."""
    return [[one.code, one.name, one.severity, one.about] for one in CHECKS.values()]
