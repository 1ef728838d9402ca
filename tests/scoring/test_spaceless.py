import pytest

from boilerbench.records import Gold
from boilerbench.scoring.spaceless import is_spaceless, stands_alone, tokens_of_words
from boilerbench.text import tokens


@pytest.mark.parametrize("text", ["消費券", "カーで", "ครับ", "ລາວ", "ខ្មែរ", "မြန်မာ"])
def test_characters_of_scripts_without_spaces_stand_alone(text: str) -> None:
    """Each token of Chinese, Japanese, Thai, Lao, Khmer and Burmese is a character."""
    assert all(map(stands_alone, tokens(text)))
    assert is_spaceless(text)


@pytest.mark.parametrize("text", ["a bus", "é", "한국어", "हिन्दी", "العربية", "2019", "Я"])
def test_words_do_not(text: str) -> None:
    """Scripts with spaces have words, be they of one letter."""
    assert not any(map(stands_alone, tokens(text)))
    assert not is_spaceless(text)


def test_most_tokens_decide() -> None:
    """A page is in a script without spaces if more than half of its tokens are."""
    assert not is_spaceless("")
    assert not is_spaceless("两 GDP")
    assert tokens_of_words(8, Gold(text="两站 GDP")) == 16
    assert tokens_of_words(8, Gold(text="two GDP")) == 8
    assert tokens_of_words(8, Gold()) == 8
