import csv
import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel
from rouge_score import rouge_scorer, tokenizers

from boilerbench.records import Gold
from boilerbench.scoring import WcebLevenshtein, WcebRouge, wceb
from boilerbench.scoring.metric import failure
from boilerbench.scoring.sentences import sentences

CORPORA = os.environ.get("BOILERBENCH_TEST_CORPORA")
PIECES = ["a", "b", "a.", "B.", "é?", "c!", " ", " ", "\n", "\n\n", "\xa0"]
TEXT = st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)


def tokenize_ws(text: str) -> list[str]:
    """`tokenize_ws` of WCEB's util.py."""
    text = text.strip()
    return re.split(r"\s+", text) if text else []


class Words(tokenizers.Tokenizer):  # type: ignore[misc]  # rouge-score has no types
    """The tokeniser that WCEB hands to rouge-score."""

    def tokenize(self, text: str) -> list[str]:
        return tokenize_ws(text)


def plain_rouge(target: str, pred: str) -> tuple[float, float, float]:
    """`rouge_eval` of WCEB's eval.py: precision, recall, F1."""
    scorer = rouge_scorer.RougeScorer(["rougeLsum"], split_summaries=True, tokenizer=Words())
    score = scorer.score(target, pred)["rougeLsum"]
    p, r, f1 = score.precision, score.recall, score.fmeasure
    if not target.strip():
        r = 1.0
        if not pred.strip():
            p = f1 = 1.0
    return p, r, f1


def scored(metric: WcebRouge | WcebLevenshtein, gold: str, output: str) -> dict[str, float]:
    values = metric.values(np.array([metric.page(Gold(text=gold), output)]))
    return {name: float(value[0]) for name, value in values.items()}


@pytest.fixture(autouse=True)
def _our_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """rouge-score asks NLTK for sentences, whose parameters are a download."""
    monkeypatch.setattr(rouge_scorer.nltk, "sent_tokenize", sentences)


@given(TEXT, TEXT)
def test_rouge_is_wcebs(gold: str, output: str) -> None:
    """Each page's values are those of its `rouge_eval`, empty texts included."""
    found = scored(WcebRouge(), gold, output)
    p, r, f1 = plain_rouge(gold, output)
    assert found == pytest.approx({"precision": p, "recall": r, "f1": f1}, abs=1e-12)


@given(TEXT, TEXT)
def test_levenshtein_is_wcebs(gold: str, output: str) -> None:
    """The similarity is `Levenshtein.ratio` of the words: 1 less the normalised indel distance."""
    words = tokenize_ws(gold), tokenize_ws(output)
    whole = sum(map(len, words))
    expected = 1 - Indel.distance(*words) / whole if whole else 1.0
    assert scored(WcebLevenshtein(), gold, output)["similarity"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("gold", "output", "rouge", "levenshtein"),
    [
        ("One two. Three.", "One two. Three.", (1, 1, 1), 1),
        ("One two. Three.", "Three. One two.", (1, 1, 1), 4 / 6),
        ("One two.", "One two", (0.5, 0.5, 0.5), 0.5),
        ("One two. Three.", "", (0, 0, 0), 0),
        ("", "One", (0, 1, 0), 0),
        ("", " ", (1, 1, 1), 1),
    ],
)
def test_known_values(
    gold: str, output: str, rouge: tuple[float, float, float], levenshtein: float
) -> None:
    """Order counts for the one only, a lost full stop loses its word, empty gold has recall 1."""
    found = scored(WcebRouge(), gold, output)
    assert tuple(found[name] for name in ("precision", "recall", "f1")) == pytest.approx(rouge)
    assert scored(WcebLevenshtein(), gold, output)["similarity"] == pytest.approx(levenshtein)


@pytest.mark.parametrize("metric", [WcebRouge(), WcebLevenshtein()], ids=repr)
def test_what_is_judged_and_what_a_failure_is(metric: WcebRouge | WcebLevenshtein) -> None:
    """Every text is, be it empty; a failed page is an empty output."""
    assert metric.judges(Gold(text=""))
    assert not metric.judges(Gold(contains=("x",)))
    assert failure(metric, Gold(text="a b")) == (0, 0, 2)


def test_texts_too_large_are_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the stated number of cells there is no row, unless the texts are the same."""
    monkeypatch.setattr(wceb, "CELLS", 5)
    assert WcebLevenshtein().page(Gold(text="a b c"), "a b") is None
    assert WcebLevenshtein().page(Gold(text="a b c"), "a b c") == (3, 3, 3)
    assert WcebLevenshtein().page(Gold(text="a b c"), "c") == (1, 1, 3)
    words = [str(number) for number in range(9000)]
    assert WcebRouge().page(Gold(text=" ".join(words * 4)), " ".join(words[::-1] * 4)) is None


def _golds() -> dict[str, Gold]:
    """Gold of article-extraction-benchmark by the digest of the page."""
    folder = Path(CORPORA or "") / "article-extraction-benchmark"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    html = {name: gzip.decompress((folder / f"html/{name}.html.gz").read_bytes()) for name in gold}
    return {
        hashlib.sha256(html[name]).hexdigest(): Gold(text=page["articleBody"])
        for name, page in gold.items()
    }


def _published(score: str, model: str) -> Iterator[tuple[str, dict[str, str]]]:
    folder = Path(CORPORA or "") / "wceb-scores" / "metrics-computed" / score / "scrapinghub"
    with (folder / f"{score}_{model}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["hash_key"], row


def _outputs(model: str) -> dict[str, str]:
    folder = Path(CORPORA or "") / "wceb-scores" / "model-outputs" / "scrapinghub"
    lines = (folder / f"{model}.jsonl").read_text(encoding="utf-8").splitlines()
    return {page["page_id"]: page["plaintext"] or "" for page in map(json.loads, lines)}


@pytest.mark.skipif(not CORPORA, reason="BOILERBENCH_TEST_CORPORA names no folder of real corpora")
@pytest.mark.parametrize("model", ["goose3", "justext", "readability", "trafilatura"])
def test_published_figures_are_reproduced(model: str) -> None:
    """Every page of WCEB's scrapinghub tables has the value that was published."""
    golds, outputs = _golds(), _outputs(model)
    columns = {"f1": "f1", "precision": "prec", "recall": "rec"}
    rouge, levenshtein = list(_published("rouge", model)), list(_published("levenshtein", model))
    assert len(rouge) == len(levenshtein) == len(golds) == 181
    pages = [(golds[page], outputs[page]) for page, _ in rouge]
    values = WcebRouge().values(np.array([WcebRouge().page(*page) for page in pages]))
    for name, column in columns.items():
        published = [float(row[column]) for _, row in rouge]
        np.testing.assert_allclose(values[name], published, rtol=0, atol=1e-9)
    pages = [(golds[page], outputs[page]) for page, _ in levenshtein]
    found = WcebLevenshtein().values(np.array([WcebLevenshtein().page(*page) for page in pages]))
    published = [float(row["dist"]) for _, row in levenshtein]
    np.testing.assert_allclose(found["similarity"], published, rtol=0, atol=1e-9)
