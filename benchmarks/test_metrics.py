"""What scoring costs: each metric on the shipped pages, beside the peer's plain definition."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import count

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench import Gold, Metric, open_corpus, parse_metric
from boilerbench.trees import parse_page, texts_of

ROUND = count(1)
GOLDS = [page.gold for page in open_corpus("news").pages]
OUTPUTS = [
    "\n".join(texts_of(tree))
    for page in open_corpus("news").pages
    if (tree := parse_page(page.source.read(), page.charset)) is not None
]


def _texts_nobody_saw() -> tuple[tuple[list[str]], dict[str, object]]:
    """The outputs as new strings, so that no cache answers for them."""
    tail = "\n" * next(ROUND)
    return ([text + tail for text in OUTPUTS],), {}


def _plain_aeb(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall by article-extraction-benchmark, as plainly as they can be written."""

    def shingles(words: list[str]) -> Counter[tuple[str, ...]]:
        return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)

    true, predicted = (shingles(re.findall(r"\w+", one)) for one in (gold, text))
    hits = sum(min(count, predicted[one]) for one, count in true.items())
    return hits / predicted.total(), hits / true.total()


def _ours(gold: Gold, text: str) -> tuple[float, float]:
    metric = parse_metric("aeb-shingles")
    values = metric.values(np.array([metric.page(gold, text)]))
    return float(values["precision"][0]), float(values["recall"][0])


def _peers(gold: Gold, text: str) -> tuple[float, float]:
    return _plain_aeb(gold.text or "", text)


@pytest.mark.parametrize(
    "name",
    [
        "tokens",
        "shingles",
        "lcs",
        "exact",
        "segments",
        "head-body-tail",
        "aeb-shingles",
        "noise",
        "order",
        "duplication",
        "fusion",
    ],
)
def test_metric(benchmark: BenchmarkFixture, name: str) -> None:
    """Every shipped page's visible text under one metric; gold is prepared before."""
    benchmark.group = "metrics: eight pages, all visible text"
    metric: Metric = parse_metric(name)

    def score(texts: list[str]) -> list[tuple[float, ...] | None]:
        return [metric.page(gold, text) for gold, text in zip(GOLDS, texts, strict=True)]

    rows = benchmark.pedantic(score, setup=_texts_nobody_saw, rounds=20, warmup_rounds=1)
    assert all(row and len(row) == len(metric.columns) for row in rows)


@pytest.mark.parametrize("side", [_peers, _ours], ids=["plain definition", "aeb-shingles"])
def test_aeb_shingles_beside_the_plain_definition(
    benchmark: BenchmarkFixture, side: Callable[[Gold, str], tuple[float, float]]
) -> None:
    """The same precision and recall, counted plainly and counted by us."""
    benchmark.group = "aeb-shingles beside its plain definition"

    def score(texts: list[str]) -> list[tuple[float, float]]:
        return [side(gold, text) for gold, text in zip(GOLDS, texts, strict=True)]

    found = benchmark.pedantic(score, setup=_texts_nobody_saw, rounds=20, warmup_rounds=1)
    for gold, text, one in zip(GOLDS, OUTPUTS, found, strict=True):
        assert one == pytest.approx(_peers(gold, text), abs=1e-12)
