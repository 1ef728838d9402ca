"""Pages without main text: the one right answer is to say nothing."""

from functools import lru_cache

from boilerbench.records import Gold
from boilerbench.scoring.optional import without_optional
from boilerbench.text import tokens


def kept_silent(gold: Gold, text: str) -> bool | None:
    """Whether an output has no token beside optional text; None where gold is not empty text.

    A page on which the extractor failed has not kept silent: ask only about answers.
    """
    if gold.text is None or _has_tokens(gold.text):
        return None
    return not without_optional(gold, text)


@lru_cache(maxsize=4096)
def _has_tokens(text: str) -> bool:
    return any(map(tokens, text.split("\n")))  # mostly the first line has some
