import re
from difflib import SequenceMatcher
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.records import Gold
from boilerbench.scoring import CleanevalAlign
from boilerbench.scoring.cleaneval import aligned_words, is_chinese, normalised
from boilerbench.scoring.metric import failure

MARKS = ["URL", "\n", " ", "\t", "\x00", "\x1f", "\x85", "\u2028", "<p>", "<H>", "<l", "a", "B."]
TEXT = st.lists(st.sampled_from(MARKS), max_size=14).map("".join)
SENTENCE = st.lists(st.sampled_from(["a", "b", "c", "<p>", "d."]), max_size=30).map(" ".join)


def plain_text(text: str) -> str:
    """`normalize` of WADDLE's cleaneval_tool.py, step by step."""
    text = re.sub(r"(?m)^\s*URL.*$", "", text)
    text = re.sub("[\x00-\x1f]+", " ", text)
    text = re.sub(r"(?i)(<[phl]>)", "\n\\g<1> ", text)
    return re.sub(r"\s+", " ", text)


def plain_values(gold: str, output: str) -> tuple[float, float, float]:
    """Precision, recall and F of WADDLE's `evaluate`, by difflib's opcodes."""
    found, wanted = (re.split(r"\s+", plain_text(text)) for text in (output, gold))
    tp = fp = fn = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, found, wanted).get_opcodes():
        if tag == "equal":
            tp += i2 - i1
        else:
            fp, fn = fp + i2 - i1, fn + j2 - j1
    precision, recall = tp / ((tp + fp) or 1), tp / ((tp + fn) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


@given(TEXT)
def test_a_text_is_prepared_as_waddle_prepares_it(text: str) -> None:
    """URL lines, control characters, tags and white space, also at the text's ends."""
    assert normalised(text) == plain_text(text)


@given(st.lists(st.tuples(SENTENCE | TEXT, SENTENCE | TEXT), min_size=1, max_size=5))
def test_pages_are_scored_as_waddle_scores_them(pairs: list[tuple[str, str]]) -> None:
    """Each page, and the mean over pages, by the original's steps."""
    metric = CleanevalAlign()
    rows = np.array([metric.page(Gold(text=gold), output) for gold, output in pairs])
    wanted = np.array([plain_values(gold, output) for gold, output in pairs])
    values, summary = metric.values(rows), metric.summary(rows, np.ones((1, len(rows))))
    for column, name in enumerate(("precision", "recall", "f1")):
        np.testing.assert_allclose(values[name], wanted[:, column])
        np.testing.assert_allclose(summary[name][0], wanted[:, column].mean())


@given(st.integers(), st.integers(190, 230), st.integers(2, 120))
def test_frequent_words_are_passed_over_as_difflib_does(seed: int, size: int, kinds: int) -> None:
    """From 200 words on, difflib begins no block with a word that makes up over 1 % of gold."""
    rng, words = Random(seed), [f"w{number}" for number in range(kinds)]
    output, gold = rng.choices(words, k=150), rng.choices(words, k=size)
    blocks = SequenceMatcher(None, output, gold).get_matching_blocks()
    assert aligned_words(output, gold) == sum(block.size for block in blocks)


@pytest.mark.parametrize(
    ("gold", "output", "row"),
    [
        ("a b c d", "a b x d", (3, 1, 1)),
        ("a b c d", "c d a b", (2, 2, 2)),
        ("URL: http\na b", "a b", (2, 0, 1)),  # the line is gone, the break behind it stays
        ("<p>a<p>b", "a b", (2, 0, 3)),  # an empty word, <p>, a, <p>, b
        ("a, b", "a b", (1, 1, 1)),
        ("", "", (1, 0, 0)),
        ("a b", "", (0, 1, 2)),
    ],
)
def test_known_values(gold: str, output: str, row: tuple[int, int, int]) -> None:
    """Order counts, punctuation belongs to words, and an empty text is one empty word."""
    assert CleanevalAlign().page(Gold(text=gold), output) == row


def test_chinese_is_aligned_by_character() -> None:
    """The language is gold's, as the detector has it; Japanese and stray ideographs stay words."""
    gold = "今天天气很好。我们去公园玩。"
    assert CleanevalAlign().page(Gold(text=gold), gold[:-1]) == (len(gold) - 1, 0, 1)
    assert CleanevalAlign().page(Gold(text=gold), "") == (0, 0, len(gold))
    assert not is_chinese("これは日本語の文章です。")
    assert not is_chinese("The sign said 出口, which nobody in the party could read at all.")


def test_a_failed_page_is_an_empty_output() -> None:
    """Its one empty word is wrong, and gold's are missed."""
    assert failure(CleanevalAlign(), Gold(text="a b")) == (0, 1, 2)
    assert [CleanevalAlign().judges(gold) for gold in (Gold(), Gold(text=""))] == [False, True]


def test_what_takes_difflib_too_long_is_not_computed() -> None:
    """Texts that share every second word only are quadratic; texts that are alike are not."""
    comb = [(f"same{at} left{at}", f"same{at} right{at}") for at in range(3_000)]
    output, gold = (" ".join(side) for side in zip(*comb, strict=True))
    assert CleanevalAlign().page(Gold(text=gold), output) is None
    assert CleanevalAlign().page(Gold(text=gold), gold) == (6_000, 0, 0)
