"""What a gate found, as one value: `--format json` prints it, every other form is drawn from it."""

from typing import Any, Final, Literal, TypeAlias

import msgspec

SCHEMA: Final = 1
"""Version of the JSON shape: 1 since 0.1.0."""

Weight: TypeAlias = Literal["regression", "warning"]
"""Whether a finding fails the gate."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One check that did not pass: on a page, or over all pages where `page` is null.

    `before` and `now` are the values it is about; `message` is the sentence.
    """

    extractor: str
    check: str
    message: str
    page: str | None = None
    before: float | None = None
    now: float | None = None
    weight: Weight = "regression"


class PageDifference(msgspec.Struct, frozen=True):
    """A page whose output is another one, its outcomes, and why it is in no check if it is not.

    `fall` is how much worse it is by its headline value, below 0 better.
    """

    page: str
    fall: float
    outcomes: tuple[str, str]
    accepted: str | None = None


class Gated(msgspec.Struct, frozen=True, kw_only=True):
    """One extractor held against the baseline.

    `compared` counts the pages of unchanged digests; `added`, `removed` and `relabelled` are the
    others by id. `changed` has every page with another output, the worst first.
    """

    extractor: str
    compared: int
    better: int
    worse: int
    equal: int
    changed: tuple[PageDifference, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    relabelled: tuple[str, ...]
    circumstances: tuple[str, ...]
    findings: tuple[Finding, ...]


class GateResult(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict: `passed` unless a finding of any extractor is a regression."""

    schema: int = SCHEMA
    passed: bool
    baseline: str
    run: str
    extractors: tuple[Gated, ...]
    remarks: tuple[str, ...] = ()

    @property
    def regressions(self) -> tuple[Finding, ...]:
        """What fails the gate."""
        return self._of("regression")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is told and fails nothing."""
        return self._of("warning")

    def _of(self, weight: Weight) -> tuple[Finding, ...]:
        every = (finding for one in self.extractors for finding in one.findings)
        return tuple(finding for finding in every if finding.weight == weight)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `GateResult`."""
    return msgspec.json.schema(GateResult)
