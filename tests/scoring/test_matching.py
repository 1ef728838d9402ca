"""What `lcs`, `exact`, `segments` and `head-body-tail` have in common."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Exact, HeadBodyTail, Lcs, Metric, Segments
from boilerbench.scoring.metric import failure

FOUR: tuple[Metric, ...] = (Lcs(), Exact(), Segments(), HeadBodyTail())
LINES = st.lists(st.sampled_from("abc"), min_size=1, max_size=5).map(" ".join)
PAGES = st.lists(LINES, max_size=4).map("\n".join)
GOLDS = st.lists(LINES, min_size=1, max_size=4).map("\n\n".join)


def values(metric: Metric, gold: Gold, text: str) -> dict[str, float]:
    """The values of one page."""
    rows = np.array([metric.page(gold, text)])
    return {name: float(value[0]) for name, value in metric.values(rows).items()}


@pytest.mark.parametrize("metric", FOUR, ids=repr)
def test_nothing_scores_nothing(metric: Metric) -> None:
    """An empty output, and a failed page, have 0 in every value, never nan."""
    gold = Gold(text="some gold text\nof a page", title="A title")
    assert failure(metric, gold) == metric.page(gold, "")
    assert set(values(metric, gold, "").values()) == {0.0}
    assert set(values(metric, gold, " — \n…").values()) == {0.0}
    assert set(values(metric, gold, "A title").values()) == {0.0}


@pytest.mark.parametrize("metric", FOUR, ids=repr)
def test_only_gold_with_a_token_is_judged(metric: Metric) -> None:
    """Snippet gold, empty gold and gold without words are not."""
    texts = (None, "", " — ", "x")
    assert [metric.judges(Gold(text=text)) for text in texts] == [False, False, False, True]


@pytest.mark.parametrize("metric", FOUR, ids=repr)
@given(gold=GOLDS, output=PAGES)
def test_values_are_shares(metric: Metric, gold: str, output: str) -> None:
    """Values lie in [0, 1], counts are no fractions, and gold itself scores exactly 1."""
    row = metric.page(Gold(text=gold), output)
    assert row is not None
    assert all(number >= 0 and number.is_integer() for number in row)
    assert all(0 <= value <= 1 for value in values(metric, Gold(text=gold), output).values())
    assert values(metric, Gold(text=gold), gold) == metric.ideal


@pytest.mark.parametrize("metric", FOUR, ids=repr)
@given(
    paragraphs=st.lists(LINES, min_size=1, max_size=4),
    optional=st.lists(LINES, max_size=4),
    title=st.none() | LINES,
    data=st.data(),
)
def test_optional_text_between_paragraphs_is_free(
    metric: Metric,
    paragraphs: list[str],
    optional: list[str],
    title: str | None,
    data: st.DataObject,
) -> None:
    """Gold with any of the optional texts anywhere between paragraphs scores exactly 1."""
    gold = Gold(
        text="\n\n".join(paragraphs),
        optional=tuple(OptionalText("caption", text) for text in optional),
        title=title,
    )
    output = list(paragraphs)
    for text in data.draw(st.permutations([*optional, title or ""])):
        if data.draw(st.booleans()):
            output.insert(data.draw(st.integers(0, len(output))), text)
    assert values(metric, gold, "\n".join(output)) == metric.ideal


@pytest.mark.parametrize("metric", FOUR, ids=repr)
@given(pages=st.lists(st.tuples(GOLDS, PAGES), min_size=1, max_size=5), data=st.data())
def test_the_summary_is_a_mean_over_pages_in_any_order(
    metric: Metric, pages: list[tuple[str, str]], data: st.DataObject
) -> None:
    """By weight, whatever the order of pages; without weight there is no value."""
    rows = np.array([metric.page(Gold(text=gold), text) for gold, text in pages], dtype=float)
    order = np.array(data.draw(st.permutations(range(len(pages)))))
    weights = np.array([[1.0 + at for at in range(len(pages))], [0.0] * len(pages)])
    found = metric.summary(rows, weights)
    shuffled = metric.summary(rows[order], weights[:, order])
    for name, page_values in metric.values(rows).items():
        mean = np.average(page_values, weights=weights[0])
        assert found[name][0] == pytest.approx(mean)
        assert shuffled[name][0] == pytest.approx(mean)
        assert np.isnan(found[name][1])
