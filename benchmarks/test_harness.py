"""What the harness costs: whole runs beside their calls, worker starts, start-up, host memory."""

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import harness, whole
from boilerbench.corpora import open_corpus
from boilerbench.speed.cores import CoresProbe

AEB = whole.corpus()
needs_aeb = pytest.mark.skipif(AEB is None, reason="BOILERBENCH_TEST_CORPORA names no corpora")


@needs_aeb
@pytest.mark.benchmark(group="a whole run on article-extraction-benchmark")
@pytest.mark.parametrize("spec", ["trafilatura", "lxml-text"])
def test_whole_run(benchmark: BenchmarkFixture, spec: str) -> None:
    """Wall over the calls' share of two cores, with what the probe read around each window."""
    corpus = open_corpus(f"aeb:{AEB}")
    with CoresProbe(harness.JOBS) as probe:
        found: list[harness.Window] = []

        def window() -> None:
            found.extend(harness.windows(spec, corpus, probe, most=1))

        benchmark.pedantic(window, rounds=5)
    chosen, enough = harness.quiet_windows(iter(found), 5)
    benchmark.extra_info["ratio"] = harness.median_of(chosen, lambda one: one.ratio)
    benchmark.extra_info["warm_ratio"] = harness.median_of(chosen, lambda one: one.warm_ratio)
    benchmark.extra_info["host_cpu_ms"] = [one.host_cpu / one.pages * 1e3 for one in found]
    benchmark.extra_info["cores_free"] = [one.free for one in found]
    benchmark.extra_info["quiet"] = enough


@pytest.mark.benchmark(group="harness: a bare run")
def test_bare_run(benchmark: BenchmarkFixture) -> None:
    """The default extractors over the shipped news, opened and scored: whose CPU seconds it is."""
    calls, imports, host = benchmark.pedantic(harness.cpu_of_a_bare_run, rounds=3)
    assert calls > 0
    benchmark.extra_info.update(calls_s=calls, imports_s=imports, host_s=host)


@pytest.mark.benchmark(group="harness: a worker ready")
def test_worker_start(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """From nothing to a greeting, the adapter's own import taken out in `beyond_imports`."""
    found = benchmark.pedantic(harness.start_beyond_imports, (tmp_path, 1), rounds=10)
    assert found[0] > 0
    benchmark.extra_info["beyond_imports"] = found


@pytest.mark.benchmark(group="harness: start-up")
@pytest.mark.parametrize("arguments", ["--help", "extractors list", "run --help"])
def test_start_up(benchmark: BenchmarkFixture, arguments: str) -> None:
    """A cold process that only tells something; CPU seconds of the last in `cpu_s`."""
    words = arguments.split()
    ((_, cpu),) = benchmark.pedantic(harness.start_up, words, {"rounds": 1}, rounds=5)
    benchmark.extra_info["cpu_s"] = cpu


@pytest.mark.benchmark(group="harness: a page there and back, CPU")
@pytest.mark.parametrize("size", [1_000, 174_000, 1_500_000])
def test_round_trip(benchmark: BenchmarkFixture, tmp_path: Path, size: int) -> None:
    """The host's CPU seconds and the worker's beyond the call in `host_s` and `worker_s`."""
    page = b"x" * size
    host, worker = benchmark.pedantic(
        harness.cpu_of_round_trips, (tmp_path, page), {"rounds": 100}, rounds=3
    )
    benchmark.extra_info.update(host_s=host, worker_s=worker)


@needs_aeb
@pytest.mark.benchmark(group="harness: host memory for 2,000 pages")
def test_host_memory(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The host's peak in megabytes when it has opened and run them, and when it has scored them."""
    assert AEB is not None
    ran, scored = benchmark.pedantic(harness.host_memory, (AEB, tmp_path, 2000), rounds=1)
    benchmark.extra_info.update(run_mb=ran, scored_mb=scored)
    assert ran <= scored
