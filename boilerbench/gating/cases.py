"""The gate cut into tests: one for an extractor, or one for each of its pages and one for all."""

from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar, get_args

import msgspec
import pytest

from boilerbench.errors import BoilerbenchError, UsageError
from boilerbench.gating.baselines import ExtractorRecord, read_baseline, write_baseline
from boilerbench.gating.findings import Finding, GateResult
from boilerbench.gating.pins import pins_of
from boilerbench.gating.requests import (
    GateRequest,
    about,
    carried_out,
    pinned_anew,
    verdict_on,
)
from boilerbench.project import read_project_settings
from boilerbench.reporting.gates import verdict_lines
from boilerbench.wording import counted

Found = TypeVar("Found")
Per: TypeAlias = Literal["extractor", "page"]
_REFUSED: Final[dict[GateRequest, tuple[Finding, ...]]] = {}
_REMARKS: Final[dict[GateRequest, str]] = {}
"""What is said of a pinning, or of why there was none."""
_PINNED: Final[dict[str, GateRequest]] = {}
"""Who wrote a baseline in this session."""


def asked_for(marker: pytest.Mark | None, config: pytest.Config) -> tuple[GateRequest, Per]:
    """What a test asks for: its marker, then the ini file, then `[tool.boilerbench]`.

    Raises UsageError where no extractor, corpus or baseline is named.
    """
    named = dict(marker.kwargs) if marker else {}
    per = named.pop("per", "extractor")
    if per not in get_args(Per):
        raise UsageError(f"boilerbench(per={per!r}): per is 'extractor' or 'page'.")
    project = read_project_settings(config.rootpath)

    def setting(name: str) -> Any:
        return (
            named.pop(name, None) or config.getini(f"boilerbench_{name}") or getattr(project, name)
        )

    specs = (marker.args if marker else ()) or setting("specs")
    corpus, baseline = setting("corpus") or "news", setting("baseline")
    if not specs or not baseline:
        raise UsageError(
            "boilerbench_gate needs an extractor and a baseline: "
            '@pytest.mark.boilerbench("mine=trafilatura@here", baseline="baseline.json").'
        )
    request = GateRequest(
        specs=tuple(specs),
        corpus=str(corpus),
        baseline=str(config.rootpath / baseline),
        metrics=tuple(setting("metrics")),
        tolerances=tuple(setting("tolerances")),
        pages=tuple(_listed(named.pop("pages", ()))),
        home=str(config.rootpath),
    )
    if named:
        raise UsageError(f"boilerbench() has no {min(named)!r}.")
    return request, per


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def cases_of(request: GateRequest, per: Per) -> Iterator[tuple[str, str | None]]:
    """Spec and page of every test; page None is all pages together."""
    with chdir(request.home):
        pages = [page.id for page in request.opened().pages] if per == "page" else []
    for spec in request.rows:
        yield spec, None
        for page in pages:
            yield spec, page


@dataclass(frozen=True, slots=True)
class GateCase:
    """One test: an extractor over all pages, or on one.

    Of tests per page, that of all pages is about what no single page shows.
    """

    request: GateRequest
    spec: str
    page: str | None
    per: Per
    root: Path
    update: bool = False

    def check(self) -> None:
        """Fail the test where something got worse; nothing is checked while pinning."""
        if self.update:
            return
        found = self.findings
        if found:
            lines = [f"{one.message}  [{one.check}]" for one in found]
            pytest.fail("\n".join([f"{self.label} got worse:", *lines]), pytrace=False)

    @property
    def findings(self) -> list[Finding]:
        """The regressions that this test is about."""
        regressions = _or_failed(_verdict(self.request, self.root)).regressions
        if self.per == "extractor":
            return [one for one in regressions if one.extractor == self.label]
        return about(regressions, self.label, self.page)

    @property
    def label(self) -> str:
        """What the extractor's row is called."""
        return next(name for name, one in self._records.items() if one.spec == self.spec)

    @property
    def record(self) -> ExtractorRecord:
        """What came of the extractor, as a baseline would pin it."""
        return self._records[self.label]

    @property
    def _records(self) -> dict[str, ExtractorRecord]:
        return _or_failed(_records(self.request, self.root))

    def properties(self) -> Iterator[tuple[str, str]]:
        """The values of the page, or their means, for a JUnit file."""
        pages = self.record.pages
        some = list(pages.values()) if self.page is None else [pages[self.page]]
        for name in dict.fromkeys(name for page in some for name in page.scores):
            values = [page.scores[name] for page in some if name in page.scores]
            yield f"boilerbench.{name}", f"{sum(values) / len(values):.4f}"


def _or_failed(found: Found | BoilerbenchError) -> Found:
    """What was found; the test fails with the sentence of an error, and without a trace."""
    if isinstance(found, BoilerbenchError):
        pytest.fail(str(found), pytrace=False)
    return found


# Errors are remembered too: what cannot be had is not tried again for each page.
@lru_cache(maxsize=8)
def _records(request: GateRequest, root: Path) -> dict[str, ExtractorRecord] | BoilerbenchError:
    try:
        with chdir(request.home):
            made = carried_out(request, root)
            file = Path(request.baseline)
            known = read_baseline(file) if file.exists() else None
            if known is not None and known.metrics != request.measured.signatures:
                known = None
            return pins_of(made, request.opened(), request.measured, known)
    except BoilerbenchError as error:
        return error


@lru_cache(maxsize=8)
def _verdict(request: GateRequest, root: Path) -> GateResult | BoilerbenchError:
    try:
        with chdir(request.home):
            return verdict_on(request, root)
    except BoilerbenchError as error:
        return error


def pin(request: GateRequest, root: Path, *, allowed: bool) -> bool:
    """Write the baseline that a run pins; False and nothing written where it is worse or can't."""
    first = _PINNED.setdefault(request.baseline, request)
    if msgspec.structs.replace(first, tolerances=request.tolerances) != request:
        _REMARKS[request] = (
            f"{request.baseline} is pinned by a test with other extractors, pages or metrics: give "
            "each a baseline of its own."
        )
        return False
    try:
        with chdir(request.home):
            baseline, lowered, unknown = pinned_anew(request, root)
        if lowered and not allowed:
            _REFUSED[request] = lowered
            return False
        write_baseline(Path(request.baseline), baseline)
    except BoilerbenchError as error:
        _REMARKS[request] = str(error)
        return False
    how = f" without a comparison: {unknown}" if unknown else "."
    _REMARKS[request] = f"{request.baseline} is pinned{how}"
    return True


def told(request: GateRequest, root: Path, *, update: bool) -> Iterator[str]:
    """The lines of the terminal's summary."""
    lowered = _REFUSED.get(request, ())
    for finding in lowered:
        yield f"{finding.extractor}: {finding.message}"
    if lowered:
        yield (
            f"{request.baseline} is left as it was: {counted(len(lowered), 'regression')}. If they "
            "are meant, add --boilerbench-allow-regression."
        )
    elif update:
        yield _REMARKS[request]
    else:
        try:
            with chdir(request.home):
                lines = list(verdict_lines(verdict_on(request, root)))
            yield from lines
        except BoilerbenchError as error:
            yield str(error)
