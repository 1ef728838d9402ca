"""What a run costs after its extractions: reading it, scoring it, printing its tables."""

import json

import msgspec
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench import Run, Scores, open_corpus, run, score
from boilerbench.answers import answers_of
from boilerbench.leakage import leaked_pages
from boilerbench.reporting.board import leaderboard
from boilerbench.reporting.pytest_benchmark import written
from boilerbench.reporting.tables import FORMATS, render
from boilerbench.reporting.tidying import tidy
from boilerbench.reporting.timed_runs import report_of, timed_run
from boilerbench.scoring.remembered import REMEMBERED

SPECS = ("trafilatura", "justext", "lxml-text", "oracle", "nothing")
CORPUS = open_corpus("news")
SIZE = f"{len(SPECS)} rows, {len(CORPUS.pages)} pages"
READING = pytest.mark.benchmark(group=f"a recorded run: {SIZE}")
PRINTING = pytest.mark.benchmark(group=f"printing a run: {SIZE}")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of the shipped news set, extracted once."""
    return run(SPECS, CORPUS, out=tmp_path_factory.mktemp("runs") / "news")


@pytest.fixture(scope="module")
def scored(recorded: Run) -> Scores:
    return score(recorded, CORPUS)


def forget() -> None:
    """Drop the rows of outputs that were scored before."""
    REMEMBERED.outputs.clear()
    REMEMBERED.held = 0


@READING
def test_read(benchmark: BenchmarkFixture, recorded: Run) -> None:
    """The recorded extractions from disk, each held against its page."""
    answers = benchmark.pedantic(answers_of, (recorded, CORPUS), rounds=10, warmup_rounds=1)
    assert [len(one.extractions) for one in answers] == [len(CORPUS.pages)] * len(SPECS)


@READING
@pytest.mark.parametrize("known", [False, True], ids=["for the first time", "again"])
def test_score(benchmark: BenchmarkFixture, recorded: Run, *, known: bool) -> None:
    """F1 and leaks with intervals, ranks and tests; again while its outputs are remembered."""
    found = benchmark.pedantic(
        score,
        (recorded, CORPUS),
        setup=None if known else forget,
        rounds=3,
        warmup_rounds=int(known),
    )
    assert len(found.rows) == len(SPECS)
    assert all(row.scores for row in found.rows)


@PRINTING
@pytest.mark.parametrize("style", FORMATS)
def test_render(benchmark: BenchmarkFixture, recorded: Run, scored: Scores, style: str) -> None:
    """The leaderboard, or all of the scores where data is asked for."""
    leaks = {one.system.spec: leaked_pages(one) for one in answers_of(recorded, CORPUS)}

    def printed() -> str:
        if style == "json":
            return msgspec.json.format(msgspec.json.encode(scored)).decode()
        if style == "csv":
            headers, rows = tidy(scored)
            return render(headers, rows, style, ["left"] * len(headers))
        return leaderboard(scored.rows, leaks, style)

    text = benchmark(printed)
    assert all(spec in text for spec in SPECS)


@PRINTING
def test_export(benchmark: BenchmarkFixture, recorded: Run) -> None:
    """The run's times as the JSON of pytest-benchmark, read from disk."""
    text = benchmark.pedantic(
        lambda: written(report_of(recorded, timed_run(recorded, {})[0])), rounds=5, warmup_rounds=1
    )
    assert len(json.loads(text)["benchmarks"]) == len(SPECS) - 1  # the oracle has no times
