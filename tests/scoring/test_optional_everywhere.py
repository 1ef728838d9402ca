"""Optional text is neither wrong to keep nor to drop, in every metric of ours that reads text."""

from itertools import chain, zip_longest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring import METRICS, Metric
from boilerbench.scoring.metric import OURS

PARAGRAPHS = (
    "The last ferry left the island at dusk with the piano on its open deck.",
    "Nobody aboard could play it, and so they sang without it all the way.",
    "By morning the harbour had sent for a tuner who arrived too late.",
)
OPTIONAL = (
    OptionalText("byline", "By Ana Ruiz"),
    OptionalText("caption", "The piano under a sail, photographed from the pier."),
    OptionalText("tags", "Ferries"),
    OptionalText("author-bio", "Ana Ruiz writes about things that should not float."),
)
GOLD = Gold(
    text="\n\n".join(PARAGRAPHS),
    title="A piano goes to sea",
    optional=OPTIONAL,
    noise=(Noise("share", "Share this page"), Noise("newsletter", "Sign up for our letter")),
)
TEXTS = [GOLD.title or "", *(one.text for one in OPTIONAL)]
METRICS_OF_OURS = [
    metric
    for metric in (make() for name, make in METRICS.items() if name != "mineru-rouge5")
    if metric.tokeniser == OURS and metric.reads == "text"
]


def test_all_of_ours_are_here() -> None:
    """None of our metrics of text is left out."""
    assert {repr(metric) for metric in METRICS_OF_OURS} == {
        "duplication(n=8)", "exact", "fusion", "head-body-tail", "lcs", "noise", "order",
        "segments", "shingles(n=4)", "tokens",
    }  # fmt: skip  # a word each


@pytest.mark.parametrize("metric", METRICS_OF_OURS, ids=repr)
@given(kept=st.permutations(TEXTS), count=st.integers(0, 5), before=st.booleans())
def test_gold_with_any_optional_text_is_ideal(
    metric: Metric, kept: list[str], count: int, before: bool
) -> None:
    """Whatever is kept, and between whichever paragraphs, every value is its ideal."""
    sides = (kept[:count], PARAGRAPHS) if before else (PARAGRAPHS, kept[:count])
    text = "\n\n".join(filter(None, chain.from_iterable(zip_longest(*sides, fillvalue=""))))
    values = metric.values(np.array([metric.page(GOLD, text)]))
    for name, ideal in metric.ideal.items():
        assert np.isnan(values[name][0]) or values[name][0] == pytest.approx(ideal), name
    assert values[metric.headline][0] == pytest.approx(metric.ideal[metric.headline])
