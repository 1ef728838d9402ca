"""All of a report from its runs, by as many processes as are given; the same by any number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.report.blocks import Diffs, diffs_of
from boilerbench.report.choosing import Keep
from boilerbench.report.contents import Contents
from boilerbench.report.drawing import Drawings, drawings_of
from boilerbench.report.gathering import gathered, sources_of
from boilerbench.report.hands import hands
from boilerbench.report.pagework import Judged, judged, ready
from boilerbench.runs import Run
from boilerbench.scoring import Metric
from boilerbench.stress.results import Stress

WHOLE: Final = 4000
"""Outputs up to which all diffs are made at once with the cells, whether they will fit or not."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the file is made of."""

    contents: Contents
    drawings: Drawings
    diffs: Diffs


def report_of(
    runs: Sequence[Run],
    corpus: Corpus,
    metrics: Sequence[Metric],
    keep: Keep,
    *,
    pool: bool = False,
    seed: int = 0,
    jobs: int = 1,
    whole: int = WHOLE,
    stress: Stress | None = None,
) -> Report:
    """The report of the last of some runs, as `contents_of` and `diffs_of` have it.

    Pages go to the other processes first; scores, statistics and likeness are made beside them.
    A stress test is shown as it is. Raises as `contents_of` does.
    """
    with hands(jobs, ready) as each:
        sources = sources_of(runs[-1], corpus, metrics[0])
        at_once = keep.pages is None and sum(len(o.extractions) for o in sources.compared) <= whole
        done = each(judged, sources.tasks("both" if at_once else "cells"))
        blocks: dict[int, str] = {}
        contents = gathered(sources, runs[:-1], metrics, _noted(done, blocks), pool=pool, seed=seed)
        contents = replace(contents, stress=stress)
        drawings = drawings_of(contents, each)
        made = blocks if at_once else None
        diffs = diffs_of(contents, corpus.pages, sources.compared, keep, each=each, made=made)
    return Report(contents, drawings, diffs)


def _noted(done: Iterable[Judged], blocks: dict[int, str]) -> Iterator[Judged]:
    """What was done, its blocks noted by page."""
    for at, one in enumerate(done):
        blocks[at] = one.block
        yield one
