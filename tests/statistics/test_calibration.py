"""Whether chances are what they are called, on simulated corpora of which the truth is known."""

import numpy as np
import pytest

from boilerbench.scoring import AebShingles, Metric, Tokens
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import Difference, detectable, differences
from tests.statistics.tables import rows

PAGES = 4
CORPORA = 300
NAMES = [f"site{n}" for n in range(30) for _ in range(PAGES)]
MANY = [f"site{n}" for n in range(100) for _ in range(PAGES)]
APART = [f"page{n}" for n in range(len(NAMES))]


def corpus(seed: int, *, better: float = 0.0, sites: int = 30) -> list[Floats]:
    """Page values of two systems, each with luck of its own at every site; one is better."""
    rng = np.random.default_rng([seed, 7])
    page = rng.normal(0.6, 0.05, (sites, PAGES))
    luck = rng.normal(0, 0.06, (2, sites, 1)) + rng.normal(0, 0.04, (2, sites, PAGES))
    first, second = (page + luck).reshape(2, -1)
    return [first + better, second]


def of_aeb(values: Floats) -> Floats:
    """Rows of `aeb-shingles` of that precision, a recall of a half more, and a tenth empty."""
    tp, fn, empty = values, values / 3, np.arange(len(values)) % 10 == 0
    table = np.column_stack([tp, 1 - tp, fn, np.zeros(len(tp)), np.ones(len(tp))])
    table[empty, :3] = [0, 0, 1]
    return table


def compared(
    metric: Metric,
    tables: list[Floats],
    sites: list[str],
    *,
    replicates: int = 2,
    permutations: int = 299,
) -> Difference:
    (found,) = differences(metric, tables, sites, replicates=replicates, permutations=permutations)
    return found


@pytest.mark.parametrize("metric", [Tokens(), AebShingles()], ids=repr)
def test_alike_systems_differ_in_a_twentieth_of_corpora(metric: Metric) -> None:
    """Where nothing is to be found, p is under .05 in five corpora of a hundred."""
    of = rows if metric == Tokens() else of_aeb
    found = [
        compared(metric, [of(one) for one in corpus(seed)], NAMES).p < 0.05
        for seed in range(CORPORA)
    ]
    assert np.mean(found) == pytest.approx(0.05, abs=0.035)


def test_pages_as_units_would_find_too_much() -> None:
    """Were pages of a site swapped each for itself, chance would pass for a finding too often."""
    found = [
        compared(Tokens(), [rows(one) for one in corpus(seed)], APART).p < 0.05
        for seed in range(CORPORA)
    ]
    assert np.mean(found) > 0.15


def test_the_interval_covers_the_truth() -> None:
    """The true difference lies in about 95 of 100 intervals; a little under, with 30 sites."""
    found = []
    for seed in range(CORPORA):
        tables = [rows(one) for one in corpus(seed, better=0.03)]
        one = compared(Tokens(), tables, NAMES, replicates=400, permutations=0)
        found.append(one.low <= 0.03 <= one.high)
    assert np.mean(found) == pytest.approx(0.94, abs=0.035)


def test_a_detectable_difference_is_found_four_times_in_five() -> None:
    """A shift of the size that one corpus calls detectable is found in about 80 % of others."""
    shifts = []
    for seed in range(20):
        tables = [rows(one) for one in corpus(1000 + seed, sites=100)]
        shift = detectable([compared(Tokens(), tables, MANY, replicates=400, permutations=0)])
        assert shift is not None
        shifts.append(shift)
    better = float(np.median(shifts))
    found = []
    for seed in range(CORPORA):
        tables = [rows(one) for one in corpus(seed, better=better, sites=100)]
        found.append(compared(Tokens(), tables, MANY).p < 0.05)
    assert np.mean(found) == pytest.approx(0.8, abs=0.07)
