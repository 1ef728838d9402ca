import json
import os
import re
from collections import Counter
from pathlib import Path
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold
from boilerbench.scoring import AebShingles, Metric, Newspaper4kShingles
from boilerbench.scoring.metric import failure

CORPORA = os.environ.get("BOILERBENCH_TEST_CORPORA")
WORDS = st.lists(st.sampled_from(["a", "b", "A", "c_1", "é", "-", "\n"]), max_size=14).map(" ".join)


def plain_page(true: str, predicted: str) -> dict[str, float]:
    """`string_shingle_matching` of newspaper4k, written out: the four values of a page."""

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        words = re.findall(r"\w+", text)
        return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))

    wanted, found = shingles(true), shingles(predicted)
    counts = [(found & wanted).total(), (found - wanted).total(), (wanted - found).total()]
    tp, fp, fn = (count / (sum(counts) or 1) for count in counts)
    precision = 1.0 if fp == fn == 0 else 0.0 if tp == fp == 0 else tp / (tp + fp)
    recall = 1.0 if fp == fn == 0 else 0.0 if tp == fn == 0 else tp / (tp + fn)
    both = precision + recall
    return {
        "f1": 2 * precision * recall / both if both else 0.0,
        "precision": precision,
        "recall": recall,
        "accuracy": tp / (tp + fp + fn) if tp + fp + fn else 0.0,
    }


def plain_summary(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """`metrics_shingle` of newspaper4k, written out."""
    pages = [plain_page(true, predicted) for true, predicted in pairs]
    means = {name: mean(page[name] for page in pages) for name in pages[0]}
    both = means["precision"] + means["recall"]
    return {**means, "f1": 2 * means["precision"] * means["recall"] / both if both else 0.0}


def rows_of(metric: Metric, pairs: list[tuple[str, str]]) -> np.ndarray[tuple[int, int]]:
    return np.array([metric.page(Gold(text=true), predicted) for true, predicted in pairs])


def summary(metric: Metric, pairs: list[tuple[str, str]]) -> dict[str, float]:
    values = metric.summary(rows_of(metric, pairs), np.ones((1, len(pairs))))
    return {name: float(value[0]) for name, value in values.items()}


@given(WORDS, WORDS)
def test_a_page_is_scored_as_newspaper4k_scores_it(true: str, predicted: str) -> None:
    """All four values of a page equal the plain definition, also where there is no shingle."""
    metric = Newspaper4kShingles()
    values = metric.values(rows_of(metric, [(true, predicted)]))
    assert {name: value[0] for name, value in values.items()} == pytest.approx(
        plain_page(true, predicted)
    )


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_the_summary_is_newspaper4ks(pairs: list[tuple[str, str]]) -> None:
    """Means over all pages, and F1 of the mean precision and recall."""
    assert summary(Newspaper4kShingles(), pairs) == pytest.approx(plain_summary(pairs))


@pytest.mark.parametrize(
    ("true", "predicted", "counts", "accuracy"),
    [
        ("a b c d e", "a b c d e", (2, 0, 0), 1.0),
        ("a b c d e", "a b c d", (1, 0, 1), 0.5),
        ("a b c d e", "a b c d x", (1, 1, 1), 1 / 3),
        ("a b c d", "a b c", (0, 0, 1), 0.0),
        ("a b c", "a b c", (0, 0, 0), 0.0),
        ("A b c d", "a b c d", (0, 1, 1), 0.0),
    ],
)
def test_known_values(
    true: str, predicted: str, counts: tuple[int, int, int], accuracy: float
) -> None:
    """A text of under four words has no shingle; accuracy is the shared part of all of them."""
    metric = Newspaper4kShingles()
    rows = rows_of(metric, [(true, predicted)])
    assert tuple(rows[0]) == counts
    assert metric.values(rows)["accuracy"][0] == pytest.approx(accuracy)


def test_an_empty_prediction_counts_in_precision() -> None:
    """It is 0 there, where article-extraction-benchmark leaves the page out."""
    pairs = [("one two three four five", "one two three four five"), ("one two three four", "")]
    assert summary(Newspaper4kShingles(), pairs)["precision"] == 0.5
    assert summary(AebShingles(), pairs)["precision"] == 1.0


def test_a_failed_page_is_an_empty_prediction() -> None:
    """It misses all shingles of gold."""
    assert failure(Newspaper4kShingles(), Gold(text="one two three four five")) == (0, 0, 2)


def test_a_page_without_gold_words_is_not_judged() -> None:
    """Only gold with a word can be judged."""
    judged = [Newspaper4kShingles().judges(Gold(text=text)) for text in (None, "", "…", "x")]
    assert judged == [False, False, False, True]


@pytest.mark.skipif(not CORPORA, reason="BOILERBENCH_TEST_CORPORA names no folder of real corpora")
def test_the_two_published_scores_of_one_output_are_reproduced() -> None:
    """One empty page makes newspaper's stored output .9487 by AEB and .9461 by newspaper4k."""
    folder = Path(CORPORA or "") / "article-extraction-benchmark"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    output = json.loads((folder / "output" / "newspaper.json").read_text(encoding="utf-8"))
    output = output.get("output", output)
    pairs = [(gold[key]["articleBody"], output[key]["articleBody"] or "") for key in gold]
    assert round(summary(Newspaper4kShingles(), pairs)["f1"], 4) == 0.9461
    assert round(summary(AebShingles(), pairs)["f1"], 4) == 0.9487
