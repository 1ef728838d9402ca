"""The checks of the gate: each looks at one extractor's evidence and yields what is not as it was.

One criterion is not enough: a mean hides ten pages that broke while ten improved, a single page
hides a fall of all by a hair, and a significance test hides two pages that collapsed.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import numpy as np

from boilerbench.gating.baselines import PageRecord
from boilerbench.gating.evidence import Evidence
from boilerbench.gating.findings import Finding
from boilerbench.gating.tolerances import NOISE, Tolerances
from boilerbench.records import ANSWERS, NOISE_KINDS
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import holm
from boilerbench.statistics.flips import flip_p
from boilerbench.wording import counted

Check: TypeAlias = Callable[[Evidence, Tolerances], Iterator[Finding]]
ALPHA: Final = 0.01
"""Of the paired test: a gate is asked at every change, and must not cry for chance."""
HAIR: Final = 1e-9
"""What sums of numbers of four decimals may be off by."""


def means(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """The mean of a value over all pages fell by more than its tolerance."""
    for name, fall, (before, now) in _means(evidence):
        metric, _, value = name.rpartition(".")
        allowed = tolerances.of_mean(metric, value)
        if fall > allowed + HAIR:
            yield Finding(
                extractor=evidence.label,
                check=name,
                message=f"mean {name} went from {before:.4f} to {now:.4f}: {fall:.4f} worse, "
                f"{allowed:g} is allowed",
                before=before,
                now=now,
            )


def paired(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """A headline value fell over all pages by a hair, and no chance would make it fall so."""
    places = [at for at, name in enumerate(evidence.values) if name in evidence.headlines]
    if not places or not evidence.changed:
        return
    p = flip_p(evidence.falls[places], list(evidence.sites), list(evidence.pages))
    found = list(_means(evidence))
    for place, adjusted in zip(places, holm(p.tolist()), strict=True):
        name, fall, (before, now) = found[place]
        metric, _, value = name.rpartition(".")
        floor = tolerances.of_paired(metric, value)
        if adjusted < ALPHA and fall > floor + HAIR:
            yield Finding(
                extractor=evidence.label,
                check=f"paired-{name}",
                message=f"{name} is {fall:.4f} worse in the mean, on so many pages alike that "
                f"chance would do it once in {1 / max(adjusted, 1e-4):.0f} times "
                f"(p {adjusted:.4f} after Holm, paired); a fall of {floor:g} is allowed",
                before=before,
                now=now,
            )


def _means(evidence: Evidence) -> Iterator[tuple[str, float, tuple[float, float]]]:
    """Each value with how much worse it is in the mean, and its means before and now."""
    for at, (name, fall) in enumerate(
        zip(evidence.values, evidence.mean_falls().tolist(), strict=True)
    ):
        known = ~np.isnan(evidence.falls[at])
        if known.any():
            yield name, fall, evidence.means_of(at, known)
        else:
            yield name, 0.0, (np.nan, np.nan)


def cliffs(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """A single page fell off a cliff by one of its values; by the deepest of them."""
    names = [name.rpartition(".") for name in evidence.values]
    allowed = np.array([tolerances.of_page(metric, value) for metric, _, value in names])
    for place in evidence.changed:
        falls: Floats = np.nan_to_num(evidence.falls[:, place])
        # What fails or is empty is told as that.
        if evidence.now[place].outcome != "ok" or not np.any(falls > allowed + HAIR):
            continue
        at = int(np.argmax(np.where(falls > allowed + HAIR, falls, -1.0)))
        name = evidence.values[at]
        before, now = (one[place].scores[name] for one in (evidence.before, evidence.now))
        yield _on_page(
            evidence,
            place,
            f"page-{name}",
            f"{name} went from {before:.4f} to {now:.4f}, {allowed[at]:g} is allowed",
            (before, now),
        )


def failures(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """A page newly fails."""
    for place, old, new in _changes(evidence, on=tolerances.on("failures")):
        if old.outcome in ANSWERS and new.outcome not in ANSWERS:
            told = f"the extractor answered and now fails: {new.outcome}"
            yield _on_page(evidence, place, "failures", told)


def empties(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """A page newly turns up empty."""
    for place, old, new in _changes(evidence, on=tolerances.on("empty")):
        if old.outcome == "ok" and new.outcome == "empty":
            yield _on_page(evidence, place, "empty", "the output is empty and was not")


def markdown(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """A page for which markdown came, and only text comes now."""
    for place, old, new in _changes(evidence, on=tolerances.on("markdown")):
        if old.markdown and not new.markdown and new.outcome == "ok":
            yield _on_page(evidence, place, "markdown", "the output had markdown and has none now")


def phrases(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """A phrase that must not appear newly does: of the page's `lacks`, or a guard's."""
    for place, old, new in _changes(evidence, on=True):
        for phrase in new.phrases:
            check = "guards" if phrase in evidence.guards else "lacks"
            if phrase not in old.phrases and tolerances.on(check):
                yield _on_page(evidence, place, check, f"{phrase!r} must not appear and now does")


def leaks(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """A kind of noise newly leaks on a page."""
    for place, old, new in _changes(evidence, on=tolerances.on("leaks")):
        for kind, words in new.leaks.items():
            if kind not in old.leaks and old.outcome in ANSWERS:
                told = f"{counted(words, 'word')} of {kind} noise leak, none did"
                yield _on_page(evidence, place, "leaks", told, (0.0, float(words)))


def shares(evidence: Evidence, tolerances: Tolerances) -> Iterator[Finding]:
    """The leaked share of all noise, or of one kind, rose by more than its tolerance."""
    if not evidence.changed:
        return
    for kind in (None, *NOISE_KINDS):
        before, now = evidence.leaked(kind)
        allowed = tolerances.of_noise(kind)
        if now - before > allowed + HAIR:
            name = NOISE if kind is None else f"{NOISE}.{kind}"
            yield Finding(
                extractor=evidence.label,
                check=name,
                message=f"{before:.1%} of the words of {kind or 'labelled'} noise leaked, now "
                f"{now:.1%}: {allowed:.1%} more is allowed",
                before=before,
                now=now,
            )


def _changes(evidence: Evidence, *, on: bool) -> Iterator[tuple[int, PageRecord, PageRecord]]:
    if on:
        for place in evidence.changed:
            yield place, evidence.before[place], evidence.now[place]


def _on_page(
    evidence: Evidence,
    place: int,
    check: str,
    told: str,
    values: tuple[float | None, float | None] = (None, None),
) -> Finding:
    page = evidence.pages[place]
    return Finding(
        extractor=evidence.label,
        check=check,
        page=page,
        message=f"{page}: {told}",
        before=values[0],
        now=values[1],
    )


CHECKS: Final[tuple[Check, ...]] = (
    failures,
    empties,
    cliffs,
    markdown,
    phrases,
    leaks,
    means,
    paired,
    shares,
)
"""All checks of quality, as they are told: single pages first."""
