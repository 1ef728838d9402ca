# ruff: noqa: RUF001  look-alike characters of other scripts are what is tested
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench import plainwords
from boilerbench.scoring.words import lower_word_bytes, word_bytes

LAST = 0x323AF  # beyond it there are no letters
EVERY = [f"A{chr(point)}b" for point in range(LAST + 1)]
TEXTS = st.text() | st.text(alphabet="aB _é’\n\u2028\u0130ΑΣ'.\u0301\ud800ß1²")


def matches(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_character_is_a_word_character_or_none() -> None:
    r"""Between letters, each character of Unicode joins or cuts as it does for `\w+`."""
    for start in range(0, len(EVERY), 20_000):
        text = " ".join(EVERY[start : start + 20_000])
        assert word_bytes(text).decode().split() == matches(text)
        assert lower_word_bytes(text).decode().split() == matches(text.lower())


@given(TEXTS)
def test_words_are_the_matches(text: str) -> None:
    """The words of any text, and of it lower-cased, are what the expression finds."""
    assert word_bytes(text).decode().split() == matches(text)
    assert lower_word_bytes(text).decode().split() == matches(text.lower())


@given(TEXTS)
def test_no_word_crosses_a_line(text: str) -> None:
    """Each line of a text is a line of its words, and cut alone it has the same."""
    for cut in (word_bytes, lower_word_bytes):
        lines = [line.split() for line in cut(text).split(b"\n")]
        assert lines == [cut(one).split() for one in text.split("\n")]


@given(TEXTS)
def test_long_texts_are_cut_as_short_ones(text: str) -> None:
    """The table that swaps a long text's characters finds the same words."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plainwords, "MUCH", 0)
        assert word_bytes(text).decode().split() == matches(text)
        assert lower_word_bytes(text).decode().split() == matches(text.lower())
