"""A run over mutated pages, as a stress test: each mutation against the control, page by page."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from boilerbench.answers import Answers, answers_of
from boilerbench.recorded import Outline
from boilerbench.records import Page
from boilerbench.runs import Run
from boilerbench.scores import ScoredCorpus, Value, value_of, written
from boilerbench.scoring import HEADLINE
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import Resampling, resample
from boilerbench.statistics.averaging import estimated
from boilerbench.stress.choosing import sentence_of
from boilerbench.stress.counting import COLUMNS, F1, GOLD, LEAKED, MISSING, Tables, counts
from boilerbench.stress.deriving import Derived
from boilerbench.stress.grounds import WHERE
from boilerbench.stress.mutations import CONTROL
from boilerbench.stress.planting import PLANTINGS
from boilerbench.stress.results import Cell, MutationUsed, Stress, Stressed
from boilerbench.stress.variants import SERVED, variant
from boilerbench.versions.sweeping import unavailable


def stressed(run: Run, derived: Derived, *, seed: int = 0) -> Stress:
    """What a run over a derived corpus shows of every extractor."""
    base, found = derived.base, answers_of(run, derived.corpus)
    sites = [page.site for page in base.pages]
    draws = resample(sites, ids=[page.id for page in base.pages], seed=seed)
    pages = _pages(derived)
    tables = counts(pages, found, derived.words)
    row = partial(_row, pages=pages, draws=draws)
    return Stress(
        run=str(run.path),
        corpus=ScoredCorpus(name=base.name, digest=base.digest(), pages=len(base.pages)),
        metric=repr(HEADLINE),
        seed=seed,
        unit=draws.unit,
        units=draws.units,
        control=CONTROL,
        mutations=tuple(
            MutationUsed(name, sentence_of(name), name in PLANTINGS, _carried(pages[name]))
            for name in derived.mutations
        ),
        rows=tuple(map(row, found, tables)),
        rules=None if run.manifest.rules is None else str(run.manifest.rules),
    )


def _pages(derived: Derived) -> dict[str, list[Page | None]]:
    """As served and under each mutation the page of every base page; None where there is none."""
    by_id = {page.id: page for page in derived.corpus.pages}
    return {
        name: [by_id.get(variant(page.id, name)) for page in derived.base.pages]
        for name in (SERVED, *derived.mutations)
    }


def _carried(pages: Sequence[Page | None]) -> int:
    return sum(page is not None for page in pages)


def _row(
    answers: Answers,
    tables: Tables,
    *,
    pages: Mapping[str, Sequence[Page | None]],
    draws: Resampling,
) -> Stressed:
    known = {brief.page: brief for brief in answers.briefs}
    failed = {name: _failed(some, known) for name, some in pages.items()}
    reason = unavailable(answers)
    weights = draws.weights.astype(float)
    cells = [
        _cell(name, tables[name], tables[SERVED if name == CONTROL else CONTROL],
              failed[name], weights)
        for name in pages
        if name != SERVED
    ]  # fmt: skip  # what is held against what, in one line
    system = answers.system
    return Stressed(
        extractor=system.spec,
        label=system.label,
        version=system.version,
        kind=system.kind,
        reason=reason,
        served=None if reason else written(_mean(tables[SERVED][:, F1])),
        cells=() if reason else tuple(cells),
    )


def _failed(pages: Sequence[Page | None], known: Mapping[str, Outline]) -> int:
    found = (known.get(page.id) for page in pages if page is not None)
    return sum(one is not None and not one.answered for one in found)


def _mean(values: Floats) -> float:
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else np.nan


def _cell(name: str, table: Floats, control: Floats, failed: int, weights: Floats) -> Cell:
    both = ~np.isnan(table[:, F1]) & ~np.isnan(control[:, F1])
    table, control, drawn = table[both], control[both], weights[:, both]
    lost = table[:, MISSING] - control[:, MISSING]
    share = partial(_share, weights=drawn)
    ones = np.ones(len(table))
    leaked, planted = table[:, LEAKED:COLUMNS:2], table[:, LEAKED + 1 : COLUMNS : 2]
    plants = name in PLANTINGS
    return Cell(
        mutation=name,
        pages=len(table),
        failed=failed,
        f1=written(_mean(table[:, F1])),
        kept=share(table[:, F1], control[:, F1]),
        difference=share(table[:, F1] - control[:, F1], ones),
        lost=share(lost, table[:, GOLD]),
        lost_words=int(lost.sum()),
        leaked=share(leaked.sum(axis=1), planted.sum(axis=1)) if plants else None,
        leaked_at={w: share(leaked[:, at], planted[:, at]) for at, w in enumerate(WHERE)}
        if plants
        else {},
    )


def _share(part: Floats, whole: Floats, *, weights: Floats) -> Value:
    """The sum of one over that of the other, with the interval that draws of sites give it."""
    points = np.concatenate((np.ones((1, len(part))), weights))
    above, below = points @ part, points @ whole
    values = np.full(len(points), np.nan)
    np.divide(above, below, out=values, where=below != 0)
    (found,) = estimated(values[:1], values[None, 1:])
    return value_of(found, len(part))
