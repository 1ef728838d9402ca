"""What a gate costs: pinning outputs for the first time, and holding unchanged ones again."""

import json
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench import Run, open_corpus, run
from boilerbench.gating.baselines import Baseline, read_baseline, write_baseline
from boilerbench.gating.judging import Question, judge
from boilerbench.gating.pinning import gauge
from boilerbench.gating.tolerances import parse_tolerances
from boilerbench.gating.updating import repinned
from boilerbench.scoring.remembered import REMEMBERED

CORPUS = open_corpus("shipped")
MEASURED = gauge()
GROUP = pytest.mark.benchmark(group=f"a gate over {len(CORPUS.pages)} pages")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of stored outputs."""
    folder = tmp_path_factory.mktemp("gate")
    texts = {page.id: page.gold.ideal for page in CORPUS.pages}
    (folder / "mine.json").write_text(json.dumps(texts), encoding="utf-8")
    return run([f"mine=outputs:{folder / 'mine.json'}"], CORPUS, out=folder / "run")


@pytest.fixture(scope="module")
def file(recorded: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its baseline, committed."""
    made = tmp_path_factory.mktemp("baseline") / "baseline.json"
    write_baseline(made, repinned(recorded, CORPUS, MEASURED))
    return made


def forget() -> None:
    """Drop the rows of outputs that were scored before."""
    REMEMBERED.outputs.clear()
    REMEMBERED.held = 0


@GROUP
def test_pin(benchmark: BenchmarkFixture, recorded: Run) -> None:
    """Every page scored by every metric of the gate."""
    made: Baseline = benchmark.pedantic(
        repinned, (recorded, CORPUS, MEASURED), setup=forget, rounds=3
    )
    assert len(made.extractors["mine"].pages) == len(CORPUS.pages)


@GROUP
def test_hold_unchanged(benchmark: BenchmarkFixture, recorded: Run, file: Path) -> None:
    """The baseline read, the corpus opened and digested, every output compared by its digest."""

    def hold() -> bool:
        tolerated = parse_tolerances([], MEASURED.values)
        asked = Question(read_baseline(file), file, MEASURED, tolerated)
        return judge(asked, recorded, open_corpus("shipped")).passed

    assert benchmark.pedantic(hold, rounds=5, warmup_rounds=1)
