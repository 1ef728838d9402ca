"""A run's own times, page by page, as things that were timed: indicative, as runs measure quality.

A round is a page, its seconds the wall time inside the worker. Pages differ, so these rounds say
how long pages take, not how well the time of one is known.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np

from boilerbench.answers import Answers
from boilerbench.costs import speed_of, steady_calls, timed_on
from boilerbench.errors import RunError
from boilerbench.hosts import described
from boilerbench.manifests import SystemRecord
from boilerbench.measuring import measure
from boilerbench.recorded import Outline
from boilerbench.records import Page
from boilerbench.reporting.pytest_benchmark import Report, Timed, report
from boilerbench.reporting.timed_names import fullnames, source_of
from boilerbench.runs import Run
from boilerbench.scoring import HEADLINE
from boilerbench.wording import counted

UNIT: Final = "seconds per page"
_NANO = 1e9

Values = Mapping[str, float]
"""The headline's values of one extractor: F1, precision, recall."""


def headline_values(answers: Sequence[Answers], pages: Sequence[Page]) -> dict[str, Values]:
    """F1, precision and recall of every extractor that has extractions, by spec."""
    measured = measure(HEADLINE, answers, pages)
    found: dict[str, Values] = {}
    for place, one in enumerate(answers):
        rows = measured.tables[place][measured.known(place)]
        if len(rows):
            summary = HEADLINE.summary(rows, np.ones((1, len(rows))))
            found[one.system.spec] = {name: float(value[0]) for name, value in summary.items()}
    return found


def timed_run(run: Run, values: Mapping[str, Values]) -> tuple[list[Timed], list[str]]:
    """Each extractor of a run that has times, and a sentence on each that has none.

    `values` by spec stand in `extra_info`. Raises RunError where nothing was timed, or on unlike
    machines.
    """
    _check_alike(run)
    timed: list[Timed] = []
    untimed: list[str] = []
    systems = run.manifest.systems
    for system, fullname in zip(systems, fullnames(run.manifest.corpus.name, systems), strict=True):
        extractions = _of_its_pages(run, system)
        if steady_calls(extractions):
            facts = _extra_info(run, system, extractions) | dict(values.get(system.spec, {}))
            timed.append(_timed(run, system, fullname, extractions, facts))
        else:
            untimed.append(f"{system.name} is left out: {_why_untimed(system, extractions)}.")
    if not timed:
        raise RunError(
            f"{run.path} has no times to export, as it holds only stored outputs, the gold or "
            "extractors that gave no answer: `boilerbench run SPEC…` extracts and times."
        )
    return timed, untimed


def _check_alike(run: Run) -> None:
    """RunError where its pages were timed on unlike machines: such times are of no one machine."""
    if not run.manifest.hosts:
        return
    extractions = (e for system in run.manifest.systems for e in _of_its_pages(run, system))
    machines = timed_on(run.manifest, extractions)
    if len(machines) > 1:
        raise RunError(
            f"The pages of {run.path} were timed on unlike machines "
            f"({'; '.join(map(described, machines))}): times of one machine can be exported, "
            "as `boilerbench speed` takes them."
        )


def report_of(run: Run, timed: Sequence[Timed]) -> Report:
    """The file of a run's times; its commit is that of the only checkout that was measured."""
    manifest = run.manifest
    project, checkout = source_of(manifest.systems)
    return report(
        timed, manifest.machine, created=manifest.created, project=project, checkout=checkout
    )


def _of_its_pages(run: Run, system: SystemRecord) -> list[Outline]:
    """What is recorded of the pages that the run is about, in their order."""
    recorded = {} if system.reason else run.extractions(system).briefs
    return [recorded[page] for page in run.manifest.corpus.pages if page in recorded]


def _timed(
    run: Run,
    system: SystemRecord,
    fullname: str,
    extractions: Sequence[Outline],
    facts: Mapping[str, Any],
) -> Timed:
    return Timed(
        name=_name(run, system),
        fullname=fullname,
        group=run.manifest.corpus.name,
        seconds=tuple(timing.wall_ns / _NANO for timing, _ in steady_calls(extractions)),
        params={"extractor": system.spec},
        extra_info=facts,
    )


def _name(run: Run, system: SystemRecord) -> str:
    """The row's label, with the version where two rows share it."""
    labels = [one.label for one in run.manifest.systems]
    return system.label if labels.count(system.label) == 1 else system.name


def _extra_info(run: Run, system: SystemRecord, extractions: Sequence[Outline]) -> dict[str, Any]:
    """What the times are of, and what else the extractor cost."""
    speed = speed_of(extractions, run.manifest.jobs)
    return {
        "unit": UNIT,
        "indicative": True,
        "boilerbench": run.manifest.boilerbench,
        "version": system.version,
        "kind": system.kind,
        "process_per_page": system.process_per_page,
        "outcomes": dict(sorted(Counter(one.outcome for one in extractions).items())),
        **(msgspec.structs.asdict(speed) if speed else {}),
    }


def _why_untimed(system: SystemRecord, extractions: Sequence[Outline]) -> str:
    if system.reason:
        return "it could not run here"
    if not extractions:
        return "no page of it is recorded yet"
    outcomes = Counter(one.outcome for one in extractions if not one.answered)
    if not outcomes:
        return "its outputs were read, not extracted"
    failed = ", ".join(f"{outcome} {number}" for outcome, number in sorted(outcomes.items()))
    return f"no call of it came to its end on {counted(len(extractions), 'page')} ({failed})"
