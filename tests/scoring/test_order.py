from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench import open_corpus
from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring import Metric, Order
from boilerbench.scoring.metric import failure
from boilerbench.trees import parse_page, texts_of

METRIC: Metric = Order()


def paragraph(number: int, words: int = 10) -> str:
    """So many words that no other paragraph has."""
    return " ".join(f"w{number}x{k}" for k in range(words))


ONE, TWO, THREE, FOUR = (paragraph(number) for number in range(4))
GOLD = Gold(text=f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{FOUR}", title="A title of its own")


def value(gold: Gold, *blocks: str) -> float:
    row = METRIC.page(gold, "\n".join(blocks))
    return float(METRIC.values(np.array([row]))["out_of_place"][0])


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([ONE, TWO, THREE, FOUR], (0, 40, 0.0)),
        ([ONE, FOUR], (0, 20, 0.0)),
        ([TWO, ONE, THREE, FOUR], (10, 30, 0.25)),
        ([TWO, THREE, FOUR, ONE], (10, 30, 0.25)),
        ([THREE, FOUR, ONE, TWO], (20, 20, 0.5)),
        ([FOUR, THREE, TWO, ONE], (30, 10, 0.75)),
        ([TWO, "A title of its own", ONE], (10, 10, 0.5)),
    ],
)
def test_order_known_values(blocks: list[str], expected: tuple[float, ...]) -> None:
    """Of parts that change places the smaller one is moved; these are the examples of the docs."""
    assert (*(METRIC.page(GOLD, "\n".join(blocks)) or ()), value(GOLD, *blocks)) == expected


def test_what_is_missing_has_no_place() -> None:
    """Only what came out is asked after: dropped text is recall's matter, noise precision's."""
    gold = Gold(text=GOLD.text, noise=(Noise("promo", "Buy one now and get another"),))
    assert value(gold, "Buy one now and get another", ONE, FOUR) == 0.0
    assert value(gold, FOUR, "Buy one now and get another", ONE) == 0.5


def test_optional_text_has_no_place() -> None:
    """Title and caption stand where they like, and count in neither number."""
    gold = Gold(text=GOLD.text, title=GOLD.title, optional=(OptionalText("caption", paragraph(9)),))
    assert METRIC.page(gold, "\n".join([ONE, paragraph(9), TWO, "A title of its own"])) == (0, 20)


@pytest.mark.parametrize(("words", "moved"), [(7, 0), (8, 8)])
def test_short_runs_are_as_often_chance(words: int, moved: int) -> None:
    """Seven words that stand elsewhere count as neither moved nor kept, eight are moved."""
    short = paragraph(5, words)
    gold = Gold(text=f"{ONE}\n{TWO}\n{short}")
    assert METRIC.page(gold, f"{short}\n{ONE}\n{TWO}") == (moved, 20)


def test_a_character_is_half_a_word() -> None:
    """In Chinese, runs of fewer than sixteen characters are left out."""
    first, second = "岚浦今年首场消费券周末开抢怎么用", "夜班公交增加两站覆盖第三医院线路"
    gold = Gold(text=f"{first}\n{second}")
    assert METRIC.page(gold, f"{second}\n{first}") == (16, 16)
    gold = Gold(text=f"{first}\n{second[:15]}")
    assert METRIC.page(gold, f"{second[:15]}\n{first}") == (0, 16)


def test_all_visible_text_is_in_order() -> None:
    """A page's own text nodes, in document order, leave nothing of a shipped story out of place."""
    for page in open_corpus("news").pages:
        tree = parse_page(page.source.read(), page.charset)
        assert tree is not None
        row = METRIC.page(page.gold, "\n".join(texts_of(tree)))
        assert row is not None
        assert row[0] == 0, page.id


def test_who_is_judged_and_what_has_no_value() -> None:
    """A page needs gold words; where none came out there is no value, and a failure is left out."""
    assert METRIC.judges(GOLD)
    assert not METRIC.judges(Gold(text=" — "))
    assert np.isnan(value(GOLD, ""))
    assert np.isnan(value(GOLD, "something else"))
    assert failure(METRIC, GOLD) is None


def test_the_summary_is_the_mean_of_pages_with_a_value() -> None:
    """Pages count alike whatever their length; an empty output is no page, not a perfect one."""
    rows = np.array([[10, 30], [0, 1000], [0, 0]], dtype=float)
    found = METRIC.summary(rows, np.array([[1.0, 1.0, 1.0], [3.0, 1.0, 5.0], [0.0, 0.0, 1.0]]))
    assert found["out_of_place"].tolist()[:2] == [0.125, 0.1875]
    assert np.isnan(found["out_of_place"][2])


@given(st.lists(st.integers(8, 14), min_size=1, max_size=6), st.data())
def test_the_heaviest_part_in_order_is_in_place(sizes: list[int], data: st.DataObject) -> None:
    """Of shuffled paragraphs as many words are in place as stand in order at the most."""
    gold = Gold(text="\n".join(paragraph(n, size) for n, size in enumerate(sizes)))
    order = data.draw(st.permutations(range(len(sizes))))
    kept = max(
        sum(sizes[n] for n in some)
        for count in range(1, len(order) + 1)
        for some in combinations(order, count)
        if list(some) == sorted(some)
    )
    output = "\n".join(paragraph(n, sizes[n]) for n in order)
    assert METRIC.page(gold, output) == (sum(sizes) - kept, kept)
