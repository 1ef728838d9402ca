"""What a report costs once its run is there: its parts one by one, and all of it."""

import json
import os
import random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench import Run, open_corpus, run
from boilerbench.answers import answers_of
from boilerbench.report.blocks import diffs_of
from boilerbench.report.building import report_of
from boilerbench.report.choosing import Keep
from boilerbench.report.contents import Contents
from boilerbench.report.documents import document
from boilerbench.report.drawing import drawings_of
from boilerbench.report.gathering import USUAL, contents_of
from boilerbench.scoring.alignment import attributed
from boilerbench.scoring.remembered import REMEMBERED

SYSTEMS = 4
CORPUS = open_corpus("news")
KEEP = Keep(size=None)
GROUP = pytest.mark.benchmark(group=f"a report: {SYSTEMS} rows, {len(CORPUS.pages)} pages")


def outputs(seed: int) -> dict[str, str]:
    """Gold of which a seeded part is lost, with some of the noise of each page between."""
    rng = random.Random(seed)
    found = {}
    for page in CORPUS.pages:
        lines = [line for line in page.gold.paragraphs if rng.random() > seed / 10]
        for noise in page.gold.noise[: 2 * seed]:
            lines.insert(rng.randint(0, len(lines)), noise.text)
        found[page.id] = "\n\n".join(lines)
    return found


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of stored outputs, from gold to ever worse ones."""
    folder = tmp_path_factory.mktemp("report")
    for seed in range(SYSTEMS):
        (folder / f"{seed}.json").write_text(json.dumps(outputs(seed)), encoding="utf-8")
    specs = [f"mine{seed}=outputs:{folder / f'{seed}.json'}" for seed in range(SYSTEMS)]
    return run(specs, CORPUS, out=folder / "run")


@pytest.fixture(scope="module")
def contents(recorded: Run) -> Contents:
    """What a report says of it."""
    return contents_of([recorded], CORPUS)


def forget() -> None:
    """Drop the rows and alignments of outputs that were scored before."""
    REMEMBERED.outputs.clear()
    REMEMBERED.held = 0
    attributed.cache_clear()


@GROUP
def test_gather(benchmark: BenchmarkFixture, recorded: Run) -> None:
    """Scores, statistics, the cells of all pages, how alike texts are."""
    made = benchmark.pedantic(contents_of, ([recorded], CORPUS), setup=forget, rounds=3)
    assert len(made.pages) == len(CORPUS.pages)


@GROUP
def test_diff(benchmark: BenchmarkFixture, recorded: Run, contents: Contents) -> None:
    """The diffs of all pages with the origins of leaks, packed."""
    arguments = (contents, CORPUS.pages, answers_of(recorded, CORPUS), KEEP)
    made = benchmark.pedantic(diffs_of, arguments, setup=forget, rounds=3)
    assert len(made.blocks) == len(CORPUS.pages)


@GROUP
def test_draw(benchmark: BenchmarkFixture, contents: Contents) -> None:
    """The figures as SVG; the chart library is loaded before."""
    made = benchmark.pedantic(drawings_of, (contents,), rounds=3, warmup_rounds=1)
    assert any(one.svg for one in made.parts[0])


@GROUP
def test_document(benchmark: BenchmarkFixture, recorded: Run, contents: Contents) -> None:
    """The file from all of these."""
    diffs = diffs_of(contents, CORPUS.pages, answers_of(recorded, CORPUS), KEEP)
    drawings = drawings_of(contents)
    made = benchmark.pedantic(
        lambda: document(contents, drawings, diffs, again="again"), rounds=5, warmup_rounds=1
    )
    assert made.endswith(b"</html>")


@GROUP
@pytest.mark.parametrize("jobs", [1, 2], ids=["by one process", "by two"])
def test_report(benchmark: BenchmarkFixture, recorded: Run, jobs: int) -> None:
    """All of it, the start of other processes included."""
    if jobs > (os.cpu_count() or 1):
        pytest.skip(f"needs {jobs} cores")

    def whole() -> bytes:
        found = report_of([recorded], CORPUS, USUAL, KEEP, jobs=jobs)
        return document(found.contents, found.drawings, found.diffs, again="again")

    assert b"</html>" in benchmark.pedantic(whole, setup=forget, rounds=2)
