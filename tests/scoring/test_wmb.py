import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold
from boilerbench.scoring import WmbText
from boilerbench.scoring.metric import failure
from boilerbench.scoring.wmb import CELLS

TEXT = st.text("ab #*\n永", max_size=14)


def plain_distance(left: str, right: str) -> int:
    """Levenshtein's distance by its table, row by row."""
    row = list(range(len(right) + 1))
    for at, one in enumerate(left, start=1):
        above, row = row, [at]
        for place, other in enumerate(right, start=1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (one != other)))
    return row[-1]


@given(TEXT, TEXT)
def test_a_page_is_scored_as_webmainbench_scores_it(gold: str, output: str) -> None:
    """1 - distance / length of the longer text; no value where both are empty."""
    row = WmbText().page(Gold(text=gold), output)
    assert row == (plain_distance(gold, output), max(len(gold), len(output)))
    value = WmbText().values(np.array([row]))["similarity"][0]
    longer = max(len(gold), len(output))
    expected = 1 - plain_distance(gold, output) / longer if longer else np.nan
    assert value == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("gold", "output", "value"),
    [
        ("kitten", "sitting", 4 / 7),
        ("abc", "", 0),
        ("", "abc", 0),
        ("# A\n\nb", "A b", 1 / 3),
        ("Case", "case", 0.75),
    ],
)
def test_known_values(gold: str, output: str, value: float) -> None:
    """Marks, white space and case are characters like others; one empty side is 0."""
    row = WmbText().page(Gold(text=gold), output)
    assert WmbText().values(np.array([row]))["similarity"][0] == pytest.approx(value)


def test_pages_that_are_empty_on_both_sides_are_not_in_the_mean() -> None:
    """Two pages, .5 and nothing on both sides: .5."""
    rows = np.array([WmbText().page(Gold(text="ab"), "ax"), WmbText().page(Gold(text=""), "")])
    assert WmbText().summary(rows, np.ones((1, 2)))["similarity"][0] == 0.5
    assert np.isnan(WmbText().summary(rows[1:], np.ones((1, 1)))["similarity"][0])


def test_golds_markdown_goes_before_its_text() -> None:
    """The text is what is compared only where gold has no Markdown."""
    assert WmbText().page(Gold(text="ab", markdown="# ab"), "# ab") == (0, 4)
    assert WmbText().page(Gold(text="ab"), "# ab") == (2, 4)
    assert [WmbText().judges(gold) for gold in (Gold(), Gold(text=""))] == [False, True]


def test_a_failed_page_is_left_out() -> None:
    """As the original has no metrics for it."""
    assert failure(WmbText(), Gold(text="ab")) is None


def test_texts_that_are_large_and_unlike_are_not_computed() -> None:
    """Distance times length is bounded, so that large texts are computed where they are alike."""
    gold = "永" * 400_000
    most = CELLS // len(gold)
    assert WmbText().page(Gold(text=gold), gold) == (0, len(gold))
    assert WmbText().page(Gold(text=gold), gold[most:]) == (most, len(gold))
    assert WmbText().page(Gold(text=gold), gold[most + 1 :]) is None
    assert WmbText().page(Gold(text=gold), "") is None
