"""Findings of `corpus check` in print: grouped by rule, and counted."""

from collections import defaultdict
from collections.abc import Iterator

from boilerbench.corpora.checks import Fault
from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.rules import RULES
from boilerbench.linting.checking import Findings
from boilerbench.reporting.tables import Cell
from boilerbench.wording import counted

SHOWN = 10
"""Findings of one rule that are printed before the rest is only counted."""


def findings_listed(corpus: Corpus, findings: Findings, *, everything: bool) -> Iterator[str]:
    """A line for each finding, rule after rule, then the count."""
    by_code: dict[str, list[Fault]] = defaultdict(list)
    for fault in findings.found:
        by_code[fault.code].append(fault)
    for code in RULES:
        faults = by_code[code]
        shown = faults if everything else faults[:SHOWN]
        yield from (f"{fault.page}: {code} {fault}" for fault in shown)
        if len(faults) > len(shown):
            rest = f"{len(faults) - len(shown)} more of {code} {RULES[code].name}"
            yield f"… {rest}: `--select {code} --all` lists them."
    yield f"{corpus.name}: {findings_counted(corpus, findings)}."


def findings_counted(corpus: Corpus, findings: Findings) -> str:
    """How many pages, errors, warnings and excused findings, in words."""
    pages = len(corpus.pages) + len(corpus.left_out)
    parts = [
        counted(pages, "page"),
        counted(findings.of("error"), "error"),
        counted(findings.of("warning"), "warning"),
    ]
    if findings.excused:
        parts.append(f"{len(findings.excused)} excused")
    return ", ".join(parts)


def finding_rows(findings: Findings) -> list[list[Cell]]:
    """Each finding with its code, severity and remedy, excused ones with the reason."""
    counting = [_row(fault, None) for fault in findings.found]
    return counting + [_row(fault, reason) for fault, reason in findings.excused]


def _row(fault: Fault, reason: str | None) -> list[Cell]:
    severity = RULES[fault.code].severity
    return [fault.code, severity, fault.page, fault.field, fault.found, fault.remedy, reason]


def rule_rows() -> list[list[Cell]]:
    """Every rule: code, name, severity, what it says."""
    return [[rule.code, rule.name, rule.severity, rule.about] for rule in RULES.values()]
