"""Runs of stored outputs on a few shipped pages, and the baseline they are held against."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from boilerbench import open_corpus, run
from boilerbench.corpora.corpus import Corpus, select
from boilerbench.gating.baselines import Baseline
from boilerbench.gating.findings import GateResult
from boilerbench.gating.judging import Question, judge
from boilerbench.gating.pinning import Gauge, gauge
from boilerbench.gating.tolerances import parse_tolerances
from boilerbench.gating.updating import repinned
from boilerbench.runs import Run

Stored: TypeAlias = "str | dict[str, object] | None"
Made: TypeAlias = Callable[..., Run]


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Twenty pages, every one with labelled noise."""
    return select(open_corpus("news"), limit=20)


@pytest.fixture
def made(tmp_path: Path, corpus: Corpus) -> Made:
    """A function that runs stored texts: gold itself, but for some pages by place."""
    count = iter(range(100))

    def make(changes: dict[int, Stored] | None = None, pages: Corpus = corpus) -> Run:
        folder = tmp_path / f"run{next(count)}"
        texts: dict[str, Stored] = {page.id: page.gold.ideal for page in pages.pages}
        texts |= {pages.pages[at].id: text for at, text in (changes or {}).items()}
        rows = {k: {"outcome": "crash"} if v is None else v for k, v in texts.items()}
        file = tmp_path / f"{folder.name}.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        return run([f"mine=outputs:{file}"], pages, out=folder)

    return make


@pytest.fixture
def gated(made: Made, corpus: Corpus) -> Callable[..., GateResult]:
    """A function that holds a run with some changes against a baseline with others."""

    def hold(
        now: dict[int, Stored],
        before: dict[int, Stored] | None = None,
        *,
        tolerances: tuple[str, ...] = (),
        measured: Gauge | None = None,
        baseline: Baseline | None = None,
    ) -> GateResult:
        used = measured or gauge()
        pinned = baseline or repinned(made(before), corpus, used)
        tolerated = parse_tolerances(tolerances, used.values)
        asked = Question(pinned, Path("baseline.json"), used, tolerated)
        return judge(asked, made(now), corpus)

    return hold
