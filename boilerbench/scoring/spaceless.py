"""Pages in scripts without spaces, where a token is a character and not a word."""

from functools import lru_cache

from boilerbench.records import Gold
from boilerbench.text import stands_alone, tokens

CHARACTERS = 2  # that make a word: Chinese has some 1.6 and Japanese some 2.3 of them


def tokens_of_words(count: int, gold: Gold) -> int:
    """How many tokens so many words of a page are."""
    return count * CHARACTERS if is_spaceless(gold.text or "") else count


@lru_cache(maxsize=4096)
def is_spaceless(text: str) -> bool:
    """Whether most tokens of a text are single characters, as in Chinese, Japanese and Thai."""
    words = tokens(text)
    return sum(map(stands_alone, words)) * 2 > len(words)
