"""The gate tested on a run: every mutation on one page and on all, and which check notices it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.gating.baselines import ExtractorRecord
from boilerbench.gating.checks import CHECKS
from boilerbench.gating.evidence import HEADLINE, evidence_of
from boilerbench.gating.mutations import (
    CHURN,
    CHURNED,
    MUST_ON_ONE,
    MUTATIONS,
    Mutation,
    body_of,
    lengthened,
)
from boilerbench.gating.pinning import Gauge, pinned
from boilerbench.gating.tolerances import Tolerances
from boilerbench.records import Extraction, Page

ENOUGH: Final = 20
"""Pages from which a fall of all by a hair must be noticed; fewer prove little by any test."""
CHURNS: Final = "thirty pages churn"
NEWSLETTER: Final = "appends a newsletter"


class Trial(msgspec.Struct, frozen=True):
    """One mutation on so many pages: the checks that noticed, and the mean fall by the headline.

    `must` says whether the gate has to fail (True), has to pass (False), or may do either (None).
    """

    extractor: str
    mutation: str
    pages: int
    fall: float
    noticed: tuple[str, ...]
    must: bool | None

    @property
    def kept(self) -> bool:
        """Whether the gate did what it must."""
        return self.must is None or self.must == bool(self.noticed)


@dataclass(frozen=True)
class _Bench:
    """What every trial of an extractor shares; `clean` is pinned from the outputs as they are."""

    label: str
    answers: Answers
    corpus: Corpus
    measured: Gauge
    tolerances: Tolerances
    clean: ExtractorRecord

    def pin(self, changes: Mapping[str, Extraction]) -> ExtractorRecord:
        """The outputs with some changed."""
        outputs = tuple(changes.get(e.page, e) for e in self.answers.extractions)
        changed = replace(self.answers, extractions=outputs)
        return pinned(changed, self.corpus, self.measured, self.clean.pages)

    def trial(
        self,
        name: str,
        was: ExtractorRecord,
        now: ExtractorRecord,
        pages: int,
        *,
        must: bool | None,
    ) -> Trial:
        """Which checks notice what differs between two states."""
        judged = [page for page in self.corpus.pages if page.id in now.pages]
        evidence = evidence_of(self.label, was, now, judged, self.measured)
        found = [finding for check in CHECKS for finding in check(evidence, self.tolerances)]
        fall = sum(evidence.fall_of(at) for at in evidence.changed) / max(len(evidence.changed), 1)
        return Trial(
            extractor=self.label,
            mutation=name,
            pages=pages,
            fall=round(fall, 4),
            noticed=tuple(dict.fromkeys(_family(finding.check) for finding in found)),
            must=must,
        )


def _family(check: str) -> str:
    """A check without the value it is about: `page`, `paired`, `mean`, `noise`, `leaks`, …."""
    if check.startswith(("page-", "paired-", "noise")):
        return check.partition("-")[0].partition(".")[0]
    return "mean" if "." in check else check


def self_test(
    answers: Mapping[str, Answers], corpus: Corpus, measured: Gauge, tolerances: Tolerances
) -> Iterator[Trial]:
    """Every trial of every extractor, as they are made."""
    for label, one in answers.items():
        clean = pinned(one, corpus, measured, {})
        if not any(page.scores and page.outcome == "ok" for page in clean.pages.values()):
            continue
        bench = _Bench(label, one, corpus, measured, tolerances, clean)
        for name, mutation in MUTATIONS.items():
            yield from _trials(bench, name, mutation)
        yield _churned(bench)


def _trials(bench: _Bench, name: str, mutation: Mutation) -> Iterator[Trial]:
    """On the page that is best by the headline value, and on all; nothing where none can be."""
    spoilt = {
        page.id: changed
        for page, output in bench.answers.paired()
        if output.outcome == "ok" and (changed := mutation(page, output)) is not None
    }
    if not spoilt:
        return
    single, must = _single(bench, name, spoilt)
    alone = bench.pin({single: spoilt[single]})
    yield bench.trial(name, bench.clean, alone, 1, must=True if must else None)
    enough = name in MUST_ON_ONE or len(spoilt) >= ENOUGH
    now = bench.pin(spoilt)
    yield bench.trial(name, bench.clean, now, len(spoilt), must=True if enough else None)


def _single(bench: _Bench, name: str, spoilt: Mapping[str, Extraction]) -> tuple[str, bool]:
    """The page to spoil alone, and whether the gate must notice.

    A newsletter must be noticed where it is labelled and did not leak.
    """
    by_score = sorted(spoilt, key=lambda page: (-_score(bench.clean, page), page))
    if name != NEWSLETTER:
        return by_score[0], name in MUST_ON_ONE
    pages = {page.id: page for page in bench.corpus.pages}
    labelled = [
        page
        for page in by_score
        if _has_newsletter(pages[page]) and "newsletter" not in bench.clean.pages[page].leaks
    ]
    return (labelled or by_score)[0], bool(labelled)


def _score(record: ExtractorRecord, page: str) -> float:
    scores = record.pages[page].scores
    return scores.get(HEADLINE, next(iter(scores.values()), 0.0))


def _has_newsletter(page: Page) -> bool:
    return any(one.kind == "newsletter" for one in page.gold.noise)


def _churned(bench: _Bench) -> Trial:
    """Thirty pages change, half for better and half for worse by about as much.

    Of thirty pages in order of length every other one is longer before, the rest are longer now.
    """
    outputs = [output for _, output in bench.answers.paired() if output.outcome == "ok"]
    chosen = sorted(outputs, key=lambda output: (-len(body_of(output)), output.page))[:CHURNED]
    halves: Sequence[Callable[[int], bool]] = (
        lambda at: at % 4 in (0, 3),
        lambda at: at % 4 in (1, 2),
    )
    was, now = (
        bench.pin({o.page: lengthened(o, CHURN) for at, o in enumerate(chosen) if mine(at)})
        for mine in halves
    )
    must = False if len(chosen) >= ENOUGH else None
    return bench.trial(CHURNS, was, now, len(chosen), must=must)
