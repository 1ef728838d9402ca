import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold, Noise, OptionalText
from boilerbench.scoring import HeadBodyTail

STORY = Gold(
    text="The ministers met on Monday.\nA storm closed the port.\nTalks go on until Friday now.",
    optional=(OptionalText("caption", "Workers secure a crane in the harbour"),),
    noise=(Noise("related", "More stories on the storm"),),
)
WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=9)


def row(text: str, gold: Gold = STORY) -> tuple[float, ...]:
    return HeadBodyTail().page(gold, text)


def values(text: str, gold: Gold = STORY) -> list[float]:
    return [
        float(value[0]) for value in HeadBodyTail().values(np.array([row(text, gold)])).values()
    ]


def test_noise_counts_where_it_came_through() -> None:
    """Eighteen tokens, six a third: five of noise before the story, then after it."""
    story = "The ministers met on Monday. A storm closed the port. Talks go on"
    assert row(f"More stories on the storm\n{story}") == (3, 18, 18, 18)
    assert row(f"{story}\nMore stories on the storm") == (18, 18, 3, 18)


def test_optional_text_shifts_nothing() -> None:
    """A kept caption is in no third."""
    output = f"{STORY.text}\nMore stories on the storm"
    assert row(f"Workers secure a crane in the harbour\n{output}") == row(output)


def test_moved_gold_is_right() -> None:
    """Paragraphs in another order are no noise in any third."""
    assert values("\n".join(reversed(STORY.paragraphs))) == [1, 1, 1]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("a", [1, 1, 1]),
        ("x", [0, 0, 0]),
        ("a x", [1, 1 / 2, 0]),
        ("x a", [0, 1 / 2, 1]),
        ("a x b", [1, 0, 1]),
        ("a b c x", [1, 1, 1 / 4]),
        ("x y a b c", [0, 4 / 5, 1]),
    ],
)
def test_a_third_may_end_within_a_token(output: str, expected: list[float]) -> None:
    """One token is all of each third; of four the last third has the last and a third of one."""
    assert values(output, Gold(text="a b c")) == pytest.approx(expected)


@given(WORDS, WORDS)
def test_the_mean_of_the_thirds_is_the_precision(gold: list[str], output: list[str]) -> None:
    """Thirds are equally long, and together the whole output."""
    *thirds, total = row(" ".join(output), Gold(text=" ".join(gold)))
    assert total == len(output)
    assert sum(thirds) % 3 == 0
    assert max(thirds) <= total


@given(st.lists(st.integers(0, 20), min_size=1, max_size=20, unique=True), st.integers(0, 9))
def test_what_comes_after_the_end_is_the_tails(words: list[int], extra: int) -> None:
    """Gold with unknown words behind it: no third is better than the one before."""
    gold = " ".join(f"g{word}" for word in words)
    head, body, tail = values(gold + " x" * extra, Gold(text=gold))
    assert head >= body >= tail
    assert head + body + tail == pytest.approx(3 * len(words) / (len(words) + extra))


@pytest.mark.parametrize(("extractor", "lowest"), [("trafilatura", "tail"), ("boilerpipe", "head")])
def test_real_noise_stands_behind_the_article_or_before_it(
    real_corpora: Path, extractor: str, lowest: str
) -> None:
    """Over article-extraction-benchmark's stored outputs the thirds tell where noise came in."""
    folder = real_corpora / "article-extraction-benchmark"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    file = folder / "output" / f"{extractor}.json"
    stored = json.loads(file.read_text(encoding="utf-8"))
    texts = stored.get("output", stored)
    rows = [
        row(texts[name]["articleBody"] or "", Gold(text=one["articleBody"]))
        for name, one in truth.items()
    ]
    found = HeadBodyTail().summary(np.array(rows), np.ones((1, len(rows))))
    assert min(found, key=lambda name: found[name][0]) == lowest
