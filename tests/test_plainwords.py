# ruff: noqa: RUF001  look-alike characters of other scripts are what is tested
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench import plainwords
from boilerbench import text as text_module
from boilerbench.text import fold, token_bytes, tokens

EVERY = map(chr, range(128, sys.maxunicode + 1))
# Of the private characters, which are all alike, every hundredth.
PLAIN = [
    one
    for one in EVERY
    if plainwords._plain(one) is not None
    and (unicodedata.category(one) != "Co" or ord(one) % 100 == 0)
]
MIXED = "aZé’'.- 3ß२\u00ad\u200b\u200d\u0301ЖςΣ年한\ud800★\n\t_\u0130\u01f0"
TEXTS = st.text(st.sampled_from(MIXED)) | st.text(st.sampled_from(PLAIN)) | st.text()


def defined(text: str) -> list[str]:
    """Tokens by their definition: normalised, cut by the one pattern for all scripts, folded."""
    visible = text_module._visible(text)
    return fold(" ".join(text_module._TOKEN.findall(visible))).split()


@pytest.mark.parametrize(
    "around", ["a{}b", "1{}2", "1.{}2", "a'{}b", " {} ", "a{0}.{0}b", "{0}'{0}"]
)
def test_every_plain_character_is_cut_as_the_pattern_cuts_it(around: str) -> None:
    """Letters, digits, dots, apostrophes and spaces about any plain character are as defined."""
    for character in PLAIN:
        text = around.format(character)
        assert plainwords._plain_words(text) is not None
        assert tokens(text) == defined(text)


@given(TEXTS)
def test_tokens_are_as_defined(text: str) -> None:
    """Whatever way a text takes, its tokens are those of the one pattern."""
    assert tokens(text) == defined(text)


@given(TEXTS)
def test_no_token_crosses_a_line(text: str) -> None:
    """Each line of a text is a line of its tokens, and cut alone it has the same."""
    lines = token_bytes(text).split(b"\n")
    assert [line.decode().split() for line in lines] == [tokens(one) for one in text.split("\n")]


@given(st.lists(TEXTS))
def test_long_texts_are_cut_as_short_ones(texts: list[str]) -> None:
    """The table that swaps a long text's characters agrees with swapping them one by one."""
    text = "\n".join(texts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plainwords, "MUCH", 0)
        assert tokens(text) == defined(text)
        patched.undo()
        patched.setattr(plainwords, "KINDS", 0)
        patched.setattr(plainwords, "SHORT", 0)
        assert tokens(text) == defined(text)


def test_many_kinds_of_characters_take_no_longer_each() -> None:
    """A text of thousands of different symbols is cut by the table, to the same tokens."""
    text = "a".join(PLAIN)
    assert tokens(text) == defined(text)
    assert tokens(text[: plainwords.SHORT]) == defined(text[: plainwords.SHORT])
