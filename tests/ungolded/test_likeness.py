"""What is said of outputs without gold, against figures worked by hand."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.answers import Answers
from boilerbench.corpora.corpus import Corpus
from boilerbench.leaderboard import measurable
from boilerbench.manifests import RowKind, SystemRecord
from boilerbench.records import Extraction, Gold, HtmlBytes, Page
from boilerbench.scores import Likeness, LikenessRow
from boilerbench.scoring import HEADLINE
from boilerbench.ungolded import likeness_of, needs_likeness
from boilerbench.ungolded.pagewise import page_outputs

LONG = "a b c d e f g h"
HALF = "a b c d e f g h x y z w v"  # five shingles of LONG's, and five of its own


def _answers(label: str, texts: Mapping[str, str | None], kind: RowKind = "extractor") -> Answers:
    pages = tuple(Page(name, HtmlBytes(b"x"), Gold()) for name in ("p", "q", "r"))
    said = tuple(
        Extraction(
            page=name,
            digest="d",
            outcome="crash" if text is None else "ok" if text else "empty",
            text=text or "",
        )
        for name, text in texts.items()
    )
    return Answers(SystemRecord(spec=label, label=label, kind=kind), pages, said)


def _row(likeness: Likeness, label: str) -> LikenessRow:
    return next(row for row in likeness.rows if row.extractor == label)


def test_likeness_is_the_mean_over_pages_and_others() -> None:
    """Three extractors on three pages: means, lone pages, words, outliers as worked by hand."""
    found = likeness_of(
        [
            _answers("one", {"p": LONG, "q": LONG, "r": "k l m n"}),
            _answers("two", {"p": LONG, "q": "o p q r s", "r": None}),
            _answers("three", {"p": HALF, "q": "t u v w", "r": "a b c d"}),
        ],
        None,
        seed=0,
    )
    assert found.pages == 3
    assert found.without_gold == 3
    half = 2 * 5 / (5 + 10)
    one, two, three = (_row(found, name) for name in ("one", "two", "three"))
    assert one.likeness.value == pytest.approx(((1 + half) / 2 + 0 + 0) / 3)
    assert two.likeness.value == pytest.approx(((1 + half) / 2 + 0) / 2)
    assert three.likeness.value == pytest.approx((half + 0 + 0) / 3)
    assert (one.alone, two.alone, three.alone) == (2, 1, 2)
    assert (one.compared, two.compared, three.compared) == (3, 2, 3)
    assert one.words_per_page == pytest.approx(20 / 3)
    assert found.all_differ == ("q", "r")
    assert [page.page for page in found.outliers] == ["q", "r", "p"]
    assert found.outliers[2].furthest == "three"
    assert found.outliers[2].words == {"one": 8, "two": 8, "three": 13}
    assert found.outliers[1].furthest is None  # of two neither is the one that is far
    assert found.outliers[2].likeness == pytest.approx((1 + 2 * half) / 3)


def test_converters_are_held_against_extractors_and_nobody_against_them() -> None:
    """A converter and the scale change no number of an extractor."""
    pair = [_answers("one", {"p": LONG}), _answers("two", {"p": HALF})]
    whole = _answers("whole", {"p": LONG}, "converter")
    scale = _answers("nothing", {"p": ""}, "scale")
    alone, beside = (likeness_of(some, None, seed=0) for some in (pair, [*pair, whole, scale]))
    assert beside.rows[:2] == alone.rows
    assert beside.outliers[0].likeness == alone.outliers[0].likeness
    assert [row.extractor for row in beside.rows] == ["one", "two", "whole"]
    assert _row(beside, "whole").likeness.value == pytest.approx((1 + 2 / 3) / 2)


@pytest.mark.parametrize("texts", [[], [{"p": LONG}], [{"p": LONG}, {"q": LONG}], [{"p": None}]])
def test_without_two_answers_nothing_is_compared(texts: list[dict[str, str | None]]) -> None:
    """No extractor, one, or two that never met: no likeness, no outliers, no failure."""
    found = likeness_of([_answers(f"x{n}", t) for n, t in enumerate(texts)], None, seed=0)
    assert found.pages == 0
    assert not found.outliers
    assert not found.all_differ
    assert all(row.likeness.value is None and row.compared == 0 for row in found.rows)


def test_empty_outputs_are_alike_and_failed_ones_do_not_count() -> None:
    """Two that return nothing agree; one that crashed is in no mean, and has no words."""
    found = likeness_of(
        [_answers("one", {"p": ""}), _answers("two", {"p": ""}), _answers("three", {"p": None})],
        None,
        seed=0,
    )
    assert _row(found, "one").likeness.value == 1
    assert _row(found, "three").words_per_page is None
    assert _row(found, "three").answered == 0


def test_noise_phrases_are_counted_by_kind() -> None:
    """Lines and pages with phrases of a kind, of those answered."""
    text = "Advertisement\nThe ferry left.\nSubscribe to our newsletter\nAdvertisement"
    found = likeness_of([_answers("one", {"p": text, "q": "Advertisement", "r": ""})], None, seed=0)
    row = _row(found, "one")
    assert {kind: (hits.pages, hits.lines) for kind, hits in row.phrases.items()} == {
        "advertisement": (2, 3),
        "newsletter": (1, 1),
    }
    assert (row.phrase_pages, row.answered) == (2, 3)


TEXTS = st.lists(
    st.none() | st.lists(st.sampled_from("abcd"), max_size=9).map(" ".join), max_size=5
)


@given(TEXTS, st.data())
def test_a_page_is_the_same_in_any_order(texts: list[str | None], data: st.DataObject) -> None:
    """Likeness is the same in any order of systems, from 0 to 1, and under the nearest's."""
    said = [
        None if text is None else Extraction(page="p", digest="d", outcome="ok", text=text)
        for text in texts
    ]
    voices = [data.draw(st.booleans()) for _ in texts]
    order = data.draw(st.permutations(range(len(texts))))
    found = page_outputs("p", said, voices)
    other = page_outputs("p", [said[at] for at in order], [voices[at] for at in order])
    assert np.allclose(found.likeness[list(order)], other.likeness, equal_nan=True)
    assert np.allclose(found.together, other.together, equal_nan=True)
    known = ~np.isnan(found.likeness)
    assert (found.likeness[known] <= found.nearest[known] + 1e-12).all()
    assert ((found.likeness[known] >= 0) & (found.likeness[known] <= 1)).all()


def test_metrics_need_a_page_with_gold() -> None:
    """Of a corpus without gold nothing is measured; with gold on one page it is."""
    bare = Page("p", HtmlBytes(b"x"), Gold())
    gold = Page("q", HtmlBytes(b"x"), Gold(text="a b c d"))
    crawl = Corpus("c", "c", (bare,), gold_optional=True)
    mixed = Corpus("c", "c", (bare, gold), gold_optional=True)
    whole = Corpus("c", "c", (gold,), gold_optional=True)
    assert [measurable([HEADLINE], one) for one in (crawl, mixed)] == [(), (HEADLINE,)]
    assert [needs_likeness(one) for one in (crawl, mixed, whole)] == [True, True, False]
