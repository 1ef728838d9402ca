"""The language of a text, by a detector."""

import unicodedata

from boilerbench.text import tokens

FEWEST = 8
"""Tokens below which the detector would only guess."""

LETTERS = 0.7
"""The part of a text's characters that are letters, below which it is a table, or no writing."""


def detected_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or hardly letters.

    Also None for what the detector takes for a language that only ISO 639-2 knows: random letters
    are mostly Antillean Creole to it.
    """
    if len(tokens(text)) < FEWEST or _letters(text) < LETTERS:
        return None
    # Imported late: its model takes half a second to load.
    from py3langid import classify  # noqa: PLC0415

    language: str = classify(text)[0]
    return language if len(language) == len("en") else None


def _letters(text: str) -> float:
    """The part of a text's visible characters that are letters or marks on letters."""
    seen = [unicodedata.category(letter)[0] for letter in text if not letter.isspace()]
    return sum(sort in "LM" for sort in seen) / len(seen)
