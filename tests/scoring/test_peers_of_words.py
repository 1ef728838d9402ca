"""`wcxb-words` and `trafilatura-snippets` against their peers' own lines, written out."""

import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold
from boilerbench.scoring import TrafilaturaSnippets, WcxbWords, parse_metric
from boilerbench.scoring.metric import failure

WORDS = st.lists(st.sampled_from(["a", "B", "b", "c_1", "é", "-", "\n", "  "]), max_size=12)
TEXT = WORDS.map(" ".join)


def plain_words(gold: str, output: str) -> tuple[float, float, float]:
    """`word_f1` of WCXB's evaluate.py: precision, recall, F1."""
    wanted, found = (re.findall(r"\w+", text.lower()) for text in (gold, output))
    if not wanted and not found:
        return 1.0, 1.0, 1.0
    if not wanted or not found:
        return 0.0, 0.0, 0.0
    overlap = sum((Counter(found) & Counter(wanted)).values())
    p, r = overlap / len(found), overlap / len(wanted)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=8))
def test_words_are_scored_as_wcxb_scores_them(pairs: list[tuple[str, str]]) -> None:
    """Each page and the plain mean over pages."""
    metric = WcxbWords()
    rows = np.array([metric.page(Gold(text=gold), output) for gold, output in pairs])
    wanted = np.array([plain_words(gold, output) for gold, output in pairs])
    values = metric.values(rows)
    for column, name in enumerate(("precision", "recall", "f1")):
        np.testing.assert_allclose(values[name], wanted[:, column])
    summary = metric.summary(rows, np.ones((1, len(rows))))
    np.testing.assert_allclose(summary["f1"][0], wanted[:, 2].mean())


SNIPPET = st.text("ab ÄC.\n", min_size=1, max_size=4)
PAGES = st.lists(
    st.tuples(st.lists(SNIPPET, max_size=4), st.lists(SNIPPET, max_size=4), TEXT | SNIPPET),
    min_size=1,
    max_size=8,
)


@given(PAGES)
def test_snippets_are_scored_as_trafilatura_scores_them(
    pages: list[tuple[list[str], list[str], str]],
) -> None:
    """Counts of all pages added up, then the four values."""
    tp = fp = fn = tn = 0
    for contains, lacks, output in pages:
        flat = re.sub(r"\s+", " ", output).strip()
        for snippet in contains:
            tp, fn = (tp + 1, fn) if snippet in flat else (tp, fn + 1)
        for snippet in lacks:
            fp, tn = (fp + 1, tn) if snippet in flat else (fp, tn + 1)
    metric = TrafilaturaSnippets()
    rows = np.array(
        [metric.page(Gold(contains=tuple(c), lacks=tuple(n)), text) for c, n, text in pages]
    )
    found = metric.summary(rows, np.ones((1, len(rows))))
    assert found["accuracy"][0] == pytest.approx((tp + tn) / max(1, tp + fp + fn + tn))
    if tp + fn == 0:  # the peer's 0 of a page set that asks for nothing is no score
        assert all(np.isnan(found[name][0]) for name in ("precision", "recall", "f1"))
        return
    assert found["precision"][0] == pytest.approx(tp / (tp + fp) if tp + fp else 0)
    assert found["recall"][0] == pytest.approx(tp / (tp + fn))
    assert found["f1"][0] == pytest.approx(2 * tp / (2 * tp + fp + fn))


def test_a_failed_page_misses_all_it_must_contain() -> None:
    """It counts as an empty output in both."""
    gold = Gold(text="a b", contains=("a", "b"), lacks=("c",))
    assert failure(TrafilaturaSnippets(), gold) == (0, 0, 2, 1)
    assert failure(WcxbWords(), gold) == (0, 0, 2)


def test_each_judges_what_it_needs() -> None:
    """Snippets for the one, a text for the other, be it an empty one."""
    assert TrafilaturaSnippets().judges(Gold(lacks=("x",)))
    assert not TrafilaturaSnippets().judges(Gold(text="x"))
    assert WcxbWords().judges(Gold(text=""))
    assert not WcxbWords().judges(Gold(contains=("x",)))


def test_no_page_is_no_number() -> None:
    """Where no page can be judged there is no value, not 0."""
    found = TrafilaturaSnippets().summary(np.empty((0, 4)), np.ones((1, 0)))
    assert all(np.isnan(value[0]) for value in found.values())


@pytest.mark.parametrize("name", ["trafilatura-snippets", "wcxb-words"])
def test_the_name_is_the_spelling(name: str) -> None:
    """What is printed parses back."""
    assert repr(parse_metric(name)) == name
