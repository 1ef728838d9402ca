"""A sweep in the terminal: a row for each version, and the sentences on its largest steps."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.comparisons import PageChange
from boilerbench.reporting.board import interval
from boilerbench.reporting.contests import probability
from boilerbench.reporting.tables import Align, fitted, render, signed
from boilerbench.scores import Value
from boilerbench.versions.results import Measure, Step, Sweep, Swept
from boilerbench.wording import counted, wrapped

UNKNOWN: Final = "-"
BROKEN: Final = ("newly failing", "newly empty")
FALL: Final = 0.05
"""A page that lost more is worth a bisection."""


def sweep_tables(found: Sweep, style: str) -> Iterator[str]:
    """A table for each metric, under its name where there are several."""
    for measure in found.measures:
        table = _table(found, measure, style)
        yield f"{measure.metric}\n\n{table}" if len(found.measures) > 1 else table


def _table(found: Sweep, measure: Measure, style: str) -> str:
    headers = ["version", "uploaded", measure.value, "difference", "p"]
    headers += ["better", "worse", "newly\nbroken", "leaks\n(pages)", "failed", "CPU"]
    align: list[Align] = ["left", "left", *["right"] * (len(headers) - 2)]  # type: ignore[list-item]  # a list of one literal is read as strings
    cells = [_row(one, measure) for one in found.versions]
    if style == "table":
        cells = fitted(headers, cells, column=0, least=10)
    return render(headers, cells, style, align)


def _row(one: Swept, measure: Measure) -> list[str]:
    start = [one.version, one.uploaded or UNKNOWN]
    if not one.statuses:
        return [*start, "unavailable", *[UNKNOWN] * 8]
    scored = one.scores.get(measure.metric)
    leaked = one.leaked and one.leaked[1] and f"{one.leaked[0]}/{one.leaked[1]}"
    return [
        *start,
        interval(scored.values.get(measure.value)) if scored else UNKNOWN,
        *_step(scored.step if scored else None),
        str(leaked or UNKNOWN),
        str(one.failed),
        UNKNOWN if one.cpu_ratio is None else f"{one.cpu_ratio:.2f}x",
    ]


def _step(step: Step | None) -> list[str]:
    if step is None:
        return [UNKNOWN] * 5
    return [
        _signed(step.difference),
        UNKNOWN if step.adjusted is None else probability(step.adjusted),
        str(step.counts["better"]),
        str(step.counts["worse"]),
        str(sum(step.counts[change] for change in BROKEN)),
    ]


def _signed(value: Value) -> str:
    if value.value is None:
        return UNKNOWN
    if value.low is None or value.high is None:
        return f"{value.value:+.3f}"
    return f"{value.value:+.3f} ±{(value.high - value.low) / 2:.3f}"


def sweep_remarks(found: Sweep) -> Iterator[str]:
    """What could not be had and why, the largest steps, what the columns are, what to type next."""
    for one in found.versions:
        if not one.statuses:
            yield from wrapped(f"{one.version} is unavailable: {one.reason}")
        elif one.reason:
            yield from wrapped(f"{one.version}: {one.reason}.")
        elif one.failed == sum(one.statuses.values()):
            yield from wrapped(
                f"{one.version} answered on no page: the adapter may not know how it is called. "
                f"`boilerbench extractors check {one.extractor}` says more."
            )
    first = found.measures[0]
    steps = list(_moves(found, first))
    if steps:
        yield from wrapped(_extremes(steps, first))
    yield "difference: to the version before, paired by page, with half its 95 % interval."
    yield "p: two-sided permutation test over sites, Holm's correction over all steps."
    if found.reference:
        yield from wrapped(
            f"CPU: a page's mean time beside that of {found.reference} in this run, "
            "which is indicative: `boilerbench speed` measures speed."
        )
    for measure in found.measures:
        if signature := _signature(found, measure):
            yield signature
    if command := next_command(found):
        yield f"Next: `{command}`"


def _moves(found: Sweep, measure: Measure) -> Iterator[tuple[Swept, Step, float]]:
    """Every step with its size, positive where it is for the better."""
    for one in found.versions:
        scored = one.scores.get(measure.metric)
        step = scored.step if scored else None
        if step and step.difference.value is not None:
            sign = 1 if measure.better == "high" else -1
            yield one, step, sign * step.difference.value


def _extremes(steps: Sequence[tuple[Swept, Step, float]], measure: Measure) -> str:
    worst, best = min(steps, key=lambda one: one[2]), max(steps, key=lambda one: one[2])
    told = [
        f"The largest {what} of {measure.value} is {_told(*step[:2])}"
        for what, step in (("loss", worst), ("gain", best))
        if (step[2] < 0 if what == "loss" else step[2] > 0)
    ]
    return " ".join(told) or f"No version changed the {measure.value} of the one before it."


def _told(one: Swept, step: Step) -> str:
    pages = " and ".join(
        f"{counted(n, 'page')} {what}"
        for what, n in step.counts.items()
        if n and what in ("better", "worse", *BROKEN)
    )
    p = UNKNOWN if step.adjusted is None else probability(step.adjusted)
    return (
        f"{step.difference.value or 0.0:+.3f} (p {p}), from {step.since} to {one.version}: {pages}."
    )


def _signature(found: Sweep, measure: Measure) -> str | None:
    scored = (one.scores.get(measure.metric) for one in found.versions)
    return next((signed(s.signature, s.short_signature, "table") for s in scored if s), None)


def next_command(found: Sweep) -> str | None:
    """A bisection of the page that lost most in one step; None where none lost much."""
    measure = found.measures[0]
    moves = [(page, step, one) for one, step, _ in _moves(found, measure) for page in step.pages]
    lost = [(_loss(page, measure), page, step, one) for page, step, one in moves]
    worst = max(lost, key=lambda one: one[0], default=None)
    if worst is None or worst[0] <= FALL:
        return None
    _, page, step, one = worst
    name = found.extractor.rpartition("@")[0]
    metric = "" if measure.metric == "shingles(n=4)" else f" --metric '{measure.metric}'"
    return (
        f"boilerbench bisect {name}@{step.since}..{one.version} --page {shlex.quote(page.page)} "
        f"--from {shlex.quote(found.run)}{metric}"
    )


def _loss(page: PageChange, measure: Measure) -> float:
    if page.before is None or page.after is None:
        return 0.0
    return page.before - page.after if measure.better == "high" else page.after - page.before
