"""Rescoring keep-and-drop masks of an output's lines, beside WCXB's `word_f1` of what is kept."""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import plain_wcxb
from boilerbench import open_corpus
from boilerbench.scoring.masks import blocks_of, mask_statistics
from boilerbench.trees import parse_page, texts_of

MASKS = 256
PAGES = [
    (page.gold, [line for line in texts_of(tree) if line.strip()])
    for page in open_corpus("news").pages
    if (tree := parse_page(page.source.read(), page.charset)) is not None
]
CHOSEN = [np.random.default_rng(n).random((MASKS, len(b))) < 0.7 for n, (_, b) in enumerate(PAGES)]
Rows = NDArray[np.float64]


PREPARED = [blocks_of(gold, blocks, plain_wcxb.words) for gold, blocks in PAGES]
GOLDS = [Counter(plain_wcxb.words(gold.text or "")) for gold, _ in PAGES]


def _plain(page: int) -> Rows:
    """WCXB's precision, recall and F1 of every mask, gold cut before; as it is written there."""
    _, blocks = PAGES[page]
    gold, rows = GOLDS[page], []
    for mask in CHOSEN[page]:
        text = "\n".join(block for block, kept in zip(blocks, mask, strict=True) if kept)
        precision, recall, f1 = plain_wcxb.scores_of_words(gold, Counter(plain_wcxb.words(text)))
        rows.append((f1, precision, recall))
    return np.array(rows)


def _ours(page: int) -> Rows:
    tp, fp, fn = mask_statistics(PREPARED[page], CHOSEN[page]).T
    output = tp + fp
    precision = np.divide(tp, output, out=np.zeros_like(tp), where=output > 0)
    return np.column_stack([2 * tp / (2 * tp + fp + fn), precision, tp / (tp + fn)])


@pytest.mark.benchmark(group=f"{MASKS} masks of ten pages")
@pytest.mark.parametrize("side", [_plain, _ours], ids=["word_f1", "masks"])
def test_masks(benchmark: BenchmarkFixture, side: Callable[[int], Rows]) -> None:
    """Ten shipped pages under 256 masks each; gold and blocks are cut before."""
    places = range(0, len(PAGES), max(1, len(PAGES) // 10))
    rounds = 20 if side is _ours else 2
    found = benchmark.pedantic(lambda: [side(page) for page in places], rounds=rounds)
    for page, rows in zip(places, found, strict=True):
        np.testing.assert_allclose(rows, _plain(page), atol=1e-12)
