import json
import os
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import AebShingles
from boilerbench.scoring.metric import failure

CORPORA = os.environ.get("BOILERBENCH_TEST_CORPORA")
PUBLISHED = {
    "AutoExtract": (0.970, 0.984, 0.956, 0.470),
    "boilerpipe": (0.860, None, None, None),
    "goose3": (0.896, 0.940, 0.856, 0.232),
    "html-text": (0.665, None, None, None),
    "justext": (0.804, 0.858, 0.756, 0.088),
    "news_please": (0.948, 0.964, 0.933, 0.326),
    "newspaper": (0.949, 0.964, 0.934, 0.326),
    "readability": (0.922, 0.913, 0.931, 0.315),
    "readability_js": (0.947, 0.914, 0.982, 0.166),
    "trafilatura": (0.958, 0.938, 0.978, 0.293),
}
WORDS = st.lists(st.sampled_from(["a", "b", "A", "c_1", "é", "-", "\n"]), max_size=14).map(" ".join)


def plain_row(true: str, predicted: str) -> tuple[int, int, int]:
    """`string_shingle_matching` of article-extraction-benchmark, written out, before dividing."""

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        words = re.findall(r"\w+", text or "", re.UNICODE | re.MULTILINE | re.DOTALL)
        all_ = [tuple(words[i : i + 4]) for i in range(max(1, len(words) - 4 + 1))]
        return Counter(one for one in all_ if one)

    t, p = shingles(true), shingles(predicted)
    keys = set(t) | set(p)
    tp = sum(min(t[k], p[k]) for k in keys)
    fp = sum(max(0, p[k] - t[k]) for k in keys)
    fn = sum(max(0, t[k] - p[k]) for k in keys)
    return tp, fp, fn


def plain_summary(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """`get_metrics` of article-extraction-benchmark, written out."""
    precisions, recalls = [], []
    for true, predicted in pairs:
        counts = plain_row(true, predicted)
        whole = sum(counts) or 1
        tp, fp, fn = (count / whole for count in counts)
        if tp + fp > 0:
            precisions.append(1.0 if fp == fn == 0 else 0.0 if tp == fp == 0 else tp / (tp + fp))
        if tp + fn > 0:
            recalls.append(1.0 if fp == fn == 0 else 0.0 if tp == fn == 0 else tp / (tp + fn))
    p = float(np.mean(precisions)) if precisions else np.nan
    r = float(np.mean(recalls)) if recalls else np.nan
    same = [re.findall(r"\w+", true) == re.findall(r"\w+", predicted) for true, predicted in pairs]
    f1 = 0.0 if p + r == 0 else 2 * p * r / (p + r)
    return {"f1": f1, "precision": p, "recall": r, "accuracy": float(np.mean(same))}


def summary(pairs: list[tuple[str, str]]) -> dict[str, float]:
    metric = AebShingles()
    rows = np.array([metric.page(Gold(text=true), predicted) for true, predicted in pairs])
    values = metric.summary(rows, np.ones((1, len(rows))))
    return {name: float(value[0]) for name, value in values.items()}


@given(WORDS, WORDS)
def test_a_page_is_counted_as_the_benchmark_counts_it(true: str, predicted: str) -> None:
    """True and false positives and misses equal the plain definition."""
    assert AebShingles().page(Gold(text=true), predicted)[:3] == plain_row(true, predicted)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_the_summary_is_the_benchmarks(pairs: list[tuple[str, str]]) -> None:
    """Macro means, their harmonic mean and accuracy equal the plain definition, nan included."""
    assert summary(pairs) == pytest.approx(plain_summary(pairs), nan_ok=True)


@pytest.mark.parametrize(
    ("true", "predicted", "expected"),
    [
        ("a b c d", "a b c", (0, 1, 1)),
        ("a b c", "a b c", (1, 0, 0)),
        ("a b c d e", "a b c d", (1, 0, 1)),
        ("a b c d a b c d", "a b c d", (1, 0, 4)),
        ("", "a", (0, 1, 0)),
        ("A b c d", "a b c d", (0, 1, 1)),
    ],
)
def test_known_values(true: str, predicted: str, expected: tuple[int, int, int]) -> None:
    """Short texts are one short shingle, case counts, repeated shingles count as often."""
    assert AebShingles().page(Gold(text=true), predicted)[:3] == expected


def test_a_failed_page_is_an_empty_prediction() -> None:
    """A crash lowers recall and accuracy and leaves precision alone."""
    gold = Gold(text="one two three four five")
    metric = AebShingles()
    rows = np.array([metric.page(gold, gold.text or ""), failure(metric, gold)])
    values = metric.summary(rows, np.ones((1, 2)))
    assert {name: value[0] for name, value in values.items()} == pytest.approx(
        {"precision": 1.0, "recall": 0.5, "f1": 2 / 3, "accuracy": 0.5}
    )


def test_optional_text_is_not_excused() -> None:
    """The benchmark knows no optional text, so a kept title costs precision."""
    gold = Gold(text="one two three four", title="The title", optional=(OptionalText("tags", "x"),))
    assert AebShingles().page(gold, "The title one two three four")[1] > 0


def test_a_page_without_gold_words_is_not_judged() -> None:
    """Only gold with a word can be judged."""
    assert [AebShingles().judges(Gold(text=text)) for text in (None, "", "…", "x")] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.skipif(not CORPORA, reason="BOILERBENCH_TEST_CORPORA names no folder of real corpora")
@pytest.mark.parametrize("system", sorted(PUBLISHED))
def test_published_tables_are_reproduced(system: str) -> None:
    """The stored outputs score as the benchmark's README says, to three decimals."""
    folder = Path(CORPORA or "") / "article-extraction-benchmark"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    stored = json.loads((folder / "output" / f"{system}.json").read_text(encoding="utf-8"))
    output = stored.get("output", stored)
    found = summary([(gold[k]["articleBody"], output[k]["articleBody"] or "") for k in gold])
    for name, value in zip(
        ("f1", "precision", "recall", "accuracy"), PUBLISHED[system], strict=True
    ):
        assert value is None or round(found[name], 3) == value, name
