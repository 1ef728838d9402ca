"""What intervals and comparisons cost, beside article-extraction-benchmark's plain way.

32 systems on 181 pages, 1,000 replicates, the same draws on both sides, by CPU time. The plain
way takes minutes for all of them: it is timed on one system and on one pair, and its group's names
say by how much to multiply.
"""

from time import process_time

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plain_aeb
from boilerbench.scoring import AebShingles, Shingles
from boilerbench.scoring.metric import Floats
from boilerbench.statistics import Resampling, differences, estimates
from boilerbench.statistics.replicates import scores

SYSTEMS, PAGES, REPLICATES = 32, 181, 1000
SITES = [f"site{page:03}" for page in range(PAGES)]
BOOTSTRAP = "bootstrap: 32 systems, the plain way one of them (x 32)"
DIFFERENCES = "all 496 differences, the plain way one of them (x 496)"
SWAPS = "permutation tests of 496 pairs, 10,000 swaps"
NAMES = ("f1", "precision", "recall")
METRIC = AebShingles()
DRAWN = plain_aeb.drawn(PAGES, REPLICATES, 0)
DRAWS = Resampling(
    np.array([np.bincount(one, minlength=PAGES) for one in DRAWN], np.uint8), "pages", PAGES
)


def by_cpu_time(group: str) -> pytest.MarkDecorator:
    """The clock and the group of a benchmark: only the nearest such mark counts."""
    return pytest.mark.benchmark(group=group, timer=process_time, min_rounds=5)


def _tables() -> list[Floats]:
    """Counts of shingles as extractors leave them: most pages good, some bad, a few empty."""
    rng = np.random.default_rng(5)
    gold = rng.integers(50, 1500, (1, PAGES))
    kept = np.floor(gold * rng.beta(8, rng.uniform(0.3, 3, (SYSTEMS, 1)), (SYSTEMS, PAGES)))
    kept[rng.random(kept.shape) < 0.02] = 0
    extra = np.where(kept > 0, rng.geometric(0.02, kept.shape) - 1, 0)
    rows = [kept, extra, gold - kept, (extra == 0) & (kept == gold), np.ones(kept.shape)]
    return list(np.stack(rows, axis=2).astype(float))


TABLES = _tables()
COUNTS = [
    [plain_aeb.normalised(tp, fp, fn) for tp, fp, fn, *_ in table.tolist()] for table in TABLES
]


@by_cpu_time(BOOTSTRAP)
def test_bootstrap_plainly(benchmark: BenchmarkFixture) -> None:
    """The +- of one system."""
    benchmark(plain_aeb.deviations, COUNTS[0], DRAWN)


@by_cpu_time(BOOTSTRAP)
def test_bootstrap(benchmark: BenchmarkFixture) -> None:
    """Four values of all systems with their intervals; each replicate is the plain one."""
    assert len(benchmark(estimates, METRIC, TABLES, DRAWS)) == SYSTEMS
    _, found = scores(METRIC, np.stack(TABLES), DRAWS.weights, "page")
    plain = plain_aeb.bootstrap(COUNTS[0], DRAWN)
    for name in NAMES:
        assert found[name][0] == pytest.approx(plain[name], abs=1e-12)


@by_cpu_time(DIFFERENCES)
def test_differences_plainly(benchmark: BenchmarkFixture) -> None:
    """Mean and deviation of the differences of one pair, in precision, recall and F1."""
    benchmark(plain_aeb.differences, COUNTS[0], COUNTS[1], DRAWN)


@by_cpu_time(DIFFERENCES)
def test_differences(benchmark: BenchmarkFixture) -> None:
    """Value, interval and deviation of all pairs in the three, with draws of their own."""

    def all_pairs() -> list[float]:
        return [
            differences(METRIC, TABLES, SITES, value=name, permutations=0)[0].error
            for name in NAMES
        ]

    errors = benchmark(all_pairs)
    plain = plain_aeb.differences(COUNTS[0], COUNTS[1], DRAWN)
    assert errors == pytest.approx([plain[name][1] for name in NAMES], rel=0.15)
    _, found = scores(METRIC, np.stack(TABLES[:2]), DRAWS.weights, "page")
    for name in NAMES:
        apart = found[name][0] - found[name][1]
        expected = plain[name]
        assert (apart.mean(), apart.std(ddof=1)) == pytest.approx(expected, abs=1e-12)


@by_cpu_time(SWAPS)
@pytest.mark.parametrize(
    "average",
    [
        "page",
        "pooled",
        pytest.param("median", marks=pytest.mark.slow),
        pytest.param("worst", marks=pytest.mark.slow),
    ],
)
def test_permutation_tests(benchmark: BenchmarkFixture, average: str) -> None:
    """All 496 pairs put to 10,000 swaps; no peer has them."""
    tables = [table[:, :3] for table in TABLES]
    found = benchmark.pedantic(
        differences, (Shingles(4), tables, SITES), {"average": average}, rounds=1
    )
    assert len(found) == 496
