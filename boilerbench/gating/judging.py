"""A run held against a baseline: evidence gathered, every check made, the verdict."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from boilerbench.corpora.corpus import Corpus, has_gold
from boilerbench.errors import BaselineError
from boilerbench.gating.baselines import Baseline, ExtractorRecord, PageRecord
from boilerbench.gating.checks import CHECKS
from boilerbench.gating.circumstances import changed_circumstances
from boilerbench.gating.costs import comparable_costs, cost_findings
from boilerbench.gating.evidence import Evidence, evidence_of
from boilerbench.gating.findings import Finding, Gated, GateResult, PageDifference
from boilerbench.gating.pinning import Gauge, unchanged
from boilerbench.gating.pins import pins_of
from boilerbench.gating.tolerances import COST, Tolerances
from boilerbench.records import Page
from boilerbench.runs import Run

ENOUGH: Final = 0.9
"""The share of a baseline's pages that must be comparable for a verdict."""
EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Question:
    """What a run is held against, and how: the baseline, where it lies, metrics, tolerances.

    `reference` is the label of the extractor beside which CPU times are compared.
    """

    baseline: Baseline
    file: Path
    measured: Gauge
    tolerances: Tolerances
    reference: str | None = None


def judge(asked: Question, run: Run, corpus: Corpus) -> GateResult:
    """The verdict on a run.

    Raises BaselineError where nothing is pinned, where the metrics are others, where the run lacks
    an extractor of the baseline, or where under nine tenths of its pages are left to compare; and
    as `pins_of` does.
    """
    baseline, file = asked.baseline, asked.file
    if not any(one.pages for one in baseline.extractors.values()):
        raise BaselineError(
            f"{file} pins no page, so nothing can be worse: pin a run with "
            f"`boilerbench gate {run.path} --baseline {file} --update`."
        )
    _require_metrics(asked)
    found = pins_of(run, corpus, asked.measured, baseline)
    missing = [label for label in baseline.extractors if label not in found]
    if missing:
        raise BaselineError(
            f"{run.path} has no row {missing[0]!r}, which {file} pins: run it too, or drop it with "
            f"`boilerbench gate {run.path} --baseline {file} --update`."
        )
    pages = {page.id: page for page in corpus.pages}
    costs = cost_findings(baseline.extractors, found, asked.tolerances, asked.reference)
    gated = tuple(
        _gated(asked, label, found[label], pages, [f for f in costs if f.extractor == label])
        for label in sorted(baseline.extractors)
    )
    regressed = any(f.weight == "regression" for one in gated for f in one.findings)
    return GateResult(
        passed=not regressed,
        baseline=str(file),
        run=str(run.path),
        extractors=gated,
        remarks=(*without_gold(corpus), *_remarks(asked, run, found, gated)),
    )


def without_gold(corpus: Corpus) -> Iterator[str]:
    """A sentence on what a gate cannot notice, where no page has gold."""
    if not any(map(has_gold, corpus.pages)):
        yield (
            f"No page of {corpus.name} has gold: the gate notices pages that fail, fall silent or"
            " hold a guarded phrase, and no score; label some pages (`boilerbench corpus new`) for"
            " that."
        )


def _require_metrics(asked: Question) -> None:
    wanted, have = asked.baseline.metrics, asked.measured.signatures
    if wanted != have:
        raise BaselineError(
            f"{asked.file} pins {', '.join(wanted)}; asked for are {', '.join(have)}, or these "
            "count otherwise by now: name the same metrics, or pin anew with "
            f"`boilerbench gate --baseline {asked.file} --update`."
        )


def _gated(
    asked: Question,
    label: str,
    found: ExtractorRecord,
    pages: Mapping[str, Page],
    costs: Sequence[Finding],
) -> Gated:
    was = asked.baseline.extractors[label]
    same = [name for name in was.pages if _comparable(was.pages[name], found.pages.get(name))]
    if len(same) < ENOUGH * len(was.pages):
        raise BaselineError(
            f"{len(same)} of the {len(was.pages)} pages that {asked.file} pins for {label} are "
            "still the same, too few for a verdict: restore the others, or pin anew with "
            f"`boilerbench gate --baseline {asked.file} --update`."
        )
    judged = [pages[name] for name in same if not was.pages[name].accepted]
    guards = frozenset(asked.measured.guards)
    evidence = evidence_of(label, was, found, judged, asked.measured, guards)
    changes = _differences(was, found, same, evidence)
    return Gated(
        extractor=label,
        compared=len(same),
        better=sum(one.fall < -EQUAL for one in changes),
        worse=sum(one.fall > EQUAL for one in changes),
        equal=sum(abs(one.fall) <= EQUAL for one in changes),
        changed=tuple(sorted(changes, key=lambda one: (-one.fall, one.page))),
        added=tuple(sorted(set(found.pages) - set(was.pages))),
        removed=tuple(sorted(set(was.pages) - set(found.pages))),
        relabelled=tuple(n for n in sorted(was.pages) if n in found.pages and n not in same),
        circumstances=tuple(changed_circumstances(was, found)),
        findings=(*(f for check in CHECKS for f in check(evidence, asked.tolerances)), *costs),
    )


def _comparable(was: PageRecord, found: PageRecord | None) -> bool:
    return found is not None and (was.page, was.gold) == (found.page, found.gold)


def _differences(
    was: ExtractorRecord, found: ExtractorRecord, same: Sequence[str], evidence: Evidence
) -> list[PageDifference]:
    """Every page whose output or outcome is another; accepted ones have no fall."""
    places = {name: at for at, name in enumerate(evidence.pages)}
    return [
        PageDifference(
            page=name,
            fall=evidence.fall_of(places[name]) if name in places else 0.0,
            outcomes=(was.pages[name].outcome, found.pages[name].outcome),
            accepted=was.pages[name].accepted,
        )
        for name in same
        if not unchanged(was.pages[name], found.pages[name])
    ]


def _remarks(
    asked: Question, run: Run, found: Mapping[str, ExtractorRecord], gated: Sequence[Gated]
) -> Iterator[str]:
    """What is not as the baseline has it and fails nothing."""
    update = f"`boilerbench gate {run.path} --baseline {asked.file} --update`"
    new = sorted(set(found) - set(asked.baseline.extractors))
    if new:
        yield f"Not in the baseline: {', '.join(new)}; {update} pins them."
    guards = [one for one in asked.measured.guards if one not in asked.baseline.guards]
    if guards:
        yield f"{len(guards)} of the guarded phrases are not in the baseline: {update} adds them."
    if asked.tolerances.said(COST) and not comparable_costs(
        asked.baseline.extractors, found, asked.reference
    ):
        yield (
            f"{COST} was asked for and compares nothing: it takes a second extractor that was "
            "timed both times and stayed the same, or --reference LABEL."
        )
    if any(one.better for one in gated) and not any(one.worse or one.findings for one in gated):
        yield f"Pages got better: {update} pins that, so that it cannot be lost again."
