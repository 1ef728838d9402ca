"""What ROUGE-Lsum costs: ours beside the package rouge-score, on the same pages in one process.

The pages of the sample, and where BOILERBENCH_TEST_CORPORA names a folder that has it, 31 pages of
article-extraction-benchmark: every sixth by length of gold with the longest among them. On these
rouge-score takes minutes, and runs only with --slow.
"""

import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from _pytest.mark import ParameterSet
from pytest_benchmark.fixture import BenchmarkFixture
from rouge_score import rouge_scorer, tokenizers

from benchmarks.sample import GOLDS, OUTPUTS
from boilerbench import Gold, parse_metric
from boilerbench.scoring.rouge import Sentence, rouge_lsum
from boilerbench.scoring.sentences import sentences

CORPORA = os.environ.get("BOILERBENCH_TEST_CORPORA")
ROUND = count(1)

Texts: TypeAlias = list[tuple[str, str]]
Cut: TypeAlias = list[tuple[list[Sentence], list[Sentence]]]
Scores: TypeAlias = list[tuple[float, float]]


def _public(system: str) -> Texts:
    folder = Path(CORPORA or "") / "article-extraction-benchmark"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    stored = json.loads((folder / "output" / f"{system}.json").read_text(encoding="utf-8"))
    output = stored.get("output", stored)
    longest_first = sorted(gold, key=lambda page: -len(gold[page]["articleBody"]))
    return [
        (gold[page]["articleBody"], output[page]["articleBody"] or "")
        for page in longest_first[::6]
    ]


SHIPPED = "all visible text"
PUBLIC = {name: _public(name) for name in ("trafilatura", "newspaper") if CORPORA}
PAGES = {
    SHIPPED: [(gold.text or "", text) for gold, text in zip(GOLDS, OUTPUTS, strict=True)],
    **PUBLIC,
}


class Words(tokenizers.Tokenizer):  # type: ignore[misc]  # rouge-score has no types
    """Words between white space, as WCEB has them."""

    def tokenize(self, text: str) -> list[str]:  # noqa: D102  the class says it
        return text.split()


def _cut(text: str) -> list[Sentence]:
    return [tuple(sentence.split()) for sentence in sentences(text)]


def _rouge_score(pages: Cut) -> Scores:
    scores = [rouge_scorer._summary_level_lcs(gold, output) for gold, output in pages]  # noqa: SLF001  the comparison alone has no public name
    return [(score.precision, score.recall) for score in scores]


def _ours(pages: Cut) -> Scores:
    rows = [rouge_lsum(gold, output) for gold, output in pages]
    return [(row[0] / row[1], row[0] / row[2]) for row in rows if row is not None]


def _whole_rouge_score(pages: Texts) -> Scores:
    scorer = rouge_scorer.RougeScorer(["rougeLsum"], split_summaries=True, tokenizer=Words())
    scores = [scorer.score(gold, output)["rougeLsum"] for gold, output in pages]
    return [(score.precision, score.recall) for score in scores]


def _whole_ours(pages: Texts) -> Scores:
    metric = parse_metric("wceb-rouge")
    rows = [metric.page(Gold(text=gold), output) for gold, output in pages]
    return [(row[0] / row[1], row[0] / row[2]) for row in rows if row is not None]


def _sides(of: str, plain: object, ours: object) -> list[ParameterSet]:
    """Both sides of every system, the plain one slow where its pages are many."""
    sides = []
    for system in PAGES:
        group = pytest.mark.benchmark(group=f"ROUGE-Lsum of {of}: {system}")
        marks = [group, pytest.mark.slow] if system in PUBLIC else [group]
        sides.append(pytest.param(system, plain, id=f"rouge-score, {system}", marks=marks))
        sides.append(pytest.param(system, ours, id=f"boilerbench, {system}", marks=group))
    return sides


@pytest.mark.parametrize(("system", "side"), _sides("cut sentences", _rouge_score, _ours))
def test_comparison(
    benchmark: BenchmarkFixture, side: Callable[[Cut], Scores], system: str
) -> None:
    """Sentences already cut into words: the same precision and recall of every page."""
    pages = [(_cut(gold), _cut(output)) for gold, output in PAGES[system]]
    rounds = 1 if side is _rouge_score else 20
    found = benchmark.pedantic(side, args=(pages,), rounds=rounds)
    np.testing.assert_allclose(found, _ours(pages), atol=1e-12)


def _texts_nobody_saw(pages: Texts) -> tuple[tuple[Texts], dict[str, object]]:
    """Gold and outputs as new strings, so that no cache answers for them."""
    tail = "\n" * next(ROUND)
    return ([(gold + tail, output + tail) for gold, output in pages],), {}


@pytest.mark.parametrize(("system", "side"), _sides("texts", _whole_rouge_score, _whole_ours))
def test_whole(
    benchmark: BenchmarkFixture,
    monkeypatch: pytest.MonkeyPatch,
    side: Callable[[Texts], Scores],
    system: str,
) -> None:
    """`wceb-rouge` from text to values, gold's cutting included, both with our sentences."""
    monkeypatch.setattr(rouge_scorer.nltk, "sent_tokenize", sentences)
    found = benchmark.pedantic(
        side,
        setup=lambda: _texts_nobody_saw(PAGES[system]),
        rounds=1 if side is _whole_rouge_score else 20,
    )
    np.testing.assert_allclose(found, _whole_ours(PAGES[system]), atol=1e-12)
