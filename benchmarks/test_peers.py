"""What a page's score costs beside the peers' plain definitions of the same numbers."""

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plain_aeb, plain_wcxb
from benchmarks.sample import GOLDS, OUTPUTS
from boilerbench import Gold, parse_metric

TURN = count(1)
Values = tuple[float, float]
"""Precision and recall."""
Side = Callable[[Gold, str], Values]


def aeb(gold: Gold, text: str) -> Values:
    """article-extraction-benchmark, as plainly as it does."""
    found = plain_aeb.counts(gold.text or "", text)
    return plain_aeb.precision_of(*found), plain_aeb.recall_of(*found)


def wcxb(gold: Gold, text: str) -> Values:
    """WCXB, as plainly as it does."""
    precision, recall, _ = plain_wcxb.scores(gold.text or "", text)
    return precision, recall


def ours(name: str) -> Side:
    """A metric by name; the gold it is given has no optional text, as the peers know none."""
    metric = parse_metric(name)

    def side(gold: Gold, text: str) -> Values:
        values = metric.values(np.array([metric.page(gold, text)]))
        return float(values["precision"][0]), float(values["recall"][0])

    return side


PLAIN = {"article-extraction-benchmark": aeb, "WCXB": wcxb}
SIDES = [
    ("article-extraction-benchmark", "plainly", aeb),
    ("article-extraction-benchmark", "aeb-shingles", ours("aeb-shingles")),
    ("article-extraction-benchmark", "shingles", ours("shingles")),
    ("WCXB", "plainly", wcxb),
    ("WCXB", "wcxb-words", ours("wcxb-words")),
    ("WCXB", "tokens", ours("tokens")),
]
EQUAL = ("plainly", "aeb-shingles", "wcxb-words")
"""Sides that give the peer's numbers; our own metrics cut words in a better way."""


@pytest.mark.parametrize(
    ("peer", "name", "side"),
    [
        pytest.param(
            *one,
            id=", ".join(one[:2]),
            marks=pytest.mark.benchmark(group=f"beside {one[0]}: {len(GOLDS)} pages"),
        )
        for one in SIDES
    ],
)
def test_page(benchmark: BenchmarkFixture, peer: str, name: str, side: Side) -> None:
    """Precision and recall of each page of the sample."""
    golds = [Gold(text=gold.text) for gold in GOLDS]

    def new_values() -> tuple[tuple[list[str]], dict[str, object]]:
        tail = "\n" * next(TURN)
        return ([text + tail for text in OUTPUTS],), {}

    def score(texts: list[str]) -> list[Values]:
        return [side(gold, text) for gold, text in zip(golds, texts, strict=True)]

    found = benchmark.pedantic(score, setup=new_values, rounds=7, warmup_rounds=1)
    within = 1e-12 if name in EQUAL else 0.05
    for gold, text, one in zip(golds, OUTPUTS, found, strict=True):
        assert one == pytest.approx(PLAIN[peer](gold, text), abs=within)
