"""Whether an extractor got slower, beside a reference that was measured in the same run."""

from collections.abc import Iterator, Mapping

from boilerbench.errors import UsageError
from boilerbench.gating.baselines import ExtractorRecord
from boilerbench.gating.findings import Finding
from boilerbench.gating.tolerances import COST, Tolerances


def cost_findings(
    was: Mapping[str, ExtractorRecord],
    found: Mapping[str, ExtractorRecord],
    tolerances: Tolerances,
    reference: str | None = None,
) -> list[Finding]:
    """A finding for every extractor whose CPU time rose more than that of the reference.

    Milliseconds of unlike machines say nothing; the ratio to an extractor whose version stayed the
    same does. It warns, and fails the gate where the tolerance was asked for by name. Without a
    reference, given or found, nothing is compared. Raises UsageError for a reference without times.
    """
    chosen = reference or _steady(was, found)
    if reference is not None and not _timed(reference, was, found):
        raise UsageError(
            f"The reference {reference!r} was not timed both in the baseline and in the run; these "
            f"were: {', '.join(label for label in was if _timed(label, was, found)) or 'none'}."
        )
    return [] if chosen is None else list(_slower(chosen, was, found, tolerances))


def comparable_costs(
    was: Mapping[str, ExtractorRecord],
    found: Mapping[str, ExtractorRecord],
    reference: str | None = None,
) -> bool:
    """Whether any extractor can be compared beside the reference, given or found."""
    chosen = reference or _steady(was, found)
    return any(label != chosen and _timed(label, was, found) for label in was) and bool(chosen)


def _timed(
    label: str, was: Mapping[str, ExtractorRecord], found: Mapping[str, ExtractorRecord]
) -> bool:
    return all(label in side and side[label].mean_cpu_ms for side in (was, found))


def _steady(was: Mapping[str, ExtractorRecord], found: Mapping[str, ExtractorRecord]) -> str | None:
    """The first extractor that was timed both times and is the same release; None without one."""
    steady = (
        label
        for label in sorted(was)
        if _timed(label, was, found)
        and was[label].version is not None
        and (was[label].version, was[label].packages)
        == (found[label].version, found[label].packages)
        and "@" not in was[label].spec
    )
    return next(steady, None)


def _slower(
    reference: str,
    was: Mapping[str, ExtractorRecord],
    found: Mapping[str, ExtractorRecord],
    tolerances: Tolerances,
) -> Iterator[Finding]:
    allowed = tolerances.of_cost
    for label in sorted(was):
        if label == reference or not _timed(label, was, found):
            continue
        before, now = (_ratio(side, label, reference) for side in (was, found))
        if now > allowed * before:
            yield Finding(
                extractor=label,
                check=COST,
                message=f"CPU time a page is {now:.2f} times that of {reference}, it was "
                f"{before:.2f}: {now / before:.2f} times as slow, {allowed:g} is allowed",
                before=before,
                now=now,
                weight="regression" if tolerances.said(COST) else "warning",
            )


def _ratio(side: Mapping[str, ExtractorRecord], label: str, reference: str) -> float:
    return (side[label].mean_cpu_ms or 0.0) / (side[reference].mean_cpu_ms or 1.0)
