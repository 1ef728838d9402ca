"""A whole benchmark with all paired tests in a cold process, beside its plain way in parts."""

from pathlib import Path
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plain_aeb, whole

AEB = whole.corpus()
pytestmark = pytest.mark.skipif(AEB is None, reason="BOILERBENCH_TEST_CORPORA names no corpora")
REPLICATES = 1000


@pytest.mark.benchmark(group="a whole benchmark of 32 systems, by wall time")
def test_whole(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """From the run folder to 496 paired tests, with its CPU seconds; F1 is the plain one."""
    assert AEB is not None
    systems, gold = whole.made_systems(AEB, tmp_path), whole.golds(AEB)
    run = whole.recorded(AEB, tmp_path)
    spent, f1 = benchmark.pedantic(whole.scored, (run,), rounds=3)
    benchmark.extra_info["cpu_s"] = spent
    for number in (0, 11):
        pages = [plain_aeb.counts(gold[page], systems[number][page]) for page in gold]
        plain = plain_aeb.scores([plain_aeb.normalised(*page) for page in pages])
        assert f1[f"s{number:02}"] == pytest.approx(plain["f1"], abs=1e-12)


@pytest.mark.benchmark(group="parts of a whole benchmark, plainly", timer=process_time)
@pytest.mark.parametrize("part", ["a system (x 32)", "a pair (x 496)"])
def test_plainly(benchmark: BenchmarkFixture, tmp_path: Path, part: str) -> None:
    """What one system costs, and one pair."""
    assert AEB is not None
    systems, gold = whole.made_systems(AEB, tmp_path), whole.golds(AEB)
    draws = plain_aeb.drawn(len(gold), REPLICATES, 0)
    rows = [
        [plain_aeb.normalised(*plain_aeb.counts(gold[page], one[page])) for page in gold]
        for one in systems[:2]
    ]

    def system() -> None:
        for page, text in gold.items():
            plain_aeb.counts(text, systems[0][page])
        plain_aeb.accuracy([(gold[page], systems[0][page]) for page in gold])
        plain_aeb.deviations(rows[0], draws)

    def pair() -> None:
        plain_aeb.differences(rows[0], rows[1], draws)

    benchmark.pedantic(system if part.startswith("a system") else pair, rounds=2)
