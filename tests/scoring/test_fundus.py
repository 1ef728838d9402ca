import math
from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score import rouge_scorer

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import FundusParagraphs, FundusRouge, fundus
from boilerbench.scoring.choices import choices
from boilerbench.scoring.metric import failure
from boilerbench.scoring.sentences import sentences

NAMES = ("precision", "recall", "f1")
PARAGRAPH = st.lists(st.sampled_from(["a", "b", "A.", "b.", "ü", "2?"]), max_size=3).map(" ".join)
PARAGRAPHS = st.lists(PARAGRAPH, max_size=5)
OPTIONAL = st.lists(PARAGRAPH.filter(bool), max_size=6)


def reference_bodies(body: list[str], optional: list[str]) -> Iterator[list[str]]:
    """`get_reference_bodies` of Fundus' utils.py, with the optional paragraphs last."""
    indices = range(len(body), len(body) + len(optional))
    if len(optional) > 4:
        yield body + optional
        yield body
        return
    powerset = chain.from_iterable(combinations(indices, r) for r in range(len(optional) + 1))
    for removed in powerset:
        yield [one for at, one in enumerate(body + optional) if at not in removed]


def plain_match(body: list[str], optional: list[str], output: list[str]) -> tuple[float, ...]:
    """`score_paragraph_match` of Fundus' scorers.py."""

    def values(reference: list[str]) -> tuple[float, float, float]:
        wanted, found = Counter(reference), Counter(output)
        keys = wanted.keys() | found.keys()
        tp = sum(min(wanted[key], found[key]) for key in keys)
        fp = sum(max(0, found[key] - wanted[key]) for key in keys)
        fn = sum(max(0, wanted[key] - found[key]) for key in keys)
        p = tp / (tp + fp) if tp + fp else math.nan
        r = tp / (tp + fn) if tp + fn else math.nan
        return p, r, math.nan if p + r == 0 else 2 * p * r / (p + r)

    return max(map(values, reference_bodies(body, optional)), key=lambda value: value[2])


def plain_rouge(body: list[str], optional: list[str], output: list[str]) -> tuple[float, ...]:
    """`score_rouge_lsum` of Fundus' scorers.py."""
    scorer = rouge_scorer.RougeScorer(["rougeLsum"], use_stemmer=False, split_summaries=True)
    scores = [
        scorer.score("\n\n".join(reference), "\n\n".join(output))["rougeLsum"]
        for reference in reference_bodies(body, optional)
    ]
    best = max(scores, key=lambda score: float(score.fmeasure))
    return best.precision, best.recall, best.fmeasure


def gold_of(body: list[str], optional: list[str]) -> Gold:
    return Gold(text="\n\n".join(body), optional=tuple(OptionalText("tags", o) for o in optional))


def scored(metric: FundusParagraphs | FundusRouge, gold: Gold, output: str) -> tuple[float, ...]:
    values = metric.values(np.array([metric.page(gold, output)]))
    return tuple(float(values[name][0]) for name in NAMES)


@pytest.fixture(autouse=True)
def _our_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """rouge-score asks NLTK for sentences, whose parameters are a download."""
    monkeypatch.setattr(rouge_scorer.nltk, "sent_tokenize", sentences)


@given(PARAGRAPHS, OPTIONAL, PARAGRAPHS)
def test_paragraphs_are_scored_as_fundus_scores_them(
    body: list[str], optional: list[str], output: list[str]
) -> None:
    """Each page's values, no number included, are those of `score_paragraph_match`."""
    body, output = list(filter(None, body)), list(filter(None, output))
    found = scored(FundusParagraphs(), gold_of(body, optional), " \n".join(output))
    assert found == pytest.approx(plain_match(body, optional, output), nan_ok=True)


@given(PARAGRAPHS, OPTIONAL, PARAGRAPHS)
def test_rouge_is_scored_as_fundus_scores_it(
    body: list[str], optional: list[str], output: list[str]
) -> None:
    """Each page's values are those of `score_rouge_lsum`, of equal choices the first."""
    body, output = list(filter(None, body)), list(filter(None, output))
    found = scored(FundusRouge(), gold_of(body, optional), "\n".join(output))
    assert found == pytest.approx(plain_rouge(body, optional, output), abs=1e-12)


@pytest.mark.parametrize(
    ("output", "paragraphs", "rouge"),
    [
        ("One two.\nThree four.", (1, 1, 1), (1, 1, 1)),
        ("By Jo.\nOne two.\nThree four.", (1, 1, 1), (1, 1, 1)),  # the optional text is kept
        ("One two.\nThree", (0.5, 0.5, 0.5), (1, 3 / 4, 6 / 7)),
        ("One two. Three four.", (0, 0, math.nan), (1, 1, 1)),  # a lost line break loses both
        ("Menu\nOne two.\nThree four.", (2 / 3, 1, 0.8), (0.8, 1, 8 / 9)),
        ("By Jo.", (1, 1 / 3, 0.5), (1, 1 / 3, 0.5)),
        ("", (math.nan, 0, math.nan), (0, 0, 0)),
    ],
)
def test_known_values(output: str, paragraphs: tuple[float], rouge: tuple[float]) -> None:
    """Precision, recall and F1 of a page with one optional text, worked by hand."""
    gold = gold_of(["One two.", "Three four."], ["By Jo."])
    assert scored(FundusParagraphs(), gold, output) == pytest.approx(paragraphs, nan_ok=True)
    assert scored(FundusRouge(), gold, output) == pytest.approx(rouge)


def test_letters_beyond_ascii_are_no_words() -> None:
    """What rouge-score drops cannot be lost: an umlaut cuts its word, Cyrillic is nothing."""
    assert scored(FundusRouge(), gold_of(["Müller läuft мимо."], []), "M ller l uft") == (1, 1, 1)


@pytest.mark.parametrize(("texts", "expected"), [(0, 1), (1, 2), (4, 16), (5, 2)])
def test_of_many_optional_texts_all_or_none_are_tried(texts: int, expected: int) -> None:
    """Up to four are tried in every choice; all of them first, none last."""
    optional = [f"o{number}\nand its second line" for number in range(texts)]
    tried = list(choices(gold_of(["Text."], optional)))
    assert len(tried) == expected
    assert (tried[0], tried[-1]) == (("Text.", *"\n".join(optional).split("\n")), ("Text.",)) or (
        not texts and tried == [("Text.",)]
    )


def test_means_leave_out_what_is_no_number() -> None:
    """Precision counts where there is an output, F1 where a paragraph is right."""
    metric = FundusParagraphs()
    gold = gold_of(["a", "b"], [])
    rows = np.array([metric.page(gold, output) for output in ("a\nb", "a\nx", "x", "")])
    found = metric.summary(rows, np.ones((1, 4)))
    assert {name: found[name][0] for name in NAMES} == pytest.approx(
        {"precision": 1.5 / 3, "recall": 1.5 / 4, "f1": 1.5 / 2}
    )


def test_what_is_judged_and_what_a_failure_is() -> None:
    """Gold needs a paragraph, or a word that rouge-score knows; a failure is an empty output."""
    assert [FundusParagraphs().judges(Gold(text=text)) for text in ("", " \n", "é")] == [0, 0, 1]
    assert [FundusRouge().judges(Gold(text=text)) for text in ("", "é", "É 2", "X")] == [0, 0, 1, 1]
    assert not FundusRouge().judges(Gold(contains=("x",)))
    assert failure(FundusParagraphs(), gold_of(["a b"], [])) == (0, 0, 1)
    assert failure(FundusRouge(), gold_of(["a b"], [])) == (0, 0, 2)


def test_a_page_that_takes_too_long_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All choices of gold share the limit of comparisons."""
    monkeypatch.setattr(fundus, "STEPS", 5)
    assert FundusRouge().page(gold_of(["a b c"], []), "c b a") == (1, 3, 3)
    assert FundusRouge().page(gold_of(["a b c"], ["d"]), "c b a") is None
