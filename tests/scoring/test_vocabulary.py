import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.scoring import vocabulary as vocabulary_module
from boilerbench.scoring.lookup import found, tables
from boilerbench.scoring.vocabulary import vocabulary
from boilerbench.scoring.words import word_bytes

# Words about as long as one, two and three integers, that differ in one place only.
WORDS = st.sampled_from(
    [
        f"{'a' * before}{middle}{'b' * after}"
        for before in (0, 1, 6, 7, 8, 15)
        for after in (0, 1, 7, 8, 9)
        for middle in ("", "x", "é", "年")
    ]
)
TEXTS = st.lists(st.lists(WORDS).map(" ".join)).map("\n".join)


def expected(gold: str, text: str) -> list[int]:
    """Numbers by a dictionary."""
    numbers = {word: at for at, word in enumerate(dict.fromkeys(gold.split()), start=1)}
    return [numbers.get(word, 0) for word in text.split()]


@given(TEXTS, TEXTS)
def test_words_have_golds_numbers(gold: str, text: str) -> None:
    """A word's number is its place among gold's different words, 0 where gold has it not."""
    words = vocabulary([word_bytes(gold)], word_bytes)
    assert words.base == len(set(gold.split())) + 1
    for one in (text, gold, text):  # the third time each line is remembered
        assert words.number(one).tolist() == expected(gold, one)


@given(TEXTS, TEXTS)
def test_long_texts_have_the_same_numbers(gold: str, text: str) -> None:
    """Words that are looked up all at once, as integers, are those of the dictionary."""
    words = vocabulary([word_bytes(gold)], word_bytes)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(vocabulary_module, "LONG", 0)
        assert words.number(text).tolist() == expected(gold, text)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its bound a vocabulary forgets, and counts on as before."""
    monkeypatch.setattr(vocabulary_module, "HELD", 1000)
    words = vocabulary([b"a b c"], word_bytes)
    for number in range(50):
        assert words.number(f"b {number}\nc\nz").tolist() == [2, 0, 3, 0]
        assert len(words.lines) < 20
        assert words.held < 3000


@given(st.sets(st.integers(0, 2**64 - 1)), st.lists(st.integers(0, 2**64 - 1)))
def test_look_up_finds_what_is_known(known: set[int], others: list[int]) -> None:
    """Every key is found with its number, and no other key is, whatever they hash to."""
    keys = np.array(sorted(known), np.uint64)
    numbers = np.arange(1, len(keys) + 1, dtype=np.int32)
    asked = [*sorted(known), *others]
    wanted = [sorted(known).index(one) + 1 if one in known else 0 for one in asked]
    assert found(tables(keys, numbers), np.array(asked, np.uint64)).tolist() == wanted


def test_keys_that_share_a_slot_are_all_found() -> None:
    """Thousands of keys fill several tables, each found in its own."""
    keys = np.random.default_rng(0).integers(0, 2**63, 5000).astype(np.uint64)
    numbers = np.arange(1, len(keys) + 1, dtype=np.int32)
    made = tables(keys, numbers)
    assert len(made) > 1
    assert (found(made, keys) == numbers).all()
