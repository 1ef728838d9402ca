import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, OptionalText
from boilerbench.scoring import Lcs, Tokens, lcs

TEXTS = st.lists(st.sampled_from("abcd"), max_size=12).map(" ".join)


def values(gold: str, text: str) -> dict[str, float]:
    rows = np.array([Lcs().page(Gold(text=gold), text)])
    return {name: float(value[0]) for name, value in Lcs().values(rows).items()}


def plain(first: list[str], second: list[str]) -> int:
    """The length of a longest common subsequence, by the textbook's recurrence."""
    row = [0] * (len(second) + 1)
    for word in first:
        before = row
        row = [0]
        for at, other in enumerate(second):
            row.append(before[at] + 1 if word == other else max(before[at + 1], row[at]))
    return row[-1]


def test_known_value() -> None:
    """Of "a b c d e", the output "a x c b e" has "a c e" or "a b e" in order: three of five."""
    assert Lcs().page(Gold(text="a b c d e"), "A, x c b e.") == (3, 5, 5)
    assert values("a b c d e f", "c d e") == pytest.approx(
        {"f1": 6 / 9, "precision": 1, "recall": 0.5}
    )


def test_order_counts() -> None:
    """Two halves that changed places keep the longer one; a bag of words sees nothing."""
    assert Lcs().page(Gold(text="a b c d e"), "d e a b c") == (3, 5, 5)
    assert Tokens().page(Gold(text="a b c d e"), "d e a b c") == (5, 0, 0)


def test_optional_text_is_no_token_of_the_output() -> None:
    """A kept caption is neither found nor extra; a cut one goes as far as it stands there."""
    gold = Gold(text="a b c\nd e", optional=(OptionalText("caption", "a crane in the harbour"),))
    assert Lcs().page(gold, "a b c\nA crane in the harbour\nd x") == (4, 5, 5)
    assert Lcs().page(gold, "a b c\ncrane in the x\nd e") == (5, 6, 5)


@given(TEXTS.filter(bool), TEXTS)
def test_it_is_the_longest_common_subsequence(gold: str, output: str) -> None:
    """Neither shared affixes nor words that one side lacks change its length."""
    expected = (plain(output.split(), gold.split()), len(output.split()), len(gold.split()))
    assert Lcs().page(Gold(text=gold), output) == expected


@given(TEXTS.filter(bool), TEXTS.filter(bool))
def test_precision_one_way_is_recall_the_other(gold: str, output: str) -> None:
    """The subsequence is common to both, whichever is called gold."""
    there, back = values(gold, output), values(output, gold)
    assert there["precision"] == back["recall"]
    assert there["f1"] == back["f1"]


@given(TEXTS.filter(bool), TEXTS)
def test_words_in_order_are_no_more_than_words_in_a_bag(gold: str, output: str) -> None:
    """Each value is at most that of `tokens`."""
    rows = np.array([Tokens().page(Gold(text=gold), output)])
    bag = {name: float(value[0]) for name, value in Tokens().values(rows).items()}
    assert all(value <= bag[name] + 1e-12 for name, value in values(gold, output).items())


def test_what_is_too_large_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the stated number of cells there is no row; what is alike or foreign costs none."""
    monkeypatch.setattr(lcs, "CELLS", 9)
    assert Lcs().page(Gold(text="a b c"), "c b a") == (1, 3, 3)
    assert Lcs().page(Gold(text="x y a b c x y"), "x y c b a x y") == (5, 7, 7)
    assert Lcs().page(Gold(text="a 1 b 2 c 3"), "c 7 b 8 a 9") == (1, 6, 6)
    assert Lcs().page(Gold(text="a b c d"), "a b c d") == (4, 4, 4)
    monkeypatch.setattr(lcs, "CELLS", 8)
    assert Lcs().page(Gold(text="a b c"), "c b a") is None
