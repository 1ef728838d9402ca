"""What `order`, `duplication` and `fusion` have in common."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Duplication, Fusion, Metric, Order

FLOW: tuple[Metric, ...] = (Order(), Duplication(), Duplication(n=3), Fusion())
BLOCKS = st.lists(st.sampled_from(["a", "b", "c", "ab", "the"]), min_size=1, max_size=6).map(
    " ".join
)
OUTPUTS = st.lists(
    st.sampled_from(["a", "b", "ab", "c.", "the", "\n", "(a)", "b-c", "abc"]), max_size=12
)


@st.composite
def golds(draw: st.DrawFn) -> Gold:
    """A few paragraphs and optional texts of few words, so that they repeat each other."""
    return Gold(
        text="\n\n".join(draw(st.lists(BLOCKS, min_size=1, max_size=4))),
        title=draw(st.none() | BLOCKS),
        optional=tuple(
            OptionalText("caption", text) for text in draw(st.lists(BLOCKS, max_size=3))
        ),
    )


def value(metric: Metric, gold: Gold, text: str) -> float:
    return float(metric.values(np.array([metric.page(gold, text)]))[metric.headline][0])


@given(golds(), st.data())
def test_gold_with_optional_text_is_ideal(gold: Gold, data: st.DataObject) -> None:
    """Gold with any of its optional texts anywhere between paragraphs scores exactly 0."""
    output = list(gold.paragraphs)
    texts = [*(one.text for one in gold.optional), gold.title or ""]
    for text in data.draw(st.permutations(texts)):
        if data.draw(st.booleans()):
            output.insert(data.draw(st.integers(0, len(output))), text)
    for metric in FLOW:
        assert value(metric, gold, "\n".join(output)) == 0.0


@given(golds(), OUTPUTS.map(" ".join) | OUTPUTS.map("".join))
def test_values_are_shares(gold: Gold, output: str) -> None:
    """Every page has a value between 0 and 1, or none."""
    for metric in FLOW:
        found = value(metric, gold, output)
        assert np.isnan(found) or 0 <= found <= 1


@pytest.mark.parametrize("metric", FLOW, ids=repr)
@given(rows=st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=1, max_size=6), data=st.data())
def test_the_order_of_pages_does_not_matter(
    metric: Metric, rows: list[tuple[int, ...]], data: st.DataObject
) -> None:
    """A summary is the same for the same pages in another order."""
    table = np.array(rows, dtype=float)[:, : len(metric.columns)]
    table[:, -1] += table[:, :-1].sum(axis=1)
    order = data.draw(st.permutations(range(len(rows))))
    weights = np.ones((1, len(rows)))
    one = metric.summary(table, weights)[metric.headline]
    two = metric.summary(table[order], weights)[metric.headline]
    assert np.allclose(one, two, equal_nan=True)
