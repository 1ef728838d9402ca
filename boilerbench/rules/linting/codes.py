"""What `rules check` looks for: each check's code, name and severity, in one table."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of fault: its stable code, its name, how bad it is, and what it says."""

    code: str
    name: str
    severity: Severity
    about: str


CHECKS: Final[dict[str, Check]] = {
    check.code: check
    for check in (
        Check("C01", "rule-and-exception", "error", "an exception switches the rule off for good"),
        Check("C02", "keep-and-remove", "error", "one rule keeps what another takes away"),
        Check("C03", "two-kinds", "warning", "the same matcher with different noise kinds"),
        Check("C04", "exception-of-nothing", "warning", "an exception that no rule has a use for"),
        Check("D01", "duplicate", "warning", "the same rule twice"),
        Check("D02", "shadowed", "warning", "a more general rule always does its work"),
        Check("P01", "generic-procedural", "warning", "a costly rule that is for every site"),
        Check("W01", "substring", "error", "text inside a class or id that innocent names have"),
        Check("W02", "innocent-name", "error", "a name that article text stands under elsewhere"),
        Check("W03", "bare-selector", "error", "a selector without a class, id or attribute"),
        Check("W04", "one-word", "warning", "one word, wherever it stands in a text"),
        Check("W05", "any-text", "error", "a pattern that finds nearly any text, or nothing"),
        Check("W06", "every-line", "error", "lines that stand on a single page are no repetition"),
        Check("K01", "brittle", "warning", "a selector that the next build of a site breaks"),
        Check("R01", "nested-repetition", "warning", "a regular expression that may backtrack"),
        Check("R02", "slow-pattern", "error", "a regular expression that did take too long"),
        Check("N01", "no-host", "error", "a site that is no host"),
        Check("N02", "in-and-out", "error", "a site that is named and left out"),
        Check("N03", "state", "error", "a selector that asks for what only browsers know"),
        Check("N04", "capitals", "error", "capitals in XPath, where HTML trees have none"),
        Check("N05", "no-element", "error", "an XPath that finds text or values, not elements"),
        Check("N06", "whole-page", "error", "html, head and body are never taken away"),
        Check("N07", "no-name", "error", "a token that no class or id can be"),
        Check("N08", "typography", "warning", "signs that outputs write in several ways"),
        Check(
            "M01", "gold-in-elements", "error", "elements it finds hold gold on pages of a corpus"
        ),
        Check("M02", "gold-in-text", "error", "text it cuts is gold on pages of a corpus"),
        Check("M03", "slow-search", "error", "a rule that took too long on a page of a corpus"),
        Check("T01", "test-fails", "error", "its rules take away what its own test must find"),
        Check("T02", "test-outdated", "warning", "the page has not what its test must find"),
        Check("U01", "unapplied", "note", "lines of another use than ours, not carried out"),
        Check("U02", "malformed", "warning", "a line that cannot be read, so that it does nothing"),
    )
}
"""By code; codes are never given to another fault."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one rule, by its place among the file's rules, or of a line that is no rule."""

    code: str
    found: str
    remedy: str
    rule: int | None = None
    line: int = 0
    file: str = ""
