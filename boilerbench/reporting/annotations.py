"""Findings of a gate as annotations of GitHub Actions: at most ten, at lines of the baseline."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from boilerbench.gating.baselines import line_of
from boilerbench.gating.findings import Finding, GateResult

MOST: Final = 10
"""GitHub shows ten annotations of a kind for a step."""


def annotations(result: GateResult) -> Iterator[str]:
    """A workflow command for each finding, regressions first; what is left out is counted.

    Source: docs.github.com, workflow commands: `%`, CR and LF are escaped in messages, `:` and
    `,` in properties too.
    """
    found = [*result.regressions, *result.warnings]
    shown = found if len(found) <= MOST else found[: MOST - 1]
    for finding in shown:
        yield _command(finding, Path(result.baseline))
    if len(found) > len(shown):
        yield f"::notice title=boilerbench::{len(found) - len(shown)} more findings in the summary"


def on_github() -> bool:
    """Whether this runs in a step of GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _command(finding: Finding, baseline: Path) -> str:
    kind = "error" if finding.weight == "regression" else "warning"
    line = line_of(baseline, finding.extractor, finding.page) if finding.page else None
    properties = {
        "file": str(baseline),
        "line": str(line or 1),
        "title": f"{finding.extractor}: {finding.check}",
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {told}::{_message(finding.message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
