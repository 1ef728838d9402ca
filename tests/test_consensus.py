"""How alike outputs are, against a plain count of shingles."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.answers import Answers
from boilerbench.consensus import WIDTH, alikeness, mean_alikeness
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction, Gold, HtmlBytes, Page

TEXTS = st.lists(st.sampled_from(list("abcd")), max_size=12).map(" ".join)


def _plain_f1(one: str, other: str) -> float:
    """The F1 of two multisets of shingles, by Counter; a short text is one shingle."""

    def shingles(text: str) -> Counter[tuple[str, ...]]:
        words = text.split()
        last = max(len(words) - WIDTH, 0 if words else -1)
        return Counter(tuple(words[at : at + WIDTH]) for at in range(last + 1))

    first, second = shingles(one), shingles(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


@given(st.lists(st.none() | TEXTS, min_size=1, max_size=4))
def test_alikeness_is_the_f1_of_multisets_of_shingles(texts: list[str | None]) -> None:
    """Every pair has the F1 of its counted shingles, nan beside an output that is none."""
    table = alikeness(texts)
    assert np.array_equal(table, table.T, equal_nan=True)
    for row, one in enumerate(texts):
        for column, other in enumerate(texts):
            found = table[row, column]
            if one is None or other is None:
                assert np.isnan(found)
            else:
                assert found == pytest.approx(_plain_f1(one, other))


def _answers(label: str, texts: dict[str, str | None]) -> Answers:
    pages = tuple(Page(name, HtmlBytes(b"x"), Gold(text="a b c d")) for name in ("p", "q"))
    said = tuple(
        Extraction(
            page=name, digest="d", outcome="ok" if text is not None else "crash", text=text or ""
        )
        for name, text in texts.items()
    )
    return Answers(SystemRecord(spec=label, label=label), pages, said)


def test_the_mean_is_over_pages_that_both_answered() -> None:
    """A page on which one failed, or was not run, is in no mean of its pairs."""
    one = _answers("one", {"p": "a b c d", "q": "a b c d"})
    two = _answers("two", {"p": "a b c d", "q": None})
    three = _answers("three", {"q": "x"})
    table = mean_alikeness([one, two, three])
    assert table[0].tolist() == [1.0, 1.0, 0.0]
    assert np.isnan(table[1, 2])
