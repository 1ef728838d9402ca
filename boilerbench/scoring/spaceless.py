"""Pages in scripts without spaces, where a token is a character and not a word."""

from functools import lru_cache

import regex

from boilerbench.records import Gold
from boilerbench.text import CHARACTER, tokens

CHARACTERS = 2  # that make a word: Chinese has some 1.6 and Japanese some 2.3 of them


def tokens_of_words(count: int, gold: Gold) -> int:
    """How many tokens so many words of a page are."""
    return count * CHARACTERS if is_spaceless(gold.text or "") else count


@lru_cache(maxsize=4096)
def is_spaceless(text: str) -> bool:
    """Whether most tokens of a text are single characters, as in Chinese, Japanese and Thai."""
    words = tokens(text)
    return sum(map(stands_alone, words)) * 2 > len(words)


_ALONE = regex.compile(rf"{CHARACTER}\p{{M}}*", regex.V1)


def stands_alone(token: str) -> bool:
    """Whether a token is one character of a script that writes no spaces between words."""
    return not token.isascii() and _ALONE.fullmatch(token) is not None
