import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.errors import MetricError
from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring import Duplication, Metric, parse_metric
from boilerbench.scoring.metric import failure

METRIC: Metric = Duplication()


def block(name: str, words: int = 10) -> str:
    """So many words that no other block has."""
    return " ".join(f"{name}{k}" for k in range(words))


ONE, TWO, CAPTION, TITLE = block("one"), block("two"), block("caption", 9), block("title", 8)
GOLD = Gold(
    text=f"{ONE}\n\n{TWO}",
    title=TITLE,
    optional=(OptionalText("caption", CAPTION),),
    noise=(Noise("promo", block("promo", 12)), Noise("advertisement", "Advertisement")),
)
TWICE = Gold(text=f"{ONE}\n\n{TWO}\n\n{ONE}")


def row(gold: Gold, *blocks: str) -> tuple[float, ...] | None:
    return METRIC.page(gold, "\n".join(blocks))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([ONE, TWO], (0, 20)),
        ([ONE, TWO, ONE, TWO], (20, 40)),
        ([ONE, ONE, TWO], (10, 30)),
        ([ONE, TWO, block("one", 8)], (8, 28)),
        ([ONE, TWO, block("one", 7)], (0, 27)),
        ([ONE, TWO, "Advertisement", "Advertisement", "Advertisement"], (0, 23)),
        ([block("promo", 12), ONE, TWO, block("promo", 12)], (12, 44)),
        ([ONE, "and", ONE, "or", ONE], (20, 32)),
    ],
)
def test_repeats_known_values(blocks: list[str], expected: tuple[int, int]) -> None:
    """Paragraphs and noise that come again count; labels and runs of under eight words do not."""
    assert row(GOLD, *blocks) == expected


def test_what_gold_repeats_is_no_duplicate() -> None:
    """A refrain that gold has twice may come twice, and a third time is once too often."""
    assert row(TWICE, ONE, TWO, ONE) == (0, 30)
    assert row(TWICE, ONE, ONE, TWO) == (0, 30)
    assert row(TWICE, ONE, TWO, ONE, ONE) == (10, 40)


def test_optional_text_may_come_once() -> None:
    """A title above a text that has it is no duplicate; a caption that comes twice is one."""
    assert row(GOLD, TITLE, ONE, CAPTION, TWO) == (0, 20)
    assert row(GOLD, TITLE, ONE, CAPTION, CAPTION, TWO) == (9, 29)
    only_title = Gold(text=TITLE, title=TITLE)
    assert (row(only_title, *[TITLE] * 2), row(only_title, *[TITLE] * 3)) == ((0, 8), (8, 16))
    with_title = Gold(text=f"{TITLE}\n{ONE}", title=TITLE)
    assert row(with_title, TITLE, TITLE, ONE) == (0, 18)
    assert row(with_title, TITLE, TITLE, ONE, TITLE) == (8, 26)


def test_runs_put_together_from_what_gold_repeats() -> None:
    """Where an output leaves out what tells gold's repeats apart, nothing has come twice."""
    steps = ("stir the sauce well", "bake it half an hour", "let it rest a while")
    gold = Gold(
        text="\n".join(f"{' '.join([f'{steps[0]} {n}', *steps[1:]])} {n}" for n in range(4))
    )
    assert row(gold, *[" ".join(steps)] * 3) == (0, 42)
    assert row(Gold(text=" ".join(steps)), *[" ".join(steps)] * 3) == (28, 42)


def test_rows_of_a_table_are_no_text() -> None:
    """Shingles of which half the words or fewer differ, as in rows of numbers, do not count."""
    assert row(GOLD, ONE, "0 1 0 1 2 0 3 1 0 1 0 1 2 0 3 1") == (0, 26)
    assert row(GOLD, ONE, "0 1 4 5 2 0 3 1 0 1 4 5 2 0 3 1") == (8, 26)


def test_a_character_is_half_a_word() -> None:
    """In Chinese, sixteen characters must come again."""
    story = "岚浦今年首场消费券周末开抢怎么用看这里的说明"
    assert row(Gold(text=story), story, story[:15]) == (0, 37)
    assert row(Gold(text=story), story, story[:16]) == (16, 38)


def test_nothing_repeats_nothing() -> None:
    """An empty output, or one of optional text alone, has no value; a failed page is left out."""
    assert row(GOLD, "") == row(GOLD, TITLE) == (0, 0)
    assert np.isnan(METRIC.values(np.array([[0.0, 0.0]]))["repeated"][0])
    assert failure(METRIC, GOLD) is None
    assert METRIC.judges(GOLD)
    assert not METRIC.judges(Gold(text=""))


@given(st.lists(st.integers(8, 20), min_size=1, max_size=5), st.integers(2, 4))
def test_a_body_that_comes_again_counts_whole(sizes: list[int], times: int) -> None:
    """A body that comes twice makes a share of a half, and three times of two thirds."""
    body = "\n".join(block(f"p{number}x", size) for number, size in enumerate(sizes))
    found = row(Gold(text=body), *[body] * times)
    assert found == (sum(sizes) * (times - 1), sum(sizes) * times)


@pytest.mark.parametrize("n", [0, -1, 2.5, True, "8", 1001])
def test_a_shingle_has_a_whole_number_of_tokens(n: int) -> None:
    """Anything but an integer from 1 to 1000 is refused with the spelling that works."""
    with pytest.raises(MetricError, match=r"duplication\(n=8\)"):
        Duplication(n=n)


def test_the_width_is_a_parameter() -> None:
    """Shorter shingles find shorter repeats."""
    assert parse_metric("duplication:n=3") == Duplication(n=3)
    assert parse_metric("duplication") == Duplication(n=8)
    assert Duplication(n=3).page(GOLD, f"{ONE} {TWO} {block('one', 3)}") == (3, 23)
