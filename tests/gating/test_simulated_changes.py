"""Detection and false alarms, by simulation: five kinds of change on 200 pages, 400 times each.

The kinds and what a single criterion makes of them: a fall of the mean alone misses a hair on every
page, a paired test alone misses two pages that collapsed; neither may fire for mere churn.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from boilerbench.gating.baselines import PageRecord
from boilerbench.gating.checks import CHECKS
from boilerbench.gating.evidence import Evidence
from boilerbench.gating.tolerances import parse_tolerances
from boilerbench.records import Gold

Values: TypeAlias = NDArray[np.float64]
Change: TypeAlias = Callable[[Values, np.random.Generator], Values]
PAGES: Final = 200
REPETITIONS: Final = 400
VALUE: Final = "shingles(n=4).f1"
USUAL: Final = parse_tolerances([], {"shingles(n=4)": ["f1"]})
GOLD: Final = Gold(text="one")


def _none(values: Values, _rng: np.random.Generator) -> Values:
    return values


def _five_pages_lose(values: Values, rng: np.random.Generator) -> Values:
    return _fallen(values, rng.choice(PAGES, 5, replace=False), 0.3)


def _two_pages_collapse(values: Values, rng: np.random.Generator) -> Values:
    return _fallen(values, rng.choice(PAGES, 2, replace=False), 1.0)


def _every_page_by_a_hair(values: Values, _rng: np.random.Generator) -> Values:
    return _fallen(values, np.arange(PAGES), 0.004)


def _churn(values: Values, rng: np.random.Generator) -> Values:
    """Thirty pages change for better or worse, and the mean does not but for chance."""
    pages = rng.choice(np.flatnonzero((values > 0.2) & (values < 0.9)), 30, replace=False)
    changed = values.copy()
    changed[pages] = np.clip(changed[pages] + rng.normal(0, 0.03, 30), 0, 1)
    return changed


def _fallen(values: Values, pages: NDArray[np.int64], by: float) -> Values:
    changed = values.copy()
    changed[pages] = np.maximum(changed[pages] - by, 0)
    return changed


def _record(value: float) -> PageRecord:
    rounded = round(float(value), 4)
    return PageRecord("b", "g", "ok", str(rounded), scores={VALUE: rounded})


def _fires(before: Values, now: Values) -> set[str]:
    """The checks that find a regression; two pages a site."""
    evidence = Evidence(
        label="mine",
        pages=tuple(f"p{at:03}" for at in range(PAGES)),
        sites=tuple(f"s{at // 2:03}" for at in range(PAGES)),
        golds=(GOLD,) * PAGES,
        before=tuple(map(_record, before)),
        now=tuple(map(_record, now)),
        better={VALUE: 1},
        headlines=frozenset({VALUE}),
    )
    return {finding.check for check in CHECKS for finding in check(evidence, USUAL)}


@pytest.mark.parametrize(
    ("change", "least", "most"),
    [
        (_none, 0.0, 0.0),
        (_five_pages_lose, 1.0, 1.0),
        (_churn, 0.0, 0.01),
        (_every_page_by_a_hair, 1.0, 1.0),
        (_two_pages_collapse, 1.0, 1.0),
    ],
)
def test_the_gate_finds_what_changed_and_not_what_only_churned(
    change: Change, least: float, most: float, record_property: Callable[[str, object], None]
) -> None:
    """The share of repetitions in which the gate turns red, kind by kind."""
    rng = np.random.default_rng(20)
    found = []
    for _ in range(REPETITIONS):
        before = np.clip(rng.beta(12, 1.2, PAGES), 0, 1)
        found.append(_fires(before, change(before, rng)))
    rate = sum(map(bool, found)) / REPETITIONS
    for check in sorted(set().union(*found)):
        record_property(check, sum(check in one for one in found) / REPETITIONS)
    record_property("red", rate)
    assert least <= rate <= most


def test_one_criterion_alone_would_miss_what_the_others_find() -> None:
    """Two collapsed pages are found by the cliff, not by the paired test; a hair the other way."""
    rng = np.random.default_rng(7)
    before = np.clip(rng.beta(12, 1.2, PAGES), 0, 1)
    assert f"paired-{VALUE}" not in _fires(before, _two_pages_collapse(before, rng))
    assert f"page-{VALUE}" in _fires(before, _two_pages_collapse(before, rng))
    assert _fires(before, _every_page_by_a_hair(before, rng)) == {f"paired-{VALUE}"}
