"""The verdict of a gate in words: what changed, what is a regression, the worst pages."""

from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.gating.findings import Finding, Gated, GateResult, PageDifference
from boilerbench.wording import counted, wrapped

NAMED: Final = 5
"""So many added, removed or re-labelled pages are named, the rest are counted."""
WORST: Final = 10
"""Pages that are shown with their diffs."""


def verdict_lines(result: GateResult) -> Iterator[str]:
    """The whole verdict but for diffs, a line each: extractor by extractor, then the last word."""
    for one in result.extractors:
        yield from wrapped(opening(one))
        for sentence in (*circumstances(one), *other_pages(one)):
            yield from wrapped(f"  {sentence}")
        for finding in one.findings:
            yield from wrapped(f"  {sign(finding)} {finding.message}  [{finding.check}]")
    for remark in result.remarks:
        yield from wrapped(remark)
    yield from wrapped(last_word(result))


def opening(one: Gated) -> str:
    """`trafilatura: 12 of 120 pages changed: 3 better, 1 worse, 8 with equal score`."""
    if not one.changed:
        return f"{one.extractor}: no page of {one.compared} changed"
    return (
        f"{one.extractor}: {len(one.changed)} of {counted(one.compared, 'page')} changed: "
        f"{one.better} better, {one.worse} worse, {one.equal} with equal score"
    )


def circumstances(one: Gated) -> Iterator[str]:
    """What else changed since the baseline, in one sentence."""
    if one.circumstances:
        yield f"since the baseline: {', '.join(one.circumstances)}"


def other_pages(one: Gated) -> Iterator[str]:
    """The pages that cannot be compared, and those that a person excused."""
    for what, names in (
        ("not in the baseline", one.added),
        ("only in the baseline", one.removed),
        ("of other bytes or gold, not compared", one.relabelled),
        ("excused in the baseline", [page.page for page in one.changed if page.accepted]),
    ):
        if names:
            yield f"{what}: {_named(names)}"


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def sign(finding: Finding) -> str:
    """The mark in front of a finding."""
    return "FAIL" if finding.weight == "regression" else "warn"


def last_word(result: GateResult) -> str:
    """Whether the gate is passed, and if not what can be done."""
    if result.passed:
        warned = f", with {counted(len(result.warnings), 'warning')}" if result.warnings else ""
        return f"The gate is passed{warned}."
    return (
        f"The gate is not passed: {counted(len(result.regressions), 'regression')}. "
        f"`boilerbench show PAGE --run {result.run}` shows a page whole. If they are meant: "
        f"`boilerbench gate {result.run} --baseline {result.baseline} --update "
        "--allow-regression`, or a reason as `accepted` in the line of a page."
    )


def worst_pages(result: GateResult, count: int = WORST) -> list[tuple[Gated, PageDifference]]:
    """The pages to look at first: those with a finding, then those that fell furthest."""
    told = {(f.extractor, f.page) for f in result.regressions}
    pages = [
        (one, page)
        for one in result.extractors
        for page in one.changed
        if page.fall > 0 or (one.extractor, page.page) in told
    ]
    pages.sort(key=lambda p: ((p[0].extractor, p[1].page) not in told, -p[1].fall, p[1].page))
    return pages[:count]
