"""Two runs over pages without gold: how alike the outputs of both are, page by page."""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Final

import numpy as np

from boilerbench.answers import Answers
from boilerbench.comparisons import CHANGES, Change
from boilerbench.consensus import alike_and_long
from boilerbench.corpora.corpus import Corpus
from boilerbench.hosts import unlike_machines
from boilerbench.matching import match
from boilerbench.records import Extraction, Page
from boilerbench.runs import Run
from boilerbench.scoring.parts import text_of
from boilerbench.ungolded.changes import (
    ComparedOutputs,
    OutputChange,
    OutputsComparison,
    OutputSide,
)
from boilerbench.ungolded.summing import MEASURE, mean_over

NEEDS_GOLD: Final = frozenset({"worse", "better"})


def compare_outputs(
    first: Run,
    second: Run,
    corpus: Corpus,
    *,
    wanted: Sequence[tuple[str, str]] = (),
    seed: int = 0,
) -> OutputsComparison:
    """The outputs of the rows that two runs have in common, on pages of the same bytes.

    `wanted` pairs labels as `compare` does. Raises UsageError where no row or page is in both.
    """
    matched = match(first, second, corpus, wanted)
    return OutputsComparison(
        first=str(first.path),
        second=str(second.path),
        pages=len(matched.corpus.pages),
        measure=MEASURE,
        remarks=(*matched.remarks, *_unlike_machines(matched.rows)),
        outputs=tuple(_compared(*pair, seed) for pair in matched.rows),
    )


def _unlike_machines(rows: Sequence[tuple[Answers, Answers]]) -> Iterator[str]:
    """A sentence where times of both runs may not stand side by side."""
    machines = [machine for pair in rows for side in pair for machine in side.machines]
    if len(unlike_machines(machines)) > 1:
        yield "The runs were timed on unlike machines: their CPU times are not comparable."


def _compared(before: Answers, after: Answers, seed: int) -> ComparedOutputs:
    found = [_change(page, before.of(page.id), after.of(page.id)) for page in before.pages]
    known = [one for one in found if one is not None]
    likeness = [np.nan if one is None or one.likeness is None else one.likeness for one in found]
    counts = {change: sum(one.change == change for one in known) for change in CHANGES}
    return ComparedOutputs(
        label=after.system.label,
        before=_side(before, [one.words[0] for one in known]),
        after=_side(after, [one.words[1] for one in known]),
        likeness=mean_over(np.array(likeness), before.pages, seed),
        counts={change: n for change, n in counts.items() if change not in NEEDS_GOLD},
        pages=tuple(sorted((one for one in known if one.change != "same"), key=_order)),
    )


def _side(answers: Answers, words: Sequence[int | None]) -> OutputSide:
    known = [number for number in words if number is not None]
    system, speed = answers.system, answers.speed
    return OutputSide(
        extractor=system.spec,
        version=system.version,
        answered=len(known),
        words_per_page=fmean(known) if known else None,
        mean_cpu_ms=speed.mean_cpu_ms if speed else None,
    )


def _change(page: Page, before: Extraction | None, after: Extraction | None) -> OutputChange | None:
    """What became of a page; None where one of the runs has not extracted it."""
    if before is None or after is None:
        return None
    texts = [text_of(one) if one.answered else None for one in (before, after)]
    table, words = alike_and_long(texts)
    alike = None if None in texts else float(table[0, 1])
    outcomes = (before.outcome, after.outcome)
    return OutputChange(page.id, _kind(before, after), alike, (words[0], words[1]), outcomes)


def _kind(before: Extraction, after: Extraction) -> Change:
    if before.answered and not after.answered:
        return "newly failing"
    if before.outcome == "ok" and after.outcome == "empty":
        return "newly empty"
    if after.answered and not before.answered:
        return "answers again"
    if not after.answered:
        return "same" if before.outcome == after.outcome else "changed"
    return "same" if text_of(before) == text_of(after) else "changed"


def _order(one: OutputChange) -> tuple[int, float, str]:
    likeness = 1.0 if one.likeness is None else one.likeness
    return CHANGES.index(one.change), likeness, one.page
